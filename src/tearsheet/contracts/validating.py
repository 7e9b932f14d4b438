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
    """Return what is wrong with one article under a contract.

    Args:
        article: The article.
        contract: The contract, or the file to load it from, or a name such as ``tearsheet:article``.
        now: The present moment, for rules on age and future; without it they are left unchecked.
        previous: The same article as the last run had it, for rules that compare; likewise.

    Returns:
        The report: whether it is ``ok``, a tally for each use of a rule in the contract's order (``unchecked`` says
        why one could not be asked), and the findings, each with its path in the article and the place on the page;
        no findings if nothing is wrong.

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
    """Return what is wrong with many articles, each given with its name, under a contract.

    Memory does not grow with the number of articles, but for the findings kept and for rules over the run.

    Raises:
        ContractError: The contract cannot be loaded.
    """
    checker = Checker(_loaded(contract), now=now, keep=keep)
    for name, article in articles:
        checker.check(article, origin=Origin(name))
    return checker.report()


def _loaded(contract: Contract | str | Path) -> Contract:
    return contract if isinstance(contract, Contract) else load(contract)
