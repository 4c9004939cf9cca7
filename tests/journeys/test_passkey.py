"""A passkey in a real Chromium with a virtual authenticator: made once, then the only thing needed to sign in."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.cast import Cast
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "vier gewone woorden samen"


@pytest.fixture
def device(browser: Browser, live_server: Any) -> Any:
    """A phone that holds passkeys. By name, not by number: a passkey belongs to a name."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, viewport=PHONE, locale="nl-BE")
    page = context.new_page()
    talk = context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    made = talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.refuse = lambda refuses: talk.send(  # type: ignore[attr-defined]
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": not refuses}
    )
    yield page
    context.close()


def sign_out(page: Page) -> None:
    page.goto(reverse("account"))
    page.get_by_role("main").get_by_role("button", name="Meld af").click()
    expect(page.get_by_role("heading", name="Aanmelden", level=1)).to_be_visible()


def test_passkey_is_made_and_then_signs_in_by_itself(device: Page, cast: Cast) -> None:
    noor = cast.people.noor
    noor.set_password(PASSWORD)
    noor.save()
    device.goto(reverse("account_login"))
    device.get_by_role("textbox", name="E-mailadres").fill(noor.email)
    device.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
    device.get_by_role("button", name="Meld aan", exact=True).click()
    device.goto(reverse("mfa_add_webauthn"))
    expect(device.get_by_role("heading", name="Bevestig dat jij het bent")).to_be_visible()
    device.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
    device.get_by_role("button", name="Bevestig", exact=True).click()
    device.get_by_role("textbox", name="Naam").fill("Telefoon van Noor")
    device.get_by_role("button", name="Maak de sleutel").click()
    expect(device.get_by_role("heading", name="Herstelcodes", level=1)).to_be_visible()
    expect(device.locator(".secrets code")).to_have_count(10)
    device.goto(reverse("mfa_index"))
    expect(device.get_by_text("Telefoon van Noor", exact=True).first).to_be_visible()

    sign_out(device)
    device.get_by_role("button", name="Meld aan met een toegangssleutel").click()
    device.wait_for_url("**" + reverse("briefing") + "*")
    device.goto(reverse("account"))
    expect(device.get_by_role("heading", name=noor.full_name)).to_be_visible()

    sign_out(device)
    device.refuse(True)  # type: ignore[attr-defined] # The finger is not the owner's.
    device.get_by_role("button", name="Meld aan met een toegangssleutel").click()
    expect(device.get_by_text("Je toestel gaf geen toegangssleutel")).to_be_visible()
    device.refuse(False)  # type: ignore[attr-defined]

    device.get_by_role("textbox", name="E-mailadres").fill(noor.email)
    device.get_by_role("textbox", name="Wachtwoord").fill(PASSWORD)
    device.get_by_role("button", name="Meld aan", exact=True).click()
    expect(device.get_by_role("heading", name="Nog één stap")).to_be_visible()
    device.get_by_role("button", name="Gebruik je toegangssleutel").click()
    device.wait_for_url("**" + reverse("briefing") + "*")
