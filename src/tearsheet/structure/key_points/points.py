"""Key points with their evidence, from the groups that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from tearsheet.article.model import Evidence, KeyPoint, Section
from tearsheet.article.model import Source as SourceName
from tearsheet.making import evidence_of, key_points_of
from tearsheet.page import Leaf, Page
from tearsheet.ranking.candidates import Place, as_text
from tearsheet.ranking.choose import KEPT_LOSERS, NO_CANDIDATE, located
from tearsheet.structure.key_points.groups import point_groups


def key_points(page: Page, sections: Sequence[Section]) -> tuple[tuple[KeyPoint, ...], Evidence]:
    """Return the key points in document order (empty if there are none) and the evidence for them.

    The evidence tells the first group's place and rule; groups that look like key points and were refused are its
    losers, each with its reason.
    """
    groups = point_groups(sections)
    accepted = [g for g in groups if g.rejected is None]
    found = [
        {"group": group.intro, "label": point.label, "text": point.text, "section": group.section}
        for group in accepted
        for point in group.points
    ]
    places = _Places(page)
    source: SourceName = "text" if page.is_text else "html"
    losers = tuple(
        [
            {
                "value": as_text(tuple([p.label or p.text for p in group.points])),
                "raw": group.raw,
                "source": source,
                "locator": located(page, places.of(group.raw)),
                "rule": group.rule,
                "reason": group.rejected,
            }
            for group in [g for g in groups if g.rejected][:KEPT_LOSERS]
        ]
    )
    if not accepted:
        return (), evidence_of({"reason": "all-rejected", "rejected": losers}) if losers else NO_CANDIDATE
    first = accepted[0]
    return key_points_of(found), evidence_of(
        {
            "source": source,
            "locator": located(page, places.of(first.raw)),
            "raw": first.raw,
            "rule": first.rule,
            "rejected": losers,
        }
    )


class _Places:
    """Finds where a group stands by the text of its first item."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _texts(self) -> list[str]:
        return [leaf.text for leaf in self._page.leaves]

    def _leaf(self, head: str) -> Leaf | None:
        """Return the first leaf whose text is ``head``, else the first that holds it; None if none does."""
        texts = self._texts
        if head in texts:
            return self._page.leaves[texts.index(head)]
        return next((leaf for leaf in self._page.leaves if head in leaf.text), None)

    def of(self, raw: str) -> Place:
        """Return the place of the leaf that begins like ``raw``; no place if the text was put together anew."""
        head = raw.partition("\n")[0]
        leaf = self._leaf(head)
        if leaf is None:
            return Place()
        return Place(leaf.node, span=(leaf.start, leaf.stop) if self._page.is_text else None)
