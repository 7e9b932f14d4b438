"""Labels and weights of the blocks of a record."""

from __future__ import annotations

import numpy as np

from tearsheet.training.corpora import Record, gold_text
from tearsheet.training.labels import shares

PER_PAGE = 100
"""Blocks above which the weight of a page grows with the square root of their number."""
PARTIAL = 15
"""Fewest characters of a block that is labelled because a snippet contains it."""
LISTS_OMITTED = 0.3
"""Weight of an item, cell or caption that gold made of paragraphs alone leaves out."""


def set_targets(record: Record) -> None:
    """Set the target and the weight of each block of ``record``."""
    blocks = record.page.blocks
    if not blocks:
        return
    if "with" in record.gold and not record.gold.get("text"):
        share = _snippet_shares(record)
    else:
        share = shares([block.text for block in blocks], gold_text(record))
    known = (share >= 0).astype(np.float64)
    record.target = (share > 0.5).astype(np.float64)
    weight = known * np.abs(np.clip(share, 0, 1) - 0.5) * 2
    if "sections" in record.gold:
        loose = np.array([block.kind in ("item", "cell", "caption") for block in blocks])
        weight[loose & (record.target == 0)] *= LISTS_OMITTED
    weight *= np.sqrt([min(len(block.text), 2000) for block in blocks]) + 3
    if weight.sum():
        weight *= len(blocks) / weight.sum() * min(1.0, PER_PAGE / len(blocks)) ** 0.5
    record.weight = weight


def _snippet_shares(record: Record) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return 1 for blocks that hold a wanted snippet (or are part of one), 0 for unwanted, -1 for the rest."""
    share = np.full(len(record.page.blocks), -1.0)
    texts = [block.text.replace("\n", " ") for block in record.page.blocks]
    for key, value in (("without", 0.0), ("with", 1.0)):
        for snippet in record.gold[key]:
            wanted = " ".join(snippet.split())
            for i, text in enumerate(texts):
                if wanted in text or (len(text) > PARTIAL and text in wanted):
                    share[i] = value
    return share
