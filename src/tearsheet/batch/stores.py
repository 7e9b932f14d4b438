"""Object stores, through fsspec: the only place that knows it. Nothing is imported until a name has a scheme."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Self, TypeGuard

from tearsheet.errors import ArticleError
from tearsheet.extras import require

_URL = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+://.", re.IGNORECASE)
"""A name in a store. Pages are not fetched from the web, so HTTP is not a store."""
STAMPS = ("ETag", "etag", "blob_id", "mtime", "LastModified", "last_modified", "created")
"""Members of fsspec's ``info`` that change if a file changes; each kind of store has one of them."""


def is_remote(name: object) -> TypeGuard[str]:
    """Return whether a name is a URL in a store, such as ``s3://bucket/pages``.

    >>> is_remote("s3://bucket/pages"), is_remote("https://example.org/"), is_remote("pages")
    (True, False, False)
    """
    return isinstance(name, str) and _URL.match(name) is not None


class StoredFile(NamedTuple):
    """A file in a store."""

    url: str
    """Its name, with the scheme."""
    size: int | None
    """Its size in bytes; None if the store does not say."""
    stamp: str
    """Changes if the file changes, as far as the store shows it."""


class Store(NamedTuple):
    """A place in a store: fsspec's file system, and a path in it."""

    fs: Any
    path: str
    url: str

    @classmethod
    def at(cls, url: str) -> Self:
        """Return the place that a URL names.

        Raises:
            MissingExtra: fsspec is not installed.
            ImportError: What fsspec needs for this scheme is not installed.
            ValueError: fsspec does not know the scheme.
        """
        require("fsspec", "remote")
        from fsspec.core import url_to_fs

        fs, path = url_to_fs(url)
        return cls(fs, path, url)

    def file(self, info: dict[str, Any]) -> StoredFile:
        """Return the file that fsspec describes."""
        size: int | None = info.get("size")
        stamp = next((str(info[name]) for name in STAMPS if info.get(name)), "")
        return StoredFile(self.url_of(info["name"]), size, f"{size}-{stamp}")

    def url_of(self, path: str) -> str:
        """Return the URL of a path in this file system, with the same beginning as the URL of this place."""
        if self.path.strip("/") and self.url.rstrip("/").endswith(self.path):
            return self.url.rstrip("/").removesuffix(self.path) + path
        return str(self.fs.unstrip_protocol(path))


@contextlib.contextmanager
def store_errors(as_error: Callable[[str], ArticleError]) -> Iterator[None]:
    """Raise whatever a store raises as the error that ``as_error`` makes of its words."""
    try:
        yield
    except (ArticleError, MemoryError):
        raise
    except Exception as error:  # each store's library has errors of its own, without a common base
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise as_error(reason) from error
