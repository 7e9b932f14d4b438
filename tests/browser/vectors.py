"""Attempts to run something, and a page that makes each in every place; shared by all tests of safety."""

from __future__ import annotations

import html

WORDS = (
    "This paragraph has words enough to be the body of an article, and it says so in plain sentences. " * 3
)

VECTORS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<a href='javascript:alert(1)'>click</a>",
    "<a href='jAvAsCrIpT&colon;alert(1)'>click</a>",
    "<a href='java&#10;script:alert(1)'>click</a>",
    "<a href=' \x01javascript:alert(1)'>click</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>click</a>",
    "<a href='vbscript:msgbox(1)'>click</a>",
    "<a href='//evil.example' onmouseover=alert(1)>hover</a>",
    "<a href='https://ok.example/\"onmouseover=alert(1) x=\"'>quote</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<base href='javascript:alert(1)//'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<div style=background:url(javascript:alert(1))>x</div>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&lt;img src=x onerror=alert(1)&gt;",
    "</textarea><script>alert(1)</script>",
    "<pre><code>&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;</code></pre>",
    "[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)>",
    "```\n&lt;script&gt;alert(1)&lt;/script&gt;\n```",
    "<p>`&lt;img src=x onerror=alert(1)&gt;`</p>",
    "<table><tr><th>a|b&lt;script&gt;<td>&lt;svg/onload=alert(1)&gt;</table>",
    "\u202e<b>evil</b>\u2066",
]


def page_of(vector: str) -> str:
    """Put a vector into every place of a page."""
    quoted = html.escape(vector)
    metas = "".join(
        f'<meta property="{key}" content="{quoted}">'
        for key in (
            "og:title",
            "og:site_name",
            "og:image",
            "og:url",
            "article:section",
            "author",
            "description",
        )
    )
    return (
        f'<html lang="{quoted}"><head><title>{quoted}</title>{metas}<link rel=canonical href="{quoted}"></head>'
        f"<body><article><h1>{vector} headline</h1><p>{WORDS}</p><p>{vector} {WORDS}</p>"
        f'<h2>{vector} heading</h2><p><a href="{quoted}">{quoted}</a> {WORDS}</p>'
        f'<ul><li>{vector}: {WORDS}</li><li>{vector}: two</li></ul><figure><img src="{quoted}" alt="{quoted}">'
        f"<figcaption>{vector}</figcaption></figure><blockquote>{vector} {WORDS}</blockquote>"
        f"<table><tr><th>a<th>{vector}<tr><td>1<td>{vector}</table><p>{WORDS}</p></article></body></html>"
    )
