"""What the lines of a page show, for fields that ask whether a value is among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tearsheet.page import Leaf


def texts_sized(leaves: Sequence[Leaf], sizes: Collection[int]) -> set[str]:
    """Return the texts of ``leaves`` that have one of ``sizes``, in characters; empty if none has."""
    return {leaf.text for leaf in leaves if len(leaf.text) in sizes}


def texts_of(leaves: Sequence[Leaf]) -> list[str]:
    """Return the texts of ``leaves``, in order."""
    return [leaf.text for leaf in leaves]
