from __future__ import annotations

import time

import pytest

from tearsheet.plaintext.leftovers import FILLER, without_leftovers

KEPT = [
    "",
    ">",
    "> One line alone is a quotation.",
    "Text.\n\n> A quotation\n> in two lines\n\nText again, and more of it.\n> Another one.",
    "| Flour | Rye |\n| --- | --- |\n| 3 | 4 |\n| 5 | 6 |\n| 7 | 8 |",
    "1. Milk\n2. Bread\n3. Salt\n4. Flour\n5. Rye\n6. Oil\n7. Eggs\n8. Tea\n9. Jam",
    "```\ncode\n```\nText below the code.",
    '"Come in," she said.\nHe came.\nShe said "sit".',
    "In HTML, write &nbsp; between words and &lt; for a sign; AT&T; is none.",
    "a < b and b > c, and <br> is a tag",
    "Breaks\n\nUse <br> to break a line; two <br> leave a gap.\n\nA <br> has no end.\n\nThat is all of it.",
    "Use <br> to break a line; two <br> tags leave a gap, and a <br> is never closed.",
    "| Flour | Rye |\n| --- | --- |\n| a<br>b | c |\n| d<br>e | f<br>g |\n| h | i |",
    "Text\n\n```html\na<br>\nb<br>\nc<br>\n<p>d</p><p>e</p><p>f</p>\n```\n\nMore text",
    "Write `a<br>b` for a break.<br>Next<br>Last",
    "Use [b]bold[/b], [i]italic[/i] and [u]under[/u] in posts",
    "Marks\n\nUse `[b]bold[/b]`.\n\n[i]So[/i]\n\n[u]too[/u]",
    "Write `&amp;`: it&#39;s, she&#39;s, he&#39;s.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_belongs_to_a_text_is_kept(text: str) -> None:
    assert without_leftovers(text) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("> a\n>b\n> \n> c\r\n> d", ["a", "b", "c", "d"]),
        ('"one\\n\\u00e9two \\u2019 \\"three\\" \\ud83d\\ude00 \\"', ['one\\nétwo ’ "three"    \\']),
        (
            "It&#39;s&nbsp;&#128512;x&hellip;y&notareference;z&#39;s&#39;s" * 3,
            ["It's\u00a0😀x…y&notareference;z's's" * 3],
        ),
        ("a<br>b<BR/>c<br   />d<p>e</p><p>f</p><p>g</p>", list("abcdefg")),
        ("a<br>\nb<br><br>\n\nc <br />\nd", list("abcd")),
        ("[b]Flour[/b]\n[i]Rye[/i] and [u]oats[/u]", ["Flour", "Rye and oats"]),
        ("[center][b]Flour[/b][/center] \n[i]Rye[/i]", ["Flour", "Rye"]),
        ("```text\na<br>b<br>c<br>d\n```", list("abcd")),
        ("Use `list[int]`<br>`oats`<br>and<br>salt", ["Use `list[int]`", "`oats`", "and", "salt"]),
        ("~~~\n\n~~~", []),
        ("1\n2 a\n3\n4\n5\n6\n7\n8\n9", ["a"]),
    ],
)
def test_leftovers_go_and_the_length_stays(text: str, lines: list[str]) -> None:
    found = without_leftovers(text)
    assert len(found) == len(text)
    shown = (line.strip() for line in found.replace(FILLER, "").splitlines())
    assert [line for line in shown if line] == lines


def test_many_signs_of_a_fence_are_read_in_no_time() -> None:
    text = f"```{'`' * 60_000}"
    start = time.process_time()
    assert without_leftovers(text) == text
    assert time.process_time() - start < 1.0
