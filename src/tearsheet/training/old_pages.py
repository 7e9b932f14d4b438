"""Makes pages without metadata, most without first headings, of pages that have both: weights are learned for such pages.

Corpora hold few of them. The page's own first heading stays or is set in bold, in a lower heading or in an element with
a class, and its title names the site before the headline, after it, or alone.
"""

from __future__ import annotations

import hashlib
from typing import Final

from lxml import etree, html

SHAPES: Final = ("b", "b", "h2", "h3", "h4", "div", "td", "class", "gone", "gone", "h1", "h1")
TITLES: Final = (
    "{0} - {1}",
    "{1} - {0}",
    "{1}: {0}",
    "{1} | {2} | {0}",
    "{0} | {2} | {1}",
    "{1}",
    "{1}",
    "{1} - {2}",
    "{0}",
    "{0}",
)
SAYING: Final = tuple(title for title in TITLES if "{0}" in title)
"""Titles of pages that say their headline nowhere else."""
SECTIONS: Final = ("News", "Sport", "Local", "Top stories", "Archive")
CLASSES: Final = ("headline", "contentheading", "title", "story_title", "article-header")


def disguise(raw: bytes, name: str, headline: str, site: str) -> bytes | None:
    """Return the page as an old one would be; None if no first heading of it says ``headline``.

    Args:
        raw: The page.
        name: The seed of the shape: the same for the same page.
        headline: Its headline.
        site: The site's name.
    """
    root = html.document_fromstring(raw)
    heads = [h for h in root.iter("h1") if " ".join(h.text_content().split()) == headline]
    if not heads:
        return None
    draw = hashlib.sha256(name.encode()).digest()
    for gone in root.xpath("//meta[@property or @name] | //script | //*[@itemprop='headline']/@itemprop/.. "):
        if gone.tag in ("meta", "script"):
            gone.drop_tree()
        else:
            del gone.attrib["itemprop"]
    shape = SHAPES[draw[0] % len(SHAPES)]
    for head in heads:
        _reshape(head, shape, CLASSES[draw[1] % len(CLASSES)])
    title = root.find(".//title")
    if title is not None:
        titles = SAYING if shape == "gone" else TITLES
        title.text = titles[draw[2] % len(titles)].format(headline, site, SECTIONS[draw[3] % len(SECTIONS)])
    return bytes(etree.tostring(root, encoding="utf-8", method="html"))


def _reshape(head: html.HtmlElement, shape: str, style: str) -> None:
    if shape == "gone":
        head.drop_tree()
        return
    if shape == "h1":
        return
    head.attrib.clear()
    head.tag = shape
    if shape == "class":
        head.tag = "div"
        head.set("class", style)
    elif shape == "b":
        inner = html.Element("b")
        inner.text, head.text = head.text, None
        for child in list(head):
            inner.append(child)
        head.tag = "p"
        head.append(inner)
