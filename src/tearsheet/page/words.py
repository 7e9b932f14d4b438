"""Splits the names in classes and ids into words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+|[A-Z](?:[a-z]+|[A-Z]*(?![a-z]))|[0-9]+|[^\W\d_a-zA-Z]+")


def split_words(text: str) -> tuple[str, ...]:
    """Return the words in ``text``, lower case, in order: runs of letters or digits, also split at camel case.

    >>> split_words("postTitle entry-header_v2 HTMLPart")
    ('post', 'title', 'entry', 'header', 'v', '2', 'html', 'part')
    """
    words = _WORD.findall(text)
    return tuple(words) if text.islower() else tuple([word.lower() for word in words])
