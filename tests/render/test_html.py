from __future__ import annotations

from articles import articles
from hypothesis import given
from lxml import etree

from tearsheet.article.model import Article, Code, List, ListItem, Mark, Paragraph, Section, Table
from tearsheet.render.html import to_html
from tearsheet.render.text import to_text

ELEMENTS = frozenset(
    [
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "br",
        "a",
        "strong",
        "em",
        "code",
        "pre",
        "blockquote",
        "footer",
        "cite",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "img",
        "figcaption",
    ]
)
ATTRIBUTES = {"href", "src", "alt", "class", "lang", "value", "aria-level", "rowspan", "colspan"}


def read(html: str) -> etree._Element:
    root = etree.fromstring(html, etree.HTMLParser()).find(".//article")
    assert root is not None
    return root


def words(text: str) -> str:
    return "".join(text.split())


@given(articles())
def test_only_harmless_markup_comes_out(made: Article) -> None:
    root = read(to_html(made))
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        for name in ("href", "src"):
            address = (element.get(name) or "https:").lower()
            assert address.partition(":")[0] in {"https", "mailto"} or ":" not in address


@given(articles())
def test_the_text_reads_back_in_order(made: Article) -> None:
    root = read(to_html(made))
    for caption in [c for f in root.iter("figure") for c in f]:
        caption.clear()
    expected = "".join((made.title or "", made.subtitle or "", to_text(made)))
    assert words("".join(root.itertext())) == words(expected)


def section(*blocks: Paragraph | List | Table | Code) -> Article:
    return Article(sections=(Section(heading=None, level=0, blocks=blocks),))


def test_marks_nest() -> None:
    marks = (
        Mark(type="link", start=0, end=8, href="https://example.org/"),
        Mark(type="strong", start=4, end=8),
        Mark(type="emphasis", start=6, end=10),  # overlaps: left out
    )
    assert '<p><a href="https://example.org/">one <strong>two.</strong></a> three</p>' in to_html(
        section(Paragraph(text="one two. three", marks=marks))
    )


def test_spans_come_back() -> None:
    table = Table(
        header=("Year", "Sales", "Sales"),
        rows=(("2024", "1", "2"), ("2024", "3", "4")),
        repeated=((0, 2), (2, 0)),
    )
    assert (
        '<table><thead><tr><th>Year</th><th colspan="2">Sales</th></tr></thead><tbody>'
        '<tr><td rowspan="2">2024</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>'
    ) in to_html(section(table))


def test_numbers_are_kept() -> None:
    items = (ListItem(text="c", number=3), ListItem(text="d", number=4), ListItem(text="x", number=9))
    assert '<ol><li value="3">c</li><li>d</li><li value="9">x</li></ol>' in to_html(
        section(List(ordered=True, items=items))
    )


def test_code_keeps_its_white_space() -> None:
    root = read(to_html(section(Code(text="if a:\n\tb  <c>", language="python"))))
    (code,) = root.iter("code")
    assert code.text == "if a:\n\tb  <c>"
    assert code.get("class") == "language-python"


def test_deep_lists_do_not_recurse() -> None:
    item = ListItem(text="end")
    for i in range(2000):
        item = ListItem(text=str(i), items=(item,))
    assert to_html(section(List(items=(item,)))).count("<li>") == 2001
