"""Make text from pages safe for a terminal."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 controls but tab and line feed (they drive the terminal), and the bidirectional overrides (they show
text in an order that it does not have). Source: ECMA-48; Unicode UAX 9 and UTR 36."""

_RAW_CONTROLS = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""Return ``text`` without control characters.

    >>> plain("red \x1b[31mtext\x9b0m\r")
    'red [31mtext0m'
    """
    return _CONTROLS.sub("", text)


def plain_json(text: str) -> str:
    r"""Return JSON with control characters that JSON allows unescaped written as escapes; its value is the same.

    >>> plain_json('"a\x9bb"')
    '"a\\u009bb"'
    """
    return _RAW_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
