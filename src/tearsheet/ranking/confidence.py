"""The probability that a value is right, given the rule that found it and a few signals.

Each field has a logistic model. The log-odds are the sum of a constant, a weight for the rule, and for each signal its
weight times its strength; rules and signals without a weight add nothing. The weights are data (``confidence.json``),
validated on pages of sites that were not used for fitting.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

_FIELDS: Final[dict[str, dict[str, Any]]] = json.loads(
    files(__name__.rpartition(".")[0]).joinpath("confidence.json").read_text(encoding="utf-8")
)["fields"]
_NOTHING: Final[dict[str, Any]] = {"constant": 0.0, "rules": {}, "signals": {}, "bound": 0.0}

DIGITS: Final = 3
"""Decimal places of a probability; no calibration is more precise."""
FURTHEST: Final = 20.0
"""Greatest absolute value of log-odds. Source: reasoning, beyond `DIGITS` decimal places."""


def confidence(field: str, rule: str, signals: Mapping[str, float]) -> float:
    """Return the probability that the value found by ``rule`` is right, from 0 to 1, rounded to `DIGITS` places.

    Args:
        field: The field of the article, such as ``title``.
        rule: The candidate's rule, such as ``title.h1``.
        signals: The strength of each signal: 1.0 if it is just present, or the `log_odds` of another model's probability.
    """
    model = _FIELDS.get(field, _NOTHING)
    weights = model["signals"]
    total = model["constant"] + model["rules"].get(rule, 0.0)
    for name, strength in signals.items():
        total += weights.get(name, 0.0) * strength
    return round(1 / (1 + math.exp(-max(-FURTHEST, min(FURTHEST, total)))), DIGITS)


def bound(field: str) -> float:
    """Return the probability below which a value of ``field`` is withheld; 0.0 if none is withheld."""
    return float(_FIELDS.get(field, _NOTHING)["bound"])


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, clamped to `FURTHEST`.

    >>> log_odds(0.5), log_odds(1.0), log_odds(0.0)
    (0.0, 20.0, -20.0)
    """
    if not 0 < probability < 1:
        return FURTHEST if probability >= 1 else -FURTHEST
    return max(-FURTHEST, min(FURTHEST, math.log(probability / (1 - probability))))
