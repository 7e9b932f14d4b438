"""Names of the site in the lines of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tearsheet.plaintext.boilerplate import CLAIM, COPYRIGHT, FOOTER, vocabulary_class
from tearsheet.plaintext.key_value_lines import read_key_line
from tearsheet.plaintext.value import Around, Value, value_of

END_LINES: Final = 40
"""How many blocks at the end of the text are searched for a copyright claim."""
MAX_SITE: Final = 40
"""Longest line, in characters, that may be the name of the site."""
MAX_REST: Final = 60
"""Longest rest of a first line beside the title, in characters, that may name the site."""
_JOINTS: Final = " -–—|·:»«•"
"""What is between the title and the name of the site."""


def _once(name: str) -> str:
    """Return a name that is there twice, as the title's tail and as the logo below it, once."""
    half = len(name) // 2
    doubled = half > 0 and name[half].isspace() and name[:half] == name[half + 1 :]
    return name[:half] if doubled else name


def sites(around: Around) -> Iterator[Value]:
    """Yield the names of the site: claimed at the end, printed at the top, or beside the title in the first line."""
    count = len(around.blocks)
    for i in range(count - 1, max(-1, count - END_LINES), -1):
        text = around.blocks[i].text
        if around.shapes[i].vocabulary != CLAIM or i <= around.last:
            continue
        match = COPYRIGHT.search(text)
        name = match[1].strip() if match else ""
        if name and vocabulary_class(name) != FOOTER:
            yield value_of(around, i, "site", name, "copyright")
            break
    if around.title:
        for i in range(min(2, count)):
            text = around.blocks[i].text
            at = text.find(around.title)
            rest = (text[:at] + text[at + len(around.title) :]).strip(_JOINTS) if at >= 0 else ""
            if rest and len(rest) <= MAX_REST and (":" not in text or read_key_line(text) is None):
                name = _once(rest.split(" | ")[-1].split(" - ")[-1].strip(_JOINTS))
                yield value_of(around, i, "site", name, "affix")
    for i in range(max(0, min(around.headline, 6))):
        text = around.blocks[i].text
        if around.shapes[i].vocabulary or around.shapes[i].crumbs or around.shapes[i].machine:
            continue
        if len(text.split()) <= 4 and len(text) <= MAX_SITE and around.shapes[i].end == 0:
            yield value_of(around, i, "site", text, "first-line")
            break
