"""Rules of sites that a run learns from its own pages before it reads them, kept in a folder for the next run.

A first pass goes over all inputs and puts some pages of each site whose rule is not known yet into a database beside
the rules. Then each of these sites is learned on its own. So memory grows with the number of sites, not of pages.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pebble import ProcessPool

from tearsheet.batch.errors import OutputError, OutputExists, RunConflict, SourceError
from tearsheet.batch.outputs import make_folder, write_file
from tearsheet.batch.pool import new_pool
from tearsheet.batch.records import Columns, Limits, RawPage
from tearsheet.batch.site_pages import SitePages
from tearsheet.batch.state import locked
from tearsheet.batch.work import read_article
from tearsheet.parsing.urls import host_of

if TYPE_CHECKING:
    from tearsheet.article.model import Article
    from tearsheet.sites import SiteRule, SiteRules

log = logging.getLogger(__name__)

LEAST: Final = 3
"""Pages of a site that its rule is learned from, at least: fewer do not show where its fields are."""
MOST: Final = 24
"""Pages of a site that its rule is learned from, at most: evenly spread over all that there are."""
CACHED: Final = 1024
"""Rules that a worker holds, about 12 KiB each. Reading a rule from its file again takes about 2 ms, a fifth of the
time for a short page, and pages of many sites often come in mixed order."""
HOST_LIMIT: Final = 200
"""Longest host that is learned, in characters: longer ones name no file on common systems."""
PAGES: Final = ".pages"
LOCK: Final = ".lock"
"""Names of files in the folder of rules while a run is under way."""


class Memory(NamedTuple):
    """The rules of sites with which a run begins to read."""

    reader: MemoryReader
    learned: int
    """Sites whose rule was learned from this run's pages."""
    known: int
    """Sites of this run whose rule was there already."""


@dataclass(frozen=True, repr=False)
class MemoryReader:
    """Reads articles with the rules of a folder; it is sent to the workers, which read each rule when they need it."""

    folder: Path
    digest: str
    """A digest of the rules that this run's pages may need; it changes when a rule changes."""
    first: SiteRules | None = None
    """Rules that go before those of the folder."""

    def __call__(self, page: RawPage, body: bytes | str, now: dt.datetime | None) -> Article:
        """Return the article in ``body``: pages by the rule that covers their URL, text as it is."""
        if page.markup and not page.article:
            from tearsheet.api import parse

            return parse(body, url=page.url, now=now, sites=self._rules_for(page.url, now))
        return read_article(page, body, now)

    def _rules_for(self, url: str | None, now: dt.datetime | None) -> SiteRules | None:
        if url is None or (self.first is not None and self.first.rule_for(url, now) is not None):
            return self.first
        file = rule_file(self.folder, host_of(url))
        return None if file is None else _cached(file, self.digest)

    def __repr__(self) -> str:
        first = [rule.model_dump_json() for rule in self.first or ()]
        return f"MemoryReader({hashlib.sha256(repr((self.digest, first)).encode()).hexdigest()})"


@functools.lru_cache(maxsize=CACHED)
def _cached(file: Path, _digest: str) -> SiteRules | None:
    return _rules_in(file)


def _rules_in(file: Path) -> SiteRules | None:
    from tearsheet.sites import load_rules

    return load_rules(file) if file.is_file() else None


def rule_file(folder: Path, host: str) -> Path | None:
    """Return the file that holds the rule of a host; None if there can be none.

    >>> rule_file(Path("rules"), "news.example:8080").as_posix()
    'rules/news.example_8080.toml'
    """
    name = "".join(c if c.isalnum() or c in ".-" else "_" for c in host).lstrip(".")
    return folder / f"{name}.toml" if name and len(name) <= HOST_LIMIT else None


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Prevent other runs from writing rules into the same folder.

    Raises:
        RunConflict: Another run is using it.
        OutputError: The folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputExists(folder, "is not a folder; choose a folder for the site rules")
    make_folder(folder / LOCK)
    with (folder / LOCK).open("wb") as lock:
        if not locked(lock):
            raise RunConflict(folder, "another run is learning site rules in this folder")
        yield


class SiteLearner(NamedTuple):
    """Learns the rules of the sites of some sources."""

    sources: Sequence[str]
    folder: Path
    columns: Columns
    limits: Limits
    now: dt.datetime | None
    workers: int
    own: frozenset[str] = frozenset()
    """Real paths of the run's own files, which are not read as inputs."""

    def learn(self, first: SiteRules | None = None) -> Memory:
        """Learn the rule of each site that the folder holds none of, and write it there.

        Args:
            first: Rules that go before those of the folder.

        Raises:
            SourceError: A source does not exist, or cannot be read twice.
            SiteRuleError: A rule that is there already has a fault.
            OutputError: The folder cannot be written.
        """
        if "-" in self.sources:
            raise SourceError("-", "standard input cannot be read twice, which learning site rules requires")
        pages = self.folder / PAGES
        try:
            kept = self._keep_pages(pages)
            fresh = [host for host, number in sorted(kept.items()) if number >= LEAST]
            learned = sum(self._write(host, rule) for host, rule in self._rules(pages, fresh))
        except (OSError, sqlite3.Error) as error:
            raise OutputError(self.folder, str(error)) from error
        finally:
            pages.unlink(missing_ok=True)
        known = [host for host, number in kept.items() if number == 0]
        reader = MemoryReader(self.folder, self._digest(kept), first)
        log.info("site rules: %d learned, %d already known, in %s", learned, len(known), self.folder)
        return Memory(reader, learned, len(known))

    def _keep_pages(self, database: Path) -> dict[str, int]:
        """Store pages of unknown sites in a database, and return how many pages each site has.

        A known site has 0. Of more than twice `MOST` pages of a site every second is dropped, and from then on only
        every second is taken, and so on.
        """
        database.unlink(missing_ok=True)
        seen: dict[str, int] = {}
        steps: dict[str, int] = {}
        known: dict[str, int] = {}
        with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute(
                "CREATE TABLE pages (host TEXT, number INTEGER, url TEXT, text INTEGER, content BLOB, "
                "PRIMARY KEY (host, number)) WITHOUT ROWID"
            )
            for content, url in SitePages(self.sources, self.columns, self.limits, own=self.own):
                host = host_of(url)
                file = rule_file(self.folder, host)
                if file is None or host in known:
                    continue
                if host not in seen and _rules_in(file) is not None:
                    known[host] = 0
                    continue
                number = seen.get(host, 0)
                seen[host] = number + 1
                step = steps.setdefault(host, 1)
                if number % step:
                    continue
                db.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?)", _row(host, number, url, content))
                if number // step + 1 >= 2 * MOST:
                    steps[host] = 2 * step
                    db.execute("DELETE FROM pages WHERE host = ? AND number % ?", (host, 2 * step))
        return seen | known

    def _rules(self, database: Path, hosts: Sequence[str]) -> Iterator[tuple[str, str | None]]:
        """Yield each host with its rule as TOML; None if nothing can be learned from its pages."""
        if not self.workers:
            for host in hosts:
                yield host, learned_rule(database, host, self.now)
            return
        pool: ProcessPool = new_pool(min(self.workers, max(1, len(hosts))), self.limits.memory)
        try:
            futures: list[Future[str | None]] = [
                pool.schedule(
                    learned_rule, args=(database, host, self.now), timeout=MOST * self.limits.seconds
                )
                for host in hosts
            ]
            for host, future in zip(hosts, futures, strict=True):
                yield host, _settled(host, future)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates most of itself
            pool.join()

    def _write(self, host: str, rule: str | None) -> bool:
        file = rule_file(self.folder, host)
        if rule is None or file is None:
            return False
        write_file(file, rule, overwrite=False)
        return True

    def _digest(self, hosts: dict[str, int]) -> str:
        sink = hashlib.sha256()
        for host in sorted(hosts):
            file = rule_file(self.folder, host)
            if file is not None and file.is_file():
                sink.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
        return sink.hexdigest()


def _row(host: str, number: int, url: str, content: bytes | str) -> tuple[str, int, str, bool, bytes]:
    is_text = isinstance(content, str)
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return host, number, url, is_text, zlib.compress(data, 1)


def _settled(host: str, future: Future[str | None]) -> str | None:
    """Return a site's rule; None if its process ended, or took too long: its pages are read without one."""
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  # whatever its pages did to the process
        log.warning("could not learn the rule for %s: %s: %s", host, type(error).__name__, error)
        return None


def learned_rule(database: Path, host: str, now: dt.datetime | None) -> str | None:
    """Return the rule learned from the kept pages of a host, as TOML; None if nothing can be learned from them."""
    from tearsheet.sites import learn_sites, to_toml

    with contextlib.closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db:
        rows = db.execute("SELECT url, text, content FROM pages WHERE host = ? ORDER BY number", (host,))
        kept = rows.fetchall()
    pages = [
        (_content(data, is_text=bool(is_text)), url) for url, is_text, data in kept[:: -(-len(kept) // MOST)]
    ]
    found = max(learn_sites(pages, now=now), key=lambda site: _pages(site.rule), default=None)
    if found is None or _pages(found.rule) < LEAST:
        return None
    # The same pages are then read with this rule, so each of their lines has been seen: that is no evidence.
    return to_toml(found.rule.model_copy(update={"seen": ()}), found.notes)


def _content(data: bytes, *, is_text: bool) -> bytes | str:
    content = zlib.decompress(data)
    return content.decode("utf-8", "surrogatepass") if is_text else content


def _pages(rule: SiteRule) -> int:
    return rule.learned.pages if rule.learned is not None else 0
