from lxml.etree import _Element

from tearsheet.page.text_blocks import TextBlocks
from tearsheet.page.walk import WalkResult

def flatten(root: _Element, opaque: frozenset[str] = ...) -> tuple[WalkResult, TextBlocks]: ...
