"""Compiles the hot modules when a wheel is built; where no compiler is at hand, the wheel is pure Python.

Each compiled module is its own Python source or has a form in Python that gives the same output and serves as
fallback: docs/architecture.md names the two side by side.
Set ``TEARSHEET_PURE=1`` to skip the compiler.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src/tearsheet")
FLAGS = ["-O3", "-g0", "-w", "-ffp-contract=off"]
"""No fused operations: sums come out the same on every machine, and as in the pure-Python parts."""


class CompileHook(BuildHookInterface[Any]):
    """Hatchling's way in: see the ``[tool.hatch.build.targets.wheel.hooks.custom]`` table for the modules."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the interface's shape
        """Compile the configured modules and put them into the wheel."""
        if os.environ.get("TEARSHEET_PURE"):
            return
        modules = [Path(self.root) / PACKAGE / name for name in self.config["modules"]]
        try:
            _compile(modules, Path(self.root))
        except (ImportError, SystemExit, OSError) as error:  # no Cython, no compiler, no headers
            self.app.display_warning(f"tearsheet is built without its compiled parts: {error}")
            return
        except Exception as error:  # noqa: BLE001  # Cython and setuptools share no base for their compile errors
            self.app.display_warning(f"tearsheet is built without its compiled parts: {error!r}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["artifacts"].extend(["src/tearsheet/**/*.so", "src/tearsheet/**/*.pyd"])


def _compile(modules: list[Path], root: Path) -> None:
    """Compile each module to a shared library beside it; C files and objects go into a folder that is removed."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    cythonize = import_module(
        "Cython.Build"
    ).cythonize  # the modules of Cython and lxml have no types for these
    headers = import_module("lxml").get_include()
    source = root / "src"
    scratch = tempfile.mkdtemp()
    try:
        extensions = [
            Extension(
                ".".join(module.relative_to(source).with_suffix("").parts),
                [str(module.relative_to(root))],
                include_dirs=headers,
                extra_compile_args=[] if os.name == "nt" else FLAGS,
            )
            for module in modules
        ]
        compiled = cythonize(
            extensions,
            build_dir=scratch,
            include_path=[str(source)],
            quiet=True,
            compiler_directives={"language_level": 3, "annotation_typing": False},
        )
        command = build_ext(Distribution({"ext_modules": compiled, "package_dir": {"": str(source)}}))
        command.ensure_finalized()
        command.inplace = True
        command.build_temp = scratch
        command.run()
    finally:
        shutil.rmtree(scratch)
