"""Pages that are files: single ones and whole folders. Their content is read by the workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tearsheet.batch.bounded import packing_of
from tearsheet.batch.errors import UnreadableInput
from tearsheet.batch.records import RawPage

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""Suffixes of text without markup."""
NO_PAGE_SUFFIXES = (
    # style, script, data
    ".css", ".js", ".mjs", ".map", ".json", ".xml", ".rss", ".atom", ".csv", ".tsv", ".yaml", ".yml", ".wasm",
    # pictures, fonts, sound, video
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff",
    ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".webm", ".mov",
    # documents and programs
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".epub", ".exe", ".dmg", ".apk", ".iso",
    # what crawlers and tearsheet leave beside pages
    ".url", ".cdx", ".cdxj", ".log", ".rejects.jsonl",
)  # fmt: skip
"""Suffixes of files in mirrored sites that are not pages. In a folder or an archive they are skipped and counted; a
file that is named as a source is always an input. Source: the types that the Internet Media Type registry gives
these suffixes."""
URL_SUFFIX = ".url"
"""Suffix of the sidecar whose first line is the URL: ``page.html.url`` belongs to ``page.html``."""


def shown(path: str) -> str:
    r"""Return a path as valid Unicode with forward slashes; bytes that are not text become ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def is_markup(name: str) -> bool:
    """Return whether a file of this name contains markup (rather than text without markup).

    >>> is_markup("a.html"), is_markup("a"), is_markup("a.txt.gz")
    (True, True, False)
    """
    return not packing_of(name)[0].lower().endswith(TEXT_SUFFIXES)


def is_page(name: str) -> bool:
    """Return whether a file of this name, found in a folder or archive, is taken for a page.

    >>> is_page("a.html"), is_page("news/1432"), is_page("style.css"), is_page("data.json.gz")
    (True, True, False, False)
    """
    return not packing_of(name)[0].lower().endswith(NO_PAGE_SUFFIXES)


def page_of_file(path: str, *, sidecar: bool | None = None) -> RawPage:
    """Return the input that a file is.

    Args:
        path: The file.
        sidecar: Whether there is a URL file beside it; None to look.
    """
    url_path = path + URL_SUFFIX
    if sidecar is None:
        sidecar = Path(url_path).is_file()
    stamp = stamp_of(path)
    fault = None if Path(path).is_file() else UnreadableInput(_why_no_file(Path(path)))
    return RawPage(
        shown(path),
        path=path,
        markup=is_markup(path),
        packing=packing_of(path)[1],
        url_path=url_path if sidecar else None,
        stamp=stamp,
        fault=fault,
    )


def stamp_of(path: str) -> str:
    """Return size and time of a file, to detect changes; empty if it does not exist."""
    try:
        found = os.stat(path)  # noqa: PTH116  # called for each of many pages
    except (OSError, ValueError):
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}"


def _why_no_file(path: Path) -> str:
    return "not a regular file" if os.path.lexists(path) else "no such file"


class FileSource:
    """One file that is one page."""

    def __init__(self, path: str) -> None:
        self._path = path

    def pages(self) -> Iterator[RawPage]:
        """Yield the only input."""
        yield page_of_file(self._path)

    def count(self) -> int:
        """Return 1."""
        return 1

    def fraction(self) -> None:
        """Return None: the count says all."""


def walk(root: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[str, bool, UnreadableInput | None]]:
    """Yield the files below a folder: path, whether there is a URL file beside it, and, if it cannot be read, why.

    Sorted by name within each folder, folders in their place among the files. Names that start with a dot are
    ignored. Symbolic links to folders are not followed; one to a file is, unless it leads out of ``root``. Paths in
    ``own``, given as real paths, are left out.
    """
    base = os.path.realpath(root)
    stack = [_entries(root)]
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            continue
        entry, sidecar, error = step
        if entry is None:
            yield root, False, error
        elif own and os.path.realpath(entry.path) in own:
            continue
        elif entry.is_dir(follow_symlinks=False):
            stack.append(_entries(entry.path))
        else:
            yield entry.path, sidecar, error or _fault_of(entry, base)


def _entries(folder: str) -> Iterator[tuple[os.DirEntry[str] | None, bool, UnreadableInput | None]]:
    """Yield a folder's visible entries by name, without URL files that belong to a page."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(
                (e for e in scan if not e.name.startswith(".")), key=lambda e: os.fsencode(e.name)
            )
    except OSError as error:
        yield None, False, UnreadableInput(f"{shown(folder)}: {error.strerror}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if not (entry.name.endswith(URL_SUFFIX) and entry.name.removesuffix(URL_SUFFIX) in names):
            yield entry, entry.name + URL_SUFFIX in names, None


def _fault_of(entry: os.DirEntry[str], base: str) -> UnreadableInput | None:
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        if not target.startswith(base.rstrip(os.sep) + os.sep):
            return UnreadableInput("a symbolic link that leads out of the folder")
        if os.path.isdir(target):  # noqa: PTH112  # a path of a DirEntry
            return UnreadableInput("a symbolic link to a folder")
    if not entry.is_file():
        return UnreadableInput("not a regular file")
    return None
