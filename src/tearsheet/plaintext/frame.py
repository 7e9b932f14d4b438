"""What stands around a text's body: the header with title and meta lines above it, the footer below.

Pure functions over blocks. Nothing is certain in a text without markup, so each step says for a block why it was
left out, and whatever no rule speaks against belongs to the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.fields.breadcrumbs import is_home
from tearsheet.page.stated_values import Fact
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.blocks import Block, source_range
from tearsheet.plaintext.furniture import COPYRIGHT, MAX_TITLE, crumbs_of, is_copyright, is_crumbs
from tearsheet.plaintext.keylines import FIRST_LINES, KeyLine, read_key_line
from tearsheet.plaintext.lines import ends_sentence, weight
from tearsheet.plaintext.metaline import Part, read_metaline
from tearsheet.plaintext.titleweights import TITLE_BASE, TITLE_WEIGHTS
from tearsheet.vocab import load

LONG = 150
"""Shortest block, in characters, that is certainly running text (signs of scripts without spaces count more)."""
HEADER_BLOCKS = 60
"""Most blocks above the first running text in which a title is looked for."""
SHORT_HEADER = 16
"""Most blocks above the running text that are a plain header; more have a menu among them, and the title stands
near their end."""
SENTENCE = 50
"""Shortest sentence, in characters, with which the running text begins when no block is long."""
NEAR = 10
MIN_RUNNING = 2
"""Running text begins where at least `MIN_RUNNING` of the next `NEAR` blocks are sentences, too."""
META_BLOCKS = 15
"""Most blocks below the title that may be meta lines."""
MAX_FURNITURE = 80
"""Longest line, in characters, that is compared with the words of footers and controls."""
MAX_BRACKETS = 2
"""Most brackets and semicolons of a title; a line with more is code."""
FOOTER_SHARE = 0.35
"""Greatest share of a text's characters that may follow a heading of related articles for all of it to go."""

_WORDS = load("flattened")
_RELATED, _RESPONSES, _FOOTER, _CONTROLS, _NOISE = (
    frozenset(fold(w) for w in _WORDS[name])
    for name in ("related", "responses", "footer", "controls", "noise")
)
_COUNT = re.compile(r"\(?\d{1,5}\)?")
_BRACKET = re.compile(r"[{}()\[\];]")
_WORD = re.compile(r"[^\W\d_]+")
_TRAILER = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")


class Frame(NamedTuple):
    """Which blocks are the body, and what the others state."""

    headline: int
    """Index of the block that is the title above the body; -1 if there is none."""
    first: int
    """Index of the first block behind the header."""
    last: int
    """Index of the first block of the footer; the number of blocks if there is none."""
    reasons: dict[int, str]
    """Why blocks were left out, by index; those of the body are not in it."""
    facts: tuple[Fact, ...]
    """What the lines state, best first within a field."""


def find_frame(source: str, blocks: Sequence[Block]) -> Frame:
    """Return the frame of the blocks of ``source``."""
    return _Framer(source, blocks).run()


class _Framer:
    """Finds the frame of one text; one use."""

    def __init__(self, source: str, blocks: Sequence[Block]) -> None:
        self.source = source
        self.blocks = blocks
        self.reasons: dict[int, str] = {i: "rule" for i, b in enumerate(blocks) if b.kind == "rule"}
        self.facts: list[Fact] = []
        self.sample: str | None = None
        self.opener = -1
        self.menu = False
        self.late_meta = False
        self.known: tuple[str, ...] = ()
        self.keys = [fold(b.text) if len(b.text) <= MAX_TITLE else "" for b in blocks]

    def run(self) -> Frame:
        top = self.key_header()
        lead = self.lead(top)
        title, headline = self.title(top, lead)
        first = max(top, headline + 1)
        for i in range(first):
            self.reasons.setdefault(i, "header")
        last = self.footer(max(first, min(lead, len(self.blocks) - 1)))
        if headline >= 0 and title >= 0 and not any(f.field == "title" for f in self.facts):
            self.state("title", title, "line")
        self.names(title, headline)
        self.meta(headline, first, lead, last)
        self.site(headline)
        return Frame(headline, first, last, self.reasons, tuple(self.facts))

    # Parts of the frame, from the top down

    def key_header(self) -> int:
        """Read ``Key: value`` lines at the very top; return the index behind them (0 if they are no header)."""
        found: list[tuple[int, KeyLine]] = []
        for i, block in enumerate(self.blocks[:FIRST_LINES]):
            line = read_key_line(block.text) if block.kind in ("text", "heading") else None
            if line is not None:
                found.append((i, line))
            elif block.kind != "rule" and not (
                found and block.kind == "item"
            ):  # lists of tags in front matter
                break
        named = [line for _, line in found if line.field != "other"]
        if len(named) < 2 and not (named and named[0].field == "title"):
            return 0
        for i, line in found:
            self.reasons[i] = "key-line"
            self.state_key(i, line)
        top = found[-1][0] + 1
        while top < len(self.blocks) and self.blocks[top].kind == "rule":
            top += 1
        return top

    def lead(self, top: int) -> int:
        """Index of the first running text behind ``top``; the number of blocks if there is none.

        It is followed by more of it: a lone long block may be a notice or a teaser in a menu.
        """
        first = len(self.blocks)
        for i in range(top, len(self.blocks)):
            block = self.blocks[i]
            if block.kind not in ("text", "quote", "code") or weight(block.text) < LONG:
                continue
            first = min(first, i)
            near = self.blocks[i + 1 : i + 1 + NEAR]
            running = sum(b.kind == "text" and len(b.text) >= 80 and ends_sentence(b.text) for b in near)
            if "cookie" in block.text.lower() and i + 3 < len(self.blocks):
                self.reasons[i] = "notice"
            elif running >= MIN_RUNNING or i + NEAR >= len(self.blocks):
                return i
        if first < len(self.blocks):
            return first
        sentences = (i for i in range(top, first) if weight(self.blocks[i].text) >= SENTENCE)
        return next((i for i in sentences if ends_sentence(self.blocks[i].text)), first)

    def title(self, top: int, lead: int) -> tuple[int, int]:
        """Return the block that states the title best and the one behind which the body begins; -1 for none."""
        stated = next((f for f in self.facts if f.field == "title"), None)
        stop = min(lead, len(self.blocks))
        top = max(top, stop - HEADER_BLOCKS)
        best, score = -1, 0.0
        counts = Counter(self.keys[top:stop])
        self.opener = next((i for i in range(top, stop) if self.may_open(i, top, stop)), -1)
        self.menu = any(self.is_furniture(i) or is_crumbs(self.blocks[i].text) for i in range(top, stop))
        metas = (i for i in range(top, stop) if read_metaline(self.blocks[i].text))
        self.late_meta = next(metas, 0) > top + 1
        for i in range(top, stop):
            mark = self.title_score(i, top, stop, counts)
            if mark > score:
                best, score = i, mark
        if stated is not None:
            again = [i for i in range(top, stop) if self.keys[i] == fold(stated.value)]
            return (again[0], again[-1]) if again else (-1, top - 1)
        if best < 0:
            return -1, -1
        same = [i for i in range(top, stop) if self.keys[i] == self.keys[best]]
        return same[0], same[-1]

    def title_score(self, i: int, top: int, stop: int, counts: Counter[str]) -> float:
        """How much speaks for block ``i`` of the header to be the title; 0 or less if it cannot be."""
        block, key = self.blocks[i], self.keys[i]
        if block.kind not in ("text", "heading") or not key or i in self.reasons or self.is_furniture(i):
            return 0.0
        if is_crumbs(block.text) or read_metaline(block.text) or read_key_line(block.text):
            return 0.0
        if len(_BRACKET.findall(block.text)) > MAX_BRACKETS:
            return 0.0
        signals = self.title_signals(i, top, stop, counts)
        return TITLE_BASE + sum(TITLE_WEIGHTS[name] * value for name, value in signals.items())

    def title_signals(self, i: int, top: int, stop: int, counts: Counter[str]) -> dict[str, float]:
        """What tells block ``i`` of the header from the title, by name of the weight."""
        block, key = self.blocks[i], self.keys[i]
        words = len(block.text.split())
        if not block.text.isascii():
            words = max(words, int(weight(block.text) / 6))
        below = range(i + 1, min(i + 4, stop))
        menu = stop - top > SHORT_HEADER
        echo = self.echo(block.text, stop)
        told = echo > 0 or words > 3  # a shorter one that the text never takes up names the site
        return {
            "words": min(words, 8),
            "stopped": block.text[-1] in ".:,;。：" and block.text[-3:] != "...",
            "marked-1": block.kind == "heading" and block.level == 1,
            "marked": block.kind == "heading" and block.level > 1,
            "repeated": counts[key] > 1 and words > (2 if self.menu else 1),
            "teased": self.teased(i, key, stop),
            "above-meta": next(
                (1 / d for d, j in enumerate(below, 1) if read_metaline(self.blocks[j].text)), 0
            ),
            "first": i == top == self.opener == 0 and told and not self.menu and not self.late_meta,
            "home": is_home(block.text.split(None, 1)[0]),
            "opener": i == self.opener and told and not menu,
            "echo": echo * min(words, 8),
            "long": weight(block.text) > LONG,
            "in-menu": words < 3 and counts[key] < 2 and self.in_short_run(i, top, stop),
            "distance-menu": min(30, stop - i) if menu else 0,
            "distance": min(30, stop - i) if not menu else 0,
            "above-trail": i + 1 < stop and is_crumbs(self.blocks[i + 1].text),
            "question": block.text[-1] in "?？؟",
        }

    def may_open(self, i: int, top: int, stop: int) -> bool:
        """Whether block ``i`` may be the first line that is no menu."""
        if self.is_furniture(i) or is_home(self.blocks[i].text.split(None, 1)[0]):
            return False
        return len(_WORD.findall(self.blocks[i].text)) > 2 or not self.in_short_run(i, top, stop)

    def teased(self, i: int, key: str, stop: int) -> bool:
        """Whether a line below repeats block ``i`` and goes on."""
        return len(key) > 12 and any(
            k != key and k.startswith(key) for k in self.keys[i + 1 : min(stop, i + 6)]
        )

    def echo(self, text: str, lead: int) -> float:
        """Share of the longer words of ``text`` that the running text takes up."""
        words = {w for w in _WORD.findall(text.casefold()) if len(w) > 3}
        return sum(w in self.running(lead) for w in words) / len(words) if words else 0.0

    def running(self, lead: int) -> str:
        """The beginning of the running text, in one case."""
        if self.sample is None:
            self.sample = " ".join(b.text[:400] for b in self.blocks[lead : lead + 12]).casefold()
        return self.sample

    def in_short_run(self, i: int, top: int, stop: int) -> bool:
        """Whether the neighbours are short, too, as in a menu."""
        near = [j for j in (i - 2, i - 1, i + 1, i + 2) if top <= j < stop]
        return sum(len(self.blocks[j].text.split()) < 4 for j in near) >= 2

    def footer(self, start: int) -> int:
        """Index of the first block of the footer: what follows a cue of one, or a tail of menu lines."""
        total = sum(len(b.text) for b in self.blocks)
        after = total
        last = len(self.blocks)
        for i, block in enumerate(self.blocks):
            after -= len(block.text)
            if i <= start or i in self.reasons:
                continue
            if self.ends_article(i, after / max(1, total)):
                last = i
                break
        while last - 1 > start and (self.is_furniture(last - 1) or last - 1 in self.reasons):
            last -= 1
        for i in range(last, len(self.blocks)):
            self.reasons.setdefault(i, "footer")
        return last

    def ends_article(self, i: int, after: float) -> bool:
        """Whether block ``i`` opens what follows an article; ``after`` is the share of text behind it."""
        block, key = self.blocks[i], self.keys[i]
        if block.kind not in ("text", "heading") or len(block.text) > MAX_FURNITURE:
            return False
        bare = fold(_COUNT.sub("", block.text))
        if bare in _RESPONSES:
            return True
        if bare in _RELATED:
            return after <= FOOTER_SHARE or all(weight(b.text) < LONG for b in self.blocks[i:])
        return after < 0.15 and (key in _FOOTER or is_copyright(block.text))

    def is_furniture(self, i: int) -> bool:
        """Whether a block is a control or a line of a footer, by its words alone."""
        block = self.blocks[i]
        if len(block.text) > 3 * MAX_FURNITURE or block.kind not in ("text", "item", "heading"):
            return False
        if self.keys[i] in _CONTROLS or self.keys[i] in _FOOTER:
            return True
        if not self.keys[i]:  # signs alone: icons, but not the brackets of code
            return _BRACKET.search(block.text) is None
        if len(block.text) <= 2 * MAX_FURNITURE and is_copyright(block.text):
            return True
        parts = [fold(p) for p in re.split(r"\s*[|·•,]\s*|\s{2,}", block.text)]
        return len(parts) > 1 and sum(p in _CONTROLS or p in _FOOTER for p in parts) > 0.5 * len(parts)

    # What the lines state

    def names(self, title: int, headline: int) -> None:
        """Collect names that a meta line may glue to its other parts: lines and crumbs of the header."""
        names: dict[str, None] = {}
        for i in range(max(0, headline)):
            text = self.blocks[i].text
            if i == title or len(text) > 60:
                continue
            names[text] = None
        for i in range(min(len(self.blocks), headline + META_BLOCKS)):
            if is_crumbs(self.blocks[i].text):
                names.update((part, None) for part in crumbs_of(self.blocks[i].text))
        self.known = tuple(sorted((n for n in names if len(n) > 1), key=len, reverse=True))

    def meta(self, headline: int, first: int, lead: int, last: int) -> None:
        """Take the meta lines around the title and at the very end, the teasers and repeats below it."""
        title = self.keys[headline] if headline >= 0 else ""
        running = fold(self.blocks[lead].text) if lead < len(self.blocks) else ""
        near = [
            *range(first, min(first + META_BLOCKS, lead, last)),
            *range(headline - 1, max(-1, headline - 6), -1),
        ]
        for i in near:
            self.take(i, title, running)
        for i in range(max(first, last - 3), last):
            if i not in self.reasons and i > lead and len(self.blocks[i].text) <= MAX_FURNITURE:
                parts = self.parts(i)
                if any(p.field == "date" for p in parts) and ":" in self.blocks[i].text:
                    self.reasons[i] = "meta-line"
        for i in range(first, last):
            if i not in self.reasons and self.keys[i] in _CONTROLS and self.blocks[i].kind != "item":
                self.reasons[i] = "control"

    def take(self, i: int, title: str, running: str) -> None:
        """Judge one block beside the title."""
        block, key = self.blocks[i], self.keys[i]
        if block.kind not in ("text", "heading", "item") or self.reasons.get(i, "header") != "header":
            return
        line = read_key_line(block.text) if len(block.text) <= MAX_FURNITURE else None
        parts = self.parts(i)
        if line is not None and line.value and line.field != "summary" and len(parts) < 2:
            self.reasons[i] = "key-line"
            self.state_key(i, line)
            return
        if title and key != title and key.startswith(title) and not ends_sentence(block.text):
            self.reasons[i] = "teaser"
        elif key and key == title:
            self.reasons[i] = "repeat"
        elif is_crumbs(block.text) and i not in self.reasons and block.kind == "text":
            self.reasons[i] = "crumbs"
        elif self.is_furniture(i):
            self.reasons[i] = "control"
        elif self.is_cut_off(i, key, running):
            self.reasons[i] = "teaser"
            self.state("summary", i, "teaser")
        elif parts:
            self.reasons[i] = "meta-line"
            for part in parts:
                start, stop = source_range(self.source, block, part.start, part.stop)
                self.facts.append(Fact(part.field, part.value, start, stop, "meta-line"))

    def parts(self, i: int) -> tuple[Part, ...]:
        return read_metaline(self.blocks[i].text, self.known)

    def is_cut_off(self, i: int, key: str, running: str) -> bool:
        """Whether a block is the beginning of the running text, cut off."""
        bare = fold(_TRAILER.sub("", self.blocks[i].text))
        return len(bare) > 20 and bare != running and running.startswith(bare) and bool(key)

    def site(self, headline: int) -> None:
        """The site's name: after a copyright sign, or in the text's first line when more stands above the title."""
        for i in range(len(self.blocks) - 1, max(-1, len(self.blocks) - 15), -1):
            text = self.blocks[i].text
            match = COPYRIGHT.search(text) if len(text) <= 2 * MAX_FURNITURE else None
            if match and i in self.reasons and fold(match[1]) not in _FOOTER:
                name = match[1].strip()
                at = text.find(name)
                start, stop = source_range(self.source, self.blocks[i], at, at + len(name))
                self.facts.append(Fact("site", name, start, stop, "copyright"))
                break
        for i in range(max(0, headline)):
            block = self.blocks[i]
            if self.reasons.get(i) != "header" or self.is_furniture(i) or is_crumbs(block.text):
                continue
            if block.kind == "text" and len(block.text.split()) <= 4 and block.text[-1] not in ".:,?!":
                self.state("site", i, "first-line")
            break

    def state(self, field: str, i: int, rule: str) -> None:
        block = self.blocks[i]
        self.facts.append(Fact(field, block.text, block.start, block.stop, rule))

    def state_key(self, i: int, line: KeyLine) -> None:
        block = self.blocks[i]
        if line.field != "other" and line.value:
            start, stop = source_range(self.source, block, line.offset, len(block.text))
            self.facts.append(Fact(line.field, line.value, start, stop, "key-line"))
