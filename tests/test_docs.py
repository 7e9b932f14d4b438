"""Every snippet in README and docs runs and gives what it shows.

- ``pycon`` blocks are doctests; those of one page share their names, in order.
- ``python`` blocks are run, in the same namespace.
- ``console`` blocks: each line after ``$ `` is run by the shell; the lines below it, if any, are its output, where
  ``...`` matches anything. Commands that need what a test does not have (an install, a cluster) are in ``sh`` blocks,
  Python that does in ``py`` blocks; what they call is tested in ``tests/clusters`` and ``tests/integrations``.

All run in a folder that holds a copy of ``fixtures/``.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Snippet(NamedTuple):
    language: str
    text: str
    line: int


def snippets(page: Path) -> list[Snippet]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        indent = len(match[1])
        lines = [line[indent:] for line in match[3].splitlines(keepends=True)]
        found.append(Snippet(match[2], "".join(lines), text.count("\n", 0, match.start()) + 1))
    return [s for s in found if s.language in {"pycon", "python", "console"}]


def run_doctest(snippet: Snippet, names: dict[str, object], page: Path) -> None:
    parsed = doctest.DocTestParser().get_doctest(snippet.text, names, page.name, str(page), snippet.line)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    runner.run(parsed, out=report.append, clear_globs=False)
    names.update(parsed.globs)
    assert runner.failures == 0, "".join(report)


def run_console(snippet: Snippet, folder: Path) -> None:
    environment = dict(os.environ, COLUMNS="100", NO_COLOR="1", TERM="dumb")
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for part in re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        done = subprocess.run(  # noqa: S602  # the commands are our own docs
            command,
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=100,
        )
        assert done.returncode in (0, 1), f"$ {command}\n{done.stdout}{done.stderr}"
        if expected.strip():
            matches = doctest.OutputChecker().check_output(expected, done.stdout + done.stderr, FLAGS)
            assert matches, f"$ {command}\n--- shown\n{expected}\n--- got\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_snippets(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for snippet in snippets(page):
        if snippet.language == "pycon":
            run_doctest(snippet, names, page)
        elif snippet.language == "python":
            exec(compile(snippet.text, f"{page}:{snippet.line}", "exec"), names)  # noqa: S102  # our own docs
        else:
            run_console(snippet, tmp_path)


def leads_nowhere(page: Path, target: str) -> bool:
    return "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    ]
    assert links
    assert [f"{p.relative_to(ROOT)} -> {t}" for p, t in links if leads_nowhere(p, t)] == []
