"""The frame of every inspection page: a document with its own style and script, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Any

HOME = "tearsheet.inspection"


def resource(name: str) -> str:
    """Return a file of this package as text."""
    return (files(HOME) / name).read_text("utf-8")


def words() -> dict[str, Any]:
    """Return the meanings of the codes, grouped by where they are used."""
    data: dict[str, Any] = json.loads(resource("words.json"))
    return data


def document(title: str, body: str, *, styles: Sequence[str], script: str) -> str:
    """Return an HTML page that contains the package's ``styles`` and ``script``.

    The policy allows both by their hashes and nothing else; nothing is loaded. ``body`` is trusted: the caller must
    escape all text from outside.
    """
    style = "".join(resource(name) for name in styles)
    code = resource(script)
    policy = (
        f"default-src 'none'; script-src '{_hash(code)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f"<body>{body}<script>{code}</script></body></html>\n"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "block"), count(1200, "block")
    ('1 block', '1,200 blocks')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
