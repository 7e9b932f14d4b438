"""Texts that are nearly the same have fingerprints that are nearly the same."""

from __future__ import annotations

import random

import pytest

from tearsheet.batch.fingerprint import distance, fingerprint

WORDS = [
    "ferry",
    "harbour",
    "rope",
    "gull",
    "tide",
    "anchor",
    "lantern",
    "captain",
    "island",
    "winter",
    "bread",
    "letters",
    "wool",
    "net",
    "storm",
    "quay",
]


def text(seed: int, words: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)  # noqa: S311  # no secrets


def test_case_and_punctuation_do_not_count() -> None:
    assert fingerprint("The ferry, at last, LEFT.") == fingerprint("the ferry at last left")


@pytest.mark.parametrize("seed", range(5))
def test_near_and_far(seed: int) -> None:
    words = text(seed)
    one = fingerprint(" ".join(words))
    near = fingerprint(" ".join([*words[:200], "and", *words[200:]]))
    far = fingerprint(" ".join(text(seed + 100)))
    assert one is not None
    assert near is not None
    assert far is not None
    assert distance(one, near) <= 6
    assert distance(one, far) > 12


def test_scripts_without_spaces_have_words_too() -> None:
    one, other = fingerprint("今日は良い天気ですね"), fingerprint("明日は悪い天気でした")
    assert one != other
    assert fingerprint("…") is None
