"""Probabilities to kept blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body.select_blocks import CAUTION, HIGHEST, LOWEST, Parts, decode, threshold
from tearsheet.page import TextBlock

SURE, LIKELY, NO = 0.95, 0.8, 0.02


def block(text: str, kind: str = "text") -> TextBlock:
    return TextBlock(0, kind, text, 0, 1, 0, 0, False)


def reasons(rows: list[tuple[str, float, int]], headline: int = -1) -> list[str]:
    blocks = [block(text, "heading" if level else "text") for text, _, level in rows]
    return list(decode(blocks, [c for _, c, _ in rows], [n for _, _, n in rows], headline)[1])


LONG = "A paragraph that is long enough to count as running text and not as a refrain. "

CASES = [
    ("kept and left", [(LONG, SURE, 0), ("Menu", NO, 0)], ["probability", "low-probability"]),
    (
        "the second of two equal paragraphs is a duplicate",
        [(LONG, SURE, 0), (LONG, LIKELY, 0)],
        ["probability", "duplicate"],
    ),
    ("unless it surely belongs", [(LONG, SURE, 0), (LONG, SURE, 0)], ["probability", "probability"]),
    ("a refrain is not", [("La la la", SURE, 0), ("La la la", SURE, 0)], ["probability", "probability"]),
    (
        "a heading needs something under it",
        [("A", SURE, 2), ("B", SURE, 2), (LONG, SURE, 0), ("C", SURE, 2)],
        ["empty-heading", "probability", "probability", "empty-heading"],
    ),
    ("a subheading is enough", [("A", SURE, 2), ("B", SURE, 3), (LONG, SURE, 0)], ["probability"] * 3),
    (
        "what was left out between does not matter",
        [("A", SURE, 2), ("Advertisement", NO, 0), (LONG, SURE, 0)],
        ["probability", "low-probability", "probability"],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_reasons(rows: list[tuple[str, float, int]], expected: list[str]) -> None:
    assert reasons(rows) == expected


def test_the_headline_is_not_kept_whatever_its_probability() -> None:
    assert reasons([("Title", SURE, 1), (LONG, SURE, 0)], headline=0) == ["headline", "probability"]


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), max_size=30))
def test_threshold_stays_within_its_bounds(rows: list[tuple[int, float]]) -> None:
    assert LOWEST <= threshold([n for n, _ in rows], [c for _, c in rows]) <= HIGHEST


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=1, max_size=30))
def test_threshold_is_half_the_best_f1_of_all_cuts(rows: list[tuple[int, float]]) -> None:
    rows = sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)
    expected = sum(size * probability for size, probability in rows)
    cuts = [rows[: i + 1] for i in range(len(rows))]
    best = max(2 * sum(n * c for n, c in cut) / (sum(n for n, _ in cut) + expected) for cut in cuts)
    wanted = min(max(CAUTION * best / 2, LOWEST), HIGHEST)
    assert threshold([n for n, _ in rows], [c for _, c in rows]) == pytest.approx(wanted, rel=1e-9)


def test_threshold_is_lower_where_all_is_in_doubt() -> None:
    assert threshold([100] * 9, [0.4] * 9) < threshold([100] * 9, [0.95] * 4 + [0.02] * 5)


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", LONG, LONG + "b"]), st.floats(0, 1), st.integers(0, 6)), max_size=12
    )
)
def test_each_block_has_one_reason_and_kept_ones_say_probability(rows: list[tuple[str, float, int]]) -> None:
    blocks = [block(text, "heading" if level else "text") for text, _, level in rows]
    kept, reasons = decode(blocks, [c for _, c, _ in rows], [n for _, _, n in rows], -1)
    assert len(reasons) == len(blocks)
    assert list(kept) == [i for i, reason in enumerate(reasons) if reason == "probability"]


def test_comments_are_left_out_when_they_are_named() -> None:
    blocks = [block(LONG), block(LONG + "Well said!")]
    kept, reasons = decode(blocks, [SURE, SURE], [0, 0], -1, Parts(comments=[1]))
    assert (kept, reasons) == ((0,), ("probability", "comments"))


HIDDEN = [
    ("a hidden copy goes", LONG + "And all the rest in one.", "hidden"),
    ("a hidden address goes", "https://example.org/picture.png", "hidden"),
    ("other hidden text stays", "Only shown on a click, and nowhere else.", "probability"),
]


@pytest.mark.parametrize(("text", "reason"), [c[1:] for c in HIDDEN], ids=[c[0] for c in HIDDEN])
def test_hidden(text: str, reason: str) -> None:
    _, reasons = decode([block(LONG), block(text)], [SURE, SURE], [0, 0], -1, Parts(hidden=[1]))
    assert reasons == ("probability", reason)


def test_a_dateline_below_the_headline_is_left_out() -> None:
    rows = [
        ("Title", SURE, 1),
        ("By Ann, 8 May 2024", SURE, 0),
        (LONG.strip(), SURE, 0),
        ("On 8 May 2024", SURE, 0),
    ]
    assert reasons(rows, headline=0) == ["headline", "dateline", "probability", "probability"]


def test_a_heading_of_key_points_vouches_for_the_box_below_it() -> None:
    texts = ("Title", "Key takeaways", "First point.", "Second point.", "Join our list", "Running text.")
    kinds = ("heading", "heading", "item", "item", "item", "text")
    blocks = [
        TextBlock(i, k, t, 0, 0, 0, 0, False) for i, (k, t) in enumerate(zip(kinds, texts, strict=True))
    ]
    probabilities = [0.2, 0.05, 0.2, 0.15, 0.02, 0.99]
    _, reasons = decode(blocks, probabilities, [1, 2, 0, 0, 0, 0], 0)
    assert reasons == (
        "headline",
        "introduction",
        "introduction",
        "introduction",
        "low-probability",
        "probability",
    )
    _, reasons = decode(blocks, probabilities, [1, 2, 0, 0, 0, 0], -1)
    assert reasons[2] == "low-probability"
