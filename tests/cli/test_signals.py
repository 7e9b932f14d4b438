"""Ctrl-C and SIGTERM end a run cleanly, with their codes; the same command takes it up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tearsheet.batch.state import kept_inputs

PAGE = """<!doctype html><html><head><title>The tower {0}</title></head><body><article><h1>The tower {0}</h1>
<p>From the tower the watchman saw three counties and, on two mornings of the year, the sea with its white rim.</p>
<p>He kept bees on the parapet, and their honey, which tasted of the heath, was the only rent he ever paid.</p>
</article></body></html>"""
PAGES = 3000
START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""Background jobs of a shell start with Ctrl-C ignored."""
COMMAND = [sys.executable, "-c", f"{START}; from tearsheet.cli import main; main()"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_a_signal_and_taken_up(number: signal.Signals, code: int, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for i in range(PAGES):
        (pages / f"page-{i:04}.html").write_text(PAGE.format(i))
    output = tmp_path / "out.jsonl"
    command = [*COMMAND, "convert", str(pages), "-o", str(output), "-j", "2"]
    run = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)
    part = tmp_path / "out.jsonl.part"
    while not kept_inputs(part):
        assert run.poll() is None
        time.sleep(0.005)
    time.sleep(0.1)  # the line of the journal is on disk, too
    os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
    _, said = run.communicate(timeout=30)
    assert run.returncode == code, said
    assert "inputs are finished: run the same command again to resume" in said
    assert "Traceback" not in said
    assert not output.exists()
    again = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert again.returncode in {0, 1}, again.stderr
    assert f"{PAGES:,} seen = " in again.stderr
    assert "done by earlier runs" in again.stderr
    lines = (
        output.read_bytes().splitlines()
        + output.with_name("out.jsonl.rejects.jsonl").read_bytes().splitlines()
    )
    names = [json.loads(line)["input"] for line in lines]
    assert sorted(names) == [path.as_posix() for path in sorted(pages.iterdir())]
