"""The result of a validation: findings, a tally for each rule, and the report that contains both."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import NonNegativeInt, PositiveInt

from tearsheet.article.model import Locator, Model

REPORT_VERSION = "1.0"
"""Version of the report's shape. The first number changes when a reader of the old shape would break."""

Severity = Literal["error", "warning", "note"]
"""How grave a finding is; the words are those of SARIF 2.1.0 (its level ``none`` is not used)."""

Value = str | int | float | bool | None
"""The value that the rule checked: a JSON scalar."""

RANK: dict[str, int] = {"note": 0, "warning": 1, "error": 2}
"""Order of severities, mildest first."""


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Return whether ``severity`` is as grave as ``threshold`` or graver."""
    return RANK[severity] >= RANK[threshold]


class Origin(NamedTuple):
    """Where an article was read from, for use in findings."""

    name: str | None = None
    """Name of the article: row id, file or URL; None to use its URL."""
    file: str | None = None
    """File that it was read from; None if it came from none."""
    line: int | None = None
    """Its line in that file, from 1; None if it is the only one in the file or the file has no lines."""


class Finding(Model):
    """A place in an article that breaks a rule of the contract."""

    rule: str
    """Stable id of the rule, such as ``title.length``."""
    use: NonNegativeInt = 0
    """Which of the contract's uses of the rule, from 0."""
    severity: Severity
    """The severity that the contract sets for this rule."""
    path: str
    """Path in the Article: ``title``, ``sections[2].heading``; empty for the article (or run) as a whole."""
    message: str
    """What is wrong, for people: one sentence without a full stop."""
    value: Value = None
    """The value at that place (long text is cut to 200 characters); None if there is none."""
    hint: str | None = None
    """What to check or do; None if the message is enough."""
    locator: Locator | None = None
    """Where on the page the value was found, according to the article's evidence; None if not known."""
    article: str | None = None
    """Name of the article: row id, file or URL; None in a report about one unnamed article."""
    file: str | None = None
    """File that the article was read from; None if it was not read from a file."""
    line: PositiveInt | None = None
    """Its line in that file, from 1; None if it is the only one in the file or the file has no lines."""


class Tally(Model):
    """Totals for one rule (or one of several uses of a rule) over all articles."""

    rule: str
    """Id of the rule."""
    use: NonNegativeInt = 0
    """Which of its uses in the contract, from 0; above 0 only when the contract lists the rule several times."""
    severity: Severity
    """The severity that the contract sets for this use."""
    about: str | None = None
    """The settings that distinguish it from other uses of the rule, such as ``fields=date``; None if it is the only
    one."""
    checked: NonNegativeInt
    """Articles that were checked against it."""
    failed: NonNegativeInt
    """Articles with at least one finding of it."""
    findings: NonNegativeInt
    """Number of findings, including those that the report does not keep."""
    max_share: float | None = None
    """Share of failed articles that the contract allows, inclusive; None if none may fail."""
    unchecked: str | None = None
    """Why it was not checked, such as ``needs now``; None if it was."""

    @property
    def share(self) -> float:
        """Failed articles divided by checked articles, 0 to 1; 0 if none was checked."""
        return self.failed / self.checked if self.checked else 0.0

    @property
    def tolerated(self) -> bool:
        """Whether there are findings, but no more than ``max_share`` allows."""
        return self.failed > 0 and self.max_share is not None and self.share <= self.max_share


class Report(Model):
    """The result of validating one or many articles against a contract."""

    report_version: str = REPORT_VERSION
    """Version of this model."""
    contract: str
    """Name of the contract."""
    contract_version: str | None = None
    """Version of the contract; None if it has none."""
    headline: str | None = None
    """The subject of the report if it is not a set of articles under a contract; otherwise None."""
    articles: NonNegativeInt = 0
    """Validated articles: all that the contract's ``[match]`` applies to."""
    unmatched: NonNegativeInt = 0
    """Articles that the contract does not apply to; they were not validated."""
    failed: NonNegativeInt = 0
    """Articles with at least one finding of any severity, tolerated or not."""
    unread: tuple[str, ...] = ()
    """Inputs that gave no article to validate: ``NAME: reason``, in order; empty if all did."""
    findings: tuple[Finding, ...] = ()
    """The findings in order of articles, then of the contract's rules, then of place. If a rule has very many
    findings, only the first are kept; ``tallies`` counts all."""
    tallies: tuple[Tally, ...] = ()
    """The totals for each use of each rule, in the contract's order."""

    @property
    def ok(self) -> bool:
        """Whether there is no error: all findings are less severe or within a ``max_share``."""
        return not self.at_or_over("error")

    @property
    def dropped(self) -> int:
        """Findings that were counted but not kept."""
        return sum(tally.findings for tally in self.tallies) - len(self.findings)

    def at_or_over(self, threshold: Severity) -> tuple[Tally, ...]:
        """Return the tallies of severity ``threshold`` or above that no ``max_share`` tolerates, in order."""
        return tuple(
            tally
            for tally in self.tallies
            if tally.failed and not tally.tolerated and at_least(tally.severity, threshold)
        )

    def tolerates(self, finding: Finding) -> bool:
        """Return whether a ``max_share`` covers the finding's use of its rule."""
        return (finding.rule, finding.use) in self._tolerated

    @cached_property
    def _tolerated(self) -> frozenset[tuple[str, int]]:
        return frozenset((tally.rule, tally.use) for tally in self.tallies if tally.tolerated)
