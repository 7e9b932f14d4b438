from __future__ import annotations

from typing import Any

from optional import need

from tearsheet.page import Page
from tearsheet.page.read import read_tree

need("numpy")  # comes with the extra for training

from tearsheet.training.corpora import Record  # noqa: E402  # imports numpy
from tearsheet.training.targets import set_targets  # noqa: E402

FIRST = "The mill wheel was taken down in March, and the carpenter found that every second paddle had rotted."
SECOND = "By May the wheel was back in its place, and the first flour was ground on the day of the fair."
PAGE = f"""<body><h1>The mill wheel</h1><p>By Ada Miller</p><p>{FIRST}</p><h2>Back in place</h2><p>{SECOND}</p>
<p>Write to us about your own mill and its wheel, and we will print the best of the letters.</p></body>"""
TITLE, BYLINE, OPENING, HEADING, CLOSING, LETTERS = range(6)


def labelled(corpus: str, **gold: Any) -> Record:
    record = Record(corpus, "1", {"id": "1", **gold}, Page.from_tree(read_tree(PAGE.encode())), None, 0, "a")
    set_targets(record)
    return record


def test_headline_and_byline_of_a_gold_text_are_not_labelled() -> None:
    text = f"The mill wheel\nBy Ada Miller\n{FIRST}\n{SECOND}"
    record = labelled("aeb", text=text, title_in_body=True)
    assert not record.weight[[TITLE, BYLINE]].any()
    assert record.target[[OPENING, CLOSING]].all()
    assert record.weight[[OPENING, CLOSING, LETTERS]].all()
    assert labelled("aeb", text=text).weight[[TITLE, BYLINE]].all()


def test_headings_that_gold_omits_are_labelled_only_where_it_holds_all_others() -> None:
    text = f"{FIRST}\n{SECOND}"
    assert labelled("dragnet", text=text).weight[HEADING] == 0
    assert labelled("aeb", text=text).weight[HEADING] > 0


def test_a_page_of_a_corpus_with_one_kind_of_page_weighs_less() -> None:
    text = f"{FIRST}\nBack in place\n{SECOND}"
    assert labelled("source", text=text).weight.sum() < labelled("aeb", text=text).weight.sum()
