"""The right side: the article's fields with their evidence, its sections, its key points."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from tearsheet.evaluation.measures import MEASURES
from tearsheet.extract import FIELDS, WITHOUT_BODY
from tearsheet.inspection.document import count, words
from tearsheet.inspection.marks import Marks, pointing, shortened
from tearsheet.parsing.wordcount import count_words
from tearsheet.render.html import block_html
from tearsheet.render.value import shown_value

if TYPE_CHECKING:
    from tearsheet.inspection.inspecting import Inspection
from tearsheet.article.model import Article, Evidence, Locator, RejectedCandidate, Section

BODY_FIELDS: Final = frozenset(("sections", "key_points"))
"""Fields that are shown in a part of their own."""
CORRECTABLE: Final = frozenset(FIELDS).intersection(MEASURES) - BODY_FIELDS
"""Fields that a person can correct and `tearsheet eval` scores."""
_LINK = re.compile(r'<a href="([^"]*)">')
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')


def article_side(inspection: Inspection, marks: Marks) -> str:
    """Return the right side."""
    article = inspection.article
    shown = FIELDS if inspection.refused is None else WITHOUT_BODY
    meanings = words()
    names = sorted((n for n in shown if n not in BODY_FIELDS), key=lambda n: not shown_value(article, n))
    fixes = None if _is_text(inspection) else inspection.corrected
    fields = "".join(_field(article, name, marks, meanings, fixes) for name in names)
    refused = f'<p class="refused">{escape(inspection.refused)}</p>' if inspection.refused else ""
    return (
        '<section id="article" class="pane" aria-labelledby="article-title" tabindex="-1">'
        f'<div class="bar"><h2 id="article-title">The article</h2></div>{refused}{_findings(inspection)}'
        f'<h3>Fields</h3><div class="rove" id="fields">{fields}</div>{_body(inspection, marks, meanings)}</section>'
    )


def _field(
    article: Article,
    name: str,
    marks: Marks,
    meanings: dict[str, dict[str, str]],
    fixes: Mapping[str, Any] | None,
) -> str:
    """Return the row of a field; ``fixes`` are the corrections saved before, None where none can be saved."""
    evidence = article.evidence.get(name)
    value = shown_value(article, name)
    at = "" if evidence is None else marks.at(evidence.locator, evidence.raw, name)
    label = name.replace("_", " ")
    said = (
        f'<span class="value" dir="auto">{escape(shortened(value))}</span>'
        if value
        else f'<span class="none">{_lack(evidence)}</span>'
    )
    lost = (
        ""
        if evidence is None or not evidence.rejected
        else f'<span class="lost">{len(evidence.rejected)} rejected</span>'
    )
    inside = "" if evidence is None else _evidence(name, evidence, marks, meanings)
    if fixes is not None and name in CORRECTABLE:
        inside += _fix(article, name, fixes)
    return (
        f'<details class="field" name="field" id="field-{name}"><summary{at}><span class="name">{label}</span>'
        f"{said}{lost}</summary>{inside}</details>"
    )


def _lack(evidence: Evidence | None) -> str:
    return "all rejected" if evidence is not None and evidence.reason == "all-rejected" else "not found"


def _evidence(name: str, evidence: Evidence, marks: Marks, meanings: dict[str, dict[str, str]]) -> str:
    parts = []
    if evidence.source is None:
        reason = evidence.reason or "none"
        parts.append(f"<p>Not found: {escape(meanings['missing'].get(reason, reason))}.</p>")
    else:
        probability = "" if evidence.score is None else f", probability {evidence.score:.2f}"
        parts.append(
            f"<p>From <b>{evidence.source}</b> by <code>{escape(evidence.rule or '')}</code>{probability}</p>"
        )
        parts.append(_place(evidence.locator))
        if evidence.raw is not None:
            parts.append(f'<p class="raw" dir="auto">{escape(shortened(evidence.raw))}</p>')
    if evidence.rejected:
        rows = "".join(
            _as_rejected(candidate, marks, meanings["candidates"]) for candidate in evidence.rejected
        )
        label = escape(name.replace("_", " "))
        parts.append(
            f'<p class="what">Rejected candidates, best first:</p><ul class="rejected" aria-label="Rejected candidates: {label}">{rows}</ul>'
        )
    return f'<div class="why">{"".join(parts)}</div>'


def _as_rejected(candidate: RejectedCandidate, marks: Marks, meanings: dict[str, str]) -> str:
    at = marks.at(candidate.locator, candidate.raw)
    probability = "" if candidate.score is None else f", probability {candidate.score:.2f}"
    meaning = meanings.get(candidate.reason, "")
    value = escape(shortened(_spoken(candidate.value)))
    shown = (
        f'<button type="button"{at} dir="auto">{value}</button>' if at else f'<span dir="auto">{value}</span>'
    )
    shown += f' <button type="button" class="use" data-value="{escape(candidate.value)}">Use this</button>'
    return (
        f"<li>{shown}<p><b>{escape(candidate.reason)}</b>{': ' + escape(meaning) if meaning else ''} "
        f"<span>(<code>{escape(candidate.rule)}</code>{probability})</span></p></li>"
    )


def _is_text(inspection: Inspection) -> bool:
    """Return whether corrections cannot be saved: there is no page, or only text without elements."""
    return not inspection.blocks or inspection.blocks[0].locator.xpath is None


def _fix(article: Article, name: str, fixes: Mapping[str, Any]) -> str:
    """Return what corrects a field: it is right, it is not on the page, or another value."""
    value = article.model_dump(mode="json", include={name})[name]
    if name == "authors":
        value = [author["name"] for author in value]
    kind = "list" if isinstance(value, list) else "number" if name == "view_count" else "text"
    hint = {"list": "separate several with ;", "number": "digits"}.get(kind, "")
    hint = "YYYY-MM-DD" if name.startswith("date") else hint
    given = f' data-given="{escape(json.dumps(fixes[name], ensure_ascii=False))}"' if name in fixes else ""
    return (
        f'<div class="fix" data-field="{name}" data-kind="{kind}"{given} '
        f'data-value="{escape(json.dumps(value, ensure_ascii=False))}">'
        f'<button type="button" data-do="right">Right</button>'
        f'<button type="button" data-do="absent">Not on the page</button>'
        f'<label>Correct value <input type="text" placeholder="{hint}"></label></div>'
    )


def _spoken(value: str) -> str:
    """Return a candidate's value as a person reads it: lists, which it has as JSON, with commas.

    >>> _spoken('["Ada", "Grace"]'), _spoken("[sic]")
    ('Ada, Grace', '[sic]')
    """
    try:
        items = json.loads(value) if value.startswith("[") else None
    except ValueError:
        return value
    return ", ".join(str(item) for item in items) if items else value


def _place(locator: Locator | None) -> str:
    if locator is None:
        return ""
    parts = [
        locator.xpath or "",
        f"@{locator.attribute}" if locator.attribute else "",
        locator.pointer or "",
        "characters {}–{}".format(*locator.span) if locator.span else "",
    ]
    return f'<p class="xpath">{escape(" ".join(part for part in parts if part))}</p>'


def _findings(inspection: Inspection) -> str:
    if not inspection.findings:
        return ""
    rows = []
    for finding in inspection.findings:
        field = re.match(r"\w*", finding.path)
        name = field[0] if field else ""
        link = f'<a href="#field-{name}">{escape(finding.path)}</a>'
        where = link if name in FIELDS and name not in BODY_FIELDS else f"<span>{escape(finding.path)}</span>"
        rows.append(
            f'<li class="{finding.severity}"><b>{finding.severity}</b> {where} {escape(finding.message)} '
            f"<code>{escape(finding.rule)}</code></li>"
        )
    return f'<h3>Findings</h3><ul class="findings">{"".join(rows)}</ul>'


def _body(inspection: Inspection, marks: Marks, meanings: dict[str, dict[str, str]]) -> str:
    article = inspection.article
    if inspection.refused is not None:
        return ""
    own = inspection.section_blocks or ((),) * len(article.sections)
    points = inspection.point_blocks or ((),) * len(article.key_points)
    sections = "".join(_section(s, i, own[i]) for i, s in enumerate(article.sections))
    total = count(count_words(article.text), "word")
    return (
        f"<h3>Key points <span>{len(article.key_points)}</span></h3>{''.join(_points(article, points))}"
        f"{_points_evidence(article, marks, meanings)}"
        f'<h3>Sections <span>{len(article.sections)}, {total}</span></h3><div class="rove" id="sections">{sections}</div>'
    )


def _points(article: Article, places: Sequence[tuple[int, ...]]) -> Iterator[str]:
    group: str | None = None
    yield '<ul class="points">'
    for point, blocks in zip(article.key_points, places, strict=True):
        if point.group is not None and point.group != group:
            yield f'<li class="group" dir="auto">{escape(point.group)}</li>'
        group = point.group
        label = f"<b>{escape(point.label)}</b> " if point.label else ""
        at = pointing([f"b{i}" for i in blocks], point.text)
        text = f"{label}{escape(point.text)}"
        yield (
            f'<li dir="auto"><button type="button"{at}>{text}</button></li>'
            if at
            else f'<li dir="auto">{text}</li>'
        )
    if not article.key_points:
        yield '<li class="none">none</li>'
    yield "</ul>"


def _points_evidence(article: Article, marks: Marks, meanings: dict[str, dict[str, str]]) -> str:
    evidence = article.evidence.get("key_points")
    if evidence is None or not evidence.rejected:
        return ""
    rows = "".join(_as_rejected(candidate, marks, meanings["candidates"]) for candidate in evidence.rejected)
    return (
        f'<details class="field"><summary><span class="name">other lists</span>'
        f'<span class="lost">{len(evidence.rejected)} rejected</span></summary>'
        f'<div class="why"><ul class="rejected" aria-label="Rejected candidates: key points">{rows}</ul></div></details>'
    )


def _section(section: Section, number: int, blocks: tuple[int, ...]) -> str:
    heading = section.heading or ("(continued)" if number else "(lead)")
    at = pointing([f"b{i}" for i in blocks])
    inside = "".join(harmless(block_html(block)) for block in section.blocks)
    none = ' class="none"' if section.heading is None else ""
    return (
        f'<details class="section l{min(section.level, 6)}"><summary{at}><span dir="auto"{none}>{escape(heading)}</span>'
        f'<span class="lost">{count(len(section.blocks), "block")}</span></summary>'
        f'<div class="prose" dir="auto">{inside or "<p class=none>no blocks of its own</p>"}</div></details>'
    )


def harmless(html: str) -> str:
    """Return the HTML of a block with links and pictures as text, so that the page links nowhere and loads nothing.

    In the result of `block_html`, a ``<`` always begins one of its own tags.

    >>> harmless('<p><a href="https://a.example">A</a></p>')
    '<p><span class="link" title="https://a.example">A</span></p>'
    """
    html = _LINK.sub(r'<span class="link" title="\1">', html).replace("</a>", "</span>")
    return _PICTURE.sub(r'<span class="picture" title="\1">picture: \2</span>', html)
