"""Makes ``locales.json`` from the Unicode CLDR as Babel packs it: ``python -m tearsheet.vocab.build_locales``.

Run when a new Babel brings a new CLDR. Babel is needed for this alone, never at run time.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

TARGET: Final = Path(__file__).with_name("locales.json")

_LANGUAGES: Final = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk "
    "km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sr_Latn sv sw ta te th tr "
    "uk ur uz vi zh zh_Hant zu"
)
"""Locales whose words are taken, separated by spaces; scripts of one language are joined."""

_REGIONS: Final = (
    "en_US en_GB en_AU en_IN en_CA en_NZ en_IE en_ZA en_SG en_PH en_NG en_KE en_HK en_MY en_PK fr_CA es_US es_PR "
    "es_PA pt_BR de_CH fr_CH it_CH zh_HK"
)
"""Locales with a region whose habits may differ from their language's."""

UNITS: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_DOTS: Final = re.compile(r"[.\u200b\u200e\u200f\u00ad]")


def month_words(locale: Any) -> dict[str, int]:
    """Return word → month (1 to 12) of a locale, case folded, without dots; words with spaces or digits left out."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in locale.months[context][width].items():
                word = _DOTS.sub("", name).strip().casefold()
                if len(word) > 1 and not re.search(r"[\s\d'’-]", word):
                    found.setdefault(word, int(month))
    return found


def weekday_words(locale: Any) -> dict[str, int]:
    """Return word → weekday (0 is Monday) of a locale, case folded, without dots; words with spaces left out."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for weekday, name in locale.days[context][width].items():
                word = _DOTS.sub("", name).strip().casefold()
                if len(word) > 1 and word.isalpha():
                    found.setdefault(word, int(weekday))
    return found


def order_of(locale: Any) -> str:
    """Return the order of day, month and year in short dates: ``dmy``, ``mdy`` or ``ymd``."""
    letters = [c for c in locale.date_formats["short"].pattern if c in "dMy"]
    return "".join(dict.fromkeys(letters)).lower()


def multipliers(locale: Any) -> dict[str, int]:
    """Return suffix → factor of compact numbers (``K``, ``Mio``, ``万``), case folded, without dots."""
    found: dict[str, int] = {}
    for length in ("short", "long"):
        for patterns in locale.compact_decimal_formats.get(length, {}).values():
            for size, pattern in patterns.items():
                zeros = pattern.pattern.split(";")[0].count("0")
                word = re.sub(r"[0\s'.\u200e\u200f\u200b\xa0¤]", " ", pattern.pattern.split(";")[0])
                word = "".join(word.split()).casefold()
                if word and zeros:
                    found.setdefault(word, int(size) // 10 ** (zeros - 1))
    return found


def past_patterns(locale: Any) -> dict[str, list[str]]:
    """Return unit → patterns such as ``{0} days ago``, case folded, without repeats."""
    found: dict[str, list[str]] = {}
    fields = locale._data["date_fields"]  # noqa: SLF001  Babel shows these only through a clock
    for unit in UNITS:
        words: list[str] = []
        for name in (unit, f"{unit}-short"):
            patterns = dict(dict(fields.get(name, {})).get("past", {})).values()
            words += [" ".join(str(pattern).casefold().split()) for pattern in patterns]
        kept = [
            w for w in dict.fromkeys(words) if "{0}" in w and not re.match(r"-?\s*\{0\}\s*[a-z]{0,3}\.?$", w)
        ]
        if kept:
            found[unit] = kept
    return found


def build() -> dict[str, Any]:
    """Return the whole vocabulary, keys sorted."""
    import babel
    from babel import Locale, localedata

    months: dict[str, dict[str, int]] = {}
    weekdays: dict[str, dict[str, int]] = {}
    orders: dict[str, str] = {}
    factors: dict[str, dict[str, int]] = {}
    points: dict[str, str] = {}
    past: dict[str, dict[str, list[str]]] = {}
    for name in f"{_LANGUAGES} {_REGIONS}".split():
        localedata._cache.clear()  # noqa: SLF001  Babel 2.18 lets one locale's words leak into others through it
        locale = Locale.parse(name)
        language = locale.language
        key = f"{language}-{locale.territory}" if locale.territory else language
        orders.setdefault(key, order_of(locale))
        points.setdefault(key, locale.number_symbols["latn"]["decimal"])
        for table, words in (
            (months, month_words(locale)),
            (weekdays, weekday_words(locale)),
            (factors, multipliers(locale)),
        ):
            merged = table.setdefault(language, {})
            for word, value in words.items():
                merged.setdefault(word, value)
        for unit, patterns in past_patterns(locale).items():
            known = past.setdefault(language, {}).setdefault(unit, [])
            known.extend(p for p in patterns if p not in known)
    return {
        "source": f"Unicode CLDR by Babel {babel.__version__}; made by python -m tearsheet.vocab.build_locales",
        "months": _sorted(months),
        "weekdays": _sorted(weekdays),
        "orders": _sorted(orders),
        "decimal_points": _sorted(points),
        "multipliers": _sorted(factors),
        "past": _sorted(past),
    }


def _sorted(table: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(_sorted_items(table)))


def _sorted_items(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield key, dict(sorted(value.items()))
        else:
            yield key, value


def as_text(data: dict[str, Any]) -> str:
    """Return ``data`` as the file holds it: one language a line."""
    parts: Iterable[str] = (f"{json.dumps(k)}: {_table(v)}" for k, v in data.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _table(value: Any) -> str:
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    rows = (f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items())
    return "{\n" + ",\n".join(rows) + "\n}"


if __name__ == "__main__":
    TARGET.write_text(as_text(build()), encoding="utf-8")
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")
