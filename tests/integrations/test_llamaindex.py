"""The reader in LlamaIndex's own hands: a folder read by its directory reader."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest
from optional import need

import tearsheet

pytestmark = pytest.mark.filterwarnings("ignore")  # LlamaIndex's own


def test_a_folder_becomes_documents(fixtures: Path, tmp_path: Path) -> None:
    core = need("llama_index.core")
    reader = importlib.import_module("tearsheet.integrations.llamaindex").ArticleReader()
    for name in ("content-site-labelled-meta.html", "text-content-site.txt"):
        shutil.copy(fixtures / name, tmp_path)
    extractor = {".html": reader, ".txt": reader}
    documents = core.SimpleDirectoryReader(str(tmp_path), file_extractor=extractor).load_data()
    page = tmp_path / "content-site-labelled-meta.html"
    article = tearsheet.parse(page)
    own = [d for d in documents if d.metadata["file_name"] == page.name]
    assert "\n".join(d.text for d in own) == article.text
    assert {d.metadata["title"] for d in documents} == {
        article.title,
        tearsheet.parse_text((tmp_path / "text-content-site.txt").read_text()).title,
    }
    assert own[-1].metadata["heading_path"] == "Limits of the Revival"
    assert own[-1].metadata["key_points"].startswith("Night Slots: ")


def test_ids_stay_when_a_page_is_read_again(fixtures: Path) -> None:
    schema = need("llama_index.core.schema")
    reader = importlib.import_module("tearsheet.integrations.llamaindex").ArticleReader()
    page = fixtures / "news-jsonld-graph.html"
    once, again = (
        reader.load_data(page, extra_info={"url": "https://estuarypost.example/x"}) for _ in range(2)
    )
    assert [d.doc_id for d in once] == [d.doc_id for d in again]
    assert len({d.doc_id for d in once}) == len(once)
    assert once[0].metadata["url"] == "https://estuarypost.example/x"
    assert "view_count" not in once[0].get_content(schema.MetadataMode.EMBED)
    with pytest.raises(tearsheet.NotAnArticle):
        reader.load_data(fixtures / "no-article-search-form.html")
