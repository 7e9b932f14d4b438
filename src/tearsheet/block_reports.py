"""Why each block of a page was kept or left out."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

from tearsheet.article.model import Locator, Model
from tearsheet.body.score.ancestors import AncestorFeatures
from tearsheet.body.score.codes import HIDDEN, ROLE_FLAGS, TAG_FLAGS, TOKEN_FLAGS
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.page.nodes import Paths

if TYPE_CHECKING:
    from tearsheet.extract import Extraction

HINTS: Final = (
    ("hidden", HIDDEN),
    ("comments", TOKEN_FLAGS["comment"]),
    ("consent", TOKEN_FLAGS["cookie"] | TAG_FLAGS["dialog"]),
    ("navigation", TAG_FLAGS["nav"] | ROLE_FLAGS["menu"]),
    ("footer", TAG_FLAGS["footer"]),
    ("aside", TAG_FLAGS["aside"] | TOKEN_FLAGS["sidebar"]),
    ("form", TAG_FLAGS["form"]),
    ("related", TOKEN_FLAGS["related"]),
    ("share", TOKEN_FLAGS["share"]),
    ("byline", TOKEN_FLAGS["byline"]),
    ("caption", TOKEN_FLAGS["caption"] | TAG_FLAGS["figure"]),
    ("labels", TOKEN_FLAGS["tags"]),
    ("header", TAG_FLAGS["header"]),
)
"""Parts of a page that elements can be marked as, the most specific first."""
LINKED: Final = 0.6
"""Share of a block's characters inside links from which it is said to be links."""


class BlockReport(Model):
    """One block of a page's visible text, and whether and why it was kept."""

    text: str
    """The text as it would appear in the article."""
    locator: Locator
    """Its element; in text without markup, its range of characters."""
    probability: float
    """Probability from 0 to 1 that it belongs to the body."""
    kept: bool
    """True if it is part of the body."""
    reason: str
    """Why it was kept or left out: ``probability`` (kept); ``low-probability`` (left out); ``headline`` (it shows the
    title); ``duplicate`` (an earlier kept block has the same text); ``empty-heading`` (no kept block follows it);
    ``comments`` (readers' comments on an article); ``dateline`` (date, author or counts below the headline);
    ``hidden`` (the page hides it); ``group`` (kept with its table or list); ``neighbour`` (kept because of the blocks
    next to it); ``declared`` (kept because the page declares it as part of its recipe); ``long-text`` (kept because
    it continues a long text and looks like its start); ``outlier`` (far from the main text of a page without a URL);
    ``next-article`` (part of another article below). Headings kept because of the blocks around them have
    ``sibling-heading``, ``list-heading``, ``picture-heading`` or ``split-heading``. Other codes may be added."""
    part: str | None = None
    """For a block whose probability is too low, the part of the page that it is in, judging by the enclosing elements
    and their class and id: ``comments``, ``navigation``, ``related``, ``links``, … None if unknown."""

    @property
    def chance(self) -> float:
        """The former name of `probability`; it will be removed in 0.3."""
        warnings.warn("BlockReport.chance is renamed probability", DeprecationWarning, stacklevel=2)
        return self.probability


LeafReport = BlockReport
"""The former name of `BlockReport`; it will be removed in 0.3."""


def explain_extraction(extraction: Extraction) -> tuple[BlockReport, ...]:
    """Return the reports on the blocks of a page as they were selected for its article."""
    page, selection = extraction.page, extraction.selection
    if selection is None:
        raise ValueError("nothing that needs the body was asked for")
    ancestors = AncestorFeatures(page, Lexicon({}), selection.headline)
    kept = frozenset(selection.kept)
    paths = Paths(page.nodes, page.nodes.steps())
    reports = []
    for i, block in enumerate(page.blocks):
        part = None
        if selection.reasons[i] == "low-probability":
            linked = block.link_chars > LINKED * len(block.text)
            part = _part(ancestors.flags_of(block.node)) or ("links" if linked else None)
        span = (block.start, block.stop)
        place = Locator(span=span) if page.is_text else Locator(xpath=paths.of(block.node))
        reports.append(
            BlockReport(
                text=block.text,
                locator=place,
                probability=round(selection.probabilities[i], 4),
                kept=i in kept,
                reason=selection.reasons[i],
                part=part,
            )
        )
    return tuple(reports)


def _part(flags: int) -> str | None:
    return next((name for name, bits in HINTS if flags & bits), None)
