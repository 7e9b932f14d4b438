"""``python -m tearsheet.training.plaintext CORPORA TEXTS…``: learn the roles of lines and the worth of their values."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import tearsheet.plaintext
from tearsheet.plaintext.roles import FILE as ROLES_FILE
from tearsheet.plaintext.stated import FILE as VALUES_FILE
from tearsheet.training.plaintext.learn import learn_roles, learn_values, marked_texts


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tearsheet.training.plaintext", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with a folder each corpus of pages")
    parser.add_argument("texts", type=Path, nargs="+", help="folders of texts made from those pages")
    parser.add_argument("--out", type=Path, default=Path(tearsheet.plaintext.__path__[0]))
    options = parser.parse_args()
    texts = marked_texts(options.texts, options.corpora)
    sys.stderr.write(f"{len(texts)} texts of {len({t.text.site for t in texts})} sites\n")
    halves = [learn_roles([t for t in texts if t.half != half]) for half in (0, 1)]
    write(options.out / f"{VALUES_FILE}.json", learn_values(texts, halves))
    write(options.out / f"{ROLES_FILE}.json", learn_roles(texts))


def write(path: Path, data: dict[str, Any]) -> None:
    """Write ``data`` the same way each time, and say how large it is."""
    text = json.dumps(data, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{path.name}: {len(text)} bytes\n")


if __name__ == "__main__":
    main()
