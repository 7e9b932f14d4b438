"""Fits the weights of titles and authors: ``python -m tearsheet.training.softmax CORPORA [--field title] [--write]``.

A conditional logit: a page's candidates and "none of them" compete, each with the sum of its signals' weights, and the
probability of the right ones is raised. Checked on each fold of sites with the weights fitted on the others.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tearsheet.body.find import find_body
from tearsheet.errors import ArticleError
from tearsheet.fields import authors, title
from tearsheet.fields.site import site_candidates, site_names
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.choose import choose
from tearsheet.training.confidence_gold import FIELDS, gold_authors, key, words_of
from tearsheet.training.corpora import FOLDS, fold_of, known_url, site_of
from tearsheet.training.old_pages import disguise
from tearsheet.vocab import load

RIDGE = 1.0
"""Weight of the squared weights. Source: tried .3 to 4 on the folds, flat."""
FEWEST = 12
"""Pages that must show a signal before it gets a weight."""
SMALLEST = 0.08
"""Weights nearer 0 are left out."""
DISGUISED = ("fundus", "traf", "wcxb", "source")
"""Corpora whose pages are also used as old ones would be."""
OLD, OLD_WEIGHT = "old", 0.4
SEEN = frozenset(("shown", "h1", "h1-part", "h1-whole", "h2", "h3", "line"))
"""Signals of titles that readers see."""
BY_HAND = frozenset(load("authors")["set_weights"])
"""Signals whose weights are set by hand."""
NONE = "none"
VOCAB = Path(title.__file__).parents[1] / "vocab"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """The candidates of one page."""

    corpus: str
    id: str
    fold: int
    candidates: tuple[tuple[str, frozenset[str]], ...]
    """Value as text and signals of each."""
    right: tuple[bool, ...]

    @property
    def weight(self) -> float:
        """How much the page counts: what was made from another counts less."""
        return OLD_WEIGHT if self.corpus == OLD else 1.0


def read_cases(root: Path, field: str) -> Iterator[Case]:
    """Yield the pages whose gold has the field and that have candidates for it."""
    for corpus in FIELDS[field].corpora:
        for line in filter(None, (root / corpus / "gold.jsonl").read_text(encoding="utf-8").split("\n")):
            gold = json.loads(line)
            if not FIELDS[field].knows(gold):
                continue
            raw = gzip.decompress((root / corpus / "pages" / f"{gold['id']}.html.gz").read_bytes())
            try:
                page = Page.from_tree(read_tree(raw), url=known_url(gold))
            except ArticleError:
                continue
            site = site_of(corpus, gold)
            if field == "authors":
                yield from _case(corpus, gold["id"], site, _authors(page, gold))
                continue
            yield from _case(corpus, gold["id"], site, _titles(page, gold))
            old = (
                disguise(raw, gold["id"], gold["title"], _name_of(page, site))
                if corpus in DISGUISED
                else None
            )
            if old is not None:
                yield from _case(OLD, gold["id"], site, _titles(Page.from_tree(read_tree(old)), gold))


def _name_of(page: Page, site: str) -> str:
    named = next((c.value for c in site_candidates(page) if c.rejected is None), None)
    return named or site.partition(".")[0].capitalize()


def _case(corpus: str, name: str, site: str, found: list[tuple[str, frozenset[str], bool]]) -> Iterator[Case]:
    if found:
        texts, signals, right = zip(*found, strict=True)
        yield Case(corpus, name, fold_of(site), tuple(zip(texts, signals, strict=True)), right)


def _titles(page: Page, gold: dict[str, Any]) -> list[tuple[str, frozenset[str], bool]]:
    """Candidates for the title. Where the gold is shown nowhere, a shown heading with most of its words is right."""
    found = title.signals_of(page, site_names(page))
    want = {key(x) for x in (gold["title"], *(gold.get("title_accept") or ()))}
    right = [key(f.text) in want for f in found]
    if not any(r and not SEEN.isdisjoint(f.signals) for r, f in zip(right, found, strict=True)):
        heads = [f for f in found if {"h1", "shown"} <= f.signals and _overlap(f.text, gold["title"]) >= 0.4]
        if heads:
            right = [f is heads[0] for f in found]
    return [(f.text, frozenset(f.signals), r) for f, r in zip(found, right, strict=True)]


def _overlap(a: str, b: str) -> float:
    first, second = words_of(a), words_of(b)
    return len(first & second) / max(1, len(first | second))


def _authors(page: Page, gold: dict[str, Any]) -> list[tuple[str, frozenset[str], bool]]:
    headline = choose(page, title.title_candidates(page))[0]
    selection = find_body(page, headline)
    found = authors.signals_of(page, selection, site_names(page))
    names = gold_authors(gold)
    want = {key(name) for name in names}
    joined = len(want) == 1 and "authors" not in gold
    result = []
    for f in found:
        have = {key(a.name) for a in f.value}
        right = have == want or (
            joined
            and sum(map(len, have)) * 10 >= len(key(names[0])) * 7
            and all(k in key(names[0]) for k in have)
        )
        result.append((", ".join(a.name for a in f.value), frozenset(f.signals), right))
    return result


class Model:
    """Weights by signal."""

    def __init__(self, cases: list[Case]) -> None:
        counts: Counter[str] = Counter(
            s for case in cases for s in {s for _, signals in case.candidates for s in signals}
        )
        self.names = [NONE, *sorted(n for n, count in counts.items() if count >= FEWEST and n not in BY_HAND)]
        self.weights = self._fit(cases)

    def _rows(self, cases: list[Case]) -> tuple[csr_matrix, NDArray[np.int64], NDArray[np.bool_]]:
        place = {name: i for i, name in enumerate(self.names)}
        columns: list[int] = []
        ends = [0]
        starts: list[int] = []
        right: list[bool] = []
        for case in cases:
            starts.append(len(right))
            for (_, signals), is_right in zip(case.candidates, case.right, strict=True):
                columns += [place[s] for s in sorted(signals) if s in place]
                ends.append(len(columns))
                right.append(is_right)
            columns.append(0)
            ends.append(len(columns))
            right.append(not any(case.right))
        table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(right), len(self.names)))
        return table, np.array(starts), np.array(right)

    def _fit(self, cases: list[Case]) -> Floats:
        table, starts, right = self._rows(cases)
        sizes = np.diff(np.append(starts, len(right)))
        counts = np.array([case.weight for case in cases])

        def loss(weights: Floats) -> tuple[float, Floats]:
            odds = np.exp(np.clip(table @ weights, -40, 40))
            total = np.add.reduceat(odds, starts)
            good = np.add.reduceat(odds * right, starts)
            gap = odds / np.repeat(total, sizes) - odds * right / np.repeat(good, sizes)
            slope = table.T @ (gap * np.repeat(counts, sizes))
            value = float(counts @ (np.log(total) - np.log(good)) + RIDGE / 2 * (weights @ weights))
            return value, np.asarray(slope + RIDGE * weights)

        return np.asarray(minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B").x)

    def score(self, case: Case) -> tuple[int, float]:
        """Return the index of the best candidate and its probability."""
        table, _, _ = self._rows([case])
        odds = np.exp(table @ self.weights)
        best = int(np.argmax(odds[:-1]))
        return best, float(odds[best] / odds.sum())

    def as_data(self) -> dict[str, float]:
        """Return the weights as the vocabulary holds them."""
        pairs = zip(self.names, self.weights, strict=True)
        return {name: round(float(w), 2) for name, w in sorted(pairs) if abs(w) >= SMALLEST}


def report(field: str, cases: list[Case], worst: int) -> None:
    """Print how often the best candidate is right on folds left out, by corpus, with the worst pages."""
    tried: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    have: Counter[str] = Counter()
    wrong: list[str] = []
    for fold in range(FOLDS):
        model = Model([c for c in cases if c.fold != fold])
        for case in (c for c in cases if c.fold == fold):
            best, probability = model.score(case)
            tried[case.corpus] += 1
            hits[case.corpus] += case.right[best]
            have[case.corpus] += any(case.right)
            if not case.right[best] and any(case.right):
                want = case.candidates[case.right.index(True)][0]
                got = case.candidates[best][0]
                wrong.append(f"{case.corpus} {case.id} {probability:.2f} got {got!r} want {want!r}")
    for corpus, count in tried.items():
        print(f"{field} {corpus}: {hits[corpus]} of {count}, among the candidates {have[corpus]}")
    print("\n".join(wrong[:worst]))


def main() -> None:
    """Fit, report and perhaps write the weights of the fields asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--field", action="append", choices=("title", "authors"))
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for field in options.field or ("title", "authors"):
        cases = list(read_cases(options.corpora, field))
        report(field, cases, options.worst)
        if options.write:
            path = VOCAB / f"{field}.json"
            data = json.loads(path.read_text(encoding="utf-8"))
            data["weights"] = Model(cases).as_data()
            path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
