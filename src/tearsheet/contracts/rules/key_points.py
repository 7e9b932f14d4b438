"""Rules for the key points."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from tearsheet.contracts.rule import Problem, Settings, cut, rule
from tearsheet.contracts.rules.ranges import RangeSettings
from tearsheet.contracts.view import View, fold
from tearsheet.parsing.wordcount import count_words


class LabelledSettings(Settings):
    """How many key points must have labels."""

    min_share: float = Field(default=1.0, ge=0, le=1)
    """Minimum share of the article's points with a label, 0 to 1."""


class GroupSettings(Settings):
    """Groups of key points that are allowed."""

    groups: tuple[str, ...] = ()
    """Names of groups, compared without regard to case and punctuation; empty to allow any name."""


@rule("key-points.count", RangeSettings)
def key_points_count(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of key points is in the range.

    If each article opens with three to five takeaways, none means that the box has changed, and thirty that a menu was read as key points.
    """
    if said := settings.says(len(view.article.key_points), "key points"):
        yield Problem("key_points", said, len(view.article.key_points))


@rule("key-points.words", RangeSettings)
def key_points_words(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of words in each key point, without its label, is in the range.

    A point of one word is a tag; one of three hundred words is a paragraph, or several points in one.
    """
    for index, point in enumerate(view.article.key_points):
        if said := settings.says(count_words(point.text), "words"):
            yield Problem(f"key_points[{index}].text", f"key point has {said}", cut(point.text))


@rule("key-points.labelled", LabelledSettings)
def key_points_labelled(view: View, settings: LabelledSettings) -> Iterator[Problem]:
    """Key points begin with a label; an article without key points passes.

    If a site writes 'Label: text', points without labels were split at the wrong place.
    """
    points = view.article.key_points
    labelled = sum(point.label is not None for point in points)
    if points and labelled < settings.min_share * len(points):
        first = next(index for index, point in enumerate(points) if point.label is None)
        yield Problem(
            f"key_points[{first}].label", f"{labelled} of {len(points)} key points have a label", labelled
        )


@rule("key-points.grouped", GroupSettings)
def key_points_grouped(view: View, settings: GroupSettings) -> Iterator[Problem]:
    """Each key point is in a group, and in one of the named groups if any are named.

    Without a line that introduces it, a group of points can be any list.
    """
    allowed = frozenset(fold(group) for group in settings.groups)
    for index, point in enumerate(view.article.key_points):
        if point.group is None:
            yield Problem(f"key_points[{index}].group", "key point has no group", cut(point.text))
        elif allowed and fold(point.group) not in allowed:
            yield Problem(
                f"key_points[{index}].group",
                f"group {point.group!r} is not one of those allowed",
                point.group,
            )


@rule("key-points.not-paragraph", Settings)
def key_points_not_paragraph(view: View, _settings: Settings) -> Iterator[Problem]:
    """No key point is a copy of a paragraph of the body.

    Key points summarise the article; a copy is a paragraph that was read as a key point.
    """
    if not view.article.key_points:
        return
    paragraphs = {unit.text: unit.path for unit in view.units if unit.type == "paragraph"}
    for index, point in enumerate(view.article.key_points):
        if (path := paragraphs.get(point.text)) is not None and count_words(point.text) > 3:
            yield Problem(f"key_points[{index}].text", f"key point is a copy of {path}", cut(point.text))


@rule("key-points.unique", Settings)
def key_points_unique(view: View, _settings: Settings) -> Iterator[Problem]:
    """No key point occurs twice.

    Pages with separate boxes for phones and desktops contain the same points twice.
    """
    seen: dict[str, int] = {}
    for index, point in enumerate(view.article.key_points):
        first = seen.setdefault(fold(f"{point.label or ''}{point.text}"), index)
        if first != index:
            yield Problem(f"key_points[{index}]", f"same as key_points[{first}]", cut(point.text))
