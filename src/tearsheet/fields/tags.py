"""The tags: keywords given to the article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tearsheet.body.selection import BodySelection
from tearsheet.fields.class_tokens import Classes
from tearsheet.fields.inline_runs import Neighbours, Run, headline_block
from tearsheet.fields.stated_candidates import stated
from tearsheet.page import Page
from tearsheet.page.text_blocks import clean
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored
from tearsheet.vocab import load

BLOCKS_BEFORE = 4
"""Number of blocks before the headline that are searched for visible tags."""
BLOCKS_AFTER = 8
"""Number of blocks after it, before the body, that are searched."""
BLOCKS_BELOW = 15
"""Number of blocks after the body that are searched: tags are right below it, with one block for each list item."""
BLOCKS_IN = 3
"""Number of blocks before the end of the body that are searched for labelled tags."""
MAX_TAGS = 40
"""Most tags of one article. Reasoning: more is a list of the site's topics, or keyword stuffing."""
MANY = 15
"""With more tags, they are probably words of the text rather than chosen by an editor."""
MAX_CHARS = 60
"""Longest tag, in characters; longer ones are sentences."""
MAX_LINE_CHARS = 400
"""Longest block, in characters, that is searched for tags."""

_WORDS = load("tags")
_META = {name: rank for rank, name in enumerate(_WORDS["meta"])}
_PATH = frozenset(_WORDS["path"])
_LABELS = frozenset(_WORDS["label"])
_PARTS = re.compile(r"\s*[,;，、|]\s*")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff ]+")
_MACHINE = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{20,}$|://|^\w+(?: \w+)*: ")
"""Ids, URLs and 'key: value' pairs that systems store among the keywords."""


def tag_candidates(page: Page, selection: BodySelection) -> tuple[Candidate[tuple[str, ...]], ...]:
    """Return candidates for the tags, best first, each with all tags of one source; empty if there are none.

    Open Graph's ``article:tag`` comes first, then JSON-LD ``keywords``, then meta elements. Links to tag pages near the
    article (``rel=tag``, class, path) are only used if no tags are declared, because they may be mixed with menus.
    Duplicates (ignoring case), empty names and machine ids are dropped; the order is that of the page.
    Source: Open Graph article:tag; schema.org keywords; microformats rel-tag; HTML's ``keywords`` meta.
    """
    if page.is_text:
        found: tuple[Candidate[tuple[str, ...]], ...] = tuple(
            Candidate(names, c.raw, c.source, c.rule, c.place, _refusal(names))
            for c in stated(page, "tags")
            if (names := _unique(_names(c.value.strip("[]"))))
        )
        return _scored(found)
    metas = list(_of_metas(page))
    open_graph = [c for c in metas if c.rule == "tags.article-tag"]
    others = [c for c in metas if c.rule != "tags.article-tag"]
    declared = (*open_graph, *_of_json(page), *others)
    if any(c.rejected is None for c in declared):
        return _scored(declared)
    return _scored((*_shown(page, selection), *declared))


def _scored(found: tuple[Candidate[tuple[str, ...]], ...]) -> tuple[Candidate[tuple[str, ...]], ...]:
    count = next((len(c.value) for c in found if c.rejected is None), 0)
    signals = {"one": 1.0} if count == 1 else {"many": 1.0} if count > MANY else {}
    return scored("tags", found, signals=signals, key=lambda values: frozenset(map(str.casefold, values)))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the cleaned names, without '#' and duplicates."""
    seen: dict[str, str] = {}
    for name in names:
        value = clean(html.unescape(name)).strip(" #,;:\"'")
        if not (value.isalpha() or any(map(str.isalpha, value))):
            continue
        if not ((":" in value or "-" in value) and _MACHINE.search(value)):
            seen.setdefault(value.casefold(), value)
    return tuple(seen.values())


def _refusal(values: tuple[str, ...]) -> str | None:
    if len(values) > MAX_TAGS:
        return "too-many"
    return "too-long" if any(len(value) > MAX_CHARS for value in values) else None


def _of_metas(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for meta in page.metas:
        if meta.key in _META:
            found.setdefault(meta.key, []).append((meta.content, meta.node))
    for key in sorted(found, key=lambda k: _META[k]):
        contents = [content for content, _ in found[key]]
        values = _unique(contents if len(contents) > 1 else _apart(contents[0]))
        rule = "tags.article-tag" if key.endswith("article:tag") else f"tags.{key.rpartition(':')[2]}"
        source = "opengraph" if rule == "tags.article-tag" else "meta"
        if values:
            place = SourceRef(found[key][0][1], "content")
            yield Candidate(values, " | ".join(contents), source, rule, place, _refusal(values))  # type: ignore[arg-type]  # a literal of two


def _apart(names: str) -> list[str]:
    """Return the names in a list; in scripts without spaces between words, a space separates names.

    >>> _apart("moss, wet walls"), _apart("苔 石垣")
    (['moss', 'wet walls'], ['苔', '石垣'])
    """
    found = _PARTS.split(names)
    if len(found) == 1 and " " in names and _SPACELESS.fullmatch(names):
        return names.split()
    return found


def _of_json(page: Page) -> Iterator[Candidate[tuple[str, ...]]]:
    for entity in page.jsonld.having("keywords"):
        keywords = entity.data.get("keywords")
        if not keywords or entity.aside:
            continue
        values = _unique(_names(keywords))
        if values:
            place = SourceRef(entity.node, pointer=f"{entity.pointer}/keywords")
            raw = keywords if isinstance(keywords, str) else " | ".join(_names(keywords))
            yield Candidate(values, raw, "json-ld", "tags.json-ld", place, _refusal(values))


def _names(keywords: Any) -> list[str]:
    """Return the names in a ``keywords`` value: a string with commas, or a list of strings or named terms."""
    if isinstance(keywords, list) and len(keywords) == 1:
        keywords = keywords[0]
    if isinstance(keywords, str):
        return _PARTS.split(keywords)
    listed = keywords if isinstance(keywords, list) else [keywords]
    names = [k.get("name") if isinstance(k, dict) else k for k in listed]
    return [name for name in names if isinstance(name, str)]


def _shown(page: Page, selection: BodySelection) -> Iterator[Candidate[tuple[str, ...]]]:
    anchor = headline_block(page, selection)
    if anchor < 0 or page.is_text:
        return
    body = next((k for k in selection.kept if k > anchor), anchor + BLOCKS_AFTER)
    above = range(max(0, anchor - BLOCKS_BEFORE), min(body, anchor + BLOCKS_AFTER, len(page.blocks)))
    below = range(max(selection.last, anchor) + 1, min(selection.last + BLOCKS_BELOW, len(page.blocks)))
    start = _block_of_rel(page, anchor)
    marked = range(start, min(start + BLOCKS_BELOW, len(page.blocks))) if start >= 0 else range(0)
    named = range(max(anchor + 1, selection.last - BLOCKS_IN), below.stop)
    yield from _labelled(page, named)
    for near in (marked, below, above):
        links = list(_together(page, near))
        values = _unique(text for text, _ in links)
        if values:
            raw = " | ".join(text for text, _ in links)
            yield Candidate(values, raw, "html", "tags.links", SourceRef(links[0][1]), _refusal(values))


def _labelled(page: Page, near: range) -> Iterator[Candidate[tuple[str, ...]]]:
    """Yield the names after a label such as 'Tags:' in the blocks ``near``, and those in lines of hashtags."""
    for i in near:
        block = page.blocks[i]
        if len(block.text) > MAX_LINE_CHARS:
            continue
        names: list[str] = []
        rule = "tags.label"
        head, colon, rest = block.text.replace("：", ":", 1).partition(":")
        if colon and head.strip().casefold() in _LABELS:
            names = [run.text for run in page.memo(Neighbours).runs(i) if run.link >= 0] or _PARTS.split(rest)
        elif block.text.startswith("#"):
            words, rule = block.text.split(), "tags.hash"
            names = words if all(len(word) > 1 and word[0] == "#" for word in words) else []
        values = _unique(names)
        if values:
            yield Candidate(values, block.text, "html", rule, SourceRef(block.node), _refusal(values))


def _block_of_rel(page: Page, anchor: int) -> int:
    """Return the index of the first block after the headline with a ``rel=tag`` link; -1 if there is none."""
    nodes = page.nodes
    after = page.blocks[anchor].node
    links = [n for n in page.rels("tag") if n > after and "category" not in nodes.attrs[n].get("rel", "")]
    if not links:
        return -1
    found = (
        i
        for i in range(anchor + 1, len(page.blocks))
        if page.blocks[i].link_chars and page.blocks[i].node <= links[0] < nodes.ends[page.blocks[i].node]
    )
    return next(found, -1)


def _together(page: Page, near: range) -> Iterator[tuple[str, int]]:
    """Yield text and node of the first tag links in adjacent blocks."""
    seen = -1
    for i in near:
        found = _links(page, i)
        if not found and seen >= 0 and i - seen > 1:
            return
        for run in found:
            seen = i
            yield run.text, run.link


def _links(page: Page, index: int) -> list[Run]:
    block = page.blocks[index]
    if not block.link_chars or len(block.text) > MAX_LINE_CHARS:
        return []
    return [run for run in page.memo(Neighbours).runs(index) if run.link >= 0 and _is_tag(page, run.link)]


def _is_tag(page: Page, link: int) -> bool:
    attrs = page.nodes.attrs[link]
    if "rel" in attrs:
        rel = attrs["rel"].split()
        if "tag" in rel:
            return "category" not in rel
    if not _PATH.isdisjoint(page.memo(Neighbours).link_steps(link)[:-1]):
        return True
    return page.memo(Classes).is_tagged(link)
