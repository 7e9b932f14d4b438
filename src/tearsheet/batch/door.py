"""The door of batch runs: `convert`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tearsheet.batch.columns import chosen_columns
from tearsheet.batch.errors import SourceError
from tearsheet.batch.pool import check_not_starting
from tearsheet.batch.records import Columns, Limits
from tearsheet.batch.run import Progress, Run
from tearsheet.batch.stores import is_remote
from tearsheet.batch.stream import STDOUT
from tearsheet.batch.summary import RunSummary
from tearsheet.batch.upload import Upload
from tearsheet.batch.work import Check, SiteReader, read_article
from tearsheet.batch.writers import format_of
from tearsheet.doors import check_arguments

if TYPE_CHECKING:
    from tearsheet.sites import SiteRules


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
    learn_sites: str | os.PathLike[str] | None = None,
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
        sources: Files, folders, patterns and containers of pages, also in object stores (``s3://bucket/pages``).
        output: Where the articles are written; the name determines the format. An output in an object store is written
            to a folder in the working directory (``NAME.….upload``), where a stopped run is resumed, and uploaded at the
            end. ``-`` is standard output, as JSON Lines unless ``format`` is CSV; such a run leaves no files and cannot
            be resumed.
        workers: Worker processes. None for one per processor (fewer if there are few pages); 0 reads the pages in this
            process, without limits on time and memory.
        format: The output's format, if its name does not determine it.
        limits: Limits for one page.
        columns: Names of the columns that hold pages and their URLs, for sources that have columns.
        now: The reference time for dates, as in `tearsheet.parse`.
        sites: Rules for single sites, as in `tearsheet.parse`. They never apply to pages without a URL.
        learn_sites: Folder of site rules. Missing rules are first learned from this run's own pages, in a separate
            pass over the sources; a site needs at least three pages. Later runs use the rules in the folder. Rules in
            ``sites`` take precedence over them.
        fields: Columns of the output, any of `tearsheet.batch.columns.CHOICES`; None for all (in CSV: all except
            nested ones). ``input`` always comes first.
        evidence: Whether to write the column ``evidence`` if ``fields`` is None.
        fingerprint: Whether to add a column with the text's fingerprint, to find near-duplicates.
        keep_rejects: Whether rejects include their content (base64 in ``content``), so that the rejects file can
            itself be a source.
        overwrite: Whether to replace existing files, once the new ones are complete.
        allow_empty: Whether to write an output without any article.
        restart: Whether to discard an unfinished run with this output instead of resuming it.
        check: Called with each article; decides whether to divert it to ``quarantine``. Must be picklable; its
            ``repr`` must differ between different checks.
        quarantine: JSON Lines file for the articles that ``check`` diverts.
        report: HTML file to write about the run.
        progress: Called after each chunk of pages.

    Returns:
        The summary of the run.

    Raises:
        SourceError: A source does not exist, the output's name does not determine a format, or a field does not exist.
        OutputExists: The run would overwrite an existing file.
        RunConflict: An unfinished run has the same output but other inputs or options, or another process is writing
            this output.
        OutputError: The output cannot be written; the same call resumes the run.
        UploadError: The output cannot be uploaded to its store; the same call tries again.
        WorkersNotStarted: No worker process can be started.
        MissingExtra: A library that reads a source or writes the output is not installed.
        TypeError: An argument has a type that is not accepted.
    """
    check_arguments(now=now, fields=fields, sites=sites)
    _check_types(sources, workers)
    if workers != 0:
        check_not_starting()
    upload = Upload.of(output)
    path = upload.output if upload else Path(output)
    form = format_of(path, format)
    run = Run(
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
        quarantine=_companion(quarantine, "quarantine", upload),
        report=_companion(report, "report", upload),
        progress=progress,
        reader=SiteReader(sites) if sites else read_article,
        memory=Path(learn_sites) if learn_sites is not None else None,
    )
    return upload.run(run, lambda run: _started(run, sites)) if upload else _started(run, sites)


def _companion(path: str | os.PathLike[str] | None, kind: str, upload: Upload | None) -> Path | None:
    """Return where another file of the run is written.

    Raises:
        SourceError: It is in a store, but the output is not.
    """
    if path is None:
        return None
    if upload is not None:
        return upload.place(path, kind)
    if is_remote(path):
        raise SourceError(path, f"a {kind} can only be in a store if the output is, too")
    return Path(path)


def _started(run: Run, sites: SiteRules | None) -> RunSummary:
    return run.start() if run.memory is None else _with_memory(run, run.memory, sites)


def _check_types(sources: object, workers: object) -> None:
    if not isinstance(sources, (str, os.PathLike, Sequence)):
        raise TypeError(f"sources must be a path or a sequence of paths, not {type(sources).__name__}")
    if workers is not None and (not isinstance(workers, int) or workers < 0):
        raise TypeError(f"workers must be a number of processes or None, not {workers!r}")


def _with_memory(run: Run, folder: Path, sites: SiteRules | None) -> RunSummary:
    """Learn the sites of the run, then run with their rules."""
    from tearsheet.batch.site_memory import SiteLearner, held

    begin = time.monotonic()
    if run.output != STDOUT:
        run.claim()
    with held(folder):
        learner = SiteLearner(
            [os.fspath(source) for source in run.sources],
            folder, run.columns, run.limits, run.now, run.workers, run.own,
        )  # fmt: skip
        memory = learner.learn(sites)
        return dataclasses.replace(
            run, reader=memory.reader, sites_learned=memory.learned, sites_known=memory.known
        ).start(begin)


def _processors() -> int:
    """Return the processors that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
