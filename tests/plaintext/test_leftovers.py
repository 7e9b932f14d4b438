from __future__ import annotations

import pytest

from tearsheet.plaintext.leftovers import without_leftovers

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
]


@pytest.mark.parametrize("text", KEPT)
def test_what_belongs_to_a_text_is_kept(text: str) -> None:
    assert without_leftovers(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "> a\n>b\n> \n> c\r\n> d",
        '"one\\n\\u00e9two \\u2019 \\"three\\" \\ud83d\\ude00 \\"',
        "It&#39;s&nbsp;&#128512;x&hellip;y&notareference;z&#39;s&#39;s" * 3,
        "a<br>b<BR/>c<br   />d<p>e</p><p>f</p><p>g</p>",
        "~~~\n\n~~~",
        "1\n2 a\n3\n4\n5\n6\n7\n8\n9",
    ],
)
def test_the_length_stays(text: str) -> None:
    assert len(without_leftovers(text)) == len(text)
