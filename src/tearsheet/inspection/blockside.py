"""The left side: the page's blocks as plain text, each with whether and why it was kept."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tearsheet.inspection.document import count
from tearsheet.inspection.marks import Marks

if TYPE_CHECKING:
    from tearsheet.block_reports import BlockReport
    from tearsheet.inspection.inspecting import Inspection

DOUBTFUL: Final = (0.2, 0.8)
"""Probabilities between these, ends included, are worth a person's look. Source: reasoning; outside of them errors
are rare."""
RUN: Final = 50
"""Blocks that the browser lays out together, when they come near its window: a screen shows a dozen."""
SAID: Final = frozenset(("probability", "headline", "body"))
"""Reasons that the probability or the label of the block already shows."""
WORDS: Final = (
    (0.95, "certain"),
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.2, "unlikely"),
    (0.05, "very unlikely"),
    (0.0, "almost impossible"),
)
"""What to call a probability, by its lower bound."""
SHOWN: Final = (
    ("article", "Article"),
    ("all", "All"),
    ("kept", "Kept"),
    ("left", "Left out"),
    ("doubtful", "In doubt"),
    ("wrong", "Wrong"),
)


def block_side(inspection: Inspection, marks: Marks) -> str:
    """Return the left side: values in the markup, the blocks, and the bar that saves corrections."""
    is_text = inspection.blocks[0].locator.xpath is None
    language = f' lang="{escape(inspection.article.language)}"' if inspection.article.language else ""
    blocks = [
        _block(i, block, marks.fields.get(i, ()), inspection.judged)
        for i, block in enumerate(inspection.blocks)
    ]
    runs = "".join(
        f'<div class="run" role="none">{"".join(blocks[i : i + RUN])}</div>'
        for i in range(0, len(blocks), RUN)
    )
    shown = "".join(
        f'<button type="button" data-show="{key}" aria-pressed="{str(key == "all").lower()}">{label}</button>'
        for key, label in SHOWN
        if not (is_text and key in {"doubtful", "wrong"})
    )
    return (
        '<section id="page" class="pane" aria-labelledby="page-title" tabindex="-1">'
        f'<div class="bar"><h2 id="page-title">The page</h2><div class="shows" role="group" aria-label="Show blocks">'
        f"{shown}</div></div>{_outline(inspection)}{_markup(marks)}"
        f'<div id="blocks" role="listbox" aria-multiselectable="true" data-shown="all"{language} '
        f'aria-label="Blocks of the page; those marked wrong are selected">{runs}</div>'
        f"{'' if is_text else _corrections(inspection)}</section>"
    )


def _block(
    index: int, block: BlockReport, fields: tuple[str, ...] | list[str], judged: dict[str, bool]
) -> str:
    xpath = block.locator.xpath
    tag = "text" if xpath is None else xpath.rpartition("/")[2].partition("[")[0]
    verdict = judged.get(xpath) if xpath is not None else None
    wrong = verdict is not None and verdict != block.kept
    state = "kept" if block.kept else "headline" if block.reason == "headline" else "left out"
    classes = ["kept" if block.kept else "left"]
    if state == "headline":
        classes.append("title")
    if DOUBTFUL[0] <= block.probability <= DOUBTFUL[1]:
        classes.append("doubtful")
    if fields:
        classes.append("gives")
    if tag == "pre":
        classes.append("code")
    if tag[0] == "h" and tag[1:].isdigit():
        classes.append("heading")
    why = block.part or ("" if block.reason in SAID else block.reason)
    chips = [
        f"<code>{escape(tag)}</code>",
        f"<b>{state}</b>",
        f'<i class="c{round(block.probability * 10)}" title="probability {block.probability:.2f}">'
        f"{likelihood(block.probability)}</i>"
        if xpath is not None and state != "headline"
        else "",
        f"<span>{escape(why)}</span>" if why else "",
        *(f"<em>{escape(field.replace('_', ' '))}</em>" for field in fields),
    ]
    place = xpath or "characters {}–{}".format(*(block.locator.span or (0, 0)))
    keep = "" if verdict is None else f" data-keep={int(verdict)}"
    return (
        f'<div role="option" id="b{index}" class="{" ".join(classes)}" tabindex="{-1 if index else 0}" '
        f'aria-selected="{str(wrong).lower()}" data-x="{escape(place)}" data-why="{escape(block.reason)}"{keep}>'
        f'<p class="chips">{"".join(chips)}</p><p class="text" dir="auto">{escape(block.text)}</p></div>'
    )


def likelihood(probability: float) -> str:
    """Return a word for a probability.

    >>> likelihood(0.97), likelihood(0.5), likelihood(0.0)
    ('certain', 'likely', 'almost impossible')
    """
    return next(word for least, word in WORDS if probability >= least)


def _outline(inspection: Inspection) -> str:
    """Return links to the first block of each section with a heading; '' if there are none."""
    sections = zip(inspection.article.sections, inspection.section_blocks, strict=False)
    rows = "".join(
        f'<li class="l{min(section.level, 6)}"><a href="#b{blocks[0]}" dir="auto">{escape(section.heading)}</a></li>'
        for section, blocks in sections
        if section.heading is not None and blocks
    )
    return f'<details id="outline"><summary>Outline</summary><ol>{rows}</ol></details>' if rows else ""


def _markup(marks: Marks) -> str:
    """Return the rows of values that are not visible on the page; '' if there are none."""
    if not marks.rows:
        return ""
    rows = "".join(
        f'<li id="m{i}"><p class="chips"><code title="{escape(row.xpath)}">'
        f"{escape(row.xpath.rpartition('/')[2])}</code>"
        + (f"<code>{escape(row.part)}</code>" if row.part else "")
        + "".join(f"<em>{escape(field.replace('_', ' '))}</em>" for field in dict.fromkeys(fields))
        + f'</p><p class="text" dir="auto">{escape(row.raw)}</p></li>'
        for i, (row, fields) in enumerate(marks.rows.items())
    )
    return (
        f'<details id="markup"><summary>{count(len(marks.rows), "value")} in the markup '
        f'<span>(head, JSON-LD, attributes)</span></summary><ul tabindex="0" aria-label="Values in the markup">'
        f"{rows}</ul></details>"
    )


def _corrections(inspection: Inspection) -> str:
    stem = PurePosixPath(inspection.name.replace("\\", "/")).stem or "page"
    return (
        f'<section id="corrections" class="idle" aria-labelledby="corrections-title" tabindex="-1" '
        f'data-page="{escape(inspection.name)}" data-file="{escape(stem)}.corrections.json">'
        '<h3 id="corrections-title" class="unseen">Corrections</h3>'
        '<p id="chosen">Select a block to see why it was kept or left out, or open a field to correct it.</p>'
        '<div class="acts"><button type="button" id="flip" disabled>Mark wrong</button>'
        '<button type="button" id="save" disabled>Save corrections</button>'
        '<label><input type="checkbox" id="whole"> all others are right</label>'
        '<output id="marked" for="flip"></output></div>'
        '<details id="saved" hidden><summary>The file’s text</summary>'
        '<textarea id="json" readonly rows="4" aria-label="The corrections as JSON"></textarea></details></section>'
    )
