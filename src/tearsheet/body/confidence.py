"""The confidence of the whole body: the probability that its words are those of the article."""

from __future__ import annotations

import operator
from typing import Final

from tearsheet import ranking
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.ranking.confidence import log_odds

LOW: Final = 0.8
"""Word F1 below which a body counted as wrong when the probability was fitted."""
FEW: Final = 1000
"""A body with fewer characters is short. Source: reasoning, two or three paragraphs."""
TORN: Final = 4
"""Number of separate runs of kept blocks from which a body is fragmented. Source: reasoning."""


def body_confidence(page: Page, selection: BodySelection) -> float:
    """Return the probability that the body has nearly all words of the article and hardly any others, from 0 to 1."""
    return ranking.confidence("sections", "sections.body", _signals(page, selection))


def _signals(page: Page, selection: BodySelection) -> dict[str, float]:
    kept, probabilities = selection.kept, selection.probabilities
    sizes = [len(block.text) for block in page.blocks]
    total = sum(map(operator.mul, sizes, probabilities))
    inside = sum([sizes[i] for i in kept])
    expected = sum([sizes[i] * probabilities[i] for i in kept])
    doubted = sum([sizes[i] for i, probability in enumerate(probabilities) if 0.2 < probability < 0.8])
    if not inside:
        return {"empty": 1.0}
    signals = {
        "overlap": log_odds(2 * expected / max(1.0, inside + total)),
        "doubted": doubted / inside if doubted < inside else 1.0,
        f"kind-{selection.kind}": 1.0,
        "kind": log_odds(selection.kind_probability or 0.5),
    }
    if inside < FEW:
        signals["few"] = 1.0
    if 1 + sum(map(operator.gt, kept[1:], [i + 1 for i in kept])) >= TORN:
        signals["torn"] = 1.0
    if selection.headline < 0:
        signals["no-headline"] = 1.0
    return signals
