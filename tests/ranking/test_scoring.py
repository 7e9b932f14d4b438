"""The probability of a field's best candidate."""

from __future__ import annotations

import pytest

from tearsheet import ranking
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.choose import LOW
from tearsheet.ranking.scoring import scored


def _candidate(value: str, rule: str, rejected: str | None = None) -> Candidate[str]:
    return Candidate(value, value, "html", rule, SourceRef(), rejected)


def test_only_the_best_gets_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, str, dict[str, float]]] = []

    def confidence(field: str, rule: str, signals: dict[str, float]) -> float:
        calls.append((field, rule, signals))
        return 0.9

    monkeypatch.setattr(ranking, "confidence", confidence)
    given = (
        _candidate("Moss", "a", "related"),
        _candidate("Fern", "b"),
        _candidate("FERN", "c"),
        _candidate("Wall", "d"),
        _candidate("fern", "e", "related"),
    )
    found = scored("category", given, signals={"linked": 1.0}, key=str.casefold)
    assert [c.score for c in found] == [None, 0.9, None, None, None]
    assert [c.rejected for c in found] == ["related", None, None, None, "related"]
    assert calls == [
        ("category", "b", {"agree": 1.0, "differ": 1.0, "refused-agree": 1.0, "linked": 1.0}),
    ]


def test_below_the_bound_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "confidence", lambda *_: 0.2)
    monkeypatch.setattr(ranking, "bound", lambda _: 0.3)
    given = (_candidate("Moss", "a", "related"), _candidate("Fern", "b"), _candidate("Wall", "c"))
    found = scored("category", given)
    assert [c.rejected for c in found] == ["related", LOW, LOW]
    assert found[1].score == 0.2


def test_without_a_candidate_nothing_changes() -> None:
    given = (_candidate("Moss", "a", "related"),)
    assert scored("category", given) == given
