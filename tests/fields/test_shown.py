"""What lines show."""

from __future__ import annotations

from tearsheet.fields.shown import texts_of, texts_sized
from tearsheet.page import Page
from tearsheet.page.read import read_tree


def page_of(*texts: str) -> Page:
    return Page.from_tree(read_tree(f"<body>{''.join(f'<p>{text}</p>' for text in texts)}".encode()))


def test_texts() -> None:
    blocks = page_of("tea", "milk", "tea", "a cup of tea").blocks
    assert texts_of(blocks) == ["tea", "milk", "tea", "a cup of tea"]
    assert texts_sized(blocks, {3, 12, 400}) == {"tea", "a cup of tea"}
    assert texts_sized(blocks, set()) == set()
    assert texts_of([]) == []
