"""Errors in a contract itself, as opposed to its findings in articles."""

from __future__ import annotations

from tearsheet.errors import ArticleError


class ContractError(ArticleError):
    """A contract cannot be read: file missing, bad syntax, unknown rule, wrong setting, endless ``extends``."""

    code = "contract"

    def __init__(self, file: str | None, where: str | None, problem: str) -> None:
        self.file = file
        """The file with the fault; None for a contract made in Python."""
        self.where = where
        """Path inside the contract, such as ``match.url``; None if it is the file as a whole."""
        self.problem = problem
        """What is wrong, as a sentence."""
        place = ": ".join(part for part in (file, where) if part)
        super().__init__(f"{place}: {problem}" if place else problem)
