"""The lists of objects in JSON-LD."""

from __future__ import annotations

from typing import Any

from tearsheet.parsing.entities import Entities, is_within


def test_outer_come_before_inner_with_their_pointers() -> None:
    listed = Entities(10)
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


def test_objects_are_found_by_their_properties() -> None:
    listed = Entities(10)
    listed.add([{"name": 1}, {"url": None}, {"other": {"name": 2}}], 0)
    assert [e.pointer for e in listed.having("name", "url")] == ["/0", "/1", "/2/other"]
    assert listed.having("nothing") == []


def test_no_more_than_the_most_are_listed() -> None:
    listed = Entities(3)
    listed.add([{}, {}], 0)
    listed.add([{}, {}], 1)
    assert [(e.node, e.pointer) for e in listed.found] == [(0, "/0"), (0, "/1"), (1, "/0")]


def test_depth() -> None:
    assert is_within({"a": [{}]}, 3)
    assert not is_within({"a": [{}]}, 2)
    assert is_within("text", 0)
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    assert not is_within(deep, 64)
