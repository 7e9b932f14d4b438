"""The available rules: those of tearsheet, in the order of reports, and those of installed packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from types import MappingProxyType

from tearsheet.contracts.rule import Rule
from tearsheet.contracts.rules import (
    about,
    blocks,
    body,
    dates,
    fields,
    key_points,
    run,
    sections,
    text,
    title,
)

ENTRY_POINTS = "tearsheet.rules"
"""Entry point group under which a package offers rules: each entry is a `Rule` or a tuple of them."""

BUILTIN: tuple[Rule, ...] = (
    fields.field_required,
    fields.field_pattern,
    title.title_length,
    title.title_no_site_name,
    title.title_not_all_caps,
    title.title_not_generic,
    title.title_not_in_body,
    title.summary_not_title,
    dates.date_window,
    dates.date_not_future,
    dates.date_max_age,
    dates.date_modified_order,
    dates.date_precision,
    about.authors_count,
    about.authors_name_shape,
    about.category_in_set,
    about.breadcrumbs_length,
    about.tags_count,
    about.kind_in_set,
    about.language_in_set,
    about.language_matches_script,
    about.views_range,
    about.views_not_falling,
    about.url_canonical_host,
    sections.sections_count,
    sections.sections_depth,
    sections.sections_words,
    sections.sections_not_empty,
    sections.sections_not_repeated,
    sections.headings_required,
    sections.headings_level_gaps,
    sections.headings_length,
    sections.headings_unique,
    sections.headings_has_text,
    sections.lead_words,
    sections.lead_share,
    body.body_words,
    body.body_boilerplate,
    body.body_complete,
    body.body_whole,
    body.body_paragraph_length,
    body.body_not_repeated,
    body.body_link_share,
    text.text_mojibake,
    text.text_no_markup,
    text.text_no_invisible,
    text.text_quotes_balanced,
    text.text_not_glued,
    blocks.tables_shape,
    blocks.lists_items,
    blocks.figures_described,
    key_points.key_points_count,
    key_points.key_points_words,
    key_points.key_points_labelled,
    key_points.key_points_grouped,
    key_points.key_points_not_paragraph,
    key_points.key_points_unique,
    fields.evidence_source,
    fields.evidence_score,
    fields.evidence_present,
    run.run_unique,
    run.run_title_ending,
    run.run_count,
    run.run_rejects,
    run.run_reject_codes,
)
"""All rules that come with tearsheet."""

BY_ID: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in BUILTIN})
"""The same by id."""


def installed() -> tuple[Rule, ...]:
    """Return the rules that installed packages provide under ``tearsheet.rules``, by entry point name; may be empty.

    Raises:
        TypeError: An entry point is neither a `Rule` nor an iterable of them.
    """
    found: list[Rule] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        offered = entry.load()
        for rule in offered if isinstance(offered, Iterable) else (offered,):
            if not isinstance(rule, Rule):
                raise TypeError(f"entry point {entry.name} of {ENTRY_POINTS} provides {rule!r}, not a Rule")
            found.append(rule)
    return tuple(found)
