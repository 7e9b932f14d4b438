"""The learned weights, read on first use from the data file next to this module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from tearsheet.body.score.kind_rows import KindWords
from tearsheet.body.score.kinds import CLASS, KINDS
from tearsheet.body.score.lexicon import Lexicon
from tearsheet.native.forest import Forest, ForestEvaluator
from tearsheet.native.model_file import ModelFile, read_model, write_model
from tearsheet.native.numbers import Numbers

FORESTS = ("kind_prior", "first_pass", "kinds", "second_pass")
"""Names of the forests in a weights file."""
FILE = "weights.model"
"""Name of the data file, made by ``python -m tearsheet.training fit``."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The learned weights of the scorer."""

    tokens: Mapping[str, float]
    """Weights of words in classes and ids, as evidence for the body (positive) or against it (negative)."""
    kind_words: KindWords
    """Weights of words, prefixed with their source, for each kind of page."""
    forests: Mapping[str, Forest]
    """The forests by name; see `FORESTS`."""

    @property
    def class_places(self) -> dict[str, int]:
        """The index in `kind_words` of each word that is searched for in classes and ids."""
        places = self.kind_words.places.items()
        return {word.removeprefix(CLASS): place for word, place in places if word.startswith(CLASS)}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lookup table for words in classes and ids."""
        return Lexicon(self.tokens, self.class_places)

    @cached_property
    def kind_prior(self) -> ForestEvaluator:
        """Scores the kinds of a page before its blocks are scored."""
        return ForestEvaluator(self.forests["kind_prior"])

    @cached_property
    def first_pass(self) -> ForestEvaluator:
        """Scores a block in the first pass."""
        return ForestEvaluator(self.forests["first_pass"])

    @cached_property
    def kinds(self) -> ForestEvaluator:
        """Scores the kinds of a page, given the first-pass probabilities of its blocks."""
        return ForestEvaluator(self.forests["kinds"])

    @cached_property
    def second_pass(self) -> ForestEvaluator:
        """Scores a block in the second pass, given the first-pass probabilities of all blocks."""
        return ForestEvaluator(self.forests["second_pass"])


@cache
def load_weights() -> Weights:
    """Return the weights that the package contains; they are read once."""
    return read_weights((files("tearsheet.body.score") / FILE).read_bytes())


def read_weights(data: bytes) -> Weights:
    """Return the weights in ``data``, the bytes of a weights file."""
    model = read_model(data)
    tokens = dict(zip(model.meta["tokens"], model.arrays["token_scores"], strict=True))
    words: Sequence[str] = model.meta["kind_words"]
    known = KindWords(words, model.arrays["kind_sources"], model.arrays["kind_scores"])
    return Weights(tokens, known, {name: model.forest(name) for name in FORESTS})


def write_weights(weights: Weights) -> bytes:
    """Return the bytes of a weights file; deterministic."""
    tokens = sorted(weights.tokens)
    known = weights.kind_words
    model = ModelFile(
        {"tokens": tokens, "kind_words": list(known.words), "kinds": list(KINDS)},
        {
            "token_scores": Numbers("d", [weights.tokens[token] for token in tokens]),
            "kind_sources": known.sources,
            "kind_scores": known.scores,
        },
    )
    for name in FORESTS:
        model.add_forest(name, weights.forests[name])
    return write_model(model)
