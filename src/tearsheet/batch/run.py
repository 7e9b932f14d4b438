"""A run: sources through workers into an output, each input accounted for."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import itertools
import json
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tearsheet.article.model import SCHEMA_VERSION
from tearsheet.batch.columns import chosen_columns
from tearsheet.batch.errors import RunConflict, SourceError
from tearsheet.batch.outputs import Publisher, claim, write_file
from tearsheet.batch.pool import Chunk, crew_for
from tearsheet.batch.records import MIB, Columns, Limits, RawPage
from tearsheet.batch.run_stats import RunStats
from tearsheet.batch.sources import Sources, open_sources
from tearsheet.batch.state import SEGMENT, RunState, names_digest, pieces_of, stamps_digest
from tearsheet.batch.stream import STDOUT, Stream
from tearsheet.batch.summary import RunSummary
from tearsheet.batch.work import Check, Job, Reader, SiteReader, read_article
from tearsheet.batch.writers import Format, format_of
from tearsheet.doors import check_arguments

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules

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

    def start(self) -> RunSummary:
        """Run to the end, starting where an earlier call was stopped.

        Raises:
            SourceError: A source does not exist.
            OutputExists: The run would overwrite an existing file.
            RunConflict: There is an unfinished run that differs, or another process writes this output.
            OutputError: The output cannot be written; finished work is kept.
        """
        begin = time.monotonic()
        if self.output == STDOUT:
            return self._stream(begin)
        publisher = Publisher(self.state_folder, overwrite=self.overwrite)
        self._claim(publisher)
        sources = self._open_sources()
        with RunState(self.state_folder, self.plan(), restart=self.restart) as state:
            self._claim(publisher)  # again, for another run may just have been finished
            resumed = state.inputs
            pages = _unread(sources.pages(), state, self.segment)
            self._work(state, pages, sources)
            summary = self._summary(state.stats, sources, resumed, begin)
            self._publish(publisher, state, summary)
            state.remove()
        return summary

    def _claim(self, publisher: Publisher) -> None:
        if self.format.is_folder:
            publisher.claim_folder(self.output)
        else:
            publisher.claim(self.output)
        publisher.claim(self.rejects, self.account, self.quarantine, self.report)

    def _open_sources(self) -> Sources:
        own = (
            self.output, self.state_folder, self.rejects, self.account, self.quarantine, self.report,
        )  # fmt: skip
        return open_sources(
            self.sources, self.columns, self.limits, frozenset(os.path.realpath(path) for path in own if path)
        )

    def _stream(self, begin: float) -> RunSummary:
        """Run with standard output as the output: nothing is kept, and nothing can be resumed."""
        if not self.format.streams:
            raise SourceError(
                "-", f"{self.format.name} cannot be written to standard output, only jsonl and csv"
            )
        if self.keep_rejects or self.quarantine is not None:
            raise SourceError("-", "rejects and quarantine need an output file")
        if self.report is not None:
            claim(self.report, overwrite=self.overwrite)
        sources = self._open_sources()
        with Stream(self.format.head(self.output_fields)) as state:
            self._work(state, sources.pages(), sources)
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
            output=self.output,
            rejects=self.rejects if on_disk else None,
            quarantine=self.quarantine,
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
        )

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
                "inputs were added, removed or renamed since this run was stopped; --restart discards the run",
            )
        if stamps_digest(again) != segment.stamps:
            raise RunConflict(
                state.folder,
                "files that this run has read were changed since it was stopped; --restart discards the run",
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


def convert(  # noqa: PLR0913  # one parameter for each option of the command
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    workers: int | None = None,
    format: str | None = None,  # noqa: A002  # the option's natural name
    limits: Limits | None = None,
    columns: Columns | None = None,
    now: dt.datetime | None = None,
    sites: SiteRules | None = None,
    fields: Collection[str] | None = None,
    evidence: bool = True,
    fingerprint: bool = False,
    keep_rejects: bool = False,
    overwrite: bool = False,
    allow_empty: bool = True,
    restart: bool = False,
    check: Check | None = None,
    quarantine: str | os.PathLike[str] | None = None,
    report: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RunSummary:
    """Convert many pages into one dataset. Each input ends up exactly once in the output or in the rejects.

    The output's bytes do not depend on the number of workers. If a call was stopped, the same call resumes it. With
    ``workers`` above 0 the calling script needs the usual ``if __name__ == "__main__":`` guard of
    `multiprocessing`.

    Args:
        sources: Files, folders, patterns and containers of pages.
        output: Where the articles go; its name says the format. ``-`` is standard output, as JSON Lines unless
            ``format`` says CSV; nothing is kept of such a run, and it cannot be resumed.
        workers: Worker processes; None for one for each processor (one for a few pages); 0 reads the pages in this
            process, without limits on time and memory.
        format: Name of the output's format, where the output's name does not say it.
        limits: Limits for one page.
        columns: Names of the columns that hold pages and their URLs, for sources that have columns.
        now: The reference time for dates, as in `tearsheet.parse`.
        sites: Rules for single sites, as in `tearsheet.parse`; pages without a URL are covered by none.
        fields: Columns of the output, any of `tearsheet.batch.columns.CHOICES`; None for all (in CSV: all but
            structures). ``input`` always comes first.
        evidence: Whether ``evidence`` is among the columns when ``fields`` is None.
        fingerprint: Whether the text's fingerprint is added as a column, to find near-duplicates.
        keep_rejects: Whether rejects carry their content (base64 in ``content``), so that the rejects file can be a
            source itself.
        overwrite: Whether files that are there already are replaced, once the new ones are complete.
        allow_empty: Whether an output without any article is written.
        restart: Whether an unfinished run with this output is discarded, not resumed.
        check: Looks at each article and may divert it to ``quarantine``. Must be picklable; its ``repr`` must tell
            different checks apart.
        quarantine: JSON Lines file for the articles that ``check`` diverts.
        report: HTML file to write about the run.
        progress: Called after each chunk of pages.

    Returns:
        The account of the run.

    Raises:
        SourceError: A source does not exist, the output's name says no format, or there is no such field.
        OutputExists: The run would overwrite an existing file.
        RunConflict: There is an unfinished run that differs, or another process writes this output.
        OutputError: The disk does not take the output; the same call resumes the run.
        MissingExtra: What reads a source or writes the output is not installed.
        TypeError: An argument is of a type that its parameter does not take.
    """
    check_arguments(now=now, fields=fields, sites=sites)
    path = Path(output)
    form = format_of(path, format)
    return Run(
        sources=[sources] if isinstance(sources, (str, os.PathLike)) else list(sources),
        output=path,
        format=form,
        fields=chosen_columns(fields, evidence=evidence, fingerprint=fingerprint, default=form.columns),
        workers=_processors() if workers is None else workers,
        limits=limits or Limits(),
        columns=columns or Columns(),
        now=now,
        keep_rejects=keep_rejects,
        overwrite=overwrite,
        allow_empty=allow_empty,
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
