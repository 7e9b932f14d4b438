"""What lines show, in the plain and in the compiled form."""

from __future__ import annotations

from types import ModuleType

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.fields import shown as plain
from tearsheet.page import Page
from tearsheet.page.read import read_tree


@pytest.fixture(scope="module", params=["shown", "_shown"])
def form(request: pytest.FixtureRequest) -> ModuleType:
    """The module in each of its forms; where nothing was compiled one is skipped, but not in CI."""
    return plain if request.param == "shown" else forms.compiled("fields._shown")


def page_of(*texts: str) -> Page:
    return Page.from_tree(read_tree(f"<body>{''.join(f'<p>{text}</p>' for text in texts)}".encode()))


def test_texts(form: ModuleType) -> None:
    leaves = page_of("tea", "milk", "tea", "a cup of tea").leaves
    assert form.texts_of(leaves) == ["tea", "milk", "tea", "a cup of tea"]
    assert form.texts_sized(leaves, {3, 12, 400}) == {"tea", "a cup of tea"}
    assert form.texts_sized(leaves, set()) == set()
    assert form.texts_of([]) == []


@given(texts=st.lists(st.text("a é日", max_size=6)), sizes=st.sets(st.integers(0, 7)))
def test_forms_agree(form: ModuleType, texts: list[str], sizes: set[int]) -> None:
    leaves = page_of(*texts).leaves
    assert form.texts_of(leaves) == plain.texts_of(leaves)
    assert form.texts_sized(leaves, sizes) == plain.texts_sized(leaves, sizes)
