"""Guesses the language of a text from its script and function words, to recognise false declarations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final, NamedTuple

from tearsheet.vocab import load

_VOCAB = load("language")
_SCRIPTS: Final = tuple((low, high, language) for low, high, language in _VOCAB["scripts"])
_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {}
for _language, _words in _VOCAB["words"].items():
    for _word in set(_words.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)
KNOWN: Final = frozenset(_VOCAB["words"]) | {language for _, _, language in _SCRIPTS}
"""The languages that can be recognised, as primary subtags."""
_LETTERS: Final[dict[str, str]] = _VOCAB["letters"]
_RELATED: Final = tuple(frozenset(group) for group in _VOCAB["related"])
_WORD = re.compile(r"[^\W\d_]+")

FEWEST_WORDS: Final = 40
"""Fewest words of a text whose language is guessed. Source: reasoning, about three sentences."""
FEWEST_LETTERS: Final = 60
"""Fewest letters of a script that determines the language. Source: reasoning."""
SHARE: Final = 0.17
"""Least share of function words of the language among a text's words; a third is usual. Source: reasoning."""
MARGIN: Final = 2.0
"""Least ratio of these to the function words of any other language that is not closely related. Source: reasoning."""
FEWEST_MARKS: Final = 3
"""Fewest letters specific to one language that count as evidence; fewer may be in a foreign name. Source: reasoning."""
LEAST_BYTES: Final = 1.2
"""Fewest UTF-8 bytes per character of a text that may be a third non-Latin: other letters take two or three bytes."""
LEAST_KANA: Final = 0.05
"""Least share of kana among the letters of a Japanese text; Chinese has none. Source: reasoning."""


class Guess(NamedTuple):
    """A guess at the language of a text."""

    language: str
    """Its primary subtag."""
    scores: dict[str, float]
    """Weight of the function words by language, or number of letters by script."""
    marks: frozenset[str] = frozenset()
    """Languages whose specific letters, which related languages do not have, occur in the text."""


def guess_language(text: str) -> Guess | None:
    """Return the language of ``text``; None if the text is too short or no language is clearly the most likely.

    >>> guess = guess_language("Das Wasser ist in der Nacht gestiegen und die Brücke bleibt für alle gesperrt. " * 4)
    >>> guess is not None and guess.language
    'de'
    >>> guess_language("Ok.") is None
    True
    """
    by_script = _by_script(text) if len(text.encode(errors="replace")) > LEAST_BYTES * len(text) else None
    return by_script or _by_words(text)


def _by_script(text: str) -> Guess | None:
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character > "\u036f":
            code = ord(character)
            for low, high, language in _SCRIPTS:
                if low <= code <= high:
                    counts[language] += count
                    break
    if not counts:
        return None
    total = sum(counts.values())
    language, most = counts.most_common(1)[0]
    if language == "zh" and counts["ja"] > LEAST_KANA * total:
        language = "ja"
    if total < FEWEST_LETTERS or most * 2 < total or total * 3 < len(text.replace(" ", "")):
        return None
    return Guess(language, dict(counts))


def _by_words(text: str) -> Guess | None:
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return None
    scores: defaultdict[str, float] = defaultdict(float)
    hits: defaultdict[str, int] = defaultdict(int)
    for word, count in Counter(filter(_LANGUAGES.__contains__, words)).items():
        languages = _LANGUAGES[word]
        share = count / len(languages)
        for language in languages:
            scores[language] += share
            hits[language] += count
    if not scores:
        return None
    best = max(scores, key=lambda name: (scores[name], name))
    rivals = [name for name, score in scores.items() if score * MARGIN > scores[best]]
    marks = _marks(text)
    marked = marks.intersection(rivals)
    if len(marked) == 1:
        (best,) = marked
    elif not all(are_related(name, best) for name in rivals):
        return None
    share = SHARE / 2 if best in marks else SHARE
    return None if hits[best] < share * len(words) else Guess(best, dict(scores), marks)


def _marks(text: str) -> frozenset[str]:
    """Return the languages of which the text has several letters that similar languages do not have."""
    counts = Counter(text.lower())
    return frozenset(
        language
        for language, letters in _LETTERS.items()
        if sum(counts[letter] for letter in letters) >= FEWEST_MARKS
    )


def is_other(declared: str, guess: Guess) -> bool:
    """Return whether a text is not in the declared language, by its words, or by its letters for related languages."""
    if not are_related(declared, guess.language):
        return True
    return declared in _LETTERS and declared not in guess.marks and guess.language in guess.marks


def are_related(one: str, other: str) -> bool:
    """Return whether two languages are too similar to be distinguished by function words.

    >>> are_related("nb", "da"), are_related("de", "en")
    (True, False)
    """
    return one == other or any(one in group and other in group for group in _RELATED)
