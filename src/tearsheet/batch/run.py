"""A run: sources through workers into an output, each input accounted for."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import itertools
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tearsheet.article.model import SCHEMA_VERSION
from tearsheet.batch.errors import RunConflict, SourceError
from tearsheet.batch.pool import Chunk, InProcess, Workers
from tearsheet.batch.records import MIB, Columns, Limits, RawPage
from tearsheet.batch.sources import Sources, open_sources
from tearsheet.batch.state import SEGMENT, RunState, digest, publish, replace
from tearsheet.batch.summary import RunSummary
from tearsheet.batch.tally import Tally
from tearsheet.batch.work import Check, Job, Reader, SiteReader, read_article
from tearsheet.batch.writers import Format, format_of, stem_of

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules

CHUNK_PAGES = 16
"""Pages that travel to a worker together."""
CHUNK_BYTES = 2 * MIB
"""Bytes of content after which a chunk is full."""


class Progress(NamedTuple):
    """How far a run is."""

    tally: Tally
    """Counts so far, those of earlier calls included."""
    resumed: int
    """Inputs that earlier calls had done."""
    total: int | None
    """Inputs in all; None if that is not known."""
    fraction: float | None
    """How much of the sources has been read, from 0 to 1; None if that is not known."""
    seconds: float
    """Time since the first page of this call."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """Everything that says what a run does. `convert` makes one and runs it."""

    sources: Sequence[str | os.PathLike[str]]
    output: Path
    format: Format
    workers: int
    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)
    now: dt.datetime | None = None
    keep_rejects: bool = False
    restart: bool = False
    check: Check | None = None
    quarantine: Path | None = None
    report: Path | None = None
    progress: Callable[[Progress], None] | None = None
    reader: Reader = read_article
    segment: int = SEGMENT

    @property
    def rejects(self) -> Path:
        """Where the rejects go."""
        return _companion(self.output, ".rejects.jsonl")

    @property
    def account(self) -> Path:
        """Where the account of the run goes."""
        return _companion(self.output, ".run.json")

    @property
    def job(self) -> Job:
        """What the workers do with each chunk."""
        return Job(self.format.encode, self.limits, self.now, self.keep_rejects, self.reader, self.check)

    def plan(self) -> dict[str, Any]:
        """Return what must be the same for an unfinished run to go on."""
        return {
            "version": importlib.metadata.version("tearsheet"),
            "schema": SCHEMA_VERSION,
            "sources": [os.fspath(source) for source in self.sources],
            "format": self.format.name,
            "limits": self.limits.model_dump(),
            "columns": self.columns.model_dump(),
            "now": self.now.isoformat() if self.now else None,
            "keep_rejects": self.keep_rejects,
            "check": repr(self.check) if self.check else None,
            "reader": None if self.reader is read_article else repr(self.reader),
            "segment": self.segment,
        }

    def start(self) -> RunSummary:
        """Run to the end, or from where an earlier call was stopped to the end.

        Raises:
            SourceError: A source does not exist.
            RunConflict: An unfinished run of other words, or another process, is at this output.
            OutputError: The disk does not take the output; what is done is kept.
        """
        begin = time.monotonic()
        folder = self.output.with_name(f"{self.output.name}.part")
        if self.output.is_dir() and any(self.output.iterdir()) and not folder.exists():
            raise SourceError(str(self.output), "the folder is there and not empty: name a new one")
        own = (self.output, folder, self.rejects, self.account, self.quarantine, self.report)
        sources = open_sources(
            self.sources, self.columns, self.limits, frozenset(os.path.realpath(path) for path in own if path)
        )
        with RunState(folder, self.plan(), restart=self.restart) as state:
            resumed = state.inputs
            pages = _unread(sources.pages(), state, self.segment)
            self._work(state, pages, sources)
            summary = self._finish(state, resumed, begin, dict(sources.left_out.most_common()))
            state.remove()
        return summary

    def _work(self, state: RunState, pages: Iterator[RawPage], sources: Sources) -> None:
        resumed = state.inputs
        total = sources.count() if self.progress else None
        start = time.monotonic()
        crew = Workers(self.job, self.workers) if self.workers else InProcess(self.job)
        current = Tally()
        names: list[str] = []
        seen = Tally()
        seen.merge(state.tally)
        try:
            for chunk, result in crew.map(chunked(pages, self.segment)):
                state.append(result)
                current.merge(result.tally)
                seen.merge(result.tally)
                names.extend(page.name for page in chunk)
                if len(names) == self.segment:
                    state.commit(len(names), digest(names), current)
                    current, names = Tally(), []
                if self.progress:
                    seconds = time.monotonic() - start
                    self.progress(Progress(seen, resumed, total, sources.fraction(), seconds))
            if names:
                state.commit(len(names), digest(names), current)
        finally:
            crew.close()

    def _finish(self, state: RunState, resumed: int, begin: float, left_out: dict[str, int]) -> RunSummary:
        tally = state.tally
        self.format.finish(state, self.output)
        publish(state.path("rejects"), self.rejects)
        if self.quarantine is not None:
            publish(state.path("quarantine"), self.quarantine)
        summary = RunSummary(
            output=self.output,
            rejects=self.rejects,
            quarantine=self.quarantine,
            inputs=tally.inputs,
            articles=tally.articles,
            rejected=tally.rejected,
            quarantined=tally.quarantined,
            codes=dict(tally.rejects.most_common()),
            left_out=left_out,
            resumed=resumed,
            seconds=round(time.monotonic() - begin, 3),
            workers=self.workers,
        )
        account = {"summary": summary.model_dump(mode="json"), "plan": self.plan(), "tally": tally.to_json()}
        text = json.dumps(account, ensure_ascii=False, indent=1) + "\n"
        replace(self.account, [text.encode("utf-8", "replace")])
        if self.report is not None:
            from tearsheet.batch.report import render

            replace(self.report, [render(summary, tally).encode("utf-8", "replace")])
        return summary


def _companion(output: Path, suffix: str) -> Path:
    stem = stem_of(output)
    return stem.with_name(stem.name + suffix)


def _unread(pages: Iterator[RawPage], state: RunState, size: int) -> Iterator[RawPage]:
    """Return ``pages`` without those that are done.

    Raises:
        RunConflict: The inputs are not those of the unfinished run.
    """
    for segment in state.segments:
        # A segment that is not full was the last: to ask for a full one shows whether inputs have come after it.
        names = [page.name for page in itertools.islice(pages, size)]
        if len(names) != segment.inputs or digest(names) != segment.names:
            raise RunConflict(
                state.folder, "the inputs have changed since this run was stopped; restart discards it"
            )
    return pages


def chunked(pages: Iterable[RawPage], segment: int) -> Iterator[Chunk]:
    """Yield the pages in chunks of at most `CHUNK_PAGES` pages and about `CHUNK_BYTES`; none crosses a segment."""
    chunk: list[RawPage] = []
    weight = place = 0
    for page in pages:
        chunk.append(page)
        weight += page.weight
        place += 1
        if len(chunk) == CHUNK_PAGES or weight >= CHUNK_BYTES or place == segment:
            yield tuple(chunk)
            chunk, weight = [], 0
            place %= segment
    if chunk:
        yield tuple(chunk)


def convert(  # noqa: PLR0913  # the words of the command, one for one
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    workers: int | None = None,
    format: str | None = None,  # noqa: A002  # the option's natural name
    limits: Limits | None = None,
    columns: Columns | None = None,
    now: dt.datetime | None = None,
    sites: SiteRules | None = None,
    keep_rejects: bool = False,
    restart: bool = False,
    check: Check | None = None,
    quarantine: str | os.PathLike[str] | None = None,
    report: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RunSummary:
    """Convert many pages into one dataset. Each input ends up exactly once in the output or in the rejects.

    The output's bytes do not depend on the number of workers. A call that was stopped, whatever stopped it, is taken
    up by the same call. With ``workers`` above 0 the calling script needs the usual
    ``if __name__ == "__main__":`` guard of `multiprocessing`.

    Args:
        sources: Files, folders, patterns and containers of pages.
        output: Where the articles go; its name says the format.
        workers: Worker processes; None for one for each processor; 0 reads the pages in this process, without
            limits on time and memory.
        format: Name of the output's format, where the output's name does not say it.
        limits: What one page may cost.
        columns: Names of the columns that hold pages and their URLs, for sources that have columns.
        now: The moment to judge dates by, as in `tearsheet.parse`.
        sites: Rules for single sites, as in `tearsheet.parse`; pages without a URL are covered by none.
        keep_rejects: Whether rejects carry their content (base64 in ``content``).
        restart: Whether an unfinished run with this output is discarded, not taken up.
        check: Looks at each article and may divert it to ``quarantine``. Must be picklable; its ``repr`` must tell
            different checks apart.
        quarantine: JSON Lines file for the articles that ``check`` diverts.
        report: HTML file to write about the run.
        progress: Called after each chunk of pages.

    Returns:
        The account of the run.

    Raises:
        SourceError: A source does not exist, or the output's name says no format.
        RunConflict: An unfinished run of other words, or another process, is at this output.
        OutputError: The disk does not take the output; the same call goes on from there.
    """
    path = Path(output)
    return Run(
        sources=[sources] if isinstance(sources, (str, os.PathLike)) else list(sources),
        output=path,
        format=format_of(path, format),
        workers=_processors() if workers is None else workers,
        limits=limits or Limits(),
        columns=columns or Columns(),
        now=now,
        keep_rejects=keep_rejects,
        restart=restart,
        check=check,
        quarantine=Path(quarantine) if quarantine is not None else None,
        report=Path(report) if report is not None else None,
        progress=progress,
        reader=SiteReader(sites) if sites else read_article,
    ).start()


def _processors() -> int:
    """Return the processors that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
