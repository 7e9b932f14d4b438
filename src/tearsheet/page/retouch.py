"""Corrects block text for markup that changes its meaning: note marks, exponents, ruby readings, anchor signs.

A superscript is shown apart from the word before it, but plain text would join them: ``2021`` with note 1 is not
``20211``. The pieces are changed together with the text, so that inline marks can still be located.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import BREAK, TextBlock, TextBlocks, clean, visible
from tearsheet.page.words import split_words

READINGS = frozenset(("rt", "rtc", "rp"))
"""Ruby elements with the reading of a word, and with the brackets around it. Source: the HTML standard."""
SIGNS = frozenset("#¶§⚓🔗∞")
"""Signs of permalinks that sites add to headings and terms."""
BACK = frozenset("↩↑⤴↵⏎⮌⇑▲^")
"""Signs of links from a note back to the text."""
ANCHOR_TOKENS = frozenset(("headerlink", "permalink", "editsection", "anchorjs", "headeranchor"))
"""Words in the class of links beside a heading. Source: Sphinx, MediaWiki, AnchorJS, MkDocs."""
UNIT_CHARACTERS = 3
"""Longest base of a power in characters (``cm``, ``10``); a superscript number after a longer word marks a note."""

_NOTE = re.compile(r"[0-9]{1,3}|[a-z]|[ivx]{2,5}")
_POWER = re.compile(r"[+\-−–]?[0-9]{1,4}|[+\-−–]?[nkxijmt]")
_CURRENCY = re.compile(r"[$€£¥]\s?[0-9.,]*$")


def retouch(nodes: Nodes, cut: TextBlocks) -> None:
    """Correct the pieces of ``cut`` and the text of their blocks, in place."""
    work = _Retouch(nodes, cut)
    if any(tag in cut.by_tag for tag in ("sup", *READINGS)):
        work.raise_and_drop()
    work.drop_signs()
    work.finish()


class _Retouch:
    """Corrects the blocks of one page."""

    def __init__(self, nodes: Nodes, cut: TextBlocks) -> None:
        self._nodes = nodes
        self._cut = cut
        self._changed: set[int] = set()  # blocks

    def raise_and_drop(self) -> None:
        """Set superscripts apart as note marks or exponents, and drop ruby readings."""
        high = _inside(self._nodes, self._cut.by_tag.get("sup", ()))
        readings = _inside(self._nodes, [n for tag in READINGS for n in self._cut.by_tag.get(tag, ())])
        pieces = self._cut.pieces
        for k, block in enumerate(self._cut.blocks):
            before = ""
            i = block.start
            while i < block.stop:
                owner, text = pieces[i]
                if owner in readings:
                    pieces[i] = (owner, "")
                    self._changed.add(k)
                elif owner in high:
                    stop = i
                    while stop < block.stop and high.get(pieces[stop][0]) == high[owner]:
                        stop += 1
                    if self._raise(high[owner], i, stop, before):
                        self._changed.add(k)
                    i = stop
                    before = "^"
                    continue
                elif text.strip():
                    before = text
                i += 1

    def _raise(self, node: int, start: int, stop: int, before: str) -> bool:
        """Set the superscript at ``node`` apart from the text ``before`` it; return whether anything was changed."""
        pieces = self._cut.pieces
        shown = "".join([text for _, text in pieces[start:stop]]).strip()
        if not before or before[-1].isspace() or before == "^" or BREAK in shown:
            return False
        if self._is_note(node, shown, before):
            prefix, suffix = "[", "]"
        elif _POWER.fullmatch(shown) and _takes_power(before, shown):
            prefix, suffix = "^", ""
        else:
            return False
        filled = [i for i in range(start, stop) if pieces[i][1].strip()]
        first, last = filled[0], filled[-1]
        pieces[first] = (pieces[first][0], prefix + pieces[first][1].lstrip())
        if suffix:
            pieces[last] = (pieces[last][0], pieces[last][1].rstrip() + suffix)
        return True

    def _is_note(self, node: int, shown: str, before: str) -> bool:
        """Return whether the superscript is a note mark: it links within the page, or follows a word or a full stop."""
        if not _NOTE.fullmatch(shown):
            return False
        nodes = self._nodes
        around = (nodes.parents[node], *range(node, nodes.ends[node]))
        if any(nodes.tags[n] == "a" and "#" in nodes.attrs[n].get("href", "") for n in around):
            return True
        if not shown.isdecimal():
            return False
        last = before.rstrip("\"'”’»)")[-1:]
        word = _last_word(before)
        return last in (".", ",", ";", ":", "!", "?", "。", "，") or (
            word.isalpha() and len(word) > UNIT_CHARACTERS
        )

    def drop_signs(self) -> None:
        """Drop permalinks from headings, terms and captions, and back links from notes."""
        pieces = self._cut.pieces
        for k, block in enumerate(self._cut.blocks):
            if block.kind == "code" or block.stop - block.start < 2:
                continue
            headed = block.kind in ("heading", "caption") or self._nodes.tags[block.node] in ("dt", "summary")
            if not block.link_chars and not headed:
                continue
            if not headed and block.text[-1].isalnum() and block.text[0].isalnum():
                continue
            ends = range(block.start, block.stop) if headed else self._ends(block)
            for i in ends:
                owner, text = pieces[i]
                if self._is_sign(owner, text, headed=headed):
                    pieces[i] = (owner, " " if text[:1].isspace() else "")
                    self._changed.add(k)

    def _ends(self, block: TextBlock) -> Sequence[int]:
        """Return the indices of the pieces at both ends of a block that are short enough to be signs."""
        pieces = self._cut.pieces
        found = []
        if len(pieces[block.start][1]) < 4:
            found.append(block.start)
        i = block.stop - 1
        while i > block.start and len(pieces[i][1]) < 4 and not pieces[i][1].isalnum():
            found.append(i)
            i -= 1
        return found

    def _is_sign(self, owner: int, text: str, *, headed: bool) -> bool:
        shown = text.strip().rstrip("\ufe0e\ufe0f")
        if not shown:
            return False
        link = self._link(owner)
        if headed and link >= 0 and self._is_anchor(owner, link):
            return True
        if link < 0 or len(shown) > 3 or not BACK.union(SIGNS).issuperset(shown):
            return False
        return "#" in self._nodes.attrs[link].get("href", "")

    def _is_anchor(self, owner: int, link: int) -> bool:
        """Return whether the class of the link, or of an element around it, marks it as a permalink."""
        attrs, parents = self._nodes.attrs, self._nodes.parents
        for node in (owner, link, parents[link]):
            names = attrs[node].get("class") if node >= 0 else None
            if names and not ANCHOR_TOKENS.isdisjoint((*split_words(names), *names.lower().split())):
                return True
        return False

    def _link(self, node: int) -> int:
        """Return the link that ``node`` is, or that is closely around it; -1 if there is none."""
        tags, parents = self._nodes.tags, self._nodes.parents
        for _ in range(3):
            if node < 0:
                return -1
            if tags[node] in ("a", "button"):
                return node
            node = parents[node]
        return -1

    def finish(self) -> None:
        """Rebuild the text of changed blocks; a block that would become empty keeps its text."""
        blocks, pieces = self._cut.blocks, self._cut.pieces
        for k in self._changed:
            block = blocks[k]
            text = _text("".join([text for _, text in pieces[block.start : block.stop]]), block.kind)
            if text:
                blocks[k] = block._replace(text=text)


def _inside(nodes: Nodes, tops: Collection[int]) -> dict[int, int]:
    """Return, for each node that is or is in one of ``tops``, that top."""
    return {node: top for top in tops for node in range(top, nodes.ends[top])}


def _last_word(text: str) -> str:
    end = len(text)
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _takes_power(before: str, shown: str) -> bool:
    """Return whether the superscript ``shown`` is an exponent: ``before`` ends with a number, unit, sign or bracket."""
    last = before[-1]
    if _CURRENCY.search(before[-12:]):
        return False
    if shown[-1].isalpha():
        return last.isdecimal() or last == ")"
    return last.isdecimal() or last in ")]" or 0 < len(_last_word(before)) <= UNIT_CHARACTERS


def _text(joined: str, kind: str) -> str:
    if kind == "code":
        return visible(joined).replace(BREAK, "\n").strip("\r\n").rstrip()
    lines = [clean(line) for line in joined.split(BREAK)]
    return "\n".join([line for line in lines if line])
