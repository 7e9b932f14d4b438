"""Reports for people, at a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tearsheet.contracts.findings import RANK, Finding, Report, Severity, Tally, at_least

MOST_SHOWN = 3
"""Findings shown for each rule in a report about many articles (none for a tolerated rule); JSON and SARIF have
all."""

STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
"""Style of each severity."""


def to_text(report: Report, fail_on: Severity = "error") -> str:
    """Return the report as plain text of up to 110 columns."""
    console = Console(file=io.StringIO(), width=110, no_color=True, highlight=False, force_terminal=False)
    console.print(render(report, fail_on))
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def render(report: Report, fail_on: Severity = "error") -> RenderableType:
    """Return the report for a rich console: most severe rules first, then in the contract's order."""
    parts: list[RenderableType] = [_head(report), Text()]
    failed = sorted((t for t in report.tallies if t.failed), key=lambda t: (t.tolerated, -RANK[t.severity]))
    for tally in failed:
        parts.append(_rule_line(tally))
        if not tally.tolerated:
            parts.extend(_findings(report, tally))
    parts.extend(Text(f"unread   {_plain(name)}", style="red") for name in report.unread)
    if failed or report.unread:
        parts.append(Text())
    parts.extend(_tail(report, fail_on))
    return Group(*parts)


def _head(report: Report) -> Text:
    if report.headline is not None:
        return Text(_plain(report.headline), style="bold")
    name = f"{report.contract} {report.contract_version}" if report.contract_version else report.contract
    line = Text.assemble((f"contract {_plain(name)}", "bold"), f": {_count(report.articles, 'article')}, ")
    line.append(f"{report.failed:,} with findings")
    if report.unmatched:
        line.append(f", not applicable to {report.unmatched:,} others")
    return line


def _rule_line(tally: Tally) -> Text:
    style = "dim" if tally.tolerated else STYLES[tally.severity]
    line = Text.assemble((f"{tally.severity:8}", style), " ", (tally.rule, "bold"))
    if tally.about:
        line.append(f" ({_plain(tally.about)})", style="dim")
    if tally.checked > 1:
        line.append(f"  {tally.failed:,} of {tally.checked:,} articles, {tally.share:.1%}")
    if tally.max_share is not None:
        line.append(f" ({tally.max_share:.1%} allowed: {'tolerated' if tally.tolerated else 'exceeded'})")
    return line


def _findings(report: Report, tally: Tally) -> Iterator[RenderableType]:
    own = [one for one in report.findings if one.rule == tally.rule and one.use == tally.use]
    if report.articles > 1:
        own = own[:MOST_SHOWN]
    for finding in own:
        yield Padding(_finding(finding, named=report.articles > 1), (0, 0, 0, 9))
    if tally.findings > len(own):
        yield Text(f"{'':9}… and {tally.findings - len(own):,} more", style="dim")


def _finding(finding: Finding, *, named: bool) -> Text:
    line = Text()
    if named and finding.article:
        line.append(f"{_plain(finding.article)}  ", style="dim")
    if finding.path:
        line.append(f"{finding.path}: ", style="blue")
    line.append(_plain(finding.message))
    if isinstance(finding.value, str) and finding.value not in finding.message:
        line.append(f"\n  {_plain(finding.value)!r}", style="dim")
    if finding.hint:
        line.append(f"\n  {_plain(finding.hint)}", style="italic")
    if finding.locator is not None and finding.locator.xpath:
        pointer = f" {finding.locator.pointer}" if finding.locator.pointer else ""
        line.append(f"\n  from {finding.locator.xpath}{pointer}", style="dim")
    return line


def _tail(report: Report, fail_on: Severity) -> Iterator[Text]:
    for tally in report.tallies:
        if tally.unchecked:
            yield Text(f"not checked: {tally.rule} ({tally.unchecked})", style="dim")
    failing = report.at_or_over(fail_on)
    milder = sum(
        1 for t in report.tallies if t.failed and not t.tolerated and not at_least(t.severity, fail_on)
    )
    tolerated = sum(1 for t in report.tallies if t.tolerated)
    rest = ", ".join(
        part
        for part in (f"{milder} less severe" if milder else "", f"{tolerated} tolerated" if tolerated else "")
        if part
    )
    if failing:
        yield Text(
            f"failed: {_count(len(failing), 'rule')} at {fail_on} or above" + (f"; {rest}" if rest else ""),
            style="bold red",
        )
    elif report.unread:
        yield Text(f"failed: {_count(len(report.unread), 'input')} gave no article", style="bold red")
    else:
        yield Text("passed" + (f"; {rest}" if rest else ""), style="bold green")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(text: str) -> str:
    """Return ``text`` without what drives a terminal or turns the reading direction."""
    return "".join(char if char.isprintable() else " " for char in text)
