"""What `parse` accepts, and what it refuses at the door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tearsheet.errors import ArticleError, EmptyInput, InputTooLarge, UnsupportedInput
from tearsheet.page import read as source_module
from tearsheet.page.limits import MAX_ATTRIBUTES
from tearsheet.page.read import read_lines, read_tree

if TYPE_CHECKING:
    from tearsheet.page.read import Source

MARKUP = "<html><head><meta charset='latin1'><title>Tïtle</title></head><body><p>Gr\u00fc\u00dfe <b>x</b></p></body></html>"


def texts(root: etree._Element) -> str:
    return "".join(root.itertext())


def test_every_accepted_source_gives_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(MARKUP.encode())
    soup = BeautifulSoup(MARKUP, "lxml")
    root = etree.HTML(MARKUP)
    sources: list[Source] = [
        MARKUP,
        MARKUP.encode(),
        bytearray(MARKUP.encode()),
        memoryview(MARKUP.encode()),
        path,
        soup,
        root,
        root.getroottree(),
    ]
    assert {texts(read_tree(s)) for s in sources} == {"TïtleGr\u00fc\u00dfe x"}


def test_trees_are_not_changed() -> None:
    root = etree.HTML("<p>a<!-- note --> b</p>")
    soup = BeautifulSoup("<p>a<!-- note --> b</p>", "lxml")
    before = etree.tostring(root), str(soup)
    read_tree(root)
    read_tree(soup)
    assert (etree.tostring(root), str(soup)) == before


def test_part_of_a_soup_is_a_source() -> None:
    soup = BeautifulSoup("<div><article><p>inside</p></article>outside</div>", "lxml")
    assert soup.article is not None
    assert texts(read_tree(soup.article)) == "inside"


REFUSED = [
    (b"", EmptyInput, "empty"),
    (b" \r\n\t\0\0", EmptyInput, "empty"),
    (b"\xef\xbb\xbf ", EmptyInput, "empty"),
    ("", EmptyInput, "empty"),
    (etree.Comment("x"), EmptyInput, "empty"),
    (etree.ProcessingInstruction("x"), EmptyInput, "empty"),
    (b"%PDF-1.7 ...", UnsupportedInput, "unsupported"),
    (b"\x1f\x8b\x08\x00", UnsupportedInput, "unsupported"),
    (b"\x89PNG\r\n\x1a\n0000", UnsupportedInput, "unsupported"),
    (b"\n PK\x03\x04", UnsupportedInput, "unsupported"),
    (b'{"title": "no page"}', UnsupportedInput, "unsupported"),
    (b"[1, 2]", UnsupportedInput, "unsupported"),
]


@pytest.mark.parametrize(("raw", "error", "code"), REFUSED)
def test_refused_at_the_door(raw: bytes | str, error: type[ArticleError], code: str) -> None:
    with pytest.raises(error) as caught:
        read_tree(raw)
    assert caught.value.code == code


def test_limits_are_inclusive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(source_module, "MAX_BYTES", 20)
    path = tmp_path / "page.html"
    for size in (20, 21):
        raw = b"<p>" + b"x" * (size - 3)
        path.write_bytes(raw)
        for page in (raw, raw.decode(), path):
            if size == 20:
                read_tree(page)
                continue
            with pytest.raises(InputTooLarge) as caught:
                read_tree(page)
            assert (caught.value.value, caught.value.limit) == (21, 20)


def test_too_many_elements_are_refused_before_the_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_NODES", 3)
    monkeypatch.setattr(source_module, "SHORTEST_ELEMENT", 1)
    with pytest.raises(InputTooLarge) as caught:
        read_tree(b"<i>" * 4)
    assert caught.value.facts() == {"measure": "nodes", "value": 4, "limit": 3}


def test_other_types_are_a_type_error() -> None:
    with pytest.raises(TypeError, match="cannot parse a int"):
        read_tree(3)  # type: ignore[arg-type]  # the point of the test


def test_missing_file_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_tree(tmp_path / "missing.html")


@pytest.mark.parametrize("text", ["", " \n\t", "\0\ufeff "])
def test_empty_text_is_refused(text: str) -> None:
    with pytest.raises(EmptyInput):
        read_lines(text)


@given(st.text(st.characters(codec=None)))
def test_text_keeps_every_character_at_its_place(text: str) -> None:
    try:
        read = read_lines(text)
    except EmptyInput:
        return
    assert len(read) == len(text)
    assert all(a in (b, "\ufffd") for a, b in zip(read, text, strict=True))
    read.encode("utf-8")


def test_text_is_no_bytes() -> None:
    with pytest.raises(TypeError, match="decode bytes first"):
        read_lines(b"text")  # type: ignore[arg-type]  # the point of the test


def test_an_element_with_too_many_attributes_is_refused_before_the_parse() -> None:
    fine = " ".join(f"a{i}=x" for i in range(MAX_ATTRIBUTES - 2))
    assert texts(read_tree(f"<p {fine}>text")) == "text"
    for flood in (f"<p {fine} b c d e f>text", f"<p a='<' {fine} b=1 c d e f>text"):
        with pytest.raises(InputTooLarge) as caught:
            read_tree(flood)
        assert caught.value.measure == "attributes"


def test_long_text_and_long_scripts_are_no_attributes() -> None:
    words = "if a = b then " * MAX_ATTRIBUTES
    assert len(
        texts(read_tree(f"<p>{words}</p><script>{words}</script><style> p {{ {words} }}</style>"))
    ) > 3 * len(words)


def test_code_behind_a_less_than_sign_is_no_attributes() -> None:
    code = "let a = b; " * MAX_ATTRIBUTES
    assert texts(read_tree(f"<script>for (i = 0; i <n; i++) {{ {code} }}</script><p>text")).endswith("text")
    with pytest.raises(InputTooLarge):
        read_tree("<script><p " + "a " * (MAX_ATTRIBUTES * 11) + ">text")


def test_attributes_that_run_on_through_open_quotes_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counting(utf8: bytes, at: int, most: int) -> tuple[int, int, bool]:
        nonlocal looks
        found = take(utf8, at, most)
        looks += found[0]
        return found

    take = source_module.take_attributes
    monkeypatch.setattr(source_module, "take_attributes", counting)
    stretches = 60
    read_tree("<p>" + stretches * ("<" + "a" * (2 * MAX_ATTRIBUTES) + '="'))
    assert stretches <= looks <= 3 * stretches


def test_attributes_behind_an_open_quote_that_others_ran_through_are_still_counted() -> None:
    long = "a" * (2 * MAX_ATTRIBUTES)
    head = 4 * f'<{long}="'  # as many open as close
    read_tree(f"{head}<{long} {'b ' * (MAX_ATTRIBUTES - 10)}>text</p>")
    with pytest.raises(InputTooLarge):
        read_tree(f"{head}<{long} {'b ' * MAX_ATTRIBUTES}>text</p>")


def test_a_script_before_excuses_no_attributes_behind_it() -> None:
    code = "let a = b; " * MAX_ATTRIBUTES
    flood = "<p " + "a " * (MAX_ATTRIBUTES + 1) + ">text"
    with pytest.raises(InputTooLarge):
        read_tree(f"<script>for (i = 0; i <n; i++) {{ {code} }}</script>{flood}")
    assert texts(read_tree(f"<script>i <n {code} j <n {code}</script><p>text")).endswith("text")
