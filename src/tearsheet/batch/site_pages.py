"""The pages that rules for sites are learned from and checked against: the inputs of a run that have a URL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.sources import fetched, open_sources
from tearsheet.batch.work import decoded_content, with_content
from tearsheet.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Sequence

WITHOUT_URL = "pages without a URL"
"""The name under which inputs without a known site are counted."""
NO_PAGES = "inputs without markup"
"""The name under which texts and articles are counted: they do not show the template of a site."""
UNREADABLE = "inputs that cannot be read"


@dataclass
class SitePages:
    """Pages with their URLs, read one at a time."""

    sources: Sequence[str]
    """Files, folders and patterns, as a run takes them."""
    columns: Columns = field(default_factory=Columns)
    limits: Limits = field(default_factory=Limits)
    own: frozenset[str] = frozenset()
    """Real paths of files and folders that are not read as inputs if they are in a folder of inputs."""
    progress: Callable[[int], None] | None = None
    """Called with the number of inputs read so far."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Inputs that are not pages of a site, by kind; grows while the pages are read."""

    def __iter__(self) -> Iterator[tuple[bytes | str, str]]:
        """Yield each page with its URL.

        Raises:
            SourceError: A path does not exist, or a pattern matches nothing.
        """
        pages = open_sources(self.sources, self.columns, self.limits, self.own).pages()
        for number, raw in enumerate(fetched(pages), 1):
            if raw.fault is not None:
                self.left_out[UNREADABLE] += 1
            elif raw.article or not raw.markup:
                self.left_out[NO_PAGES] += 1
            else:
                try:
                    page = with_content(raw, self.limits.size)
                except (ArticleError, OSError):
                    self.left_out[UNREADABLE] += 1
                    continue
                if page.url:
                    yield decoded_content(page), page.url
                else:
                    self.left_out[WITHOUT_URL] += 1
            if self.progress is not None:
                self.progress(number)
