"""Articles in Scrapy: an item for pages, and the pipeline that turns them into articles.

::

    # settings.py
    ITEM_PIPELINES = {"tearsheet.integrations.scrapy.ArticlePipeline": 300}

    # in a spider
    def parse(self, response):
        yield PageItem.of(response)
"""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self

from tearsheet.api import parse
from tearsheet.errors import ArticleError, MissingExtra

try:
    from scrapy import Field, Item
    from scrapy.exceptions import DropItem
    from scrapy.http import Response, TextResponse
except ImportError as _error:
    raise MissingExtra("scrapy", "scrapy") from _error

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class PageItem(Item):
    """A page as downloaded: the input of `ArticlePipeline`."""

    url = Field()
    """Its URL, after redirects."""
    page = Field()
    """The page, decoded by Scrapy; bytes if Scrapy does not treat it as text."""
    fetched = Field()
    """The time of the response from its ``Date`` header, the reference time for dates; None if there is none."""

    @classmethod
    def of(cls, response: Response) -> Self:
        """Return the page in a response."""
        page = response.text if isinstance(response, TextResponse) else response.body
        date = response.headers.get("Date")
        try:
            fetched = parsedate_to_datetime(date.decode("ascii", "replace")) if date else None
        except ValueError:
            fetched = None
        return cls(url=response.url, page=page, fetched=fetched)


class ArticlePipeline:
    """Turns each `PageItem` into its article, as a dict; other items are passed on unchanged.

    A page that gives no article is dropped; the crawl's statistics count them as ``tearsheet/rejected/CODE``. The
    setting ``TEARSHEET_EVIDENCE`` keeps the evidence, which is left out otherwise.
    """

    def __init__(self, stats: StatsCollector | None = None, *, evidence: bool = False) -> None:
        """Make the pipeline; Scrapy does so by `from_crawler`."""
        self.stats = stats
        self.evidence = evidence

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawl."""
        return cls(crawler.stats, evidence=crawler.settings.getbool("TEARSHEET_EVIDENCE"))

    def process_item(self, item: Any, spider: Spider | None = None) -> Any:  # noqa: ARG002  # older Scrapy gives it
        """Return the article on a page: the fields of `Article` as JSON values.

        Raises:
            DropItem: The page has no article; the message begins with the error's code.
        """
        if not isinstance(item, PageItem):
            return item
        try:
            article = parse(item["page"], url=item["url"], now=item.get("fetched"))
        except ArticleError as error:
            self._count(f"rejected/{error.code}")
            raise DropItem(f"{error.code}: {error}") from error
        self._count("articles")
        return article.model_dump(mode="json", exclude=None if self.evidence else {"evidence"})

    def _count(self, what: str) -> None:
        if self.stats is not None:
            self.stats.inc_value(f"tearsheet/{what}")
