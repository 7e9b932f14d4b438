"""The page: input decoded once, parsed once, flattened once into columns that everything else only reads."""

from tearsheet.page.leaves import Image, Leaf
from tearsheet.page.nodes import Nodes
from tearsheet.page.page import Page

__all__ = ["Image", "Leaf", "Nodes", "Page"]
