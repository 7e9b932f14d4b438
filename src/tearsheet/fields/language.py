"""The language: the one that the page declares, checked against its text, or else that of the text."""

from __future__ import annotations

from collections.abc import Iterator

from tearsheet import ranking
from tearsheet.article.model import Source
from tearsheet.page import Page
from tearsheet.parsing.language import parse_language
from tearsheet.parsing.language_guess import KNOWN, Guess, guess_language, is_other
from tearsheet.ranking.candidates import Candidate, SourceRef

_META_RULES: tuple[tuple[str, Source, str], ...] = (
    ("og:locale", "opengraph", "language.og"),
    ("inlanguage", "microdata", "language.itemprop"),
    ("dc.language", "meta", "language.dc"),
    ("dcterms.language", "meta", "language.dc"),
    ("language", "meta", "language.meta"),
    ("content-language", "meta", "language.http-equiv"),
)
"""Meta keys that declare the language, best first. Source: Open Graph, schema.org, Dublin Core, HTML."""


SAMPLE = 900
"""Characters of running text from which the language is guessed. Source: reasoning, about 150 words."""
LONG = 60
"""Fewest characters of a line of running text. Source: reasoning."""


def language_candidates(page: Page) -> tuple[Candidate[str], ...]:
    """Return candidates for the language of the page, best first; empty if it declares none and its text is too short.

    The ``lang`` of the root or body comes before metadata; the language of the text comes last. Rejected: tags that are
    not well-formed BCP 47 (``not-a-tag``), and languages other than that of the text (``not-of-text``).
    """
    found = [*_from_html(page), *_from_jsonld(page), *_from_meta(page)]
    tags = [parse_language(raw) for raw, *_ in found]
    guess = guess_language(_sample(page))
    candidates = [
        Candidate(tag or raw, raw, source, rule, place, _refusal(tag, guess))
        for tag, (raw, source, rule, place) in zip(tags, found, strict=True)
    ]
    if guess is not None:
        source: Source = "text" if page.is_text else "html"
        candidates.append(Candidate(guess.language, guess.language, source, "language.text", SourceRef()))
    signals = {"text-agrees": 1.0} if guess is not None else {"text-silent": 1.0}
    for at, best in enumerate(candidates):
        if best.rejected is None:
            candidates[at] = best._replace(score=ranking.confidence("language", best.rule, signals))
            break
    return tuple(candidates)


def _refusal(tag: str | None, guess: Guess | None) -> str | None:
    if tag is None:
        return "not-a-tag"
    declared = tag.partition("-")[0].lower()
    if guess is None or declared not in KNOWN:
        return None
    return "not-of-text" if is_other(declared, guess) else None


def _sample(page: Page) -> str:
    """Return a sample of the page's running text: long lines that are not links."""
    parts: list[str] = []
    size = 0
    for block in page.blocks:
        if len(block.text) >= LONG and block.link_chars * 2 < len(block.text) and block.kind != "code":
            parts.append(block.text[:SAMPLE])
            size += len(block.text)
            if size > 2 * SAMPLE:
                break
    text = "\n".join(parts)
    return text[-SAMPLE:] if size > SAMPLE else text


def _from_html(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    nodes = page.nodes
    for node in (0, *nodes.children(0)) if nodes.tags else ():
        if nodes.tags[node] in ("html", "body"):
            for name in ("lang", "xml:lang"):
                raw = nodes.attrs[node].get(name)
                if raw and raw.strip():
                    yield raw, "html", f"language.{nodes.tags[node]}", SourceRef(node, name)


def _from_jsonld(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    entity = page.main_entity
    raw = entity.data.get("inLanguage") if entity is not None else None
    if entity is not None and isinstance(raw, str) and raw.strip():
        yield (
            raw,
            "json-ld",
            "language.json-ld",
            SourceRef(entity.node, pointer=f"{entity.pointer}/inLanguage"),
        )


def _from_meta(page: Page) -> Iterator[tuple[str, Source, str, SourceRef]]:
    for key, source, rule in _META_RULES:
        for meta in page.metas_of(key):
            yield meta.content, source, rule, SourceRef(meta.node, "content")
