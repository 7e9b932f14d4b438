"""Cases for `tearsheet.parsing.cues`."""

from __future__ import annotations

import pytest

from tearsheet.parsing.cues import cue_of
from tearsheet.vocab import load

CASES = [
    ("Key takeaways", "strong"),
    ("Our key takeaways from the trial:", "strong"),
    ("📌 Key Points", "strong"),
    ("TL;DR", "strong"),
    ("At a glance", "strong"),
    ("Auf einen Blick", "strong"),
    ("Kurz & knapp", "strong"),
    ("L’essentiel", "strong"),
    ("Puntos clave del informe", "strong"),
    ("Ключевые моменты", "strong"),
    ("記事の要点", "strong"),
    ("本文要点：", "strong"),
    ("핵심 요약", "strong"),
    ("أهم النقاط", "strong"),
    ("Summary", "weak"),
    ("A quick recap", "weak"),
    ("Zusammenfassung: die neuen Regeln", "weak"),
    ("摘要", "weak"),
    ("Contents", "never"),
    ("目次", "never"),
    ("Summary judgments in small courts", None),
    ("The key to the points of the compass", None),
    ("Why glaciers move", None),
    (
        "In a sentence this long the words key takeaways may stand without the line being a heading at all",
        None,
    ),
    ("", None),
]


@pytest.mark.parametrize(("line", "expected"), CASES)
def test_cue_of(line: str, expected: str | None) -> None:
    assert cue_of(line) == expected


def test_every_cue_of_the_vocabulary_is_one() -> None:
    strong = load("key_points")["strong"]
    assert len(strong) >= 15
    lost = [
        (lang, cue) for lang, cues in strong.items() for cue in cues if cue_of(cue.capitalize()) != "strong"
    ]
    assert lost == []
