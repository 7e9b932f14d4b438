"""The index over a folder's inspections: a table with a search and filters."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from tearsheet.inspection.document import count, document

if TYPE_CHECKING:
    from tearsheet.inspection.folder import Entry

COLUMNS = ("page", "title", "kind", "date", "sections", "words", "points", "missing", "findings")
SHOWN_BY = 0.25
"""Share of a folder's pages that must have a field before the others are said to miss it. Source: reasoning."""
NUMBERS = frozenset(("sections", "words", "points"))


def render_index(name: str, entries: Sequence[Entry]) -> str:
    """Return the index as one HTML page; ``name`` is the folder's."""
    articles = [entry for entry in entries if entry.refused is None]
    facts = [count(len(entries), "page"), count(len(articles), "article")]
    if len(articles) < len(entries):
        facts.append(f"{len(entries) - len(articles):,} refused")
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    columns = [c for c in COLUMNS if c != "findings" or any(entry.findings for entry in entries)]
    heads = "".join(
        f'<th scope="col"{" class=number" if c in NUMBERS else ""}><button type="button" data-sort="{i}">{c}</button></th>'
        for i, c in enumerate(columns)
    )
    entries = [entry._replace(missing=_really_missing(entry, entries)) for entry in entries]
    rows = "".join(_row(entry, columns) for entry in entries)
    body = (
        '<nav class="skip" aria-label="Skip"><a href="#pages">To the pages</a></nav>'
        f'<header><h1>{escape(name)}</h1><ul class="facts">{items}</ul></header>'
        f"<main>{_filters(entries)}"
        '<div class="wide" tabindex="0" role="region" aria-label="Pages">'
        f'<table id="pages"><caption class="unseen">Pages and what was found on each</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></main>"
    )
    return document(f"{name}: inspected", body, styles=("style.css", "index.css"), script="index.js")


def _really_missing(entry: Entry, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the missing fields that other pages of the same folder have: what a site never shows is not missing."""
    folder = entry.name.rpartition("/")[0]
    others = [one for one in entries if one.refused is None and one.name.rpartition("/")[0] == folder]
    return tuple(
        name
        for name in entry.missing
        if name == "title" or sum(name not in one.missing for one in others) >= len(others) * SHOWN_BY
    )


def _filters(entries: Sequence[Entry]) -> str:
    missing = _options(entries, "missing")
    findings = _options(entries, "findings")
    contract = (
        f'<label>Finding <select id="finding"><option value="">–</option><option value="*">any</option>{findings}'
        "</select></label>"
        if findings
        else ""
    )
    return (
        '<search class="filters"><label>Search <input type="search" id="text" placeholder="name or title"></label>'
        f'<label>Missing <select id="missing"><option value="">–</option><option value="*">anything</option>{missing}'
        '</select></label><label>At most <input type="number" id="sections" min="0" max="999" placeholder="any"> '
        f'sections</label>{contract}<label><input type="checkbox" id="refused"> refused only</label>'
        '<output id="shown" for="text missing sections refused" aria-live="polite"></output></search>'
    )


def _options(entries: Sequence[Entry], what: str) -> str:
    """Return an option for each word that entries have under ``what``, with the number of entries; most frequent first."""
    counts: dict[str, int] = {}
    for entry in entries:
        for word in getattr(entry, what):
            counts[word] = counts.get(word, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return "".join(
        f'<option value="{escape(word)}">{escape(word.replace("_", " "))} ({number:,})</option>'
        for word, number in ranked
    )


def _row(entry: Entry, columns: Sequence[str]) -> str:
    name = escape(entry.name)
    link = f'<a href="{escape(entry.href)}">{name}</a>' if entry.href else name
    title = f'<span dir="auto">{escape(entry.title)}</span>'
    if entry.refused is not None:
        title += f'<p class="refused">{escape(entry.refused)}</p>'
    article = entry.refused is None
    cells = {
        "page": f'<th scope="row">{link}</th>',
        "title": f"<td>{title}</td>",
        "kind": f"<td>{escape(entry.kind)}</td>",
        "date": f"<td class=day>{entry.date}</td>",
        **{c: f"<td class=number>{getattr(entry, c) if article else ''}</td>" for c in NUMBERS},
        "missing": f"<td>{_chips(entry.missing)}</td>",
        "findings": f"<td>{_chips(entry.findings, entry.severities)}</td>",
    }
    data = (
        f'data-missing="{escape(" ".join(entry.missing))}" data-findings="{escape(" ".join(entry.findings))}"'
    )
    sections = f' data-sections="{entry.sections}"' if article else ""
    return f"<tr {data}{sections}>{''.join(cells[c] for c in columns)}</tr>"


def _chips(words: Sequence[str], severities: Sequence[str] = ()) -> str:
    return "".join(
        f'<span class="chip {severity}">{severity and f"{severity}: "}{escape(word.replace("_", " "))}</span> '
        for word, severity in zip_longest(words, severities, fillvalue="")
    )
