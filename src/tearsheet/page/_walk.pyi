from lxml.etree import _Element

from tearsheet.page.walk import Walked

def walk(root: _Element) -> Walked: ...
