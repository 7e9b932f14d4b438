"""Checks articles against a contract, one after another, in constant memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from tearsheet.article.model import Article, Locator
from tearsheet.contracts.findings import Finding, Origin, Report, Tally
from tearsheet.contracts.rule import Check, Problem, RunCounts
from tearsheet.contracts.view import View

if TYPE_CHECKING:
    from tearsheet.contracts.contract import Contract, Use

KEPT = 1000
"""How many findings of each use of a rule a report keeps; all are counted."""


NOWHERE = Origin()
"""For articles that were not read from anywhere."""


class _Running:
    """A use of a rule during a run: its check, and its counts so far."""

    def __init__(self, use: Use, *, has_now: bool, has_previous: bool, is_run: bool) -> None:
        self.use = use
        self.at_end = use.rule.at_end if is_run else None
        needs = use.rule.needs
        lacking = (needs == "now" and not has_now) or (needs == "previous" and not has_previous)
        self.unchecked = f"needs {'the previous run' if needs == 'previous' else needs}" if lacking else None
        if use.rule.at_end is not None and not is_run:
            self.unchecked = "needs a run"
        self.check: Check | None = None
        if not lacking and use.rule.at_end is None:
            self.check = use.rule.prepare(use.settings)
        self.checked = self.failed = self.findings = 0

    def tally(self) -> Tally:
        """Return its counts."""
        return Tally(
            rule=self.use.rule.id,
            use=self.use.number,
            severity=self.use.severity,
            about=self.use.about,
            checked=self.checked,
            failed=self.failed,
            findings=self.findings,
            max_share=self.use.settings.max_share,
            unchecked=self.unchecked,
        )


class Checker:
    """Validates articles one after another and keeps the totals. Not thread-safe.

    Rules about a run (``run.unique``) see the articles in the order in which they are checked.
    """

    def __init__(
        self,
        contract: Contract,
        *,
        now: dt.datetime | None = None,
        has_previous: bool = False,
        keep: int = KEPT,
        is_run: bool = True,
    ) -> None:
        """Prepare the contract's rules.

        Args:
            contract: The contract.
            now: The present moment; without it, rules that need it are left unchecked.
            has_previous: Whether view counts of the last run will be given; without, rules that need them are
                left unchecked.
            keep: How many findings of each use of a rule the report keeps.
            is_run: Whether the articles are those of a run; if not, rules about a run as a whole are left unchecked.
        """
        self._contract = contract
        self._now = now
        self._keep = keep
        self._running = [
            _Running(use, has_now=now is not None, has_previous=has_previous, is_run=is_run)
            for use in contract.uses()
        ]
        self._articles = self._unmatched = self._failed = 0
        self._kept: list[Finding] = []
        self._unread: list[str] = []
        self._codes: Counter[str] = Counter()

    def check(
        self, article: Article, *, origin: Origin = NOWHERE, previous_views: int | None = None
    ) -> tuple[Finding, ...]:
        """Return the article's findings, in the contract's order, and count them; empty if it has none.

        An article that the contract does not apply to is counted separately and has no findings.
        """
        if not self._contract.applies_to(article):
            self._unmatched += 1
            return ()
        view = View(article, now=self._now, previous_views=previous_views, row=self._articles)
        self._articles += 1
        found: list[Finding] = []
        for running in self._running:
            if running.check is not None:
                found.extend(self._ask(running, running.check, view, origin))
        self._failed += bool(found)
        return tuple(found)

    def unread(self, name: str, reason: str, code: str = "unread") -> None:
        """Record an input that gave no article; rules about a run count these by ``code``."""
        self._unread.append(f"{name}: {reason}")
        self._codes[code] += 1

    def report(self) -> Report:
        """Return the report on everything checked so far. Rules about a run treat this as the complete run."""
        ended = [finding for running in self._running for finding in self._ask_at_end(running)]
        return Report(
            contract=self._contract.name,
            contract_version=self._contract.version,
            articles=self._articles,
            unmatched=self._unmatched,
            failed=self._failed,
            unread=tuple(self._unread),
            findings=(*self._kept, *ended),
            tallies=tuple(running.tally() for running in self._running),
        )

    def _ask(self, running: _Running, check: Check, view: View, origin: Origin) -> list[Finding]:
        running.checked += 1
        problems = list(check(view))
        if not problems:
            return []
        findings = [_finding(running.use, problem, view.article, origin) for problem in problems]
        self._kept.extend(findings[: max(0, self._keep - running.findings)])
        running.failed += 1
        running.findings += len(findings)
        return findings

    def _ask_at_end(self, running: _Running) -> list[Finding]:
        if running.at_end is None:
            return []
        counts = RunCounts(self._articles, dict(self._codes))
        problems = running.at_end(counts, running.use.settings)
        findings = [_finding(running.use, problem, None, NOWHERE) for problem in problems]
        running.checked, running.failed, running.findings = 1, int(bool(findings)), len(findings)
        return findings


def _finding(use: Use, problem: Problem, article: Article | None, origin: Origin) -> Finding:
    url = None if article is None else article.url or article.canonical_url
    return Finding(
        rule=use.rule.id,
        use=use.number,
        severity=use.severity,
        path=problem.path,
        message=problem.message,
        value=problem.value,
        hint=use.settings.hint or problem.hint,
        locator=None if article is None else _locator(article, problem.path),
        article=origin.name or url,
        file=origin.file,
        line=origin.line,
    )


def _locator(article: Article, path: str) -> Locator | None:
    field = path.partition("[")[0].partition(".")[0]
    evidence = article.evidence.get(path) or article.evidence.get(field)
    return evidence.locator if evidence is not None else None
