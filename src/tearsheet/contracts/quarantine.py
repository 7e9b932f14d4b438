"""A contract as the check of a batch run: articles that break it go to quarantine, the others to the output."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Self

from tearsheet.article.model import Article
from tearsheet.batch.work import Diversion
from tearsheet.contracts.checker import Checker
from tearsheet.contracts.contract import Contract
from tearsheet.contracts.findings import Severity, at_least
from tearsheet.contracts.loading import load


@dataclass(frozen=True)
class ContractCheck:
    """Diverts articles with findings as grave as ``fail_on``.

    Each article is judged alone: ``max_share`` does not spare it, and rules over a run are not asked. Travels to
    worker processes as the name of the file, which each of them loads.
    """

    file: str
    """The contract's file, or the name of one that comes with tearsheet."""
    digest: str
    """Digest of the contract: a run cannot be resumed with a changed contract."""
    fail_on: Severity = "error"
    """Mildest severity that diverts."""
    now: dt.datetime | None = None
    """The present moment, for rules that need it."""

    @classmethod
    def of(cls, file: str | Path, *, fail_on: Severity = "error", now: dt.datetime | None = None) -> Self:
        """Return the check for the contract in ``file``.

        Raises:
            ContractError: It cannot be loaded.
        """
        said = load(file).model_dump_json().encode()
        return cls(str(file), blake2b(said, digest_size=8).hexdigest(), fail_on, now)

    @cached_property
    def _contract(self) -> Contract:
        contract = load(self.file)
        over_run = {use.rule.id: False for use in contract.uses() if use.rule.over_run}
        return contract.extended(rules=over_run)

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self._contract, now=self.now, keep=0)

    def __call__(self, _name: str, article: Article) -> Diversion | None:
        """Return the findings and the article if it is quarantined; None if it goes to the output."""
        grave = [one for one in self._checker.check(article) if at_least(one.severity, self.fail_on)]
        if not grave:
            return None
        shown = {"rule", "severity", "path", "message", "value"}
        return Diversion(
            {
                "url": article.url,
                "contract": self._contract.name,
                "findings": [finding.model_dump(mode="json", include=shown) for finding in grave],
                "article": article.model_dump(mode="json"),
            }
        )
