"""The pages about signing in: axe finds nothing, nothing scrolls sideways, on phone and desk, by day and by night."""

import os
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings

from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.journeys.test_accessibility import AXE, RUN, SIDEWAYS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "vier gewone woorden samen"
PICTURES = os.environ.get("WERKVELD_PICTURES")


def judge(page: Page, name: str) -> list[Any]:
    """What is wrong with the page as it stands."""
    found: list[Any] = []
    page.evaluate(AXE.read_text())
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        if PICTURES and width != 320:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png")
        if (extra := page.evaluate(SIDEWAYS)) > 0:
            found.append((name, width, f"scrolls {extra} px sideways"))
        page.set_viewport_size({"width": width, "height": 6000})
        found += [(name, width, wrong) for wrong in page.evaluate(RUN)]
    page.set_viewport_size({"width": 390, "height": 844})
    return found


@pytest.mark.parametrize(("theme", "language"), [("light", "nl"), ("dark", "en")])
def test_pages_about_signing_in_are_accessible(
    open_as: Open, cast: Cast, settings: Settings, theme: str, language: str
) -> None:
    lotte = cast.people.lotte
    lotte.theme, lotte.language = theme, language
    lotte.set_unusable_password()
    lotte.save()
    found = []
    page = open_as(lotte, reverse("account"))
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    names = ("pair_first", "step_rule", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_set_password")
    for name in (*names, "usersessions_list"):
        page.goto(reverse(name))
        found += judge(page, name)
    settings.LIMITS = {"searching": 1}
    for _ in range(2):
        page.goto(reverse("search") + "?q=brug")
    assert page.get_by_role("heading", level=1).count() == 1
    found += judge(page, "limited")
    settings.LIMITS = {}
    page.goto(reverse("mfa_activate_totp"))
    page.get_by_role("textbox").fill("000000")
    page.get_by_role("main").locator("button[type=submit]").first.click()
    found += judge(page, "wrong_code")
    codes = RecoveryCodes.activate(lotte).generate_codes()
    page.goto(reverse("mfa_view_recovery_codes"))
    found += judge(page, "confirm")
    page.get_by_role("textbox").fill(codes[9])
    page.get_by_role("main").locator("button[type=submit]").first.click()
    found += judge(page, "recovery_codes")
    assert codes[0] in page.content()
    assert not found, "\n".join(map(str, found))


def test_doors_and_refusals_are_accessible(open_as: Open, cast: Cast, settings: Settings) -> None:
    noor = cast.people.noor
    noor.set_password(PASSWORD)
    noor.save()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(noor, generate_totp_secret())
    said = {"name": "OCMW", "issuer": "http://127.0.0.1:9", "client_id": "x", "client_secret": "y"}
    settings.ORGANISATION_SIGN_IN = {"ocmw": said}
    cache.clear()
    page = open_as(None, reverse("account_login"))
    found = judge(page, "door")
    page.goto(reverse("organisation_sign_in", args=["ocmw"]))
    found += judge(page, "organisation_down")
    page.set_extra_http_headers({"sec-fetch-site": "cross-site"})
    page.goto(reverse("organisation_sign_in", args=["ocmw"]))
    found += judge(page, "organisation_door")
    page.set_extra_http_headers({})
    page.goto(reverse("account_login"))
    page.get_by_role("textbox", name="E-mailadres").fill(noor.email)
    page.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld aan", exact=True).click()
    found += judge(page, "second_step")
    for _ in range(6):
        page.goto(reverse("account_reset_password"))
        page.get_by_role("textbox", name="E-mailadres").fill("niemand@voorbeeld.be")
        page.get_by_role("button", name="Stuur de link").click()
    found += judge(page, "too_many")
    assert not found, "\n".join(map(str, found))
