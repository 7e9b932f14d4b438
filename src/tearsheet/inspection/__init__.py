"""A look into an article: the page's blocks beside what came of them, as one page that loads and runs nothing."""

from tearsheet.inspection.folder import Entry, inspect_folder
from tearsheet.inspection.inspecting import Inspection, inspect, inspect_text

__all__ = ["Entry", "Inspection", "inspect", "inspect_folder", "inspect_text"]
