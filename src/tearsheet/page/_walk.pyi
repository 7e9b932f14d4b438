from lxml.etree import _Element

from tearsheet.page.leaves import Leaves
from tearsheet.page.walk import Walked

def flatten(root: _Element, opaque: frozenset[str] = ...) -> tuple[Walked, Leaves]: ...
