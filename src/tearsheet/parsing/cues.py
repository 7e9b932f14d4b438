"""Lines that introduce key points: 'Key takeaways', 'Das Wichtigste in Kürze', 要点."""

from __future__ import annotations

import re

from tearsheet.vocab import load

MAX_WORDS = 12
"""Longest line, in words, with a cue. Reasoning: a longer one is a sentence that happens to contain the words."""
MAX_UNSPACED_CHARS = 24
"""The same in characters, for scripts without spaces."""
MAX_WEAK_WORDS = 3
"""Most words of a line that ends with a weak cue, such as 'A quick recap'."""

_MARKS = (
    "".join(chr(c) for c in range(33, 127) if not chr(c).isalnum())
    + "«»“”„‘’–—…•·¿¡：，。、！？（）「」『』【】《》→➜✓✔⭐📌🔑💡📝"
)
"""Characters that are stripped from words."""


def _words_of(line: str) -> list[str]:
    """Return the words of a line, case folded and stripped of `_MARKS`."""
    words = [w if w.isalnum() else w.strip(_MARKS) for w in line.casefold().split()]
    return [word for word in words if word] if "" in words else words


_VOCAB = load("key_points")
_STRONG = frozenset(" ".join(_words_of(cue)) for cues in _VOCAB["strong"].values() for cue in cues)
_WEAK = frozenset(" ".join(_words_of(cue)) for cue in _VOCAB["weak"])
_NEVER = frozenset(" ".join(_words_of(cue)) for cue in _VOCAB["never"])
_UNSPACED_SCRIPT = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = tuple(sorted(c for c in _STRONG if _UNSPACED_SCRIPT.search(c)))
_LONGEST = max(cue.count(" ") for cue in _STRONG) + 1
_FIRST = frozenset(cue.partition(" ")[0] for cue in _STRONG | _WEAK | _NEVER)
_BREAK = re.compile(r"\s*[:：|]\s*|\s+[-–—]\s+")


def cue_of(line: str) -> str | None:
    """Return ``strong`` or ``weak`` if ``line`` introduces key points, ``never`` if it introduces something else.

    None if it introduces nothing.

    >>> cue_of("5 Key Takeaways:"), cue_of("TL;DR: what is new"), cue_of("Summary"), cue_of("Table of Contents")
    ('strong', 'strong', 'weak', 'never')
    >>> cue_of("Das Wichtigste in Kürze"), cue_of("この記事のポイント"), cue_of("Summary judgments in court") is None
    ('strong', 'strong', True)
    """
    if len(line) > 120:
        return None
    folded = line.casefold()
    if not line.isascii() and _UNSPACED_SCRIPT.search(line):
        return _unspaced(folded)
    words = _words_of(line)
    if len(words) > MAX_WORDS or _FIRST.isdisjoint(words):
        return None
    if " ".join(words) in _NEVER:
        return "never"
    if _holds_strong(words):
        return "strong"
    first = " ".join(_words_of(_BREAK.split(folded, maxsplit=1)[0]))
    short = len(words) <= MAX_WEAK_WORDS and any(" ".join(words[i:]) in _WEAK for i in range(len(words)))
    return "weak" if first in _WEAK or short else None


def _holds_strong(words: list[str]) -> bool:
    return any(
        " ".join(words[start:stop]) in _STRONG
        for start in range(len(words))
        if words[start] in _FIRST
        for stop in range(start + 1, min(start + _LONGEST, len(words)) + 1)
    )


def _unspaced(folded: str) -> str | None:
    bare = folded.strip(_MARKS + " ")
    if bare in _NEVER:
        return "never"
    if len(bare) > MAX_UNSPACED_CHARS:
        return None
    if bare in _STRONG or any(cue in bare for cue in _UNSPACED):
        return "strong"
    return "weak" if bare in _WEAK or _BREAK.split(bare, maxsplit=1)[0] in _WEAK else None
