"""Comments as data: the usual markup, and JSON-LD."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tearsheet import Article, parse
from tearsheet.article.model import Comment

PROSE = (
    "<p>"
    + "The ferry line was founded by a baker who disliked the bridge, and it never made money. " * 5
    + "</p>"
)

LIST = """<section id="comments"><h2>2 comments</h2><ol class="comment-list">
<li id="comment-7" class="comment even"><div class="comment-author vcard"><b class="fn">Ana Weir</b> <span class="says">says:</span></div>
<div class="comment-meta"><time datetime="2024-05-03T10:00:00+00:00">3 May 2024</time></div>
<div class="comment-content"><p>My aunt took it daily.</p><p>She liked it.</p></div><a class="comment-reply-link" href="#r">Reply</a>
<ol class="children"><li id="comment-9" class="comment odd"><div class="comment-author vcard"><b class="fn">Bo Lind</b></div>
<div class="comment-meta"><time datetime="2024-05-04T08:30:00+00:00">4 May 2024</time></div>
<div class="comment-content"><p>So did mine.</p></div></li></ol></li></ol></section>"""

TYPED = """<div class="talk"><div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ana Weir</span>
<meta itemprop="dateCreated" content="2024-05-03"><p itemprop="text">My aunt took it daily.</p></div></div>"""


def article(body: str, head: str = "") -> Article:
    return parse(
        f"<html><head><title>The ferry line</title>{head}</head><body><main><article><h1>The ferry line</h1>{PROSE * 2}"
        f"</article>{body}</main></body></html>",
        url="https://news.example/ferry-line",
        fields={"comments", "sections"},
    )


def shown(comments: tuple[Comment, ...]) -> list[tuple[str | None, str, str, int]]:
    return [(each.author, str(each.date)[:10], each.text, each.depth) for each in comments]


def test_a_list_with_answers() -> None:
    assert shown(article(LIST).comments) == [
        ("Ana Weir", "2024-05-03", "My aunt took it daily.\nShe liked it.", 0),
        ("Bo Lind", "2024-05-04", "So did mine.", 1),
    ]


def test_comments_are_no_body() -> None:
    assert "aunt" not in article(LIST).text


def test_microdata() -> None:
    assert shown(article(TYPED).comments) == [("Ana Weir", "2024-05-03", "My aunt took it daily.", 0)]


def test_json_ld() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "The ferry line",
        "comment": [
            {
                "@type": "Comment",
                "text": "My aunt took it daily.",
                "author": {"@type": "Person", "name": "Ana Weir"},
                "dateCreated": "2024-05-03",
                "comment": {"@type": "Comment", "text": "So did mine.", "author": "Bo Lind"},
            }
        ],
    }
    found = article("", f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert shown(found.comments) == [
        ("Ana Weir", "2024-05-03", "My aunt took it daily.", 0),
        ("Bo Lind", "None", "So did mine.", 1),
    ]
    assert found.evidence["comments"].rule == "comments.declared"


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<section id="comments"><h2>Comments</h2><p>Comments are closed.</p></section>',
        '<form id="respond" class="comment-form"><label>Your comment <textarea></textarea></label></form>',
    ],
)
def test_none(body: str) -> None:
    assert article(body).comments == ()


def test_posts_of_a_thread() -> None:
    posts = "".join(
        f'<div class="post" id="post-{n}"><div class="author">{name}</div><div class="date">{n} May 2024, 10:0{n}</div>'
        f'<div class="content"><p>{text}</p></div></div>'
        for n, name, text in (
            (
                1,
                "rower",
                "Does anybody know how the ferry got its bell, which is older than the boat itself?",
            ),
            (2, "miller", "It came from the chapel, which was taken down in the year of the great flood."),
            (3, "rower", "Thank you, that is what my grandfather told me as well, but nobody believed him."),
        )
    )
    found = parse(
        f"<html><head><title>Where is the bell from? - Forum</title></head><body><h1>Where is the bell from?</h1>"
        f'<div class="topic">{posts}</div><a href="/reply">Reply</a></body></html>',
        url="https://forum.example/topic/12-where-is-the-bell-from",
        now=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
        fields={"comments", "kind"},
    )
    assert [each.author for each in found.comments] == ["rower", "miller", "rower"]
    assert found.comments[1].date is not None
