"""Finds the names in bylines, without 'By', jobs, dates, handles and addresses."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from tearsheet.vocab import load

_VOCAB = load("authors")
_LABEL: Final = frozenset(w.casefold() for w in _VOCAB["label"])
_BY: Final = sorted(_LABEL.union(w.casefold() for w in _VOCAB["by"]), key=lambda word: (-len(word), word))
_BY_FIRST: Final = {
    first: tuple(w for w in _BY if w.startswith(first))
    for first in {w[:2] if w[0].isascii() else w[0] for w in _BY}
}
"""The words by their first two characters, or by their first one if it is not ASCII."""
_LONGEST_BY: Final = len(_BY[0])
LONGEST_BY_ALONE: Final = 30
"""Longest line in characters that consists only of such words. Source: reasoning."""
_BY_HEADS: Final = frozenset(w[:2] for w in _BY)  # none in ASCII is shorter
_JOB: Final = frozenset(_VOCAB["job"])
_AFTER_NAME: Final = frozenset(_VOCAB["after_name"])
_ORGANISATION: Final = frozenset(_VOCAB["organisation"])
_OFFICE: Final = frozenset(_VOCAB["office"])
_AGENCY: Final = frozenset(_VOCAB["agency"])
_DESK: Final = frozenset(_VOCAB["desk"])
_RANK: Final = frozenset(_VOCAB["rank"])
_JOB_OR_RANK: Final = _JOB | _RANK
_BY_WORDS: Final = frozenset(_BY).union(_VOCAB["nobody"])
_NO_NAME: Final = frozenset(':©„“”"<>#=?!/{}*…')
_PARTICLE: Final = frozenset(_VOCAB["particle"])
_AFFIXES: Final[tuple[str, ...]] = tuple(_VOCAB["job_affix"])

LONGEST_BYLINE: Final = 200
"""Longest byline in characters. Source: reasoning."""
LONGEST_NAME: Final = 60
"""Longest name in characters; longer ones are sentences. Source: reasoning."""
LONGEST_DESK: Final = 5
"""Most words of the name of an editorial desk ('The Daily Cup Staff'). Source: reasoning."""
LONGEST_UNSPACED: Final = 6
"""Longest name of a person, in characters, in a script without spaces. Source: reasoning."""
LONGEST_INITIAL: Final = 3
"""Longest initial or abbreviated title, in characters, before its full stop. Source: reasoning."""
MOST_LOWER: Final = 3
"""Most words of a lower-case pen name. Source: reasoning."""
MOST_GIVEN: Final = 3
"""Most given names of one person. Source: reasoning."""
MOST_WORDS: Final = 7
"""Most words of one name. Source: reasoning."""

JOINT: Final = "\x01"
"""Marks where two elements of a line touch without a space (U+0001, which cannot occur in HTML)."""

_AND = "|".join(sorted((re.escape(w) for w in _VOCAB["and"]), key=len, reverse=True))
_JOIN = re.compile(rf"\s*(?:;|/|、|，|&|\+|•|·)\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+")
_COMMA = re.compile(rf"\s*,\s+(?:(?:{_AND})\s+)?|,(?=\S)")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[(\[<]?@\w+[)\]>]?|\[email.protected\]")
_END = re.compile(
    r"\s[-–—|»·•]+\s|[|｜»•\x01]|\s//|\n|\s*[(\[{<]|\s\.\.\.|…|\s(?:" + "|".join(_VOCAB["with"]) + r")\s"
)
"""Ends the names in a byline: a separator, a bracket or a line break."""
_ROLE = re.compile(
    r"[\s.,;|/(](?:" + "|".join(map(re.escape, sorted(_VOCAB["other_role"], key=len, reverse=True))) + r")\b"
    r"|[\s.,;|/(](?:" + "|".join(_VOCAB["other_role_word"]) + r")\s?[:：＝]"
    r"|[\s.,;|/(](?:" + "|".join(_VOCAB["other_role_tight"]) + r")\s?[:：＝/]"
    r"|[/·]\s?(?:" + "|".join(_VOCAB["other_role_tight"]) + r")\s"
    r"|\s(?:" + "|".join(_VOCAB["for_outlet"]) + r")\s",
    re.IGNORECASE,
)
"""Ends the authors in a byline: people with another role, or the publication that they wrote for."""
_OTHER_ROLE: Final = frozenset(_VOCAB["other_role_tight"])
_ROLE_HEADS: Final = frozenset(w.split()[0] for key in ("other_role", "for_outlet") for w in _VOCAB[key])
_EDGE: Final = " \n\t-–—|,:;：︱，、。"
_EDGES: Final = _EDGE + ".*'\""
_DIGIT = re.compile(r"(?<!\w)\d|(?<=[^\W\d_])\d{1,2}(?=[\s.]{1,2}[^\W\d_]{3,12}\s(?:19|20)\d\d)")
_BEFORE_DATE: Final = frozenset(_VOCAB["before_date"]).union(
    month for months in load("locales")["months"].values() for month in months
)
_JOINING: Final = frozenset(w.split()[0] for key in ("and", "with") for w in _VOCAB[key])
"""Words that may join names or end them; text of letters and spaces without them is a single name."""
_AFTER_BY: Final = ":：＝=/／" + JOINT
_LETTER = re.compile(r"[^\W\d_]")


def strip_by(text: str) -> str | None:
    """Return ``text`` without the words that introduce a byline; None if it does not begin with such words.

    >>> strip_by("Written by: Ada Lund")
    'Ada Lund'
    >>> strip_by("Bye, Ada") is None
    True
    """
    rest = after = _after_by_word(text)
    while after:  # 'Author: by …'
        rest, after = after, _after_by_word(after)
    return rest or None


def begins_like_by(text: str) -> bool:
    """Return whether `strip_by` may find a word. A cheap filter without false negatives.

    >>> begins_like_by("By Ada"), begins_like_by("3 May")
    (True, False)
    """
    head = text[:2]
    return (
        not head.isascii() or head.lower() in _BY_HEADS
    )  # case folding can change the length of non-ASCII text


def begins_with_by(text: str) -> bool:
    """Return whether ``text`` begins with the letters of a word that may introduce a byline.

    >>> begins_with_by("By Ada"), begins_with_by("Byte order"), begins_with_by("Bees")
    (True, True, False)
    """
    folded = text[:_LONGEST_BY].casefold()
    return folded.startswith(_words_like(folded))


def _words_like(folded: str) -> tuple[str, ...]:
    """Return the introducing words that begin with the same characters as ``folded``, longest first."""
    return _BY_FIRST.get(folded[:2] if folded[:1].isascii() else folded[0], ())


def _after_by_word(text: str) -> str | None:
    """Return the text after the introducing word at the start of ``text``; None if there is no such word."""
    if not begins_like_by(text):
        return None
    folded = text[:_LONGEST_BY].casefold()
    for word in _words_like(folded):
        if folded.startswith(word):
            rest = text[len(word) :]
            after = rest.lstrip()[:1]
            marked = after != "" and after in _AFTER_BY
            spaced = rest[:1].isspace()
            unlabelled = word not in _LABEL
            if (
                marked
                or (spaced and (unlabelled or word[0] > "\u2e7f"))
                or (unlabelled and _is_glued(text, word, rest))
            ):
                return rest.lstrip(" \u00a0\n" + _AFTER_BY)
    return None


def _is_glued(text: str, word: str, rest: str) -> bool:
    """Return whether a name follows ``word`` without a space: in scripts without case, or as in 'ByAda'."""
    if word[-1].lower() == word[-1].upper():
        return True
    return len(word) > 1 and text[len(word) - 1].islower() and rest[:1].isupper()


def is_by(text: str) -> bool:
    """Return whether ``text`` consists only of words that introduce a byline.

    >>> is_by("Written by:"), is_by("By Ada")
    (True, False)
    """
    return (
        len(text) <= LONGEST_BY_ALONE
        and begins_like_by(text)
        and strip_by(text.rstrip(" :：" + JOINT) + ": x") == "x"
    )


def parse_names(text: str) -> tuple[str, ...]:
    """Return the names in a byline, in order, without duplicates; empty if nothing in it looks like a name.

    Dates, handles, e-mail and web addresses, jobs, credentials and text in brackets are left out. Parts after a comma
    count if they look like a full name or are the name of a news agency.

    >>> parse_names("By Ada Lund and Bo Ek, Staff Writer | 3 May 2024")
    ('Ada Lund', 'Bo Ek')
    >>> parse_names("Von Ada Lund, dpa")
    ('Ada Lund', 'dpa')
    >>> parse_names("Read all about it here, now and in full length, every single morning!")
    ()
    """
    text = text[:LONGEST_BYLINE]
    if "@" in text or "://" in text or "www." in text or "[email" in text:
        text = _ADDRESS.sub(" ", text)
    text = text.strip(_EDGE)
    text = (strip_by(text) or text).lstrip(_EDGE + JOINT)
    if text[:1].isdecimal():  # begins with a date
        return ()
    words = text.split()
    plain = text.replace(" ", "").isalpha() and _JOINING.isdisjoint(words)
    if plain and _ROLE_HEADS.isdisjoint(map(str.casefold, words)) and not _are_unspaced(words):
        name = _name(text, first=True)  # the usual case: nothing to split
        return (name,) if name else ()
    text = _first_sentence(text)
    text = _END.split(_ROLE.split(" " + text, maxsplit=1)[0].strip(), maxsplit=1)[0]
    text = without_date(text).strip(_EDGE)
    words = text.split()
    if _are_unspaced(words):
        own = takewhile(lambda word: word not in _OTHER_ROLE, words)
        return tuple(dict.fromkeys(filter(None, (_name(word, first=True) for word in own))))
    names: dict[str, None] = {}
    groups = _COMMA.split(text) if "," in text else [text]
    for part in [part for group in groups for part in _JOIN.split(group)]:
        name = _name(part, first=not names)
        if name:
            names.setdefault(name)
        elif not names:
            return ()
    return tuple(names)


def _first_sentence(text: str) -> str:
    """Return a text up to the full stop after a full name if a sentence follows; initials and titles do not count.

    >>> _first_sentence("Ada Lund. Republished from the Post"), _first_sentence("Ada M. Lund")
    ('Ada Lund', 'Ada M. Lund')
    """
    head, stop, rest = text.partition(". ")
    ends = stop and len(head.rpartition(" ")[2]) > LONGEST_INITIAL and " " in rest
    return head if ends and is_full_name(head) else text


def _are_unspaced(words: list[str]) -> bool:
    """Return whether several words are names in Han, each written without a space."""
    return len(words) > 1 and all(
        1 < len(word) <= 4 and all("\u4e00" <= c <= "\u9fff" for c in word) for word in words
    )


def given_first(name: str) -> str:
    """Return a name of the form "Family, Given" as "Given Family"; other names unchanged.

    >>> given_first("Lund, Ada M."), given_first("van der Lund, Ada"), given_first("Ada Lund, Bo Ek")
    ('Ada M. Lund', 'Ada van der Lund', 'Ada Lund, Bo Ek')
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    parts = [word for word in family.split() if word.casefold() not in _PARTICLE]
    if not comma or "," in given or len(parts) != 1 or not 0 < len(given.split()) <= MOST_GIVEN:
        return name
    return f"{given} {family}"


def may_open_with_full_name(text: str) -> bool:
    """Return whether the first result of `parse_names` may be a full name. A cheap filter without false negatives.

    >>> may_open_with_full_name("Ada Lund"), may_open_with_full_name("Click to play"), may_open_with_full_name("Ada")
    (True, False, False)
    """
    if not text.isascii() or "@" in text:
        return True
    bare = text.strip(_EDGE)
    words = bare.split(maxsplit=2)
    if len(words) < 2:
        return False
    second = words[1]
    return not second[0].islower() or second.strip(_EDGES).casefold() in _PARTICLE or begins_with_by(bare)


def without_date(text: str) -> str:
    """Return ``text`` up to its first digit, without the words of a date before it.

    >>> without_date("Ada Lund on May 3, 2024")
    'Ada Lund'
    >>> without_date("AgentK9"), without_date("Ada May")
    ('AgentK9', 'Ada May')
    """
    cut = _DIGIT.search(text)
    if cut is None:
        return text
    words = text[: cut.start()].split()
    while words and words[-1].strip(".,:;–—-").casefold() in _BEFORE_DATE:
        words.pop()
    return " ".join(words)


def _name(part: str, *, first: bool) -> str:
    """Return ``part`` as a name; '' if it looks like something else. Only the first name may be a single word."""
    words = part.strip(_EDGES).split()
    while len(words) > 2 and words[-1].casefold() in _AFTER_NAME:
        words.pop()
    name = " ".join(words).strip(_EDGES)
    for affix in () if name.isascii() else _AFFIXES:
        if affix in name:
            name = name.removeprefix(affix).removesuffix(affix).strip()
    if part.strip().endswith(".") and name:
        name = _with_stop(name)
    if not is_name(name):
        return ""
    if first or name.casefold() in _AGENCY:
        return name
    words = name.casefold().split()
    somebody = _DESK.isdisjoint(words) and _ORGANISATION.isdisjoint(words)
    return name if somebody and _is_full(name) else ""


def _with_stop(name: str) -> str:
    """Return a name with the full stop restored if it ends with an initial or abbreviation."""
    last = name.rpartition(" ")[2]
    return name + "." if len(last) <= 2 and last[:1].isupper() else name


def is_pen_name(text: str) -> bool:
    """Return whether a text marked as author can be a lower-case pen name: at most three words of letters.

    A single word may also contain digits and underscores.

    >>> is_pen_name("ada lund"), is_pen_name("by the staff of the day"), is_pen_name("author"), is_pen_name("ada_77")
    (True, False, False, True)
    """
    words = text.split()
    letters = text.replace(" ", "").isalpha() or (text.replace("_", "").isalnum() and not text[0].isdigit())
    plain = text.islower() and letters and len(words) <= MOST_LOWER
    return (
        plain
        and _BY_WORDS.isdisjoint(words)
        and _JOB_OR_RANK.isdisjoint(words)
        and _JOINING.isdisjoint(words)
    )


def is_full_name(text: str) -> bool:
    """Return whether ``text`` looks like the name of a person: two to four parts, each written like a name.

    >>> is_full_name("Ada van der Lund"), is_full_name("Ada"), is_full_name("Five ways to read")
    (True, False, False)
    """
    return len(text.split()) <= 5 and is_name(text) and _is_full(text)


def is_name(text: str) -> bool:
    """Return whether ``text`` can be a name: short, with letters, neither a job nor a sentence.

    >>> is_name("Ada van der Lund"), is_name("Senior editor"), is_name("and so we went home again today, all of us")
    (True, False, False)
    """
    if not 1 < len(text) <= LONGEST_NAME or text[-1] in "?!":
        return False
    if not (text[0].isalpha() or _LETTER.search(text)) or (
        " " not in text and text.count(".") > 1 and text.islower()
    ):
        return False
    words = text.split()
    folded = text.casefold()
    if (
        len(words) > MOST_WORDS
        or (folded in _BY_WORDS and folded not in _DESK)
        or not _NO_NAME.isdisjoint(text)
    ):
        return False
    plain = [w.strip(".,()").casefold() for w in words]
    if not _DESK.isdisjoint(plain):
        return len(words) <= LONGEST_DESK
    if _JOB_OR_RANK.issuperset(plain) or (
        plain[-1] in _OFFICE and (len(plain) == 2 or words[-1][0].islower())
    ):
        return False
    lower = 0
    for word, bare in zip(words, plain, strict=True):
        if word[0].islower() and bare not in _PARTICLE and bare not in _JOB:
            lower += 1
    return lower <= (1 if len(words) == 1 else 0 if len(words) < 4 else 1)


def _is_full(name: str) -> bool:
    """Return whether a name has at least two parts, each written like a name."""
    words = name.split()
    if len(words) < 2:
        return len(name) <= LONGEST_UNSPACED and any(c > "\u2e7f" for c in name)
    for word in words:
        folded = word.casefold()
        if (word[0].islower() and folded not in _PARTICLE) or folded.strip(".") in _JOB:
            return False
    return True
