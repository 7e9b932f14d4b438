"""Lines to blocks: headings that are marked as such, list items, quotes, code, table rows, and running text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise

from tearsheet.page.text_blocks import clean
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.heading_marks import AFTER_MARK, UNDERLINES, is_wavy, read_mark
from tearsheet.plaintext.hyphens import healed, hyphenated
from tearsheet.plaintext.inline import LINK_NUMBER, Inline, strip_marks
from tearsheet.plaintext.key_value_lines import FIRST_LINES, read_key_line
from tearsheet.plaintext.lines import MIN_WRAP, Dialect, Line, ends_sentence, first_word, is_rule
from tearsheet.plaintext.list_marks import nest, settle_numbers
from tearsheet.vocab import load

MAX_SETEXT = 120
"""Longest line, in characters, that an underline makes a heading."""
MAX_LOOKAHEAD = 8
"""Most lines that one sentence is searched for over when inline markup has broken it into lines."""
MIN_BROKEN = 30
"""Shortest line, in characters, that ends in a short word because a link follows: shorter ones may be headings."""
USUAL_WRAP = 78
"""Column at which headings are broken in a text that shows none. Source: the default of html2text."""
SLACK = 0.8
"""A line that fills less of the wrap column than this, with the next word counted, was ended by its author."""

_BULLET = re.compile(r"[-*+•▪◦●‣■–·○►✓✔➤◆∙⁃・]\s+(?=\S)|[•▪◦●‣■□○►✓✔➤◆◇▼▶∙⁃・](?=\S)")
_NUMBER = re.compile(r"(?:\(?(\d{1,3}|[a-z])[.)]\s+|(\d{1,2})[、．])(?=\S)")
_ATX = re.compile(r"(#{1,6})\s+(?=\S)")
_ATX_END = re.compile(r"\s+#+$")
_FENCE = re.compile(r"(`{3,}|~{3,})\s*([\w+#.-]*)")
_DELIMITERS = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r">+\s?")
_LINK_LIST = re.compile(r"\d{1,4}\. \w+:/?\S*$")
"""A line of the list of links at the end of what a text browser prints."""
_TAGGED = re.compile(r"<(h|p)>\s*(?=\S)")
"""Line prefixes of programs that keep whether a line is a heading or a paragraph."""
_APART = re.compile(r" {6,}")
MAX_APART = 3
"""Most parts of a running head; a line with more is a row of a table."""
_REFERENCE = re.compile(r"\[[^\]\n]{1,80}\]:\s*\S+")
_TIGHT = re.compile(
    r"(?<=\S)\n(?=[,.;:)!?%”’»…，。；：）！？、])|(?<=[(\[“‘«「『（])\n(?=\S)"
    r"|(?<=[\u3040-\u30ff\u3400-\u9fff，。、])\n(?=[\u3040-\u30ff\u3400-\u9fff])"
)
"""Line breaks that stand for no space: before closing and after opening marks, and between signs of scripts without
spaces."""
_UNFINISHED = frozenset(load("plaintext")["unfinished"])
"""Words with which no line ends but one that inline markup has broken; with a capital they may be a line of their own."""
_CONTINUING = ",.;:)!?%”’»…，。；：）！？、"


class _Reader:
    """Reads blocks off a text's lines; one use a text."""

    def __init__(self, source: str, lines: list[Line], dialect: Dialect) -> None:
        self.source = source
        self.lines = lines
        self.dialect = dialect
        self.blocks: list[Block] = []
        self.at = 0
        spaced = sum(line.spaced or line.indent == 1 for line in lines)
        self.spaces_mean = not dialect.markdown and 0 < spaced < 0.6 * len(lines)
        low = sum(not line.gap and (line.text[0].islower() or line.text[0] in _CONTINUING) for line in lines)
        self.broken = not dialect.wrap and low > 0.15 * len(lines)
        self.parted = sum(line.gap for line in lines) >= 0.3 * len(lines)

    def run(self) -> list[Block]:
        rules: tuple[Callable[[Line], bool], ...] = (
            (self.fence, self.indented, self.atx, self.marked, self.rule, self.table, self.quote, self.item)
            if self.dialect.markdown
            else (self.tagged, self.fence, self.marked, self.rule, self.table, self.quote, self.item)
        )
        markdown = self.dialect.markdown
        while self.at < len(self.lines):
            line = self.lines[self.at]
            plain = (
                not markdown
                and line.text[0].isalpha()
                and "|" not in line.text
                and line.text[1:2] not in AFTER_MARK
            )
            if plain or not any(rule(line) for rule in rules):
                self.paragraph(line)
        return self.blocks

    # Each rule takes the lines that are its own and says whether it did.

    def tagged(self, line: Line) -> bool:
        marker = _TAGGED.match(line.text)
        if marker is None:
            return False
        kind = "heading" if marker[1] == "h" else "text"
        self.add(Block(kind, "", line.start + marker.end(), line.stop), line)
        self.at += 1
        return True

    def fence(self, line: Line) -> bool:
        opened = _FENCE.fullmatch(line.text)
        if opened is None or self.is_wavy(line):
            return False
        mark = opened[1]
        last = self.at + 1
        while last < len(self.lines) and not self.lines[last].text.startswith(mark):
            last += 1
        if last > self.at + 1:
            start = self.source.rfind("\n", 0, self.lines[self.at + 1].start) + 1
            stop = self.lines[last - 1].stop
            code = self.source[start:stop]
            self.blocks.append(Block("code", code, start, stop, language=opened[2].lower() or None))
        self.at = last + 1
        return True

    def indented(self, line: Line) -> bool:
        if line.indent < 4 or not line.gap or (self.blocks and self.blocks[-1].kind == "item"):
            return False
        if _BULLET.match(line.text):
            return False
        last = self.at
        while last + 1 < len(self.lines) and self.lines[last + 1].indent >= 4:
            last += 1
        stop = self.lines[last].stop
        self.blocks.append(Block("code", self.source[line.start : stop], line.start, stop))
        self.at = last + 1
        return True

    def atx(self, line: Line) -> bool:
        marker = _ATX.match(line.text)
        if marker is None:
            return False
        tail = _ATX_END.search(line.text)
        stop = line.start + (tail.start() if tail else len(line.text))
        while self.at + 1 < len(self.lines) and self.goes_on_in_heading(
            self.lines[self.at], self.lines[self.at + 1]
        ):
            self.at += 1
            stop = self.lines[self.at].stop
        self.add(Block("heading", "", line.start + marker.end(), stop, len(marker[1])), line)
        self.at += 1
        return True

    def marked(self, line: Line) -> bool:
        """Take a heading that is marked as in wikis, AsciiDoc or Textile."""
        mark = read_mark(line.text, apart=line.gap)
        if mark is None:
            return False
        self.add(Block("heading", "", line.start + mark.start, line.start + mark.stop, mark.level), line)
        self.at += 1
        return True

    def is_wavy(self, line: Line) -> bool:
        return self.at > 0 and not line.gap and is_wavy(line.text, self.lines[self.at - 1].text)

    def goes_on_in_heading(self, before: Line, line: Line) -> bool:
        """Whether a program broke a long heading before ``line``."""
        if line.gap or _ATX.match(line.text) or _BULLET.match(line.text):
            return False
        return before.indent + len(before.text) + 1 + first_word(line.text) > (
            self.dialect.wrap or USUAL_WRAP
        )

    def rule(self, line: Line) -> bool:
        if not is_rule(line.text) and not self.is_wavy(line):
            return False
        below = self.blocks[-1] if self.blocks and not line.gap else None
        if below is not None and line.text[0] in UNDERLINES and self.is_underlined(below):
            self.blocks[-1] = below._replace(kind="heading", level=1 + UNDERLINES.index(line.text[0]))
        else:
            self.blocks.append(Block("rule", line.text, line.start, line.stop))
        self.at += 1
        return True

    def is_underlined(self, block: Block) -> bool:
        """Whether a rule directly below makes ``block`` a heading; below front matter it does not."""
        if block.kind != "text" or len(block.text) > MAX_SETEXT:
            return False
        return self.at >= FIRST_LINES or read_key_line(block.text) is None

    def table(self, line: Line) -> bool:
        if "|" not in line.text or self.at + 1 >= len(self.lines):
            return False
        below = self.lines[self.at + 1]
        if below.gap or not _DELIMITERS.fullmatch(below.text) or "|" not in below.text + line.text.strip("|"):
            return False
        self.row(line, header=1)
        self.at += 2
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.gap or "|" not in line.text:
                break
            self.row(line, header=0)
            self.at += 1
        return True

    def row(self, line: Line, *, header: int) -> None:
        edges = [-1, *(m.start() for m in _CELL_EDGE.finditer(line.text)), len(line.text)]
        cells = []
        for left, right in pairwise(edges):
            raw = line.text[left + 1 : right]
            start = line.start + left + 1 + len(raw) - len(raw.lstrip())
            cells.append((start, start + len(raw.strip()), clean(strip_marks(raw.strip()).text)))
        if line.text.startswith("|"):
            cells = cells[1:]
        if line.text.endswith("|"):
            cells = cells[:-1]
        text = " ".join(c[2] for c in cells if c[2])
        if not text:
            return
        self.blocks.append(
            Block("row", text, line.start, line.stop, header, gap=line.gap, cells=tuple(cells))
        )

    def quote(self, line: Line) -> bool:
        if line.text[0] != ">":
            return False
        last = self.at
        while (
            last + 1 < len(self.lines)
            and self.lines[last + 1].text[0] == ">"
            and not self.lines[last + 1].gap
        ):
            last += 1
        lines = self.lines[self.at : last + 1]
        self.at = last + 1
        paragraphs: list[str] = [""]
        for each in lines:
            bare = _QUOTE.sub("", each.text, count=1)
            if bare.strip():
                paragraphs[-1] = f"{paragraphs[-1]} {bare}" if paragraphs[-1] else bare
            elif paragraphs[-1]:
                paragraphs.append("")
        text = "\n".join(self.shown(p).text for p in paragraphs if p)
        if text:
            self.blocks.append(Block("quote", text, lines[0].start, lines[-1].stop, gap=line.gap))
        return True

    def item(self, line: Line) -> bool:
        marker = _BULLET.match(line.text)
        number = None
        if marker is None:
            marker = _NUMBER.match(line.text)
            if marker is None:
                return False
            sign = marker[1] or marker[2]
            number = int(sign) if sign.isdecimal() else ord(sign) - ord("a") + 1
        stop = self.gather(line)
        self.add(Block("item", "", line.start + marker.end(), stop, number=number), line)
        return True

    def paragraph(self, line: Line) -> None:
        if self.dialect.markdown and _REFERENCE.fullmatch(line.text):
            self.at += 1
            return
        if self.parts_set_apart(line):
            return
        self.add(Block("text", "", line.start, self.gather(line)), line)

    def parts_set_apart(self, line: Line) -> bool:
        """Take a line alone whose parts are set far apart, such as the running head of a page, as a block a part."""
        parts = _APART.split(line.text)
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if not 1 < len(parts) <= MAX_APART or not line.gap or (below is not None and not below.gap):
            return False
        at = line.start
        for part in parts:
            start = self.source.index(part, at)
            at = start + len(part)
            self.add(Block("text", "", start, at), line)
        self.at += 1
        return True

    def add(self, block: Block, line: Line) -> None:
        """Append ``block``, which opens with ``line``, with the text that its range shows; nothing if it shows none."""
        shown = self.shown(self.source[block.start : block.stop])
        text = clean(shown.text)
        if text:
            spans = shown.spans if text == shown.text else ()
            self.blocks.append(
                block._replace(text=text, mark=line.start, indent=line.indent, gap=line.gap, spans=spans)
            )

    @cached_property
    def hyphenated(self) -> frozenset[tuple[str, str]]:
        return hyphenated(self.source)

    def shown(self, raw: str) -> Inline:
        if self.dialect.joint:
            raw = raw.replace(self.dialect.joint, "\n")
        if self.dialect.numbered_links:
            raw = LINK_NUMBER.sub("", raw)
        if "-\n" in raw or "\u2010\n" in raw:
            raw = healed(raw, self.hyphenated)
        raw = " ".join((_TIGHT.sub("", raw) if "\n" in raw else raw).split())
        return strip_marks(raw) if self.dialect.markdown else Inline(raw, ())

    def gather(self, first: Line) -> int:
        """Take the lines that go on with the block that ``first`` opens; return the offset at which it ends."""
        line = first
        self.at += 1
        while self.at < len(self.lines) and self.goes_on(first, line, self.lines[self.at]):
            line = self.lines[self.at]
            self.at += 1
        return line.stop

    def goes_on(self, first: Line, before: Line, line: Line) -> bool:
        """Whether ``line`` belongs to the block that ``before`` ends with so far."""
        if line.gap or self.opens(line):
            return False
        if self.dialect.wrap:
            filled = before.indent + len(before.text) + 1 + first_word(line.text)
            return filled > SLACK * self.dialect.wrap or line.text[0].islower() or line.indent > first.indent
        if self.dialect.markdown and self.parted and len(before.text) >= MIN_WRAP:
            return True
        if first.start == before.start and self.is_label(before, line):
            return True
        if self.spaces_mean and (before.spaced or line.indent == 1):
            return True
        return self.same_sentence(first, before, line)

    def is_label(self, item: Line, line: Line) -> bool:
        """Whether an item is the label of what is on the next line, which is indented more."""
        return (
            item.text.endswith((":", "："))
            and line.indent > item.indent
            and _BULLET.match(item.text) is not None
        )

    def opens(self, line: Line) -> bool:
        """Whether a line opens a block by its first characters."""
        text = line.text
        if text[0].isalpha() and text[1:2] not in AFTER_MARK:
            return self.at < FIRST_LINES and read_key_line(text) is not None
        if _BULLET.match(text) or text[0] == ">" or is_rule(text) or _FENCE.fullmatch(text):
            return True
        if self.dialect.markdown and (_ATX.match(text) or text[0] == "|"):
            return True
        if self.at < FIRST_LINES and read_key_line(text) is not None:
            return True
        return _NUMBER.match(text) is not None

    def same_sentence(self, first: Line, before: Line, line: Line) -> bool:
        """Whether inline markup broke a sentence here: it goes on in lower case or with a comma, and ends soon."""
        head = line.text[0]
        if head in _CONTINUING and (
            len(line.text) == 1 or line.text[1] in " \"'”’)" or head in "，。；：）！？、"
        ):
            return True
        if ends_sentence(before.text) or first.text[0].islower():
            return False
        if head.islower():
            return self.ends_soon()
        last = before.text.rsplit(None, 1)[-1]
        if self.broken and last in _UNFINISHED:
            return True
        return (
            self.broken
            and len(before.text) >= MIN_BROKEN
            and len(last) <= 3
            and last.islower()
            and self.ends_soon()
        )

    def ends_soon(self) -> bool:
        """Whether a sentence ends in one of the next lines before a blank one."""
        for i in range(self.at, min(self.at + MAX_LOOKAHEAD, len(self.lines))):
            line = self.lines[i]
            if i > self.at and (line.gap or self.opens(line)):
                return False
            if line.text[0].isupper() and not self.broken:
                return False
            if ends_sentence(line.text):
                return True
        return False


def _without_link_list(lines: list[Line]) -> list[Line]:
    """Cut the list of links, and the line above it, off the end."""
    last = len(lines)
    while last and _LINK_LIST.match(lines[last - 1].text):
        last -= 1
    if 0 < last < len(lines) and len(lines[last - 1].text.split()) <= 2:
        last -= 1
    return lines[:last]


def read_blocks(source: str, lines: list[Line], dialect: Dialect) -> list[Block]:
    """Return the blocks that ``lines`` of ``source`` form, in order; empty if there are no lines."""
    if dialect.numbered_links:
        lines = _without_link_list(lines)
    blocks = _Reader(source, lines, dialect).run()
    return nest(blocks if dialect.markdown else settle_numbers(source, blocks))
