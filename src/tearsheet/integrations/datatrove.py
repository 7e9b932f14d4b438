"""A step for datatrove pipelines that replaces the page in a document's text by the text of the article.

::

    pipeline = [
        WarcReader("s3://commoncrawl/crawl-data/..."),
        ArticleExtractor(exclusion_writer=JsonlWriter("rejects")),
        JsonlWriter("articles"),
    ]

Pages are read in datatrove's own process: only the size limit applies there; the executor has its own limits.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.work import outcome_of, read_article
from tearsheet.errors import MissingExtra

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError as _error:
    raise MissingExtra("datatrove", "datatrove") from _error

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.writers.disk_base import DiskWriter


class ArticleExtractor(PipelineStep):  # type: ignore[misc]  # datatrove is not typed
    """Replaces a document's page by its article.

    The text becomes that of the article; ``metadata["article"]`` holds the article's fields. A document without an
    article is dropped; ``exclusion_writer``, if given, receives it with ``metadata["reject"]`` set to code and
    message. The step's statistics count rejects by code.
    """

    name = "Tearsheet"
    type = "EXTRAC"

    def __init__(
        self,
        *,
        text: Literal["plain", "markdown"] = "plain",
        evidence: bool = False,
        now: dt.datetime | None = None,
        limits: Limits | None = None,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        """Create the step.

        Args:
            text: The form of the new text.
            evidence: Whether ``metadata["article"]`` includes the evidence.
            now: The reference time for dates, as in `tearsheet.parse`.
            limits: Limits for one page.
            exclusion_writer: Receives the documents without an article.
        """
        super().__init__()
        self.text = text
        self.evidence = evidence
        self.now = now
        self.limits: Limits = limits or Limits()
        self.exclusion_writer = exclusion_writer

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002  # datatrove calls it so
        """Yield the documents that are articles, in order."""
        if self.exclusion_writer is None:
            yield from self._articles(data, rank)
            return
        with self.exclusion_writer:
            yield from self._articles(data, rank)

    def _articles(self, data: DocumentsPipeline, rank: int) -> DocumentsPipeline:
        for document in data:
            self.stat_update("total")
            with self.track_time():
                found = self._convert(document)
            if found:
                self.stat_update("forwarded")
                self.update_doc_stats(document)
                yield document
            else:
                self.stat_update("dropped", f"dropped_{document.metadata['reject']['code']}")
                if self.exclusion_writer is not None:
                    self.exclusion_writer.write(document, rank)

    def _convert(self, document: Document) -> bool:
        """Turn ``document`` into its article and return True; mark it as a reject and return False if it has none."""
        page = RawPage(document.id, body=document.text, url=document.metadata.get("url"))
        done = outcome_of(page, self.limits, self.now, reader=read_article, check=None)
        if done.error is not None:
            document.metadata["reject"] = {"code": done.error.code, "message": str(done.error)}
            return False
        article = done.article
        assert article is not None  # there is no contract check that could divert it
        document.text = article.text if self.text == "plain" else article.to_markdown()
        document.metadata["article"] = article.model_dump(
            mode="json", exclude=None if self.evidence else {"evidence"}
        )
        return True
