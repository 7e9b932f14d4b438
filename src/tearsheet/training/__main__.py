"""``python -m tearsheet.training CORPORA``: learn the scorer's weights from a folder of corpora."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

import tearsheet.body.score
from tearsheet.body.score.weights import FILE, write_weights
from tearsheet.training.corpora import read_records
from tearsheet.training.evaluate import report
from tearsheet.training.fit import train


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tearsheet.training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with a folder each corpus, score.py and run.py")
    parser.add_argument("--out", type=Path, default=Path(tearsheet.body.score.__path__[0]) / FILE)
    parser.add_argument("--check", action="store_true", help="also report figures held out by site")
    parser.add_argument("--worst", type=int, help="with --check: name that many of the worst pages")
    options = parser.parse_args()
    begun = time.monotonic()

    def log(message: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begun:6.0f} s  {message}\n")
        sys.stderr.flush()

    records = list(read_records(options.corpora))
    log(f"{len(records)} pages of {len({r.site for r in records})} sites read")
    weights, held = train(records, log, check=options.check)
    data = write_weights(weights)
    options.out.write_bytes(data)
    log(f"{options.out}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")
    if held is not None:
        sys.stdout.write("\n".join(report(options.corpora, records, held, options.worst)) + "\n")


if __name__ == "__main__":
    main()
