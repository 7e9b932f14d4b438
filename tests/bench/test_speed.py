"""Benchmarks: run them with ``pytest tests/bench --benchmark-enable``; without it each runs once, as a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from shapes import SHAPES

import tearsheet
from tearsheet.page import Page
from tearsheet.page.read import read_tree

FIXTURES = Path(__file__).parents[2] / "fixtures"
NEWS = (FIXTURES / "news-jsonld-graph.html").read_bytes()
LONG = SHAPES["paragraphs"](60_000)


def parsed(raw: bytes) -> tearsheet.Article | tearsheet.ArticleError:
    try:
        return tearsheet.parse(raw)
    except tearsheet.ArticleError as error:
        return error


@pytest.mark.parametrize("raw", [NEWS, LONG], ids=["news page", "long article"])
@pytest.mark.parametrize("stage", ["bare lxml parse", "page", "article"])
def test_stages(benchmark: Any, raw: bytes, stage: str) -> None:
    if stage == "bare lxml parse":
        result = benchmark(lambda: etree.fromstring(raw, etree.HTMLParser()))
        assert result.tag == "html"
    elif stage == "page":
        result = benchmark(lambda: Page.from_tree(read_tree(raw)))
        assert result.blocks
    else:
        result = benchmark(lambda: tearsheet.parse(raw))
        assert result.title


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shapes(benchmark: Any, name: str) -> None:
    result = benchmark(parsed, SHAPES[name](100_000))
    assert isinstance(result, tearsheet.Article | tearsheet.ArticleError)
