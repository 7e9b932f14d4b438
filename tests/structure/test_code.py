"""Code in the shapes that it comes in: which blocks of a page are code, and how they read."""

from __future__ import annotations

import pytest

from tearsheet import parse
from tearsheet.article.blocks import Code, Paragraph
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.structure.code import text_of_code

LINES = ["def area(width, height):", "    if width > 9:", "        return None", "    return width * height"]
CODE = "\n".join(LINES)
CALLS = "cd shed\nmake plan\n./build --wide"
NBSP = [line.replace("    ", "&nbsp;&nbsp;&nbsp;&nbsp;").replace(">", "&gt;") for line in LINES]
RAW = CODE.replace(">", "&gt;")
BEFORE = "<p>We measured the shed twice before the work began, and the two results did not agree at all.</p>"
AFTER = "<p>What is shown above is the whole of it, and it has served us well for three winters in a row.</p>"


def code_of(fragment: str) -> list[str]:
    page = f"<title>The shed</title><article><h1>The shed</h1>{BEFORE * 2}{fragment}{AFTER * 2}</article>"
    article = parse(page.encode())
    return [block.text for section in article.sections for block in section.blocks if block.type == "code"]


def lines(shape: str) -> str:
    return "".join(shape.replace("N", str(n)).replace("X", line) for n, line in enumerate(NBSP, 1))


SHAPES = {
    "code with breaks": "<code>" + "<br>".join(NBSP) + "</code>",
    "typewriter with breaks and line breaks of the source": "<p><tt>" + "<br>\n   ".join(NBSP) + "</tt></p>",
    "output with breaks": "<div><samp>" + "<br>".join(NBSP) + "</samp></div>",
    "a code element a line": "<p>" + "<br>".join(f"<code>{line}</code>" for line in NBSP) + "</p>",
    "a paragraph of code a line": lines("<p><code>X</code></p>"),
    "a paragraph in a typeface for code a line": lines("<p style='font-family:monospace'>X</p>"),
    "a paragraph with a span in a typeface for code a line": "<table><tr><td>"
    + lines("<p><span style='font-family:Consolas'>X</span></p>")
    + "</td></tr></table>",
    "a cell in a typeface for code": "<table><tr><td style='font-family: Courier New'>"
    + "<br>".join(NBSP)
    + "</td></tr></table>",
    "a division a line": "<div style='font-family: Menlo, monospace'>" + lines("<div>X</div>") + "</div>",
    "a span in a typeface for code": "<p><span style='font-family: Consolas'>"
    + "<br>".join(NBSP)
    + "</span></p>",
    "a division by its class": f"<div class='code-block' data-lang=python>{RAW}</div>",
    "a division by its style": f"<div style='white-space: pre'>{RAW}</div>",
    "an element by its name": f"<code-snippet>{RAW}</code-snippet>",
    "a quotation": "<blockquote><code>" + "<br>".join(NBSP) + "</code></blockquote>",
    "an editor with a gutter": "<div class=cm-editor><div class=cm-gutters>"
    + lines("<div class=cm-gutterElement>N</div>")
    + "</div><div class=cm-content>"
    + lines("<div class=cm-line>X</div>")
    + "</div></div>",
    "an editor with a gutter on each line": "<div class=CodeMirror>"
    + lines(
        "<div><div class=CodeMirror-gutter-wrapper><div class=CodeMirror-linenumber>N</div></div><pre>X</pre></div>"
    )
    + "</div>",
    "a list of lines": "<div class=dp-highlighter><ol>" + lines("<li><span>X</span></li>") + "</ol></div>",
    "bare numbers beside the lines": "<pre>" + lines("<div><span>N</span><div>X</div></div>") + "</pre>",
    "bare numbers in the lines": "<pre>" + lines("<i>N</i> X\n") + "</pre>",
    "a bar with a button": f"<pre><code><div><span>python</span><button>Copy</button></div>{RAW}</code></pre>",
    "a notebook": f"<div><div class=prompt>In&nbsp;[1]:</div><div class=input><pre>{RAW}</pre></div></div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_code_is_read_in_every_shape(shape: str) -> None:
    assert code_of(SHAPES[shape]) == [CODE]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<div><code>make plan --wide</code></div>", ["make plan --wide"]),
        ("<code class='lit block'>\n    let x = 1\n  </code>", ["let x = 1"]),
        ("<p>Do this:<br><code>cd shed<br>make plan<br>./build --wide</code></p>", [CALLS]),
        (f"<div class=prompt><pre>[3]:</pre></div><div class=input><pre>{RAW}</pre></div>", [CODE]),
        ("<pre>x = [<i>1</i>, <i>2</i>,\n<i>3</i>]\n</pre>", ["x = [1, 2,\n3]"]),
        ("<pre><b>1</b>,fir\n<b>2</b>,oak\n<b>3</b>,elm</pre>", ["1,fir\n2,oak\n3,elm"]),
        ("<pre><div><button>Copy</button>make plan --wide</div></pre>", ["make plan --wide"]),
    ],
)
def test_what_is_code(fragment: str, expected: list[str]) -> None:
    assert code_of(fragment) == expected


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>Call <code>area(2, 3)</code> and look at what it gives.</p>",
        "<div><code>JavaScript</code></div>",
        "<ul><li><code>--wide</code></li><li><code>--tall</code></li></ul>",
        "<p style='font-family: Georgia'>The sea is calm tonight,<br>the tide is full, the moon lies fair.</p>",
        "<p style='font-family: Courier New'>Lund 9.30<br>Malmö 10.15<br>Ystad 11.05</p>",
        "<p style='font-family: Courier New'>Dear Ada;<br>I have $5 left.<br>Yours, Bo</p>",
        "<p style='white-space: pre-wrap'>The sea is calm (at last); we rowed.<br>It was $5 a head.</p>",
        "<div style='font-family: monospace'><p>The whole site is set like this.</p><p>Nothing here runs.</p></div>",
        "<div class='code-block'>Use the word SHED at the till,<br>and the shop gives you a tenth off.</div>",
        "<p><code>cd shed</code></p><p>and then, when that is done,</p><p><code>make plan</code></p>",
    ],
)
def test_what_is_no_code(fragment: str) -> None:
    assert code_of(fragment) == []


def test_the_text_before_code_in_a_paragraph_is_kept() -> None:
    page = f"<article><h1>The shed</h1>{BEFORE * 2}<p>Do this:<br><code>cd shed<br>make plan</code></p>{AFTER * 2}</article>"
    article = parse(page.encode())
    blocks = [
        (block.type, block.text)
        for block in article.sections[0].blocks
        if isinstance(block, (Paragraph, Code))
    ]
    assert ("paragraph", "Do this:") in blocks
    assert ("code", "cd shed\nmake plan") in blocks


@pytest.mark.parametrize(
    "other", ["<p>We ran it twice.</p>{}", "{}<p>We ran it twice.</p>"], ids=["before", "after"]
)
def test_text_beside_code_in_its_element_is_not_part_of_it(other: str) -> None:
    html = f"<div id=box>{other.format('<p>make plan</p>')}</div>"
    page = Page.from_tree(read_tree(html.encode()))
    (source,) = [i for i, block in enumerate(page.blocks) if block.text == "make plan"]
    box = page.nodes.tags.index("div")
    assert text_of_code(page, box, (source,)) == "make plan"
