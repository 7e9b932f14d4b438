"""A run that is stopped at any moment can be resumed, and ends with the bytes of an undisturbed run."""

from __future__ import annotations

import functools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tearsheet.batch import convert
from tearsheet.batch.errors import OutputError, OutputExists, RunConflict
from tearsheet.batch.run import Progress, Run
from tearsheet.batch.state import RunState
from tearsheet.batch.writers import format_of

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The canal was dug by hand in eleven summers, and the spoil was carried off in baskets to raise the market square.</p>
{1}</article></body></html>"""
FILLER = "<p>Barges of peat and brick passed the lock at all hours, and the keeper slept in his boots by the bell.</p>"
SCRIPT = Path(__file__).parent / "killed_run.py"
PAGES = 200
KILLS = 5


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for i in range(PAGES):
        text = PAGE.format(f"The canal in its year {i}", FILLER * (i % 10 * 4))
        (folder / f"page-{i:03}.html").write_text("" if i % 50 == 7 else text)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.endswith(".run.json")
    }


@pytest.fixture(scope="module")
def undisturbed(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """Return what a run in one go writes, by the output's name."""

    @functools.cache
    def whole(name: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("whole")
        small_run(pages, folder / name).start()
        return files(folder)

    return whole


def size_of(path: Path) -> int:
    """Return the size of a file that may go at any moment; 0 if it is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_killed_at_random_moments(
    name: str, pages: Path, undisturbed: Callable[[str], dict[str, bytes]], tmp_path: Path
) -> None:
    output = tmp_path / name
    command = [sys.executable, str(SCRIPT), str(pages), str(output), "2"]
    generator = random.Random(name)  # noqa: S311  # for moments, not for secrets
    journal = output.with_name(f"{name}.part") / "journal.jsonl"
    done = 0
    interrupted = False
    for _ in range(KILLS):
        run = subprocess.Popen(command)
        # Let it do at least something, then a random moment more.
        while run.poll() is None and size_of(journal) <= done:
            time.sleep(0.002)
        time.sleep(generator.random() * 0.03)
        if run.poll() is not None:
            assert run.returncode == 0
            break  # it was done before its moment came
        run.send_signal(signal.SIGKILL)
        run.wait()
        done = size_of(journal)
        interrupted = interrupted or done > 0
        if output.exists() and not journal.exists():
            break  # all was done but the leaving
    else:
        subprocess.run(command, check=True, timeout=60)
    assert files(output.parent) == undisturbed(name)
    account = json.loads((output.parent / f"{name}.run.json").read_text())
    assert account["summary"]["inputs"] == PAGES
    assert (account["summary"]["resumed"] > 0) == interrupted


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out.sqlite"])
def test_stopped_with_the_output_there_and_the_run_not_yet_gone(
    name: str,
    pages: Path,
    undisturbed: Callable[[str], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(_state: RunState) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(RunState, "remove", stop)
        with pytest.raises(KeyboardInterrupt):
            small_run(pages, tmp_path / name).start()
    assert (tmp_path / name).exists()
    assert (tmp_path / f"{name}.part").exists()
    small_run(pages, tmp_path / name).start()
    assert files(tmp_path) == undisturbed(name)


def test_workers_end_with_a_killed_run(pages: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(pages), str(tmp_path / "out.jsonl"), "2"]
    run = subprocess.Popen(command, start_new_session=True)
    while not (tmp_path / "out.jsonl.part" / "journal.jsonl").exists():
        time.sleep(0.01)
    time.sleep(0.3)
    run.send_signal(signal.SIGKILL)
    run.wait()
    deadline = time.monotonic() + 20
    while _group_lives(run.pid):
        assert time.monotonic() < deadline, "workers outlive the run"
        time.sleep(0.05)


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


class Stop(Exception):
    pass


def stopper(at: int) -> object:
    def stop(progress: Progress) -> None:
        if progress.stats.inputs >= at:
            raise Stop

    return stop


def small_run(pages: Path, output: Path, *, stop_at: int | None = None, restart: bool = False) -> Run:
    return Run(
        sources=[pages],
        output=output,
        format=format_of(output, None),
        workers=0,
        segment=24,
        restart=restart,
        progress=stopper(stop_at) if stop_at is not None else None,  # type: ignore[arg-type]  # a stand-in
    )


@pytest.mark.parametrize(
    ("name", "stop_at"),
    [
        *(("out.jsonl", stop_at) for stop_at in (1, 24, 25, 100, PAGES - 1, PAGES)),
        *((name, 100) for name in ("out.parquet", "out.jsonl.gz", "out.jsonl.zst", "out.sqlite")),
    ],
)
def test_stopped_runs_go_on_in_every_format(
    name: str, stop_at: int, pages: Path, undisturbed: Callable[[str], dict[str, bytes]], tmp_path: Path
) -> None:
    output = tmp_path / name
    with pytest.raises(Stop):
        small_run(pages, output, stop_at=stop_at).start()
    assert not output.exists()
    summary = small_run(pages, output).start()
    assert files(output.parent) == undisturbed(name)
    assert summary.resumed == (stop_at - 1) // 24 * 24 or summary.resumed == stop_at // 24 * 24
    assert summary.inputs == PAGES


def test_half_a_line_of_the_journal_never_happened(
    pages: Path, undisturbed: Callable[[str], dict[str, bytes]], tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(Stop):
        small_run(pages, output, stop_at=100).start()
    part = output.with_name("out.jsonl.part")
    journal = (part / "journal.jsonl").read_bytes()
    (part / "journal.jsonl").write_bytes(journal[:-20])
    with (part / "articles").open("ab") as spool:
        spool.write(b'{"input": "half a reco')
    small_run(pages, output).start()
    assert files(output.parent) == undisturbed("out.jsonl")


def test_another_plan_does_not_take_the_run_up(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(Stop):
        small_run(pages, tmp_path / "out.jsonl", stop_at=100).start()
    with pytest.raises(RunConflict, match="differs in segment"):
        convert(pages, tmp_path / "out.jsonl", workers=0)
    assert convert(pages, tmp_path / "out.jsonl", workers=0, restart=True).resumed == 0


def test_changed_inputs_do_not_take_the_run_up(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for i in range(60):
        (folder / f"page-{i:03}.html").write_text(PAGE.format(i, FILLER))
    with pytest.raises(Stop):
        small_run(folder, tmp_path / "out.jsonl", stop_at=50).start()
    (folder / "page-000.html").unlink()
    with pytest.raises(RunConflict, match="added, removed or renamed"):
        small_run(folder, tmp_path / "out.jsonl").start()
    assert small_run(folder, tmp_path / "out.jsonl", restart=True).start().inputs == 59


def test_a_changed_file_does_not_let_the_run_be_resumed(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for i in range(60):
        (folder / f"page-{i:03}.html").write_text(PAGE.format(i, FILLER))
    with pytest.raises(Stop):
        small_run(folder, tmp_path / "out.jsonl", stop_at=50).start()
    (folder / "page-000.html").write_text(PAGE.format("another", FILLER))
    with pytest.raises(RunConflict, match="have changed"):
        small_run(folder, tmp_path / "out.jsonl").start()


def test_a_container_that_grows_while_it_is_read_is_named(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    row = json.dumps({"html": PAGE.format("The canal", FILLER)}) + "\n"
    source.write_text(row * 40)

    def grow(_progress: Progress) -> None:
        with source.open("a") as file:
            file.write(row)

    summary = convert(source, tmp_path / "out.jsonl", workers=0, progress=grow)
    assert summary.changed == (source.as_posix(),)
    assert summary.articles == len((tmp_path / "out.jsonl").read_text().splitlines())


def test_what_appears_while_a_run_is_under_way_is_left_alone(pages: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"

    def appear(_progress: Progress) -> None:
        output.write_text("precious")

    with pytest.raises(OutputExists, match="created during the run"):
        convert(pages, output, workers=0, progress=appear)
    assert output.read_text() == "precious"


def test_a_run_that_has_kept_nothing_leaves_nothing(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(Stop):
        small_run(pages, tmp_path / "out.jsonl", stop_at=1).start()
    assert list(tmp_path.iterdir()) == []


def test_two_processes_are_not_at_one_run(pages: Path, tmp_path: Path) -> None:
    run = small_run(pages, tmp_path / "out.jsonl")
    with (
        RunState(tmp_path / "out.jsonl.part", run.plan()),
        pytest.raises(RunConflict, match="another process"),
    ):
        run.start()


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out.sqlite"])
def test_a_full_disk_is_reported_and_the_run_can_be_resumed(
    name: str, pages: Path, undisturbed: Callable[[str], dict[str, bytes]], tmp_path: Path
) -> None:
    output = tmp_path / name
    limit = len(undisturbed("out.jsonl")["out.jsonl"]) // 2
    # A limit on the size of files simulates a full disk.
    code = (
        "import resource, signal, sys; from pathlib import Path; import killed_run;"
        "from tearsheet.batch.errors import OutputError;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY));"
        "sys.tracebacklimit = 0;"
        f"killed_run.start({str(pages)!r}, Path({str(output)!r}), 1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=SCRIPT.parent, check=False
    )
    assert done.returncode == 1
    assert "OutputError: cannot write" in done.stderr
    assert "File too large" in done.stderr
    summary = small_run(pages, output).start()
    assert 0 < summary.resumed < PAGES
    assert files(output.parent) == undisturbed(name)


def test_an_output_that_cannot_be_made_is_reported(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        convert(pages, tmp_path / "file" / "out.jsonl", workers=0)
