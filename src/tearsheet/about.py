"""What this installation consists of: its versions, and which parts of it are compiled."""

from __future__ import annotations

import platform
from importlib import import_module
from typing import Final, NamedTuple

from tearsheet import __version__

UNITS: Final = (
    "page._walk",
    "native.forest",
    "body.score.ancestors",
    "body.score.context",
    "body.score.kind_rows",
    "body.score.lexicon",
    "body.score.rows",
    "body.score.summary",
    "body.score.texts",
)
"""The modules below the package that are compiled where a C compiler is found; the build hook has the same list."""


class BuildInfo(NamedTuple):
    """The versions and form of an installation; ``tearsheet --version`` prints its ``str``."""

    version: str
    """Version of tearsheet."""
    compiled: tuple[str, ...]
    """Units that run compiled, named below the package; empty in a plain installation."""
    plain: tuple[str, ...]
    """Units that run as plain Python: the same output, several times slower."""
    python: str
    """Version of Python."""
    lxml: str
    """Version of lxml."""
    libxml2: str
    """Version of the libxml2 that lxml runs on."""

    @property
    def form(self) -> str:
        """``compiled``, ``plain``, or ``partly compiled`` where some units could not be compiled or loaded."""
        if not self.plain:
            return "compiled"
        return "partly compiled" if self.compiled else "plain"

    def __str__(self) -> str:
        without = f", without {', '.join(self.plain)}" if self.compiled and self.plain else ""
        return (
            f"tearsheet {self.version} ({self.form}{without}), "
            f"Python {self.python}, lxml {self.lxml}, libxml2 {self.libxml2}"
        )


def build_info() -> BuildInfo:
    """Return the versions in use and which parts run compiled.

    >>> build_info().form in ("compiled", "partly compiled", "plain")
    True
    """
    from lxml import etree

    compiled = tuple(unit for unit in UNITS if _is_compiled(unit))
    return BuildInfo(
        version=__version__,
        compiled=compiled,
        plain=tuple(unit for unit in UNITS if unit not in compiled),
        python=platform.python_version(),
        lxml=etree.__version__,
        libxml2=".".join(map(str, etree.LIBXML_VERSION)),
    )


def _is_compiled(unit: str) -> bool:
    try:
        module = import_module(f"tearsheet.{unit}")
    except (ImportError, ValueError):  # not compiled, or compiled for another version of lxml
        return False
    return not str(module.__file__).endswith(".py")
