"""Pages that are not articles, and articles that look like such pages, in eight languages.

Each page is made by a template of its own structure, filled with the words of one language (``walls.json``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from refusal_case import Case

WORDS: Final[dict[str, dict[str, Any]]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)


def _nav(lang: str) -> str:
    return (
        "<nav><ul>"
        + "".join(f'<li><a href="/{i}">{n}</a></li>' for i, n in enumerate(WORDS[lang]["nav"]))
        + "</ul></nav>"
    )


def _foot(lang: str) -> str:
    links = " | ".join(f'<a href="/f{i}">{n}</a>' for i, n in enumerate(WORDS[lang]["nav"][2:]))
    return f"<footer><p>© 2024 Beispiel Press</p><p>{links}</p></footer>"


def _challenge_a(lang: str) -> str:
    title, head, text = WORDS[lang]["challenge"]
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="360"></head><body class="no-js"><div class="main-wrapper" role="main"><div class="main-content">
<h1 class="zone-name-title h1">www.example.org</h1><h2 id="challenge-running">{head}</h2><div id="challenge-stage"></div><div class="core-msg spacer">{text}</div></div></div>
<script>(function(){{window._cf_chl_opt={{cvId:'3',cType:'managed'}};var s=document.createElement('script');s.src='/cdn-cgi/challenge-platform/h/b/orchestrate/managed/v1';}})();</script>
<div class="footer"><div class="ray-id">Ray ID: <code>86f2aa1b</code></div><div>Performance &amp; security by a content network</div></div></body></html>"""


def _challenge_b(lang: str) -> str:
    _, _, text = WORDS[lang]["challenge"]
    return f"""<html><head><title>example.org</title><style>#cmsg{{animation: A 1.5s;}}</style></head><body style="margin:0">
<p id="cmsg">{text}</p><script data-cfasync="false">var dd={{'rt':'c','cid':'AHrlqAAA','hsh':'77','t':'bv','host':'geo.captcha-delivery.com'}}</script>
<script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script></body></html>"""


def _captcha_a(lang: str) -> str:
    head, text, more = WORDS[lang]["captcha"]
    return f"""<!doctype html><html lang="{lang}"><head><title>Example Wire</title></head><body>{_nav(lang)}<section class="box"><h1 class="logo">Example Wire</h1><h2>{head}</h2><p>{text}</p>
<form method="POST"><div class="g-recaptcha" data-sitekey="6Lc"></div><button>OK</button></form><h3>Info</h3><p>{more}</p><p class="ref">Block reference ID: c5e0-11ee</p></section></body></html>"""


def _captcha_b(lang: str) -> str:
    head, text, more = WORDS[lang]["captcha"]
    return f"""<html><head><meta charset="utf-8"><title>{head}</title><meta name="description" content="px-captcha"></head><body><div class="container"><div class="page-title-wrapper"><div class="page-title"><h1>{text}</h1></div></div>
<div class="content-wrapper"><div id="px-captcha"></div><p>{more}</p><p>Reference ID: #5b0f3a90</p></div></div><script>window._pxAppId='PX000';</script></body></html>"""


def _consent_a(lang: str) -> str:
    head, text, yes, no, more = WORDS[lang]["consent"]
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>{head}</title></head><body id="cmp"><div role="dialog" class="consent-page"><h2>{head}</h2><p>{text}</p>
<form method="post" action="/v2/collectConsent"><input type="hidden" name="csrf" value="x"><button name="agree" value="agree">{yes}</button><button name="reject" value="reject">{no}</button><a href="/options">{more}</a></form></div></body></html>"""


def _consent_b(lang: str) -> str:
    head, text, yes, no, more = WORDS[lang]["consent"]
    lists = "".join(
        f"<li><label><input type=checkbox> {n} {i}</label></li>"
        for i, n in enumerate(WORDS[lang]["nav"][:4] * 3)
    )
    return f"""<html><head><title>Example Wire</title></head><body><div class="gdpr-gate"><div class="logo">Example Wire</div><div class="message type-title">{head}</div><div class="message type-text"><span>{text}</span> <span>{text}</span></div>
<ul class="vendors">{lists}</ul><div class="row"><div class="btn primary">{yes}</div><div class="btn">{no}</div><div class="btn">{more}</div></div></div>{_foot(lang)}</body></html>"""


def _login_a(lang: str) -> str:
    head, text, mail, word, forgot, new = WORDS[lang]["login"]
    return f"""<html lang="{lang}"><head><title>{head} · Example Wire</title></head><body>{_nav(lang)}<div class="auth"><h1>{head}</h1><p>{text}</p><form action="/session" method="post"><label>{mail} <input type="email" name="u"></label>
<label>{word} <input type="password" name="p"></label><button>{head}</button></form><p><a href="/forgot">{forgot}</a></p><p><a href="/new">{new}</a></p></div>{_foot(lang)}</body></html>"""


def _login_b(lang: str) -> str:
    head, text, mail, word, forgot, new = WORDS[lang]["login"]
    return f"""<html><head><title>Example Board</title></head><body><table class="tborder"><tr><td class="tcat">Example Board</td></tr><tr><td>{text}<ol><li>{head}: {mail}, {word}.</li><li>{new}</li></ol>
<table><tr><td>{mail}:</td><td><input name=username></td></tr><tr><td>{word}:</td><td><input type=password name=pw></td></tr><tr><td></td><td><a href=lost.php>{forgot}</a></td></tr></table></td></tr></table></body></html>"""


def _age(lang: str) -> str:
    head, text, yes, no = WORDS[lang]["age"]
    days = "".join(f"<option>{i}</option>" for i in range(1, 8))
    return f"""<html lang="{lang}"><head><title>{head}</title></head><body><div class="agegate"><img src="/logo.png" alt="Example Brewery"><h1>{head}</h1><p>{text}</p><form><select>{days}</select><button>{yes}</button> <button>{no}</button></form></div>{_foot(lang)}</body></html>"""


def _geo(lang: str) -> str:
    head, text = WORDS[lang]["geo"]
    return f"""<html lang="{lang}"><head><title>Example Herald</title></head><body><div id="wrap"><img src="l.svg" alt=""><h2>{head}</h2><p>{text}</p><p>HTTP 451</p></div></body></html>"""


def _soft(lang: str) -> str:
    head, text, _, _ = WORDS[lang]["gone"]
    more = "".join(f'<li><a href="/p/{i}">{p[:40]}</a></li>' for i, p in enumerate(WORDS[lang]["prose"]))
    return f"""<html lang="{lang}"><head><title>{head} – Example Blog</title></head><body class="error404">{_nav(lang)}<main><header class="page-header"><h1>{head}</h1></header><div class="page-content"><p>{text}</p><form role="search"><input type="search"></form>
<div class="widget"><h2>{WORDS[lang]["nav"][1]}</h2><ul>{more}</ul></div></div></main>{_foot(lang)}</body></html>"""


def _server(lang: str) -> str:
    _, _, head, text = WORDS[lang]["gone"]
    return f"""<html><head><title>Example Wire</title></head><body><div class="error"><div class="code">500</div><div class="t">{head}</div><div>{text}</div><a href="/">{WORDS[lang]["nav"][0]}</a></div></body></html>"""


def _upkeep(lang: str) -> str:
    head, text = WORDS[lang]["upkeep"]
    return f"""<html lang="{lang}"><head><title>{head}</title></head><body><article><h1>{head}</h1><div><p>{text}</p><p>&mdash; Example Team</p></div></article></body></html>"""


def _parked(lang: str) -> str:
    title, text, head = WORDS[lang]["parked"]
    links = "".join(f'<li><a href="/s?q={i}">{n}</a></li>' for i, n in enumerate(WORDS[lang]["nav"]))
    return f"""<html><head><title>{title}</title></head><body><div id="sale">{text}</div><h3>{head}</h3><ul>{links}</ul><div id="disc">The domain owner maintains no relationship with the advertisers.</div></body></html>"""


def _moved(lang: str) -> str:
    return f"""<html><head><meta http-equiv="refresh" content="0; url=https://example.org/new"><title>Example</title></head><body><p>{WORDS[lang]["moved"]} <a href="https://example.org/new">https://example.org/new</a></p></body></html>"""


def _no_results(lang: str) -> str:
    head, text, _ = WORDS[lang]["found"]
    return f"""<html lang="{lang}"><head><title>{head} | Example</title></head><body>{_nav(lang)}<div id="content"><h1>{head}</h1><p>{text}</p><form action="/search"><input name="q" value="x"><input type="submit"></form></div>{_foot(lang)}</body></html>"""


def _index(lang: str) -> str:
    rows = "".join(
        f'<a href="{n}{i}.zip">{n}{i}.zip</a>   2023-04-0{i + 1} 10:0{i}   {i}.{i}M\n'
        for i, n in enumerate(("a", "b", "notes", "src", "z"))
    )
    return f'<html><head><title>Index of /pub/{lang}/</title></head><body><h1>Index of /pub/{lang}/</h1><hr><pre><a href="../">../</a>\n{rows}</pre><hr></body></html>'


_LOREM: Final = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat."


def _lorem(lang: str) -> str:
    parts = "".join(f"<p>{_LOREM}</p>" for _ in range(3))
    return f'<html lang="{lang}"><head><title>{WORDS[lang]["nav"][0]}</title></head><body>{_nav(lang)}<article><h1>{WORDS[lang]["nav"][1]}</h1>{parts}</article>{_foot(lang)}</body></html>'


def _template(lang: str) -> str:
    return f"""<html lang="{lang}"><head><title>{{{{ page.title }}}}</title></head><body>{_nav(lang)}<main><h1>{{{{ article.headline }}}}</h1><p class="by">{{{{ article.byline }}}}</p><div v-html="body">{{{{ article.body }}}}</div></main>{_foot(lang)}</body></html>"""


def _shell(lang: str) -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>Example App</title><script defer src="/static/js/main.js"></script></head><body><noscript>{WORDS[lang]["script"]}</noscript><div id="root"></div></body></html>'


def _article(lang: str, title: str, extra: str = "", paragraphs: int = 4) -> str:
    text = "".join(f"<p>{p}</p>" for p in WORDS[lang]["prose"][:paragraphs])
    return f'<html lang="{lang}"><head><title>{title} – Example Wire</title></head><body>{_nav(lang)}<article><h1>{title}</h1>{extra}{text}</article>{_foot(lang)}</body></html>'


def _with_banner(lang: str) -> str:
    head, text, yes, no, more = WORDS[lang]["consent"]
    banner = f'<div id="cookie-banner"><h2>{head}</h2><p>{text}</p><button>{yes}</button><button>{no}</button><a href="#">{more}</a></div>'
    return _article(lang, WORDS[lang]["prose"][0][:30]).replace("<article>", banner + "<article>")


def _with_login(lang: str) -> str:
    head, _, mail, word, forgot, new = WORDS[lang]["login"]
    box = f'<form class="login"><h4>{head}</h4><input type="email" placeholder="{mail}"><input type="password" placeholder="{word}"><a href="/f">{forgot}</a><a href="/n">{new}</a></form>'
    return _article(lang, WORDS[lang]["prose"][1][:30], paragraphs=3).replace("<article>", box + "<article>")


def _about(lang: str) -> str:
    title, first = WORDS[lang]["about"]
    return _article(lang, title, f"<p>{first}</p>", 2)


def _brief(lang: str) -> str:
    return _article(lang, WORDS[lang]["prose"][3][:30], paragraphs=1).replace(
        "</article>", f"<p>{WORDS[lang]['prose'][2]}</p></article>"
    )


def _thread(lang: str) -> str:
    posts = "".join(
        f'<tr class="post"><td class="user"><b>user{i}</b><br>{WORDS[lang]["nav"][3]}</td><td class="msg">{p}</td></tr>'
        for i, p in enumerate(WORDS[lang]["prose"])
    )
    return f'<html lang="{lang}"><head><title>{WORDS[lang]["prose"][0][:25]} - Example Board</title></head><body><form action="search.php"><input name="q"></form><h2>{WORDS[lang]["prose"][0][:25]}</h2><table>{posts}</table></body></html>'


_BY_LANGUAGE: Final = (
    ("challenge", _challenge_a),
    ("challenge", _challenge_b),
    ("captcha", _captcha_a),
    ("captcha", _captcha_b),
    ("consent-wall", _consent_a),
    ("consent-wall", _consent_b),
    ("login-wall", _login_a),
    ("login-wall", _login_b),
    ("age-gate", _age),
    ("geo-block", _geo),
    ("error-page", _soft),
    ("error-page", _server),
    ("maintenance", _upkeep),
    ("parked-domain", _parked),
    ("redirect", _moved),
    ("search-results", _no_results),
    ("empty-shell", _shell),
    (None, _with_banner),
    (None, _with_login),
    (None, _about),
    (None, _brief),
    (None, _thread),
)

_FEED: Final = """<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title><item><title>One</title><description>First story of the day, with a few words.</description></item></channel></rss>"""
_ATOM: Final = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry><title>One</title><summary>First story</summary></entry></feed>"""
_MAP: Final = """<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/</loc></url></urlset>"""
_DENIED: Final = """<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "http&#58;&#47;&#47;example&#46;org" on this server.<P>Reference&#32;&#35;18&#46;2d</BODY></HTML>"""
_BLOCKED: Final = """<html><head><title>Attention Required! | Guard</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access example.org</h2><h3>Why have I been blocked?</h3><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p><p>Your IP: 192.0.2.1</p></body></html>"""
_GATEWAY: Final = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>"
_ROBOTS: Final = b"User-agent: *\nDisallow: /private/\nSitemap: https://example.org/sitemap.xml\n"

_SINGLE: Final = (
    Case("rss", _FEED, "unsupported"),
    Case("atom", _ATOM, "unsupported"),
    Case("sitemap", _MAP, "unsupported"),
    Case("rss-bytes", b"\xef\xbb\xbf\n" + _FEED.encode(), "unsupported"),
    Case("robots", _ROBOTS, "unsupported"),
    Case("json", b'{"error": {"code": 403, "message": "Forbidden"}}', "unsupported"),
    Case("pdf", b"%PDF-1.7\n1 0 obj\n<<>>\n", "unsupported"),
    Case("webp", b"RIFF\x24\x00\x00\x00WEBPVP8 ", "unsupported"),
    Case("denied", _DENIED, "error-page"),
    Case("blocked", _BLOCKED, "challenge"),
    Case("gateway", _GATEWAY, "error-page"),
    Case("index-en", _index("en"), "directory-index"),
    Case("index-de", _index("de"), "directory-index"),
    Case("lorem-en", _lorem("en"), "placeholder"),
    Case("lorem-fr", _lorem("fr"), "placeholder"),
    Case("template-en", _template("en"), "placeholder"),
    Case("template-es", _template("es"), "placeholder"),
)

CASES: Final = _SINGLE + tuple(
    Case(f"{make.__name__[1:]}-{lang}", make(lang), reason) for reason, make in _BY_LANGUAGE for lang in WORDS
)
