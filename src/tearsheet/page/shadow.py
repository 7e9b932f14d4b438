"""Declarative shadow roots: markup of a component that browsers show instead of the element's own content."""

from __future__ import annotations

from typing import Final

from lxml import etree

MARK: Final = b"shadowrootmode"
"""Attribute of a ``template`` with a shadow root (HTML, "the template element")."""
MAX_ROOTS: Final = 200
"""Most shadow roots of a page that are read. Keeps hostile nesting linear."""


def open_shadow_roots(root: etree._Element) -> None:
    """Turn shadow roots in the tree under ``root`` into ordinary content, with slotted elements moved into their slots."""
    templates = [each for each in root.iter("template") if each.get(MARK.decode()) is not None]
    for template in templates[:MAX_ROOTS]:
        host = template.getparent()
        if host is not None:
            _fill_slots(host, template)
            template.tag = "div"


def _fill_slots(host: etree._Element, template: etree._Element) -> None:
    """Move the content of ``host`` into the slots of ``template``; what has no slot stays where it is."""
    slots: dict[str, etree._Element] = {}
    for slot in template.iter("slot"):
        slots.setdefault(slot.get("name") or "", slot)
    filled: set[str] = set()
    for child in [each for each in host if each is not template and isinstance(each.tag, str)]:
        name = child.get("slot") or ""
        if name not in slots:
            continue
        if name not in filled:
            filled.add(name)
            _empty(slots[name])
        slots[name].append(child)


def _empty(slot: etree._Element) -> None:
    """Drop the fallback content of a slot."""
    slot.text = None
    for held in list(slot):
        slot.remove(held)
