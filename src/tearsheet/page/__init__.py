"""The page: input is decoded, parsed and flattened once, into columns that all other code only reads."""

from tearsheet.page.nodes import Nodes
from tearsheet.page.page import Page
from tearsheet.page.text_blocks import Image, TextBlock

__all__ = ["Image", "Nodes", "Page", "TextBlock"]
