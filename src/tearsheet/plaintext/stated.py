"""Which of the values that lines state are given: each with its probability, refused below its field's bound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from tearsheet.native.forest import ForestEvaluator
from tearsheet.page.stated_values import StatedValue
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.author_lines import MOST_JOINED
from tearsheet.plaintext.block import Block, source_range
from tearsheet.plaintext.forest import forest_of, load_data
from tearsheet.plaintext.header_footer import Frame
from tearsheet.plaintext.key_value_lines import KeyLine
from tearsheet.plaintext.title_lines import FILE as TITLES_FILE
from tearsheet.plaintext.value import Around, Value
from tearsheet.plaintext.value_rows import rows_of
from tearsheet.plaintext.values import find_values

ABOVE_TRAIL = 0.9
"""Least probability of the site's name in the first line above the trail. Reasoning: templates print it there."""
TRAIL_BELOW = 4
"""How many lines below the site's name its trail may be."""
MAX_CLAIMED = 3
"""Most words of a name that is claimed in the last line; longer ones are companies and sentences."""
LABELLED = 0.8
"""Least probability of a category with a label, or beside date and views."""
MIN_BARE = 0.75
"""Least probability of a number that no label says to be views. Source: precision on sites left out."""
IN_META_LINE = 0.6
"""Probability from which a bare number in one line with a date and a category is given: some templates print the views
there without a label. Source: measured."""
IN_PLAIN_HEADER = 0.6
"""Least probability of a category in a line of its own below the title with date or counts and little else."""
MAX_PLAIN_HEADER = 7
"""Most blocks of such a header."""
MAX_PLAIN_WORDS = 2
FILE = "line_values"
"""Name of the data file: for each field a forest, slope and offset that make a probability of its score, and the least
probability at which a value is given."""
AS_IT_IS = (1.0, 0.0)


def state(around: Around, frame: Frame) -> tuple[StatedValue, ...]:
    """Return what the lines of a text state, best first within a field.

    What a header at the top states comes first and without doubt; of the other values each has its probability, and
    those below the bound of their field are refused (``unlikely``).
    """
    facts = [fact for i, line in frame.key_lines for fact in _of_header(around, i, line)]
    stated = {fact.field for fact in facts}
    if frame.title and "title" not in stated:
        start, stop = frame.start, frame.stop
        probability = round(_of_title(frame.probability), 3)
        facts.append(StatedValue("title", frame.title, start, stop, "line", probability))
    judged = judge(around, find_values(around))
    judged.sort(key=lambda pair: -pair[1])
    sites = {fold(value.value): probability for value, probability in judged[::-1] if value.field == "site"}
    people = {
        fold(value.value): probability for value, probability in judged[::-1] if value.field == "author"
    }
    crumbs = {
        fold(crumb)
        for value, probability in judged
        if value.field == "breadcrumbs" and probability >= bound_of("breadcrumbs")
        for crumb in value.crumbs
    }
    for value, probability in judged:
        key = fold(value.value)
        is_other = value.field in ("author", "category") and sites.get(key, 0.0) > probability
        if key in crumbs:
            is_other |= value.field == "author"
        else:
            is_other |= value.field == "category" and people.get(key, 0.0) > probability
        refused = None
        if is_other or probability < _least(value) or value.field in stated:
            refused = "unlikely"
        facts.append(
            StatedValue(
                value.field,
                value.value,
                value.start,
                value.stop,
                value.rule,
                round(probability, 3),
                refused,
                value.crumbs,
            )
        )
    return tuple(facts)


def _of_title(probability: float) -> float:
    """Return the calibrated probability of a title."""
    if not 0.0 < probability < 1.0:
        return probability
    slope, offset = load_data(TITLES_FILE).get("scale", AS_IT_IS)
    return 1.0 / (1.0 + math.exp(-slope * math.log(probability / (1.0 - probability)) - offset))


def judge(around: Around, values: Sequence[Value]) -> list[tuple[Value, float]]:
    """Return the values with their probabilities; values of fields without a forest have probability 1."""
    rows = rows_of(around, values)
    found: list[tuple[Value, float]] = []
    for field in dict.fromkeys(v.field for v in values):
        chosen = [k for k, v in enumerate(values) if v.field == field]
        forest = _forests().get(field)
        if forest is None:
            found.extend((values[k], 1.0) for k in chosen)
            continue
        slope, offset = load_data(FILE)["fields"][field].get("scale", AS_IT_IS)
        for k, scores in zip(chosen, forest.sums([rows[k] for k in chosen]), strict=True):
            probability = 1.0 / (1.0 + math.exp(-slope * scores[0] - offset))
            floor = _floor(around, values, values[k], probability)
            found.append((values[k], max(probability, floor)))
    return _like_trail(_like_first(found))


def _like_trail(judged: Sequence[tuple[Value, float]]) -> list[tuple[Value, float]]:
    """Give the category that a trail names no more than the trail itself."""
    trails = {value.start: probability for value, probability in judged if value.field == "breadcrumbs"}
    return [
        (
            value,
            min(probability, trails.get(value.start, 1.0)) if value.rule == "trail" else probability,
        )
        for value, probability in judged
    ]


def _like_first(judged: Sequence[tuple[Value, float]]) -> list[tuple[Value, float]]:
    """Give the further names of a byline no less than its first one: they are authors if that one is."""
    found: list[tuple[Value, float]] = []
    first = (-1, 0.0)
    for value, probability in judged:
        if value.field == "author":
            if value.rule != "joined":
                first = (value.block, max(probability, first[1] if first[0] == value.block else 0.0))
            elif value.block - first[0] <= MOST_JOINED:
                probability = max(probability, first[1])  # noqa: PLW2901  # the value's own
        found.append((value, probability))
    return found


def _floor(around: Around, values: Sequence[Value], value: Value, probability: float) -> float:
    """Return the least probability of a value in a place that says what it is; 0.0 where the place says nothing."""
    if value.field == "site" and (_is_above_trail(values, value) or _is_last_claim(around, value)):
        return ABOVE_TRAIL
    if value.field == "view_count" and value.rule == "bare":
        return _in_meta_line(around, values, value, probability)
    if value.field == "category" and not any(v.field == "author" and v.value == value.value for v in values):
        if _is_labelled(around, value) or _is_within_byline(around, values, value):
            return LABELLED
        return IN_PLAIN_HEADER if _is_in_plain_header(around, value) else 0.0
    return 0.0


def _is_above_trail(values: Sequence[Value], value: Value) -> bool:
    """Whether a name of the site is the text's first line, with the trail from the site's start near below."""
    return value.block == 0 and any(v.field == "breadcrumbs" and 0 < v.block <= TRAIL_BELOW for v in values)


def _is_last_claim(around: Around, value: Value) -> bool:
    """Whether a name of the site is claimed in the text's last line."""
    return (
        value.rule == "copyright"
        and value.block == len(around.blocks) - 1
        and len(value.value.split()) <= MAX_CLAIMED
    )


def _is_in_plain_header(around: Around, value: Value) -> bool:
    """Whether a category has a line of its own in a header that is nothing but title and lines about the article."""
    i, first = value.block, around.first
    if value.rule != "own-line" or not 0 <= around.headline <= 1 or not around.headline < i < first:
        return False
    if first - around.headline > MAX_PLAIN_HEADER or len(value.value.split()) > MAX_PLAIN_WORDS:
        return False
    lines = [around.shapes[k] for k in range(around.headline + 1, first) if k != i]
    dated = any(its.date for its in lines)
    return dated and sum(bool(its.date or its.author or its.counted) for its in lines) >= len(lines) - 2


def _is_labelled(around: Around, value: Value) -> bool:
    """Whether a category has a label, or is in one line with a date and a count of views."""
    its = around.shapes[value.block]
    return value.rule == "key-line" or (value.rule == "meta-line" and its.date > 0 and its.counted == 1)


def _is_within_byline(around: Around, values: Sequence[Value], value: Value) -> bool:
    """Whether a category is below "in", and that behind the date or an author: one line of the page, cut at its links."""
    if value.rule != "within":
        return False
    above = value.block - (1 if " " in around.blocks[value.block - 1].text else 2)
    return above >= 0 and (
        around.shapes[above].date > 0
        or any(
            v.field == "author" and v.block == above and v.rule in ("by-line", "joined", "meta-line")
            for v in values
        )
    )


def _in_meta_line(around: Around, values: Sequence[Value], value: Value, probability: float) -> float:
    """Return the least probability of a bare number in one line with a date and a category; 0.0 if it is in none.

    A category that the trail holds, too, shows that the line is one that a template prints.
    """
    beside = {v.value for v in values if v.field == "category" and v.block == value.block}
    if not beside or not around.shapes[value.block].date:
        return 0.0
    is_known = any(not beside.isdisjoint(v.crumbs) for v in values if v.field == "breadcrumbs")
    return MIN_BARE if is_known or probability >= IN_META_LINE else 0.0


def _least(value: Value) -> float:
    """Return the least probability at which a value is given; a number without any label needs a greater one."""
    least = bound_of(value.field)
    return max(least, MIN_BARE) if value.field == "view_count" and value.rule == "bare" else least


def bound_of(field: str) -> float:
    """Return the least probability at which a value of ``field`` is given."""
    judged = load_data(FILE)["fields"].get(field)
    return float(judged["least"]) if judged else 0.0


@cache
def _forests() -> dict[str, ForestEvaluator]:
    return {field: forest_of(data) for field, data in load_data(FILE)["fields"].items()}


def _of_header(around: Around, i: int, line: KeyLine) -> list[StatedValue]:
    block: Block = around.blocks[i]
    if line.field == "other" or not line.value:
        return []
    start, stop = source_range(around.source, block, line.offset, len(block.text))
    return [StatedValue(line.field, line.value, start, stop, "key-line")]
