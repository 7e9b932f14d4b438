"""Cases for `tearsheet.parsing.labels`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.labels import split_label

CASES = [
    ("Detoxification: Tears clear toxins.", None, ("Detoxification", "Tears clear toxins.")),
    ("Prix : douze euros", None, ("Prix", "douze euros")),
    ("費用：一人三千円です", None, ("費用", "一人三千円です")),
    ("U.S. north server: blocked", None, ("U.S. north server", "blocked")),
    ("1 Year: saves 23% – 119 euros", None, ("1 Year", "saves 23% – 119 euros")),
    ("Windows - native app", None, ("Windows", "native app")),
    ("Windows -- native app", None, ("Windows", "native app")),
    ("pathlib—file paths", None, ("pathlib", "file paths")),
    ("Low temperature: -5 °C at night", None, ("Low temperature", "-5 °C at night")),
    ("Tool (note: beta): does things", None, ("Tool (note: beta)", "does things")),
    ("Who wrote it? Look at the cover.", 13, ("Who wrote it?", "Look at the cover.")),
    ("Ask first. Then pack the tent.", 9, ("Ask first.", "Then pack the tent.")),
    ("Cost: ten euros", 5, ("Cost", "ten euros")),
    ("Cost: ten euros", 4, ("Cost", "ten euros")),
    ("Cost\nten euros", 4, ("Cost", "ten euros")),
    ("well-known fact about dashes", None, None),
    ("No label here at all", None, None),
    ("Label:", None, None),
    ("All bold", 8, None),
    ("https://example.org/: a site", None, ("https://example.org/", "a site")),
    ("Trains, buses and trams run.", 6, None),
    ("Bolder than most", 4, None),
    ("A rather long clause that goes on and on before it comes to: the point", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "bold_end", "expected"), CASES)
def test_split_label(text: str, bold_end: int | None, expected: tuple[str, str] | None) -> None:
    assert split_label(text, bold_end) == expected


@given(st.text(alphabet="ab: –—-\n(.)1：", max_size=60), st.integers(0, 60))
def test_parts_are_of_the_text(text: str, bold_end: int) -> None:
    parts = split_label(text, bold_end)
    if parts is not None:
        label, rest = parts
        assert label
        assert rest
        assert text.startswith(label, len(text) - len(text.lstrip(" \t\n:：-–—")))
        assert text.rstrip().endswith(rest)
