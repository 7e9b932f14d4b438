"""The report of a run: one HTML page that needs nothing else."""

from tearsheet.batch.report.page import render

__all__ = ["render"]
