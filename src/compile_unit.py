"""Compiles one module of the package to a shared library: ``compile_unit.py UNIT FOLDER``, in ``src``.

A process of its own for each unit, so that the build hook can compile several at once.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

FLAGS = ["-O2", "-g0", "-w", "-ffp-contract=off"]
"""No fused operations: sums come out the same on every machine, and the same as in plain Python. ``-O3`` doubles the
time to compile and gains nothing that can be measured."""


def compile_unit(unit: Path, folder: Path) -> None:
    """Compile ``unit`` (relative to the working directory) and put the library, and nothing else of use, in ``folder``."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext

    cythonize = import_module("Cython.Build").cythonize  # neither it nor lxml has types for these
    extension = Extension(
        ".".join(unit.with_suffix("").parts),
        [unit.as_posix()],
        include_dirs=import_module("lxml").get_include(),
        extra_compile_args=[] if os.name == "nt" else FLAGS,
    )
    translated = cythonize(
        [extension],
        build_dir=str(folder),
        include_path=["."],
        quiet=True,
        compiler_directives={"language_level": 3, "annotation_typing": False},
    )
    command = build_ext(Distribution({"ext_modules": translated}))
    command.ensure_finalized()
    command.build_lib = command.build_temp = str(folder)
    command.run()


if __name__ == "__main__":
    compile_unit(Path(sys.argv[1]), Path(sys.argv[2]))
