"""The leaf block, in Python alone: `tearsheet.page._leaf` is the same, made faster and unknown to the collector."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf block."""

    node: int
    """Index of the block-level element that holds the run."""
    kind: str
    """``heading``, ``item``, ``cell``, ``code``, ``quote``, ``caption`` or ``text``."""
    text: str
    """Visible text: NFC, white space collapsed, ``\\n`` for ``<br>``; in code as in the source. Never empty."""
    start: int
    """HTML: index of the run's first piece in `Page.pieces`. Text: offset of its first character in the source."""
    stop: int
    """Index after the last piece, or offset after the last character."""
    link_chars: int
    """Characters (as in the source) that stand inside links."""
    bold_chars: int
    """Characters (as in the source) that stand inside ``b`` or ``strong``."""
    cut: bool
    """True when the run began after a double ``<br>`` and not at an element's edge."""
