"""What is read off the head of a page."""

from __future__ import annotations

from tearsheet.page.head_metadata import Meta, metas_by_key, nodes_by_word, read_metas


def test_metas_have_the_first_key_and_a_content() -> None:
    attrs = [
        {"name": "Author", "property": " og:Title ", "content": " A title\n"},
        {"name": "empty", "content": " "},
        {"content": "keyless"},
        {"property": "", "http-equiv": "Refresh", "content": "5"},
    ]
    metas = read_metas(attrs, [0, 1, 2, 3])
    assert metas == (Meta("og:title", "A title", 0), Meta("refresh", "5", 3))
    assert metas_by_key((*metas, metas[0])) == {"og:title": [metas[0]] * 2, "refresh": [metas[1]]}
    assert read_metas(attrs, []) == ()


def test_words_of_an_attribute() -> None:
    attrs = [{"rel": "Canonical"}, {"rel": "me author ME"}, {"id": "x"}, {"rel": ""}]
    assert nodes_by_word(attrs, [0, 1, 2, 3], "rel") == {"canonical": [0], "me": [1, 1], "author": [1]}
