from __future__ import annotations

import json

import pytest
from optional import need

from tearsheet.vocab import build_locales


def test_file_is_what_the_command_makes() -> None:
    babel = need("babel")
    kept = build_locales.TARGET.read_text(encoding="utf-8")
    if f"Babel {babel.__version__};" not in json.loads(kept)["source"]:
        pytest.skip("made with another Babel")
    assert build_locales.as_text(build_locales.build()) == kept


def test_months_of_at_least_forty_languages() -> None:
    months = json.loads(build_locales.TARGET.read_text(encoding="utf-8"))["months"]
    assert sum(set(words.values()) == set(range(1, 13)) for words in months.values()) >= 40
