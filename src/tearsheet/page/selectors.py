"""CSS selectors of tags, classes, ids and attributes, with ancestors: the ones that a page's own style sheets use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

MAX_SELECTOR: Final = 200
"""Characters of a selector that is read."""
MAX_AROUND: Final = 4
"""Compounds before the last up to which a selector is read."""

_COMBINATOR = re.compile(r"[\s>]+(?![^\[]*\])")
_PART = re.compile(r"\*|[a-z][a-z0-9-]*|[.#][\w-]+|\[[^\]]*\]")
_ATTRIBUTE = re.compile(
    r"""\[\s*([A-Za-z_][\w.-]*)\s*(?:([~|^$*]?)=\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*([iIsS]?)\s*)?\]"""
)


class AttributeTest(NamedTuple):
    """A condition on an attribute."""

    name: str
    """Its name, lower case."""
    sign: str | None
    """The sign before the equals sign: '', or one of ``~|^$*``; None if the attribute only has to be there."""
    value: str
    """The value asked for."""
    ignores_case: bool = False

    def fits(self, attrs: Mapping[str, str]) -> bool:
        """Return whether the attribute is there and has the value."""
        given = attrs.get(self.name)
        if given is None or self.sign is None:
            return given is not None
        if self.ignores_case:
            return _compare(self.sign, given.lower(), self.value.lower())
        return _compare(self.sign, given, self.value)


class Compound(NamedTuple):
    """One element of a selector."""

    tag: str
    """Its tag; '' for any."""
    classes: frozenset[str]
    id: str
    """Its id; '' for any."""
    tests: tuple[AttributeTest, ...] = ()
    """Conditions on its attributes."""

    def fits(self, tag: str, attrs: Mapping[str, str]) -> bool:
        """Return whether the element matches."""
        return (
            self.tag in ("", tag)
            and (not self.id or self.id == attrs.get("id"))
            and (not self.classes or self.classes.issubset((attrs.get("class") or "").split()))
            and all(test.fits(attrs) for test in self.tests)
        )


class Selector(NamedTuple):
    """An element, and the elements that it is in."""

    subject: Compound
    """The element."""
    around: tuple[Compound, ...]
    """Elements that it is in, innermost first; a child is read as any descendant."""
    weight: int
    """How specific the selector is."""


def read_selector(text: str) -> Selector | None:
    """Return the selector that ``text`` is; None if it has parts that are not read, such as pseudo-classes.

    >>> read_selector("p.note[data-x^='a b'] > b").subject.tag
    'b'
    >>> read_selector("p:hover") is None
    True
    """
    has_tests = "[" in text
    if not text or len(text) > MAX_SELECTOR or (not has_tests and ":" in text.replace(":root", "")):
        return None
    compounds = [_compound(part) for part in _COMBINATOR.split(text.replace(":root", "html"))]
    read = [compound for compound in compounds if compound is not None]
    if len(read) < len(compounds) or len(read) > MAX_AROUND + 1:
        return None
    weight = sum(100 * bool(c.id) + 10 * (len(c.classes) + len(c.tests)) + bool(c.tag) for c in read)
    return Selector(read[-1], tuple(read[-2::-1]), weight)


def _compound(text: str) -> Compound | None:
    parts = _PART.findall(text)
    if not parts or "".join(parts) != text:
        return None
    tests = [_attribute_test(part) for part in parts if part[0] == "["]
    read = [test for test in tests if test is not None]
    if len(read) < len(tests):
        return None
    ids = [part[1:] for part in parts if part[0] == "#"]
    tags = [part for part in parts if part[0] not in ".#[*"]
    classes = frozenset(part[1:] for part in parts if part[0] == ".")
    if not (ids or tags or classes or tests):
        return None  # a rule for all elements
    return Compound(tags[0] if tags else "", classes, ids[0] if ids else "", tuple(read))


def _attribute_test(text: str) -> AttributeTest | None:
    found = _ATTRIBUTE.fullmatch(text)
    if found is None:
        return None
    name, sign, double, single, bare, flag = found.groups()
    value = next((v for v in (double, single, bare) if v is not None), "")
    return AttributeTest(name.lower(), sign, value, (flag or "").lower() == "i")


def _compare(sign: str, given: str, value: str) -> bool:
    if sign in ("", "|"):
        return given == value or (sign == "|" and given.startswith(value + "-"))
    if sign == "~":
        return value in given.split()
    if not value:
        return False  # by the standard, no part of a value is empty
    if sign == "^":
        return given.startswith(value)
    return given.endswith(value) if sign == "$" else value in given
