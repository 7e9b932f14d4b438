"""Pages that show nothing until a script fills them, in the shapes that common frameworks serialise.

Five articles in each of the shapes; shapes by the documentation of each framework.
"""

from __future__ import annotations

import html
import json
from typing import Any, Final, NamedTuple

AUTHOR: Final = "Ines Valdoro"


class Story(NamedTuple):
    """One article."""

    title: str
    date: str
    parts: tuple[str, ...]


STORIES: Final = (
    Story(
        "The bridge that nobody wanted to pay for",
        "2024-03-05T09:30:00Z",
        (
            "The town council met on Tuesday evening to discuss the new bridge, which has been planned for nine years.",
            "Engineers say that the old crossing will last two more winters at most. Then it has to close.",
            "Residents asked who would pay for it; the mayor answered that the county had promised half of the sum.",
            "Work is to start in May, when the river is low, and the road along the bank will be shut for six weeks.",
        ),
    ),
    Story(
        "Das Museum am Hafen öffnet wieder",
        "2023-11-18T06:00:00Z",
        (
            "Nach drei Jahren Umbau öffnet das Museum am Hafen am Samstag wieder, mit zwei neuen Sälen und einem Hof.",
            "Die ältesten Boote lassen sich nun aus der Nähe ansehen, sagt die Leiterin. Abends ist länger geöffnet.",
            "Wer in der Stadt wohnt, zahlt am ersten Sonntag im Monat nichts; sonst kostet die Karte acht Euro.",
            "Im Frühjahr soll eine Werkstatt dazukommen, in der man beim Bau eines Kutters zusehen kann.",
        ),
    ),
    Story(
        "Comment on répare une horloge de village",
        "2022-07-01T12:00:00Z",
        (
            "L'horloge de l'église s'est arrêtée un matin de janvier, et personne ne l'a remarqué avant midi.",
            "L'horloger a démonté les aiguilles, nettoyé les roues et trouvé un nid d'oiseau. Il en a ri longtemps.",
            "La réparation a coûté moins que prévu, parce que deux élèves du lycée ont refait une pièce à la main.",
            "Depuis, elle sonne avec une minute d'avance, et le maire a décidé de ne rien changer.",
        ),
    ),
    Story(
        "橋の工事が五月に始まる",
        "2024-04-20T01:00:00Z",
        (
            "町議会は火曜日の夜に集まり、九年前から計画されている新しい橋について話し合った。多くの住民が傍聴した。",
            "技術者によると、古い橋はあと二回の冬しかもたず、その後は通行止めにしなければならないという。",
            "住民は誰が費用を払うのかと尋ね、町長は県が半額を負担すると約束したと答えた。残りは町が借りる。",
            "工事は川の水が少ない五月に始まり、川沿いの道路は六週間通行止めになる予定である。",
        ),
    ),
    Story(
        "A recipe for bread without a machine",
        "2021-01-09T18:45:00Z",
        (
            "Good bread needs four things: flour, water, salt and time. Of these, time is the one that people forget.",
            "Mix everything in a bowl until no dry flour is left. Cover it and leave it on the table until morning.",
            "Fold the dough twice, shape it without pressing the air out, and heat the oven as far as it will go.",
            "Bake it in a closed pot for half an hour and in the open for ten minutes more. Let it cool before you cut it.",
        ),
    ),
)


def html_of(story: Story) -> str:
    """Return the text as HTML, with a heading."""
    a, b, c, d = story.parts
    return f"<p>{a}</p><p>{b}</p><h2>{story.parts[0][:12]}</h2><p>{c}</p><p>{d}</p>"


def _page(script: str, title: str = "Example", root: str = '<div id="app"></div>') -> str:
    menu = "".join(f'<a href="/{i}">{n}</a>' for i, n in enumerate(("Start", "Sport", "Contact")))
    return f"<!doctype html><html><head><title>{title}</title></head><body><nav>{menu}</nav>{root}{script}</body></html>"


def _js(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _others(story: Story) -> list[dict[str, Any]]:
    return [
        {"id": i, "title": s.title, "excerpt": s.parts[0][:60], "slug": f"s{i}"}
        for i, s in enumerate(STORIES)
        if s is not story
    ]


def _post(story: Story) -> dict[str, Any]:
    return {
        "id": 7,
        "title": story.title,
        "slug": "x",
        "publishedAt": story.date,
        "author": {"name": AUTHOR, "bio": "Writes."},
        "body": html_of(story),
    }


def next_pages(s: Story) -> str:
    data = {
        "props": {"pageProps": {"post": _post(s), "related": _others(s)}},
        "page": "/[slug]",
        "buildId": "x",
    }
    return _page(
        f'<script id="__NEXT_DATA__" type="application/json">{_js(data)}</script>', s.title + " | Example"
    )


def next_blocks(s: Story) -> str:
    blocks: list[dict[str, Any]] = [
        {
            "_type": "block",
            "style": "normal",
            "_key": str(i),
            "markDefs": [],
            "children": [{"_type": "span", "text": p, "marks": []}],
        }
        for i, p in enumerate(s.parts)
    ]
    blocks.insert(
        2,
        {
            "_type": "block",
            "style": "h2",
            "_key": "h",
            "children": [{"_type": "span", "text": s.parts[0][:12]}],
        },
    )
    data = {
        "props": {
            "pageProps": {
                "article": {
                    "_id": "1",
                    "headline": s.title,
                    "publishedAt": s.date,
                    "author": {"name": AUTHOR},
                    "content": blocks,
                }
            }
        }
    }
    return _page(f'<script id="__NEXT_DATA__" type="application/json">{_js(data)}</script>')


def next_flight(s: Story) -> str:
    text = html_of(s)
    rows = f'0:["$","$L1",null,{{"children":["$","main",null,{{"children":"$L3"}}]}}]\n2:T{len(text.encode()):x},{text}3:{_js(["$", "$L4", None, {"post": {"title": s.title, "date": s.date, "author": AUTHOR, "html": "$2"}}])}\n'
    half = len(rows) // 2
    pushes = "".join(
        f"<script>self.__next_f.push({_js([1, part])})</script>" for part in (rows[:half], rows[half:])
    )
    return _page("<script>(self.__next_f=self.__next_f||[]).push([0])</script>" + pushes, s.title)


def next_flight_tree(s: Story) -> str:
    parts: list[Any] = [["$", "p", str(i), {"children": p}] for i, p in enumerate(s.parts)]
    tree = ["$", "article", None, {"children": [["$", "h1", None, {"children": s.title}], *parts]}]
    row = f"5:{_js(tree)}\n"
    return _page(f"<script>self.__next_f.push({_js([1, row])})</script>", s.title)


def nuxt2(s: Story) -> str:
    quoted = json.dumps(s.title, ensure_ascii=False)
    body = _js(html_of(s))
    return _page(
        f'<script>window.__NUXT__=(function(a,b,c){{return {{layout:"default",data:[{{article:{{id:3,title:a,content:{body},published_at:b,tags:[c,c],draft:!1,author:{{name:"{AUTHOR}"}}}}}}],fetch:{{}},error:null,serverRendered:!0}}}}({quoted},"{s.date}","x"));</script>'
    )


def nuxt3(s: Story) -> str:
    flat: list[Any] = [
        ["Reactive", 1],
        {"data": 2, "state": 9},
        ["ShallowReactive", 3],
        {"post": 4},
        {"title": 5, "body": 6, "createdAt": 7, "author": 8},
        s.title,
        html_of(s),
        s.date,
        AUTHOR,
        {},
    ]
    return _page(
        f'<script type="application/json" id="__NUXT_DATA__" data-ssr="true">{_js(flat)}</script>', s.title
    )


def redux(s: Story) -> str:
    state = {
        "router": {"path": "/x"},
        "articles": {
            "byId": {
                "7": {"headline": s.title, "bodyHtml": html_of(s), "datePublished": s.date, "byline": AUTHOR}
            }
        },
        "ui": {"menu": False},
    }
    return _page(f"<script>window.__PRELOADED_STATE__ = {_js(state)};\n window.__BUILD__ = 3;</script>")


def redux_parse(s: Story) -> str:
    state = json.dumps({"post": _post(s)})
    return _page(f"<script>window.__INITIAL_STATE__ = JSON.parse({_js(state)});</script>")


def apollo(s: Story) -> str:
    state = {
        "ROOT_QUERY": {"__typename": "Query", 'post({"slug":"x"})': {"__ref": "Post:7"}},
        "Author:1": {"__typename": "Author", "name": AUTHOR},
        "Post:7": {
            "__typename": "Post",
            "title": s.title,
            "date": s.date,
            "content": html_of(s),
            "author": {"__ref": "Author:1"},
        },
    }
    return _page(f"<script>window.__APOLLO_STATE__={_js(state)}</script>", s.title)


def gatsby(s: Story) -> str:
    state = {
        "componentChunkName": "post",
        "path": "/x/",
        "result": {
            "data": {
                "markdownRemark": {"html": html_of(s), "frontmatter": {"title": s.title, "date": s.date}}
            },
            "pageContext": {},
        },
    }
    return _page(
        f'<script>/*<![CDATA[*/window.pagePath="/x/";window.___pageData={_js(state)};/*]]>*/</script>',
        s.title,
    )


def remix(s: Story) -> str:
    state = {
        "state": {"loaderData": {"root": {"env": "x"}, "routes/$slug": {"post": _post(s)}}},
        "future": {},
    }
    return _page(f"<script>window.__remixContext = {_js(state)};</script>")


def remix_stream(s: Story) -> str:
    flat: list[Any] = [
        {"_1": 2},
        "loaderData",
        {"_3": 4},
        "post",
        {"_5": 6, "_7": 8, "_9": 10},
        "title",
        s.title,
        "html",
        html_of(s),
        "publishedAt",
        s.date,
    ]
    return _page(
        f"<script>window.__reactRouterContext.streamController.enqueue({_js(json.dumps(flat, ensure_ascii=False) + chr(10))});</script>",
        s.title,
    )


def svelte(s: Story) -> str:
    fetched = json.dumps(
        {
            "status": 200,
            "statusText": "",
            "headers": {},
            "body": json.dumps({"post": _post(s)}, ensure_ascii=False),
        },
        ensure_ascii=False,
    ).replace("<", "\\u003c")
    return _page(
        f'<script type="application/json" data-sveltekit-fetched data-url="/api/x">{fetched}</script>'
    )


def svelte_start(s: Story) -> str:
    return _page(
        f'<script>{{__sveltekit_x = {{base: ""}}; Promise.all([import("/a.js")]).then(([kit, app]) => {{ kit.start(app, element, {{ node_ids: [0, 2], data: [null,{{type:"data",data:{{title:{_js(s.title)},content:{_js(html_of(s))},date:new Date({json.dumps(s.date)})}},uses:{{}}}}], form: null }}); }});}}</script>'
    )


def angular(s: Story) -> str:
    text = json.dumps({"G.json.x": {"body": _post(s)}}, ensure_ascii=False)
    for character, escape in (("&", "&a;"), ('"', "&q;"), ("'", "&s;"), ("<", "&l;"), (">", "&g;")):
        text = text.replace(character, escape)
    return _page(
        f'<script id="serverApp-state" type="application/json">{text}</script>', root="<app-root></app-root>"
    )


def drupal(s: Story) -> str:
    state = {
        "path": {"baseUrl": "/"},
        "node": {
            "nid": "7",
            "title": s.title,
            "created": "1709631000",
            "body": {"value": html_of(s), "format": "full_html"},
        },
    }
    return _page(
        f'<script type="application/json" data-drupal-selector="drupal-settings-json">{_js(state)}</script>'
    )


def shopify(s: Story) -> str:
    state = {
        "id": 1,
        "title": s.title,
        "handle": "x",
        "content": html_of(s),
        "published_at": s.date,
        "author": AUTHOR,
        "comments_count": 0,
    }
    return _page(
        f'<script type="application/json" data-article-json>{_js(state)}</script>', s.title + " – Example"
    )


def ghost(s: Story) -> str:
    state = {
        "posts": [
            {
                "uuid": "x",
                "title": s.title,
                "html": html_of(s),
                "published_at": s.date,
                "primary_author": {"name": AUTHOR},
            }
        ],
        "meta": {},
    }
    return _page(f"<script>window.ghostData = {_js(state)};</script>")


def markdown(s: Story) -> str:
    a, b, c, d = s.parts
    text = f"{a}\n\n{b}\n\n## {a[:12]}\n\n{c}\n\n{d}\n"
    return _page(
        f'<script id="__NEXT_DATA__" type="application/json">{_js({"props": {"doc": {"title": s.title, "publishedAt": s.date, "markdown": text}}})}</script>'
    )


def shadow(s: Story) -> str:
    return _page(
        "",
        s.title + " | Example",
        f'<news-story><template shadowrootmode="open"><style>p{{}}</style><article><h1>{s.title}</h1><time datetime="{s.date}">x</time>{html_of(s)}</article></template></news-story>',
    )


def inertia(s: Story) -> str:
    state = html.escape(
        json.dumps({"component": "Post", "props": {"post": _post(s)}, "url": "/x"}, ensure_ascii=False)
    )
    return _page("", root=f'<div id="app" data-page="{state}"></div>')


def contentful(s: Story) -> str:
    content = [
        {
            "nodeType": "paragraph",
            "data": {},
            "content": [{"nodeType": "text", "value": p, "marks": [], "data": {}}],
        }
        for p in s.parts
    ]
    state = {
        "entry": {
            "fields": {
                "title": s.title,
                "date": s.date,
                "body": {"nodeType": "document", "data": {}, "content": content},
            }
        }
    }
    return _page(f"<script>window.__DATA__ = {_js(state)}</script>")


SHAPES: Final = (
    next_pages,
    next_blocks,
    next_flight,
    next_flight_tree,
    nuxt2,
    nuxt3,
    redux,
    redux_parse,
    apollo,
    gatsby,
    remix,
    remix_stream,
    svelte,
    svelte_start,
    angular,
    drupal,
    shopify,
    ghost,
    markdown,
    shadow,
    inertia,
    contentful,
)
DATELESS: Final = ("next_flight_tree", "drupal")
"""Shapes without the date of the story."""
