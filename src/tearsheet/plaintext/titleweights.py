"""How much each signal says that a line of a text's header is its title; `frame` says what the signals are."""

from __future__ import annotations

TITLE_BASE = 4.0
"""What every line of the header starts with."""
TITLE_WEIGHTS = {
    "words": 0.3,
    "stopped": -3.0,
    "marked-1": 4.0,
    "marked": 1.0,
    "repeated": 3.0,
    "teased": 2.5,
    "above-meta": 3.4,
    "first": 5.0,
    "opener": 2.1,
    "echo": 0.8,
    "long": -0.5,
    "in-menu": -0.7,
    "distance-menu": -0.04,
    "distance": -0.04,
    "above-trail": -3.0,
    "home": -2.0,
    "question": -0.2,
}
"""What each signal of a title adds. Source: a conditional logit over development texts, those for marks, trails
and repeats by reasoning (few of the texts have any)."""
