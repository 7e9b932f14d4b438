"""The door: any accepted source to an lxml tree, decoded once and parsed once."""

from __future__ import annotations

from lxml import etree

from tearsheet.errors import EmptyInput

Source = object


def read_tree(source: Source) -> etree._Element:
    """Return the root element of a page given as bytes."""
    assert isinstance(source, bytes)
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(source, parser)
    if root is None:
        raise EmptyInput(len(source))
    return root
