"""A run: sources through workers into an output, each input accounted for."""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib.metadata
import itertools
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tearsheet.article.model import SCHEMA_VERSION
from tearsheet.batch.errors import RunConflict, SourceError
from tearsheet.batch.outputs import Publisher, claim, write_file
from tearsheet.batch.pool import Chunk, crew_for
from tearsheet.batch.records import MIB, Columns, Limits, RawPage
from tearsheet.batch.run_stats import RunStats
from tearsheet.batch.sources import Sources, fetched, open_sources
from tearsheet.batch.state import SEGMENT, RunState, names_digest, pieces_of, stamps_digest
from tearsheet.batch.stream import STDOUT, Stream
from tearsheet.batch.summary import RunSummary
from tearsheet.batch.work import Check, Job, Reader, read_article
from tearsheet.batch.writers import Format

log = logging.getLogger(__name__)

CHUNK_PAGES = 16
"""Pages that travel to a worker together."""
CHUNK_BYTES = 2 * MIB
"""Bytes of content after which a chunk is full."""


class Progress(NamedTuple):
    """How far a run is."""

    stats: RunStats
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
    """All settings of a run. `convert` creates a plan and runs it."""

    sources: Sequence[str | os.PathLike[str]]
    output: Path
    format: Format
    workers: int
    limits: Limits = field(default_factory=Limits)
    columns: Columns = field(default_factory=Columns)
    fields: tuple[str, ...] | None = None
    now: dt.datetime | None = None
    keep_rejects: bool = False
    overwrite: bool = False
    allow_empty: bool = True
    restart: bool = False
    check: Check | None = None
    quarantine: Path | None = None
    report: Path | None = None
    progress: Callable[[Progress], None] | None = None
    reader: Reader = read_article
    urls: Mapping[Path, str] = field(default_factory=dict)
    """URLs to which files of the run are uploaded when it is finished."""
    memory: Path | None = None
    """Folder of the rules of sites that were learned."""
    sites_learned: int = 0
    sites_known: int = 0
    segment: int = SEGMENT

    @property
    def rejects(self) -> Path:
        """Where the rejects go."""
        return companion(self.output, ".rejects.jsonl")

    @property
    def account(self) -> Path:
        """Where the account of the run goes."""
        return companion(self.output, ".run.json")

    @property
    def state_folder(self) -> Path:
        """Where the state of an unfinished run is."""
        return companion(self.output, ".part")

    @property
    def own(self) -> frozenset[str]:
        """Real paths and URLs of what the run writes; they are not read as inputs if they are in a folder of inputs."""
        paths = (
            self.output, self.state_folder, self.rejects, self.account, self.quarantine, self.report, self.memory,
        )  # fmt: skip
        return frozenset(os.path.realpath(path) for path in paths if path).union(self.urls.values())

    @property
    def output_fields(self) -> tuple[str, ...]:
        """The columns of the output."""
        return self.format.columns if self.fields is None else self.fields

    @property
    def job(self) -> Job:
        """The job that the workers do with each chunk."""
        return Job(
            self.format.encode,
            self.limits,
            self.now,
            self.keep_rejects,
            self.reader,
            self.check,
            self.output_fields,
        )

    def plan(self) -> dict[str, Any]:
        """Return what must be the same for an unfinished run to be resumed."""
        return {
            "version": importlib.metadata.version("tearsheet"),
            "schema": SCHEMA_VERSION,
            "sources": [os.fspath(source) for source in self.sources],
            "format": self.format.name,
            "limits": self.limits.model_dump(),
            "columns": self.columns.model_dump(),
            "fields": list(self.output_fields),
            "now": self.now.isoformat() if self.now else None,
            "keep_rejects": self.keep_rejects,
            "check": repr(self.check) if self.check else None,
            "reader": None if self.reader is read_article else repr(self.reader),
            "segment": self.segment,
        }

    def start(self, begin: float | None = None) -> RunSummary:
        """Run to the end, starting where an earlier call was stopped.

        Args:
            begin: When the call began, by `time.monotonic`; None for now.

        Raises:
            SourceError: A source does not exist.
            OutputExists: The run would overwrite an existing file.
            RunConflict: There is an unfinished run that differs, or another process writes this output.
            OutputError: The output cannot be written; finished work is kept.
        """
        begin = time.monotonic() if begin is None else begin
        if self.output == STDOUT:
            return self._stream(begin)
        publisher = self.claim()
        sources = self._open_sources()
        with RunState(self.state_folder, self.plan(), restart=self.restart) as state:
            self._claim(publisher)  # again, for another run may just have been finished
            resumed = state.inputs
            log.info("%s: starting, %d inputs already done, %d workers", self.output, resumed, self.workers)
            pages = fetched(_unread(sources.pages(), state, self.segment))
            self._work(state, pages, sources)
            summary = self._summary(state.stats, sources, resumed, begin)
            self._publish(publisher, state, summary)
            state.remove()
        log.info(
            "%s: done, %d articles and %d rejects from %d inputs",
            self.output, summary.articles, summary.rejected, summary.inputs,
        )  # fmt: skip
        return summary

    def claim(self) -> Publisher:
        """Find out, before any work is done, whether all outputs may be written, and return what will write them.

        Raises:
            OutputExists: Something is there that the run would write over.
            OutputError: The system does not let one be written.
        """
        publisher = Publisher(self.state_folder, overwrite=self.overwrite)
        self._claim(publisher)
        return publisher

    def _claim(self, publisher: Publisher) -> None:
        if self.format.is_folder:
            publisher.claim_folder(self.output)
        else:
            publisher.claim(self.output)
        publisher.claim(self.rejects, self.account, self.quarantine, self.report)

    def _open_sources(self) -> Sources:
        return open_sources(self.sources, self.columns, self.limits, self.own)

    def _stream(self, begin: float) -> RunSummary:
        """Run with standard output as the output: nothing is kept, and nothing can be resumed."""
        if not self.format.streams:
            raise SourceError(
                "-", f"{self.format.name} cannot be written to standard output; only jsonl and csv can"
            )
        if self.keep_rejects or self.quarantine is not None:
            raise SourceError("-", "rejects and quarantine need an output file")
        if self.report is not None:
            claim(self.report, overwrite=self.overwrite)
        sources = self._open_sources()
        with Stream(self.format.head(self.output_fields)) as state:
            self._work(state, fetched(sources.pages()), sources)
        summary = self._summary(state.stats, sources, 0, begin)
        if self.report is not None:
            write_file(self.report, _report(summary, state.stats, self.report), overwrite=self.overwrite)
        return summary

    def _work(self, state: RunState | Stream, pages: Iterator[RawPage], sources: Sources) -> None:
        resumed = state.stats.inputs
        total = sources.count() if self.progress else None
        start = time.monotonic()
        crew = crew_for(self.job, self.workers)
        current = RunStats()
        done: list[RawPage] = []
        seen = RunStats()
        seen.merge(state.stats)
        try:
            for chunk, result in crew.map(chunked(pages, self.segment)):
                state.append(result)
                current.merge(result.stats)
                seen.merge(result.stats)
                done.extend(page.without_content for page in chunk)
                if len(done) == self.segment:
                    state.commit(done, current)
                    current, done = RunStats(), []
                    return_freed_memory()
                if self.progress:
                    seconds = time.monotonic() - start
                    self.progress(Progress(seen, resumed, total, sources.fraction(), seconds))
            if done:
                state.commit(done, current)
        finally:
            crew.close()

    def _summary(self, stats: RunStats, sources: Sources, resumed: int, begin: float) -> RunSummary:
        notes = sources.notes
        if sources.given != stats.inputs:
            raise RuntimeError(f"{sources.given} inputs were read, but {stats.inputs} are accounted for")
        on_disk = self.output != STDOUT
        return RunSummary(
            output=self._name(self.output),
            rejects=self._name(self.rejects) if on_disk else None,
            quarantine=self._name(self.quarantine) if self.quarantine is not None else None,
            seen=sources.given + notes.skipped.total(),
            inputs=stats.inputs,
            articles=stats.articles,
            rejected=stats.rejected,
            quarantined=stats.quarantined,
            codes=dict(stats.rejects.most_common()),
            skipped=dict(notes.skipped.most_common()),
            changed=tuple(notes.changed),
            resumed=resumed,
            seconds=round(time.monotonic() - begin, 3),
            workers=self.workers,
            sites_learned=self.sites_learned,
            sites_known=self.sites_known,
        )

    def _name(self, path: Path) -> Path | str:
        return self.urls.get(path, path)

    def _publish(self, publisher: Publisher, state: RunState, summary: RunSummary) -> None:
        """Write the output from the finished state, then all that goes with it."""
        stats = state.stats
        if stats.articles or self.allow_empty:
            fresh = state.folder / "fresh"
            self.format.finish(state, fresh, self.output_fields)
            publisher.put(fresh, self.output)
        publisher.write(pieces_of(state.path("rejects")), self.rejects)
        if self.quarantine is not None:
            publisher.write(pieces_of(state.path("quarantine")), self.quarantine)
        account = {"summary": summary.model_dump(mode="json"), "plan": self.plan(), "stats": stats.to_json()}
        text = json.dumps(account, ensure_ascii=False, indent=1) + "\n"
        publisher.write([text.encode("utf-8", "replace")], self.account)
        if self.report is not None:
            publisher.write([_report(summary, stats, self.report).encode("utf-8", "replace")], self.report)


def _report(summary: RunSummary, stats: RunStats, path: Path) -> str:
    from tearsheet.batch.report import render

    return render(summary, stats, path.parent)


def return_freed_memory() -> None:
    """Return freed memory to the system. glibc keeps it, and what it keeps becomes more with every page of a run."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
        if trim is not None:
            trim(0)


def companion(output: Path, suffix: str) -> Path:
    """Return the path of a file that goes with an output: named after its whole name, so that it has one owner.

    >>> companion(Path("out/a.parquet"), ".run.json").as_posix()
    'out/a.parquet.run.json'
    """
    return output.with_name(output.name + suffix)


def _unread(pages: Iterator[RawPage], state: RunState, size: int) -> Iterator[RawPage]:
    """Return ``pages`` without those that are done.

    Raises:
        RunConflict: The inputs are not those of the unfinished run.
    """
    for segment in state.segments:
        # A segment that is not full was the last one: asking for a full one shows whether inputs were added after it.
        again = [page.without_content for page in itertools.islice(pages, size)]
        if len(again) != segment.inputs or names_digest(again) != segment.names:
            raise RunConflict(
                state.folder,
                "inputs were added, removed or renamed since the run was stopped; use --restart to discard it",
            )
        if stamps_digest(again) != segment.stamps:
            raise RunConflict(
                state.folder,
                "files that the run has already read have changed since it was stopped; "
                "use --restart to discard it",
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
