"""The generated pages, opened in a headless Chromium."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import obtain

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = obtain.find()
    assert found, obtain.ADVICE
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=found.path,
            args=list(ARGUMENTS),
            env={**os.environ, **found.environment},
        )
        yield made
        made.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a page from a file; a test fails where that loads anything, or logs the unexpected."""
    said: list[str] = []
    contexts: list[BrowserContext] = []
    file = tmp_path / "reference.html"

    def opened(html: str, hash_: str = "", expected: str = "", **options: Any) -> Page:
        def hear(text: str) -> None:
            if not expected or expected not in text:
                said.append(text)

        file.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(5000)
        page = context.new_page()
        page.on("console", lambda message: hear(message.text))
        page.on("pageerror", lambda error: hear(str(error)))
        page.on("dialog", lambda dialog: hear(f"dialog: {dialog.message}"))
        page.on("request", lambda request: hear(f"request: {request.url}"))
        page.goto(f"{file.as_uri()}{hash_}")
        return page

    yield opened
    for context in contexts:
        context.close()
    itself = f"request: {file.as_uri()}"
    asked = [text for text in said if not text.startswith((itself, "request: data:,"))]
    assert asked == []
