"""Markdown given to `parse` is read as text with marks."""

from __future__ import annotations

from pathlib import Path

import pytest

import tearsheet

TEXT = """---
title: The bridge
date: 2024-03-05
author: Ines Valdoro
---

# The bridge

The town council met on Tuesday evening to discuss the new bridge, which has been planned for nine years.

## What it costs

- **Money**: the county pays half of the sum.
- **Time**: work is to start in May, when the river is low.
"""


@pytest.mark.parametrize("form", ["str", "bytes", "path", "marked"])
def test_markdown(form: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    sources: dict[str, str | bytes | Path] = {
        "str": TEXT,
        "bytes": TEXT.encode(),
        "path": path,
        "marked": b"\xef\xbb\xbf" + TEXT.encode(),
    }
    article = tearsheet.parse(sources[form], url="https://example.org/bridge")
    assert article.title == "The bridge"
    assert str(article.date) == "2024-03-05"
    assert [author.name for author in article.authors] == ["Ines Valdoro"]
    assert [line.heading for line in article.outline()] == ["What it costs"]
    assert article.sections[1].blocks[0].type == "list"


def test_markup_in_front_matter_is_no_markdown() -> None:
    page = "---\ntitle: x\n---\n<article><h1>The bridge</h1><p>The town council met to discuss the bridge.</p></article>"
    assert tearsheet.parse(page).title == "The bridge"
