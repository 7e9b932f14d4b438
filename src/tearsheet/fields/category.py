"""The category: the section of the site under which the article is filed."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tearsheet.article.model import Source
from tearsheet.body.selection import BodySelection
from tearsheet.fields.class_tokens import Classes
from tearsheet.fields.crumbs import is_home
from tearsheet.fields.inline_runs import Neighbours, Run, headline_block, steps
from tearsheet.fields.site import site_names
from tearsheet.fields.stated_candidates import stated
from tearsheet.page import Page
from tearsheet.page.text_blocks import clean
from tearsheet.parsing.titles import fold
from tearsheet.ranking.candidates import Candidate, SourceRef
from tearsheet.ranking.scoring import scored
from tearsheet.vocab import load

BLOCKS_BEFORE = 5
"""Number of blocks before the headline that are searched for a label. Reasoning: one or two lines above it."""
BLOCKS_AFTER = 8
"""Number of blocks after it, before the body, that are searched: subtitle, byline, date and labels."""
BLOCKS_AFTER_DEK = 3
"""Number of blocks after the first long one that are searched: that may be a subtitle above byline and label."""
BLOCKS_BELOW = 12
"""Number of blocks after the body that are searched for 'Filed under'."""
MAX_CHARS = 45
"""Longest category, in characters. Reasoning: a longer text is a phrase."""
MAX_WORDS = 6
"""Most words of a category."""
MAX_LINE_CHARS = 160
"""Longest block, in characters, that is searched for labels."""
MAX_LABELS = 8
"""Most labels of one sort near a headline; more are a menu."""
MAX_NAMES = 8
"""Most names of one declaration that are checked."""

_WORDS = load("category")
_PATH, _TOPIC, _QUERY, _NOT_PATH = (frozenset(_WORDS[k]) for k in ("path", "topic_path", "query", "not_path"))
_LEADS = frozenset(_WORDS["lead"])
_GENERIC, _PLACEHOLDER, _NEVER = (frozenset(_WORDS[k]) for k in ("generic", "placeholder", "never"))
_NEVER_START = tuple(_WORDS["never_start"])
_META = {name: rank for rank, name in enumerate(_WORDS["meta"])}
_PREPOSITIONS = frozenset(_WORDS["prepositions"])
_PLAIN_LEADS = _LEADS - _PREPOSITIONS
_LABEL_TAGS = frozenset(("dt", "th", "td"))
_BARS = re.compile(r"[|·•/\u3000]|\s[–—-]\s")
_CUT = ("…", "...")
_DATED = re.compile(r"\d\S{0,4}\s{0,3}[-–—|·•/,]\s{0,3}$")
"""The end of a date, with a separator after it."""
_BACK = ("‹", "«", "←", "<")
_NOT_A_NAME = re.compile(
    r"\d{4}|\d[.:/]\d|^\W*\d+\W*$|\d+\s*(?:min|Min|мин|分|دق)|^by\s|^von\s|^por\s|^par\s|[?!@]|\.\s|…|://"
)
_LEAD = re.compile(r"^([^\d\W][^:：\d]{1,24}?)\s?[:：]\s*(?=\S)")


class _Rule(NamedTuple):
    name: str
    source: Source


_LINK = _Rule("category.link", "html")
_LED = _Rule("category.led", "html")
_LABEL = _Rule("category.label", "html")
_BREADCRUMBS = _Rule("category.trail", "html")
_PARENT = _Rule("category.parent-path", "html")
_OWN_PATH = _Rule("category.own-path", "html")
_JSON = _Rule("category.json-ld", "json-ld")
_MICRODATA = _Rule("category.microdata", "microdata")
_META_RULE = _Rule("category.meta", "meta")
_KICKER = _Rule("category.kicker", "html")
_TOPIC_RULE = _Rule("category.topic", "html")
_BELOW = _Rule("category.below", "html")
_BEST_FIRST = (_LINK, _LED, _LABEL, _BREADCRUMBS, _PARENT, _OWN_PATH, _JSON, _MICRODATA, _META_RULE, _KICKER)
_ORDER = {rule.name: rank for rank, rule in enumerate((*_BEST_FIRST, _TOPIC_RULE, _BELOW))}


def category_candidates(
    page: Page, selection: BodySelection, breadcrumbs: Sequence[Candidate[tuple[str, ...]]]
) -> tuple[Candidate[str], ...]:
    """Return candidates for the category, best first; empty if the page shows and declares none.

    ``breadcrumbs`` are the candidates for the breadcrumbs. In order: visible labels near the headline (a link to a
    category, a labelled line, an element whose class names it), the last breadcrumb, a link to the parent path of the
    page, a line that the URL confirms, declared values (JSON-LD ``articleSection``, ``article:section`` and similar), a
    kicker or topic, and lines below the body. Generic names such as 'Blog' or 'News' come after more specific ones. Tags
    are not categories. In a text, the value of a meta line comes first.
    Source: schema.org articleSection; Open Graph article:section; microformats rel-tag; class names in use.
    """
    if page.is_text:
        return tuple(
            c if c.rejected else c._replace(rejected=_refusal(c.value)) for c in stated(page, "category")
        )
    anchor = headline_block(page, selection)
    reader = _Reader(page, anchor) if anchor >= 0 else None
    found = [] if reader is None else _near(page, selection, reader, anchor)
    found += [*_of_breadcrumbs(page, breadcrumbs), *_of_json(page), *_of_microdata(page), *_of_metas(page)]
    if reader is not None and selection.headline >= 0:
        found += _below(page, selection, reader)
    found.sort(key=lambda c: (c.value.casefold() in _GENERIC, _ORDER[c.rule]))
    return scored("category", tuple(found), key=fold)


def _candidate(text: str, rule: _Rule, place: SourceRef) -> Candidate[str] | None:
    """Return a candidate for ``text`` without a lead such as 'Category:'; None if nothing is left."""
    whole = clean(text)
    value = without_lead(whole).strip(" :|/•·,>»›#[]()–—-")
    if not value:
        return None
    refused = "not-a-category" if whole.startswith(_BACK) else _refusal(value)
    return Candidate(value, text, rule.source, rule.name, place, refused)


def without_lead(text: str) -> str:
    """Return a name without a lead such as 'Category:' or 'Posted in:'.

    >>> without_lead("Category: Gardens"), without_lead("Art: a history")
    ('Gardens', 'Art: a history')
    """
    lead = _LEAD.match(text) if ":" in text or "：" in text else None
    return text[lead.end() :] if lead and lead[1].casefold() in _LEADS else text


def _led_part(text: str) -> str | None:
    """Return the part of a line that begins with a lead such as 'Category:', up to the next bar; None if there is none.

    >>> _led_part("3 May 2024 | Category: Gardens | 12 views"), _led_part("Art: a history")
    ('Category: Gardens', None)
    """
    if ":" not in text and "：" not in text:
        return None
    parts = _BARS.split(text) if len(text) <= MAX_LINE_CHARS else []
    return next((part for part in map(str.strip, parts) if _has_lead(part)), None)


def ends_with_lead(text: str, leads: Collection[str], prepositions: Collection[str]) -> bool:
    """Return whether a line ends with a label such as 'Category:'.

    If other text comes before the label, it must end with a colon, or be a word such as 'in' after a date.

    >>> ends_with_lead("3 May 2024 | Category:", {"category"}, ()), ends_with_lead("3 May in", {"in"}, {"in"})
    (True, True)
    >>> ends_with_lead("She keeps bees in", {"in"}, {"in"}), ends_with_lead("Of this category", {"category"}, ())
    (False, False)
    """
    whole = text.casefold().strip()
    bare = whole.rstrip(" :：")
    if bare in leads:
        return True
    last = _BARS.split(bare)[-1].strip() if len(bare) <= MAX_LINE_CHARS else ""
    if bare != whole:
        return last in leads or last.rpartition(" ")[2].rpartition("\u3000")[2] in leads
    return last.rpartition(" ")[2] in prepositions and any(map(str.isdigit, last))


def _has_lead(text: str) -> bool:
    return (":" in text or "：" in text) and without_lead(text) != text


def _refusal(value: str) -> str | None:
    folded = value.casefold()
    if folded in _NEVER or folded.startswith(_NEVER_START) or value.endswith(_CUT):
        return "not-a-category"
    if folded in _PLACEHOLDER or folded in _LEADS:
        return "placeholder"
    if is_home(value):
        return "home"
    if len(value) > MAX_CHARS or value.count(" ") >= MAX_WORDS:
        return "too-long"
    if _NOT_A_NAME.search(folded) or not any(c.isalpha() for c in value):
        return "not-a-name"
    return None


# Near the headline


def _near(page: Page, selection: BodySelection, reader: _Reader, anchor: int) -> list[Candidate[str]]:
    long = (k for k in selection.kept if k > anchor and len(page.blocks[k].text) > MAX_LINE_CHARS)
    body = next(long, anchor + BLOCKS_AFTER) + BLOCKS_AFTER_DEK
    around = [*range(anchor + 1, min(body, anchor + BLOCKS_AFTER, len(page.blocks)))]
    around += range(max(0, anchor - BLOCKS_BEFORE), anchor)
    found: list[tuple[int, Candidate[str]]] = []
    for i in around:
        for rule, run in reader.labelled(i):
            candidate = _candidate(run.text, rule, SourceRef(run.node))
            if candidate and rule is _KICKER:
                candidate = candidate._replace(rejected=candidate.rejected or "unlinked-kicker")
            if candidate:
                found.append((abs(i - anchor), candidate))
    if not found:
        return []
    found.sort(key=lambda f: f[0])
    many = {rule for rule, n in Counter(c.rule for _, c in found).items() if n > MAX_LABELS}
    return [c._replace(rejected=c.rejected or "too-many") if c.rule in many else c for _, c in found]


class _Reader:
    """Finds the runs of text that are category labels, and the rule by which each was identified."""

    def __init__(self, page: Page, anchor: int) -> None:
        self._page = page
        self._headline = page.blocks[anchor].node
        self._own_path = steps(page.url or _declared_url(page))
        self._own_names = {fold(s) for s in self._own_path[:-1]}
        self._classes = page.memo(Classes)
        self._neighbours = page.memo(Neighbours)

    def _in_own_path(self, name: str) -> bool:
        """Return whether ``name`` is a folder in the page's own path, comparing only letters and digits."""
        return bool(self._own_names) and fold(name) in self._own_names

    def labelled(self, index: int) -> Iterator[tuple[_Rule, Run]]:
        """Yield the labels in block ``index`` with the rule that identified each, in order."""
        block = self._page.blocks[index]
        if len(block.text) > MAX_LINE_CHARS or block.kind == "code":
            return
        led, dated = self._is_led_by_cell(index), False
        if block.kind == "cell" and not led and self._page.nodes.tags[block.node] in _LABEL_TAGS:
            return
        for run in self._neighbours.runs(index):
            part = _led_part(run.text) if run.link < 0 else None
            if part is not None:
                yield _LED, run._replace(text=part)
            elif led:
                yield _LED, run
            else:
                rule = self._rule_of_link(run) if run.link >= 0 else self._rule_of_text(run)
                if rule is None and dated and self._is_in_menu(run.link):
                    rule = _LABEL
                if rule and not self._is_outside(run):
                    yield rule, run
            dated = run.link < 0 and _DATED.search(run.text) is not None
            led = run.link < 0 and ends_with_lead(run.text, _LEADS, _PREPOSITIONS)

    def _is_in_menu(self, link: int) -> bool:
        """Return whether a link has the same target as one in the site's menu, so that it leads to a section."""
        nodes = self._page.nodes
        way = self._neighbours.link_steps(link)
        return bool(way) and any(
            nodes.tags[n] == "a" and self._neighbours.link_steps(n) == way
            for menu in self._page.by_tag("nav")
            for n in range(menu, nodes.ends[menu])
        )

    def _is_led_by_cell(self, index: int) -> bool:
        """Return whether the previous block is the label of this one: a ``dt`` or ``th`` with a word for category."""
        before = self._page.blocks[index - 1] if index else None
        return (
            before is not None
            and len(before.text) <= MAX_CHARS
            and self._page.nodes.tags[before.node] in _LABEL_TAGS
            and before.text.casefold().strip(" :：") in _PLAIN_LEADS
        )

    def filed(self, index: int) -> Iterator[Run]:
        """Yield the runs in block ``index``, which is below the body, that name the category of the article."""
        block = self._page.blocks[index]
        if len(block.text) > MAX_LINE_CHARS or not (
            block.link_chars or ":" in block.text or "：" in block.text
        ):
            return
        led = False
        for run in self._neighbours.runs(index):
            if run.link >= 0:
                if led or (self._is_category_link(run) and not self._is_outside(run)):
                    yield run
            elif _has_lead(run.text):
                yield run
            else:
                led = ends_with_lead(run.text, _PLAIN_LEADS, frozenset())

    def _rule_of_link(self, run: Run) -> _Rule | None:
        segments = self._neighbours.link_steps(run.link)
        if not _NOT_PATH.isdisjoint(segments):
            return None
        if self._leads_to_category(run.link, segments):
            return _LINK
        if not _TOPIC.isdisjoint(segments[:-1]):
            return _TOPIC_RULE
        if self._classes.label_around(run.node, self._headline):
            return _LABEL
        own = self._own_path
        return _PARENT if segments and len(segments) < len(own) and own[: len(segments)] == segments else None

    def _rule_of_text(self, run: Run) -> _Rule | None:
        kind = self._classes.label_around(run.node, self._headline)
        if kind == 1:
            return _LABEL
        alone = run.text == self._page.blocks[run.block].text
        if alone and self._in_own_path(run.text):
            return _OWN_PATH
        return _KICKER if kind == 2 else None

    def _is_outside(self, run: Run) -> bool:
        """Return whether the run is in a menu, in breadcrumbs or in another part that is not the head of the article."""
        return self._classes.is_outside(run.node, self._headline)

    def _is_category_link(self, run: Run) -> bool:
        if run.link < 0:
            return False
        segments = self._neighbours.link_steps(run.link)
        return _NOT_PATH.isdisjoint(segments) and self._leads_to_category(run.link, segments)

    def _leads_to_category(self, link: int, segments: tuple[str, ...]) -> bool:
        attrs = self._page.nodes.attrs[link]
        if not _PATH.isdisjoint(segments[:-1]) or ("rel" in attrs and "category" in attrs["rel"]):
            return True
        query = attrs.get("href", "").partition("?")[2]
        return bool(query) and any(part.partition("=")[0].casefold() in _QUERY for part in query.split("&"))


def _declared_url(page: Page) -> str:
    for node in page.rels("canonical"):
        return page.nodes.attrs[node].get("href", "")
    return next((m.content for m in page.metas if m.key == "og:url"), "")


# Breadcrumbs and declarations


def _of_breadcrumbs(
    page: Page, breadcrumbs: Sequence[Candidate[tuple[str, ...]]]
) -> Iterator[Candidate[str]]:
    for found in breadcrumbs:
        if found.rejected:
            continue
        names = [name for name in found.value if not is_home(name)]
        if len(names) == 1 and _is_site(page, names[0]):
            continue
        for name in reversed(names[-1:]):
            candidate = _candidate(name, _BREADCRUMBS._replace(source=found.source), found.place)
            if candidate:
                yield candidate


def _is_site(page: Page, name: str) -> bool:
    known = site_names(page)
    return fold(name) in known.names or fold(name) in known.labels


def _of_json(page: Page) -> Iterator[Candidate[str]]:
    for entity in page.jsonld.having("articleSection"):
        section = entity.data.get("articleSection")
        if not section or entity.aside:
            continue
        for i, name in enumerate((section if isinstance(section, list) else _parts(section))[:MAX_NAMES]):
            if isinstance(name, str):
                pointer = f"{entity.pointer}/articleSection" + (f"/{i}" if isinstance(section, list) else "")
                candidate = _candidate(html.unescape(name), _JSON, SourceRef(entity.node, pointer=pointer))
                if candidate:
                    yield candidate


def _of_microdata(page: Page) -> Iterator[Candidate[str]]:
    for node in page.itemprops("articlesection")[:MAX_NAMES]:
        content = page.nodes.attrs[node].get("content")
        place = SourceRef(node, "content" if content else None)
        candidate = _candidate(content or page.nodes.text_of(node), _MICRODATA, place)
        if candidate:
            yield candidate


def _parts(names: object) -> list[object]:
    """Return the names in a value, splitting strings that list several; a single comma may be part of a name."""
    if isinstance(names, str) and (names.count(",") > 1 or ";" in names or "|" in names):
        return [part.strip() for part in re.split(r"[,;|]", names)]
    return [names]


def _of_metas(page: Page) -> Iterator[Candidate[str]]:
    metas = sorted((m for m in page.metas if m.key in _META), key=lambda m: _META[m.key])
    for meta in metas:
        for name in _parts(meta.content):
            candidate = _candidate(html.unescape(str(name)), _META_RULE, SourceRef(meta.node, "content"))
            if candidate:
                yield candidate


# Below the body


def _below(page: Page, selection: BodySelection, reader: _Reader) -> Iterator[Candidate[str]]:
    start = selection.last + 1
    for i in range(start, min(start + BLOCKS_BELOW, len(page.blocks))) if start else ():
        for run in reader.filed(i):
            candidate = _candidate(run.text, _BELOW, SourceRef(run.node))
            if candidate:
                yield candidate
