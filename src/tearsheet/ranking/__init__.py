"""From candidates to one value: the type of candidates, their probability, and the one place that chooses."""

from tearsheet.ranking.confidence import bound, confidence

__all__ = ["bound", "confidence"]
