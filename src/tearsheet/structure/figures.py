"""Figures: which pictures belong to the body, and their URLs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tearsheet.page import Image, Page
from tearsheet.structure.ancestry import MAX_CONTAINERS
from tearsheet.structure.captions import MAX_CAPTION_BLOCKS, caption_boxes
from tearsheet.structure.drafts import EmbedDraft, FigureDraft, Sources
from tearsheet.structure.embeds import FRAMES, framed
from tearsheet.structure.spans import link_target
from tearsheet.vocab import load

MIN_PIXELS = 65
"""Smallest declared width and height, in CSS pixels, of a picture. Reasoning: icons, avatars and counters are smaller."""
DECORATION = frozenset(load("pictures")["decoration"])
"""Words in the class, id or file name of pictures that are not content. Source: reasoning."""
PLAYERS = frozenset(("video", "audio", "iframe", "embed", "object"))
"""Media other than pictures."""

NEAR = 30
"""Number of blocks before and after a picture, and of its ``source`` elements, that are checked. Keeps hostile galleries
linear."""
FAR = NEAR + MAX_CAPTION_BLOCKS + 1
"""Number of blocks before and after the body in which captions of pictures can affect those in the body."""

_WORDS = re.compile(r"[a-z]+|[0-9]+(?:x[0-9]+)?")
_CANDIDATES = re.compile(r"(?<=[wx]),\s*|,\s+")
_NUMBER = re.compile(r"\s*([0-9]{1,5})(?:\.[0-9]+)?(?:px)?\s*$")


class Picture(NamedTuple):
    """A picture of the body."""

    position: float
    """Its position: the index of a page block minus or plus 0.5."""
    figure: int
    """Index of its ``figure`` element; -1 if it is in none."""
    block: FigureDraft | EmbedDraft
    """Its block; without its caption if that is kept in a ``figure``, and so is a block of its own."""
    taken: Sources = ()
    """The kept page blocks that are its caption, and so must not become paragraphs."""


def pictures(page: Page, kept_blocks: Sequence[int], headline: int) -> list[Picture]:
    """Return the pictures between the kept page blocks, or between headline and body, in document order.

    Icons, avatars, tracking pixels, pictures in containers whose text is not kept, and those without a URL are left out.
    """
    if not kept_blocks or not page.images:
        return []
    kept = set(kept_blocks)
    first, high = kept_blocks[0], kept_blocks[-1] + 1
    low = headline if 0 <= headline < first else first
    near = [image for image in page.images if low - FAR <= image.block <= high + FAR]
    boxes = caption_boxes(page, near)
    captions = frozenset([i for box in boxes.values() for i in box.blocks])
    found: list[Picture] = []
    used: set[int] = set()
    for image in _with_unscripted(page):
        at = image.block
        if not low <= at <= high or not _is_among(page, image, kept, low, captions):
            continue
        if not _is_content(page, image.node):
            if page.nodes.tags[image.node] in FRAMES and _is_large(page.nodes.attrs[image.node]):
                embed = framed(page, image.node)
                if embed is not None:
                    found.append(Picture(_position(page, image), -1, embed))
            continue
        element, box = _figure_element(page, image.node), boxes.get(image.node)
        if box is not None and used.isdisjoint(box.blocks):
            caption, taken = box.blocks, tuple([i for i in box.blocks if i in kept])
        else:
            caption, taken = _caption(page, image, element, kept), ()
        block = _figure(page, image.node, caption)
        if block is not None:
            used.update(taken)
            position = box.blocks[0] - 0.5 if taken and box is not None else _position(page, image)
            found.append(Picture(position, element, block, taken))
    return found


def _with_unscripted(page: Page) -> list[Image]:
    """Return the page's pictures, including those that only browsers without scripts show, in document order."""
    unscripted = page.unscripted_images
    if not unscripted:
        return page.images
    nodes, blocks = page.nodes, page.blocks
    shown = [image.node for image in page.images]
    more = []
    for node in unscripted:
        parent = nodes.parents[node]
        place = bisect_left(shown, parent)
        if place < len(shown) and shown[place] < nodes.ends[parent]:
            continue  # it is the fallback of a picture next to it
        more.append(Image(node, bisect_left(blocks, node, key=lambda block: block.node)))
    return sorted([*page.images, *more]) if more else page.images


def _position(page: Page, image: Image) -> float:
    """Return the position of the picture: after the page block that it is part of, or else before the next one."""
    if image.block < len(page.blocks):
        node = page.blocks[image.block].node
        if node <= image.node < page.nodes.ends[node]:
            return image.block + 0.5
    return image.block - 0.5


def _caption(page: Page, image: Image, figure: int, kept: set[int]) -> Sources:
    """Return the caption of a picture in a ``figure``; empty if there is none, or if it is kept as a separate block."""
    if figure < 0:
        return ()
    blocks, end = page.blocks, page.nodes.ends[figure]
    low = high = image.block
    while low > max(0, image.block - NEAR) and figure <= blocks[low - 1].node < end:
        low -= 1
    while high < min(len(blocks), image.block + NEAR) and figure <= blocks[high].node < end:
        high += 1
    found = tuple(i for i in range(low, high) if blocks[i].kind == "caption")
    return () if kept.intersection(found) else found


def _figure_element(page: Page, node: int) -> int:
    tags, parents = page.nodes.tags, page.nodes.parents
    for _ in range(6):  # few elements are between a figure and its picture
        node = parents[node]
        if node < 0 or tags[node] == "figure":
            return node
    return -1


def _is_content(page: Page, node: int) -> bool:
    """Return whether the picture is content rather than decoration."""
    nodes = page.nodes
    attrs = nodes.attrs[node]
    if nodes.tags[node] in PLAYERS and nodes.tags[node] != "video" and _figure_element(page, node) < 0:
        return False
    if attrs.get("aria-hidden") == "true" or attrs.get("role") in ("presentation", "none"):
        return False
    if not _is_large(attrs):
        return False
    return DECORATION.isdisjoint(page.tokens(node)) and DECORATION.isdisjoint(
        page.tokens(nodes.parents[node])
    )


def _is_large(attrs: Mapping[str, str]) -> bool:
    """Return whether neither declared width nor height is below `MIN_PIXELS`."""
    for side in ("width", "height"):
        value = attrs.get(side)
        if value is not None and (size := _NUMBER.match(value)) and int(size[1]) < MIN_PIXELS:
            return False
    return True


def _is_among(page: Page, image: Image, kept: set[int], low: int, captions: frozenset[int]) -> bool:
    """Return whether the innermost container around the picture that has text has kept text.

    The picture of a teaser is in a container whose text is not kept. Captions do not count as text.
    """
    blocks, ends, parents = page.blocks, page.nodes.ends, page.nodes.parents
    at = image.block
    before, after = at - 1, at
    last, first = min(len(blocks), at + NEAR), max(0, at - NEAR)
    while after < last and (blocks[after].kind == "caption" or after in captions):
        after += 1
    while before >= first and (blocks[before].kind == "caption" or before in captions):
        before -= 1
    is_before = before >= 0 and (before in kept or before == low)
    is_after = after < len(blocks) and (after in kept or after == low)
    if not is_before and not is_after:
        return False
    place_before = blocks[before].node if before >= 0 else -1  # in no element
    place_after = blocks[after].node if after < len(blocks) else -1
    node = image.node
    for _ in range(MAX_CONTAINERS):
        if node < 0:
            break
        end = ends[node]
        if node <= place_before < end:
            return is_before or (is_after and node <= place_after < end)
        if node <= place_after < end:
            return is_after
        node = parents[node]
    return False


def _figure(page: Page, node: int, caption: Sources) -> FigureDraft | None:
    """Return the figure for a picture; None if it has no URL."""
    attrs = page.unscripted_images.get(node) or page.nodes.attrs[node]
    for address in _addresses(page, node):
        words = _WORDS.findall(address.rpartition("/")[2].lower())
        if address.startswith("data:") or not DECORATION.isdisjoint(words):
            continue
        src = link_target(page, address)
        if src is not None and not src.startswith("mailto:"):
            alt = " ".join((attrs.get("alt") or "").split())
            text = "\n".join([page.blocks[i].text for i in caption])
            return FigureDraft(caption, src, alt or None, text or None)
    return None


def _addresses(page: Page, node: int) -> Iterator[str]:
    """Yield the URLs of a picture, best first: those for lazy loading, its ``src``, and sets."""
    nodes = page.nodes
    attrs = nodes.attrs[node]
    for name, value in attrs.items():
        if name.startswith("data-") and name.endswith("src") and ("/" in value or "." in value):
            yield value.strip()
    if attrs.get("src"):
        yield attrs["src"].strip()
    sets = [value for name, value in attrs.items() if name.endswith("srcset")]
    for around in (node, *_sources_around(page, node)):
        for child in islice(nodes.children(around), NEAR):
            if nodes.tags[child] == "source":
                given = nodes.attrs[child]
                if given.get("src"):
                    yield given["src"].strip()
                sets.extend(value for name, value in given.items() if name.endswith("srcset"))
    for srcset in sets:
        yield largest_of(srcset)
    yield from _unscripted(page, node)


def _unscripted(page: Page, node: int) -> Iterator[str]:
    """Yield the URLs in the ``noscript`` at or next to ``node``."""
    unscripted = page.unscripted_images
    if unscripted:
        for place in (node, *islice(page.nodes.children(page.nodes.parents[node]), NEAR)):
            if place in unscripted:
                yield from _given(unscripted[place])


def _given(attrs: Mapping[str, str]) -> Iterator[str]:
    """Yield the URLs in the attributes of a picture for browsers without scripts."""
    for name in ("src", "data-src"):
        if attrs.get(name):
            yield attrs[name].strip()
    if attrs.get("srcset"):
        yield largest_of(attrs["srcset"])


def _sources_around(page: Page, node: int) -> Iterator[int]:
    """Yield the ``picture`` and the ``source`` elements around a picture; the parser does not close the latter."""
    nodes = page.nodes
    for _ in range(8):  # a picture has few sources
        node = nodes.parents[node]
        if node < 0 or nodes.tags[node] not in ("picture", "source"):
            return
        yield node


def largest_of(srcset: str) -> str:
    """Return the URL of the largest picture in a ``srcset``; '' if it has none.

    >>> largest_of("a.jpg 480w, b.jpg 1200w,c.jpg 800w")
    'b.jpg'
    >>> largest_of("a.jpg, b.jpg 2x")
    'b.jpg'
    """
    best, size = "", -1.0
    for candidate in _CANDIDATES.split(srcset):
        parts = candidate.split()
        if parts:
            number = _NUMBER.match(parts[1][:-1]) if len(parts) > 1 else None
            given = float(number[1]) if number else 1.0
            if given > size:
                best, size = parts[0], given
    return best
