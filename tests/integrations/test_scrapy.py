"""The pipeline in a real crawl of a server on this machine."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from optional import need

import tearsheet

pytestmark = pytest.mark.filterwarnings("ignore")  # Scrapy's own
CRAWL = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess
from tearsheet.integrations.scrapy import PageItem

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = sys.argv[2:]

    def parse(self, response):
        yield PageItem.of(response)
        yield {"other": "item"}

crawl = CrawlerProcess({
    "ITEM_PIPELINES": {"tearsheet.integrations.scrapy.ArticlePipeline": 300},
    "FEEDS": {sys.argv[1]: {"format": "jsonlines"}},
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
})
crawler = crawl.create_crawler(Pages)
crawl.crawl(crawler)
crawl.start()
print({k: v for k, v in sorted(crawler.stats.get_stats().items()) if k.startswith("tearsheet/")})
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(fixtures: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(fixtures))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


def test_a_crawl_gives_articles(server: str, fixtures: Path, tmp_path: Path) -> None:
    need("scrapy")
    names = ["content-site-labelled-meta.html", "german-aufrufe.html", "no-article-search-form.html"]
    urls = [f"{server}/{name}" for name in names]
    command = [sys.executable, "-c", CRAWL, str(tmp_path / "out.jsonl"), *urls]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100, cwd=tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sum(row == {"other": "item"} for row in rows) == 3
    found = {row["url"]: row for row in rows if "url" in row}
    expected = {
        url: tearsheet.parse(fixtures / name, url=url)
        for url, name in list(zip(urls, names, strict=True))[:2]
    }
    assert found == {url: a.model_dump(mode="json", exclude={"evidence"}) for url, a in expected.items()}
    assert done.stdout.strip() == "{'tearsheet/articles': 2, 'tearsheet/rejected/not-article': 1}"
    assert "not-article: not an article" in done.stderr


def test_the_item_takes_the_answer_as_it_is() -> None:
    http = need("scrapy.http")
    from tearsheet.integrations.scrapy import ArticlePipeline, PageItem

    date = {"Date": "Tue, 04 Mar 2025 10:00:00 GMT", "Content-Type": "text/html; charset=latin-1"}
    answer = http.HtmlResponse("https://a.example/x", headers=date, body="<p>Größe</p>".encode("latin-1"))
    item = PageItem.of(answer)
    assert (item["url"], item["page"]) == ("https://a.example/x", "<p>Größe</p>")
    assert item["fetched"].isoformat() == "2025-03-04T10:00:00+00:00"
    raw = http.Response("https://a.example/y.pdf", headers={"Date": "soon"}, body=b"%PDF-1.7")
    assert (PageItem.of(raw)["page"], PageItem.of(raw)["fetched"]) == (b"%PDF-1.7", None)
    with pytest.raises(need("scrapy.exceptions").DropItem, match=r"^unsupported: "):
        ArticlePipeline().process_item(PageItem.of(raw))
