"""The report's page."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from os.path import relpath
from pathlib import Path
from urllib.parse import quote

from tearsheet.batch.report import series
from tearsheet.batch.report.charts import WIDE, bars, columns
from tearsheet.batch.run_stats import RunStats
from tearsheet.batch.summary import RunSummary


def render(summary: RunSummary, stats: RunStats, folder: Path | None = None) -> str:
    """Return the report of a run as HTML that loads nothing and runs no script.

    Args:
        summary: The summary of the run.
        stats: Its counts.
        folder: The folder of the report, from which files are linked; None for no links.
    """
    style = (files("tearsheet.batch.report") / "style.css").read_text("utf-8")
    time, unit = series.over_time(stats)
    found, never = series.coverage(stats)
    views, sections = stats.fields["view_count"], series.sections(stats)
    body = "".join(
        (
            f"<h1>{escape(Path(summary.output).name)}</h1>",
            _tiles(summary),
            _rejects(summary, stats, folder) if stats.rejected else "",
            _section(
                "Fields found",
                bars(found, stats.articles, caption=f"share of {stats.articles:,} articles"),
                f'<p class="none">Found in no article: {", ".join(never)}.</p>' if never and found else "",
            ),
            _section(
                "Over time",
                columns(
                    time,
                    caption=f"articles by {unit} of publication; {stats.fields['date']:,} have a date",
                    total=WIDE,
                ),
            )
            if time
            else "",
            '<div class="pair">',
            _section("Categories", _categories(stats)) if stats.categories else "",
            _section(
                "Kinds of page", bars(series.kinds(stats), stats.articles, caption="share of all articles")
            )
            if stats.articles
            else "",
            _section("Views", columns(series.views(stats), caption=f"{views:,} articles show a count"))
            if views
            else "",
            _section("Words", columns(series.words(stats), caption="articles by number of words in the text"))
            if stats.articles
            else "",
            _section("Sections", columns(sections, caption="articles by number of headings"))
            if stats.articles
            else "",
            "</div>",
            _section("Slowest pages", _slowest(stats, folder)) if stats.slowest else "",
            _skipped(summary),
        )
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(Path(summary.output).name)}: run report</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _section(title: str, *parts: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{''.join(parts)}</section>"


def _tiles(summary: RunSummary) -> str:
    tiles = [
        (f"{summary.inputs:,}", "inputs"),
        (f"{summary.articles:,}", "articles"),
        (f"{summary.rejected:,}", "rejected"),
    ]
    if summary.quarantine is not None:
        tiles.append((f"{summary.quarantined:,}", "in quarantine"))
    if summary.inputs > summary.resumed:
        tiles.append((f"{summary.rate:,.0f}", "pages per second"))
    tiles.append(
        (f"{summary.seconds:,.1f} s", f"with {summary.workers} worker{'' if summary.workers == 1 else 's'}")
    )
    if summary.resumed:
        tiles.append((f"{summary.resumed:,}", "inputs done by earlier runs"))
    cells = "".join(f"<div><b>{value}</b><span>{label}</span></div>" for value, label in tiles)
    return f'<div class="tiles">{cells}</div>'


def _rejects(summary: RunSummary, stats: RunStats, folder: Path | None) -> str:
    caption = f"{_share(stats.rejected, stats.inputs)} of the inputs, by code"
    parts = [bars(series.rejects(stats), stats.rejected, caption=caption)]
    for code, _ in stats.rejects.most_common():
        rows = "".join(
            f"<tr><td class=name>{_linked(name, folder)}</td><td>{escape(message)}</td></tr>"
            for name, message in stats.samples.get(code, [])
        )
        parts.append(
            f"<details><summary>{escape(code)}: examples</summary><table class=list>{rows}</table></details>"
        )
    if summary.rejects is not None:
        parts.append(f"<p>All rejects: {_linked(str(summary.rejects), folder)}</p>")
    return _section("Rejects", *parts)


def _linked(name: str, folder: Path | None) -> str:
    """Return a name, as a link if it is a file; the address is a relative path, so it has no scheme of its own."""
    try:
        target = None if folder is None or not Path(name).is_file() else relpath(name, folder)
    except (OSError, ValueError):  # too long for a path, a null byte, another drive
        target = None
    if target is None:
        return escape(name)
    return f'<a href="./{escape(quote(Path(target).as_posix()))}">{escape(name)}</a>'


def _categories(stats: RunStats) -> str:
    rows = series.categories(stats)
    caption = f"the {len(rows):,} most frequent of {len(stats.categories):,}"
    return bars(rows, max((row.value for row in rows), default=0), caption=caption)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _slowest(stats: RunStats, folder: Path | None) -> str:
    rows = "".join(
        f"<tr><td class=number>{seconds * 1000:,.0f} ms</td><td class=name>{_linked(name, folder)}</td></tr>"
        for seconds, name in stats.slowest
    )
    return f"<table class=list>{rows}</table>"


def _skipped(summary: RunSummary) -> str:
    if not summary.skipped:
        return ""
    items = "".join(f"<li>{count:,} {escape(reason)}</li>" for reason, count in summary.skipped.items())
    return _section("Skipped", f"<ul>{items}</ul>")
