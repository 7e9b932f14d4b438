"""Lookups for metadata: ``meta`` elements by key, and elements by the words of an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Meta(NamedTuple):
    """One ``meta`` element that has a key and a content."""

    key: str
    """The first of ``property``, ``name``, ``itemprop`` and ``http-equiv`` that it has, lower case."""
    content: str
    """Its ``content``, stripped; never empty."""
    node: int
    """Index of the element."""


def read_metas(attrs: Sequence[Mapping[str, str]], nodes: Iterable[int]) -> tuple[Meta, ...]:
    """Return the ``meta`` elements among ``nodes`` that have a key and a content, in order."""
    found = []
    for node in nodes:
        get = attrs[node].get
        content = get("content")
        if content:
            key = get("property") or get("name") or get("itemprop") or get("http-equiv")
            content = content.strip()
            if key and content:
                found.append(Meta(key.strip().lower(), content, node))
    return tuple(found)


def metas_by_key(metas: Iterable[Meta]) -> dict[str, list[Meta]]:
    """Return ``metas`` grouped by key, in order."""
    by_key: dict[str, list[Meta]] = {}
    for meta in metas:
        by_key.setdefault(meta.key, []).append(meta)
    return by_key


def nodes_by_word(
    attrs: Sequence[Mapping[str, str]], nodes: Iterable[int], name: str
) -> dict[str, list[int]]:
    """Return ``nodes`` grouped by the lower-case words in their attribute ``name``, once per occurrence of a word."""
    by_word: dict[str, list[int]] = {}
    for node in nodes:
        value = attrs[node].get(name)
        if value is not None:
            for word in value.lower().split():
                by_word.setdefault(word, []).append(node)
    return by_word
