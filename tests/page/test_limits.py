"""Each limit, met by the input that docs/explanation/safety.md gives for it: what comes back, and that it does at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from vectors import WORDS

from tearsheet import ArticleError, parse, parse_text
from tearsheet.article.model import Table
from tearsheet.batch import bounded
from tearsheet.batch.records import Limits
from tearsheet.contracts import loading, syntax
from tearsheet.contracts.rule import PATTERN_CHARACTERS
from tearsheet.errors import InputTooDeep, InputTooLarge
from tearsheet.page import limits
from tearsheet.parsing import jsonld, jsonrepair
from tearsheet.structure import table_grid as gridded

PAGE = f"<article><h1>The mill by the bridge</h1><p>{WORDS}</p>{{}}<p>{WORDS}</p></article>"
SAFETY = Path(__file__).parents[2] / "docs" / "explanation" / "safety.md"


def refused(source: bytes | str) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        parse(source)
    return caught.value


def too_large(source: bytes | str) -> tuple[str, int]:
    error = refused(source)
    assert isinstance(error, InputTooLarge)
    assert error.value > error.limit
    return error.measure, error.limit


def test_bytes() -> None:
    assert too_large(b"<p>" + bytes(65 * 1024 * 1024)) == ("bytes", limits.MAX_BYTES)


def test_characters() -> None:
    assert too_large("<p>" + "x" * limits.MAX_BYTES) == ("characters", limits.MAX_BYTES)
    with pytest.raises(InputTooLarge) as caught:
        parse_text("x" * (limits.MAX_BYTES + 1))
    assert caught.value.measure == "characters"


def test_elements() -> None:
    assert too_large(b"<b>" * 3_000_000) == ("nodes", limits.MAX_NODES)


def test_depth() -> None:
    root = element = etree.Element("div")
    for _ in range(limits.MAX_DEPTH):
        element = etree.SubElement(element, "div")
    with pytest.raises(InputTooDeep) as caught:
        parse(root)
    assert caught.value.limit == limits.MAX_DEPTH
    refused(b"<div>" * 100_000 + WORDS.encode())  # what the parser leaves of it has no text


def test_attributes() -> None:
    flood = " ".join(f"a{number}" for number in range(1, 100_001))
    assert too_large(f"<p {flood}>") == ("attributes", limits.MAX_ATTRIBUTES)


def test_the_characters_of_an_attribute() -> None:
    whole = "https://mill.example/" + "a" * (limits.MAX_ATTRIBUTE_CHARACTERS - 21)
    linked = [
        parse(PAGE.format(f"<p>{WORDS} <a href='{url}'>here</a></p>")) for url in (whole, whole + "b" * 99)
    ]
    assert whole in linked[0].to_markdown()
    assert linked[1].sections == linked[0].sections


def test_spans() -> None:
    article = parse(
        PAGE.format("<table><tr><th>a<th>b<tr><td colspan=9007199254740991>c<tr><td>d<td>e</table>")
    )
    (table,) = (block for section in article.sections for block in section.blocks if isinstance(block, Table))
    assert table.rows
    assert max(len(row) for row in table.rows) == 2


def scripts(*contents: str) -> str:
    return "".join(f'<script type="application/ld+json">{content}</script>' for content in contents)


SIBLING = '{"@type":"Article","headline":"The mill by the bridge","author":{"name":"Ada Lund"}}'


@pytest.mark.parametrize(
    "content",
    [
        '{"@type":"Article","author":{"name":"Too Long"},"x":"' + "x" * jsonld.MAX_SCRIPT + '"}',
        '{"a":[' * 100_000,
        "[" * (jsonrepair.MAX_DEPTH + 1) + "]" * (jsonrepair.MAX_DEPTH + 1),
    ],
    ids=["size", "depth", "depth by one"],
)
def test_a_script_over_a_limit_is_left_out_and_its_sibling_read(content: str) -> None:
    article = parse(f"<html><head>{scripts(content, SIBLING)}</head><body>{PAGE.format('')}</body></html>")
    assert [author.name for author in article.authors] == ["Ada Lund"]


def test_the_table_of_limits_is_current() -> None:
    """Each number of the table is compared with the code's."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", SAFETY.read_text(encoding="utf-8"), re.MULTILINE)
    facts = {
        name: int(found[1].replace(",", "")) for name, cell in rows if (found := re.match(r"([\d,]+)", cell))
    }
    mib = 1024 * 1024
    assert facts == {
        "bytes, or characters of text": limits.MAX_BYTES // mib,
        "elements": limits.MAX_NODES,
        "depth": limits.MAX_DEPTH,
        "attributes of one element": limits.MAX_ATTRIBUTES,
        "characters of one attribute": limits.MAX_ATTRIBUTE_CHARACTERS,
        "slots of a table's grid": gridded.SLOTS_A_CELL,
        "one JSON-LD script": jsonld.MAX_SCRIPT,
        "depth of JSON-LD": jsonrepair.MAX_DEPTH,
        "objects of JSON-LD": jsonld.MAX_ENTITIES,
        "batch: bytes of one page, decompressed": Limits().size // mib,
        "batch: growth by decompression": bounded.BOMB_RATIO,
        "batch: time of one page": int(Limits().seconds),
        "batch: memory of one page": Limits().memory // mib,
        "contract: characters of a file": syntax.MAX_CHARACTERS,
        "contract: values of a YAML file": syntax.MAX_VALUES,
        "contract: depth of a YAML file": syntax.MAX_NESTING,
        "contract: parts of a TOML key": syntax.MAX_KEY_PARTS,
        "contract: characters of a pattern": PATTERN_CHARACTERS,
        "contract: files it extends": loading.MAX_FILES,
    }
