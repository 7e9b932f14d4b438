from typing import Any

import pytest
from sample_articles import good

from tearsheet.contracts import Contract, validate


def found(select: str, **settings: Any) -> list[tuple[str, str, object]]:
    contract = Contract(name="t", expressions=({"id": "x.y", "select": select, **settings},))
    return [(one.path, one.message, one.value) for one in validate(good(), contract).findings]


def test_forbidden_nodes_are_findings_with_their_path() -> None:
    assert found("$.sections[?@.level == 1].heading", max=0, message="no top heading") == [
        ("sections[1].heading", "no top heading", "How the wheel was rebuilt"),
        ("sections[3].heading", "no top heading", "What the baker says"),
    ]


def test_too_few_and_too_many() -> None:
    tables = "$.sections[*].blocks[?@.type == 'table']"
    assert found(tables, min=1, max=1) == []
    assert found(tables, min=2) == [("", f"{tables} selects 1 nodes, not at least 2", 1)]
    assert found("$.tags[*]", max=1) == [("tags[1]", "$.tags[*] selects 2 nodes, not at most 1", 2)]


def test_evidence_can_be_asked() -> None:
    assert found("$.evidence[?@.source == 'text']", max=0) == []
    assert found("$.evidence.date[?@ == 'date.jsonld']", max=0) == [
        ("evidence.date.rule", "$.evidence.date[?@ == 'date.jsonld'] selects it", "date.jsonld")
    ]


@pytest.mark.parametrize(
    ("settings", "amount"),
    [
        ({"min": 1}, "at least 1"),
        ({"max": 0}, "no"),
        ({"max": 3}, "at most 3"),
        ({"min": 2, "max": 2}, "2"),
        ({"min": 2, "max": 4}, "2 to 4"),
    ],
)
def test_rule_says_what_it_asks(settings: dict[str, int], amount: str) -> None:
    contract = Contract(name="t", expressions=({"id": "x.y", "select": "$.tags[*]", **settings},))
    assert next(contract.uses()).rule.what == f"$.tags[*] selects {amount} nodes"
