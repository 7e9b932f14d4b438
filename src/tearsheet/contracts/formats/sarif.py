"""Reports as SARIF 2.1.0 (OASIS), which GitHub code scanning, Azure DevOps and editors read."""

from __future__ import annotations

import json
from hashlib import blake2b
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from tearsheet.contracts.findings import Finding, Report, Severity
from tearsheet.contracts.registry import BY_ID

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""Where the standard's schema is published."""


def to_sarif(report: Report, _fail_on: Severity = "error") -> str:
    """Return the report as one SARIF run.

    Findings that a ``max_share`` tolerates are suppressed results. A fingerprint of rule, article and path
    identifies a finding across runs. Unread inputs are notifications of the invocation.
    """
    ids = list(dict.fromkeys(tally.rule for tally in report.tallies))
    index = {rule_id: number for number, rule_id in enumerate(ids)}
    severities = {tally.rule: tally.severity for tally in reversed(report.tallies)}
    run = {
        "tool": {
            "driver": {
                "name": "tearsheet",
                "semanticVersion": version("tearsheet"),
                "rules": [_rule(rule_id, severities[rule_id]) for rule_id in ids],
            }
        },
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(one, index[one.rule], tolerated=report.tolerates(one)) for one in report.findings
        ],
        "properties": {
            "contract": report.contract,
            "contractVersion": report.contract_version,
            "articles": report.articles,
            "failed": report.failed,
            "dropped": report.dropped,
        },
    }
    return (
        json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(rule_id: str, severity: Severity) -> dict[str, Any]:
    described: dict[str, Any] = {"id": rule_id, "defaultConfiguration": {"level": severity}}
    if (rule := BY_ID.get(rule_id)) is not None:
        described["shortDescription"] = {"text": f"{rule.what}."}
        described["fullDescription"] = {"text": f"{rule.what}. {rule.why}"}
        described["help"] = {"text": f"{rule.what}.\n\n{rule.why}"}
    return described


def _invocation(report: Report) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not report.unread}
    if report.unread:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": {"text": name}} for name in report.unread
        ]
    return invocation


def _result(finding: Finding, index: int, *, tolerated: bool) -> dict[str, Any]:
    key = "\0".join((finding.rule, finding.article or "", finding.path))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": finding.message + (f" ({finding.hint})" if finding.hint else "")},
        "locations": [_location(finding)],
        "partialFingerprints": {
            "place/v1": blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()
        },
    }
    if tolerated:
        result["suppressions"] = [
            {
                "kind": "external",
                "justification": "the share of such articles is within the contract's max_share",
            }
        ]
    properties = {"article": finding.article, "value": finding.value}
    if finding.locator is not None:
        properties |= finding.locator.model_dump(mode="json", exclude_none=True)
    result["properties"] = {name: value for name, value in properties.items() if value is not None}
    return result


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path, "kind": "member"}]
    if (uri := _uri(finding)) is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
        if finding.line is not None:
            physical["region"] = {"startLine": finding.line}
        location["physicalLocation"] = physical
    return location


def _uri(finding: Finding) -> str | None:
    """Return the file as a relative reference, or the article's URL; None if there is neither."""
    if finding.file is not None:
        return quote(finding.file.replace("\\", "/").encode("utf-8", "replace"), safe="/")
    if finding.article is not None:
        return quote(finding.article.encode("utf-8", "replace"), safe="/:?#[]@!$&'()*+,;=%~-._")
    return None
