"""A real Chromium against a real server: the small cast, its shifts, and a way to sign in."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import Cast
from werkveld.ops.machine import find_chromium
from werkveld.people.models import Person

# Playwright runs its own loop in this thread; Django's guard against that would refuse every fixture.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(find_chromium()), args=QUIET)
        yield running
        running.close()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The small cast, committed, so that the server sees them too."""
    from tests.cast import make_cast

    return make_cast()


Open = Callable[..., Page]


@pytest.fixture
def open_as(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Open]:
    """Open a page as somebody: `open_as(person, "/briefing/", size=PHONE)`; each call is a device of its own.

    A message on the console or a page that fails to load is a failure of the journey.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened(person: Person | None, address: str = "/", **options: Any) -> Page:
        size = options.pop("size", PHONE)
        context = browser.new_context(
            base_url=live_server.url, viewport=size, locale="nl-BE", timezone_id="Europe/Brussels", **options
        )
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []
