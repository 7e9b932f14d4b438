"""Evidence: where the value of a field was found, and the candidates that were not chosen."""

from __future__ import annotations

from typing import Literal

from pydantic import NonNegativeInt

from tearsheet.article.base import Model

Source = Literal["json-ld", "microdata", "opengraph", "meta", "html", "text", "url", "script", "site-rule"]
"""Where on the page a value was found."""


class Locator(Model):
    """The place of a value in the input. At least one part is set."""

    xpath: str | None = None
    """XPath of the element in the page as lxml parses it, such as ``/html/head/meta[3]``."""
    attribute: str | None = None
    """The attribute of that element with the value; None if the value is the element's text."""
    pointer: str | None = None
    """JSON pointer (RFC 6901) inside the element's JSON, such as ``/@graph/0/headline``."""
    span: tuple[NonNegativeInt, NonNegativeInt] | None = None
    """Half-open range of characters in the text given to ``parse_text``, or in the URL."""


class RejectedCandidate(Model):
    """A value that was considered for a field and not chosen."""

    value: str
    """The normalised value as text (JSON for lists)."""
    raw: str
    """The original string on the page."""
    source: Source
    """The kind of place where it was found."""
    locator: Locator
    """The exact place where it was found."""
    rule: str
    """Id of the rule that found it, such as ``title.h1``."""
    reason: str
    """Why it was not chosen: a stable code, such as ``lower-rank``, ``duplicate``, ``future``, ``site-name``."""
    score: float | None = None
    """Probability from 0 to 1 that the value is right, where the field's scores are calibrated; else None."""


class Evidence(Model):
    """Where the value of a field was found, or why it has none."""

    source: Source | None = None
    """The kind of place where the value was found; None if the field was not found."""
    locator: Locator | None = None
    """The exact place where it was found; None if the field was not found."""
    raw: str | None = None
    """The original string on the page; None if the field was not found."""
    rule: str | None = None
    """Id of the rule that found it; None if the field was not found."""
    score: float | None = None
    """Probability from 0 to 1 that the value is right, where the field's scores are calibrated; else None."""
    reason: str | None = None
    """For a field not found: a stable code, such as ``no-candidate`` or ``all-rejected``. None if found."""
    rejected: tuple[RejectedCandidate, ...] = ()
    """The candidates that were not chosen, best first."""
