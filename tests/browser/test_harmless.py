"""Pages made to attack are inspected, rendered, and opened in a browser: nothing of them runs or is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Opened
from vectors import VECTORS, page_of

import tearsheet
from tearsheet.inspection import inspect_folder

RUN = "alert(window.ran = 1)"
"""What the attacks try: it opens a dialog and leaves a trace."""


def attack(vector: str) -> str:
    return page_of(vector.replace("alert(1)", RUN))


@pytest.fixture(scope="module")
def all_at_once() -> str:
    bodies = "".join(attack(vector).partition("<body>")[2].partition("</body>")[0] for vector in VECTORS)
    return f"{attack(VECTORS[0]).partition('<article>')[0]}{bodies}</body></html>"


def test_the_attack_works_where_it_is_not_stopped(opened: Opened, all_at_once: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(all_at_once)
    seen = opened(path)
    assert seen.page.evaluate("window.ran") == 1
    kinds = {deed.split()[0] for deed in seen.deeds}
    assert {"dialog", "script", "image"} <= kinds  # what records deeds would record those of the pages below


def test_an_inspection_does_nothing(opened: Opened, all_at_once: str, tmp_path: Path) -> None:
    inspection = tearsheet.inspect(
        all_at_once, url="https://ok.example/a", name=f"<img src=x onerror={RUN}>.html"
    )
    inspection.save(tmp_path / "out.html")
    seen = opened(tmp_path / "out.html")
    page = seen.page
    for summary in page.locator("#article summary").all():
        summary.click()
    page.click("[data-show=all]")
    for option in page.locator("#blocks [role=option]").all()[:20]:
        option.click()
        page.keyboard.press("Space")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename.endswith(".corrections.json")
    assert [deed for deed in seen.deeds if " blob:" not in deed] == []  # the file that was saved
    assert page.evaluate("window.ran") is None
    assert page.locator("script").count() == 1
    assert page.locator("iframe, object, embed, form, img, base, link, svg, math, template").count() == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
        )
        == 0
    )


@pytest.mark.parametrize("vector", VECTORS)
def test_each_attack_alone(opened: Opened, vector: str, tmp_path: Path) -> None:
    inspection = tearsheet.inspect(attack(vector), url="https://ok.example/a", name="page")
    inspection.save(tmp_path / "out.html")
    (tmp_path / "cell.html").write_text(
        f"<meta charset=utf-8>{inspection.article._repr_html_()}"
    )  # what notebooks call
    for name in ("out.html", "cell.html"):
        seen = opened(tmp_path / name)
        assert (seen.deeds, seen.page.evaluate("window.ran")) == ([], None)


def test_a_notebook_shows_the_inspection_in_a_frame_of_its_own(
    opened: Opened, all_at_once: str, tmp_path: Path
) -> None:
    path = tmp_path / "cell.html"
    path.write_text(
        f"<meta charset=utf-8>{tearsheet.inspect(all_at_once)._repr_html_()}"
    )  # what notebooks call
    seen = opened(path)
    frame = seen.page.frame_locator("iframe")
    assert frame.locator("#blocks [role=option]").count() > 100
    frame.locator("#field-title summary").click()
    assert frame.locator(".shown").count() > 0
    assert [deed for deed in seen.deeds if "about:srcdoc" not in deed] == []


def test_an_index_does_nothing(opened: Opened, all_at_once: str, tmp_path: Path) -> None:
    pages = tmp_path / f"<b onclick={RUN}>"
    pages.mkdir()
    for number, vector in enumerate(VECTORS):
        (pages / f"{number}.html").write_text(attack(vector))
    (pages / f"<img src=x onerror={RUN}>'\"&.html").write_text(all_at_once)
    entries = list(inspect_folder(pages, tmp_path / "out"))
    assert len(entries) == len(VECTORS) + 1
    seen = opened(tmp_path / "out" / "index.html")
    assert seen.page.locator("tbody tr").count() == len(entries)
    seen.page.fill("#text", "onerror")
    seen.page.locator("tbody a:visible").first.click()
    assert seen.page.locator("#blocks").count() == 1
    allowed = seen.page.url
    assert (seen.deeds, seen.page.evaluate("window.ran")) == ([f"document {allowed}"], None)


def test_rendered_html_runs_nothing(opened: Opened, all_at_once: str, tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    path.write_text(
        f"<meta charset=utf-8>{tearsheet.parse(all_at_once, url='https://ok.example/a').to_html()}"
    )
    seen = opened(path)
    for link in seen.page.locator("a").all():
        link.hover()
    assert seen.page.evaluate("window.ran") is None
    pictures = (
        "image ",
        "console Failed to load resource",
    )  # an article's own pictures are its reader's to load
    assert [deed for deed in seen.deeds if not deed.startswith(pictures)] == []
