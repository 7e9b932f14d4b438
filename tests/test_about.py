"""What an installation says of itself, and what it loads only when needed."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tearsheet
from tearsheet.about import UNITS, BuildInfo
from tearsheet.cli.app import app

ROOT = Path(__file__).parents[1]


def info(compiled: tuple[str, ...], plain: tuple[str, ...]) -> BuildInfo:
    return BuildInfo("1.2", compiled, plain, "3.13.0", "6.0", "2.14.6")


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (info(("a", "b"), ()), "tearsheet 1.2 (compiled), Python 3.13.0, lxml 6.0, libxml2 2.14.6"),
        (info((), ("a",)), "tearsheet 1.2 (plain), Python 3.13.0, lxml 6.0, libxml2 2.14.6"),
        (
            info(("a",), ("b", "c")),
            "tearsheet 1.2 (partly compiled, without b, c), Python 3.13.0, lxml 6.0, libxml2 2.14.6",
        ),
    ],
)
def test_the_version_line(build: BuildInfo, text: str) -> None:
    assert str(build) == text


def test_every_unit_is_compiled_or_plain() -> None:
    build = tearsheet.build_info()
    assert sorted((*build.compiled, *build.plain)) == sorted(UNITS)
    assert build.version == tearsheet.__version__


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_command_prints_it(option: str) -> None:
    result = CliRunner().invoke(app, [option])
    assert (result.exit_code, result.stdout) == (0, f"{tearsheet.build_info()}\n")


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", "-V"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"tearsheet {tearsheet.__version__} (")


def test_the_build_compiles_the_same_units_and_the_docs_name_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    modules = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["modules"]
    assert [name.rpartition(".")[0].replace("/", ".") for name in modules] == list(UNITS)
    docs = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in modules if f"`{name}`" not in docs] == []


def test_parsing_loads_nothing_that_it_does_not_use() -> None:
    page = "<article><h1>A title</h1><p>" + "Some words of text. " * 20
    unused = ("bs4", "cchardet", "cssselect", "numpy", "pebble", "pyarrow", "rich", "typer")
    code = (
        f"import json, sys, tearsheet; tearsheet.parse({page!r}); "
        f"print(json.dumps([name for name in {unused!r} if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
