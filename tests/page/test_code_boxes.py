"""Which elements hold code without being preformatted."""

from __future__ import annotations

import pytest

from tearsheet.page import Page
from tearsheet.page.code_boxes import code_boxes, reads_as_code
from tearsheet.page.read import read_tree

CODE = "if a &gt; b:<br>  run(a)<br>  stop()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 3\ny = 4", True),
        ("for (;;) {\n  run();\n}", True),
        ("$ make\n$ make test", True),
        ("x = 3", False),
        ("The sea is calm.\nThe tide is full.", False),
        ("12 rue du Port\nBrest", False),
        ("", False),
    ],
)
def test_reads_as_code(text: str, *, expected: bool) -> None:
    assert reads_as_code(text) is expected


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        (f"<section><div class=codeblock><b>{CODE}</b></div></section>", "div"),
        (f"<section class='cm-editor'><div class=codeblock><b>{CODE}</b></div></section>", "section"),
        (f"<section><p style='font: 12px Courier New, serif'><b>{CODE}</b></p></section>", "p"),
        (f"<section><my-code><b>{CODE}</b></my-code></section>", "my-code"),
        (f"<section><div class=codeblock><p>Words.</p><b>{CODE}</b></div></section>", None),
        (f"<section><div class=codecs><b>{CODE}</b></div></section>", None),
        (f"<table><td style='font-family:monospace'><b>{CODE}</b></table>", None),
        (f"<pre class=codeblock><b>{CODE}</b></pre>", None),
        (f"<body style='font-family:monospace'><b>{CODE}</b></body>", None),
    ],
)
def test_the_outermost_box_of_code(html: str, tag: str | None) -> None:
    page = Page.from_tree(read_tree(html.encode()))
    root = page.memo(code_boxes).around(page.nodes.tags.index("b"))
    assert (page.nodes.tags[root] if root >= 0 else None) == tag


def test_nested_candidates_cost_linear_time() -> None:
    depth = 200
    html = "<div style='font-family:monospace'>" * depth + "<b>words</b><p>words</p>" * 50
    page = Page.from_tree(read_tree(html.encode()))
    boxes = page.memo(code_boxes)
    assert {boxes.around(node) for node in range(len(page.nodes.tags))} == {-1}
    assert boxes.budget < 0  # the elements of the outer boxes used it up; the inner ones were not read
