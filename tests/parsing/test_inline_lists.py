from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.inline_lists import split_inline_list

LISTS = [
    (
        "Benefits: Sleep: You rest. You dream. Food: You eat well. Walks: You see the town.",
        "Benefits",
        [("Sleep", "You rest. You dream."), ("Food", "You eat well."), ("Walks", "You see the town.")],
    ),
    (
        "Rye bread: dense and dark White bread: light and soft Corn bread: sweet and yellow",
        None,
        [
            ("Rye bread", "dense and dark"),
            ("White bread", "light and soft"),
            ("Corn bread", "sweet and yellow"),
        ],
    ),
    (
        "Who bakes it?: The village. What is in it?: Flour and salt. When is it sold?: On Fridays.",
        None,
        [
            ("Who bakes it?", "The village."),
            ("What is in it?", "Flour and salt."),
            ("When is it sold?", "On Fridays."),
        ],
    ),
    (
        "Wichtig ist: Ruhe: Man schläft z.B. länger. Licht: Es weckt den Körper. Luft: Sie tut gut.",
        "Wichtig ist",
        [("Ruhe", "Man schläft z.B. länger."), ("Licht", "Es weckt den Körper."), ("Luft", "Sie tut gut.")],
    ),
    (
        "要点：睡眠：每天八小时。饮水：少量多次。运动：每周三次。",
        "要点",
        [("睡眠", "每天八小时。"), ("饮水", "少量多次。"), ("运动", "每周三次。")],
    ),
    (
        "النقاط الرئيسية: النوم: ثماني ساعات كل ليلة. الماء: القليل مرات كثيرة. المشي: كل صباح.",
        "النقاط الرئيسية",
        [("النوم", "ثماني ساعات كل ليلة."), ("الماء", "القليل مرات كثيرة."), ("المشي", "كل صباح.")],
    ),
    (
        "Pack the following: • a torch • two maps • dry socks",
        "Pack the following",
        [(None, "a torch"), (None, "two maps"), (None, "dry socks")],
    ),
    (
        "It takes three steps: 1. Mix the flour. 2. Let it rest. Wait an hour. 3. Bake it.",
        "It takes three steps",
        [(None, "Mix the flour."), (None, "Let it rest. Wait an hour."), (None, "Bake it.")],
    ),
]

SENTENCES = [
    "",
    "A plain sentence without any mark of a list.",
    "There is one thing to remember: the bread needs time.",
    "The shop opens at 7:30 and closes at 18:00 on weekdays.",
    'Anna said: "We open at seven." Paul added: "And we close at six." Maria asked: "And on Sundays?"',
    "CPU: eight cores | Memory: 16 GB | Weight: 1.2 kg",
    "Q: Does it keep? A: It keeps for a week.",
    "See https://example.org/a: it tells more about the mill, its owners and what became of them: nothing good.",
]


@pytest.mark.parametrize(("text", "intro", "points"), LISTS)
def test_lists_come_apart(text: str, intro: str | None, points: list[tuple[str | None, str]]) -> None:
    found = split_inline_list(text)
    assert found is not None
    assert [(p.label, p.text) for p in found.points] == points
    assert (text[slice(*found.intro)] if found.intro else None) == intro


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_stay_whole(text: str) -> None:
    assert split_inline_list(text) is None


def test_text_before_the_introducing_line_stays_outside() -> None:
    text = "Bread is old. Key points: Flour: It is milled. Water: It is warm. Salt: It is fine."
    found = split_inline_list(text)
    assert found is not None
    assert text[: found.start].strip() == "Bread is old."


LABELS = st.lists(
    st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{3,7}){0,2}", fullmatch=True), min_size=3, max_size=6, unique=True
)
_SENTENCE = r"[A-Z][b-n]{2,6}( [b-n]{4,7}){2,6}\."  # no word that is an abbreviation
TEXT = st.from_regex(rf"{_SENTENCE}( {_SENTENCE})?", fullmatch=True)


@given(LABELS, st.lists(TEXT, min_size=6, max_size=6))
def test_what_was_run_together_comes_apart_again(labels: list[str], texts: list[str]) -> None:
    pairs = list(zip(labels, texts, strict=False))
    found = split_inline_list(" ".join(f"{label}: {text}" for label, text in pairs))
    assert found is not None
    assert [(p.label, p.text) for p in found.points] == pairs


@given(st.text(alphabet="AB ab:.：。•1 \n-", max_size=200))
def test_points_slice_back_to_the_line_in_order(text: str) -> None:
    found = split_inline_list(text)
    if found is None:
        return
    edge = found.start
    for point in found.points:
        assert edge <= point.start < point.stop <= len(text)
        assert point.text in text[point.start : point.stop]
        edge = point.stop
