"""A good article is broken in many ways, as templates and extractors break them: each is caught by the rule meant
for it, and by no other."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tearsheet.article.model import Article
from tearsheet.contracts import Checker, load
from tearsheet.contracts.registry import BUILTIN

DATA = Path(__file__).parent / "data"
GOOD = json.loads((DATA / "good.json").read_text(encoding="utf-8"))
NOW = dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC)
CONTRACT = load(DATA / "strict.toml")

Mutation = Callable[[dict[str, Any]], None]


def put(path: str, value: Any) -> Mutation:
    """Return a mutation that sets the value at a path such as ``sections.1.heading``."""

    def mutate(article: dict[str, Any]) -> None:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        holder: Any = article
        for part in parents:
            holder = holder[part]
        holder[last] = value

    return mutate


def headings_become_paragraphs(article: dict[str, Any]) -> None:
    blocks: list[Any] = []
    for section in article["sections"]:
        if section["heading"]:
            blocks.append({"type": "paragraph", "text": section["heading"]})
        blocks.extend(section["blocks"])
    article["sections"] = [{"heading": None, "level": 0, "blocks": blocks}]


def only_lead_is_left(article: dict[str, Any]) -> None:
    article["sections"][1]["blocks"] = [{"type": "paragraph", "text": "x " * 11 + "x."}]
    article["sections"][2]["blocks"] = [{"type": "paragraph", "text": "y " * 11 + "y."}]
    article["sections"][3]["blocks"] = [{"type": "paragraph", "text": "z " * 11 + "z."}]
    long = article["sections"][0]["blocks"][0]
    article["sections"][0]["blocks"] += [
        {**long, "text": f"{n} {long['text']}", "marks": []} for n in range(14)
    ]


def append(section: int, block: dict[str, Any]) -> Mutation:
    return lambda article: article["sections"][section]["blocks"].append(block)


def insert(section: int, text: str, type: str = "paragraph") -> Mutation:  # noqa: A002  # the model's own word
    return lambda article: article["sections"][section]["blocks"].insert(0, {"type": type, "text": text})


def add_section(heading: str, level: int = 1, parent: int | None = None, *texts: str) -> Mutation:
    blocks = [{"type": "paragraph", "text": text} for text in texts]
    section = {"heading": heading, "level": level, "parent": parent, "blocks": blocks}
    return lambda article: article["sections"].insert(3, section)


def deepen(article: dict[str, Any]) -> None:
    article["sections"][3]["level"] = 3
    article["sections"].append({**article["sections"][3], "heading": "Deeper", "level": 4, "blocks": []})
    article["sections"][4]["blocks"] = [{"type": "paragraph", "text": SENTENCE}]


def link_all(article: dict[str, Any]) -> None:
    for section in article["sections"]:
        for block in section["blocks"]:
            if "text" in block:
                end = len(block["text"])
                block["marks"] = [{"type": "link", "start": 0, "end": end, "href": "https://a.example/"}]


def copy_section(article: dict[str, Any]) -> None:
    article["sections"].append({**article["sections"][3], "heading": "What the baker says now"})


def shorten(article: dict[str, Any]) -> None:
    article["sections"] = [
        {**section, "blocks": [{"type": "paragraph", "text": f"Word {index}" + " word" * 15 + "."}]}
        for index, section in enumerate(article["sections"])
    ]


def unlabelled(article: dict[str, Any]) -> None:
    article["key_points"][2] = {**article["key_points"][2], "label": None}


SENTENCE = "The volunteers meet each week in the hall behind the mill and talk about the river."

MUTATIONS: list[tuple[str, Mutation, set[str]]] = [
    ("date removed", put("date", None), {"field.required"}),
    ("authors removed", put("authors", []), {"field.required"}),
    ("image is a script", put("image", "https://www.valleypost.example/pixel.php"), {"field.pattern"}),
    ("title cut", put("title", "The mill"), {"title.length"}),
    ("title suffixed", put("title", GOOD["title"] + " | Valley Post"), {"title.no-site-name"}),
    ("title prefixed", put("title", "Valley Post – " + GOOD["title"]), {"title.no-site-name"}),
    ("title shouted", put("title", GOOD["title"].upper()), {"title.not-all-caps"}),
    ("error page's title", put("title", "500 Internal Server Error"), {"title.not-generic"}),
    ("title again in body", insert(0, GOOD["title"]), {"title.not-in-body"}),
    ("summary is the title", put("summary", GOOD["title"]), {"summary.not-title"}),
    ("date zero", put("date", "1970-01-01T00:00:00Z"), {"date.window", "date.max-age"}),
    ("date is an old one", put("date", "2022-05-01T08:00:00Z"), {"date.max-age"}),
    ("modified next year", put("date_modified", "2025-05-02"), {"date.not-future"}),
    ("dates exchanged", put("date_modified", "2024-04-30"), {"date.modified-order"}),
    ("time lost", put("date", "2024-05-01"), {"date.precision"}),
    ("zone lost", put("date", "2024-05-01T08:30:00"), {"date.precision"}),
    ("staff as authors", put("authors", [{"name": n} for n in ("Ann", "Bo", "Cy", "Di", "Ed")]), {"authors.count"}),
    ("byline with handle", put("authors.0.name", "Ada Miller @adam"), {"authors.name-shape"}),
    ("category from the menu", put("category", "Log in"), {"category.in-set"}),
    ("breadcrumbs are the menu", put("breadcrumbs", list("abcdef")), {"breadcrumbs.length"}),
    ("tags are the cloud", put("tags", [str(n) for n in range(60)]), {"tags.count"}),
    ("page is a listing", put("kind", "listing"), {"kind.in-set"}),
    ("language changed", put("language", "de"), {"language.in-set"}),
    ("language wrong", put("language", "ru"), {"language.matches-script"}),
    ("views absurd", put("view_count", 99_000_000), {"views.range"}),
    ("views fell", put("view_count", 307), {"views.not-falling"}),
    ("canonical on staging", put("canonical_url", "https://staging.test/x"), {"url.canonical-host"}),
    (
        "headings became paragraphs",
        headings_become_paragraphs,
        {"sections.count", "sections.depth", "headings.required", "lead.share"},
    ),
    ("only lead is left", only_lead_is_left, {"lead.share"}),
    ("levels too deep", deepen, {"sections.depth"}),
    ("a section too short", add_section("Photo", 1, None, "Credit: the author."), {"sections.words"}),
    ("a section empty", add_section("Watch the video"), {"sections.words", "sections.not-empty"}),
    ("a section twice", copy_section, {"sections.not-repeated"}),
    ("a needed heading gone", put("sections.1.heading", "The wheel"), {"headings.required"}),
    ("a level skipped", put("sections.2.level", 3), {"headings.level-gaps"}),
    ("a paragraph as heading", put("sections.3.heading", " ".join([SENTENCE] * 2)), {"headings.length"}),
    ("a heading twice", put("sections.3.heading", "How the wheel was rebuilt"), {"headings.unique"}),
    ("a heading of stars", put("sections.3.heading", "* * *"), {"headings.has-text"}),
    ("lead cut", put("sections.0.blocks", [{"type": "paragraph", "text": "For forty years."}]), {"lead.words"}),
    ("body of a teaser", shorten, {"body.words"}),
    ("cookie line", insert(1, "We use cookies to make this site better."), {"body.boilerplate"}),
    ("read more line", append(1, {"type": "paragraph", "text": "Read more: The river in spring »"}), {"body.boilerplate"}),
    ("advertisement line", insert(2, "Advertisement"), {"body.boilerplate"}),
    ("broken off", put("sections.3.blocks.1.text", "The bakery by the church sells two loaves made of"), {"body.complete"}),
    ("trails off", put("sections.3.blocks.1.text", "The bakery by the church sells two loaves made of it. They are gone by nine in…"), {"body.complete"}),
    ("half of it behind a paywall", put("access", "teaser"), {"body.whole"}),
    ("paragraphs joined", insert(1, " ".join([SENTENCE] * 16)), {"body.paragraph-length"}),
    ("a paragraph twice", append(2, GOOD["sections"][0]["blocks"][0]), {"body.not-repeated"}),
    ("all is links", link_all, {"body.link-share"}),
    ("wrong encoding", put("sections.3.blocks.0.text", "The flour is coarser than what I buy in the cafÃ© by the church, and lasts."), {"text.mojibake"}),
    ("characters lost", put("subtitle", "A village buys its oldest b\ufffdilding back"), {"text.mojibake"}),
    ("entities left", put("subtitle", "A village buys its mill &amp; its river back"), {"text.no-markup"}),
    ("tags left", put("summary", "Volunteers have <b>rebuilt</b> the wheel."), {"text.no-markup"}),
    ("zero-width space", put("summary", "Volunteers have rebuilt\u200b the wheel."), {"text.no-invisible"}),
    ("quotation cut", put("sections.1.blocks.0.text", "Nine volunteers cut the blades from oaks. It took, as one of them says, “more coffee than timber."), {"text.quotes-balanced"}),
    ("sentences glued", insert(1, "The wheel turns.Nobody knew it would.Nobody but the miller, who slept on."), {"text.not-glued"}),
    ("table torn", put("sections.2.blocks.1.rows", [["Wheel"], ["Stones", "3,500"]]), {"tables.shape"}),
    ("table's header lost", put("sections.2.blocks.1.header", []), {"tables.shape"}),
    ("list of one", append(2, {"type": "list", "items": [{"text": "Tickets at the door, two euros"}]}), {"lists.items"}),
    ("an item empty", append(2, {"type": "list", "items": [{"text": "Tickets at the door"}, {"text": ""}]}), {"lists.items"}),
    ("pixel as figure", append(1, {"type": "figure", "src": "https://t.example/1.gif"}), {"figures.described"}),
    ("key points gone", put("key_points", []), {"key-points.count"}),
    ("a point cut", put("key_points.1.text", "old"), {"key-points.words"}),
    ("a label lost", unlabelled, {"key-points.labelled"}),
    ("points of another box", put("key_points.0.group", "Most read"), {"key-points.grouped"}),
    ("point copies paragraph", put("key_points.0.text", GOOD["sections"][2]["blocks"][0]["text"]), {"key-points.not-paragraph"}),
    ("a point twice", lambda article: article["key_points"].append(article["key_points"][0]), {"key-points.unique"}),
    ("date from running text", put("evidence.date.source", "text"), {"evidence.source"}),
    ("title uncertain", put("evidence.title.score", 0.2), {"evidence.score"}),
    ("views without proof", put("evidence.view_count", {"reason": "no-candidate"}), {"evidence.present"}),
    ("link left relative", put("sections.0.blocks.0.marks.0.href", "/mill"), {"house.links-are-absolute"}),
]  # fmt: skip


def found_in(article: dict[str, Any]) -> set[str]:
    checker = Checker(CONTRACT, now=NOW, has_previous=True)
    return {finding.rule for finding in checker.check(Article.model_validate(article), previous_views=3000)}


def test_contract_uses_every_rule() -> None:
    assert set(CONTRACT.rules) == {rule.id for rule in BUILTIN}


def test_good_article_has_no_finding() -> None:
    assert found_in(GOOD) == set()


@pytest.mark.parametrize(("mutate", "expected"), [pytest.param(m, e, id=name) for name, m, e in MUTATIONS])
def test_mutation_is_caught_by_its_rule_alone(mutate: Mutation, expected: set[str]) -> None:
    article = json.loads(json.dumps(GOOD))
    mutate(article)
    assert article != GOOD
    assert expected
    assert found_in(article) == expected


def test_text_after_a_box_makes_no_gap_of_levels() -> None:
    article = json.loads(json.dumps(GOOD))
    levels = [section["level"] for section in article["sections"]]
    assert levels[1:3] == [1, 2]
    rest = {"heading": None, "level": 0, "parent": None, "blocks": [{"type": "paragraph", "text": SENTENCE}]}
    article["sections"].insert(2, rest)
    assert "headings.level-gaps" not in found_in(article)


def test_every_rule_but_over_runs_catches_some_mutation() -> None:
    caught = set().union(*(expected for _, _, expected in MUTATIONS))
    assert {rule.id for rule in BUILTIN} - caught == {rule.id for rule in BUILTIN if rule.over_run}
