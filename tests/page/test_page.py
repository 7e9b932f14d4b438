from __future__ import annotations

from tearsheet.page import Page
from tearsheet.page.read import read_tree

MARKUP = """<link rel="canonical" href="/tea"><body class="Post-body" id=top>
<p itemprop="author name">Ada Lund</p><a rel="Tag category" href="/t/tea">Tea</a><p>Steep it.</p>"""


def page_of(markup: str) -> Page:
    return Page.from_tree(read_tree(markup))


def nodes_of(page: Page, tag: str) -> list[int]:
    return [node for node, name in enumerate(page.nodes.tags) if name == tag]


def test_elements_are_found_by_each_word_of_itemprop_and_rel() -> None:
    page = page_of(MARKUP)
    paragraph, link = nodes_of(page, "p")[0], nodes_of(page, "a")[0]
    assert page.itemprops("author") == page.itemprops("name") == [paragraph]
    assert page.rels("tag") == page.rels("category") == [link]
    assert page.rels("canonical") == nodes_of(page, "link")
    assert page.rels("author") == page.itemprops("tag") == []


def test_tokens_are_the_words_of_class_and_id() -> None:
    page = page_of(MARKUP)
    (body,), bare = nodes_of(page, "body"), nodes_of(page, "p")[1]
    assert page.tokens(body) == page.tokens(body) == ("post", "body", "top")
    assert page.tokens(bare) == ()


def test_shared_work_is_done_once_a_page() -> None:
    asked: list[Page] = []

    def count(page: Page) -> int:
        asked.append(page)
        return len(asked)

    one, other = page_of(MARKUP), page_of(MARKUP)
    assert (one.memo(count), one.memo(count), other.memo(count)) == (1, 1, 2)
    assert asked == [one, other]
