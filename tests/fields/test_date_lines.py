"""The search for lines with dates, in its plain and in its compiled form."""

from __future__ import annotations

from types import ModuleType

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.fields import date_lines as plain
from tearsheet.fields.date_lines import MAX_LINE, MAX_LONG
from tearsheet.page import Page
from tearsheet.page.read import read_tree

LONG = "word " * (MAX_LINE // 5 + 1)


@pytest.fixture(params=["plain", "compiled"])
def form(request: pytest.FixtureRequest) -> ModuleType:
    """The module in each of its forms; where nothing was compiled one is skipped, but not in CI."""
    return plain if request.param == "plain" else forms.compiled("fields._datelines")


def page_of(*blocks: str) -> Page:
    return Page.from_tree(read_tree(f"<body>{''.join(blocks)}</body>".encode()))


BLOCKS = st.sampled_from(
    [
        "<p>tea</p>",
        "<p>3 May 2024</p>",
        "<p>in <time>May</time></p>",
        "<time><p>noon</p></time>",
        "<time><b><p>night</p></b></time>",
        "<div><time></time><p>next</p></div>",
        f"<p>{LONG}</p>",
        f"<p>{LONG} 2024</p>",
        f"<p>2024 {LONG}</p>",
    ]
)


@given(st.lists(BLOCKS, max_size=12), st.integers(-1, 5), st.integers(0, 4), st.booleans())
def test_both_forms_find_the_same_lines(blocks: list[str], head: int, first: int, every: bool) -> None:  # noqa: FBT001  # drawn
    page = page_of(*blocks)
    lines = range(min(first, len(page.leaves)), len(page.leaves))
    found = forms.compiled("fields._datelines").dated_lines(page, lines, head, every=every)
    assert found == plain.dated_lines(page, lines, head, every=every)


def test_lines_with_a_year_or_a_time_are_found(form: ModuleType) -> None:
    page = page_of("<p>tea</p>", "<p>3 May 2024</p>", "<p>at <time>noon</time></p>", "<p>5 cups</p>")
    assert form.dated_lines(page, range(4), -1, every=False) == [1, 2]
    assert form.dated_lines(page, range(2, 4), -1, every=False) == [2]
    assert form.dated_lines(page, range(4), -1, every=True) == [0, 1, 2, 3]


def test_nothing_is_found_behind_many_long_lines(form: ModuleType) -> None:
    page = page_of(*[f"<p>{LONG}</p>"] * (MAX_LONG + 1), "<p>3 May 2024</p>")
    lines = range(MAX_LONG + 2)
    assert form.dated_lines(page, lines, -1, every=False) == []
    assert form.dated_lines(page, lines, 0, every=False) == [MAX_LONG + 1]
