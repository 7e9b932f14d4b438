"""Reports as people and other programs read them: text, JSON, JUnit XML, SARIF, GitHub annotations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tearsheet.contracts.findings import Report, Severity
from tearsheet.contracts.formats.github import to_github
from tearsheet.contracts.formats.junit import to_junit
from tearsheet.contracts.formats.sarif import to_sarif
from tearsheet.contracts.formats.text import to_text


def to_json(report: Report, _fail_on: Severity = "error") -> str:
    """Return the report as JSON, as `Report` describes it, ending in a line break."""
    return report.model_dump_json(indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Report, Severity], str]] = MappingProxyType(
    {"text": to_text, "json": to_json, "junit": to_junit, "sarif": to_sarif, "github": to_github}
)
"""For each format, by name, a function from a report and the severity that fails a run to text."""

__all__ = ["FORMATS", "to_github", "to_json", "to_junit", "to_sarif", "to_text"]
