"""The article in the data of an application, found by its shape: the value that holds running text beside a title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from tearsheet.body.state_markup import SHORTEST, is_block_list, is_element, key_of, markup_of, prose_size
from tearsheet.body.walls import DENSE, weighed
from tearsheet.page import Page
from tearsheet.page.app_state import State, read_states
from tearsheet.vocab import load

SHELL: Final = 2_000
"""Weighed characters of running text from which a page shows its article itself: its scripts are not looked at."""
RUNNING: Final = 40
"""Weighed characters from which a block is running text."""
MAX_VALUES: Final = 300_000
"""Values that are looked at, all scripts together."""
NEAR: Final = 3
"""How many objects up from its text the title of an article may be."""
TITLE_LENGTHS: Final = range(4, 300)
"""Characters of a title."""
NEARBY: Final = 8
"""Letters of a title that is looked for in a text."""
NESTED: Final = 200
"""Characters from which a string is looked into for JSON."""
NEARLY: Final = 0.95
"""Share of a text that an element inside holds for it to be the text's own."""
MANY: Final = 3
"""Texts of one list from which it lists articles, and none of them is the page's."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(names) for name, names in load("app_state").items() if name != "source"
}
_ASIDE: Final = frozenset(_NAMES["aside"])
_LETTERS: Final = re.compile(r"\W+")

Path = tuple[str | int, ...]


class StatedField(NamedTuple):
    """A value beside the text."""

    value: str
    pointer: str


class StateArticle(NamedTuple):
    """An article that a page's data holds."""

    node: int
    """Index of the element that holds the data."""
    attribute: str | None
    """The attribute that holds it, if it is no script."""
    pointer: str
    """JSON pointer of the text."""
    markup: str
    """The text: HTML, Markdown or plain."""
    size: int
    """Weighed characters of the text without markup."""
    title: StatedField | None
    """Its title, if the data gives one."""
    date: StatedField | None
    """When it was published, as the data says."""
    authors: tuple[StatedField, ...]
    """Who wrote it, as the data says."""


class _Found(NamedTuple):
    state: State
    path: Path
    value: Any
    holders: tuple[tuple[Path, Mapping[str, Any]], ...]
    """The objects around it, innermost first."""
    size: int
    match: int
    """How well a title near it is the page's: 2 the same, 1 part of it, 0 not or unknown."""


def find_state_article(page: Page) -> StateArticle | None:
    """Return the article in the data of ``page``; None if the page shows running text itself or its data has none."""
    if page.is_text or (not page.by_tag("script") and not page.by_tag("main") and len(page.blocks) > MANY):
        return None
    if page.memo(running_text) >= SHELL:
        return None
    titles = _page_titles(page)
    found: list[_Found] = []
    left = MAX_VALUES
    for state in read_states(page):
        left = _take_texts(_flight_state(state) if state.is_flight else state, titles, left, found)
    best = _best(found)
    return None if best is None else _article(best)


def running_text(page: Page) -> int:
    """Return how much running text a page shows: weighed characters of its longer blocks that are no links."""
    total = 0
    for block in page.blocks:
        text = block.text
        if 2 * block.link_chars <= len(text) and len(text) * DENSE >= RUNNING:
            size = weighed(text)
            if size >= RUNNING:
                total += size
                if total >= SHELL:
                    break
    return total


def _page_titles(page: Page) -> tuple[str, ...]:
    told = [page.nodes.text_of(node) for node in page.by_tag("title")[:1]]
    told += [meta.content for key in ("og:title", "twitter:title") for meta in page.metas_of(key)[:1]]
    return tuple(filter(None, map(_letters, told)))


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()


_Holders = tuple[tuple[Path, Mapping[str, Any]], ...]


def _take_texts(state: State, titles: tuple[str, ...], left: int, found: list[_Found]) -> int:
    """Add the texts in ``state`` to ``found``, and return how many values may still be looked at: each counts once."""
    stack: list[tuple[Path, Any, _Holders]] = [((), state.value, ())] if _may_hold(state.value) else []
    left -= 1
    while stack and left > 0:
        path, value, holders = stack.pop()
        size = _size(value)
        if size:
            match = _match_around(state, value, holders, titles)
            found.append(_Found(state, path, value, holders, size, match))
        stack.extend(reversed(_inside(path, value, holders)))
        left -= 1 if isinstance(value, str) else len(value)
    return left


def _size(value: Any) -> int:
    """Return the weighed characters of the text that ``value`` is; 0 if it is none."""
    may_be = isinstance(value, str) or (
        isinstance(value, list) and (is_block_list(value) or is_element(value))
    )
    return prose_size(value) if may_be else 0


def _may_hold(value: Any) -> bool:
    """Tell whether ``value`` can be a text, or hold one: most values are neither, and are not looked at again."""
    return len(value) >= SHORTEST if isinstance(value, str) else isinstance(value, dict | list)


def _inside(path: Path, value: Any, holders: _Holders) -> list[tuple[Path, Any, _Holders]]:
    """Return the values inside ``value`` that can be or hold a text, with the objects around each."""
    if isinstance(value, str):
        inner = _inner_json(value)
        return [(path, inner, holders)] if _may_hold(inner) else []
    if isinstance(value, dict):
        around = ((path, value), *holders[: NEAR - 1])
        return [
            ((*path, key), inner, around)
            for key, inner in value.items()
            if _may_hold(inner) and key_of(key) not in _ASIDE
        ]
    return [((*path, i), inner, holders) for i, inner in enumerate(value) if _may_hold(inner)]


def _inner_json(text: str) -> Any:
    """Return what is written as JSON in a string; None if it is none."""
    if len(text) < NESTED or text[0] not in "{[" or text[-1] not in "}]":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _match_around(state: State, value: Any, holders: _Holders, titles: tuple[str, ...]) -> int:
    """Return how well a title near a text is the page's (see `_Found.match`)."""
    match = 0
    for _, holder in holders:
        title = _stated_text(holder, "title")
        if title is not None:
            match = max(match, _match(_letters(title[1]), titles))
    if not match and state.is_flight and not isinstance(value, str):
        text = _letters(markup_of(value))
        match = int(any(len(title) > NEARBY and title in text for title in titles))
    return match


def _match(title: str, titles: tuple[str, ...]) -> int:
    if len(title) < TITLE_LENGTHS.start:
        return 0
    if title in titles:
        return 2
    return int(any(title in known or (len(known) > 12 and known in title) for known in titles))


def _best(found: list[_Found]) -> _Found | None:
    """Return the text of the article: of those under the page's title, else of those that no list holds, the longest."""
    matched = [item for item in found if item.match]
    if matched:
        top = max(item.match for item in matched)
        return _longest([item for item in matched if item.match == top])
    lists: dict[Path, set[str | int]] = {}
    for item in found:
        for place, step in enumerate(item.path):
            if isinstance(step, int):
                lists.setdefault(item.path[:place], set()).add(step)
    titled = [
        item
        for item in found
        if item.state.is_flight or any(_stated_text(holder, "title") for _, holder in item.holders[:2])
    ]
    single = [item for item in titled if not _is_listed(item, lists)]
    return _longest(single) if single else None


def _longest(found: list[_Found]) -> _Found:
    """Return the longest text; of elements around each other the innermost that holds nearly all of it."""
    longest = max(found, key=lambda item: item.size)
    if isinstance(longest.value, str):
        return longest
    inner = [
        item
        for item in found
        if item.path[: len(longest.path)] == longest.path and item.size >= NEARLY * longest.size
    ]
    return max(inner, key=lambda item: len(item.path))


def _is_listed(item: _Found, lists: Mapping[Path, set[str | int]]) -> bool:
    """Tell whether ``item`` is one of several objects with a text in a list."""
    holder = item.holders[0][0] if item.holders else ()
    return any(
        isinstance(step, int) and len(lists.get(holder[:place], ())) >= MANY
        for place, step in enumerate(holder)
    )


def _article(found: _Found) -> StateArticle:
    state = found.state
    title = date = None
    authors: tuple[StatedField, ...] = ()
    for path, holder in found.holders:
        title = title or _told(state, path, _stated_text(holder, "title"))
        date = date or _told(state, path, _stated_date(holder))
        authors = authors or _stated_authors(state, path, holder)
    markup = markup_of(found.value)
    pointer = pointer_of(state, found.path, found.value)
    return StateArticle(state.node, state.attribute, pointer, markup, found.size, title, date, authors)


def pointer_of(state: State, path: Path, value: Any) -> str:
    """Return the JSON pointer of a value; in a flattened payload that of the entry that holds it."""
    if state.flat is not None and isinstance(value, str):
        try:
            return f"/{state.flat.index(value)}"
        except ValueError:
            return ""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _told(state: State, path: Path, named: tuple[str, str] | None) -> StatedField | None:
    return None if named is None else StatedField(named[1], pointer_of(state, (*path, named[0]), named[1]))


def _named(holder: Mapping[str, Any], field: str) -> Iterator[tuple[str, Any]]:
    """Yield the properties of ``holder`` that may say ``field``, the likeliest name first."""
    keys = {key_of(key): key for key in reversed(list(holder))}
    for name in _NAMES[field]:
        if name in keys:
            yield keys[name], holder[keys[name]]


def _stated_text(holder: Mapping[str, Any], field: str) -> tuple[str, str] | None:
    inner = [v for k, v in holder.items() if isinstance(v, dict) and key_of(k) in _NAMES["about"]]
    for key, value in [pair for source in (holder, *inner) for pair in _named(source, field)]:
        text = _one_text(value)
        if text is not None and len(text) in TITLE_LENGTHS:
            return key, " ".join(text.split())
    return None


def _one_text(value: Any) -> str | None:
    """Return the string that ``value`` is, or holds as ``{"rendered": …}`` does; None if there is none."""
    if isinstance(value, dict):
        value = next((v for k, v in value.items() if isinstance(v, str) and key_of(k) in _TEXTS), None)
    return value if isinstance(value, str) else None


_TEXTS: Final = frozenset(("rendered", "basic", "text", "value", "default", "title", "headline"))


def _stated_date(holder: Mapping[str, Any]) -> tuple[str, str] | None:
    inner = [v for k, v in holder.items() if isinstance(v, dict) and key_of(k) in _NAMES["about"]]
    for key, value in [pair for source in (holder, *inner) for pair in _named(source, "date")]:
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value)[:4].isdigit():
            return key, str(value)
    return None


def _stated_authors(state: State, path: Path, holder: Mapping[str, Any]) -> tuple[StatedField, ...]:
    for key, value in _named(holder, "author"):
        people = value if isinstance(value, list) else [value]
        named = [_person(person) for person in people]
        names = [name for name in named if name]
        if names:
            return tuple(StatedField(name, pointer_of(state, (*path, key), name)) for name in names)
    return ()


def _person(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((v for _, v in _named(value, "person") if isinstance(v, str)), None)
    return (
        " ".join(value.split())
        if isinstance(value, str) and 3 <= len(value) <= 80 and "/" not in value
        else None
    )


def _flight_state(state: State) -> State:
    """Return the state with the texts put in that its rows refer to."""
    rows: Mapping[str, Any] = state.value
    texts = {f"${name}": text for name, text in rows.items() if isinstance(text, str)}
    lazy = {f"$L{name}": name for name in rows}
    return (
        state._replace(value={name: _referred(row, texts) for name, row in rows.items()}) if lazy else state
    )


def _referred(row: Any, texts: Mapping[str, str]) -> Any:
    """Return ``row`` with its references to texts replaced; a new value, made without recursion."""
    top: list[Any] = [row]
    stack: list[list[Any] | dict[str, Any]] = [top]
    while stack:
        holder = stack.pop()
        pairs = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder))
        for key, value in pairs:
            if isinstance(value, str) and value in texts:
                holder[key] = texts[value]  # type: ignore[index]  # the key is of the holder's kind
            elif isinstance(value, list | dict):
                stack.append(value)
    return top[0]
