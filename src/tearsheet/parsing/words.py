"""Looks up entries of a vocabulary by language tag."""

from __future__ import annotations

from typing import Any


def primary(language: str | None) -> str:
    """Return the primary subtag of a language tag, lower case; '' if there is none.

    >>> primary("pt_BR")
    'pt'
    """
    return (language or "").replace("_", "-").partition("-")[0].strip().lower()


def by_language(values: dict[str, Any], language: str | None) -> Any:
    """Return the entry of ``values`` for language and region, or else for the language; None if there is neither.

    >>> by_language({"en": 1, "en-GB": 2}, "en_gb")
    2
    """
    if not language:
        return None
    parts = language.replace("_", "-").split("-")
    region = next((p.upper() for p in parts[1:] if len(p) == 2), None)
    found = values.get(f"{parts[0].lower()}-{region}") if region else None
    return values.get(parts[0].lower()) if found is None else found
