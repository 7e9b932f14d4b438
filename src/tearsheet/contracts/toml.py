"""Writing TOML: just the values that a contract needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence


def table_of(settings: Mapping[str, object]) -> Iterator[str]:
    r"""Yield ``key = value`` for each setting.

    >>> list(table_of({"min": 3, "values": ["a", 'b"c']}))
    ['min = 3', 'values = ["a", "b\\"c"]']
    """
    for name, value in settings.items():
        yield f"{name} = {value_of(value)}"


def value_of(value: object) -> str:
    r"""Return one value as TOML writes it.

    >>> value_of("line\nbreak"), value_of(True), value_of(0.5)
    ('"line\\nbreak"', 'true', '0.5')

    Raises:
        TypeError: It is neither text, a number, true or false, nor a sequence of them.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        # JSON's escapes are valid in TOML, but TOML also requires DEL to be escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Sequence):
        return f"[{', '.join(map(value_of, value))}]"
    raise TypeError(f"{type(value).__name__} cannot be written in a contract")
