import pytest

from tearsheet.contracts.examples import Example, examples
from tearsheet.contracts.registry import BUILTIN

EXAMPLES = examples()


def test_every_rule_has_an_example() -> None:
    assert {example.rule for example in EXAMPLES} == {rule.id for rule in BUILTIN}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_passing_article_has_no_finding(example: Example) -> None:
    assert example.findings(example.passes) == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_failing_article_has_the_findings(example: Example) -> None:
    found = example.findings(example.fails)
    assert [finding.path for finding in found] == list(example.finds)
    assert {finding.rule for finding in found} == {example.rule}
