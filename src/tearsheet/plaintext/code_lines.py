"""Code that lost its fence: runs of lines that are no sentences of any language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tearsheet.plaintext.block import Block

MIN_SURE = 2
"""Fewest lines of a run that can be nothing but code."""
SURE_SHARE = 0.4
"""Least share of a run that such lines have."""
MAX_LINE = 400
"""Longest line, in characters, that is checked."""

_SURE = re.compile(
    r"[{}\[\]()]+[;,]?$"  # brackets alone
    r"|[\"'][\w@$./ -]{1,60}[\"']\s*:\s*\S"  # a JSON member
    r"|.*(?:[^\s{}]\s*\{|[\w\])\"'}]\s*\};?|[)\]}\"'\w]\);|[)\]}\"'(]\)|\*/|=>|->|-->|\\)$"  # ends as no sentence does
    r"|.*(?:[=_$<>{}].*|[)\]}]);$"
    r"|</?[a-zA-Z][\w-]*(?:\s[^<>]*=[^<>]*)?/?>(?:.*>|[^<>\s]*)?$"  # a tag
    r"|(?://|/\*|#!|@\w+\(|\$\s\w|>>>\s|\.\.\.\s)"
    r"|(?:import\s+[\w.{*]+|from\s+[\w.]+\s+import\s|def\s+\w+\(|class\s+\w+[:({]|return\s+[\w.\[({\"']+[;)\]]"
    r"|(?:const|let|var)\s+[\w{\[]+.*=|(?:public|private|static)\s+\w+.*[({]|function\s*\w*\(|#include\b|package\s[\w.]+;)"
    r"|(?:SELECT|INSERT INTO|CREATE (?:TABLE|INDEX)|ALTER TABLE|UPDATE|DELETE FROM|EXPLAIN)\s+[\w*(].*"
    r"|(?:sudo|apt(?:-get)?|npm|pip3?|git|docker|curl|wget|mkdir|chmod|brew|yarn|kubectl|export)\s+[\w./@=-]+(?:\s+[-\w./@=:]+)*$"
    r"|[\w.\[\]$\"'-]{1,60}\s*(?:[:+*/|&-]?=|:=|<-)\s*[^=\s].*[^.!?]$"  # an assignment
    r"|[\w.]+\(.*\)\s*[;{:]?$"  # a call
    r"|(?:-\s)?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*:(?:\s+(?:[\"'/#$~.].*|true|false|yes|no|null|[a-z0-9]+[_/.-]\S*))?$"  # YAML
)
_MAY_BE_SURE = re.compile(
    r"[{}()\[\];<>/\\=$#@]|^[a-z\"'-].*:|^\.\.\.|^(?:import|from|def|class|return|const|let|var|public|private|static"
    r"|function|package|SELECT|INSERT|CREATE|ALTER|UPDATE|DELETE|EXPLAIN"
    r"|sudo|apt|npm|pip|git|docker|curl|wget|mkdir|chmod|brew|yarn|kubectl|export)"
)
"""What each line that `_SURE` matches has; a cheap filter."""
_MAYBE = re.compile(
    r"(?:-\s+)?[\w.\"'/-]{1,40}:(?:\s+\S{1,60}){0,4}$"  # a YAML key
    r"|#\s|--\s|(?:else|try|finally|end|begin|then|do|fi|done|esac|pass|break|continue)\b:?\s*\{?$"
    r"|.*[=(){}\[\]<>_$;\\|]"
)


def mark_code(
    blocks: Sequence[Block], source: str, first: int, last: int, outside: frozenset[int]
) -> list[Block]:
    """Return the blocks with runs of code lines between ``first`` and ``last`` put together, one block a run.

    The other lines of a run become ``rule`` blocks, which show nothing, so that indices keep their meaning.
    """
    out = list(blocks)
    i = first
    while i < last:
        stop = _run(blocks, i, last, outside)
        if stop > i:
            _join(out, source, i, stop)
        i = max(stop, i + 1)
    return out


def _run(blocks: Sequence[Block], start: int, last: int, outside: frozenset[int]) -> int:
    """Index after the last sure line of the run that begins at ``start``; ``start`` itself if none does."""
    if start in outside or not _is_sure(blocks[start]):
        return start
    stop, sure = start, 0
    for i in range(start, last):
        if i in outside or blocks[i].kind == "rule":
            break
        if _is_sure(blocks[i]):
            sure += 1
            stop = i + 1
        elif not _is_maybe(blocks[i]):
            break
        seen = i + 1 - start
        if sure < SURE_SHARE * seen and seen > 4:
            break
    return stop if sure >= MIN_SURE else start


def _is_sure(block: Block) -> bool:
    text = block.text
    if block.kind not in ("text", "item") or len(text) > MAX_LINE or _MAY_BE_SURE.search(text) is None:
        return False
    return _SURE.match(text) is not None


def _is_maybe(block: Block) -> bool:
    if block.kind not in ("text", "item", "heading") or len(block.text) > MAX_LINE:
        return False
    if block.text[-1] in ".!?" and " " in block.text:
        return False
    return block.indent >= 2 or _MAYBE.match(block.text) is not None


def _join(out: list[Block], source: str, start: int, stop: int) -> None:
    lines = [b for b in out[start:stop] if b.text]
    base = min(b.indent for b in lines)
    text = "\n".join(
        " " * (b.indent - base) + source[max(b.mark, 0) if b.mark >= 0 else b.start : b.stop] for b in lines
    )
    begin = lines[0].mark if lines[0].mark >= 0 else lines[0].start
    out[start] = Block("code", text, begin, lines[-1].stop, gap=lines[0].gap)
    for i in range(start + 1, stop):
        out[i] = out[i]._replace(kind="rule")
