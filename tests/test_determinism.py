"""The same page gives the same bytes in every process, whatever order its sets have there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
PROGRAM = """
import hashlib, sys
from pathlib import Path
import tearsheet
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix == ".html":
        try:
            text = tearsheet.parse(path).model_dump_json()
        except tearsheet.ArticleError as error:
            text = repr(error)
        print(path.name, hashlib.sha256(text.encode()).hexdigest())
"""


def digests(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PROGRAM, str(FIXTURES)]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def test_articles_do_not_depend_on_the_order_of_sets() -> None:
    first = digests("1")
    assert len(first) > 10
    for seed in ("2", "3"):
        assert digests(seed) == first
