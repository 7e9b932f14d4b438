"""Where values come from: what is shown is what was used, and a locator leads into the block that it is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import tearsheet
from tearsheet.api import extract_page, extract_text
from tearsheet.article.model import Article, Block, ListItem, Locator
from tearsheet.extract import Extraction
from tearsheet.inspection.inspecting import inspection_of
from tearsheet.sites import SiteRules
from tearsheet.sites.rule import SiteRule

PROSE = "The harbour was dredged over three summers, and the first ferry came in on a grey morning in April. "
POINTS = "<li>The harbour is open again</li><li>Ferries run twice a day</li>"
REPEATED = f"""<html><head><title>The new harbour</title></head><body>
<nav><ul>{POINTS}</ul></nav>
<article><h1>The new harbour</h1><p>{PROSE * 3}</p><h2>Key takeaways</h2><ul>{POINTS}</ul>
<h2>The work</h2><p>{PROSE * 4}</p></article></body></html>"""
RENAMED = f"""<html><head><title>The new harbour</title></head><body>
<article><h1>The new harbour</h1><p class="real">A ferry in April</p><p>{PROSE * 3}</p><p>{PROSE * 4}</p>
</article></body></html>"""
URL = "https://www.example.com/harbour"
RULES = SiteRules(
    [
        SiteRule.model_validate(
            {
                "name": "harbour",
                "match": {"url": ["https://www.example.com/*"]},
                "fields": {"title": [{"css": ".real"}]},
            }
        )
    ]
)


def test_a_key_point_is_located_in_its_own_section() -> None:
    article = tearsheet.parse(REPEATED)
    assert [point.text for point in article.key_points] == [
        "The harbour is open again",
        "Ferries run twice a day",
    ]
    locator = article.evidence["key_points"].locator
    assert locator is not None
    assert locator.xpath == "/html/body/article/ul/li[1]"


def test_inspect_shows_the_headline_that_parse_used() -> None:
    article = tearsheet.parse(RENAMED, url=URL, sites=RULES)
    inspection = tearsheet.inspect(RENAMED, url=URL, sites=RULES)
    assert inspection.article == article
    assert article.title == "A ferry in April"
    assert [b.text for b in inspection.blocks if b.reason == "headline"] == ["A ferry in April"]


FIXTURES = sorted(
    path for path in (Path(__file__).parent.parent / "fixtures").iterdir() if path.suffix in {".html", ".txt"}
)
every_page = pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)


@cache
def extraction_of(path: Path) -> Extraction:
    if path.suffix == ".txt":
        return extract_text(path.read_text(encoding="utf-8"), keep_refused=True)
    return extract_page(path, keep_refused=True)


def words(*texts: str | None) -> list[str]:
    return sorted(re.findall(r"\w+", " ".join(text for text in texts if text)))


def words_of(block: Block) -> list[str]:
    if block.type == "list":
        return words(*(item.text for item in items_of(block.items)))
    if block.type == "table":
        cells = [
            (r, c, text)
            for r, row in enumerate((block.header, *block.rows) if block.header else block.rows)
            for c, text in enumerate(row)
        ]
        return words(block.caption, *(text for r, c, text in cells if (r, c) not in block.repeated))
    if block.type == "figure":
        return words(block.caption)
    return words(block.text, block.cite if block.type == "quote" else None)


def items_of(items: tuple[ListItem, ...]) -> list[ListItem]:
    return [found for item in items for found in (item, *items_of(item.items))]


def located_blocks(extraction: Extraction, locator: Locator) -> set[int]:
    page = extraction.page
    return {
        i
        for i, block in enumerate(page.blocks)
        if locator.span == (block.start, block.stop) or locator.xpath == page.xpath(block.node)
    }


def is_declared(article: Article) -> bool:
    """Return whether the body comes from data that the page declares: then no block of the page shows it."""
    return article.evidence["sections"].source not in ("html", "text")


@every_page
def test_there_is_an_entry_for_each_section_block_and_key_point(path: Path) -> None:
    article, provenance = extraction_of(path).article, extraction_of(path).provenance
    assert len(provenance.sections) == len(article.sections)
    assert [len(s.blocks) for s in provenance.sections] == [len(s.blocks) for s in article.sections]
    assert len(provenance.key_points) == len(article.key_points)


@every_page
def test_every_block_names_the_page_blocks_that_hold_its_words(path: Path) -> None:
    extraction = extraction_of(path)
    if is_declared(extraction.article):
        assert not any(sources.all for sources in extraction.provenance.sections)
        return
    texts = [block.text for block in extraction.page.blocks]
    for section, sources in zip(extraction.article.sections, extraction.provenance.sections, strict=True):
        assert words(section.heading) == words(*(texts[i] for i in sources.heading))
        for block, named in zip(section.blocks, sources.blocks, strict=True):
            assert named
            shown = words_of(block)
            assert shown == words(*(texts[i] for i in named)) or (
                block.type == "figure" and not block.caption
            )


@every_page
def test_every_kept_block_is_named_once_and_in_order(path: Path) -> None:
    extraction = extraction_of(path)
    selection, article = extraction.selection, extraction.article
    if extraction.refused is not None or is_declared(article):
        return
    assert selection is not None
    named: list[int] = []
    for section, sources in zip(article.sections, extraction.provenance.sections, strict=True):
        named.extend(sources.heading)
        for block, own in zip(section.blocks, sources.blocks, strict=True):
            named.extend(() if block.type == "figure" and not block.caption else own)
    kept = [i for i in named if i in selection.kept]
    assert kept == sorted(set(kept))
    left = set(selection.kept).difference(kept)  # headings that only repeat the title
    texts = [extraction.page.blocks[i].text for i in left]
    assert all(extraction.page.blocks[i].kind == "heading" for i in left), texts
    assert all(words(text.casefold()) == words((article.title or "").casefold()) for text in texts)


@every_page
def test_the_locator_of_key_points_leads_into_their_section(path: Path) -> None:
    extraction = extraction_of(path)
    article, sections = extraction.article, extraction.provenance.sections
    for point, sources in zip(article.key_points, extraction.provenance.key_points, strict=True):
        assert set(sources) <= set(sections[point.section].all)
    evidence = article.evidence["key_points"]
    found = [(evidence.locator, evidence.raw)] if article.key_points else []
    found += [(candidate.locator, candidate.raw) for candidate in evidence.rejected]
    in_sections = {i for sources in sections for i in sources.all}
    for locator, raw in found:
        assert locator is not None
        assert raw is not None
        reached = located_blocks(extraction, locator) & in_sections
        assert any(raw.partition("\n")[0] in extraction.page.blocks[i].text for i in reached)
    if article.key_points:
        assert evidence.locator is not None
        own = set(sections[article.key_points[0].section].all)
        assert located_blocks(extraction, evidence.locator) & own


def text_at(extraction: Extraction, locator: Locator) -> str | None:
    """Return the text that a locator leads to, white space collapsed; None for one into JSON or a URL."""
    page, nodes = extraction.page, extraction.page.nodes
    if locator.xpath is None or locator.pointer is not None:
        return None
    node = next(i for i in range(len(nodes.tags)) if page.xpath(i) == locator.xpath)
    if nodes.tags[node] == "script":
        return None
    text = nodes.text_of(node) if locator.attribute is None else nodes.attrs[node][locator.attribute]
    return " ".join(text.split())


@pytest.mark.parametrize(
    "path", [path for path in FIXTURES if path.suffix == ".html"], ids=lambda path: path.name
)
def test_every_locator_leads_to_its_raw_string(path: Path) -> None:
    extraction = extraction_of(path)
    found: list[tuple[Locator | None, str | None]] = []
    for evidence in extraction.article.evidence.values():
        found.append((evidence.locator, evidence.raw))
        found.extend((candidate.locator, candidate.raw) for candidate in evidence.rejected)
    for locator, raw in found:
        text = None if locator is None or raw is None else text_at(extraction, locator)
        if text is not None and raw is not None:
            first = re.split(r"\n| \| ", raw, maxsplit=1)[0]  # of several strings the first is located
            assert " ".join(first.split()) in text


def parsed(path: Path) -> Article:
    if path.suffix == ".txt":
        return tearsheet.parse_text(path.read_text(encoding="utf-8"))
    return tearsheet.parse(path)


@every_page
def test_inspect_shows_what_parse_returns(path: Path) -> None:
    extraction = extraction_of(path)
    inspection = inspection_of(extraction, path.name)
    if inspection.refused is not None:
        with pytest.raises(tearsheet.NotAnArticle, match=re.escape(inspection.refused)):
            parsed(path)
        return
    assert inspection.article == parsed(path)
    assert extraction.selection is not None
    assert tuple(i for i, block in enumerate(inspection.blocks) if block.kept) == extraction.selection.kept
    assert inspection.section_blocks == tuple(sources.all for sources in extraction.provenance.sections)
    assert inspection.point_blocks == extraction.provenance.key_points
