"""What type checkers say of programs that use tearsheet: right ones pass strictly, wrong ones are errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from optional import need

api = need("mypy.api")

RIGHT = """
import datetime as dt

import tearsheet

article = tearsheet.parse(b"<p>x", fields=["title", "date"])
title: str | None = article.title
when: dt.datetime | dt.date | None = article.date
for section in article.sections:
    for block in section.blocks:
        if block.type == "paragraph":
            text: str = block.text
ok: bool = tearsheet.validate(article, "tearsheet:article").ok
codes = tearsheet.convert(["pages"], "articles.jsonl", workers=0).codes
"""
WRONG = {
    "tearsheet.nothing": "attr-defined",
    "tearsheet.parse(3)": "arg-type",
    "tearsheet.parse('x').headline": "attr-defined",
    "tearsheet.parse('x').title.upper()": "union-attr",
    "tearsheet.parse('x', when=None)": "call-arg",
    "tearsheet.Article(title=3)": "arg-type",
}


@pytest.mark.timeout(300)  # mypy starts without a cache
def test_right_programs_pass_and_wrong_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text(RIGHT, encoding="utf-8")
    lines = ["import tearsheet", *WRONG]
    (tmp_path / "wrong.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\n", encoding="utf-8")
    said, _, _ = api.run(
        [
            f"--config-file={tmp_path / 'mypy.ini'}",
            f"--cache-dir={tmp_path / 'cache'}",
            str(tmp_path / "right.py"),
            str(tmp_path / "wrong.py"),
        ]
    )
    own = [line for line in said.splitlines() if "error:" in line and str(tmp_path) in line]
    assert [line for line in own if "right.py" in line] == []
    found = {int(line.split("wrong.py:")[1].split(":")[0]): line for line in own}
    for number, (program, code) in enumerate(WRONG.items(), 2):
        assert f"[{code}]" in found.get(number, ""), f"{program}\n{said}"
