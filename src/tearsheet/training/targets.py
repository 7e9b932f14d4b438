"""Labels and weights of the blocks of a record."""

from __future__ import annotations

import numpy as np

from tearsheet.page.text_blocks import SENTENCE_ENDS
from tearsheet.training.corpora import Record, gold_text, has_only_paragraphs
from tearsheet.training.labels import shares

PER_PAGE = 100
"""Blocks above which the weight of a page grows with the square root of their number."""
PARTIAL = 15
"""Fewest characters of a block that is labelled because a snippet contains it."""
PARAGRAPH = 80
"""Characters of a block from which on it is a paragraph and no headline, byline or date."""
WEIGHT_OF_CORPUS = {"dragnet": 0.3, "source": 0.5}
"""Weight of a page of corpora with one kind of page: blogs and news of 2012, and pages rendered from Markdown."""
HEADINGS_OMITTED = frozenset(("dragnet",))
"""Corpora whose gold leaves out some headings: those that it does not contain are not labelled."""
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
    if has_only_paragraphs(record.gold):
        loose = np.array([block.kind in ("item", "cell", "caption") for block in blocks])
        weight[loose & (record.target == 0)] *= LISTS_OMITTED
    if record.corpus in HEADINGS_OMITTED:
        headings = np.array([block.kind == "heading" for block in blocks])
        weight[headings & (record.target == 0)] = 0
    if record.gold.get("title_in_body"):
        head = slice(_end_of_head(record))
        weight[head] *= record.target[head] == 0
    weight *= np.sqrt([min(len(block.text), 2000) for block in blocks]) + 3
    if weight.sum():
        of_page = WEIGHT_OF_CORPUS.get(record.corpus, 1.0)
        weight *= of_page * len(blocks) / weight.sum() * min(1.0, PER_PAGE / len(blocks)) ** 0.5
    record.weight = weight


def _end_of_head(record: Record) -> int:
    """Return the index of the first paragraph of the gold text; before it come the headline, the byline and the date."""
    for i, block in enumerate(record.page.blocks):
        if record.target[i] and len(block.text) >= PARAGRAPH and block.text[-1] in SENTENCE_ENDS:
            return i
    return 0


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
