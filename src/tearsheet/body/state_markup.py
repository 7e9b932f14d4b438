"""Recognises texts in the data of applications: strings of HTML, Markdown or prose, and lists of blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tearsheet.body.walls import DENSE, weighed
from tearsheet.vocab import load

LEAST: Final = 250
"""Fewest weighed characters of a text without markup."""
SHORTEST: Final = -(-LEAST // DENSE)
"""Fewest characters of a string that may be a text, as all of them may be ideographs."""
MOST_TAGS: Final = 4
"""Most tags that are written for one value."""
MAX_DEPTH: Final = 40
"""Greatest depth of nested blocks that is read."""
WORDED: Final = 0.7
"""Least share of letters and white space in running text; code, lists of numbers and URLs have less."""
TYPED: Final = 0.8
"""Least share of the objects in a list of blocks that must have a type."""

_VOCABULARY: Final = load("app_state")
_TEXT_KEYS: Final = tuple(_VOCABULARY["text"])
_TEXT_NAMES: Final = frozenset(_TEXT_KEYS)
_TYPE_KEYS: Final = frozenset(_VOCABULARY["type"])
_TITLED: Final = frozenset(("headline", "slug", "url", "href", "permalink", "canonicalurl"))
"""Properties of the objects in a list of articles that blocks do not have."""
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_CODE: Final = re.compile(r"<(script|style)\b[^<>]{0,400}>[^<]{0,100000}</\1>", re.IGNORECASE)
_STOP: Final = re.compile(r"[.!?…](?:[\s\"'”»)]|$)|[。！？]")
_HEADING: Final = re.compile(r"h(?:eading)?-?_?([1-6])\b")
_HTML: Final = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|section|article|blockquote|table|span)>|<br\s?/?>|<p>", re.IGNORECASE
)
_ELEMENT: Final = re.compile(r"[a-z][a-z0-9-]{0,20}")
_INLINE: Final = frozenset(("text", "span", "link", "a", "hyperlink", "mark", "strong", "em"))
"""Types of inline content of a block."""
_VOID: Final = frozenset(("img", "br", "hr", "input", "source", "meta", "link"))
_SKIPPED: Final = frozenset(
    ("h1", "script", "style", "svg", "head", "nav", "footer", "button", "noscript", "template")
)
"""Elements that are not part of the text; ``h1`` is the headline of the page."""


def key_of(key: str) -> str:
    """Return the name of a property in the form used in the vocabulary: only letters, lower case."""
    return key.lower() if key.isalnum() else "".join(filter(str.isalnum, key)).lower()


def is_html(text: str) -> bool:
    """Return whether ``text`` is marked up in HTML."""
    return "<" in text and _HTML.search(text) is not None


def plain(text: str) -> str:
    """Return ``text`` without tags and character references."""
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    return html.unescape(_TAG.sub(" ", _CODE.sub(" ", text))) if "<" in text or "&" in text else text


def _is_running(text: str) -> bool:
    if len(_STOP.findall(text, 0, 5_000)) < 2:
        return False
    sample = text[:5_000]
    signs = "".join(sample.split())
    spaces = len(sample) - len(signs)
    return sum(map(str.isalpha, signs)) + spaces >= WORDED * len(sample)


def prose_size(value: Any) -> int:
    """Return the weighed characters of ``value`` as running text, without markup; 0 if it is not running text."""
    if not isinstance(value, str) and not _may_be_long(value):
        return 0
    text = value if isinstance(value, str) else markup_of(value)
    if len(text) < SHORTEST:
        return 0
    text = plain(text)
    size = weighed(" ".join(text.split()))
    return size if size >= LEAST and _is_running(text) else 0


def _may_be_long(value: Any) -> bool:
    """Return, by a cheap check, whether the strings in ``value`` may be long enough for a text."""
    most = 0
    stack = [value]
    while stack and most < LEAST:
        inner = stack.pop()
        most += MOST_TAGS
        if isinstance(inner, str):
            most += len(inner) if inner.isascii() else len(inner) * DENSE
        elif isinstance(inner, dict):
            stack.extend(inner.values())
        elif isinstance(inner, list):
            stack.extend(inner)
    return most >= LEAST


def is_element(value: Sequence[Any]) -> bool:
    """Return whether ``value`` is a serialised React element: ``["$", "p", null, {…}]``."""
    return len(value) >= 4 and value[0] == "$" and isinstance(value[1], str) and isinstance(value[3], dict)


def is_block_list(value: Sequence[Any]) -> bool:
    """Return whether ``value`` is a list of the blocks of one text: objects with a type that are not articles."""
    if not value or not isinstance(value[0], dict) or not all(isinstance(item, dict) for item in value):
        return False
    untyped = listed = 0
    most = len(value) - TYPED * len(value)
    for item in value:
        keys = {key_of(key) for key in item} | {key for key in item if key[:1] == "_"}
        untyped += keys.isdisjoint(_TYPE_KEYS) and not keys <= _TEXT_NAMES
        if untyped > most:
            return False
        listed += not keys.isdisjoint(_TITLED)
    return 2 * listed < len(value)


def markup_of(value: Any) -> str:
    """Return the text of ``value``: a string unchanged, blocks and elements as HTML."""
    if isinstance(value, str):
        return html.unescape(value) if "&lt;" in value and "<" not in value else value
    return "".join(_markup(value, 0))


def _markup(value: Any, depth: int) -> list[str]:
    """Return the HTML of a block or of a list of blocks, in parts; the recursion is bounded by `MAX_DEPTH`."""
    if depth > MAX_DEPTH:
        return []
    if isinstance(value, str):
        return [value if is_html(value) else html.escape(value, quote=False)]
    if isinstance(value, list):
        if is_element(value):
            return _element(value, depth)
        return [part for item in value if not _is_reference(item) for part in _markup(item, depth + 1)]
    return _block(value, depth) if isinstance(value, dict) else []


def _is_reference(value: Any) -> bool:
    return isinstance(value, str) and value[:1] == "$" and len(value) < 12


def _element(value: Sequence[Any], depth: int) -> list[str]:
    tag, props = value[1], value[3]
    raw = props.get("dangerouslySetInnerHTML")
    if isinstance(raw, dict) and isinstance(raw.get("__html"), str):
        inner = [raw["__html"]]
    else:
        children = props.get("children")
        inner = [] if _is_reference(children) else _markup(children, depth + 1)
    if tag in _SKIPPED:
        return []
    if _ELEMENT.fullmatch(tag) is None or tag in ("html", "body"):
        return inner
    if tag in _VOID:
        return [f"<{tag}>"] if tag == "br" else []
    return [f"<{tag}>", *inner, f"</{tag}>"]


def _block(block: Mapping[str, Any], depth: int) -> list[str]:
    """Return the HTML of one block, according to its type."""
    keyed = [(key_of(name), name, value) for name, value in block.items()]
    names = [
        value.lower()
        for key, name, value in keyed
        if isinstance(value, str) and (key in _TYPE_KEYS or name.lower() in _TYPE_KEYS)
    ]
    tag = None if depth > 1 and not _INLINE.isdisjoint(names) else _tag_of(" ".join(names), block)
    inner: list[str] = []
    by_key = {key: value for key, _, value in reversed(keyed)}
    for key in sorted(by_key.keys() & _TEXT_NAMES, key=_TEXT_KEYS.index):
        value = by_key[key]
        if value is not None and not (isinstance(value, str) and key in _TYPE_KEYS):
            inner = _markup(value, depth + 1)
            if any(part.strip() for part in inner):
                break
    if not any(part.strip() for part in inner):
        return []
    if tag in ("ul", "ol") and not any(part.startswith("<li") for part in inner):
        inner = [f"<li>{part}</li>" for part in inner]
    return (
        inner
        if tag is None or (is_html("".join(inner)) and tag == "p")
        else [f"<{tag}>", *inner, f"</{tag}>"]
    )


def _tag_of(names: str, block: Mapping[str, Any]) -> str | None:
    """Return the HTML element for a block with these type ``names``; None for inline marks."""
    if not names:
        return None
    heading = _HEADING.search(names)
    if heading:
        return f"h{heading[1]}"
    if "head" in names:
        level = block.get("level") or _within(block, "data", "level") or _within(block, "attrs", "level") or 2
        return f"h{level}" if level in range(1, 7) else "h2"
    for word, tag in _TAGS:
        if word in names:
            return tag
    return "p" if "p" in names.split() else None


def _within(block: Mapping[str, Any], name: str, key: str) -> Any:
    inner = block.get(name)
    return inner.get(key) if isinstance(inner, dict) else None


_TAGS: Final = (
    ("listitem", "li"),
    ("list-item", "li"),
    ("list_item", "li"),
    ("unordered", "ul"),
    ("ordered", "ol"),
    ("bullet", "ul"),
    ("list", "ul"),
    ("quote", "blockquote"),
    ("code", "pre"),
    ("paragraph", "p"),
    ("block", "p"),
    ("unstyled", "p"),
    ("text", "p"),
    ("normal", "p"),
    ("html", "div"),
)
"""Elements for words in the type of a block, more specific words first."""
