"""A browser for the tests, and a page that records whatever the document does of its own accord."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from looking import Opened, Seen
from optional import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    api = need("playwright.sync_api")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        assert not os.environ.get("CI"), "CI needs a Chromium"
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


def record(page: Page, own: str, deeds: list[str]) -> None:
    """Add to ``deeds`` what ``page`` does, the request for its ``own`` address apart."""

    def on_request(request: Request) -> None:
        if request.url != own:
            deeds.append(f"{request.resource_type} {request.url}")

    def on_dialog(dialog: Dialog) -> None:
        deeds.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("request", on_request)
    page.on("dialog", on_dialog)
    page.on("console", lambda message: deeds.append(f"console {message.text}"))
    page.on("pageerror", lambda error: deeds.append(f"error {error}"))
    page.on("popup", lambda popup: deeds.append(f"popup {popup.url}"))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open a file: ``opened(path, dark=…, width=…)``."""
    contexts: list[BrowserContext] = []

    def open_file(path: Path, *, dark: bool = False, width: int = 1280, height: int = 860) -> Seen:
        context = browser.new_context(
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": height},
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        deeds: list[str] = []
        record(page, path.as_uri(), deeds)
        page.goto(path.as_uri())
        return Seen(page, deeds)

    yield open_file
    for context in contexts:
        context.close()
