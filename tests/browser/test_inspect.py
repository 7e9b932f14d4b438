"""The inspection in a browser: pointing, keys, filters, corrections, and what assistive technology gets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from looking import Opened, Seen
from optional import need

import tearsheet
from tearsheet.evaluation import evaluate_folder
from tearsheet.inspection import inspect_folder
from tearsheet.inspection.folder import read_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHOWN_PAGE = "content-site-labelled-meta.html"
HIDDEN_VALUES = "news-jsonld-graph.html"


@pytest.fixture
def inspected(opened: Opened, tmp_path: Path) -> Any:
    def inspect(name: str, blocks: str = "all", **how: Any) -> Seen:
        shutil.copy(FIXTURES / name, tmp_path / name)
        read_file(str(tmp_path / name), name).save(tmp_path / "out.html")
        seen: Seen = opened(tmp_path / "out.html", **how)
        if blocks:
            seen.page.click(f"[data-show={blocks}]")
        return seen

    return inspect


def shown(seen: Seen) -> list[str]:
    return [text.split("\n")[-1] for text in seen.page.locator(".shown").all_inner_texts()]


def focused(seen: Seen) -> str:
    text: str = seen.page.evaluate("document.activeElement.innerText")
    return text.rsplit("\n", maxsplit=1)[-1]


def test_hovering_a_field_shows_its_place(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE)
    seen.page.hover("#field-view_count summary")
    assert shown(seen) == ["Views: 5,127"]
    seen.page.hover("h1")
    assert shown(seen) == []


def test_choosing_keeps_the_place_and_shows_the_rejected(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE)
    seen.page.click("#field-date summary")
    seen.page.hover("h1")
    assert shown(seen) == ["Published: February 18, 2025"]
    assert seen.page.locator("#field-date .why").inner_text().startswith("From html by date.shown-headline")
    rejected = seen.page.locator("#field-date .rejected button").first
    rejected.hover()
    assert "losing" in (seen.page.locator(".shown").get_attribute("class") or "")
    assert shown(seen) == ["Ten Stations Worth a Stop March 2, 2025 811"]
    assert "related" in seen.page.locator("#field-date .rejected li").first.inner_text()
    seen.page.keyboard.press("Escape")
    assert shown(seen) == []


def test_a_value_that_no_reader_sees_is_shown_in_the_markup(inspected: Any) -> None:
    seen = inspected(HIDDEN_VALUES)
    assert not seen.page.locator("#markup ul").is_visible()
    seen.page.click("#field-authors summary")
    assert shown(seen) == ["Moira Tan, Jon Ferris"]
    assert "/@graph/2/author" in seen.page.locator("#markup .shown").inner_text()


def test_a_section_and_a_key_point_show_their_blocks(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE)
    seen.page.locator("#sections summary", has_text="Why Sleepers").click()
    first, second = shown(seen)
    assert first == "Why Sleepers Almost Vanished"
    assert second.startswith("Low-cost flights")
    seen.page.locator(".points button", has_text="Night Slots").hover()
    assert shown(seen)[0].startswith("Key Points: Night Slots")


def test_a_block_shows_the_fields_that_came_of_it(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE)
    seen.page.locator("[role=option]", has_text="Views: 5,127").click()
    assert seen.page.locator("#field-view_count summary.near").count() == 1
    assert "its probability is too low" in seen.page.locator("#chosen").inner_text()


def test_everything_is_reached_by_keys(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE, blocks="")
    press = seen.page.keyboard.press
    press("Tab")
    assert focused(seen) == "To the page’s blocks"
    press("Tab")
    press("Enter")  # to the article
    press("Tab")
    assert focused(seen) == "article"  # the first field: its kind
    press("ArrowDown")
    assert shown(seen) == ["RailAtlas"]
    press("Enter")
    assert seen.page.locator("#field-site").get_attribute("open") is not None
    press("End")
    press("Home")
    assert focused(seen) == "article"
    seen.page.keyboard.press("Shift+Tab")
    stops = seen.page.evaluate(
        "document.querySelectorAll('#fields > details > summary[tabindex=\"0\"]').length"
    )
    assert stops == 1


def test_keys_go_through_the_blocks_that_are_shown(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE)
    seen.page.click("[data-show=kept]")
    kept = [block.text for block in tearsheet.explain(FIXTURES / SHOWN_PAGE) if block.kept]
    assert seen.page.locator("#said").inner_text() == f"{len(kept)} blocks shown"
    seen.page.keyboard.press("Tab")  # past the other filters
    while seen.page.evaluate("document.activeElement.getAttribute('role')") != "option":
        seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("ArrowDown")
    assert focused(seen) == kept[1]
    seen.page.keyboard.press("End")
    assert focused(seen) == kept[-1]
    assert seen.page.locator("[role=option]:visible .text").all_inner_texts() == kept


def test_a_correction_is_marked_saved_read_back_and_scored(inspected: Any, tmp_path: Path) -> None:
    seen = inspected(HIDDEN_VALUES)
    block = next(block for block in tearsheet.explain(FIXTURES / HIDDEN_VALUES) if block.kept)
    assert seen.page.locator("#save").is_disabled()
    seen.page.locator("[role=option].kept").first.focus()
    seen.page.keyboard.press("Space")
    assert seen.page.locator("#marked").inner_text() == "1 marked wrong"
    seen.page.locator("[role=option].left").first.click()
    seen.page.click("#flip")
    seen.page.click("#flip")  # it was right after all
    with seen.page.expect_download() as download:
        seen.page.click("#save")
    assert download.value.suggested_filename == "news-jsonld-graph.corrections.json"
    download.value.save_as(tmp_path / download.value.suggested_filename)
    saved = json.loads((tmp_path / download.value.suggested_filename).read_text())
    assert saved == {"page": HIDDEN_VALUES, "blocks": [{"xpath": block.locator.xpath, "keep": False}]}
    (score,) = evaluate_folder(tmp_path).fields
    assert (score.field, score.f1) == ("blocks", 0.0)

    again = inspected(HIDDEN_VALUES)
    assert again.page.locator("[role=option][aria-selected=true] .text").all_inner_texts() == [block.text]
    with again.page.expect_download() as download:
        again.page.click("#save")
    assert json.loads(Path(download.value.path()).read_text()) == saved


def test_all_blocks_can_be_judged(inspected: Any, tmp_path: Path) -> None:
    seen = inspected(HIDDEN_VALUES)
    seen.page.check("#whole")
    with seen.page.expect_download() as download:
        seen.page.click("#save")
    download.value.save_as(tmp_path / "news-jsonld-graph.corrections.json")
    saved = json.loads(seen.page.locator("#json").input_value())
    blocks = tearsheet.explain(FIXTURES / HIDDEN_VALUES)
    assert saved["blocks"] == [{"xpath": b.locator.xpath, "keep": b.kept} for b in blocks]
    (score,) = evaluate_folder(tmp_path).fields
    assert (score.field, score.f1) == ("blocks", 1.0)


def test_it_opens_with_the_headline_and_without_what_was_left_out(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE, blocks="", height=420)
    shown = seen.page.locator("[role=option]:visible")
    assert shown.count() < seen.page.locator("[role=option]").count()
    headline = seen.page.locator("[role=option].title").bounding_box()
    top = seen.page.locator("#blocks").bounding_box()
    assert headline is not None
    assert top is not None
    assert 0 <= headline["y"] - top["y"] < 60
    seen.page.click("#outline summary")
    seen.page.click("#outline a >> nth=-1")
    assert seen.page.locator("[role=option]", has_text="Limits of the Revival").is_visible()


def test_a_field_is_corrected_saved_read_back_and_scored(inspected: Any, tmp_path: Path) -> None:
    seen = inspected(HIDDEN_VALUES)
    seen.page.click("#field-date summary")
    seen.page.locator("#field-date .use").first.click()
    seen.page.click("#field-category summary")
    seen.page.fill("#field-category input", "Bridges")
    seen.page.click("#field-authors summary")
    seen.page.click("#field-authors [data-do=right]")
    seen.page.click("#field-tags summary")
    seen.page.click("#field-tags [data-do=absent]")
    assert "should be: Bridges" in seen.page.locator("#field-category summary").inner_text()
    assert seen.page.locator("#marked").inner_text() == "4 fields judged"
    with seen.page.expect_download() as download:
        seen.page.click("#save")
    download.value.save_as(tmp_path / "news-jsonld-graph.corrections.json")
    saved = json.loads((tmp_path / "news-jsonld-graph.corrections.json").read_text())
    assert saved == {
        "page": HIDDEN_VALUES,
        "date": "2025-11-04T09:10:00+01:00",
        "category": "Bridges",
        "authors": ["Moira Tan", "Jon Ferris"],
        "tags": [],
    }
    scores = {score.field: score.f1 for score in evaluate_folder(tmp_path).fields}
    assert scores == {"date": 0.0, "category": 0.0, "authors": 1.0, "tags": 0.0}

    again = inspected(HIDDEN_VALUES)
    assert again.page.locator(".verdict").count() == 4
    again.page.click("#field-category summary")
    assert again.page.locator("#field-category input").input_value() == "Bridges"
    again.page.fill("#field-category input", "")
    assert again.page.locator("#marked").inner_text() == "3 fields judged"


def test_it_fits_a_narrow_screen(inspected: Any) -> None:
    seen = inspected(SHOWN_PAGE, width=360, height=740)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
    seen.page.click("#field-category summary")
    assert seen.page.locator(".shown").first.is_visible()
    place = seen.page.locator(".shown").first.bounding_box()
    assert place is not None
    assert 0 < place["y"] < 370  # in the upper half, where the page is


def test_it_is_complete_without_scripts(browser: Any, tmp_path: Path) -> None:
    tearsheet.inspect(FIXTURES / SHOWN_PAGE).save(tmp_path / "out.html")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "out.html").as_uri())
    page.click("#field-date summary")
    assert page.locator("#field-date .rejected li").count() == 3
    page.context.close()


def test_a_page_that_is_no_article_says_why(inspected: Any) -> None:
    seen = inspected("no-article-search-form.html")
    assert seen.page.locator(".refused").inner_text().startswith("not an article:")
    assert seen.page.locator("[role=option]").count() > 0


def test_a_text_is_inspected_without_corrections(inspected: Any) -> None:
    seen = inspected("text-content-site.txt")
    seen.page.click("#field-title summary")
    assert shown(seen) == ["Why Worms Matter More Than Fertiliser in a Small Garden"]
    assert seen.page.locator("#corrections").count() == 0
    seen.page.locator("[role=option]").first.click()
    assert seen.deeds == []


def test_an_article_alone_is_inspected(opened: Opened, tmp_path: Path) -> None:
    tearsheet.parse(FIXTURES / SHOWN_PAGE).inspect().save(tmp_path / "out.html")
    seen = opened(tmp_path / "out.html")
    seen.page.click("#field-date summary")
    assert seen.page.locator("#page").count() == 0
    assert seen.page.locator("#field-date .rejected li").count() == 3
    assert seen.deeds == []


@pytest.fixture
def index(opened: Opened, tmp_path: Path) -> Any:
    for name in (SHOWN_PAGE, HIDDEN_VALUES, "br-paragraphs.html", "no-article-search-form.html"):
        (tmp_path / "in").mkdir(exist_ok=True)
        shutil.copy(FIXTURES / name, tmp_path / "in")
    list(inspect_folder(tmp_path / "in", tmp_path / "out"))
    return lambda **how: opened(tmp_path / "out" / "index.html", **how)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_index_filters(index: Any, width: int) -> None:
    page = index(width=width).page
    visible = page.locator("tbody tr:visible")
    assert visible.count() == 4
    page.select_option("#missing", "date")
    assert visible.all_inner_texts()[0].startswith("br-paragraphs.html")
    assert page.locator("#shown").inner_text() == "1 of 4 pages"
    page.select_option("#missing", "")
    page.fill("#sections", "2")
    assert visible.count() == 2  # few sections: the page of a letter and the one of a bridge
    page.fill("#sections", "")
    page.check("#refused")
    assert visible.count() == 1
    page.uncheck("#refused")
    page.fill("#text", "NIGHT TRAINS")
    page.click("tbody a:visible")
    assert page.locator("h1").inner_text() == SHOWN_PAGE
    page.click(".ways a >> text=Next")
    assert page.locator("h1").inner_text() == HIDDEN_VALUES
    page.click(".ways a >> text=Index")
    assert page.locator("h1").inner_text() == "in"


def test_the_index_sorts(index: Any) -> None:
    page = index().page
    page.get_by_role("button", name="words").click()
    page.get_by_role("button", name="words").click()
    assert page.locator("thead th[aria-sort]").get_attribute("aria-sort") == "descending"
    words = [int(text) for text in page.locator("tbody td:nth-child(6)").all_inner_texts() if text]
    assert words == sorted(words, reverse=True)


def violations(seen: Seen) -> list[str]:
    """Return what axe finds: the rule, how grave, and the first element."""
    source = Path(need("axe_playwright_python").__file__).with_name("axe.min.js").read_text()
    seen.page.evaluate(source)
    found = seen.page.evaluate("axe.run()")
    assert len(found["passes"]) > 10
    return [f"{v['impact']} {v['id']} {v['nodes'][0]['html'][:100]}" for v in found["violations"]]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(inspected: Any, *, dark: bool, width: int) -> None:
    seen = inspected(SHOWN_PAGE, dark=dark, width=width)
    seen.page.locator("[role=option]").nth(8).click()
    seen.page.click("#flip")
    seen.page.click("#save")
    seen.page.click("#saved summary")
    seen.page.locator("#sections summary").last.click()
    seen.page.click("#markup summary")
    seen.page.click("#field-date summary")
    assert violations(seen) == []
    seen.page.click(".help summary")
    seen.page.hover("#field-date .rejected button")
    assert violations(seen) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "name",
    [HIDDEN_VALUES, "arabic-right-to-left.html", "tables-and-code.html", "no-article-search-form.html"],
)
def test_axe_finds_nothing_on_other_pages(inspected: Any, name: str, *, dark: bool) -> None:
    assert violations(inspected(name, dark=dark)) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_the_index(index: Any, *, dark: bool, width: int) -> None:
    assert violations(index(dark=dark, width=width)) == []
