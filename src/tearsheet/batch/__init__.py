"""Batch: many pages in, one dataset out, nothing lost."""

import logging

from tearsheet.batch.columns import article_of_row
from tearsheet.batch.door import convert
from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.summary import RunSummary

__all__ = ["Columns", "Limits", "RunSummary", "article_of_row", "convert"]

logging.getLogger("tearsheet").addHandler(logging.NullHandler())  # silent unless whoever calls wants the log
