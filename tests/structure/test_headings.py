"""Lines that are headings by their looks."""

from __future__ import annotations

import pytest

from tearsheet import parse

TEXT = "<p>We measured the shed twice before the work began, and the two results did not agree at all.</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<h2>Walls</h2>{TEXT}<p><b>Which wood is best?</b></p>{TEXT}", ["Walls"]),
        (f"<h2>Walls</h2>{TEXT}<p><b>What is left:</b></p>{TEXT}", ["Walls", "What is left:"]),
        (f"<h2>1. Walls</h2>{TEXT}<p><b>2. Which wood?</b></p>{TEXT}", ["1. Walls", "2. Which wood?"]),
        (
            f"<h2>Walls</h2>{TEXT}<p><b>Which wood is best?</b></p>{TEXT}<p><b>Which nails hold?</b></p>{TEXT}",
            ["Walls", "Which wood is best?", "Which nails hold?"],
        ),
        (f"{TEXT}<p><b>Which wood is best?</b></p>{TEXT}", ["Which wood is best?"]),
        (f"<p><b>Ann Lee, Lund</b></p>{TEXT * 2}", []),
    ],
)
def test_bold_lines_that_are_headings(html: str, expected: list[str]) -> None:
    article = parse(f"<title>The shed</title><article><h1>The shed</h1>{html}{TEXT * 2}</article>")
    assert [section.heading for section in article.sections if section.heading] == expected
