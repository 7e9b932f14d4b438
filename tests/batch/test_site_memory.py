"""Runs that learn the rules of sites from their own pages, and keep them."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from made_sites import make_site

from tearsheet.batch import RunSummary, convert, site_memory
from tearsheet.batch.errors import RunConflict, SourceError
from tearsheet.batch.site_memory import held
from tearsheet.sites import SiteRuleError, load_rule

HOST = "footer-date.example"


def site(folder: Path, template: str = "footer-date", count: int = 12) -> Path:
    """Write pages of a made site as JSON Lines."""
    file = folder / f"{template}.jsonl"
    rows = [{"url": page.url, "html": page.html} for page in make_site(template)[:count]]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def run(source: Path, output: Path, rules: Path, **options: Any) -> RunSummary:
    return convert(source, output, **{"workers": 0, "learn_sites": rules, **options})


def dates(output: Path) -> int:
    return sum(json.loads(line)["date"] is not None for line in output.read_text().splitlines())


def test_a_learned_rule_is_used_at_once_and_later(tmp_path: Path) -> None:
    source, rules = site(tmp_path), tmp_path / "rules"
    convert(source, tmp_path / "without.jsonl", workers=0)
    assert dates(tmp_path / "without.jsonl") == 0
    first = run(source, tmp_path / "first.jsonl", rules)
    assert (first.articles, first.sites_learned, first.sites_known) == (12, 1, 0)
    assert dates(tmp_path / "first.jsonl") == 12
    learned = rules / f"{HOST}.toml"
    assert load_rule(learned).seen == ()
    learned.write_text(learned.read_text() + "# edited\n")
    second = run(source, tmp_path / "second.jsonl", rules)
    assert (second.sites_learned, second.sites_known) == (0, 1)
    assert (tmp_path / "second.jsonl").read_bytes() == (tmp_path / "first.jsonl").read_bytes()
    assert learned.read_text().endswith("# edited\n")
    assert sorted(path.name for path in rules.iterdir()) == [".lock", f"{HOST}.toml"]


def test_the_time_of_a_run_includes_learning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]

    def slow(*_: object) -> None:
        clock[0] += 60

    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(site_memory, "learned_rule", slow)
    assert run(site(tmp_path, count=3), tmp_path / "out.jsonl", tmp_path / "rules").seconds == 60


def test_bytes_and_rules_do_not_depend_on_workers(tmp_path: Path) -> None:
    source = site(tmp_path)
    for workers in (0, 2):
        run(source, tmp_path / f"{workers}.jsonl", tmp_path / f"rules{workers}", workers=workers)
    assert (tmp_path / "2.jsonl").read_bytes() == (tmp_path / "0.jsonl").read_bytes()
    rule = f"{HOST}.toml"
    assert (tmp_path / "rules2" / rule).read_bytes() == (tmp_path / "rules0" / rule).read_bytes()


def test_nothing_is_learned_from_few_pages(tmp_path: Path) -> None:
    summary = run(site(tmp_path, count=2), tmp_path / "out.jsonl", tmp_path / "rules")
    assert (summary.articles, summary.sites_learned, summary.sites_known) == (2, 0, 0)
    assert not list((tmp_path / "rules").glob("*.toml"))


def test_of_many_pages_a_sample_is_learned_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_memory, "MOST", 3)
    run(site(tmp_path), tmp_path / "out.jsonl", tmp_path / "rules")
    learned = load_rule(tmp_path / "rules" / f"{HOST}.toml").learned
    assert learned is not None
    assert learned.pages == 3


def test_a_resumed_run_uses_the_rules_that_it_learned(tmp_path: Path) -> None:
    source, rules = site(tmp_path), tmp_path / "rules"
    run(source, tmp_path / "whole.jsonl", tmp_path / "other")

    class Stop(Exception):
        pass

    def stop(_progress: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        run(source, tmp_path / "out.jsonl", rules, progress=stop)
    summary = run(source, tmp_path / "out.jsonl", rules)
    assert summary.sites_known == 1
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_rules_in_a_folder_of_inputs_are_no_inputs(tmp_path: Path) -> None:
    site(tmp_path)
    for name in ("a", "b"):
        summary = convert(tmp_path, tmp_path / f"{name}.jsonl", workers=0, learn_sites=tmp_path / "rules",
                          overwrite=True)  # fmt: skip
        (tmp_path / f"{name}.jsonl").rename(tmp_path / f".{name}")
        for path in tmp_path.glob(f"{name}.jsonl.*"):
            path.unlink()
        assert (summary.articles, Counter(summary.skipped)) == (12, Counter())


def test_a_rule_with_a_fault_is_reported_before_anything_is_read(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / f"{HOST}.toml").write_text("match = 3")
    with pytest.raises(SiteRuleError):
        run(site(tmp_path), tmp_path / "out.jsonl", rules)
    assert not (tmp_path / "out.jsonl").exists()
    assert not (rules / ".pages").exists()


def test_what_cannot_be_read_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="twice"):
        convert("-", tmp_path / "out.jsonl", workers=0, learn_sites=tmp_path / "rules")


def test_two_runs_do_not_learn_into_one_folder(tmp_path: Path) -> None:
    with held(tmp_path / "rules"), pytest.raises(RunConflict):
        run(site(tmp_path), tmp_path / "out.jsonl", tmp_path / "rules")
