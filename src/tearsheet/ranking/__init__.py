"""How sure a chosen value is: calibrated probabilities and the bounds below which none is given."""

from tearsheet.ranking.confidence import bound, confidence

__all__ = ["bound", "confidence"]
