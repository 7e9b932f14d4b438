"""Safe output: existing files are not overwritten by accident, and new files appear complete or not at all."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tearsheet.batch.errors import OutputError, OutputExists

OWN_TABLES: Final = frozenset({"articles", "sections", "blocks", "key_points"})
"""Tables of the databases that a run writes."""
_SQLITE: Final = b"SQLite format 3\0"
_DUCKDB: Final = b"DUCK"
"""At byte 8 of a DuckDB file."""


def claim(path: Path, *, overwrite: bool) -> None:
    """Check, before any work is done, that a file can be written, and create its folder. An existing file is not changed.

    Raises:
        OutputExists: The file exists, and ``overwrite`` is not set or does not apply to it.
        OutputError: The system does not allow writing.
    """
    if os.path.lexists(path):
        if is_stream(path):
            raise OutputExists(path, "is a device or a pipe; use - for standard output")
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "exists and is not a regular file"
            raise OutputExists(path, f"{what}; choose the name of a file")
        if not overwrite:
            raise OutputExists(path, "already exists; use --overwrite to replace it")
        tables = other_tables(path)
        if tables:
            raise OutputExists(
                path, f"contains other tables ({', '.join(tables)}); such a database is never overwritten"
            )
    make_folder(path)


def make_folder(path: Path) -> None:
    """Make the folder that a file is to be in, and make sure that it can be written to.

    Raises:
        OutputError: It cannot.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except FileExistsError as error:
        raise OutputError(path, f"{path.parent} is a file") from error
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error


def other_tables(path: Path) -> list[str]:
    """Return the names of a database's tables that are not those of a run; empty if there are none or no database.

    A database that cannot be opened counts as one with other tables.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
        if head == _SQLITE:
            with contextlib.closing(
                sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            ) as database:
                query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
                names = {str(row[0]) for row in database.execute(query)}
        elif head[8:12] == _DUCKDB:
            names = _duckdb_tables(path)
        else:
            return []
    except (OSError, sqlite3.Error) as error:
        return [str(error)]
    return sorted(names - OWN_TABLES)


def _duckdb_tables(path: Path) -> set[str]:
    try:
        import duckdb
    except ImportError:
        return {"unknown: duckdb is not installed"}
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            rows = database.execute("SELECT table_name FROM information_schema.tables").fetchall()
    except duckdb.Error as error:
        return {str(error).splitlines()[0]}
    return {str(row[0]) for row in rows}


def write_file(path: Path, content: str | bytes, *, overwrite: bool) -> None:
    """Write a file as a whole; a device or a pipe is simply written to.

    Raises:
        OutputExists: There is a file, and ``overwrite`` does not permit to replace it.
        OutputError: The system does not take it.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if is_stream(path):
        try:
            path.write_bytes(data)
        except OSError as error:
            raise OutputError(path, error.strerror or str(error)) from error
        return
    claim(path, overwrite=overwrite)
    fresh = written_beside(path, [data])
    _put(fresh, path, overwrite=overwrite)


def is_stream(path: Path) -> bool:
    """Return whether a path is a device or a pipe: there is nothing in it that could be destroyed."""
    return path.exists() and not path.is_file() and not path.is_dir()


def written_beside(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write ``pieces`` to a new file in the folder of ``path``, safe on disk, and return where it is.

    Raises:
        OutputError: The disk does not take it.
    """
    fresh: str | None = None
    try:
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(fresh).chmod(0o666 & ~_umask())
    except OSError as error:
        if fresh is not None:
            Path(fresh).unlink(missing_ok=True)
        raise OutputError(path, error.strerror or str(error)) from error
    return Path(fresh)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _put(fresh: Path, path: Path, *, overwrite: bool) -> None:
    """Give ``fresh`` the name ``path``; without ``overwrite`` only if that is free at this very moment.

    Raises:
        OutputExists: It is not free.
        OutputError: The system does not do it.
    """
    try:
        if overwrite:
            fresh.replace(path)
            return
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            fresh.replace(path)
        else:
            fresh.unlink()
    except FileExistsError as error:
        fresh.unlink(missing_ok=True)
        raise OutputExists(path, "was created during the run; use --overwrite to replace it") from error
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise OutputError(path, error.strerror or str(error)) from error


class Publisher:
    """Moves the files of a run to their places when it is finished.

    A run may be killed between two moves. The list ``published.json`` in its folder names the files that it has
    moved, or was about to move, so that the resumed run recognises its own files.
    """

    def __init__(self, folder: Path, *, overwrite: bool) -> None:
        self._list = folder / "published.json"
        self._overwrite = overwrite

    def claim(self, *paths: Path | None) -> None:
        """Find out, before any work is done, whether files may be written.

        Raises:
            OutputExists: There is something that is not this run's, and it is not to be overwritten.
            OutputError: The system does not let one be written.
        """
        for path in paths:
            if path is not None and not self._is_own(path):
                claim(path, overwrite=self._overwrite)

    def claim_folder(self, path: Path) -> None:
        """The same for an output that is a folder. A folder is never overwritten, because it may contain other files.

        Raises:
            OutputExists: ``path`` exists, is not from this run, and is not an empty folder.
            OutputError: The system does not allow writing.
        """
        if is_stream(path):
            raise OutputExists(path, "is a device or a pipe; use - for standard output")
        if (
            os.path.lexists(path)
            and not self._is_own(path)
            and not (path.is_dir() and not any(path.iterdir()))
        ):
            raise OutputExists(path, "exists and is not an empty folder; choose another name")
        make_folder(path)

    def put(self, fresh: Path, path: Path) -> None:
        """Give a finished file or folder, which is on the same file system, its name.

        Raises:
            OutputExists: Something has appeared there in the meantime.
            OutputError: The system does not do it.
        """
        own = self._is_own(path)
        if fresh.is_dir():
            self._put_folder(fresh, path, own=own)
            return
        self._note(fresh, path)
        _put(fresh, path, overwrite=self._overwrite or own)

    def _put_folder(self, fresh: Path, path: Path, *, own: bool) -> None:
        if own:
            shutil.rmtree(fresh)  # moved before: it is the same
            return
        self._note(fresh, path)
        try:
            fresh.replace(path)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise OutputExists(path, "was created during the run; choose another name") from error
            raise OutputError(path, error.strerror or str(error)) from error

    def write(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write a file and move it to its place.

        Raises:
            OutputExists: The file was created in the meantime.
            OutputError: The system cannot write it.
        """
        self.put(written_beside(path, pieces), path)

    def _note(self, fresh: Path, path: Path) -> None:
        try:
            found = fresh.lstat()
            known = {**self._known(), str(path): [found.st_dev, found.st_ino]}
            written_beside(self._list, [json.dumps(known).encode()]).replace(self._list)
        except OSError as error:
            raise OutputError(path, error.strerror or str(error)) from error

    def _known(self) -> dict[str, list[int]]:
        try:
            known: dict[str, list[int]] = json.loads(self._list.read_bytes())
        except (OSError, ValueError):
            return {}
        return known

    def _is_own(self, path: Path) -> bool:
        known = self._known().get(str(path))
        try:
            found = path.lstat()
        except OSError:
            return False
        return known == [found.st_dev, found.st_ino]
