from __future__ import annotations

import pytest

from tearsheet.plaintext.read import read_around
from tearsheet.plaintext.site_lines import sites

TITLE = "Old mill turns again after forty years"
BODY = """
3 May 2024

The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.
"""


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        (f"{TITLE} | Weir Post\n", "", ("Weir Post", "affix")),
        (f"{TITLE} - Weir Post Weir Post\n", "", ("Weir Post", "affix")),
        ("Weir Post\n\n", "", ("Weir Post", "first-line")),
        ("", "\n© 2024 Weir Post. All rights reserved.\n", ("Weir Post", "copyright")),
    ],
    ids=["beside the title", "there twice", "at the top", "claimed at the end"],
)
def test_names_of_the_site(above: str, below: str, found: tuple[str, str]) -> None:
    around = read_around(f"{above}{TITLE}\n{BODY}{below}")[0]
    assert around.title == TITLE
    assert found in {(value.value, value.rule) for value in sites(around)}
