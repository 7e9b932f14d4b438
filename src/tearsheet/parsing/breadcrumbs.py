"""Breadcrumbs in plain strings, for HTML blocks and for lines of text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.parsing.titles import fold
from tearsheet.vocab import load

MAX_CHARS = 300
"""Longest breadcrumb string, in characters. Reasoning: one that ends in a long title still fits."""
MAX_CRUMBS = 9
"""Most crumbs, the title among them. Reasoning: more is a menu."""
MAX_CRUMB_CHARS = 60
"""Longest crumb before the last one, in characters. Reasoning: longer is a sentence."""
MAX_PLAIN_CHARS = 32
"""Longest crumb, in characters, where arrows are the only evidence of breadcrumbs."""
MAX_PLAIN_WORDS = 4
"""Most words of a crumb where arrows are the only evidence of breadcrumbs."""
HEADLINE_CHARS = 45
"""A last crumb with more characters is the article's headline, not a section."""
MIN_TITLE_PREFIX = 12
"""Fewest folded characters of a truncated title that is recognised."""
MAX_SLASHED = 5
"""Most crumbs after "Home" if they are separated by slashes; more is a menu."""

_WORDS = load("breadcrumbs")
_LEADS = frozenset(fold(word) for word in _WORDS["lead"])
_HOME = frozenset(fold(word) for word in _WORDS["home"])
_STAND_INS = frozenset(fold(word) for word in _WORDS["page"])
_MAX_LEAD = max(map(len, _WORDS["lead"])) + 3


def _any(signs: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, signs), key=len, reverse=True))


_STRONG_SIGNS = _any(_WORDS["separators"]["strong"])
_STRONG = re.compile(rf"(?:{_STRONG_SIGNS})+")
_WEAK = tuple(
    (sign in "/／", re.compile(rf"(?<=\s){re.escape(sign)}(?=\s)")) for sign in _WORDS["separators"]["weak"]
)
_SLASH = re.compile(r"[/／]")
_LINE = re.compile(r"[\n\r\t]+")
_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d)[.)]\s*(?=[^\W\d])")
_EDGE = " \t\u00a0\u3000:：,;|·•/\\-–—~>＞»›→"
_LEAD_END = re.compile(r"[:：\n]|\s")
_TRAILER = re.compile(r"\s*(?:…|\.{2,}|\[…\])$")
_SENTENCE_END = ".!?。！？…"
_ANGLE = re.compile("[«‹<←]")


class _Parts(NamedTuple):
    crumbs: list[str]
    strong: bool
    """True if the crumbs are separated by arrows, which are hardly used for anything else."""
    slashed: bool


def parse_breadcrumb(text: str, title: str | None = None) -> tuple[str, ...] | None:
    r"""Return the crumbs of a breadcrumb string, in order; None if ``text`` does not look like breadcrumbs.

    The article itself is removed from the end: its ``title`` (complete or truncated), a placeholder such as "content",
    or, if no title is given, a crumb that is long enough to be a headline. The home page is kept. Short names with arrows
    between them are accepted. Weaker separators (slash, bar, dash, line break, numbering) need further evidence: a lead
    such as "You are here:", the home page, or the article at the end. Linear in the length of ``text``.

    Args:
        text: One line, or several lines with one crumb each.
        title: The article's title, if known.

    >>> parse_breadcrumb("Location:HOME > Art > content")
    ('HOME', 'Art')
    >>> parse_breadcrumb("Home / Crafts / The old mill turns again", "The old mill turns again")
    ('Home', 'Crafts')
    >>> parse_breadcrumb("您当前的位置：首页>新闻>正文"), parse_breadcrumb("Home\n>\nNews\n> Local")
    (('首页', '新闻'), ('Home', 'News', 'Local'))
    >>> parse_breadcrumb("You are here: Start - Garten - Rosen schneiden im März", "Rosen schneiden im März")
    ('Start', 'Garten')
    >>> parse_breadcrumb("Weir Post | Crafts | The old mill turns again", "The old mill turns again")
    ('Weir Post', 'Crafts')
    >>> parse_breadcrumb("1. Home 2. Garden 3. Roses")
    ('Home', 'Garden', 'Roses')
    >>> parse_breadcrumb("Home | News | Sport | Contact"), parse_breadcrumb("If x > y, the sum is larger.")
    (None, None)
    """
    bare = html.unescape(text[: 2 * MAX_CHARS]).strip() if "&" in text else text.strip()
    if not 3 < len(bare) <= MAX_CHARS:
        return None
    rest = without_lead(bare)
    led = rest != bare
    if _ANGLE.search(rest) or (not led and rest[-1] in _SENTENCE_END and not _TRAILER.search(rest)):
        return None
    parts = _split(rest, led=led)
    if parts is None:
        return None
    crumbs, ended = _without_article(parts.crumbs, fold(title) if title else "")
    titled = ended and not is_stand_in(parts.crumbs[-1])
    if not crumbs or not _is_breadcrumbs(crumbs, parts, led=led, ended=ended, titled=titled):
        return None
    return tuple(crumbs)


def is_home(text: str) -> bool:
    """Return whether a crumb is the site's home page.

    >>> is_home("Startseite"), is_home("HOME"), is_home("News")
    (True, True, False)
    """
    return fold(text) in _HOME


def is_stand_in(text: str) -> bool:
    """Return whether a crumb is a placeholder for the article itself, such as "content" or "current page".

    >>> is_stand_in("Content"), is_stand_in("正文"), is_stand_in("Art")
    (True, True, False)
    """
    return fold(text) in _STAND_INS


def is_lead(text: str) -> bool:
    """Return whether ``text`` consists only of words that introduce breadcrumbs.

    >>> is_lead("You are here:"), is_lead("当前位置："), is_lead("News")
    (True, True, False)
    """
    return len(text) <= _MAX_LEAD and fold(text) in _LEADS


def without_lead(text: str) -> str:
    """Return ``text`` without the words that introduce breadcrumbs, or ``text`` itself if there are none.

    Only leads of several words or with a colon count: "Location Home > Art" has none.

    >>> without_lead("You are here: Home > Art"), without_lead("Home > Art")
    ('Home > Art', 'Home > Art')
    """
    stop = 0
    for edge in _LEAD_END.finditer(text, 0, _MAX_LEAD):
        head = text[: edge.start()]
        if (edge[0] in ":：\n" or " " in head) and fold(head) in _LEADS:
            stop = edge.end()  # the longest lead counts
    return (text[stop:].lstrip(_EDGE + "\n") or text) if stop else text


def is_title(crumb: str, title: str) -> bool:
    """Return whether a crumb is the article's title, complete or truncated, in folded form.

    >>> is_title("The old mill turns ag...", "The old mill turns again")
    True
    """
    key, whole = fold(_TRAILER.sub("", crumb)), fold(title)
    if not key or not whole:
        return False
    return key == whole or (
        min(len(key), len(whole)) >= MIN_TITLE_PREFIX and (whole.startswith(key) or key.startswith(whole))
    )


def _split(text: str, *, led: bool) -> _Parts | None:
    """Split a string at the strongest separator that it has; None if it has none or too many."""
    if _STRONG.search(text):
        found = _Parts(_pieces(_STRONG.split(text)), strong=True, slashed=False)
    elif _is_counting(text):
        found = _Parts(_pieces(_NUMBERED.split(text)[2::2]), strong=True, slashed=False)
    elif "\n" in text:
        found = _Parts(_pieces(_LINE.split(text)), strong=False, slashed=False)
    else:
        cuts = [(slashed, pattern) for slashed, pattern in _WEAK if pattern.search(text)]
        if cuts:
            slashed, pattern = cuts[0]
            found = _Parts(_pieces(pattern.split(text)), strong=False, slashed=slashed)
        elif _SLASH.search(text) and (led or is_home(_SLASH.split(text, maxsplit=1)[0])) and "//" not in text:
            found = _Parts(_pieces(_SLASH.split(text)), strong=False, slashed=True)
        else:
            return None
    if not 2 <= len(found.crumbs) <= MAX_CRUMBS and not (led and len(found.crumbs) == 1):
        return None
    return None if any(len(c) > MAX_CRUMB_CHARS for c in found.crumbs[:-1]) else found


def _pieces(parts: Sequence[str]) -> list[str]:
    """Return the parts without separators and white space at their edges; parts without letters or digits are dropped."""
    trimmed = (" ".join(part.split()).strip(_EDGE) for part in parts)
    return [piece for piece in trimmed if any(map(str.isalnum, piece))]


def _is_counting(text: str) -> bool:
    """Return whether the crumbs are numbered consecutively from 1."""
    numbers = [int(match[1]) for match in _NUMBERED.finditer(text)]
    return text[:1] == "1" and len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _without_article(crumbs: list[str], title: str) -> tuple[list[str], bool]:
    """Return the crumbs without the article at the end, and whether it was there."""
    for i, crumb in enumerate(crumbs):
        if i and title and is_title(crumb, title):
            return crumbs[:i], True
    ended = len(crumbs) > 1 and is_stand_in(crumbs[-1])
    if ended:
        crumbs = crumbs[:-1]
    last = crumbs[-1]
    if len(crumbs) > 1 and (len(last) > HEADLINE_CHARS or len(last.split()) > 2 * MAX_PLAIN_WORDS):
        crumbs = crumbs[:-1]
    return crumbs, ended


def _is_breadcrumbs(crumbs: list[str], parts: _Parts, *, led: bool, ended: bool, titled: bool) -> bool:
    """Return whether there is enough evidence for breadcrumbs, given the separator."""
    home = is_home(crumbs[0])
    if parts.strong:
        return home or led or ended or (len(crumbs) > 1 and all(map(_is_plain, crumbs)))
    if led or (home and ended):
        return True
    if ended:
        return (parts.slashed or (titled and len(crumbs) > 1)) and all(map(_is_plain, crumbs))
    return home and parts.slashed and 1 < len(crumbs) <= MAX_SLASHED and all(map(_is_plain, crumbs))


def _is_plain(crumb: str) -> bool:
    """Return whether a crumb is a short name: not a sentence or number, and not starting in lower case."""
    return (
        len(crumb) <= MAX_PLAIN_CHARS
        and len(crumb.split()) <= MAX_PLAIN_WORDS
        and not crumb[0].islower()
        and not crumb[0].isdigit()
        and crumb[-1] not in _SENTENCE_END
        and not any(c in "=(){};" for c in crumb)
        and not ("," in crumb and any(map(str.isdigit, crumb)))
    )
