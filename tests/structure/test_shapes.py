"""Shapes of blocks that the markup only hints at: notes, formulas, code, captions, torn lists; and the text in pieces."""

from __future__ import annotations

import pytest

import tearsheet
from tearsheet.article.model import Article

WORDS = (
    "The ferry left the quay at seven and came back with the post, as it had done every day for forty years. "
)


def article(inner: str) -> Article:
    before, after = (f"<p>{WORDS * 2}{n}</p>" for n in ("At first.", "At last."))
    page = f"<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1>{before}{inner}{after}</article></body></html>"
    return tearsheet.parse(page, url="https://example.org/ferry")


INSIDE = [
    (f'<p>{WORDS}In 1921<sup><a href="#n1">1</a></sup> it sank.</p>', "In 1921[1] it sank."),
    (f"<p>{WORDS}It burned 10<sup>4</sup> logs.</p>", "It burned 10^4 logs."),
    (f"<p>{WORDS}A <ruby>船<rt>ふね</rt></ruby> came.</p>", "A 船 came."),
    (f'<p>{WORDS}So <math alttext="v=s/t"><mi>v</mi></math> holds.</p>', "So v=s/t holds."),
    (f'<p>{WORDS}So <script type="math/tex">v=1</script> holds.</p>', "So v=1 holds."),
]


@pytest.mark.parametrize(("inner", "wanted"), INSIDE)
def test_text_within_a_line_reads_as_it_shows(inner: str, wanted: str) -> None:
    assert wanted in article(inner).text


def test_notes_are_found_by_their_marks() -> None:
    made = article(
        f'<p>{WORDS}In 1921<sup><a href="#n1">1</a></sup> it sank.</p><ol><li id="n1">Log book. <a href="#r1">↩</a></li></ol>'
    )
    assert [(note.id, note.marker, note.text) for note in made.notes] == [("n1", "1", "Log book.")]
    assert "[^n1]: Log book." in made.to_markdown()


def test_code_keeps_its_lines_and_loses_their_numbers() -> None:
    made = article(
        '<div class="highlight-python"><pre><span class="lineno">1</span>def f():\n<span class="lineno">2</span>    return 1</pre></div>'
    )
    (code,) = (block for section in made.sections for block in section.blocks if block.type == "code")
    assert (code.text, code.language) == ("def f():\n    return 1", "python")


def test_a_picture_in_a_captioned_box_has_its_caption() -> None:
    made = article(
        '<div class="wp-caption"><img src="/quay.jpg" width="600" height="400"><p class="wp-caption-text">The quay</p></div>'
    )
    (figure,) = (block for section in made.sections for block in section.blocks if block.type == "figure")
    assert (figure.src, figure.caption) == ("https://example.org/quay.jpg", "The quay")


def test_paragraphs_with_bullets_are_a_list() -> None:
    made = article("<p>• Bring a coat for the crossing.</p><p>• Leave the dog at home today.</p>")
    (items,) = (block for section in made.sections for block in section.blocks if block.type == "list")
    assert [item.text for item in items.items] == [
        "Bring a coat for the crossing.",
        "Leave the dog at home today.",
    ]


@pytest.mark.parametrize(("size", "overlap"), [(2000, 0), (80, 0), (80, 20), (5, 2)])
def test_pieces_lose_nothing(size: int, overlap: int) -> None:
    made = article(f"<h2>Winter</h2><p>{WORDS * 3}</p>")
    at = 0
    for piece in made.chunks(size, overlap=overlap):
        assert piece.text == made.text[piece.start : piece.end]
        assert len(piece.text) <= size
        assert piece.start <= at or not made.text[at : piece.start].strip()
        at = piece.end
    assert at == len(made.text)


def test_a_piece_needs_room() -> None:
    with pytest.raises(ValueError, match="max_chars must be at least 1"):
        article("").chunks(0)


SAID = (
    "We are open again from Monday on, says the keeper of the quay, and the first boat goes at half past six."
)
POSTS = [
    (
        f"<blockquote class=twitter-tweet><p>{SAID}</p>— The quay <a href=https://posts.example/q/1>April 3</a></blockquote>",
        "https://posts.example/q/1",
    ),
    (
        f"<blockquote class=instagram-media><a href=https://photos.example/p/7>View this</a><p>{SAID}</p></blockquote>",
        "https://photos.example/p/7",
    ),
    (
        f"<blockquote class=tiktok-embed cite=https://clips.example/v/9><a href=/quay>@quay</a><p>{SAID}</p></blockquote>",
        "https://clips.example/v/9",
    ),
]


@pytest.mark.parametrize(("inner", "url"), POSTS)
def test_posts_of_other_sites_are_embeds(inner: str, url: str) -> None:
    (embed,) = [block for block in article(inner).sections[0].blocks if block.type == "embed"]
    assert embed.url == url
    assert SAID in (embed.text or "")


def test_a_quotation_of_a_page_is_none() -> None:
    made = article(f"<blockquote><p>{SAID}</p><a href=https://books.example/1>The log</a></blockquote>")
    assert "embed" not in {block.type for block in made.sections[0].blocks}
