"""A page, and whether it is to be refused."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One page and what is to become of it."""

    name: str
    html: str | bytes
    reason: str | None
    """The family of the refusal; None if the page is to be read."""
