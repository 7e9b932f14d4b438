"""The modules that are compiled as they stand give what their plain sources give."""

from __future__ import annotations

from pathlib import Path

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.body import select_blocks as decode
from tearsheet.body.selection import Layout
from tearsheet.page import Leaf, Page
from tearsheet.page.read import read_tree
from tearsheet.structure import ancestry as boxes
from tearsheet.structure import figures, headings, lists, sections
from tearsheet.structure import grouping as runs
from tearsheet.structure import inline_formats as formats
from tearsheet.structure import spans as marks
from tearsheet.structure.key_points import groups, units

PAGES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.html"))


PLAIN = {
    name: forms.plain(name.replace("/", "."))
    for name in (
        "body/boxes",
        "body/decode",
        "body/figures",
        "body/formats",
        "body/headings",
        "body/lists",
        "body/marks",
        "body/runs",
        "body/sections",
        "keypoints/groups",
        "keypoints/units",
    )
}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_compared_with_the_plain_module_is_compiled(name: str) -> None:
    assert forms.compiled(name.replace("/", ".")).__name__ != PLAIN[name].__name__


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_compiled_and_plain_agree(path: Path) -> None:
    page = Page.from_tree(read_tree(path.read_bytes()))
    every = tuple(range(len(page.leaves)))
    layout = Layout(-1, every, (1.0,) * len(every), ())
    around, plainly_around = boxes.Boxes(page).around, PLAIN["body/boxes"].Boxes(page).around
    for leaf in page.leaves:
        assert repr(around(leaf.node)) == repr(plainly_around(leaf.node))
    ranges, plain_ranges = formats.Formats(page).ranges, PLAIN["body/formats"].Formats(page).ranges
    assert [ranges(leaf) for leaf in page.leaves] == [plain_ranges(leaf) for leaf in page.leaves]
    found = runs.read_runs(page, every)
    assert repr(found) == repr(PLAIN["body/runs"].read_runs(page, every))
    outline = headings.read_outline(page, found, set())
    assert outline == PLAIN["body/headings"].read_outline(page, found, set())
    assert figures.pictures(page, layout) == PLAIN["body/figures"].pictures(page, layout)
    inline, plain_inline = marks.Inline(page), PLAIN["body/marks"].Inline(page)
    assert inline.joined(page.leaves) == plain_inline.joined(page.leaves)
    for run in found:
        if run.kind == "list":
            pairs = [(page.leaves[i], path) for i, path in zip(run.leaves, run.paths, strict=True)]
            built = lists.Lists(page, inline).build(run.node, pairs)
            assert built == PLAIN["body/lists"].Lists(page, inline).build(run.node, pairs)
    built_sections = sections.build_sections(page, layout)
    assert built_sections == PLAIN["body/sections"].build_sections(page, layout)
    for section in built_sections:
        plain_units = PLAIN["keypoints/units"].units_of(section.blocks)
        assert list(map(tuple, units.units_of(section.blocks))) == list(map(tuple, plain_units))
    assert groups.point_groups(built_sections) == PLAIN["keypoints/groups"].point_groups(built_sections)


TEXTS = st.sampled_from(
    [
        "Key takeaways",
        "Posted on 12 May 2024, 14:30",
        "A line that is repeated and long enough to be known again as the one before it, word for word.",
        "A line that is repeated and long enough, but only at its beginning: the rest of it is another.",
        "https://www.example.com/data",
        "Short.",
        "۲۰۲۴ ۱۲۳",
    ]
)
ROWS = st.tuples(TEXTS, st.sampled_from(["text", "heading", "item"]), st.floats(0, 1), st.integers(1, 4))


@given(
    st.lists(ROWS, max_size=14),
    st.integers(-1, 13),
    st.lists(st.integers(0, 13), max_size=3, unique=True).map(sorted),
)
def test_compiled_and_plain_keep_the_same(
    rows: list[tuple[str, str, float, int]], headline: int, marked: list[int]
) -> None:
    leaves = [Leaf(i, kind, text, 0, 0, 0, 0, False) for i, (text, kind, _, _) in enumerate(rows)]
    levels = [level if kind == "heading" else 0 for _, kind, _, level in rows]
    chances = [chance for _, _, chance, _ in rows]
    known = [i for i in marked if i < len(rows)]
    asked = (leaves, chances, levels, headline if headline < len(rows) else -1)
    for parts in (decode.Parts(comments=known), decode.Parts(hidden=known), decode.Parts(times=known)):
        assert decode.decode(*asked, parts) == PLAIN["body/decode"].decode(*asked, parts)
    lengths = [len(leaf.text) for leaf in leaves]
    assert decode.threshold(lengths, chances) == PLAIN["body/decode"].threshold(lengths, chances)
