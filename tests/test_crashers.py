"""What once broke something, or would break a careless reader, stays read or refused: one small file for each.

``tests/fuzz/crashers/TARGET/NAME`` is named for what it shows; see `tests/fuzz/targets.py` for what each target holds
it to.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from targets import TARGETS

CRASHERS = Path(__file__).parent / "fuzz" / "crashers"
FILES = sorted(path for path in CRASHERS.rglob("*") if path.is_file())


def test_every_target_has_crashers() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CRASHERS).as_posix())
def test_crasher(path: Path) -> None:
    target = TARGETS[path.parent.name]
    if target.hold is None:
        target.run(path.read_bytes())
    else:
        target.hold(path)
