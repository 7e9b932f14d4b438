"""The lists of objects, in their plain and in their compiled form."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing import entities as plain

KEYS = st.sampled_from(["@type", "@id", "author", "itemListElement", "a/b", "~", "name", "headline"])
TYPES = st.sampled_from(["Article", "https://schema.org/NewsArticle", "schema:Article", " Thing ", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TYPES | st.lists(TYPES, max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


@pytest.fixture(params=["plain", "compiled"])
def form(request: pytest.FixtureRequest) -> ModuleType:
    """The module in each of its forms; where nothing was compiled one is skipped, but not in CI."""
    if request.param == "plain":
        return plain
    return forms.compiled("parsing._entities")


def facts(module: ModuleType, values: list[Any], most: int) -> Any:
    """All that a list tells of ``values``."""
    listed = module.Entities(most)
    for node, value in enumerate(values):
        listed.add(value, node)
    places = {id(entity): place for place, entity in enumerate(listed.found)}
    return (
        [(e.types, id(e.data), e.node, e.pointer, e.aside) for e in listed.found],
        {name: [places[id(e)] for e in having] for name, having in listed.by_type.items()},
        [places[id(e)] for e in listed.having("author", "@type")],
    )


@given(st.lists(VALUES, max_size=3), st.integers(0, 12))
def test_both_forms_list_the_same(values: list[Any], most: int) -> None:
    assert facts(forms.compiled("parsing._entities"), values, most) == facts(plain, values, most)


@given(VALUES, st.integers(0, 6))
def test_both_forms_tell_the_same_depth(value: Any, depth: int) -> None:
    assert forms.compiled("parsing._entities").is_within(value, depth) == plain.is_within(value, depth)


def test_outer_come_before_inner_with_their_pointers(form: ModuleType) -> None:
    listed = form.Entities(10)
    listed.add({"@type": "A", "author": {"@type": ["B", "A", "B"]}, "x/~y": [[{"@type": "B"}]]}, 7)
    assert [(e.types, e.pointer, e.aside, e.node) for e in listed.found] == [
        (("A",), "", False, 7),
        (("B", "A", "B"), "/author", True, 7),
        (("B",), "/x~1~0y/0/0", False, 7),
    ]
    assert {name: [e.pointer for e in found] for name, found in listed.by_type.items()} == {
        "A": ["", "/author"],
        "B": ["/author", "/x~1~0y/0/0"],
    }


def test_objects_are_found_by_their_properties(form: ModuleType) -> None:
    listed = form.Entities(10)
    listed.add([{"name": 1}, {"url": None}, {"other": {"name": 2}}], 0)
    assert [e.pointer for e in listed.having("name", "url")] == ["/0", "/1", "/2/other"]
    assert listed.having("nothing") == []


def test_no_more_than_the_most_are_listed(form: ModuleType) -> None:
    listed = form.Entities(3)
    listed.add([{}, {}], 0)
    listed.add([{}, {}], 1)
    assert [(e.node, e.pointer) for e in listed.found] == [(0, "/0"), (0, "/1"), (1, "/0")]


def test_depth(form: ModuleType) -> None:
    assert form.is_within({"a": [{}]}, 3)
    assert not form.is_within({"a": [{}]}, 2)
    assert form.is_within("text", 0)
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    assert not form.is_within(deep, 64)
