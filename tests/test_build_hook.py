"""The build hook: what it refuses, what it reports, and what it leaves behind."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from optional import need

need("hatchling")

SOURCE = Path(__file__).parents[1] / "src"


class App:
    """Keeps what the hook reports."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.display_info = self.display_warning = self.lines.append

    def abort(self, message: str) -> None:
        self.lines.append(message)
        raise SystemExit(1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one unit that no compiler takes."""
    monkeypatch.delenv("TEARSHEET_PURE", raising=False)
    package = tmp_path / "src" / "tearsheet"
    package.mkdir(parents=True)
    (package / "unit.pyx").write_text("cdef int broken(:\n")
    shutil.copy(SOURCE / "compile_unit.py", tmp_path / "src")
    return tmp_path


def hook(root: Path, app: App, python: str = ">=3.11") -> Any:
    spec = importlib.util.spec_from_file_location("build_hook", SOURCE / "build_hook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    metadata = SimpleNamespace(core=SimpleNamespace(requires_python=python))
    return module.CompileHook(
        str(root), {"modules": ["unit.pyx"]}, None, metadata, str(root / "dist"), "wheel", app
    )


def data() -> dict[str, Any]:
    return {"force_include": {}, "pure_python": True}


def test_a_python_that_is_too_old_is_refused_before_anything_is_compiled(root: Path) -> None:
    app = App()
    with pytest.raises(SystemExit):
        hook(root, app, ">=3.99").initialize("standard", data())
    (line,) = app.lines
    assert line.startswith("tearsheet needs Python >=3.99, this is 3.")


def test_what_cannot_be_compiled_is_left_plain_and_reported(root: Path) -> None:
    app, build = App(), data()
    hooked = hook(root, app)
    hooked.initialize("standard", build)
    hooked.finalize("standard", build, "")
    assert build == data()
    assert app.lines[0].startswith("left tearsheet/unit.pyx in plain Python: ")
    assert app.lines[1].startswith("tearsheet is installed with 0 of 1 compiled units.")
    assert sorted(p.name for p in (root / "src" / "tearsheet").iterdir()) == ["unit.pyx"]


def test_a_plain_editable_install_removes_the_library_of_an_earlier_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEARSHEET_PURE", "1")
    library = root / "src" / "tearsheet" / "unit.cpython-311-x86_64-linux-gnu.so"
    library.touch()
    app, build = App(), data()
    hook(root, app).initialize("editable", build)
    assert (library.exists(), build, app.lines) == (False, data(), [])
