from tearsheet.page.leaf import Leaf as Leaf
