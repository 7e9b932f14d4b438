"""Normalises the language tags of pages to BCP 47."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?(?:[-_.@;,].*)?",
    re.IGNORECASE,
)
_NO_LANGUAGE = frozenset(("xx", "und", "mul", "zxx", "mis"))


def parse_language(text: str) -> str | None:
    """Return a declared language as a BCP 47 tag in its recommended case; None if it is not a language tag.

    Language, script and region are kept; variants, extensions, encodings and additional languages are dropped.
    Source: RFC 5646, 2.1 and 2.1.1; ``_`` for ``-`` as Open Graph writes it.

    >>> parse_language("pt_br"), parse_language("ZH-hant-tw"), parse_language("de-DE-1996")
    ('pt-BR', 'zh-Hant-TW', 'de-DE')
    >>> parse_language("english"), parse_language("und"), parse_language("")
    (None, None, None)
    """
    match = _TAG.fullmatch(text.strip())
    if match is None:
        return None
    language = match["language"].lower()
    if language in _NO_LANGUAGE:
        return None
    script, region = match["script"], match["region"]
    return "-".join(p for p in (language, script and script.title(), region and region.upper()) if p)
