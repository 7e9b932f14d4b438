"""The two forms of what is read off the head of a page give the same."""

from __future__ import annotations

import gc
from types import ModuleType

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.page import heads as plain
from tearsheet.page.heads import Meta

TEXTS = st.sampled_from(["", " ", "og:title", " Author ", "A  word", "nofollow NoFollow me", "É", "\u00a0"])
NAMES = st.sampled_from(["property", "name", "itemprop", "http-equiv", "content", "rel", "charset"])
ATTRS = st.lists(st.dictionaries(NAMES, TEXTS), max_size=8)


@pytest.fixture(scope="module", params=["plain", "compiled"])
def form(request: pytest.FixtureRequest) -> ModuleType:
    """The module in each of its forms."""
    return plain if request.param == "plain" else forms.compiled("page._heads")


def test_metas_have_the_first_key_and_a_content(form: ModuleType) -> None:
    attrs = [
        {"name": "Author", "property": " og:Title ", "content": " A title\n"},
        {"name": "empty", "content": " "},
        {"content": "keyless"},
        {"property": "", "http-equiv": "Refresh", "content": "5"},
    ]
    metas = form.read_metas(attrs, [0, 1, 2, 3])
    assert metas == (Meta("og:title", "A title", 0), Meta("refresh", "5", 3))
    assert form.metas_by_key((*metas, metas[0])) == {"og:title": [metas[0]] * 2, "refresh": [metas[1]]}
    assert form.read_metas(attrs, []) == ()


def test_words_of_an_attribute(form: ModuleType) -> None:
    attrs = [{"rel": "Canonical"}, {"rel": "me author ME"}, {"id": "x"}, {"rel": ""}]
    assert form.nodes_by_word(attrs, [0, 1, 2, 3], "rel") == {"canonical": [0], "me": [1, 1], "author": [1]}


@given(ATTRS)
def test_forms_agree(form: ModuleType, attrs: list[dict[str, str]]) -> None:
    nodes = list(range(len(attrs)))
    metas = form.read_metas(attrs, nodes)
    assert metas == plain.read_metas(attrs, nodes)
    assert all(type(meta) is Meta for meta in metas)
    assert form.metas_by_key(metas) == plain.metas_by_key(metas)
    for name in ("rel", "itemprop"):
        assert form.nodes_by_word(attrs, nodes, name) == plain.nodes_by_word(attrs, nodes, name)


def test_the_collector_is_spared_compiled_metas() -> None:
    (meta,) = forms.compiled("page._heads").read_metas([{"name": "a", "content": "b"}], [0])
    assert not gc.is_tracked(meta)
