"""Argument checks at the entry points: arguments of a wrong type, and strings that are not pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from tearsheet.errors import NoMarkup

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_PATH = re.compile(r"[^\n<>|\"*?]+\.[a-z0-9]{1,8}", re.IGNORECASE)
SHORT: Final = 4096
"""Longest string that is looked at as a path or a URL, in characters."""

START: Final = 80
"""Characters of a string that an error shows, unless they are a path or a URL."""


def check_markup(source: str) -> None:
    """Refuse a string that is not a page. An empty string passes: a later check reports it as empty.

    Raises:
        NoMarkup: There is no tag in it.
    """
    if _MARKUP.search(source) or not source.strip(" \t\r\n\f\v\0\ufeff\u00a0"):
        return
    text = source.strip()
    if len(text) <= SHORT and _URL.fullmatch(text):
        raise NoMarkup("url", text)
    if len(text) <= SHORT and _PATH.fullmatch(text):
        raise NoMarkup("path", text)
    raise NoMarkup("text", text if len(text) <= START else f"{text[:START]}…")


def check_arguments(
    *,
    url: str | None = None,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    sites: SiteRules | None = None,
    min_confidence: float = 0.0,
) -> None:
    """Refuse arguments of a wrong type, by name.

    Raises:
        ValueError: ``min_confidence`` is not between 0 and 1.
        TypeError: An argument is of a type that its parameter does not take.
    """
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be a str, not {_kind(url)}")
    if now is not None and not isinstance(now, dt.datetime):
        raise TypeError(f"now must be a datetime.datetime, not {_kind(now)}")
    if isinstance(fields, (str, bytes)):
        raise TypeError(
            f"fields must be a collection of names, such as ({fields!r},), not one {_kind(fields)}"
        )
    if sites is not None and not hasattr(sites, "rule_for"):
        raise TypeError(
            f"sites must be SiteRules, as tearsheet.sites.load_rules(path) returns, not {_kind(sites)}"
        )
    if not isinstance(min_confidence, (int, float)):
        raise TypeError(f"min_confidence must be a number from 0 to 1, not {_kind(min_confidence)}")
    if not 0 <= min_confidence <= 1:
        raise ValueError(f"min_confidence must be from 0 to 1, not {min_confidence}")


def _kind(value: object) -> str:
    return type(value).__name__
