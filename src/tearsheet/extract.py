"""The single pass from a page to its article: each value is computed once, in the order of `STEPS`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

from tearsheet.article.model import Article, Evidence, HiddenText, KeyPoint, Kind, Note, Section
from tearsheet.body.confidence import body_confidence
from tearsheet.body.find import find_body
from tearsheet.body.refusal import refusal
from tearsheet.body.selection import BodySelection
from tearsheet.errors import NotAnArticle
from tearsheet.fields.access import access_candidates
from tearsheet.fields.authors import author_candidates
from tearsheet.fields.breadcrumbs import breadcrumb_candidates
from tearsheet.fields.canonical_url import canonical_url_candidates
from tearsheet.fields.category import category_candidates
from tearsheet.fields.comments import comment_candidates
from tearsheet.fields.date import date_candidates
from tearsheet.fields.date_mentions import read_dates
from tearsheet.fields.date_modified import date_modified_candidates
from tearsheet.fields.date_types import DateMention
from tearsheet.fields.image import image_candidates
from tearsheet.fields.language import language_candidates
from tearsheet.fields.site import SiteNames, site_candidates, site_names
from tearsheet.fields.state import with_state_authors, with_state_date, with_state_title
from tearsheet.fields.subtitle import subtitle_candidates
from tearsheet.fields.summary import summary_candidates
from tearsheet.fields.tags import tag_candidates
from tearsheet.fields.title import title_candidates
from tearsheet.fields.view_count import view_count_candidates
from tearsheet.page import Page
from tearsheet.ranking.candidates import Candidate
from tearsheet.ranking.choose import choose, is_below, withheld
from tearsheet.structure.declared import Declared, declared_body
from tearsheet.structure.drafts import Provenance, SectionDraft, SectionSources, sections_of
from tearsheet.structure.key_points import Group, key_points, point_groups
from tearsheet.structure.notes import notes
from tearsheet.structure.sections import build_sections

if TYPE_CHECKING:
    from tearsheet.sites import SiteHits

T = TypeVar("T")

FIELDS: Final = tuple(
    name for name in Article.model_fields if name not in {"schema_version", "url", "evidence"}
)
"""The fields that can be requested, in the order of `Article`."""

ON_REQUEST: Final = frozenset(("comments",))
"""The fields that are only computed when they are requested by name."""

NOT_ASKED: Final = Evidence(reason="not-asked")
"""The evidence for a field that was not requested."""


class Extraction(NamedTuple):
    """An article, with the page and selection from which it was made."""

    article: Article
    page: Page
    selection: BodySelection | None
    """Which page blocks belong to the body, and why; None if no requested field needs it."""
    provenance: Provenance
    refused: NotAnArticle | None = None
    """Why the page is not an article; None if it is one, or if no requested field needs a body."""


class Body(NamedTuple):
    """The drafts of an article's sections."""

    sections: tuple[SectionDraft, ...]
    declared: Declared | None
    """The declared data that they come from, if the page does not show them; their sources are then meaningless."""


@dataclass(slots=True)
class Known:
    """The intermediate results for a page. Each attribute without a default is set by the step of the same name."""

    page: Page
    now: dt.datetime | None
    site_hits: SiteHits | None
    site_names: SiteNames = field(init=False)
    title: str | None = field(init=False)
    selection: BodySelection = field(init=False)
    body: Body = field(init=False)
    groups: tuple[Group, ...] = field(init=False)
    language: str | None = field(init=False)
    summary: str | None = field(init=False)
    dates: tuple[DateMention, ...] = field(init=False)
    breadcrumb_candidates: tuple[Candidate[tuple[str, ...]], ...] = field(init=False)


def _selection(known: Known) -> BodySelection:
    page = known.page
    if page.is_text:
        from tearsheet.plaintext.body import find_text_body

        return find_text_body(page)
    selection = find_body(page, known.title)
    return selection if known.site_hits is None else known.site_hits.applied(page, selection)


def _body(known: Known) -> Body:
    """Return the sections; raises `NotAnArticle` if the page has none."""
    page, selection, title = known.page, known.selection, known.title
    declared = declared_body(page, selection)
    if declared is not None:
        return Body(declared.value, declared)
    reason = None if page.is_text else refusal(page, selection, title)
    sections = (
        build_sections(page, selection.kept, headline=selection.headline, title=title) if not reason else ()
    )
    if not sections:
        raise NotAnArticle(reason or "no-text")
    return Body(sections, None)


def _kind(known: Known) -> tuple[Kind, Evidence]:
    source = "text" if known.page.is_text else "html"
    return known.selection.kind, Evidence(
        source=source, rule="kind.page", score=known.selection.kind_probability
    )


def _sections(known: Known) -> tuple[tuple[Section, ...], Evidence]:
    sections = sections_of(known.body.sections)
    if known.body.declared is not None:
        return sections, choose(known.page, (known.body.declared,))[1]
    if known.page.is_text:
        return sections, Evidence(source="text", rule="sections.body")
    score = body_confidence(known.page, known.selection)
    return sections, Evidence(source="html", rule="sections.body", score=score)


def _key_points(known: Known) -> tuple[tuple[KeyPoint, ...], Evidence]:
    declared = known.body.declared
    return key_points(known.page, known.groups, declared.place if declared else None)


def _notes(known: Known) -> tuple[tuple[Note, ...], Evidence]:
    if known.page.is_text or known.body.declared is not None:
        return (), Evidence(reason="no-candidate")
    return notes(known.page, known.body.sections)


def _hidden(known: Known) -> tuple[tuple[HiddenText, ...], Evidence]:
    """Return the hidden texts of the blocks that are kept, or would be kept if they were visible."""
    page, selection = known.page, known.selection
    kept = set(selection.kept)
    found = tuple(
        HiddenText(
            text=text.text,
            path=page.xpath(text.node),
            how=text.how,
            kept=text.block in kept and not text.is_out,
        )
        for text in page.hidden
        if text.block in kept or selection.reasons[text.block] == "hidden"
    )
    return found, Evidence(source="html", rule="hidden.markup") if found else Evidence(
        reason="no-candidate", rejected=()
    )


Candidates: TypeAlias = Callable[[Known], tuple[Candidate[Any], ...]]


class Step(NamedTuple):
    """One step of the pass."""

    name: str
    """The attribute of `Known` that it sets, or the field of `Article` that it computes."""
    needs: tuple[str, ...]
    """The steps whose results it reads; they come before it."""
    shared: Callable[[Known], Any] | None = None
    """Computes a value that several fields read and that is not a field itself."""
    chosen: Candidates | None = None
    """Returns the candidates for a field, from which `choose` takes one; candidates of a site rule come first."""
    made: Callable[[Known], tuple[Any, Evidence]] | None = None
    """Computes a field that is not chosen among candidates."""


STEPS: Final[tuple[Step, ...]] = (
    Step("site_names", (), shared=lambda k: site_names(k.page)),
    Step(
        "title",
        ("site_names",),
        chosen=lambda k: with_state_title(k.page, title_candidates(k.page, k.site_names)),
    ),
    Step("selection", ("title",), shared=_selection),
    Step("body", ("title", "selection"), shared=_body),
    Step("kind", ("selection",), made=_kind),
    Step("sections", ("body",), made=_sections),
    Step("hidden", ("selection",), made=_hidden),
    Step("groups", ("body",), shared=lambda k: point_groups(k.body.sections)),
    Step("key_points", ("body", "groups"), made=_key_points),
    Step("notes", ("body",), made=_notes),
    Step("canonical_url", (), chosen=lambda k: canonical_url_candidates(k.page)),
    Step("site", (), chosen=lambda k: site_candidates(k.page)),
    Step("language", (), chosen=lambda k: language_candidates(k.page)),
    Step("summary", ("title",), chosen=lambda k: summary_candidates(k.page, k.title)),
    Step(
        "subtitle",
        ("title", "selection", "summary"),
        chosen=lambda k: subtitle_candidates(k.page, k.selection, k.title, k.summary),
    ),
    Step(
        "authors",
        ("site_names", "selection"),
        chosen=lambda k: with_state_authors(k.page, author_candidates(k.page, k.selection, k.site_names)),
    ),
    Step(
        "dates",
        ("selection", "language"),
        shared=lambda k: read_dates(k.page, k.selection, language=k.language, now=k.now),
    ),
    Step("date", ("dates",), chosen=lambda k: with_state_date(k.page, date_candidates(k.dates))),
    Step("date_modified", ("dates",), chosen=lambda k: date_modified_candidates(k.dates)),
    Step(
        "breadcrumb_candidates",
        ("title", "selection"),
        shared=lambda k: breadcrumb_candidates(k.page, k.selection, k.title),
    ),
    Step("breadcrumbs", ("breadcrumb_candidates",), chosen=lambda k: k.breadcrumb_candidates),
    Step(
        "category",
        ("selection", "breadcrumb_candidates"),
        chosen=lambda k: category_candidates(k.page, k.selection, k.breadcrumb_candidates),
    ),
    Step("tags", ("selection",), chosen=lambda k: tag_candidates(k.page, k.selection)),
    Step(
        "view_count",
        ("selection", "language"),
        chosen=lambda k: view_count_candidates(k.page, k.selection, language=k.language),
    ),
    Step("image", ("selection",), chosen=lambda k: image_candidates(k.page, k.selection)),
    Step("access", ("selection",), chosen=lambda k: access_candidates(k.page, k.selection)),
    Step(
        "comments",
        ("selection",),
        chosen=lambda k: comment_candidates(k.page, is_thread=k.selection.kind == "forum", now=k.now),
    ),
)
"""All steps, in the order in which they run. Those that can refuse the page come early."""

_SHARED_FIELDS: Final = frozenset(name for step in STEPS for name in step.needs).intersection(FIELDS)
_ALWAYS: Final = frozenset(("sections", "kind"))  # given even if their probability is low
_EMPTY: Final = {name: Article.model_fields[name].default for name in FIELDS}


def _needed(asked: Collection[str]) -> frozenset[str]:
    """Return the names of all steps that the fields ``asked`` need, including those of the fields themselves."""
    needed = set(asked)
    for step in reversed(STEPS):
        if step.name in needed:
            needed.update(step.needs)
    return frozenset(needed)


_USUAL: Final = tuple(name for name in FIELDS if name not in ON_REQUEST)
_ALL: Final = _needed(_USUAL)
WITHOUT_BODY: Final = tuple(name for name in FIELDS if "selection" not in _needed((name,)))
"""The fields that a page without main content can also have."""


def extract(  # noqa: PLR0913  # the parameters of `parse` except the source, and one more
    page: Page,
    *,
    now: dt.datetime | None = None,
    fields: Collection[str] | None = None,
    site_hits: SiteHits | None = None,
    min_confidence: float = 0.0,
    keep_refused: bool = False,
) -> Extraction:
    """Return the article on ``page``, or only some of its ``fields``, with its provenance.

    Args:
        page: The page.
        now: The reference time for dates.
        fields: Names of the fields to compute; if None, all except those `ON_REQUEST`.
        site_hits: What a rule for the page's site found on it.
        min_confidence: Lowest probability of being right that a value must have.
        keep_refused: Whether a page without main content gives the fields that need none, and `Extraction.refused`,
            instead of an error.

    Raises:
        NotAnArticle: The page has no main content, and one of the fields needs it.
        ValueError: A name in ``fields`` is not one of `FIELDS`.
    """
    asked = _asked(fields)
    known = Known(page, now, site_hits)
    values: dict[str, Any] = {}
    evidence: dict[str, Evidence] = {}
    refused = None
    try:
        _take_steps(known, _ALL if fields is None else _needed(asked), values, evidence)
    except NotAnArticle as error:
        if not keep_refused:
            raise
        refused = error
        asked = [name for name in asked if name in WITHOUT_BODY]
        _take_steps(known, _needed(asked), values, evidence)
    for name in asked:
        if name not in _ALWAYS and is_below(evidence[name], min_confidence):
            values[name], evidence[name] = _EMPTY[name], withheld(evidence[name], values[name])
    article = Article(
        url=page.url,
        evidence={name: evidence[name] if name in asked else NOT_ASKED for name in FIELDS},
        **{name: values[name] for name in asked},
    )
    return Extraction(article, page, getattr(known, "selection", None), _provenance(known), refused)


def _asked(fields: Collection[str] | None) -> Collection[str]:
    if fields is None:
        return _USUAL
    asked = frozenset(fields)
    if not asked.issubset(FIELDS):
        unknown = ", ".join(sorted(asked.difference(FIELDS)))
        raise ValueError(f"no such field: {unknown} (the fields are {', '.join(FIELDS)})")
    return asked


def _take_steps(
    known: Known, names: Collection[str], values: dict[str, Any], evidence: dict[str, Evidence]
) -> None:
    """Run the steps with these ``names`` that have not been run yet, and store their results."""
    for step in STEPS:
        name = step.name
        if name not in names or name in values:
            continue
        if step.shared is not None:
            value = step.shared(known)
        elif step.made is not None:
            value, evidence[name] = step.made(known)
        else:
            value, evidence[name] = _choose(known, step)
        values[name] = value
        if step.shared is not None or name in _SHARED_FIELDS:
            setattr(known, name, value)


def _choose(known: Known, step: Step) -> tuple[Any, Evidence]:
    assert step.chosen is not None
    candidates = step.chosen(known)
    if known.site_hits is not None:
        hits = known.site_hits
        found = hits.candidates(step.name, known.page, known.now)
        candidates = (*found, *candidates, *hits.fallback(step.name))
    value, evidence = choose(known.page, candidates)
    return _EMPTY[step.name] if value is None else value, evidence


def _provenance(known: Known) -> Provenance:
    body, groups = getattr(known, "body", None), getattr(known, "groups", ())
    if body is None:
        return Provenance()
    shown = body.declared is None
    sections = [
        SectionSources(
            draft.sources if shown else (), tuple([block.sources if shown else () for block in draft.blocks])
        )
        for draft in body.sections
    ]
    points = [
        point.sources if shown else () for group in groups if not group.rejected for point in group.points
    ]
    return Provenance(tuple(sections), tuple(points))
