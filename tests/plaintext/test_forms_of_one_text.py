"""One text in the forms that programs give it: each must be read as the text itself is."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tearsheet import Article, parse_text

PAGE = (Path(__file__).parents[2] / "fixtures" / "texts" / "site-with-points.txt").read_text(encoding="utf-8")
HEADINGS = ("What the Wheel Does", "The Mill: A Place for Grain and People", "What Helpers Should Bring")
LINES = PAGE.splitlines()


def each(change: Callable[[str], str]) -> str:
    return "\n".join(change(line) for line in LINES)


def wrapped(column: int, end: str = "\n") -> str:
    return end.join(textwrap.fill(line, column, break_on_hyphens=False).replace("\n", end) for line in LINES)


def with_headings(change: Callable[[str], str]) -> str:
    return each(lambda line: change(line) if line in HEADINGS else line)


def with_points(join: Callable[[str, list[str]], str]) -> str:
    """Return the page with ``join`` of each list's label and items in place of the two."""
    out: list[str] = []
    for line in LINES:
        label, colon, rest = line.partition(": ")
        if colon and label in ("Good Reasons", "Key Points"):
            points = [f"{point.strip().rstrip('.')}." for point in rest.split(". ")]
            out.append(join(label, points))
        else:
            out.append(line)
    return "\n".join(out)


def bulleted(mark: str, gap: str = "\n") -> str:
    return with_points(
        lambda label, points: f"{label}:{gap}" + gap.join(f"{mark}{point}" for point in points)
    )


def counted(form: Callable[[int], str]) -> str:
    return with_points(
        lambda label, points: (
            f"{label}:\n" + "\n".join(f"{form(k)} {point}" for k, point in enumerate(points, 1))
        )
    )


FORMS: dict[str, str] = {
    "carriage returns": PAGE.replace("\n", "\r\n"),
    "byte order mark": f"\ufeff{PAGE}",
    "line separators": PAGE.replace("\n", "\u2028"),
    "no-break spaces": PAGE.replace(" ", "\u00a0"),
    "single line ends": "\n".join(line for line in LINES if line),
    "wide gaps": PAGE.replace("\n\n", "\n\n\n\n"),
    "indented": each(lambda line: f"    {line}" if line else line),
    "trailing spaces": each(lambda line: f"{line}   "),
    "quoted": each(lambda line: f"> {line}"),
    "quoted without space": each(lambda line: f">{line}"),
    "quoted twice": each(lambda line: f"> > {line}".rstrip()),
    "rule at the left": each(lambda line: f"| {line}".rstrip()),
    "numbered lines": "\n".join(f"{k:3d}  {line}" for k, line in enumerate(LINES, 1)),
    "in quotation marks": f'"{PAGE.strip()}"',
    "string of a program": json.dumps(PAGE.replace("Weir Post", "Weir\u00a0Post", 1)),
    "escaped line ends": PAGE.replace("\n", "\\n"),
    "fenced": f"```text\n{PAGE}\n```\n",
    "line breaks as tags": PAGE.replace("\n", "<br>"),
    "line breaks as tags and lines": PAGE.replace("\n", "<br />\n"),
    "paragraphs as tags": "\n".join(f"<p>{line}</p>" for line in LINES if line),
    "entities": html.escape(PAGE).replace("'", "&#39;").replace(" ", "&nbsp;", 20),
    "one line": " ".join(PAGE.split()),
    "joined by bars": " | ".join(line for line in LINES if line),
    "joined by tabs": "\t".join(line for line in LINES if line),
    "wrapped at 60": wrapped(60),
    "wrapped at 72": wrapped(72),
    "wrapped at 80 with carriage returns": wrapped(80, "\r\n"),
    "neighbours": f"{PAGE}\n\nPrevious: The Ferry to Holm\n\nNext: A Bell for the Chapel",
    "neighbours in German": f"{PAGE}\n\nVorheriger Beitrag: Die Fähre\n\nNächster Beitrag: Eine Glocke",
    "marked headings": with_headings(lambda line: f"## {line}"),
    "bold headings": with_headings(lambda line: f"**{line}**"),
    "headings in asterisks": with_headings(lambda line: f"*{line}*"),
    "headings of a wiki": with_headings(lambda line: f"== {line} =="),
    "headings of Textile": with_headings(lambda line: f"h2. {line}"),
    "headings of AsciiDoc": with_headings(lambda line: f"== {line}"),
    "headings of a forum": with_headings(lambda line: f"[b]{line}[/b]"),
    "headings underlined with tildes": with_headings(lambda line: f"{line}\n{'~' * len(line)}"),
    "underlined headings": with_headings(lambda line: f"{line}\n{'-' * len(line)}"),
    "dashes in a line": with_points(
        lambda label, points: f"{label}: " + " ".join(f"- {point}" for point in points)
    ),
    "bullets in a line": with_points(
        lambda label, points: f"{label}: " + " ".join(f"• {point}" for point in points)
    ),
    "numbers in a line": with_points(
        lambda label, points: f"{label}: " + " ".join(f"{k}. {p}" for k, p in enumerate(points, 1))
    ),
    "labels on their own lines": with_points(
        lambda label, points: f"{label}:\n" + "\n".join(f"- {p.replace(': ', chr(58) + chr(10) + '  ', 1)}" for p in points)
    ),
    **{f"list with {mark.strip()}": bulleted(mark) for mark in ("- ", "* ", "• ", "– ", "· ", "+ ", "●")},
    **{f"list with gaps and {mark.strip()}": bulleted(mark, "\n\n") for mark in ("- ", "• ", "✓ ")},
    "list without signs": bulleted("", "\n\n"),
    "list with 1.": counted(lambda k: f"{k}."),
    "list with (1)": counted(lambda k: f"({k})"),
    "list with a)": counted(lambda k: f"{chr(96 + k)})"),
}  # fmt: skip


def reading(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "date": article.date,
        "category": article.category,
        "view_count": article.view_count,
        "site": article.site,
        "breadcrumbs": article.breadcrumbs,
        "headings": [(section.heading, section.level) for section in article.sections],
        "points": [(point.group, point.label, point.text) for point in article.key_points],
        "without_neighbours": "Ferry" not in article.text and "Glocke" not in article.text,
    }


def test_the_text_itself_is_read_as_a_person_does() -> None:
    found = reading(parse_text(PAGE))
    assert found["title"] == "Why Old Mills Need Patient Friends and Helpers"
    assert (found["category"], found["view_count"], found["site"]) == ("Crafts", 2186, "WeirPost")
    assert found["breadcrumbs"] == ("HOME", "Crafts")
    assert found["headings"] == [(None, 0), *((heading, 1) for heading in HEADINGS)]
    assert [group for group, _, _ in found["points"]] == ["Good Reasons"] * 3 + ["Key Points"] * 3


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_text_is_read_as_the_text_is(form: str) -> None:
    assert reading(parse_text(FORMS[form])) == reading(parse_text(PAGE))
