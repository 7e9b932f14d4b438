"""Vocabulary as data: words, labels and class tokens, one JSON file a subject, each saying its source."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Any:
    """Return the JSON of ``vocab/NAME.json``: static data that is read once and that nothing may change.

    Raises:
        FileNotFoundError: There is no such file.
    """
    return json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
