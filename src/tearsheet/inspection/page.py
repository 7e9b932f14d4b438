"""The page of one inspection: blocks on the left, the article on the right."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from tearsheet.inspection.articleside import article_side
from tearsheet.inspection.blockside import block_side
from tearsheet.inspection.document import count, document, words
from tearsheet.inspection.marks import Marks
from tearsheet.inspection.places import Places

if TYPE_CHECKING:
    from tearsheet.inspection.inspecting import Inspection

KEYS = (
    ("↑ ↓ Home End", "move through fields, sections or blocks"),
    ("Enter", "open a field or section and keep its place highlighted"),
    ("Space", "mark a block as wrong, or as right again"),
    ("Escape", "clear the highlights"),
)


def render(inspection: Inspection, links: Mapping[str, str]) -> str:
    """Return the page, with ``links`` to other pages, by their text, in its header."""
    marks = Marks(Places(inspection.blocks))
    right = article_side(
        inspection, marks
    )  # first: this determines which blocks and markup the fields point to
    left = block_side(inspection, marks) if inspection.blocks else ""
    body = (
        '<nav class="skip" aria-label="Skip">'
        + ('<a href="#page">To the page’s blocks</a>' if left else "")
        + '<a href="#article">To the article</a>'
        + ('<a href="#corrections">To the corrections</a>' if left else "")
        + f"</nav>{_header(inspection, links)}<main{'' if left else ' class=alone'}>{left}{right}</main>"
        '<p id="said" class="unseen" role="status"></p>'
    )
    return document(f"{inspection.name}: inspected", body, styles=("style.css", "page.css"), script="page.js")


def _header(inspection: Inspection, links: Mapping[str, str]) -> str:
    article = inspection.article
    facts: list[str] = [article.kind] if inspection.refused is None else ["no article"]
    if inspection.blocks:
        kept = sum(block.kept for block in inspection.blocks)
        facts.append(f"{kept:,} of {count(len(inspection.blocks), 'block')} kept")
    if inspection.findings:
        facts.append(count(len(inspection.findings), "finding"))
    items = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    url = f'<p class="url">{escape(article.url)}</p>' if article.url else ""
    ways = "".join(f'<a href="{escape(href)}">{escape(text)}</a>' for text, href in links.items())
    around = f'<nav class="ways" aria-label="Other pages">{ways}</nav>' if ways else ""
    keys = "".join(f"<div><dt>{key}</dt><dd>{what}</dd></div>" for key, what in KEYS)
    meanings = words()["blocks"]
    given = dict.fromkeys(block.reason for block in inspection.blocks)
    reasons = "".join(
        f'<div><dt>{code}</dt><dd id="w-{code}">{escape(meanings.get(code, code.replace("-", " ")))}</dd></div>'
        for code in given
    )
    return (
        f'<header><div><h1>{escape(inspection.name)}</h1>{url}</div><ul class="facts">{items}</ul>{around}'
        f'<details class="help"><summary>Help</summary><div><h2>Keys</h2><dl>{keys}</dl>'
        + (f"<h2>Why a block is kept or left out</h2><dl>{reasons}</dl>" if reasons else "")
        + "</div></details></header>"
    )
