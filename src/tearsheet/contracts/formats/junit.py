"""Reports as JUnit XML, in the dialect that Jenkins, GitLab and Azure read: a test case for each use of a rule."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from tearsheet.contracts.findings import Finding, Report, Severity, Tally, at_least

MOST_SHOWN = 20
"""Most findings in a test case; CI servers show them in a small box."""

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot contain (section 2.2)."""


def to_junit(report: Report, fail_on: Severity = "error") -> str:
    """Return the report as JUnit XML: one suite, a test case for each use of a rule and each unread input.

    A use fails if it has findings at or above ``fail_on`` that are not tolerated; other findings are in its
    ``system-out``. A use that could not be checked is skipped, an unread input is an error.
    """
    cases = [_case(report, tally, fail_on) for tally in report.tallies]
    cases += [_unread(report, name) for name in report.unread]
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": len(report.unread),
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    numbers = {name: str(count) for name, count in counts.items()}
    root = ET.Element(
        "testsuites", {"name": "tearsheet", **{k: v for k, v in numbers.items() if k != "skipped"}}
    )
    suite = ET.SubElement(root, "testsuite", {"name": _clean(report.contract), **numbers})
    properties = ET.SubElement(suite, "properties")
    facts = {
        "contract.version": report.contract_version or "",
        "articles": report.articles,
        "failed": report.failed,
    }
    for name, value in facts.items():
        ET.SubElement(properties, "property", name=name, value=_clean(str(value)))
    suite.extend(cases)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(report: Report, tally: Tally, fail_on: Severity) -> ET.Element:
    name = f"{tally.rule} ({tally.about})" if tally.about else tally.rule
    case = ET.Element("testcase", classname=_clean(report.contract), name=_clean(name), time="0")
    if tally.unchecked:
        ET.SubElement(case, "skipped", message=_clean(tally.unchecked))
    elif tally.failed:
        shown = "\n".join(_shown(report, tally))
        message = f"{tally.failed} of {tally.checked} articles ({tally.share:.1%})"
        if tally.max_share is not None:
            message += f"; {tally.max_share:.1%} allowed"
        if at_least(tally.severity, fail_on) and not tally.tolerated:
            failure = ET.SubElement(case, "failure", message=_clean(message), type=tally.severity)
            failure.text = _clean(shown)
        else:
            ET.SubElement(case, "system-out").text = _clean(f"{tally.severity}: {message}\n{shown}")
    return case


def _shown(report: Report, tally: Tally) -> list[str]:
    findings = [one for one in report.findings if one.rule == tally.rule and one.use == tally.use]
    lines = [_line(finding) for finding in findings[:MOST_SHOWN]]
    if tally.findings > len(lines):
        lines.append(f"… and {tally.findings - len(lines)} more")
    return lines


def _line(finding: Finding) -> str:
    place = ": ".join(part for part in (finding.article, finding.path) if part)
    value = f" [{finding.value}]" if finding.value is not None else ""
    return f"{place}: {finding.message}{value}"


def _unread(report: Report, name: str) -> ET.Element:
    case = ET.Element("testcase", classname=_clean(report.contract), name="input can be read", time="0")
    ET.SubElement(case, "error", message=_clean(name), type="unread")
    return case


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
