"""Makes texts of kinds that the corpora do not show, out of articles found in pages.

Templates of content sites with their lines in any order, mail, feeds, and print with hard line breaks.

Each text comes with the role of each of its pieces and with what its lines state.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import textwrap
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from tearsheet.article.model import Article, Block, ListItem
from tearsheet.vocab import load

Piece = tuple[str, str]
"""Role and text of one piece of a text."""

_OWN = json.loads((files("tearsheet.training.plaintext") / "synthesis.json").read_text(encoding="utf-8"))
_NAMES, _TOPICS, _SITES, _MENU, _MONTHS = (
    _OWN[key] for key in ("names", "topics", "sites", "menu", "months")
)
_WORDS = load("plaintext")
_TRAILS = load("breadcrumbs")
_VIEWS = [label for labels in load("counts")["labels"].values() for label in labels]
_ENGLISH_VIEWS = load("counts")["labels"]["en"]
_SEPARATORS = (" ", " | ", " · ", " / ", " - ", " • ", ", ", "", "\t", "  ")
_ARROWS = (" > ", ">", " >> ", " » ", " / ", " → ", " - ", " | ", " › ")
WRAPS = (58, 65, 72, 76)
"""Columns at which lines of mail and print are broken."""
MAX_ITEMS = 60


class Made(NamedTuple):
    """A text with the answers to it."""

    shape: str
    text: str
    blocks: list[Piece]
    gold: dict[str, Any]


def make(article: Article, seed: str) -> Made | None:
    """Return a text made from ``article``, always the same for the same ``seed``; None if the article is too small."""
    body = list(_body(article))
    if article.title is None or sum(len(text) for _, text in body) < 300:
        return None
    return _Maker(article.title, body, random.Random(seed)).run()  # noqa: S311  # nothing secret is made


def _body(article: Article) -> list[Piece]:
    pieces: list[Piece] = []
    for section in article.sections:
        if section.heading:
            pieces.append(("heading", section.heading))
        for block in section.blocks:
            pieces.extend(_pieces(block))
    return pieces


def _pieces(block: Block) -> list[Piece]:
    if block.type == "list":
        return [("item", text) for text in _item_texts(block.items)]
    if block.type == "table":
        return [("cell", " ".join(filter(None, row))) for row in block.rows if any(row)]
    if block.type == "figure":
        return [("cell", block.caption)] if block.caption else []
    return [("cell" if block.type == "code" else "paragraph", block.text)]


def _item_texts(items: Sequence[ListItem]) -> list[str]:
    out: list[str] = []
    stack = list(reversed(items))
    while stack and len(out) < MAX_ITEMS:
        item = stack.pop()
        if item.text:
            out.append(item.text)
        stack.extend(reversed(item.items))
    return out


class _Maker:
    """Makes one text; one use."""

    def __init__(self, title: str, body: list[Piece], dice: random.Random) -> None:
        self.dice = dice
        self.title = title
        self.body = body
        self.site = (
            "".join(dice.sample(_SITES, 2)) if dice.random() < 0.6 else " ".join(dice.sample(_SITES, 2))
        )
        self.category = dice.choice(_TOPICS)
        self.author = f"{dice.choice(_OWN['names'][::2])} {dice.choice(_OWN['names'][1::2])}"
        day = dt.date(2005, 1, 1) + dt.timedelta(days=dice.randrange(7600))
        self.day = day
        self.date = dice.choice(
            (f"{_MONTHS[day.month - 1]} {day.day:02}, {day.year}", f"{day.day} {_MONTHS[day.month - 1]} {day.year}", day.isoformat(),
             f"{day.day:02}.{day.month:02}.{day.year}" if day.day > 12 else day.isoformat(), f"{_MONTHS[day.month - 1][:3]} {day.day}, {day.year}",
             f"{day.year}年{day.month}月{day.day}日")
        )  # fmt: skip
        self.count = dice.choice(
            (dice.randrange(2, 99), dice.randrange(100, 5000), dice.randrange(5000, 99999))
        )
        self.said: dict[str, Any] = {}
        self.trail: list[str] = []

    def run(self) -> Made:
        shapes = ("plain", "site", "site", "site", "lines", "page", "mail", "feed", "print")
        shape = self.dice.choice(shapes)
        header: list[Piece] = []
        footer: list[Piece] = []
        if shape in ("site", "page"):
            header, footer = self.site_header(), self.site_footer()
            if shape == "page":
                header = [*self.menu(), *header]
        elif shape == "mail":
            return self.mail()
        elif shape == "feed":
            header = [("title", self.title), *self.feed_lines()]
        elif shape == "print":
            return self.printed()
        else:
            header = [("title", self.title)] if self.dice.random() < 0.85 else []
        blocks = [*header, *self.listed(), *footer]
        gap = "\n" if shape == "lines" or self.dice.random() < 0.3 else "\n\n"
        return self.made(shape, gap.join(text for _, text in blocks), blocks)

    def made(self, shape: str, text: str, blocks: list[Piece]) -> Made:
        titled = any(role == "title" for role, _ in blocks) or shape == "mail"
        outline = [{"level": 1, "heading": t} for r, t in self.body if r == "heading"]
        gold = {
            **({"title": self.title} if titled else {}),
            **self.said,
            "outline": outline,
            "text": "\n".join(t for _, t in self.body),
        }
        gold["site"] = self.site
        gold["view_count"] = self.said.get("view_count")
        return Made(shape, text, blocks, gold)

    def listed(self) -> list[Piece]:
        """Give the items of lists one of their looks."""
        look = self.dice.choice(("", "- ", "• ", "* ", "1. ", "・", "· "))
        out, number = [], 0
        for role, text in self.body:
            number = number + 1 if role == "item" else 0
            mark = f"{number}. " if look == "1. " else look
            out.append((role, f"{mark}{text}" if role == "item" else text))
        return out

    # Lines around an article

    def site_header(self) -> list[Piece]:
        """Lines of a content site, each there or not, in an order that changes."""
        dice = self.dice
        lines: list[list[Piece]] = []
        if dice.random() < 0.6:
            lines.append([("before", self.site)])
        if dice.random() < 0.6:
            lines.append([("before", self.trail_line())])
        if dice.random() < 0.4:
            lines.append([("before", self.category)])
            self.said["category"] = [self.category]
        if dice.random() < 0.5:
            lines.append([("title", self.title)])
        meta = self.meta_lines()
        teaser = " ".join(
            f"{self.title} {self.first()}".split()[: len(self.title.split()) + dice.randrange(1, 4)]
        )
        if dice.random() < 0.4:
            meta.append(("teaser", dice.choice((teaser, self.first()[: dice.randrange(40, 160)] + "..."))))
        lines.append(meta)
        if dice.random() < 0.25:
            dice.shuffle(lines)
        flat = [piece for line in lines for piece in line]
        if dice.random() < 0.75 or not any(role == "title" for role, _ in flat):
            at = len(flat) if dice.random() < 0.7 else max(0, len(flat) - len(meta))
            flat.insert(at, ("title", self.title))
        return flat

    def first(self) -> str:
        return next((text for role, text in self.body if role == "paragraph"), self.title)

    def trail_line(self) -> str:
        dice = self.dice
        home = dice.choice(_TRAILS["home"])
        home = dice.choice((home.upper(), home.capitalize()))
        crumbs = [home, self.category] if dice.random() < 0.8 else [home, dice.choice(_TOPICS), self.category]
        end = dice.choice((dice.choice(_TRAILS["page"]), self.title, None))
        arrow = dice.choice(_ARROWS)
        lead = (
            dice.choice(_TRAILS["lead"]).capitalize() + dice.choice((":", ": ", "："))
            if dice.random() < 0.6
            else ""
        )
        self.said["breadcrumbs"] = crumbs
        self.said["category"] = [crumbs[-1]]
        if arrow in (" - ", " | ") and end != self.title and not lead:
            arrow = " > "
        return lead + arrow.join([*crumbs, end] if end else crumbs)

    def meta_lines(self) -> list[Piece]:
        dice = self.dice
        parts: list[str] = []
        if dice.random() < 0.85:
            parts.append(
                dice.choice(("", "", "Published: ", "Date: ", "Posted on ", "发布时间：")) + self.date
            )
            self.said["date"] = self.day.isoformat()
        if dice.random() < 0.5:
            label = dice.choice(("", "", "Category: ", "in ", "Filed under: ", "分类：", "Kategorie: "))
            parts.append(label + self.category)
            self.said["category"] = [self.category]
        if dice.random() < 0.55:
            parts.append(self.views(bare=bool(parts)))
        if dice.random() < 0.45:
            parts.append(
                dice.choice(("By ", "by ", "Author: ", "von ", "par ", "作者：", "Por ", "")) + self.author
            )
            self.said["authors"] = [self.author]
        for extra in ("5 min read", "12 comments", "Source: " + dice.choice(_SITES), "admin", "Share"):
            parts += [extra] if dice.random() < 0.12 else []
        dice.shuffle(parts)
        if not parts:
            return []
        if dice.random() < 0.45:
            return [("meta", part) for part in parts]
        return [("meta", dice.choice(_SEPARATORS).join(parts))]

    def views(self, *, bare: bool) -> str:
        self.said["view_count"] = self.count
        number = count_form(self.count, self.dice)
        label = self.dice.choice(_ENGLISH_VIEWS if self.dice.random() < 0.5 else _VIEWS)
        forms = [f"{number} {label}", f"{label.capitalize()}: {number}", f"{label.capitalize()} {number}"]
        if bare and self.count > 99:
            forms.append(str(self.count))
        return self.dice.choice(forms)

    def menu(self) -> list[Piece]:
        entries = self.dice.sample(_MENU, self.dice.randrange(3, 10)) + self.dice.sample(
            _TOPICS, self.dice.randrange(0, 8)
        )
        first: list[Piece] = (
            [("before", f"{self.title}{self.dice.choice((' | ', ' - ', ' – ', ' :: '))}{self.site}")]
            if self.dice.random() < 0.6
            else []
        )
        return [*first, *(("before", entry) for entry in entries)]

    def site_footer(self) -> list[Piece]:
        dice = self.dice
        out: list[Piece] = []
        if dice.random() < 0.4:
            out.append(("after", dice.choice(_WORDS["related"]).capitalize()))
            out += [
                (
                    "after",
                    " ".join(
                        dice.sample(self.first().split(), min(6, len(self.first().split())))
                    ).capitalize(),
                )
                for _ in range(4)
            ]
        if dice.random() < 0.4:
            out.append(
                (
                    "after",
                    f"© {self.day.year} {self.site}. {dice.choice(('All rights reserved.', ''))}".strip(),
                )
            )
        return out

    def feed_lines(self) -> list[Piece]:
        self.said["date"] = self.day.isoformat()
        self.said["authors"] = [self.author]
        return [("meta", self.day.strftime("%a, %d %b %Y 08:15:00 +0000")), ("meta", self.author)]

    # Texts in hard lines

    def mail(self) -> Made:
        column = self.dice.choice(WRAPS)
        self.said.update(date=self.day.isoformat(), authors=[self.author])
        name = self.author.split()[0].lower()
        header = [
            f"From: {self.author} <{name}@example.org>",
            "To: list@example.org",
            self.day.strftime("Date: %a, %d %b %Y 10:22:13 +0200"),
            f"Subject: {self.title}",
        ]
        self.dice.shuffle(header)
        body = "\n\n".join(
            textwrap.fill(text, column) if role in ("paragraph", "item") else text
            for role, text in self.listed()
        )
        signature = f"-- \n{self.author}\n{self.site}, {self.dice.choice(_OWN['topics'])}"
        blocks = [
            *(("before", line) for line in header),
            *self.listed(),
            *(("after", line) for line in signature.split("\n")),
        ]
        return self.made("mail", "\n".join(header) + "\n\n" + body + "\n\n" + signature + "\n", blocks)

    def printed(self) -> Made:
        """Lines broken at a column with separated words, running heads and page numbers."""
        column = self.dice.choice(WRAPS)
        self.said.update(date=self.day.isoformat(), authors=[self.author])
        blocks: list[Piece] = [
            ("before", self.site),
            ("meta", self.date),
            ("title", self.title),
            ("meta", self.author),
            *self.listed(),
        ]
        out, page, lines = [], 1, 0
        for role, text in blocks:
            wrapped = _parted(text, column) if role in ("paragraph", "item") else text
            out.append(wrapped)
            lines += wrapped.count("\n") + 2
            if lines > 44:
                out.append(f"{' ' * (column // 2)}{page}")
                page, lines = page + 1, 0
        return self.made("print", "\n\n".join(out) + "\n", blocks)


def count_form(count: int, dice: random.Random) -> str:
    """Return a count in one of the forms in which sites print it."""
    if count >= 1000:
        return dice.choice((f"{count:,}", str(count), str(count), f"{count:,}".replace(",", ".")))
    return str(count)


def _parted(text: str, column: int) -> str:
    """Break a text at a column, and the last long word of some lines at its middle."""
    lines = textwrap.wrap(text, column)
    for k in range(len(lines) - 1):
        word, _, rest = lines[k + 1].partition(" ")
        room = column - len(lines[k]) - 2
        if room > 2 and word.isalpha() and word.islower() and len(word) > room + 3:
            lines[k] += f" {word[:room]}-"
            lines[k + 1] = f"{word[room:]} {rest}".strip()
    return "\n".join(lines)
