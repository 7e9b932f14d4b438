"""Finds the article in an application's data by its shape: a value with running text next to a title."""

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
"""Weighed characters of running text from which a page shows its article itself, so that its scripts are not read."""
RUNNING: Final = 40
"""Fewest weighed characters of a block of running text."""
MAX_VALUES: Final = 300_000
"""Most values that are checked, in all scripts together."""
NEAR: Final = 3
"""Number of objects around a text, from the innermost outwards, in which its title is searched for."""
TITLE_LENGTHS: Final = range(4, 300)
"""Lengths of a title in characters."""
NEARBY: Final = 8
"""A title with more letters than this is searched for in a text."""
NESTED: Final = 200
"""Fewest characters of a string that may contain JSON."""
NEARLY: Final = 0.95
"""Share of the longest text that a nested element must contain to be chosen instead."""
MANY: Final = 3
"""Fewest texts in a list of articles, none of which is the page's own."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(names) for name, names in load("app_state").items() if name != "source"
}
_HOLDERS: Final = (dict, list)
_ASIDE: Final = frozenset(_NAMES["aside"])
_LETTERS: Final = re.compile(r"\W+")

Path = tuple[str | int, ...]


class StatedField(NamedTuple):
    """A value next to the text, with its JSON pointer."""

    value: str
    pointer: str


class StateArticle(NamedTuple):
    """An article in the data of a page."""

    node: int
    """Index of the element with the data."""
    attribute: str | None
    """The attribute with the data; None for a script."""
    pointer: str
    """JSON pointer of the text."""
    markup: str
    """The text as HTML, Markdown or plain text."""
    size: int
    """Weighed characters of the text without markup."""
    title: StatedField | None
    """Its title; None if the data has none."""
    date: StatedField | None
    """Its date of publication, as written; None if the data has none."""
    authors: tuple[StatedField, ...]
    """Its authors; empty if the data names none."""


_Holders = tuple[tuple[Path, Mapping[str, Any]], ...]


class _Text(NamedTuple):
    """A value that may be a text."""

    state: State
    path: Path
    value: Any
    holders: _Holders
    """The objects around it, innermost first."""


class _Found(NamedTuple):
    """A text, with its size."""

    text: _Text
    size: int
    """Weighed characters without markup."""


def find_state_article(page: Page) -> StateArticle | None:
    """Return the article in the data of ``page``; None if the page shows running text itself or its data has none."""
    if page.is_text or (not page.by_tag("script") and not page.by_tag("main") and len(page.blocks) > MANY):
        return None
    if page.memo(running_text) >= SHELL:
        return None
    titles = _page_titles(page)
    texts: list[_Text] = []
    left = MAX_VALUES
    for state in read_states(page):
        left = _take_texts(_flight_state(state) if state.is_flight else state, left, texts)
    best = _best(texts, titles)
    return None if best is None else _article(best)


def running_text(page: Page) -> int:
    """Return the weighed characters of running text that a page shows outside of links."""
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
    titles = [page.nodes.text_of(node) for node in page.by_tag("title")[:1]]
    titles += [meta.content for key in ("og:title", "twitter:title") for meta in page.metas_of(key)[:1]]
    return tuple(filter(None, map(_letters, titles)))


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _take_texts(state: State, left: int, texts: list[_Text]) -> int:
    """Add the possible texts in ``state`` to ``texts``; return how many of the ``left`` values may still be read."""
    stack: list[tuple[Path, Any, _Holders]] = [((), state.value, ())] if _may_hold(state.value) else []
    left -= 1
    while stack and left > 0:
        path, value, holders = stack.pop()
        if not isinstance(value, dict):
            texts.append(_Text(state, path, value, holders))
        stack.extend(reversed(_inside(path, value, holders)))
        left -= 1 if isinstance(value, str) else len(value)
    return left


def _size(value: Any) -> int:
    """Return the weighed characters of ``value`` as a text; 0 if it is not one."""
    may_be = isinstance(value, str) or (
        isinstance(value, list) and (is_block_list(value) or is_element(value))
    )
    return prose_size(value) if may_be else 0


def _may_hold(value: Any) -> bool:
    """Return whether ``value`` can be a text or contain one. A cheap filter: most values cannot."""
    return len(value) >= SHORTEST if isinstance(value, str) else isinstance(value, _HOLDERS)


def _inside(path: Path, value: Any, holders: _Holders) -> list[tuple[Path, Any, _Holders]]:
    """Return the values inside ``value`` that can be a text or contain one, with the objects around each."""
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
    """Return the value of a string of JSON; None if it is not JSON."""
    if len(text) < NESTED or text[0] not in "{[" or text[-1] not in "}]":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


class _Titles:
    """Compares the titles near a text with those of the page; each object is checked once."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self._titles = titles
        self._known: dict[int, int] = {}

    def match(self, text: _Text) -> int:
        """Return 2 if a title near ``text`` equals one of the page's, 1 if one contains the other, otherwise 0."""
        return max([self._of(holder) for _, holder in text.holders], default=0)

    def _of(self, holder: Mapping[str, Any]) -> int:
        known = self._known.get(id(holder))
        if known is None:
            title = _stated_text(holder, "title")
            known = 0 if title is None else _match(_letters(title[1]), self._titles)
            self._known[id(holder)] = known
        return known

    def is_in(self, text: _Text) -> bool:
        """Return whether ``text``, which consists of React elements, contains a title of the page."""
        if isinstance(text.value, str):
            return False
        letters = _letters(markup_of(text.value))
        return any(len(title) > NEARBY and title in letters for title in self._titles)


def _match(title: str, titles: tuple[str, ...]) -> int:
    if len(title) < TITLE_LENGTHS.start:
        return 0
    if title in titles:
        return 2
    return int(any(title in known or (len(known) > 12 and known in title) for known in titles))


def _best(texts: list[_Text], titles: tuple[str, ...]) -> _Found | None:
    """Return the text of the article: the longest near a title of the page, or else the longest that is in no list.

    Checking whether a value is a text is the most expensive part, so later checks only run if earlier ones found nothing.
    """
    known = _Titles(titles)
    matches = [(text, known.match(text)) for text in texts]
    sizes: dict[int, int] = {}
    found = _sized([text for text, match in matches if match > 1], sizes)
    if found:
        return _longest(found)
    streamed = [text for text, match in matches if not match and text.state.is_flight]
    confirmed = {id(item.text) for item in _sized(streamed, sizes) if known.is_in(item.text)}
    found = _sized([text for text, match in matches if match or id(text) in confirmed], sizes)
    return _longest(found) if found else _lone(_sized(texts, sizes))


def _sized(texts: list[_Text], sizes: dict[int, int]) -> list[_Found]:
    """Return those of ``texts`` that really are texts; ``sizes`` caches the sizes."""
    found = []
    for text in texts:
        size = sizes.get(id(text))
        if size is None:
            size = sizes[id(text)] = _size(text.value)
        if size:
            found.append(_Found(text, size))
    return found


def _lone(found: list[_Found]) -> _Found | None:
    """Return the longest text that has a title and is not in a list of articles; None if there is none."""
    lists: dict[Path, set[str | int]] = {}
    for item in found:
        path = item.text.path
        for place, step in enumerate(path):
            if isinstance(step, int):
                lists.setdefault(path[:place], set()).add(step)
    titled = [
        item
        for item in found
        if item.text.state.is_flight
        or any(_stated_text(holder, "title") for _, holder in item.text.holders[:2])
    ]
    single = [item for item in titled if not _is_listed(item.text, lists)]
    return _longest(single) if single else None


def _longest(found: list[_Found]) -> _Found:
    """Return the longest text, or the innermost element inside it that contains nearly all of it."""
    longest = max(found, key=lambda item: item.size)
    if isinstance(longest.text.value, str):
        return longest
    path = longest.text.path
    inner = [
        item for item in found if item.text.path[: len(path)] == path and item.size >= NEARLY * longest.size
    ]
    return max(inner, key=lambda item: len(item.text.path))


def _is_listed(item: _Text, lists: Mapping[Path, set[str | int]]) -> bool:
    """Return whether ``item`` is one of several objects with a text in a list."""
    holder = item.holders[0][0] if item.holders else ()
    return any(
        isinstance(step, int) and len(lists.get(holder[:place], ())) >= MANY
        for place, step in enumerate(holder)
    )


def _article(found: _Found) -> StateArticle:
    state, own, value, holders = found.text
    title = date = None
    authors: tuple[StatedField, ...] = ()
    for path, holder in holders:
        title = title or _field_of(state, path, _stated_text(holder, "title"))
        date = date or _field_of(state, path, _stated_date(holder))
        authors = authors or _stated_authors(state, path, holder)
    markup = markup_of(value)
    pointer = pointer_of(state, own, value)
    return StateArticle(state.node, state.attribute, pointer, markup, found.size, title, date, authors)


def pointer_of(state: State, path: Path, value: Any) -> str:
    """Return the JSON pointer of a value; in a flattened payload, that of the entry with the value."""
    if state.flat is not None and isinstance(value, str):
        try:
            return f"/{state.flat.index(value)}"
        except ValueError:
            return ""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _field_of(state: State, path: Path, named: tuple[str, str] | None) -> StatedField | None:
    return None if named is None else StatedField(named[1], pointer_of(state, (*path, named[0]), named[1]))


def _named(holder: Mapping[str, Any], field: str) -> Iterator[tuple[str, Any]]:
    """Yield names and values of the properties of ``holder`` that may be ``field``, the most likely name first."""
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
    """Return ``value`` if it is a string, or the string in ``{"rendered": …}``; None if there is none."""
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
    """Return the state with references to text rows replaced by the texts."""
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
