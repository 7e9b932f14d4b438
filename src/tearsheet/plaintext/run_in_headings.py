"""Headings inside long lines, into which paragraphs and headings were put with spaces alone.

Such a heading is in title case: its words have capitals, although the same text writes them small elsewhere; those of
names do not. It begins behind the end of a sentence, and the last of the words with a capital begins the next one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

MIN_LINE: Final = 1_200
"""Shortest line, in characters, that is searched. Reasoning: a paragraph is rarely longer."""
MIN_WORDS, MAX_WORDS = 3, 14
"""Fewest and most words of a heading, its number aside."""
SMALL: Final = 3
"""Longest word, in letters, that titles write small."""
MIN_COMMON: Final = 2
"""Fewest words of a heading, the first aside, that have a capital but are written small elsewhere in the line."""
COMMON_SHARE: Final = 0.5
"""Least share of them among the heading's longer words with a capital."""
MIN_FOUND: Final = 2
"""Fewest headings of a line. Reasoning: a single one may be an accident."""
MIN_BELOW: Final = 60
"""Fewest characters between two headings."""
STOPS: Final = ".!?…"
CLOSERS: Final = "\"'”’»)]"

_WORD: Final = re.compile(r"\S+")
_NUMBER: Final = re.compile(r"\d{1,2}[.)]")
_EDGES: Final = "\"'“”‘’«»„()[].,;:!?…–—-"


class Heading(NamedTuple):
    """A heading in a line, as a range of it."""

    start: int
    stop: int


def headings_in(text: str) -> list[Heading]:
    """Return the headings in a long line; empty if there are fewer than `MIN_FOUND`.

    >>> body = "The old wheel turned in spring, and the people of the village came for the repair. They were glad. " * 9
    >>> line = f"{body}The Old Wheel and the Repair The work took years. {body}2. Glad People of the Village Spring came. {body}"
    >>> [line[a:b] for a, b in headings_in(line)]
    ['The Old Wheel and the Repair', '2. Glad People of the Village']
    """
    if len(text) < MIN_LINE:
        return []
    words = list(_WORD.finditer(text))
    plain = [word[0].strip(_EDGES) for word in words]
    stopped = [word[0].rstrip(CLOSERS)[-1:] in STOPS for word in words]
    small = Counter(word for word in plain if word[:1].islower())
    found: list[Heading] = []
    for k in range(1, len(words)):
        if not stopped[k - 1] or not plain[k][:1].isupper():
            continue
        stop = _stop(plain, stopped, k, small)
        if stop < 0 or words[stop - 1][0].endswith(":"):  # a label, with its text behind it
            continue
        first = k - 1 if _NUMBER.fullmatch(words[k - 1][0]) else k
        heading = Heading(words[first].start(), words[stop - 1].end())
        if not found or heading.start - found[-1].stop >= MIN_BELOW:
            found.append(heading)
    return found if len(found) >= MIN_FOUND else []


def _stop(plain: list[str], stopped: list[bool], k: int, small: Counter[str]) -> int:
    """Index behind the last word of the heading that begins with word ``k``; -1 if a sentence begins there."""
    last = -1
    for i in range(k, min(k + MAX_WORDS + 2, len(plain))):
        word = plain[i]
        if word[:1].islower() and len(word) > SMALL:
            return last if last - k >= MIN_WORDS and _is_titled(plain[k:last], small) else -1
        if word[:1].isupper():
            last = i
        if stopped[i]:
            break
    return -1


def _is_titled(words: list[str], small: Counter[str]) -> bool:
    """Whether words have capitals that the same words do not have elsewhere in the line."""
    capital = [word.lower() for word in words[1:] if len(word) > SMALL and word[0].isupper()]
    common = sum(small[word] > 0 for word in capital)
    return common >= MIN_COMMON and common >= COMMON_SHARE * len(capital)
