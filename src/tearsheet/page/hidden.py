"""Text that a page holds and does not show: found by the markup, its style sheets and the characters themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from tearsheet.article.model import HidingWay
from tearsheet.page.block_splitter import text_of_run
from tearsheet.page.css import (
    PALE,
    Rule,
    background_of,
    color_of,
    may_hide,
    read_declarations,
    read_sheets,
    way_of_hiding,
)
from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import BREAK, TextBlock, TextBlocks
from tearsheet.page.walk import wanted
from tearsheet.vocab import load

CLASSES: Final = frozenset(load("hidden")["classes"])
"""Classes of text that only screen readers get."""
SWITCHES: Final[Mapping[str, str]] = load("hidden")["switches"]
"""Classes that hide an element, each with the part of those that show it again on some screens."""
FALLBACK: Final = frozenset(("video", "audio", "object"))
"""Elements whose text is for browsers that cannot play them."""
TELLING: Final = FALLBACK | {"dialog"}
"""Elements that can be hidden without any attribute."""
HIDING_ATTRIBUTES: Final = frozenset(("hidden", "popover", "color"))
"""Attributes that can hide an element, beside its classes and its style."""
OPENED: Final = frozenset(("attribute", "display"))
"""Ways of hiding that a script undoes when a reader opens the rest of a text."""
LONG_REST: Final = 150
"""Characters above which a hidden part of a block can be the rest of its text."""
LONGER: Final = 1.5
"""How many times as long as the shown part the hidden rest must be."""
MOST_AROUND: Final = 40
"""Most ancestors of a node that are checked for a background or for a selector."""
FEWEST_JOINERS: Final = 8
"""Zero-width characters in a row from which they are a message: letters and emoji take two at most."""

SMUGGLED: Final = re.compile(
    "(?<!\U0001f3f4)[\U000e0000-\U000e007f]{3,}"
    "|[\U000e0100-\U000e01ef]{2,}"
    f"|[\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff]{{{FEWEST_JOINERS},}}"
)
"""Characters that show nothing and can spell a message; a black flag with tags is an emoji."""
UNSEEN: Final = re.compile("[\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e01ef]")
"""One of the characters that `SMUGGLED` is made of."""


class HiddenText(NamedTuple):
    """A text that is not shown."""

    text: str
    """Its text; characters that show nothing are written as ``U+E0041``."""
    node: int
    """The element that hides it."""
    block: int
    """Index of the page block that it is, or is part of."""
    how: HidingWay
    """``attribute``, ``class``, ``display``, ``visibility``, ``opacity``, ``size``, ``clip``, ``position``, ``color``,
    ``pale`` (it is white, and nothing says on what), ``fallback`` or ``characters``."""
    is_whole: bool
    """True when it is the whole block."""
    is_out: bool = False
    """True when it was taken out of the block's text."""


def find_hidden(ways: Ways, cut: TextBlocks, suspects: Sequence[int]) -> list[HiddenText]:
    """Return the hidden texts of ``suspects`` in order, and take those inside shown suspects out of ``cut``."""
    found: list[HiddenText] = []
    blocks, pieces = cut.blocks, cut.pieces
    smuggles = _may_smuggle(cut, suspects)
    if not smuggles and not ways.may_hide(*_reach(cut, suspects)):
        return found  # as on two thirds of all pages
    for i in suspects:
        block = blocks[i]
        hows = [ways.of(owner) for owner, _ in pieces[block.start : block.stop]]
        if any(hows):
            _take(cut, i, hows, found)
        if smuggles:
            _take_smuggled(cut, i, found)
    return found


def _reach(cut: TextBlocks, suspects: Sequence[int]) -> tuple[int, int]:
    """Return the first node that holds text of the ``suspects``, and the one after the last."""
    blocks = [cut.blocks[i] for i in suspects]
    owners = [owner for b in blocks for owner, _ in cut.pieces[b.start : b.stop]]
    return min(owners, default=0), max(owners, default=-1) + 1


def _may_smuggle(cut: TextBlocks, suspects: Sequence[int]) -> bool:
    """Return whether any of the ``suspects`` holds a character that shows nothing; looked up in all at once."""
    blocks = [cut.blocks[i] for i in suspects]
    texts = [text for b in blocks for _, text in cut.pieces[b.start : b.stop] if not text.isascii()]
    return bool(texts) and UNSEEN.search("".join(texts)) is not None


Way = tuple[int, HidingWay]
"""The element that hides, and how."""


def _take(cut: TextBlocks, i: int, hows: Sequence[Way | None], found: list[HiddenText]) -> None:
    """Record what is hidden in block ``i``, and remove it if the rest of the block is shown."""
    block, pieces = cut.blocks[i], cut.pieces
    shown = any(
        how is None and not pieces[at][1].isspace() and pieces[at][1]
        for at, how in enumerate(hows, block.start)
    )
    runs: dict[Way, list[int]] = {}
    for at, how in enumerate(hows, block.start):
        if how is not None:
            runs.setdefault(how, []).append(at)
    for (node, way), places in runs.items():
        text = _text([pieces[at][1] for at in places], "text")
        is_rest = way in OPENED and len(text) > max(LONG_REST, LONGER * (len(block.text) - len(text)))
        is_out = shown and way != "pale" and not is_rest
        if text:
            found.append(HiddenText(text, node, i, way, not shown, is_out))
        if is_out:
            for at in places:
                pieces[at] = (pieces[at][0], "")
    if shown:
        text = _text([pieces[at][1] for at in range(block.start, block.stop)], block.kind)
        if text and text != block.text:
            cut.blocks[i] = _with_text(block, text)


def _text(texts: Sequence[str], kind: str) -> str:
    return text_of_run(texts, kind, has_breaks=BREAK in texts) if texts else ""


def _with_text(block: TextBlock, text: str) -> TextBlock:
    size = len(text)
    return block._replace(
        text=text, link_chars=min(block.link_chars, size), bold_chars=min(block.bold_chars, size)
    )


def _take_smuggled(cut: TextBlocks, i: int, found: list[HiddenText]) -> None:
    """Take characters out of block ``i`` that show nothing and can spell a message."""
    block, pieces = cut.blocks[i], cut.pieces
    spelled = []
    for at in range(block.start, block.stop):
        owner, text = pieces[at]
        if not text.isascii() and SMUGGLED.search(text):
            spelled += SMUGGLED.findall(text)
            pieces[at] = (owner, SMUGGLED.sub("", text))
    if spelled:
        found.append(HiddenText(_spelled("".join(spelled)), block.node, i, "characters", False, True))
        text = _text([pieces[at][1] for at in range(block.start, block.stop)], block.kind)
        cut.blocks[i] = _with_text(
            block, text or "\ufffd"
        )  # a block without a text would move all that follow


def _spelled(characters: str) -> str:
    """Return what tag characters spell, or the names of others."""
    tags = [chr(ord(c) - 0xE0000) for c in characters if 0xE0020 <= ord(c) < 0xE007F]
    return "".join(tags) if tags else " ".join([f"U+{ord(c):04X}" for c in characters])


ReadAttributes = Callable[[Sequence[str]], Mapping[int, Mapping[str, str]]]


class Ways:
    """Finds how the nodes of a page are hidden; each node, and each style sheet, is evaluated once."""

    def __init__(self, nodes: Nodes, sheets: Sequence[str], read: ReadAttributes) -> None:
        """Read the style sheets.

        Args:
            nodes: The elements of the page.
            sheets: Its style sheets.
            read: Returns the attributes of given names that ``nodes`` lacks, by node.
        """
        self._nodes = nodes
        self._known: dict[int, Way | None] = {-1: None}
        self._rules = _Rules(nodes, read_sheets(sheets), read)
        self._silent: set[tuple[str, str | None, str | None]] = set()
        """Combinations of tag, class and id that no rule matches: most elements of a page share a few of them."""
        self._bare = TELLING | self._rules.by_tag.keys()
        """Tags that can be hidden without an attribute."""

    def may_hide(self, low: int, stop: int) -> bool:
        """Return whether an element from ``low`` to before ``stop``, or around ``low``, may be hidden by itself.

        All are looked at together, which takes a fraction of the time that asking for each does.
        """
        nodes = self._nodes
        around = [*nodes.ancestors(low)]
        tags = {*nodes.tags[low:stop], *[nodes.tags[node] for node in around]}
        attrs = [*filter(None, nodes.attrs[low:stop]), *[nodes.attrs[node] for node in around]]
        names = set().union(*attrs)
        if not self._bare.isdisjoint(tags) or not HIDING_ATTRIBUTES.isdisjoint(names):
            return True
        classes = {each["class"] for each in attrs if "class" in each}
        words = set(" ".join(classes).split())
        if not (CLASSES.isdisjoint(words) and SWITCHES.keys().isdisjoint(words)):
            return True
        if self._rules.may_name(words, {each["id"] for each in attrs if "id" in each}, names):
            return True
        if any(low <= node < stop or node in around for node in self._rules.unkept):
            return True
        styles = {each["style"] for each in attrs if "style" in each} if "style" in names else ()
        return any(may_hide(read_declarations(style)) for style in styles)

    def of(self, node: int) -> Way | None:
        """Return what hides ``node``, the outermost of it; None if it is shown."""
        known = self._known
        if node in known:
            return known[node]
        path = []
        parents, attrs, tags = self._nodes.parents, self._nodes.attrs, self._nodes.tags
        while node not in known:
            path.append(node)
            node = parents[node]
        way = known[node]
        for below in reversed(path):
            if way is None and (attrs[below] or tags[below] in self._bare or below in self._rules.unkept):
                how = self._own(below)
                if how is not None:
                    way = (below, how)
            known[below] = way
        return way

    def _own(self, node: int) -> HidingWay | None:
        """Return how ``node`` itself is hidden."""
        attrs, tag = self._nodes.attrs[node], self._nodes.tags[node]
        if tag in FALLBACK:
            return "fallback"
        if "hidden" in attrs or "popover" in attrs or (tag == "dialog" and "open" not in attrs):
            return "attribute"
        style = attrs.get("style")
        names = attrs.get("class")
        key = (tag, names, attrs.get("id"))
        if key in self._silent and style is None and "color" not in attrs and not self._rules.tests(node):
            return None
        if names and (how := _named(names)) is not None:
            return how
        said = self._rules.of(node)
        if style is None and "color" not in attrs and not said:
            if not self._rules.may_say(tag, attrs):
                self._silent.add(key)
            return None
        return self._styled(node, said, style or "")

    def _styled(self, node: int, said: dict[str, str], style: str) -> HidingWay | None:
        attrs = self._nodes.attrs[node]
        if "color" in attrs:
            said["color"] = attrs["color"].lower()
        said.update(read_declarations(style))
        how = way_of_hiding(said)
        if how is not None or "color" not in said:
            return how
        color = color_of(said["color"])
        behind = background_of(said) or self._behind(node)
        if behind is None:
            return "pale" if color in PALE else None
        return "color" if color == behind else None

    def _behind(self, node: int) -> str | None:
        """Return the nearest background around ``node``; None if none is known."""
        for _, around in zip(range(MOST_AROUND), self._nodes.ancestors(node), strict=False):
            attrs = self._nodes.attrs[around]
            said = self._rules.of(around)
            said.update(read_declarations(attrs.get("style", "")))
            behind = background_of(said) or color_of(attrs.get("bgcolor", "").lower())
            if behind is not None:
                return behind
        return None


def _named(names: str) -> HidingWay | None:
    """Return how the class ``names`` hides an element: for all but screen readers, or on every screen.

    >>> _named("menu sr-only"), _named("d-none"), _named("d-none d-lg-block")
    ('class', 'display', None)
    """
    each = names.split()
    if not CLASSES.isdisjoint(each):
        return "class"
    for name, others in SWITCHES.items():
        if name in each:
            return None if any(others in other for other in each if other != name) else "display"
    return None


class _Rules:
    """The rules of a page, indexed by tag, class, id and attribute."""

    def __init__(self, nodes: Nodes, rules: Sequence[Rule], read: ReadAttributes) -> None:
        self._nodes = nodes
        self.by_tag: dict[str, list[Rule]] = {}
        self._by_class: dict[str, list[Rule]] = {}
        self._by_id: dict[str, list[Rule]] = {}
        self._by_attribute: dict[str, list[Rule]] = {}
        self._has = bool(rules)
        tested: set[str] = set()
        for rule in rules:
            subject = rule.selector.subject
            tested.update(test.name for each in (subject, *rule.selector.around) for test in each.tests)
            if subject.id:
                self._by_id.setdefault(subject.id, []).append(rule)
            elif subject.classes:
                self._by_class.setdefault(min(subject.classes), []).append(rule)
            elif subject.tests:
                self._by_attribute.setdefault(subject.tests[0].name, []).append(rule)
            else:
                self.by_tag.setdefault(subject.tag, []).append(rule)
        unkept = [name for name in tested if not wanted(name)]
        self.unkept: Mapping[int, Mapping[str, str]] = read(unkept) if unkept else {}
        """Attributes by node that rules test and the walk does not keep."""

    def tests(self, node: int) -> bool:
        """Return whether a rule names an attribute of ``node``."""
        by = self._by_attribute
        return bool(by) and (node in self.unkept or not by.keys().isdisjoint(self._nodes.attrs[node]))

    def _attrs(self, node: int) -> Mapping[str, str]:
        attrs = self._nodes.attrs[node]
        more = self.unkept.get(node)
        return {**attrs, **more} if more else attrs

    def may_say(self, tag: str, attrs: Mapping[str, str]) -> bool:
        """Return whether a rule names an element like this one, wherever on the page it is."""
        if tag in self.by_tag or attrs.get("id") in self._by_id:
            return True
        return not self._by_class.keys().isdisjoint((attrs.get("class") or "").split())

    def may_name(
        self, classes: AbstractSet[str], ids: AbstractSet[str], attributes: AbstractSet[str]
    ) -> bool:
        """Return whether a rule names one of ``classes``, ``ids`` or ``attributes``."""
        return not (
            self._by_class.keys().isdisjoint(classes)
            and self._by_id.keys().isdisjoint(ids)
            and self._by_attribute.keys().isdisjoint(attributes)
        )

    def of(self, node: int) -> dict[str, str]:
        """Return the declarations that apply to ``node``; more specific selectors override others."""
        said: dict[str, str] = {}
        if not self._has:
            return said
        tag, attrs = self._nodes.tags[node], self._attrs(node)
        found = [*self.by_tag.get(tag, ()), *self._by_id.get(attrs.get("id") or "", ())]
        for name in dict.fromkeys((attrs.get("class") or "").split()):
            found += self._by_class.get(name, ())
        if self._by_attribute:
            for name in attrs:
                found += self._by_attribute.get(name, ())
        for rule in sorted(found, key=lambda rule: rule.selector.weight):
            if rule.selector.subject.fits(tag, attrs) and self._is_around(node, rule):
                said.update(rule.declarations)
        return said

    def _is_around(self, node: int, rule: Rule) -> bool:
        """Return whether the ancestors of ``node`` match those in ``rule``."""
        wanted_around = list(rule.selector.around)
        nodes = self._nodes
        for _, around in zip(range(MOST_AROUND), nodes.ancestors(node), strict=False):
            if not wanted_around:
                break
            if wanted_around[0].fits(nodes.tags[around], self._attrs(around)):
                wanted_around.pop(0)
        return not wanted_around
