"""The page: input decoded once, parsed once, flattened once into columns that everything else only reads."""

from tearsheet.page.nodes import Nodes
from tearsheet.page.page import Page
from tearsheet.page.text_blocks import Image, TextBlock

__all__ = ["Image", "Nodes", "Page", "TextBlock"]
