from __future__ import annotations

import pytest

from tearsheet.plaintext.meta_line import read_metaline
from tearsheet.plaintext.read import read_text

METALINES = [
    ("January 10, 2025Art3074", {"date": "January 10, 2025", "category": "Art", "view_count": "3074"}),
    ("Art3074January 10, 2025", {"date": "January 10, 2025", "category": "Art", "view_count": "3074"}),
    ("3074 viewsArtJanuary 10, 2025", {"date": "January 10, 2025", "category": "Art", "view_count": "3074"}),
    (
        "10. Januar 2025Kunst3.074 Aufrufe",
        {"date": "10. Januar 2025", "category": "Kunst", "view_count": "3074"},
    ),
    ("2025年1月10日 艺术 阅读 3074", {"date": "2025年1月10日", "category": "艺术", "view_count": "3074"}),
    (
        "10 يناير 2025 | الفن | 3074 مشاهدة",
        {"date": "10 يناير 2025", "category": "الفن", "view_count": "3074"},
    ),
    (
        "10 января 2025 Искусство 3 074 просмотра",
        {"date": "10 января 2025", "category": "Искусство", "view_count": "3074"},
    ),
    (
        "Ada Lund · Jan 10, 2025 · 4 min read",
        {"author": "Ada Lund", "date": "Jan 10, 2025", "reading_time": "4 min read"},
    ),
    (
        "Published on January 10, 2025 in Art by Ada Lund",
        {"date": "January 10, 2025", "category": "Art", "author": "Ada Lund"},
    ),
    ("Posted on 2025-01-10 | 3 Comments", {"date": "2025-01-10", "comments": "3 Comments"}),
]

SENTENCES = [
    "In 2024, the harvest was the best for ten years.",
    "May 3, 2024: a day to remember for the whole town and its people",
    "He was born on May 3, 1980 in a small town and died there",
    "A plain heading",
    "",
]


@pytest.mark.parametrize(("line", "parts"), METALINES)
def test_meta_lines_come_apart(line: str, parts: dict[str, str]) -> None:
    found = read_metaline(line)
    assert {p.field: p.value for p in found} == parts
    assert all(0 <= p.start < p.stop <= len(line) for p in found)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_no_meta_lines(line: str) -> None:
    assert read_metaline(line) == ()


def test_a_known_name_is_the_category_even_with_digits_in_it() -> None:
    found = read_metaline("July 20, 2023Top 40 Radio2913", ("Top 40 Radio",))
    assert {p.field: p.value for p in found} == {
        "date": "July 20, 2023",
        "category": "Top 40 Radio",
        "view_count": "2913",
    }


BODY = "The mill stands at the river since the town was built, and it has never stood still for longer than a week. "


@pytest.mark.parametrize(
    "text",
    [
        f"The Old Mill Turns Again\n\n{BODY * 2}\n\n{BODY * 2}",
        f"Menu\nHome\nNews\nContact\nThe Old Mill Turns Again\n3 May 2024\n{BODY * 2}\n{BODY * 2}",
        f"River Post\n\nHome > Town > content\n\nThe Old Mill Turns Again\n\n{BODY * 2}\n\n{BODY * 2}",
        f"Subject: The Old Mill Turns Again\nFrom: Ada Lund\n\n{BODY * 2}\n\n{BODY * 2}",
        f"The Old Mill Turns Again\n========================\n\n{BODY * 2}\n\n{BODY * 2}",
    ],
)
def test_the_title_is_found(text: str) -> None:
    facts = read_text(text).text_facts
    assert facts is not None
    assert facts.of("title")[0].value == "The Old Mill Turns Again"


def test_a_text_without_a_title_has_none() -> None:
    facts = read_text(f"{BODY * 2}\n\n{BODY * 2}").text_facts
    assert facts is not None
    assert facts.of("title") == ()
    assert set(facts.reasons) == {"body"}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Next: stir the pot and wait ten minutes.", True),
        ("Siguiente: la rueda vuelve a girar en el pueblo.", True),
        ("Next → we walked up the hill", True),
        ("Next: A Bell for the Chapel", False),
        ("上一篇：春天的茶", False),
    ],
)
def test_only_lines_below_the_body_name_neighbours(line: str, kept: bool) -> None:  # noqa: FBT001
    after = f"{BODY * 2}\n\n{BODY * 3}" if kept else "Previous: The Ferry to Holm"
    page = read_text(f"The Old Mill Turns Again\n\n{BODY * 3}\n\n{line}\n\n{after}")
    facts = page.text_facts
    assert facts is not None
    reasons = [why for block, why in zip(page.blocks, facts.reasons, strict=True) if block.text == line]
    assert reasons == ["body" if kept else "footer"]


def test_a_sentence_at_the_end_names_no_neighbour() -> None:
    page = read_text(f"The Old Mill\n\n{BODY * 3}\n\n{BODY * 3}\n\nNext: stir the pot and wait.")
    facts = page.text_facts
    assert facts is not None
    assert facts.reasons[-1] == "body"


@pytest.mark.parametrize(
    "cue", ["Related posts", "Comments (4)", "Ähnliche Artikel", "Читайте также", "相关文章"]
)
def test_what_follows_the_article_is_left_out(cue: str) -> None:
    page = read_text(f"The Old Mill Turns Again\n\n{BODY * 3}\n\n{BODY * 3}\n\n{cue}\n\nAnother mill")
    facts = page.text_facts
    assert facts is not None
    assert [block.text for block, why in zip(page.blocks, facts.reasons, strict=True) if why == "footer"] == [
        cue,
        "Another mill",
    ]
