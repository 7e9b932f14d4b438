"""Finds authors in other places than bylines, and parts of the page that name other people.

Authors may also be named in the dateline of a news agency, in the last line of the text, or in a box below it. Other
people are commenters, people quoted, and the authors of other texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tearsheet.body.selection import BodySelection
from tearsheet.fields.byline_marks import LONGEST_LINE
from tearsheet.fields.site import SiteNames
from tearsheet.page import Page, TextBlock
from tearsheet.parsing.names import is_full_name, parse_names, strip_by
from tearsheet.vocab import load

_VOCAB = load("authors")
_FOREIGN = frozenset(_VOCAB["foreign"])
_FOREIGN_TAGS = frozenset(("blockquote", "figure", "figcaption"))
_WRITER = frozenset(_VOCAB["class"])
_BOX = frozenset(_VOCAB["box"])
_FOOTER = frozenset(load("plaintext")["footer"])
"""Lines of footers, such as the reservation of rights, that read like a name in some languages."""
_NO_NAME = frozenset(_VOCAB["no_name"])
_NO_NAME_ALONE = _NO_NAME.union(_VOCAB["no_name_alone"])
"""These, and words of buttons that also occur in names: only a line without other words is a button."""
_GREETING = frozenset(_VOCAB["greeting"])
_ABOUT: tuple[str, ...] = tuple(sorted(_VOCAB["about_author"], key=len, reverse=True))
_DATELINE = re.compile(
    r"[\[(（【]\s*(?:[^\s\])）】]{2,12}[\s=·]+)?([^\W\d_]{2,4}(?:[·,]\s?[^\W\d_]{2,4}){0,2})\s*(?:기자|특파원|记者|記者)\s*[\])）】]"
    r"|[^。（(]{0,20}[(（](?:本报|本报讯)?记者\s?([^\W\d_]{2,4}(?:[、 ][^\W\d_]{2,4}){0,3})\s?[)）]"
    r"|[(（][^)）]{2,20}[)）]\s?([^\W\d_]{2,4}(?:[·,]\s?[^\W\d_]{2,4}){0,2})\s*(?:기자|특파원)\s*="
)
"""A reporter before the text of a news agency: ``[paper name reporter]`` or ``(city=agency) name reporter =``."""
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)[\s\d,.©–—-]*(?:by\s)?([^\W\d_][^|·•©\d]{3,40})")
"""A copyright line with the name of the owner."""
_SIGNED = re.compile(r"^(?:[-–—~]\s?|\(\s?)?(.{4,60}?)\)?\.?$")

_SIGNED_END = re.compile(
    r"[（(【\[]\s?(?:本报|本報)?(?:记者|記者|撰文|文|作者)[\s:：／/]?\s?"
    r"([\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4}){0,2})(?:报道|報道|摄影)?\s?[)）】\]]$"
    r"|[。！？]\s?【([\u4e00-\u9fff]{2,5}(?:[、・][\u4e00-\u9fff]{2,5}){0,2})】$"
)
"""A reporter after the last sentence: with a label, or in the brackets that Japanese newspapers put around names."""

WRITTEN = frozenset(("article", "documentation", "forum"))
"""Kinds of pages with a signature; on others, what looks like a name is a product, a place or a button."""
LONGEST_HAN = 3
"""Longest unmarked name in Han characters; longer words are names of sections. Source: reasoning."""
CLIMB = 8
"""Number of ancestors of a name that are checked for parts with other people. Source: reasoning."""
LAST, AFTER = 2, 3
"""Number of lines before and after the end of the body that are searched for a signature. Source: reasoning."""
BOX_LINES = 10
"""Number of lines after the body in which a box about the author may begin. Source: reasoning."""
SIGNED_END = 30
"""Number of characters at the end of a line that are searched for a reporter. Source: reasoning."""
FIRST = 3
"""Number of lines of the body that may begin with a dateline. Source: reasoning."""
OWNER_LINES = 12
"""Number of lines at the end of the page that are searched for a copyright line. Source: reasoning."""
MOST_OWNER = 3
"""Most words of an owner's name; organisations have more, or are recognised by their words. Source: reasoning."""
MOST_IN_BOX = 60
"""Most elements of a box about the author. Source: reasoning."""


def is_foreign(page: Page, node: int, headline: int) -> bool:
    """Return whether ``node`` is in a part of the page that names other people and does not contain the ``headline``."""
    nodes = page.nodes
    inner = ""
    for _ in range(CLIMB):
        if node <= 0 or node <= headline < nodes.ends[node]:
            return False
        tag = nodes.tags[node]
        if tag in _FOREIGN_TAGS or (tag == "aside" and inner == "article"):
            return True
        if not _FOREIGN.isdisjoint(page.tokens(node)):
            return True
        if tag in ("article", "aside"):
            inner = tag
        node = nodes.parents[node]
    return False


def datelines(page: Page, selection: BodySelection) -> Iterator[tuple[TextBlock, tuple[str, ...]]]:
    """Yield the lines at the start of the body that name reporters in a dateline, with the names."""
    if selection.first < 0:
        return
    for block in page.blocks[selection.first : selection.first + FIRST]:
        if not block.text.isascii():
            match = _DATELINE.match(block.text[:80])
            if match:
                names = parse_names(match[1] or match[2] or match[3])
                if names:
                    yield block, names


def signed_ends(page: Page, selection: BodySelection) -> Iterator[tuple[TextBlock, tuple[str, ...]]]:
    """Yield the last lines of the text that end with the names of reporters in brackets, with the names."""
    if selection.last < 0:
        return
    for block in page.blocks[max(0, selection.last - LAST) : selection.last + 1]:
        if block.text[-1] in "）】)]" and not block.text.isascii():
            match = _SIGNED_END.search(block.text[-SIGNED_END:])
            names = parse_names(match[1] or match[2]) if match else ()
            if names:
                yield block, names


def signed_lines(page: Page, selection: BodySelection) -> Iterator[tuple[TextBlock, tuple[str, ...]]]:
    """Yield the short lines around the end of the body that consist only of full names, with the names."""
    if selection.last < 0 or page.is_text or selection.kind not in WRITTEN:
        return
    headline = page.blocks[selection.headline].node if selection.headline >= 0 else -1
    for block in page.blocks[max(0, selection.last - LAST) : selection.last + 1 + AFTER]:
        text = block.text.partition("\n")[0]
        if (
            len(text) > LONGEST_LINE
            or block.kind not in ("text", "cell")
            or text[-1] in '?!:】"”»“'
            or block.link_chars
        ):
            continue
        match = _SIGNED.match(strip_by(text) or text)
        signed = match[1] if match else ""
        names = parse_names(signed)
        alone = len(signed) <= sum(map(len, names)) + 8
        if names and alone and all(map(_is_signature, names)) and not is_foreign(page, block.node, headline):
            yield block, names


def _is_signature(name: str) -> bool:
    return (
        is_full_name(name)
        and not name.isupper()
        and not is_boilerplate(name)
        and name.casefold() not in _FOOTER
    )


def is_boilerplate(name: str) -> bool:
    """Return whether what could be a name is a word for a section, or contains a word of a menu, button or greeting."""
    section = name[0] > "\u2e7f" and (len(name) > LONGEST_HAN or any("\u3040" <= c < "\u3100" for c in name))
    return (section and " " not in name) or is_control(name)


def is_control(name: str) -> bool:
    """Return whether what could be a name contains a word of a menu, button or greeting."""
    words = [word.strip("×«»‹›.") for word in name.casefold().split()]
    return not _NO_NAME.isdisjoint(words) or _NO_NAME_ALONE.issuperset(words) or words[0] in _GREETING


def without_controls(name: str) -> str:
    """Return a name without the words of a button after it, as in 'Ada Lund View In Edition'."""
    words = name.split()
    known = [word.casefold() in _NO_NAME for word in words]
    at = next((i for i in range(2, len(words) - 1) if known[i]), 0)
    return " ".join(words[:at]) if at and known[-1] else name


def owners(page: Page, site: SiteNames) -> Iterator[tuple[TextBlock, tuple[str, ...]]]:
    """Yield the copyright line with the name of a person after whom the site is named, and the name.

    Companies have the same name as their sites, too. Therefore only pages with links to profiles (``rel=me``) count.
    """
    if not page.rels("me"):
        return
    for block in page.blocks[-OWNER_LINES:]:
        match = _COPYRIGHT.search(block.text) if len(block.text) <= LONGEST_LINE * 2 else None
        names = parse_names(match[1]) if match else ()
        if (
            len(names) == 1
            and is_full_name(names[0])
            and len(names[0].split()) <= MOST_OWNER
            and site.matches(names[0])
        ):
            yield block, names
            return


def boxes(page: Page, selection: BodySelection) -> Iterator[tuple[TextBlock, tuple[str, ...]]]:
    """Yield the first line of a box about the author below the body that names one, with the name."""
    if selection.last < 0 or page.is_text:
        return
    blocks = page.blocks
    headline = blocks[selection.headline].node if selection.headline >= 0 else -1
    introduced = False
    for block in blocks[selection.last + 1 : selection.last + 1 + BOX_LINES]:
        if len(block.text) > LONGEST_LINE:
            introduced = False
            continue
        rest = _after_about(block.text)
        if (introduced or rest or _in_box(page, block.node)) and not is_foreign(page, block.node, headline):
            names = parse_names(rest or block.text)
            if len(names) == 1 and is_full_name(names[0]) and len(rest or block.text) <= len(names[0]) + 8:
                yield block, names
                return
        introduced = rest == ""


def _after_about(text: str) -> str | None:
    """Return the text after the words that introduce a box about an author; None if there are no such words."""
    folded = text.casefold()
    for words in _ABOUT if folded.startswith(_ABOUT) else ():
        if folded.startswith(words):
            rest = text[len(words) :]
            return rest.lstrip(" :：") if not rest[:1].isalnum() else None
    return None


def _in_box(page: Page, node: int) -> bool:
    nodes = page.nodes
    for _ in range(5):
        if node < 0 or nodes.ends[node] - node > MOST_IN_BOX:
            return False
        tokens = page.tokens(node)
        if tokens and not _WRITER.isdisjoint(tokens) and not _BOX.isdisjoint(tokens):
            return True
        if "uthor" in "".join(tokens) and any("author" in word and word != "author" for word in tokens):
            return True
        node = nodes.parents[node]
    return False
