"""Sites made by a script: templates in which fields are where general rules may miss them, and changes of templates."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import NamedTuple

SUBJECTS = [
    "bridges",
    "canals",
    "orchards",
    "kilns",
    "ferries",
    "dovecotes",
    "windmills",
    "quarries",
    "hedges",
    "lighthouses",
    "granaries",
    "looms",
]
VERBS = [
    "carry",
    "hold",
    "guard",
    "shelter",
    "mark",
    "divide",
    "join",
    "outlast",
    "feed",
    "cross",
    "frame",
    "warm",
]
PLACES = [
    "valley",
    "coast",
    "moor",
    "estuary",
    "market",
    "harbour",
    "ridge",
    "delta",
    "parish",
    "island",
    "forest",
    "upland",
]
TRADES = [
    "mason",
    "carter",
    "miller",
    "weaver",
    "pilot",
    "farmer",
    "cooper",
    "thatcher",
    "keeper",
    "drover",
    "potter",
    "joiner",
]
PEOPLE = ("Ada Birchwood", "Tomas Reyl", "Ines Calder", "Jonas Hartley", "Mirela Stoica", "Olu Adeyemi")
CATEGORIES = ("Waterways", "Buildings", "Crafts", "Farmland")
DISCLAIMER = "All prices and opening hours on this site were right on the day of printing and may have changed since then."


class Made(NamedTuple):
    """One page with what is true of it."""

    html: str
    url: str
    title: str
    date: dt.date
    author: str
    category: str
    views: int
    body: tuple[str, ...]


def sentence(dice: random.Random) -> str:
    a, b = dice.sample(SUBJECTS, 2)
    c, d = dice.sample(PLACES, 2)
    return (
        f"The {a} of the {c} {dice.choice(VERBS)} what the {b} of the {d} once did, and in "
        f"{dice.randint(1700, 1950)} a {dice.choice(TRADES)} counted {dice.randint(12, 990)} of them."
    )


def paragraphs(dice: random.Random, count: int) -> tuple[str, ...]:
    return tuple(" ".join(sentence(dice) for _ in range(dice.randint(2, 4))) for _ in range(count))


class Parts(NamedTuple):
    """The pieces that a template puts together."""

    title: str
    date: dt.date
    author: str
    category: str
    views: int
    body: str
    related: str
    comments: str
    by: str
    """What is before the author's name on two of three pages; without it general rules miss many a name."""


def words_of(date: dt.date) -> str:
    return f"{date:%B} {date.day}, {date.year}"


def _labelled(p: Parts) -> str:
    return f"""<header class="masthead"><a href="/">Common Ground</a> <span class="today">Edition 14</span></header>
<main><div class="crumbs"><a href="/">Home</a> › <a href="/s/">{p.category}</a></div><h1 class="headline">{p.title}</h1>
<p class="facts"><span class="writer">{p.by}{p.author}</span> <span class="day">{words_of(p.date)}</span>
<span class="readers">{p.views} views</span></p>{p.body}{p.related}</main>"""


def _footer_date(p: Parts) -> str:
    return f"""<nav><a href="/">Start</a><a href="/all">All</a></nav><article><h1>{p.title}</h1>{p.body}
<footer class="colophon"><span class="pen">{p.by}{p.author}</span><time class="made" datetime="{p.date}">{words_of(p.date)}</time>
<i class="counter">{p.views} views</i></footer></article>
{p.related}{p.comments}"""


def _table(p: Parts) -> str:
    return f"""<div id="page"><h1>{p.title}</h1><table class="info"><tr><th>Author</th><td class="who">{p.author}</td></tr>
<tr><th>Published</th><td class="when">{p.date}</td></tr><tr><th>Views</th><td class="seen">{p.views}</td></tr></table><div class="text">{p.body}</div></div>{p.related}"""


def _sidebar(p: Parts) -> str:
    return f"""<aside id="meta"><p class="by-line">By {p.author}</p>
<p class="printed">{words_of(p.date)}</p><p class="hits">Views: {p.views}</p></aside>
<div id="story"><h1>{p.title}</h1>{p.body}</div>{p.comments}{p.related}"""


def _microdata(p: Parts) -> str:
    return f"""<article itemscope itemtype="https://schema.org/Article"><a itemprop="articleSection" class="kicker">{p.category}</a>
<h1 itemprop="headline">{p.title}</h1><span itemprop="author" class="author">{p.author}</span>
<meta itemprop="datePublished" content="{p.date}"><b class="count">{p.views} views</b>{p.body}</article>{p.related}"""


def _list(p: Parts) -> str:
    return f"""<section class="entry"><h1>{p.title}</h1><ul class="details"><li class="name">{p.by}{p.author}</li>
<li class="issued"><time datetime="{p.date}T08:00:00">{words_of(p.date)}</time></li><li class="topic"><a href="/t/">{p.category}</a></li>
<li class="visits">{p.views} views</li></ul>{p.body}</section>{p.related}{p.comments}"""


def _below(p: Parts) -> str:
    return f"""<div class="wrap"><div class="topbar"><a href="/">Home</a></div><div class="post"><h2 class="post-title">{p.title}</h2>
{p.body}<div class="post-foot"><div class="sender">{p.by}{p.author}</div><div class="post-date">{words_of(p.date)}</div>
<div class="post-views">{p.views} views</div></div></div>{p.related}</div>"""


def _plain(p: Parts) -> str:
    return f"""<div class="trail"><a href="/">Home</a> / <a href="/x/">{p.category}</a> / <span>{p.title}</span></div><h1>{p.title}</h1>
<div class="sub"><em class="signed">{p.author}</em>, <span class="dated">{p.date:%d.%m.%Y}</span>, <span class="read-by">{p.views} views</span></div>
<div class="copy">{p.body}</div>{p.related}"""


TEMPLATES: dict[str, Callable[[Parts], str]] = {
    "labelled": _labelled,
    "footer-date": _footer_date,
    "table": _table,
    "sidebar": _sidebar,
    "microdata": _microdata,
    "list": _list,
    "below": _below,
    "plain": _plain,
}


def make_site(template: str, count: int = 12, seed: int = 1) -> list[Made]:
    """Return the pages of a site, the same ones whenever it is called."""
    dice = random.Random(f"{template}-{seed}")  # noqa: S311  # not for security
    return [_page(template, number, dice) for number in range(count)]


def _page(template: str, number: int, dice: random.Random) -> Made:
    a, b = dice.sample(SUBJECTS, 2)
    title = f"How {a} {dice.choice(VERBS)} the {b} of the {dice.choice(PLACES)}"
    date = dt.date(2023, 1, 5) + dt.timedelta(days=17 * number + dice.randint(0, 9))
    text = paragraphs(dice, 6)
    items = [
        f"{dice.randint(2, 60)} {dice.choice(SUBJECTS)} near the {dice.choice(PLACES)}" for _ in range(4)
    ]
    body = (
        "".join(f"<p>{t}</p>" for t in text[:3])
        + f"<h2>What the {dice.choice(TRADES)} saw</h2><p>{text[3]}</p><ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + f"</ul><p>{text[4]}</p><p>{text[5]}</p><p>{DISCLAIMER}</p>"
    )
    others = [(f"Why {x} {dice.choice(VERBS)} the {y}", date - dt.timedelta(days=dice.randint(20, 400)))
              for x, y in (dice.sample(SUBJECTS, 2) for _ in range(3))]  # fmt: skip
    related = '<div class="more"><h3>Also on this site</h3>' + "".join(
        f'<div class="card"><a href="/o/{i}">{name}</a> <span>{words_of(day)}</span> <span>{dice.randint(5, 900)} views</span></div>'
        for i, (name, day) in enumerate(others)
    ) + "</div>"  # fmt: skip
    comments = f'<div id="comments"><h3>2 comments</h3><div class="comment"><b>Reader {dice.randint(1, 99)}</b><p>{sentence(dice)}</p></div></div>'
    parts = Parts(
        title,
        date,
        dice.choice(PEOPLE),
        dice.choice(CATEGORIES),
        dice.randint(100, 9000),
        body,
        related,
        comments,
        "By " if number % 3 else "",
    )
    html = f'<!DOCTYPE html><html lang="en"><head><title>{title}</title></head><body>{TEMPLATES[template](parts)}<p class="legal">Printed on recycled pixels.</p></body></html>'
    return Made(
        html,
        f"https://{template}.example/{number}/{a}",
        title,
        date,
        parts.author,
        parts.category,
        parts.views,
        (*text, *items),
    )


CHANGES: tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...] = (
    ("labelled", "the class of the date", (('class="day"', 'class="stamp-x"'),), "date"),
    ("labelled", "the class of the author", (('class="writer"', 'class="hand-x"'),), "authors"),
    ("labelled", "the class of the views", (('class="readers"', 'class="eyes-x"'),), "view_count"),
    ("labelled", "the class of the title", (('class="headline"', 'class="big-x"'), ("<h1", "<h2"), ("</h1", "</h2")), "title"),
    ("labelled", "headings to divs", (("<h2>", '<div class="fat-x">'), ("</h2>", "</div>")), "headings"),
    ("labelled", "lists to paragraphs", (("<ul>", ""), ("</ul>", ""), ("<li>", "<p>"), ("</li>", "</p>")), "lists"),
    ("footer-date", "the element of the date", (('<time class="made"', '<span class="born-x"'), ("</time>", "</span>")), "date"),
    ("footer-date", "the class of the author", (('class="pen"', 'class="quill-x"'),), "authors"),
    ("footer-date", "the views", (('class="counter"', 'class="dial-x"'),), "view_count"),
    ("table", "the class of the author", (('class="who"', 'class="col-x"'),), "authors"),
    ("table", "the class of the date", (('class="when"', 'class="col-y"'),), "date"),
    ("table", "the class of the views", (('class="seen"', 'class="col-z"'),), "view_count"),
    ("sidebar", "the class of the author", (('class="by-line"', 'class="line-x"'),), "authors"),
    ("sidebar", "the class of the date", (('class="printed"', 'class="line-y"'),), "date"),
    ("list", "list to table of the facts", (('<ul class="details">', "<table><tr>"), ('class="visits"', 'class="cell-x"'), ('class="name"', 'class="cell-y"')), "authors"),
    ("list", "the class of the category", (('class="topic"', 'class="theme-x"'), ('<a href="/t/">', '<a href="/u/">')), "category"),
    ("below", "the author's class", (('class="sender"', 'class="sig-x"'),), "authors"),
    ("below", "the date's class", (('class="post-date"', 'class="cal-x"'),), "date"),
    ("plain", "the class of the date", (('class="dated"', 'class="d-x"'),), "date"),
    ("plain", "the class of the author", (('class="signed"', 'class="s-x"'),), "authors"),
)  # fmt: skip
"""Template, what is changed, replacements in the page, and the part of the rule that no longer holds."""


def changed(page: Made, replacements: tuple[tuple[str, str], ...]) -> Made:
    html = page.html
    for old, new in replacements:
        html = html.replace(old, new)
    return page._replace(html=html)
