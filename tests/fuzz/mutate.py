"""Makes broken input out of good input: every mutation is a pure function of (bytes, random generator)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, Sequence[bytes], random.Random], bytes]

TAG = re.compile(rb"<[^<>]{0,400}>")
NAUGHTY = (
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b" * 50,
    "e\u0301\u0302\u0303".encode() * 40,
    b"&#0;&#xD800;&#x110000;&nosuch;&amp",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"<plaintext>",
    b"<svg><template>",
    b"<table><tr><td colspan=9007199254740991 rowspan=65534>x",
    b"<ol start=-99999999999999999999><li value=1e309>x",
    b"</body></html><p>more",
    b"<base href='javascript:1'>",
    b"<meta charset=utf-16>",
    b"<script type='application/ld+json'>" + b'{"@graph":[' * 300,
    b'<script type="application/ld+json">{"@type":"Article","datePublished":"9999-99-99T99:99:99+99:99"}</script>',
    b"<time datetime='0000-00-00'>",
    b"<h1>" + b"a " * 2000,
    b"<div>" * 400,
    b"<b>" * 400,
    b"<br>" * 400,
    b"<li>" * 300,
    b"<a href='//[::1'>x</a>",
    b"Views: " + b"9" * 400,
    b"1" + b",000" * 200 + b" views",
)
"""Fragments that have broken other parsers: limits, lies, nests, floods."""


def flip_bytes(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001  # one shape for all
    """Overwrite up to 20 bytes anywhere."""
    changed = bytearray(raw)
    for _ in range(rng.randint(1, 20)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001  # one shape for all
    """Take a piece out, or everything after a point."""
    start, stop = sorted((rng.randint(0, len(raw)), rng.randint(0, len(raw))))
    return raw[:start] if rng.random() < 0.4 else raw[:start] + raw[stop:]


def splice(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:
    """Put a piece of another page somewhere."""
    other = rng.choice(pool)
    start = rng.randint(0, len(other))
    piece = other[start : start + rng.randint(1, 4000)]
    at = rng.randint(0, len(raw))
    return raw[:at] + piece + raw[at:]


def shuffle_tags(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001  # one shape for all
    """Swap, drop or double tags, the text stays."""
    tags = list(TAG.finditer(raw))
    if len(tags) < 2:
        return raw
    texts = [m[0] for m in tags]
    for _ in range(rng.randint(1, 30)):
        a, b = rng.randrange(len(texts)), rng.randrange(len(texts))
        action = rng.random()
        if action < 0.5:
            texts[a], texts[b] = texts[b], texts[a]
        elif action < 0.75:
            texts[a] = b""
        else:
            texts[a] += texts[b]
    out, at = [], 0
    for match, text in zip(tags, texts, strict=True):
        out += [raw[at : match.start()], text]
        at = match.end()
    return b"".join([*out, raw[at:]])


def insert_naughty(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001  # one shape for all
    """Insert one of the fragments that break parsers."""
    at = rng.randint(0, len(raw))
    return raw[:at] + rng.choice(NAUGHTY) + raw[at:]


def repeat(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:  # noqa: ARG001  # one shape for all
    """Repeat a short piece many times."""
    start = rng.randint(0, max(0, len(raw) - 1))
    piece = raw[start : start + rng.randint(1, 60)]
    return raw[:start] + piece * rng.randint(2, 200) + raw[start:]


MUTATIONS: tuple[Mutation, ...] = (flip_bytes, cut, splice, shuffle_tags, insert_naughty, repeat)


def mutated(raw: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:
    """Return ``raw`` after one to four mutations, at most 200,000 bytes of it."""
    for _ in range(rng.randint(1, 4)):
        raw = rng.choice(MUTATIONS)(raw, pool, rng)
    return raw[:200_000]
