from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.jsonld import MAX_ENTITIES, read_json, read_scripts
from tearsheet.parsing.jsonrepair import MAX_DEPTH, read_leniently

WANTED = {"@type": "Article", "headline": "A day out"}


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "A day out",}',
        '{"@type": "Article", "headline": "A day out"};',
        '<!-- {"@type": "Article", "headline": "A day out"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "A day out"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "Article", "headline": "A day out"} /* ]]> */',
        '{"@type": "Article", // the type\n "headline": /* here */ "A day out"}',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;A day out&quot;}",
        "{'@type': 'Article', headline: 'A day out'}",
        '{"@type": "Article" "headline": "A day out"}',
        '{"@type": "Article", "headline": "A day out"',
        '{"@type": "Article", "headline": "A day out"}}}',
        '\ufeff{"@type": "Article", "headline": "A day out"}',
    ],
)
def test_broken_json_is_read(text: str) -> None:
    assert read_json(text) == WANTED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "line\nbreak"}', {"a": "line\nbreak"}),
        ('{"a": "say "hi" now", "b": 1,}', {"a": 'say "hi" now', "b": 1}),
        (r'{"a": "it\'s",}', {"a": "it's"}),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": NaN}', {"a": None}),
        ('{"a": "\\ud83d"}', {"a": "\ufffd"}),
        ("not json", None),
        ("", None),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert read_json(text) == value


def test_one_bad_script_costs_no_other() -> None:
    found = read_scripts([(1, "{{{"), (2, json.dumps(WANTED)), (3, "]"), (4, json.dumps(WANTED))])
    assert [e.node for e in found.of_type("Article")] == [2]


def test_nesting_beyond_the_limit_is_not_read() -> None:
    deep = "[" * 5000 + "]" * 5000
    assert read_json(deep) is None
    assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    assert read_leniently(deep + ",") is not None


def test_entities_are_limited() -> None:
    many = json.dumps([{"@type": "Thing"}] * (MAX_ENTITIES + 10))
    assert len(read_scripts([(0, many)]).entities) == MAX_ENTITIES


def test_references_are_resolved() -> None:
    graph = {"@graph": [{"@type": "Article", "author": {"@id": "#p"}}, {"@id": "#p", "name": "Ada Lund"}]}
    found = read_scripts([(0, json.dumps(graph))])
    article = next(found.of_type("Article"))
    author = found.resolve(article.data["author"])
    assert author is not None
    assert author["name"] == "Ada Lund"
    assert found.resolve({"@id": "#nobody"}) == {"@id": "#nobody"}
    assert found.resolve("text") is None


def test_main_leaves_out_lists_and_prefers_the_url() -> None:
    data = [
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]},
        {"@type": "NewsArticle", "headline": "First", "url": "https://a.example/first"},
        {
            "@type": ["WebPage", "BlogPosting"],
            "headline": "Second",
            "mainEntityOfPage": {"@id": "https://a.example/x/"},
        },
    ]
    found = read_scripts([(0, json.dumps(data))])
    for url, title, headline in [
        (None, None, "First"),
        ("https://www.a.example/x", None, "Second"),
        (None, "second!", "Second"),
    ]:
        main = found.main(url, title)
        assert main is not None
        assert main.data["headline"] == headline
    assert read_scripts([(0, json.dumps(data[0]))]).main() is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(min_size=1, max_size=6), JSON, max_size=4))
def test_lenient_reading_agrees_with_strict_on_valid_json(value: dict[str, Any]) -> None:
    assert read_leniently(json.dumps(value)) == [value]


@given(st.text(alphabet="{}[]\",:\\'/* \n<!->ab1", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_json(text)


STRICT = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
        max_leaves=20,
    ),
)
def test_valid_json_is_read_as_the_standard_reader_does(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert repr(read_json(text)) == repr(STRICT.decode(text))


@pytest.mark.parametrize(
    "text",
    [
        "[1e400]",
        "[-0, -0.0]",
        '{"a":1,"b":2,"a":3}',
        '["a\\u0000\\ud83d\\ude00\\/"]',
        "[123456789012345678901]",
    ],
)
def test_the_corners_of_json_are_read_as_the_standard_reader_does(text: str) -> None:
    assert repr(read_json(text)) == repr(STRICT.decode(text))
