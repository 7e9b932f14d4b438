"""Errors in a contract itself, as opposed to its findings in articles."""

from __future__ import annotations

from tearsheet.errors import ArticleError


class ContractError(ArticleError):
    """A contract cannot be loaded: missing file, invalid syntax, unknown rule, invalid setting, circular ``extends``."""

    code = "contract"

    def __init__(self, file: str | None, where: str | None, problem: str) -> None:
        self.file = file
        """The file with the error; None for a contract made in Python."""
        self.where = where
        """Path inside the contract, such as ``match.url``; None if the file as a whole is invalid."""
        self.problem = problem
        """What is wrong."""
        place = ": ".join(part for part in (file, where) if part)
        super().__init__(f"{place}: {problem}" if place else problem)
