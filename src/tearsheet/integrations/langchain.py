"""Articles in LangChain: a parser that turns the sections of each page into documents.

::

    loader = GenericLoader(FileSystemBlobLoader("pages", glob="**/*.html"), ArticleParser())
    documents = loader.load()
"""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet.api import parse, parse_text
from tearsheet.errors import MissingExtra
from tearsheet.integrations.passages import PassageReader

try:
    from langchain_core.document_loaders import BaseBlobParser, Blob
    from langchain_core.documents import Document
except ImportError as _error:
    raise MissingExtra("langchain_core", "langchain") from _error

TEXT_TYPES = frozenset(("text/plain", "text/markdown"))
"""Media types of blobs that are text without markup."""


class ArticleParser(PassageReader, BaseBlobParser):
    """Turns a page into one document for each section that holds text, or for each piece of it.

    A document's metadata are those of `tearsheet.integrations.passages.metadata`, plus the blob's own metadata, and
    ``source`` if the blob has one. ``url`` in the blob's metadata is the page's URL. The arguments are those of
    `tearsheet.integrations.passages.PassageReader`.
    """

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        """Yield the documents of one page, in order.

        Raises:
            ArticleError: The page cannot be read, or is not an article.
        """
        url = blob.metadata.get("url")
        if blob.mimetype in TEXT_TYPES:
            article = parse_text(blob.as_string(), url=url, now=self.now)
        else:
            page = blob.data if isinstance(blob.data, str) else blob.as_bytes()
            article = parse(page, url=url, now=self.now)
        origin = {"source": blob.source} if blob.source else {}
        for passage, about in self._passages(article):
            place = blob.source or url
            yield Document(
                page_content=passage.text,
                metadata={**origin, **blob.metadata, **about},
                id=f"{place}#{passage.id}" if place else None,
            )
