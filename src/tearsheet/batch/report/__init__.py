"""The report of a run: a self-contained HTML page."""

from tearsheet.batch.report.page import render

__all__ = ["render"]
