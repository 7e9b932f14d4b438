"""Files, folders, patterns and containers in object stores. Containers are copied to a temporary file, one at a time."""

from __future__ import annotations

import glob
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from tearsheet.batch.bounded import packing_of
from tearsheet.batch.errors import SourceError, UnreadableInput
from tearsheet.batch.records import RawPage
from tearsheet.batch.sources.choose import OTHER_FILES, Opener
from tearsheet.batch.sources.files import URL_SUFFIX, is_markup, is_page, shown
from tearsheet.batch.sources.tables import ParquetSource
from tearsheet.batch.stores import Store, StoredFile, is_remote, store_errors
from tearsheet.batch.work import url_in
from tearsheet.errors import InputError, InputTooLarge

THREADS: Final = 16
"""Pages that are fetched at the same time, and the most that wait in memory for their turn."""


def open_remote(url: str, opener: Opener) -> RemoteSource:
    """Return the files that a URL in a store names: a file, all files below a folder, or those that match a pattern.

    Raises:
        SourceError: There is nothing, or the store does not give it.
        MissingExtra: fsspec is not installed.
    """
    with store_errors(lambda reason: SourceError(url, reason)):
        store = Store.at(url)
        store.fs.invalidate_cache()  # an earlier run of this process may have listed the folder
        files, named = _listed(store)
        source = RemoteSource(files, named, opener)
        for name in named:
            _check_parquet(name, opener)
    return source


def _listed(store: Store) -> tuple[list[StoredFile], frozenset[str]]:
    """Return the files that a place names, in order, and the URLs of those that are named themselves."""
    try:
        found = {store.path: store.fs.info(store.path)}
    except FileNotFoundError as error:
        if not glob.has_magic(store.path):
            raise SourceError(store.url, "no such file or folder") from error
        found = _matching(store)
        if not found:
            raise SourceError(store.url, "no file matches this pattern") from error
    files: list[StoredFile] = []
    named = set()
    for path, info in sorted(found.items(), key=lambda item: _order(item[0])):
        if info["type"] == "directory":
            files += map(store.file, _below(store, path))
        else:
            files.append(store.file({**info, "name": path}))
            named.add(files[-1].url)
    return files, frozenset(named)


def _matching(store: Store) -> dict[str, dict[str, Any]]:
    """Return what matches a pattern, without hidden names unless the pattern names them, as on disk."""
    found: dict[str, dict[str, Any]] = store.fs.glob(store.path, detail=True)
    if "/." in store.path:
        return found
    return {path: info for path, info in found.items() if "/." not in path}


def _below(store: Store, root: str) -> list[dict[str, Any]]:
    """Return fsspec's descriptions of the visible files below a folder, in the order of a folder on disk."""
    found = store.fs.find(root, detail=True)
    start = len(root.rstrip("/"))
    return [
        {**found[path], "name": path}
        for path in sorted(found, key=_order)
        if found[path]["type"] == "file"
        and not path.endswith("/")  # what some tools put in place of an empty folder
        and "/." not in path[start:]
    ]


def _order(path: str) -> list[bytes]:
    return [part.encode("utf-8", "surrogatepass") for part in path.split("/")]


def _check_parquet(url: str, opener: Opener) -> None:
    """Find out early whether a Parquet file that is named as a source has the column of pages."""
    source = opener.reader(url, named=True)
    if isinstance(source, ParquetSource):
        store = Store.at(url)
        with store.fs.open(store.path, "rb") as file:
            source.check(file)


class RemoteSource:
    """Files in a store: pages, and containers of pages, which are recognised by their names alone."""

    def __init__(self, files: Sequence[StoredFile], named: frozenset[str], opener: Opener) -> None:
        urls = {file.url for file in files}
        self._files = [
            file
            for file in files
            if file.url in named
            or not (self._is_own(file.url, opener.own) or self._is_sidecar(file.url, urls))
        ]
        self._urls = urls
        self._named = named
        self._opener = opener

    @staticmethod
    def _is_own(url: str, own: frozenset[str]) -> bool:
        return any(url == each or url.startswith(f"{each}/") for each in own)

    @staticmethod
    def _is_sidecar(url: str, urls: set[str]) -> bool:
        return url.endswith(URL_SUFFIX) and url.removesuffix(URL_SUFFIX) in urls

    def pages(self) -> Iterator[RawPage]:
        """Yield the inputs; pages without their content, which `fetched` adds."""
        for file in self._files:
            named = file.url in self._named
            if self._opener.reader(file.url, named=named) is not None:
                yield from self._members(file, named=named)
            elif named or is_page(file.url):
                yield self._page(file)
            else:
                self._opener.notes.skipped[OTHER_FILES] += 1

    def _page(self, file: StoredFile) -> RawPage:
        url_path = file.url + URL_SUFFIX
        limit = self._opener.limits.size
        return RawPage(
            shown(file.url),
            path=file.url,
            markup=is_markup(file.url),
            packing=packing_of(file.url)[1],
            url_path=url_path if url_path in self._urls else None,
            stamp=file.stamp,
            fault=InputTooLarge("bytes", file.size, limit) if file.size and file.size > limit else None,
        )

    def _members(self, file: StoredFile, *, named: bool) -> Iterator[RawPage]:
        """Yield the inputs in a container, from a copy that is removed afterwards."""
        with tempfile.TemporaryDirectory(prefix="tearsheet-") as folder:
            copy = str(Path(folder) / file.url.rpartition("/")[2])
            try:
                with store_errors(UnreadableInput):
                    store = Store.at(file.url)
                    store.fs.get_file(store.path, copy)
            except InputError as fault:
                yield RawPage(shown(file.url), fault=fault, stamp=file.stamp)
                return
            source = self._opener.container(copy, named=named)
            assert source is not None  # the copy has the name by which it was recognised
            for page in source.pages():
                name = page.name
                if name.startswith(shown(copy)):
                    name = shown(file.url) + name.removeprefix(shown(copy))
                yield page._replace(name=name, file=file.url, stamp=file.stamp)

    def count(self) -> int | None:
        """Return the number of files that are pages; None if there is a container among them."""
        count = 0
        for file in self._files:
            named = file.url in self._named
            if self._opener.reader(file.url, named=named) is not None:
                return None
            count += named or is_page(file.url)
        return count

    def fraction(self) -> None:
        """Return None: the count says all."""


def fetched(pages: Iterable[RawPage]) -> Iterator[RawPage]:
    """Yield the pages in the same order, those of stores with their content; the next ones are fetched meanwhile."""
    waiting: deque[RawPage | Future[RawPage]] = deque()
    with ThreadPoolExecutor(THREADS) as threads:  # starts a thread with the first page of a store
        for page in pages:
            waiting.append(threads.submit(_fetch, page) if is_remote(page.path) else page)
            while waiting and (len(waiting) > THREADS or not isinstance(waiting[0], Future)):
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(page: RawPage | Future[RawPage]) -> RawPage:
    return page.result() if isinstance(page, Future) else page


def _fetch(page: RawPage) -> RawPage:
    if page.fault is not None:
        return page._replace(path=None, url_path=None)
    try:
        url = url_in(_bytes_of(page.url_path)) if page.url_path else None
        return page._replace(
            body=_bytes_of(page.path or ""), url=url, path=None, url_path=None, file=page.path
        )
    except InputError as fault:
        return page._replace(path=None, url_path=None, fault=fault)


def _bytes_of(url: str) -> bytes:
    with store_errors(UnreadableInput):
        store = Store.at(url)
        return bytes(store.fs.cat_file(store.path))
