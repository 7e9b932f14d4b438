"""Pages that are not articles, and articles that look like such pages, in more languages and shapes.

The shapes are those that servers, bot walls, consent tools and content systems send; the words (``more_walls.json``)
are ours.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

from refusal_case import Case


class Words(NamedTuple):
    """What walls say in one language."""

    menu: str
    wait: str
    human: str
    cookies: str
    accept: str
    login: str
    must: str
    password: str
    forgot: str
    age: str
    geo: str
    missing: str
    failed: str
    upkeep: str
    sale: str
    moved: str
    nothing: str
    script: str
    prose: list[str]
    about: str


WORDS: Final = {
    lang: Words(**words)
    for lang, words in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8")).items()
}


def _items(w: Words) -> list[str]:
    return w.menu.split(", ")


def _header(w: Words) -> str:
    return "<div id=top>" + " ".join(f'<a href="/{i}">{n}</a>' for i, n in enumerate(_items(w))) + "</div>"


def _wait(w: Words) -> str:
    return f'<html><head><title>Example.com</title></head><body><table width="100%" height="100%"><tr><td align="center"><div class="cf-browser-verification cf-im-under-attack"><h1><span>{w.wait}</span></h1><p>DDoS protection by Guard</p></div></td></tr></table></body></html>'


def _frame(w: Words) -> str:
    return f'<html style="height:100%"><head><meta name="robots" content="noindex"></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31" frameborder=0 width="100%">{w.wait}</iframe></body></html>'


def _human(w: Words) -> str:
    return f'<html><head><title>example.com</title></head><body><center><img src=logo.gif><form action="/verify"><p>{w.human}</p><img src="/captcha.png" alt="captcha"><input name=answer><input type=submit></form><p>IP 192.0.2.7 2024-03-01T10:00:00Z</p></center></body></html>'


def _consent(w: Words) -> str:
    rows = "".join(f"<tr><td>{n}</td><td>{w.cookies}</td></tr>" for n in _items(w))
    return f'<html><head><title>Example</title></head><body><main><section><h1>Cookies</h1><p>{w.cookies}</p><details><table>{rows}</table></details><p><a role="button" href="/ok">{w.accept}</a></p></section></main></body></html>'


def _login(w: Words) -> str:
    return f'<html><head><title>Example Club: {w.login}</title></head><body>{_header(w)}<div class=panel><div class=alert>{w.must}</div><form><fieldset><legend>{w.login}</legend><input name=user><input type=password placeholder="{w.password}"><button>{w.login}</button></fieldset></form><a href=/lost>{w.forgot}</a></div></body></html>'


def _age(w: Words) -> str:
    return f'<html><head><title>Example Wines</title></head><body><div class="modal age-verification"><p>{w.age}</p><a class=btn href="?ok">OK</a><a class=btn href="//example.com">X</a></div><div id=app></div><script src=a.js></script></body></html>'


def _geo(w: Words) -> str:
    return f"<html><head><title>451</title></head><body><div><p>{w.geo}</p></div></body></html>"


def _missing(w: Words) -> str:
    return f'<html><head><title>Example | {w.missing}</title></head><body>{_header(w)}<div class="col"><strong>404</strong><p>{w.missing}.</p></div><div class="col">{_header(w)}</div></body></html>'


def _failed(w: Words) -> str:
    return f"<html><body><h2>{w.failed}</h2><p>ref 0.5c1e</p></body></html>"


def _upkeep(w: Words) -> str:
    return f'<html><head><title>Example</title></head><body class="maintenance"><section><img src=a.png><p>{w.upkeep}</p><p>info@example.com</p></section></body></html>'


def _sale(w: Words) -> str:
    return f"<html><head><title>example-shop.net</title></head><body><h1>{w.sale}</h1><form><input name=offer><button>OK</button></form><p>© example-shop.net</p></body></html>"


def _moved(w: Words) -> str:
    return f'<html><head><title>{w.moved}</title><meta http-equiv="Refresh" content="3;URL=/new"></head><body><div><p>{w.moved}: <a href="/new">/new</a></p></div></body></html>'


def _nothing(w: Words) -> str:
    return f'<html><head><title>Example</title></head><body class="search search-no-results">{_header(w)}<section><h2>{w.nothing}</h2><form><input type=search></form></section></body></html>'


def _app(w: Words) -> str:
    return f"<html><head><title>Example</title></head><body><div id=__next></div><div class=warn>{w.script}</div><script src=b.js></script></body></html>"


def _story(w: Words, title: str, before: str = "", after: str = "") -> str:
    text = "".join(f"<p>{p}</p>" for p in w.prose)
    return f"<html><head><title>{title} | Example</title></head><body>{_header(w)}{before}<div class=post><h1>{title}</h1>{text}</div>{after}</body></html>"


def _about(w: Words) -> str:
    return _story(w, w.about)


def _banner(w: Words) -> str:
    return _story(
        w, w.prose[0][:35], after=f"<div class=cookie-notice><p>{w.cookies}</p><a href=#>{w.accept}</a></div>"
    )


def _members(w: Words) -> str:
    box = f"<div class=login-box><h3>{w.login}</h3><form><input name=u><input type=password><button>{w.login}</button></form><a href=/lost>{w.forgot}</a></div>"
    return _story(w, w.prose[1][:35], before=box)


def _board(w: Words) -> str:
    posts = "".join(
        f"<li class=post><div class=by>ann{i}</div><div class=content><p>{p}</p></div></li>"
        for i, p in enumerate(w.prose)
    )
    return f"<html><head><title>{w.prose[0][:30]}</title></head><body><form role=search><input></form>{_header(w)}<h1>{w.prose[0][:30]}</h1><ul class=bbp-replies>{posts}</ul><p>{w.must}</p></body></html>"


_MAKERS: Final = (
    ("challenge", _wait),
    ("challenge", _frame),
    ("captcha", _human),
    ("consent-wall", _consent),
    ("login-wall", _login),
    ("age-gate", _age),
    ("geo-block", _geo),
    ("error-page", _missing),
    ("error-page", _failed),
    ("maintenance", _upkeep),
    ("parked-domain", _sale),
    ("redirect", _moved),
    ("search-results", _nothing),
    ("empty-shell", _app),
    (None, _about),
    (None, _banner),
    (None, _members),
    (None, _board),
)

_SINGLE: Final = (
    Case(
        "rdf",
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel></rdf:RDF>',
        "unsupported",
    ),
    Case(
        "feed",
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- made by hand -->\n<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
        "unsupported",
    ),
    Case(
        "rss",
        '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><rss version="2.0"><channel><title>x</title></channel></rss>',
        "unsupported",
    ),
    Case(
        "sitemap-index",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.com/a.xml</loc></sitemap></sitemapindex>',
        "unsupported",
    ),
    Case("robots", b"# robots\nUser-agent: *\nAllow: /\n", "unsupported"),
    Case("json", b'[{"title": "x", "body": "y"}]', "unsupported"),
    Case("avif", b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "unsupported"),
    Case(
        "forbidden",
        "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don't have permission to access this resource.</p><hr><address>Apache/2.4 Server at example.com Port 443</address></body></html>",
        "error-page",
    ),
    Case(
        "slow",
        "<html><head><title>504 Gateway Time-out</title></head><body><center><h1>504 Gateway Time-out</h1></center></body></html>",
        "error-page",
    ),
    Case(
        "many",
        "<html><head><title>429</title></head><body><h1>Too Many Requests</h1><p>Rate limit exceeded. Please slow down.</p></body></html>",
        "error-page",
    ),
    Case(
        "listing",
        "<html><head><title>Directory listing for /files/</title></head><body><h2>Directory listing for /files/</h2><ul><li><a href=a>a.txt</a><li><a href=b>b.txt</a></ul></body></html>",
        "directory-index",
    ),
    Case(
        "fields",
        "<html><body><h1>{{ title }}</h1><div>{{ content }}</div><p>{% block footer %}</p></body></html>",
        "placeholder",
    ),
    Case(
        "filler",
        "<html><head><title>Hello</title></head><body><ul><li><a href=/>Home</a><li><a href=/a>About</a><li><a href=/b>Blog</a></ul><h1>Our story</h1><p>Lorem ipsum dolor sit amet, consectetuer adipiscing elit, sed diam nonummy nibh euismod tincidunt.</p><p>Dolor sit amet lorem ipsum, consectetuer adipiscing elit, ut laoreet dolore magna.</p></body></html>",
        "placeholder",
    ),
    Case(
        "unusual-traffic",
        "<html><head><title>Acceso restringido</title></head><body><h1>Un momento</h1><p>Hemos detectado actividad inusual desde su red. Pulse y mantenga el botón.</p><button>Pulsar</button></body></html>",
        "challenge",
    ),
    Case(
        "forum-permission",
        "<html><head><title>Info</title></head><body><h2>Information</h2><p>You are not logged in or you do not have permission to access this page. This may have several reasons:</p><ol><li>You may not have sufficient privileges.</li></ol><form><input name=user><input type=password name=pass></form></body></html>",
        "login-wall",
    ),
    Case(
        "new-domain",
        "<html><head><title>Domaine</title></head><body><p>Votre domaine a bien été créé. Cette page par défaut sera remplacée dès que vous publierez votre site.</p></body></html>",
        "parked-domain",
    ),
    Case(
        "missing-hebrew",
        "<html><head><title>שגיאה</title></head><body><h1>הדף לא נמצא</h1><p>מצטערים, הדף שחיפשתם אינו קיים עוד.</p></body></html>",
        "error-page",
    ),
    Case(
        "nginx",
        "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working.</p></body></html>",
        "parked-domain",
    ),
)

CASES: Final = _SINGLE + tuple(
    Case(f"{make.__name__[1:]}-{lang}", make(w), reason)
    for reason, make in _MAKERS
    for lang, w in WORDS.items()
)
