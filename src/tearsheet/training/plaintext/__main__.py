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
from tearsheet.training.plaintext.examples import MarkedText, marked_texts
from tearsheet.training.plaintext.learn import learn


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
    models = learn(texts, halves=options.halves is not None)
    for name, model in models.halves.items():
        write(options.halves / f"{name}.json", model)
    for name, model in models.whole.items():
        write(options.out / f"{name}.json", {"learned_from": learned_from, **model})


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
