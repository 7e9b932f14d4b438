"""Small pages with a layout made by hand: the h1 is the headline, long text is the body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

BODY = "<p>" + "Moss grows where the wall stays wet, and it does not hurry at all. " * 4 + "</p>"


@pytest.fixture
def laid_out() -> Callable[[str, str | None], tuple[Page, BodySelection]]:
    def make(html: str, url: str | None = None) -> tuple[Page, BodySelection]:
        page = Page.from_tree(
            read_tree(f"<html><head><meta charset=utf-8></head><body>{html}{BODY}".encode()), url=url
        )
        headline = next(i for i, block in enumerate(page.blocks) if page.nodes.tags[block.node] == "h1")
        kept = tuple(i for i, block in enumerate(page.blocks) if len(block.text) > 200)
        return page, BodySelection(headline, kept, (), ())

    return make
