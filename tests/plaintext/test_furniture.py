"""Lines that are trails, by their form."""

from __future__ import annotations

import pytest

from tearsheet.plaintext.furniture import is_crumbs

LONG = "a" * 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Home > Art > Music", True),
        ("Home>Art", True),
        (f"{LONG}  >  {LONG}  >  {LONG}", True),
        (f"{LONG}a > Art", False),
        (f"Art > {LONG}a", False),
        (f" {LONG} > Art", False),
        (f"Art > {LONG} ", False),
        ("Home >> Art", False),
        ("> Home > Art", False),
        ("Home > Art >", False),
        (" > ".join("abcdefghi"), True),
        (" > ".join("abcdefghij"), False),
        ("Home > Art.", False),
        ("Home / Art / Music", True),
        ("Home / Art", False),
        ("one" + (" " * 22 + ">") * 10 + " > >", False),
    ],
)
def test_trails(text: str, *, expected: bool) -> None:
    assert is_crumbs(text) is expected
