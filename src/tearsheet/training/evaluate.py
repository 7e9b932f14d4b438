"""Figures of held-out predictions, by the measures and the report of the corpora's own ``score.py`` and ``run.py``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tearsheet.article.model import Article
from tearsheet.body.find import select_body
from tearsheet.body.refusal import refusal
from tearsheet.body.score.codes import COMMENTS, HIDDEN
from tearsheet.body.score.score import Scores
from tearsheet.structure.declared import declared_body
from tearsheet.structure.drafts import sections_of
from tearsheet.structure.sections import build_sections
from tearsheet.training.corpora import Record
from tearsheet.training.fit import Held

SHOWN = {
    "wcxb": ("word", "word/", "heads", "kind", "is_article"),
    "aeb": ("word", "shingle"),
    "traf": ("snippet",),
    "fundus": ("structure", "heads", "word"),
    "reader": ("word",),
    "dragnet": ("word",),
    "source": ("structure", "heads", "word", "code"),
    "zhnews": ("word",),
}
"""Measures (or prefixes of them) of the body, by corpus."""


def load_module(root: Path, name: str) -> ModuleType:
    """Return a module of the corpora's folder."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    spec = importlib.util.spec_from_file_location(name, root / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(records: Sequence[Record], held: Held, run: ModuleType) -> list[dict[str, Any]]:
    """Return what the library would answer with the held-out probabilities, as the corpora's report reads it."""
    found: list[dict[str, Any]] = []
    for record, kinds, probabilities in zip(records, held.kinds, held.probabilities, strict=True):
        if record.features is None:
            found.append({"id": record.id, "error": "no-text"})
            continue
        known = record.features
        found_apart = (known.headline, known.levels(), known.flagged(COMMENTS), known.flagged(HIDDEN))
        selection = select_body(record.page, Scores(*found_apart, kinds.tolist(), probabilities.tolist()))
        declared = declared_body(record.page, selection)
        sections = (
            declared.value
            if declared
            else build_sections(record.page, selection.kept, headline=selection.headline, title=record.title)
        )
        reason = None if declared else refusal(record.page, selection, record.title)
        if reason or not sections:
            found.append({"id": record.id, "error": reason or "no-text"})
            continue
        article = Article(kind=selection.kind, title=record.title, sections=sections_of(sections))
        found.append({"id": record.id, "error": None, **run.prediction(article)})
    return found


def report(root: Path, records: Sequence[Record], held: Held, worst: int | None) -> list[str]:
    """Return lines with the figures of each corpus, and those of outlines where pages have one."""
    score = load_module(root, "score")
    run = load_module(root, "run")
    found = predictions(records, held, run)
    lines = []
    for corpus, shown in SHOWN.items():
        pairs = [(r.gold, p) for r, p in zip(records, found, strict=True) if r.corpus == corpus]
        preds = {p["id"]: p for _, p in pairs}
        figures = score.score([g for g, _ in pairs], preds, worst)
        lines += _lines(corpus, figures, shown)
        if corpus == "wcxb":
            outlines = score.load(root / "anatomy" / "gold.jsonl")
            outlines = [{k: g[k] for k in ("id", "outline")} for g in outlines]
            lines += _lines("anatomy", score.score(outlines, preds, worst), ("heads", "level"))
    return lines


def _lines(corpus: str, figures: dict[str, Any], shown: Sequence[str]) -> list[str]:
    return [
        f"{corpus:8} {name:18} " + "  ".join(f"{k}={v}" for k, v in row.items())
        for name, row in figures.items()
        if name in shown or ("word/" in shown and name.startswith("word/"))
    ]
