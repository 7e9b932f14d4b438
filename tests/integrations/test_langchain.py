"""The parser in LangChain's own hands: blobs from files and from memory."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from optional import need

import tearsheet

pytestmark = pytest.mark.filterwarnings("ignore")  # LangChain's own
URL = "https://railatlas.example/night"


def test_sections_become_documents(fixtures: Path) -> None:
    blob = need("langchain_core.document_loaders").Blob
    parser = importlib.import_module("tearsheet.integrations.langchain").ArticleParser()
    path = fixtures / "content-site-labelled-meta.html"
    documents = parser.parse(blob.from_path(path, metadata={"url": URL, "crawl": "spring"}))
    article = tearsheet.parse(path, url=URL)
    assert "\n".join(d.page_content for d in documents) == article.text
    last = documents[-1].metadata
    assert (last["source"], last["crawl"], last["url"]) == (str(path), "spring", URL)
    assert (last["title"], last["date"], last["view_count"]) == (article.title, "2025-02-18", 5127)
    assert last["heading_path"] == "Limits of the Revival"
    assert last["key_points"].startswith("Night Slots: ")
    assert all(isinstance(v, (str, int)) for d in documents for v in d.metadata.values())


def test_bytes_text_and_refusals(fixtures: Path) -> None:
    blob = need("langchain_core.document_loaders").Blob
    parser = importlib.import_module("tearsheet.integrations.langchain").ArticleParser()
    page = (fixtures / "german-aufrufe.html").read_bytes()
    assert parser.parse(blob.from_data(page))[0].metadata["title"] == tearsheet.parse(page).title
    text = fixtures / "text-content-site.txt"
    assert (
        parser.parse(blob.from_path(text))[0].metadata["title"]
        == tearsheet.parse_text(text.read_text()).title
    )
    with pytest.raises(tearsheet.NotAnArticle):
        parser.parse(blob.from_path(fixtures / "no-article-search-form.html"))
