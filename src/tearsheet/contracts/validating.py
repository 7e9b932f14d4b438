"""Validates one article, or many, under a contract that may still have to be loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from tearsheet.article.model import Article
from tearsheet.contracts.checker import KEPT, Checker
from tearsheet.contracts.contract import Contract
from tearsheet.contracts.findings import Origin, Report
from tearsheet.contracts.loading import load


def validate(
    article: Article,
    contract: Contract | str | Path,
    *,
    now: dt.datetime | None = None,
    previous: Article | None = None,
) -> Report:
    """Check an article against a contract.

    Args:
        article: The article.
        contract: The contract, or the file to load it from, or a name such as ``tearsheet:article``.
        now: The current time, for rules about age and future dates; without it these rules are not checked.
        previous: The same article in the previous run, for rules that compare; without it these are not checked.

    Returns:
        The report: whether it is ``ok``, a tally for each use of a rule in the contract's order (``unchecked`` says
        why a rule was not checked), and the findings, each with its path in the article and its place on the page.

    Raises:
        ContractError: The contract cannot be loaded.
    """
    checker = Checker(_loaded(contract), now=now, has_previous=previous is not None, is_run=False)
    checker.check(article, previous_views=previous.view_count if previous else None)
    return checker.report()


def validate_many(
    articles: Iterable[tuple[str, Article]],
    contract: Contract | str | Path,
    *,
    now: dt.datetime | None = None,
    keep: int = KEPT,
) -> Report:
    """Check many articles, each with its name, against a contract.

    Memory does not grow with the number of articles, except for the findings kept and for rules about the run.

    Raises:
        ContractError: The contract cannot be loaded.
    """
    checker = Checker(_loaded(contract), now=now, keep=keep)
    for name, article in articles:
        checker.check(article, origin=Origin(name))
    return checker.report()


def _loaded(contract: Contract | str | Path) -> Contract:
    return contract if isinstance(contract, Contract) else load(contract)
