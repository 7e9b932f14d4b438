"""``python -m tearsheet.training.plaintext CORPORA TEXTS…``: learn the roles of lines and the worth of their values."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tearsheet.plaintext
from tearsheet.plaintext.levels import FILE as LEVELS_FILE
from tearsheet.plaintext.roles import FILE as ROLES_FILE
from tearsheet.plaintext.stated import FILE as VALUES_FILE
from tearsheet.training.plaintext.learn import (
    MarkedText,
    learn_levels,
    learn_roles,
    learn_values,
    marked_texts,
    value_examples,
)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tearsheet.training.plaintext", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with a folder each corpus of pages")
    parser.add_argument("texts", type=Path, nargs="+", help="folders of texts made from those pages")
    parser.add_argument("--out", type=Path, default=Path(tearsheet.plaintext.__path__[0]))
    parser.add_argument(
        "--halves", type=Path, help="also write here the models that saw one half of the sites each"
    )
    options = parser.parse_args()
    texts = marked_texts(options.texts, options.corpora)
    learned_from = summary(texts)
    sys.stderr.write(f"{json.dumps(learned_from)}\n")
    halves = [learn_roles([t for t in texts if t.half != half]) for half in (0, 1)]
    examples = list(value_examples(texts, halves))
    values = learn_values(examples)
    for half, roles in enumerate(halves if options.halves else ()):
        write(options.halves / f"roles_h{half}.json", roles)
        write(
            options.halves / f"values_h{half}.json",
            learn_values([e for e in examples if e.text.half != half]),
        )
        write(options.halves / f"levels_h{half}.json", learn_levels([t for t in texts if t.half != half]))
    write(options.out / f"{VALUES_FILE}.json", {"learned_from": learned_from, **values})
    write(options.out / f"{LEVELS_FILE}.json", {"learned_from": learned_from, **learn_levels(texts)})
    write(options.out / f"{ROLES_FILE}.json", {"learned_from": learned_from, **learn_roles(texts)})


def summary(texts: Sequence[MarkedText]) -> dict[str, Any]:
    """Return what the models are learned from: how many texts of each form, of how many sites, from which LightGBM."""
    return {
        "lightgbm": version("lightgbm"),
        "sites": len({text.text.site for text in texts}),
        "corpora": dict(sorted(Counter(text.text.id.split("_", 1)[0] for text in texts).items())),
        "forms": dict(sorted(Counter(text.text.form for text in texts).items())),
    }


def write(path: Path, data: dict[str, Any]) -> None:
    """Write ``data`` the same way each time, and say how large it is."""
    text = json.dumps(data, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{path.name}: {len(text)} bytes\n")


if __name__ == "__main__":
    main()
