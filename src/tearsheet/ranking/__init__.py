"""Chooses one value among candidates: the type of candidates, their probability, and the choice."""

from tearsheet.ranking.confidence import bound, confidence

__all__ = ["bound", "confidence"]
