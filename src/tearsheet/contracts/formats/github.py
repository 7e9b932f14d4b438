"""Reports as GitHub workflow commands: each finding becomes an annotation on the file, or on the run."""

from __future__ import annotations

from tearsheet.contracts.findings import Finding, Report, Severity

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""Name of the workflow command for each severity."""


def to_github(report: Report, _fail_on: Severity = "error") -> str:
    """Return one workflow command a line, in order of findings; those tolerated are notices. '' without findings.

    GitHub shows ten of each kind a step; ``sarif`` has room for more.
    """
    lines = [_line(finding, tolerated=report.tolerates(finding)) for finding in report.findings]
    lines += [f"::error title=unread::{_data(name)}" for name in report.unread]
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Finding, *, tolerated: bool) -> str:
    properties = {"file": finding.file, "line": finding.line, "title": finding.rule}
    listed = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    place = ": ".join(part for part in (finding.article, finding.path) if part)
    message = f"{place}: {finding.message}" if place else finding.message
    if finding.hint:
        message += f" ({finding.hint})"
    command = "notice" if tolerated else COMMANDS[finding.severity]
    return f"::{command} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
