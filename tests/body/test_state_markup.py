"""Texts in the data of applications."""

from __future__ import annotations

from typing import Any

import pytest

from tearsheet.body.state_markup import LEAST, is_block_list, prose_size

_SENTENCE = "The mill at the weir turns again. "


def _paragraphs(count: int) -> list[Any]:
    return [{"type": "paragraph", "children": [{"type": "text", "text": _SENTENCE}]} for _ in range(count)]


def test_blocks_are_a_text_when_they_are_long_enough_together() -> None:
    assert prose_size(_paragraphs(2)) == 0
    assert prose_size(_paragraphs(10)) == len(_SENTENCE) * 10 - 1 >= LEAST


def test_ideographs_weigh_more() -> None:
    assert prose_size([{"type": "p", "text": "水車は夜も回る。" * 12}]) >= LEAST


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"type": "p", "text": "a"}] * 4 + [{"x": 1}], True),
        ([{"type": "p", "text": "a"}] * 3 + [{"x": 1}], False),
        ([{"type": "p", "url": "/a"}] * 2, False),
        ([{"_type": "block"}], True),
        (["text"], False),
        ([], False),
    ],
)
def test_lists_of_blocks(value: list[Any], expected: bool) -> None:  # noqa: FBT001  # a case
    assert is_block_list(value) is expected
