"""From candidates to one value: what a candidate is, how sure it is, and the one place that chooses."""

from tearsheet.ranking.confidence import bound, confidence

__all__ = ["bound", "confidence"]
