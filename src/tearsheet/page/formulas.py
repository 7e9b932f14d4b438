"""Formulas as text: TeX if the page has it, otherwise the text of the MathML, once and in its position."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from tearsheet.page.nodes import Nodes
from tearsheet.page.text_blocks import TextBlocks
from tearsheet.vocab import load

TEX_TYPES = ("math/tex", "math/latex", "math/asciimath")
"""Types of scripts that contain a formula. Source: MathJax 2."""
PICTURE_CLASSES = frozenset(load("pictures")["formulas"])
"""Classes of pictures whose alternative text is a formula. Source: WordPress, QuickLaTeX, MathTeX."""
RENDERED_CLASSES = frozenset(load("pictures")["rendered_formulas"])
"""Classes of rendered formulas: a visual copy that a script added. Source: MathJax 2, KaTeX."""
GLYPH_CHARACTERS = 4
"""Longest alternative text in characters, all of them non-ASCII, of a picture of a single character."""
CLOSE = 4
"""Most elements that may wrap a formula."""
_PREFIX = {"msup": "^", "msub": "_", "mfrac": "/"}
"""Separators in text between the two children of MathML elements."""


def has_formulas(nodes: Nodes, cut: TextBlocks) -> bool:
    """Return whether the page shows formulas, or pictures of single characters, that are not in its text."""
    by_tag, attrs = cut.by_tag, nodes.attrs
    if "math" in by_tag:
        return True
    for node in by_tag.get("script", ()):
        if attrs[node].get("type", "").startswith("math/"):
            return True
    return any(_stands_for_text(attrs[node]) for node in by_tag.get("img", ()))


def with_formulas(root: etree._Element) -> etree._Element:
    """Return a copy of the tree under ``root`` with formulas as the text of ``math`` elements.

    Elements keep their order; ``math`` and ``br`` elements may be inserted between them.
    """
    root = copy.deepcopy(root)
    for element in list(root.iter("math", "{*}math")):
        _uncover(element)
        _put(element, tex_of(element), display=element.get("display") == "block")
    for script in list(root.iter("script")):
        kind = (script.get("type") or "").lower()
        if kind.startswith(TEX_TYPES) and (script.text or "").strip():
            _put(_added(script), script.text or "", display="mode=display" in kind)
    for picture in list(root.iter("img")):
        given = {str(name): str(value) for name, value in picture.attrib.items()}
        alt = given.get("alt", "").strip()
        if not _stands_for_text(given) or _has_math(picture.getparent()):
            continue
        if _is_formula(given):
            _put(_added(picture), alt, display=False)
        else:
            picture.set("role", "presentation")
            picture.tail = alt + (picture.tail or "")
    _silence_copies(root)
    return root


def _added(element: etree._Element) -> etree._Element:
    """Insert a ``math`` element right after ``element``, which no longer counts as a picture, and return it."""
    element.set("role", "presentation")
    return _follow(element, "math")


def _follow(element: etree._Element, tag: str) -> etree._Element:
    """Insert an element with ``tag`` between ``element`` and the text after it, and return it."""
    made = etree.Element(tag)
    made.tail, element.tail = element.tail, None
    element.addnext(made)
    return made


def _put(element: etree._Element, tex: str, *, display: bool) -> None:
    """Make ``tex`` the only content of ``element``; a display formula becomes a paragraph of its own."""
    for child in list(element):
        element.remove(child)
    element.text = " ".join(tex.split())
    if display and element.text:
        for _ in range(2):
            element.addprevious(etree.Element("br"))
            _follow(element, "br")


def tex_of(element: etree._Element) -> str:
    """Return the TeX of a ``math`` element, or else the text of its children.

    >>> tex_of(etree.fromstring("<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mn>4</mn></math>"))
    'x^2=4'
    """
    for annotation in element.iter("annotation", "{*}annotation"):
        if "tex" in (annotation.get("encoding") or "") and (annotation.text or "").strip():
            return _bare(annotation.text or "")
    if element.get("alttext"):
        return _bare(element.get("alttext") or "")
    parts = []
    for part in element.iter(tag=etree.Element):
        parent = part.getparent()
        before = part.getprevious()
        if parent is not None and before is not None and before.getprevious() is None:
            parts.append(_PREFIX.get(etree.QName(parent).localname, ""))
        if "annotation" not in etree.QName(part).localname:
            parts.append((part.text or "").strip())
    return "".join(parts)


def _bare(tex: str) -> str:
    r"""Return ``tex`` without the style command that MediaWiki puts around it.

    >>> _bare(r"{\displaystyle x^{2}}")
    'x^{2}'
    """
    tex = tex.strip()
    for style in (r"{\displaystyle", r"{\textstyle"):
        if tex.startswith(style) and tex.endswith("}"):
            return tex[len(style) : -1].strip()
    return tex


def _uncover(element: etree._Element) -> None:
    """Show a formula that is hidden only because there is a rendered copy next to it."""
    around: etree._Element | None = element
    for _ in range(CLOSE):
        if around is None or around.tag not in ("math", "span"):
            return
        around.attrib.pop("style", None)
        around = around.getparent()


def _silence_copies(root: etree._Element) -> None:
    """Remove the text of rendered copies of formulas if the formula itself is near."""
    for element in list(root.iter("span", "div", "nobr")):
        names = (element.get("class") or "").split()
        if RENDERED_CLASSES.isdisjoint(names) or not _has_math(element.getparent()):
            continue
        for part in element.iter():
            if part.tag != "math":
                part.text = None
            parent = part.getparent()
            if part is not element and parent is not None and parent.tag != "math":
                part.tail = None


def _has_math(element: etree._Element | None) -> bool:
    return element is not None and next(element.iter("math", "{*}math"), None) is not None


def _stands_for_text(attrs: Mapping[str, str]) -> bool:
    """Return whether a picture of these attributes is a formula or a single character."""
    alt = attrs.get("alt")
    if not alt:
        return False
    return _is_glyph(alt) or _is_formula(attrs)


def _is_glyph(alt: str) -> bool:
    return len(alt) <= GLYPH_CHARACTERS and all(ord(c) > 0x2000 for c in alt.strip()) and bool(alt.strip())


def _is_formula(attrs: Mapping[str, str]) -> bool:
    names = attrs.get("class", "").lower().split()
    address = attrs.get("src", "").lower()
    return not PICTURE_CLASSES.isdisjoint(names) or any(
        sign in address
        for sign in ("latex.php", "latex.codecogs.com", "mathtex.cgi", "mimetex.cgi", "chart?cht=tx")
    )
