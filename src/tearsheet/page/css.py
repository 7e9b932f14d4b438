"""The parts of CSS that can hide text: declarations, and rules with selectors that are read. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from tearsheet.article.model import HidingWay
from tearsheet.page.selectors import Selector, read_selector

TINY: Final = 1.0
"""Pixels up to which a font or a box is too small to be seen."""
FAINT: Final = 0.05
"""Opacity up to which text cannot be seen."""
FAR: Final = 900.0
"""Pixels from which an offset leads off the screen."""
PIXELS: Final[Mapping[str, float]] = {
    "": 1,
    "px": 1,
    "pt": 1.3,
    "em": 16,
    "rem": 16,
    "%": 10,
    "vw": 10,
    "vh": 10,
}
"""Rough pixels of each unit."""
MAX_SHEET: Final = 6_000
"""Characters of a style sheet that is read."""
MAX_SHEETS: Final = 12_000
"""Characters of all style sheets of a page that are read."""

HINTS: Final = (
    *(
        "display",
        "visib",
        "opacity",
        "clip",
        "indent",
        "overflow",
        "transparent",
        "scale",
        "zoom",
        "mask",
    ),
    *("z-index", "rotate", "transl", "spacing", "font", "white", "#f", "#0000", "rgb", "hsl", "background"),
)
"""A rule that contains none of these, and no offset of `_OFFSET`, neither hides text nor shows hidden text again."""
_OFFSET = re.compile("-[1-9][0-9]")
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))([a-z%]*)")
_NAMES: Final[Mapping[str, str]] = {"white": "#ffffff", "black": "#000000", "transparent": "#00000000"}
_COLORS = ("#", "rgb", "hsl")
"""How colors begin that are not names."""

MOVERS: Final = (
    "text-indent",
    "margin-left",
    "margin-top",
    "margin-right",
    "translate",
    "transform",
    "letter-spacing",
)
"""Properties that can move a text off the screen."""
HIDERS: Final = frozenset(
    (
        *MOVERS,
        *(
            "display",
            "content-visibility",
            "visibility",
            "mask-image",
            "mask",
            "-webkit-mask-image",
            "opacity",
            "filter",
        ),
        *(
            "font",
            "font-size",
            "zoom",
            "overflow",
            "overflow-x",
            "overflow-y",
            "clip",
            "clip-path",
        ),
        *(
            "position",
            "scale",
        ),
        *("color", "-webkit-text-fill-color"),
    )
)
"""A style that sets none of these properties hides nothing."""
SHOWN_AGAIN: Final = frozenset(("display", "visibility", "opacity"))
"""Properties by which style sheets show again what another rule hides: the tab that is open."""
PALE: Final = frozenset(("#ffffff", "#fefefe", "#fdfdfd", "#fcfcfc"))
"""Colors that do not show on the page's own background, where no other is known."""

Declarations = dict[str, str]
"""Values by property, lower case."""


class Rule(NamedTuple):
    """The declarations for elements that match a selector."""

    selector: Selector
    declarations: Declarations


def read_declarations(style: str) -> Declarations:
    """Return the declarations in ``style``; the last of a property counts, an important one before others."""
    found: Declarations = {}
    important: set[str] = set()
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        name = name.strip()
        is_important = "!important" in value
        if colon and (is_important or name not in important):
            found[name] = value.replace("!important", "").strip()
            if is_important:
                important.add(name)
    return found


def way_of_hiding(style: Declarations) -> HidingWay | None:
    """Return how ``style`` hides an element: a stable code; None if it shows it."""
    if HIDERS.isdisjoint(style):
        return None
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return "display"
    if style.get("visibility") in ("hidden", "collapse"):
        return "visibility"
    mask = style.get("mask-image") or style.get("mask") or style.get("-webkit-mask-image") or ""
    if _is_faint(style.get("opacity")) or "opacity(0" in style.get("filter", "") or _is_clear(mask):
        return "opacity"
    font = style.get("font", "").partition("/")[0].split()
    if (
        _is_tiny(style.get("font-size") or (font[-1] if font and "/" in style["font"] else None))
        or style.get("zoom") == "0"
        or _is_shrunk(style)
    ):
        return "size"
    return _way_of_moving(style)


def _way_of_moving(style: Declarations) -> HidingWay | None:
    if _is_clipped(style):
        return "clip"
    if _is_off_screen(style):
        return "position"
    return "color" if _is_transparent(style) or _is_background(style) else None


def _numbers(value: str | None) -> list[float]:
    """Return the lengths in ``value`` as rough pixels."""
    return [float(n) * PIXELS.get(unit, 16) for n, unit in _NUMBER.findall(value[:200])] if value else []


def _is_faint(value: str | None) -> bool:
    found = _NUMBER.match(value) if value else None
    return found is not None and float(found[1]) * (0.01 if found[2] == "%" else 1) <= FAINT


def _is_clear(mask: str) -> bool:
    """Return whether a mask hides everything."""
    colors = mask.partition("gradient(")[2].rstrip(")").split(",")
    return len(colors) > 1 and all(color.split()[:1] == ["transparent"] for color in colors)


def _is_tiny(value: str | None) -> bool:
    found = _numbers(value)
    return bool(found) and abs(found[0]) <= TINY


def _is_shrunk(style: Declarations) -> bool:
    """Return whether the box is too small for its text and clips it."""
    overflow = " ".join([style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")])
    if "hidden" not in overflow and "clip" not in overflow:
        return False
    return any(
        _is_tiny(style.get(name)) for name in ("width", "height", "max-width", "max-height", "line-height")
    )


def _is_clipped(style: Declarations) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect") and all(abs(n) <= TINY for n in _numbers(clip)):
        return True
    path = style.get("clip-path", "")
    if path.startswith("inset"):
        return max(_numbers(path), default=0.0) >= 50 * PIXELS["%"]
    if path.startswith(("circle", "ellipse", "polygon", "rect")):
        return not any(_numbers(path.partition(" at ")[0]))
    return False


def _is_off_screen(style: Declarations) -> bool:
    names = [*MOVERS]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom", "inset"]
        if style.get("z-index", "").startswith("-"):
            return True
    if any(n <= -FAR or n >= 9 * FAR for name in names for n in _numbers(style.get(name))):
        return True
    turned = style.get("transform", "").replace(" ", "")
    if turned.startswith(("scale(0)", "scale(0,", "scalex(0)", "scaley(0)", "scale3d(0")):
        return True
    return style.get("scale") == "0" or "rotatex(90" in turned or "rotatey(90" in turned


def color_of(value: str | None) -> str | None:
    """Return a color in one form; None if there is none."""
    if not value or value == "none":
        return None
    value = _NAMES.get(value.strip(), value.strip().replace(" ", ""))
    if value.startswith("#") and len(value) in (4, 5):
        value = "#" + "".join([2 * c for c in value[1:]])
    if value.startswith("rgb"):
        parts = _NUMBER.findall(value[:100])
        if len(parts) > 3 and float(parts[3][0]) == 0:
            return "#00000000"
        value = "#" + "".join([f"{min(255, int(abs(float(n)))):02x}" for n, _ in parts[:3]])
    if value.startswith("hsl"):
        parts = _NUMBER.findall(value[:100])
        if len(parts) > 3 and float(parts[3][0]) == 0:
            return "#00000000"
        if len(parts) > 2 and float(parts[2][0]) >= 99:
            return "#ffffff"
    return value


def background_of(style: Declarations) -> str | None:
    """Return the color behind text; None where there is none, or a picture without a color."""
    behind = style.get("background-color") or style.get("background")
    if not behind:
        return None
    before, picture, rest = behind.partition("url(")
    if picture:
        parts = (before + rest.partition(")")[2]).split()
        behind = next((part for part in parts if part in _NAMES or part.startswith(_COLORS)), "none")
    color = color_of(behind if behind.startswith(_COLORS[1:]) else behind.split()[0])
    return None if color == _NAMES["transparent"] else color


def _is_transparent(style: Declarations) -> bool:
    if style.get("background-clip") == "text" or style.get("-webkit-background-clip") == "text":
        return False  # filled with a picture
    colors = [color_of(style.get(name)) for name in ("color", "-webkit-text-fill-color")]
    return any(color is not None and len(color) == 9 and color.endswith("00") for color in colors)


def _is_background(style: Declarations) -> bool:
    color = color_of(style.get("color"))
    return color is not None and color == background_of(style)


def read_sheets(sheets: Sequence[str]) -> list[Rule]:
    """Return the rules of style sheets that can hide text or show it again and have a selector that can be read.

    Sheets longer than `MAX_SHEET` belong to themes and are skipped, as are the longest ones if together they have
    more than `MAX_SHEETS` characters. Rules for some readers only, such as printers and narrow screens, are skipped too.
    """
    found: list[Rule] = []
    read, left = set(), MAX_SHEETS
    for i in sorted(range(len(sheets)), key=lambda i: len(sheets[i])):
        left -= len(sheets[i])
        if len(sheets[i]) > MAX_SHEET or left < 0:
            break
        read.add(i)
    for i, sheet in enumerate(sheets):
        if i not in read:
            continue
        text = _COMMENT.sub(" ", sheet.replace("<!--", "").replace("-->", ""))
        found += _rules(text)
    return _that_matter(found)


def _that_matter(rules: Sequence[Rule]) -> list[Rule]:
    """Return the ``rules`` that hide something, and those that set the same properties and may show it again."""
    hides = [_hides(rule.declarations) for rule in rules]
    names = {name for rule, is_one in zip(rules, hides, strict=True) if is_one for name in rule.declarations}
    names &= SHOWN_AGAIN
    return [
        rule
        for rule, is_one in zip(rules, hides, strict=True)
        if is_one or not names.isdisjoint(rule.declarations)
    ]


def may_hide(style: Declarations) -> bool:
    """Return whether ``style`` hides an element, or sets a color that may be the one behind the text."""
    return "color" in style or way_of_hiding(style) is not None


def _hides(style: Declarations) -> bool:
    return way_of_hiding(style) is not None or color_of(style.get("color")) in PALE


def _rules(text: str) -> list[Rule]:
    """Return the rules in a style sheet without comments that can matter."""
    found: list[Rule] = []
    groups: list[bool] = []  # for each open group whether it is for every screen
    for part in text.split("}"):
        head, brace, body = part.rpartition("{")
        if not brace:
            del groups[-1:]  # the end of a group
            continue
        *opened, selectors = head.split("{")
        groups += [_is_for_all(group) for group in opened]
        if not all(groups):
            continue
        lowered = body.lower()
        if _may_matter(lowered):
            style = read_declarations(lowered)
            read = [read_selector(selector.strip()) for selector in selectors.split(",")]
            found += [Rule(selector, style) for selector in read if selector is not None]
    return found


def _may_matter(body: str) -> bool:
    """Return whether a rule with these declarations may hide text, or show hidden text again."""
    for hint in HINTS:
        if hint in body:
            return True
    return _OFFSET.search(body) is not None


def _is_for_all(group: str) -> bool:
    group = group.rpartition(";")[2].strip().lower()
    return "(" not in group and group.startswith(("@media all", "@media screen", "@layer"))
