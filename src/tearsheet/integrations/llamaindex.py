"""Articles in LlamaIndex: a reader that turns the sections of each page into documents.

::

    reader = SimpleDirectoryReader("pages", file_extractor={".html": ArticleReader()})
    documents = reader.load_data()
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tearsheet.api import parse, parse_text
from tearsheet.batch.sources.files import is_markup
from tearsheet.errors import MissingExtra
from tearsheet.integrations.passages import PassageReader
from tearsheet.page.encoding import decode

try:
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document
except ImportError as _error:
    raise MissingExtra("llama_index.core", "llamaindex") from _error

NOT_EMBEDDED = ("section", "chunk", "url", "view_count")
"""Metadata that does not contribute to the meaning of a passage; it is kept, but not embedded."""


class ArticleReader(PassageReader, BaseReader):
    """Turns a page into one document for each section that holds text, or for each piece of it.

    A document's metadata are those of `tearsheet.integrations.passages.metadata`, plus the caller's own. Its id is
    the file's path and `Passage.id`, so unchanged pieces of a page that is read again keep their ids. The
    arguments are those of `tearsheet.integrations.passages.PassageReader`.
    """

    def lazy_load_data(
        self, file: Path | str, extra_info: dict[str, Any] | None = None, *, fs: Any = None
    ) -> Iterator[Document]:
        """Yield the documents of one page, in order.

        Args:
            file: The page; ``.txt`` and ``.md`` are text without markup.
            extra_info: Metadata for every document; ``url`` is the page's URL.
            fs: The fsspec file system that the file is on; None for the local one.

        Raises:
            ArticleError: The page cannot be read, or is not an article.
            OSError: The file cannot be read.
        """
        given = extra_info or {}
        body = Path(file).read_bytes() if fs is None else fs.cat_file(str(file))
        url = given.get("url")
        if is_markup(str(file)):
            article = parse(body, url=url, now=self.now)
        else:
            article = parse_text(decode(body).utf8.decode(), url=url, now=self.now)
        for passage, about in self._passages(article):
            yield Document(
                id_=f"{file}#{passage.id}",
                text=passage.text,
                metadata={**given, **about},
                excluded_embed_metadata_keys=list(NOT_EMBEDDED),
            )
