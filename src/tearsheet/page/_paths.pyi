from tearsheet.page.nodes import Paths as Paths
