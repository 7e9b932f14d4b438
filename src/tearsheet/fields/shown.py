"""The texts of blocks, for fields that check whether a value is visible."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tearsheet.page import TextBlock


def texts_sized(blocks: Sequence[TextBlock], sizes: Collection[int]) -> set[str]:
    """Return the texts of ``blocks`` that have one of ``sizes``, in characters; empty if none has."""
    return {block.text for block in blocks if len(block.text) in sizes}


def texts_of(blocks: Sequence[TextBlock]) -> list[str]:
    """Return the texts of ``blocks``, in order."""
    return [block.text for block in blocks]
