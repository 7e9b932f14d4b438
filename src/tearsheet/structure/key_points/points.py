"""Key points and their evidence, from groups of points."""

from __future__ import annotations

from collections.abc import Sequence

from tearsheet.article import model as models
from tearsheet.article.model import Evidence, KeyPoint
from tearsheet.page import Page
from tearsheet.ranking.candidates import SourceRef, as_text
from tearsheet.ranking.choose import MAX_REJECTED, NO_CANDIDATE, located
from tearsheet.structure.key_points.groups import Group


def key_points(
    page: Page, groups: Sequence[Group], elsewhere: SourceRef | None = None
) -> tuple[tuple[KeyPoint, ...], Evidence]:
    """Return the key points in document order (empty if there are none) and the evidence for them.

    The evidence has the rule of the first group and the position of its first item. Rejected groups are its rejected
    candidates, each with its reason.

    Args:
        page: The page.
        groups: The groups of points in its sections.
        elsewhere: The position of the declared body, if the sections are not made from page blocks.
    """
    accepted = [group for group in groups if group.rejected is None]
    refused = [group for group in groups if group.rejected is not None]
    source: models.Source = "text" if page.is_text else "html"
    rejected = tuple([_rejected(page, group, source, elsewhere) for group in refused[:MAX_REJECTED]])
    if not accepted:
        return (), Evidence(reason="all-rejected", rejected=rejected) if rejected else NO_CANDIDATE
    found = [
        KeyPoint(group=group.intro, label=point.label, text=point.text, section=group.section)
        for group in accepted
        for point in group.points
    ]
    first = accepted[0]
    return tuple(found), Evidence(
        source=source,
        locator=located(page, elsewhere or _place(page, first)),
        raw=first.raw,
        rule=first.rule,
        rejected=rejected,
    )


def _rejected(
    page: Page, group: Group, source: models.Source, elsewhere: SourceRef | None
) -> models.RejectedCandidate:
    return models.RejectedCandidate(
        value=as_text(tuple([point.label or point.text for point in group.points])),
        raw=group.raw,
        source=source,
        locator=located(page, elsewhere or _place(page, group)),
        rule=group.rule,
        reason=group.rejected or "",
    )


def _place(page: Page, group: Group) -> SourceRef:
    """Return the position of the first item of a group; an empty one if it has no text of its own."""
    if not group.sources:
        return SourceRef()
    block = page.blocks[group.sources[0]]
    return SourceRef(block.node, span=(block.start, block.stop) if page.is_text else None)
