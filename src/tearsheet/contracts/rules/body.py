"""Rules for the body's text as a whole: its length, what does not belong in it, where it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from tearsheet.article.model import List, ListItem
from tearsheet.contracts.rule import Check, Problem, Settings, cut, prepared_rule, rule
from tearsheet.contracts.rules.ranges import RangeSettings, ShareSettings
from tearsheet.contracts.rules.sections import RepeatSettings
from tearsheet.contracts.view import Unit, View
from tearsheet.contracts.words import BOILERPLATE, BOILERPLATE_PLACE, CUT_MARKS, TERMINALS
from tearsheet.parsing.wordcount import count_words

Group = Literal["consent", "subscription", "sharing", "teasers", "labels"]


EDGES = " \t\n.:;,!?…»›>→|-–—•*"
"""Characters that may surround template text in its block: ``Read more »``."""


class BoilerplateSettings(Settings):
    """Which phrases of templates to look for, and in how long a block."""

    groups: tuple[Group, ...] = ("consent", "subscription", "sharing", "teasers", "labels")
    """Groups of built-in phrases."""
    phrases: tuple[str, ...] = ()
    """Additional phrases, case-insensitive."""
    allow: tuple[str, ...] = ()
    """Built-in phrases to leave out, such as ``cookie policy`` on a site about privacy law."""
    max_length: int = Field(default=160, ge=1)
    """Longest block to check, in characters: template text is short, a paragraph about cookies is not."""


class CompleteSettings(Settings):
    """When the last paragraph counts as broken off."""

    min_length: int = Field(default=40, ge=1)
    """Shortest last paragraph to check, in characters: a signature or a place name needs no full stop."""


class ParagraphSettings(Settings):
    """How long a paragraph may be."""

    max_words: int = Field(default=400, ge=1)
    """Maximum number of words in one paragraph."""


@rule("body.words", RangeSettings)
def body_words(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of words in the body, without headings, is in the range.

    Ten words are the teaser of a paywall; fifty thousand are an article followed by an archive.
    """
    if said := settings.says(view.words, "words"):
        yield Problem("sections", f"body has {said}", view.words)


@prepared_rule("body.boilerplate", BoilerplateSettings)
def body_boilerplate(settings: BoilerplateSettings) -> Check:
    """No short block of the body is template text: cookies, subscribe, share, 'read more', advertisement.

    Such lines are the most common extraneous text in extracted articles, and models trained on them memorise them.
    """
    allowed = {phrase.casefold() for phrase in settings.allow}
    phrases = {
        phrase: BOILERPLATE_PLACE[group]
        for group in settings.groups
        for phrase in BOILERPLATE[group]
        if phrase not in allowed
    }
    phrases.update((phrase.casefold(), "anywhere") for phrase in settings.phrases)

    def check(view: View) -> Iterable[Problem]:
        # One search over all short blocks at once; the block is only looked up if there is a match.
        short = [
            unit
            for unit in view.units
            if len(unit.text) <= settings.max_length and unit.type not in ("code", "math")
        ]
        folded = "\n".join(unit.text for unit in short).casefold()
        found = [(phrase, place) for phrase, place in phrases.items() if phrase in folded]
        for unit in short if found else ():
            text = unit.text.casefold().strip(EDGES)
            phrase = next((phrase for phrase, place in found if _tells(phrase, place, text)), None)
            if phrase is not None:
                yield Problem(unit.path, f"template text in the body: {phrase!r}", cut(unit.text))

    return check


def _tells(phrase: str, place: str, text: str) -> bool:
    """Return whether ``phrase`` is at its place in ``text``, and not part of longer words."""
    if place == "whole":
        return text == phrase
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        whole_words = not phrase.isascii() or not (
            text[at - 1 : at].isalpha() or text[end : end + 1].isalpha()
        )
        if whole_words and (place == "anywhere" or at == 0 or end == len(text)):
            return True
        at = text.find(phrase, at + 1)
    return False


@rule("body.complete", CompleteSettings)
def body_complete(view: View, settings: CompleteSettings) -> Iterator[Problem]:
    """The body is not truncated: no 'Read more' or '[…]' at its end, and its last paragraph ends in a complete sentence.

    Paywalls and feeds serve the beginning of an article with status 200. Texts that use no full stops pass, and so do
    bodies that end in a list, a table or a picture.
    """
    sections = view.article.sections
    if not view.units or not sections[-1].blocks:
        return
    last = view.units[-1]
    text = last.text.rstrip()
    if (mark := next((mark for mark in CUT_MARKS if text.casefold().endswith(mark)), None)) is not None:
        yield Problem(last.path, f"body ends with {mark!r}", cut(text[-80:]))
    elif text.endswith(("...", "…")) and last.type == "paragraph":
        yield Problem(last.path, "body is truncated", cut(text[-80:]), "is the rest behind a paywall?")
    elif _breaks_off(last, text, view, settings):
        yield Problem(last.path, "the last paragraph does not end a sentence", cut(text[-80:]))


def _breaks_off(last: Unit, text: str, view: View, settings: CompleteSettings) -> bool:
    if last.type != "paragraph" or len(text) < settings.min_length or text[-1] in TERMINALS:
        return False
    others = [unit.text.rstrip() for unit in view.units if unit.type == "paragraph" and unit is not last]
    ended = sum(1 for other in others if other and other[-1] in TERMINALS)
    return ended * 2 > len(others) if others else any(char in ".!?。" for char in text)


@rule("body.paragraph-length", ParagraphSettings)
def body_paragraph_length(view: View, settings: ParagraphSettings) -> Iterator[Problem]:
    """No paragraph has more than `max_words` words.

    A paragraph of thousands of words consists of many that were run together, with the lists and headings between
    them.
    """
    for unit in view.units:
        # No word is shorter than a character: short text needs no counting.
        if unit.type == "paragraph" and len(unit.text) > settings.max_words:
            words = count_words(unit.text)
            if words > settings.max_words:
                yield Problem(unit.path, f"paragraph has {words} words, over {settings.max_words}", words)


@rule("body.not-repeated", RepeatSettings)
def body_not_repeated(view: View, settings: RepeatSettings) -> Iterator[Problem]:
    """No paragraph or list item appears twice.

    Pull quotes, copies for phones and nested elements that were read twice repeat text. ``sections.not-repeated``
    reports whole sections that are repeated.
    """
    repeated_sections = _repeated_sections(view)
    counts: Counter[str] = Counter()
    for unit in view.prose:
        if unit.section in repeated_sections:
            continue
        counts[unit.text] += 1
        if counts[unit.text] == 2 and count_words(unit.text) >= settings.min_words:
            yield Problem(unit.path, "the same text occurs earlier in the body", cut(unit.text))


def _repeated_sections(view: View) -> frozenset[int]:
    seen: set[str] = set()
    again = set()
    for index, text in enumerate(view.section_texts):
        if text in seen:
            again.add(index)
        elif text:
            seen.add(text)
    return frozenset(again)


@rule("body.link-share", ShareSettings)
def body_link_share(view: View, settings: ShareSettings) -> Iterator[Problem]:
    """The share of the prose's characters that are inside links is in the range; a body without prose passes.

    Running text links a few words; a block that is all links is a menu, a tag list or a row of teasers.
    """
    total = sum(len(unit.text) for unit in view.prose)
    if not total:
        return
    linked = sum(_linked(block) for section in view.article.sections for block in section.blocks)
    if said := settings.says(min(1.0, linked / total), "of the text is inside links"):
        yield Problem("sections", said, round(linked / total, 3))


def _linked(block: object) -> int:
    if isinstance(block, List):
        return sum(_marked(item) for item in _items(block))
    return _marked(block)


def _items(block: List) -> Iterator[ListItem]:
    stack = list(block.items)
    while stack:
        item = stack.pop()
        yield item
        stack.extend(item.items)


def _marked(holder: object) -> int:
    return sum(mark.end - mark.start for mark in getattr(holder, "marks", ()) if mark.type == "link")


@rule("body.whole", Settings)
def body_whole(view: View, settings: Settings) -> Iterator[Problem]:  # noqa: ARG001  # a rule without settings
    """The whole article is present: its access is neither ``teaser`` nor ``closed``.

    The free beginning of a subscribers' article looks like a short article, and would be stored as one.
    """
    if view.article.access in ("teaser", "closed"):
        yield Problem(
            "access",
            f"access is {view.article.access!r}: only part of the text is present",
            view.article.access,
        )
