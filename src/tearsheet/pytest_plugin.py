"""A pytest plugin: ``assert_article(article, contract)``, as a function and as a fixture of the same name.

The plugin imports nothing else of tearsheet until a test uses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tearsheet.article.model import Article
    from tearsheet.contracts import Contract, Severity


def assert_article(
    article: Article,
    contract: Contract | str | Path,
    *,
    now: dt.datetime | None = None,
    previous: Article | None = None,
    fail_on: Severity = "error",
) -> None:
    """Fail the test if the article breaks the contract, and show each finding with the value found.

    Args:
        article: The article.
        contract: The contract, its file, or a name such as ``tearsheet:article``.
        now: The current time, for rules that need it.
        previous: An earlier version of the article, for rules that compare.
        fail_on: Lowest severity that fails the test.

    Raises:
        AssertionError: There are findings at or above ``fail_on``.
        ContractError: The contract cannot be loaded.
    """
    __tracebackhide__ = True
    from tearsheet.contracts import validate
    from tearsheet.contracts.formats import to_text

    report = validate(article, contract, now=now, previous=previous)
    if report.at_or_over(fail_on):
        pytest.fail(to_text(report, fail_on), pytrace=False)


@pytest.fixture(name="assert_article", scope="session")
def _assert_article() -> Callable[..., None]:
    """Return `tearsheet.pytest_plugin.assert_article`."""
    return assert_article
