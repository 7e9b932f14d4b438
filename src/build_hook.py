"""Compiles the hot modules when a wheel is built; without a compiler the package is installed as plain Python.

Each compiled unit is its own Python source, or has a plain form that gives the same output: docs/architecture.md lists
them. The units are compiled side by side, each in a process of its own, and each reports one line, which ``pip install
-v`` shows. Set ``TEARSHEET_PURE=1`` to compile nothing.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.specifiers import SpecifierSet

PACKAGE = "tearsheet"
LIBRARIES = (".so", ".pyd")


class CompileHook(BuildHookInterface[Any]):
    """The hook for hatchling; ``[tool.hatch.build.targets.wheel.hooks.custom]`` lists the units."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the units and put them into the wheel, or beside their sources for an editable install."""
        self._check_python()
        source = Path(self.root) / "src"
        units = [Path(PACKAGE, name) for name in self.config["modules"]]
        if version == "editable":
            for unit in units:  # a library from an earlier install would hide what was edited since
                for old in library_of(source / unit):
                    old.unlink()
        if os.environ.get("TEARSHEET_PURE"):
            return
        self._scratch = Path(tempfile.mkdtemp())
        built = self._compile(units, source)
        for unit, library in built.items():
            if version == "editable":
                shutil.copy(library, (source / unit).parent)
            else:
                build_data["force_include"][str(library)] = (unit.parent / library.name).as_posix()
        if built:
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  # the interface's shape
        """Remove what the compilers left."""
        if hasattr(self, "_scratch"):
            shutil.rmtree(self._scratch)

    def _check_python(self) -> None:
        """Refuse a Python that is too old at once; pip itself would ask only when everything is compiled."""
        required = self.metadata.core.requires_python
        running = platform.python_version()
        if not SpecifierSet(required).contains(running, prereleases=True):
            self.app.abort(f"tearsheet needs Python {required}, this is {running}: nothing was installed")

    def _compile(self, units: list[Path], source: Path) -> dict[Path, Path]:
        """Return the library of each unit that could be compiled."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            libraries = pool.map(lambda unit: self._compile_one(unit, source), units)
            built = {unit: library for unit, library in zip(units, libraries, strict=True) if library}
        typed = [unit for unit in units if (source / unit).with_suffix(".pxd").exists()]
        if any(
            unit not in built for unit in typed
        ):  # those with C types call each other: all of them or none
            built = {unit: library for unit, library in built.items() if unit not in typed}
        if len(built) < len(units):
            self.app.display_warning(
                f"tearsheet is installed with {len(built)} of {len(units)} compiled units. It gives the same articles, "
                "but takes several times as long. It needs a C compiler and the headers of Python."
            )
        return built

    def _compile_one(self, unit: Path, source: Path) -> Path | None:
        """Report on ``unit`` and return its library; None if it cannot be compiled."""
        folder = self._scratch / unit.as_posix().replace("/", ".")
        start = time.monotonic()
        command = [sys.executable, str(source / "compile_unit.py"), str(unit), str(folder)]
        done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)  # noqa: S603  # our own script
        found = library_of(folder / unit)
        if done.returncode == 0 and found:
            self.app.display_info(f"compiled {unit.as_posix()} in {time.monotonic() - start:.1f} s")
            return found[0]
        reason = (done.stderr.strip() or "no library was made").splitlines()[-1]
        self.app.display_warning(f"left {unit.as_posix()} in plain Python: {reason}")
        return None


def library_of(unit: Path) -> list[Path]:
    """Return the shared libraries of the module ``unit``: one, or none before it is compiled."""
    return [p for p in unit.parent.glob(f"{unit.stem}.*") if p.suffix in LIBRARIES]
