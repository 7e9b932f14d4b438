"""Settles which blocks of code are kept: each as one, without the numbers of its lines and the labels of its box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.code import PREFORMATTED, class_names, code_root, counts_lines, is_numbers
from tearsheet.page.code_boxes import code_boxes

HOLDERS = PREFORMATTED | {"code", "table"}
"""Elements that hold code: one of them is in or around each piece."""
LEAST_PROBABILITY = 0.05
"""Probability from which code between kept blocks is kept. Reasoning: it reads like nothing else in the page."""
CLOSE = 4
"""Most elements that may wrap a piece of code."""
LABEL_CHARACTERS = 40
"""Longest label in characters: a language, a file, a control."""
MAX_LABELS = 6
"""Most labels of one box."""
BOX_WORDS = ("code", "highlight", "snippet", "hljs", "prism", "terminal", "clipboard", "listing", "source")
"""Words in the class of a box around code. Source: the themes of syntax highlighters."""

_PROMPT = re.compile(r"(?:(?:In|Out)\s?)?\[[ \d*\xa0]{0,6}\]\s?:")
"""The prompt of a cell of a notebook. Source: Jupyter, nbsphinx."""


def settle_code(page: Page, selection: BodySelection) -> BodySelection:
    """Return ``selection`` with its code settled.

    Reasons: ``line-numbers`` and ``code-label`` for blocks that are left out, ``code`` for blocks that are kept with the code
    around them or because the blocks around the code are kept.
    """
    roots = _roots(page, range(selection.first, selection.last + 1)) if selection.kept else {}
    if not roots:
        return selection
    kept = set(selection.kept)
    changed: dict[int, str] = {}
    for root, blocks in roots.items():
        numbers = {i for i in blocks if _is_gutter(page, root, i, blocks)}
        changed.update((i, "line-numbers") for i in numbers if i in kept)
        lines = [i for i in blocks if i not in numbers]
        prompts = {i for i in (lines[0] - 1, *lines) if _is_prompt(page, i)} if lines else set()
        changed.update((i, "code-label") for i in prompts if i in kept)
        lines = [i for i in lines if i not in prompts]
        if not lines:
            continue
        if kept.isdisjoint(lines) and not _is_between(page, selection, kept, root, lines):
            continue
        changed.update((i, "code") for i in lines if i not in kept)
        changed.update((i, "code-label") for i in _labels(page, root, lines) if i in kept)
    if not changed:
        return selection
    kept.update(i for i, reason in changed.items() if reason == "code")
    kept.difference_update(i for i, reason in changed.items() if reason != "code")
    if not kept:
        return selection
    reasons = tuple(changed.get(i, reason) for i, reason in enumerate(selection.reasons))
    return selection._replace(kept=tuple(sorted(kept)), reasons=reasons)


def _is_prompt(page: Page, i: int) -> bool:
    """Return whether the block at ``i`` is the prompt of a notebook and nothing else."""
    return i >= 0 and len(page.blocks[i].text) < 16 and _PROMPT.fullmatch(page.blocks[i].text) is not None


def _roots(page: Page, inside: Sequence[int]) -> dict[int, list[int]]:
    """Return the pieces of code, each with its blocks in order; of those that are not preformatted, only ``inside`` ones."""
    nodes = page.nodes
    tags, ends = nodes.tags, nodes.ends
    known: dict[int, int] = {}
    roots = _boxes(page, inside)
    if HOLDERS.isdisjoint(tags):
        return roots  # as on most pages
    boxed = {i for blocks in roots.values() for i in blocks}
    for i, block in enumerate(page.blocks):
        kind = block.kind
        node = place = block.node
        if i in boxed:
            continue
        if kind == "text":
            if node + 1 < ends[node] == ends[node + 1] and tags[node + 1] == "code":
                roots[node + 1] = [i]
            continue
        if kind == "cell":
            place = max(nodes.parents[node], 0)
        elif kind != "code":
            continue
        if place not in known:
            known[place] = code_root(nodes, place)
        if known[place] >= 0:
            roots.setdefault(known[place], []).append(i)
    return roots


def _boxes(page: Page, inside: Sequence[int]) -> dict[int, list[int]]:
    """Return the boxes of code that hold one of the blocks ``inside``, each with all its blocks in order."""
    boxes, blocks, ends = page.memo(code_boxes), page.blocks, page.nodes.ends
    found: dict[int, list[int]] = {}
    for i in inside:
        root = boxes.around(blocks[i].node)
        if root >= 0 and root not in found:
            low, high = i, i + 1
            while low and root <= blocks[low - 1].node < ends[root]:
                low -= 1
            while high < len(blocks) and root <= blocks[high].node < ends[root]:
                high += 1
            found[root] = [*range(low, high)]
    return found


def _is_gutter(page: Page, root: int, i: int, blocks: list[int]) -> bool:
    """Return whether the block at ``i`` is the numbers of the lines beside it."""
    block = page.blocks[i]
    if not block.text[:1].isdecimal() or not counts_lines(block.text):
        return False
    if any(is_numbers(page.nodes, node) for node in _around(page, block.node)):
        return True
    following = page.blocks[i + 1] if i + 1 < len(page.blocks) else None
    if following is None or following.kind != "code" or len(blocks) > 1:
        return False
    count = len(block.text.split())
    shared = any(node < following.node < page.nodes.ends[node] for node in _around(page, root))
    return shared and (count > 1 or "\n" not in following.text)


def _is_between(page: Page, selection: BodySelection, kept: set[int], root: int, lines: list[int]) -> bool:
    """Return whether a piece of code is part of the body: a kept block close to it is in the element that holds it.

    Such a block before it and one after it are close around; or the only one is beside it, as its sibling.
    """
    first, last = lines[0], lines[-1]
    if max(selection.probabilities[i] for i in lines) < LEAST_PROBABILITY:
        return False
    before = next((i for i in range(first - 1, max(first - 4, -1), -1) if i in kept), -1)
    after = next((i for i in range(last + 1, min(last + 4, len(page.blocks))) if i in kept), -1)
    parents, ends, blocks = page.nodes.parents, page.nodes.ends, page.blocks
    if before < 0 or after < 0:
        return any(i >= 0 and parents[blocks[i].node] == parents[root] for i in (before, after))
    for node in _around(page, parents[root]):
        inside = [node < blocks[i].node < ends[node] for i in (before, after)]
        if all(inside):
            return True
    return False


def _labels(page: Page, root: int, lines: list[int]) -> Iterator[int]:
    """Yield the labels of the box around a piece of code: short blocks in a box for code that holds nothing else."""
    nodes, blocks = page.nodes, page.blocks
    box, first, last = -1, lines[0], lines[-1]
    low, high = first, last + 1
    for node in list(_around(page, root))[1:]:
        end = nodes.ends[node]
        while low > 0 and blocks[low - 1].node > node and low > first - MAX_LABELS:
            low -= 1
        while high < len(blocks) and blocks[high].node < end and high < last + MAX_LABELS:
            high += 1
        others = [i for i in range(low, high) if not first <= i <= last and node < blocks[i].node < end]
        if any(
            len(blocks[i].text) > LABEL_CHARACTERS or blocks[i].kind in ("heading", "code") for i in others
        ):
            break
        if any(word in name for name in class_names(nodes.attrs[node]) for word in BOX_WORDS):
            box = node
    if box >= 0:
        for i in range(low, high):
            if (
                box < blocks[i].node < nodes.ends[box]
                and not first <= i <= last
                and blocks[i].kind != "caption"
            ):
                yield i


def _around(page: Page, node: int) -> Iterator[int]:
    """Yield ``node`` and the elements closely around it, innermost first."""
    for _ in range(CLOSE + 1):
        if node < 0 or page.nodes.tags[node] == "body":
            return
        yield node
        node = page.nodes.parents[node]
