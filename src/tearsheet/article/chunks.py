"""An article's text in pieces for retrieval: no text is lost, and a piece keeps its id while its text is the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import NonNegativeInt

from tearsheet.article.model import Article, Evidence, Model
from tearsheet.render.text import block_lines

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|[。！？]|\n")


class Chunk(Model):
    """A piece of an article's text, from one section."""

    id: str
    """16 hexadecimal digits, a hash of the text and the headings above it: the same whenever the piece occurs
    again."""
    text: str
    """Its text: ``article.text[start:end]``. It begins with the section's heading where the section begins."""
    start: NonNegativeInt
    """Index in ``article.text`` of its first character; those that overlap the piece before it are counted in."""
    end: NonNegativeInt
    """Index after its last character."""
    heading_path: tuple[str, ...] = ()
    """The headings above it, the topmost first, and its section's own if it has one; empty if there are
    none."""
    section: NonNegativeInt
    """Index in ``Article.sections``."""
    blocks: tuple[NonNegativeInt, ...] = ()
    """Indices of the section's blocks that it contains entirely or in part, in order; without those that only
    overlap."""
    evidence: Evidence | None = None
    """How the body was found: that of ``sections``."""


class _Line(NamedTuple):
    """A line of the article's text."""

    start: int
    end: int
    section: int
    block: int
    """Index of its block; -1 for a heading."""


def chunks(article: Article, max_chars: int, overlap: int) -> tuple[Chunk, ...]:
    """Return the pieces of the article, as `Article.chunks` says."""
    if max_chars < 1 or not 0 <= overlap < max_chars:
        raise ValueError(
            f"max_chars must be at least 1 and overlap from 0 to max_chars - 1, not {max_chars} and {overlap}"
        )
    text = article.text
    paths = _paths(article)
    evidence = article.evidence.get("sections")
    seen: dict[str, int] = {}
    made = []
    for lines in _pieces(text, list(_lines(article)), max_chars - overlap):
        start, end, section = lines[0].start, lines[-1].end, lines[-1].section
        path = paths[section]
        said = "\x1f".join((*path, text[start:end]))
        times = seen[said] = seen.get(said, 0) + 1
        digest = hashlib.blake2b(f"{said}\x1e{times if times > 1 else ''}".encode(), digest_size=8)
        begin = _back(text, start, overlap)
        blocks = tuple(
            dict.fromkeys(line.block for line in lines if line.block >= 0 and line.section == section)
        )
        made.append(
            Chunk(
                id=digest.hexdigest(),
                text=text[begin:end],
                start=begin,
                end=end,
                heading_path=path,
                section=section,
                blocks=blocks,
                evidence=evidence,
            )
        )
    return tuple(made)


def _paths(article: Article) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for section in article.sections:
        above = () if section.parent is None else paths[section.parent]
        paths.append(above if section.heading is None else (*above, section.heading))
    return paths


def _lines(article: Article) -> Iterator[_Line]:
    """Yield the lines that `render.text.to_text` joins, with their places."""
    at = 0
    for index, section in enumerate(article.sections):
        if section.heading:
            yield _Line(at, at + len(section.heading), index, -1)
            at += len(section.heading) + 1
        for number, block in enumerate(section.blocks):
            for line in block_lines(block):
                if line:
                    yield _Line(at, at + len(line), index, number)
                    at += len(line) + 1


def _pieces(text: str, lines: list[_Line], room: int) -> Iterator[list[_Line]]:
    """Yield the lines of one section that belong together; a heading without text is joined to the next text."""
    piece: list[_Line] = []
    for whole in lines:
        for line in _parts(text, whole, room):
            moves_on = bool(piece) and line.section != piece[-1].section and piece[-1].block >= 0
            if piece and (moves_on or line.end - piece[0].start > room):
                yield piece
                piece = []
            piece.append(line)
    if piece:
        yield piece


def _parts(text: str, line: _Line, room: int) -> Iterator[_Line]:
    """Yield a line in parts of at most ``room`` characters, cut after sentences, else between words, else anywhere."""
    start = line.start
    while line.end - start > room:
        stop = start + room
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start, stop)]
        cut = ends[-1] if ends and ends[-1] > start + room // 3 else text.rfind(" ", start, stop) + 1
        if cut <= start:
            cut = stop
        end = cut - (len(text[start:cut]) - len(text[start:cut].rstrip()))
        yield line._replace(start=start, end=max(end, start + 1))
        start = cut
    if start < line.end:
        yield line._replace(start=start)


def _back(text: str, start: int, overlap: int) -> int:
    """Return where a piece begins if it repeats whole words of the piece before."""
    begin = max(start - overlap, 0)
    if begin in (0, start) or text[begin - 1].isspace():
        return begin
    space = min(
        (at for at in (text.find(" ", begin, start), text.find("\n", begin, start)) if at >= 0), default=-1
    )
    return space + 1 if space >= 0 else start
