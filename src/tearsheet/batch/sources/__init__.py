"""Sources: where a run's inputs come from; the name determines the type."""

from tearsheet.batch.sources.base import Notes, Source
from tearsheet.batch.sources.choose import Sources, open_sources
from tearsheet.batch.sources.remote import fetched

__all__ = ["Notes", "Source", "Sources", "fetched", "open_sources"]
