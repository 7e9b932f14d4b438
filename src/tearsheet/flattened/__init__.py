"""Text whose markup is lost: lines to the same page columns that HTML gives."""

from __future__ import annotations

from tearsheet.page import Leaf, Nodes, Page
from tearsheet.page.leaves import Leaves


def read_text(text: str, *, url: str | None = None) -> Page:
    """Return the page that ``text`` holds: one paragraph a line."""
    leaves = []
    tags, parents, ends = ["html", "body"], [-1, 0], [0, 0]
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip())
            leaves.append(
                Leaf(len(tags), "text", line.strip(), start, offset + len(line.rstrip()), 0, 0, False)
            )
            tags.append("p")
            parents.append(1)
            ends.append(len(tags))
        offset += len(line)
    ends[0] = ends[1] = n = len(tags)
    nodes = Nodes(tags, parents, ends, [None] * n, [None] * n, [{}] * n)
    return Page(nodes, Leaves(leaves, [], [], {}), url=url, source=text)
