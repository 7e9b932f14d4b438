"""Outputs in object stores: written to a local folder as any output, and uploaded when they are complete."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tearsheet.batch.errors import OutputError, OutputExists, RunConflict, UploadError
from tearsheet.batch.outputs import written_beside
from tearsheet.batch.state import locked
from tearsheet.batch.stores import Store, is_remote, store_errors
from tearsheet.batch.summary import RunSummary

if TYPE_CHECKING:
    from tearsheet.batch.run import Run

DATABASES = frozenset({"sqlite", "duckdb"})
"""Formats that are not replaced in a store: what other tables the file contains is not known without fetching it."""
LOCK = "lock"


class Upload:
    """The local folder of an output in a store. It is in the working directory and is removed after the upload."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        name = self.url.rpartition("/")[2]
        digest = hashlib.sha256(self.url.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        self.folder = Path.cwd() / f"{name}.{digest}.upload"
        self.output = self.folder / name
        self._list = self.folder / "uploaded.json"
        self._urls: dict[Path, str] = {}

    @classmethod
    def of(cls, output: str | os.PathLike[str]) -> Self | None:
        """Return the upload for an output; None if it is not in a store."""
        return cls(output) if is_remote(output) else None

    def place(self, path: str | os.PathLike[str], kind: str) -> Path:
        """Return where another file of the run is written, which is also uploaded if it has a scheme."""
        if not is_remote(path):
            return Path(path)
        local = self.folder / kind / path.rpartition("/")[2]
        self._urls[local] = path
        return local

    def urls(self, run: Run) -> dict[Path, str]:
        """Return the URL of each file of the run that is uploaded, in order."""
        companions = {
            path: self.url + path.name.removeprefix(self.output.name) for path in (run.rejects, run.account)
        }
        return {self.output: self.url, **companions, **self._urls}

    def run(self, run: Run, work: Callable[[Run], RunSummary]) -> RunSummary:
        """Do the work unless an earlier call has finished it, upload everything, and remove the local folder.

        Raises:
            OutputExists: There is something in the store that may not be replaced.
            RunConflict: There is a different finished run that was not uploaded, or another process is using it.
            UploadError: The store does not take it; the finished output is kept.
        """
        run = dataclasses.replace(run, urls=self.urls(run))
        self._claim(run)
        with self._held():
            if run.restart:
                self._discard(run)
            summary = self._finished(run) or work(run)
            for local, url in run.urls.items():
                if local.exists():
                    self._put(local, url, run)
            shutil.rmtree(self.folder)
        return summary

    def _claim(self, run: Run) -> None:
        uploaded = self._uploaded()
        for url in run.urls.values():
            if url not in uploaded:
                self._claim_one(url, run, "already exists")

    def _claim_one(self, url: str, run: Run, what: str) -> None:
        with store_errors(lambda reason: OutputError(url, reason)):
            store = Store.at(url)
            store.fs.invalidate_cache()
            if not store.fs.exists(store.path):
                return
        if url == self.url and (run.format.is_folder or run.format.name in DATABASES):
            raise OutputExists(
                url, f"{what}; folders and databases in a store are never replaced: choose another name"
            )
        if not run.overwrite:
            raise OutputExists(url, f"{what}; use --overwrite to replace it")

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the folder, and remove it at the end if there is nothing in it to go on with."""
        try:
            self.folder.mkdir(exist_ok=True)
            lock = (self.folder / LOCK).open("wb")
        except OSError as error:
            raise OutputError(self.folder, error.strerror or str(error)) from error
        with lock:
            if not locked(lock):
                raise RunConflict(self.folder, "another process is writing this output")
            try:
                yield
            finally:
                if self.folder.exists() and not any(each.name != LOCK for each in self.folder.iterdir()):
                    shutil.rmtree(self.folder)

    def _discard(self, run: Run) -> None:
        for path in run.urls:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self._list.unlink(missing_ok=True)

    def _finished(self, run: Run) -> RunSummary | None:
        """Return the summary of a run that an earlier call has finished, but not uploaded; None if there is none.

        Raises:
            RunConflict: It differs from this run.
        """
        if run.state_folder.exists() or not run.account.exists():
            return None
        account: dict[str, Any] = json.loads(run.account.read_bytes())
        plan = json.loads(json.dumps(run.plan()))
        different = sorted(
            name for name in plan | account["plan"] if plan.get(name) != account["plan"].get(name)
        )
        if different:
            raise RunConflict(
                self.folder,
                f"a finished run that differs in {', '.join(different)} was not uploaded; "
                "use --restart to discard it",
            )
        return RunSummary.model_validate(account["summary"])

    def _put(self, local: Path, url: str, run: Run) -> None:
        uploaded = self._uploaded()
        with store_errors(lambda reason: UploadError(url, reason, self.folder)):
            if url not in uploaded:
                self._claim_one(url, run, "was created during the run")
                written_beside(self._list, [json.dumps([*uploaded, url]).encode()]).replace(self._list)
            store = Store.at(url)
            files = (
                [path for path in sorted(local.rglob("*")) if path.is_file()] if local.is_dir() else [local]
            )
            places = [store.path + file.as_posix().removeprefix(local.as_posix()) for file in files]
            store.fs.put([str(file) for file in files], places)

    def _uploaded(self) -> list[str]:
        """Return the URLs that an earlier call has uploaded or was about to upload."""
        try:
            known: list[str] = json.loads(self._list.read_bytes())
        except (OSError, ValueError):
            return []
        return known
