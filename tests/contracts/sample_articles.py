"""Articles that several tests of contracts start from."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from tearsheet.article.model import Article

DATA = Path(__file__).parent / "data"

WORDS = [
    "mill",
    "wheel",
    "river",
    "stone",
    "flour",
    "bread",
    "weir",
    "oak",
    "meadow",
    "village",
    "baker",
    "miller",
    "sluice",
    "blade",
    "winter",
    "market",
]


def good(**changes: Any) -> Article:
    """Return the good article with some fields changed."""
    data = json.loads((DATA / "good.json").read_text(encoding="utf-8"))
    return Article.model_validate({**data, **changes})


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def site_article(number: int, seed: int = 0) -> Article:
    """Return one article of a made-up site: four to nine sections, a date from JSON-LD, one of three categories."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311  # no secret
    lead = {"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": sentence(dice, 40)}]}
    sections = [lead] + [
        {
            "heading": sentence(dice, 4)[:-1],
            "level": 1,
            "blocks": [{"type": "paragraph", "text": sentence(dice, dice.randint(20, 80))} for _ in range(3)],
        }
        for _ in range(dice.randint(3, 8))
    ]
    day = f"2024-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}T08:00:00+00:00"
    return Article.model_validate(
        {
            "url": f"https://valley.example/a/{seed}-{number}",
            "title": sentence(dice, dice.randint(5, 9))[:-1],
            "site": "Valley Post",
            "language": "en",
            "date": day,
            "category": dice.choice(["Culture", "Science", "Sport"]),
            "authors": [{"name": "Ada Miller"}],
            "sections": sections,
            "evidence": {
                "title": {"source": "html", "rule": "title.h1"},
                "date": {"source": "json-ld", "rule": "date.jsonld", "raw": day},
            },
        }
    )


def without_headings(article: Article) -> Article:
    """Return the article as it is when its headings turn into plain boxes: their text runs on as paragraphs."""
    blocks: list[Any] = []
    for section in article.sections:
        if section.heading:
            blocks.append({"type": "paragraph", "text": section.heading})
        blocks.extend(block.model_dump() for block in section.blocks)
    data = article.model_dump()
    return Article.model_validate({**data, "sections": [{"heading": None, "level": 0, "blocks": blocks}]})


def without_date(article: Article) -> Article:
    evidence = {**article.evidence, "date": {"reason": "no-candidate"}}
    return Article.model_validate({**article.model_dump(), "date": None, "evidence": evidence})


def with_suffix(article: Article) -> Article:
    return article.model_copy(update={"title": f"{article.title} | {article.site}"})
