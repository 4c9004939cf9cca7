"""An invitation, the organisation's own sign-in page, and back: in a real browser, with a real provider beside it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django import Settings

from tests.cast import Cast
from tests.journeys.conftest import Open
from tests.provider import running
from tests.provider.site import CLIENT, SECRET
from werkveld.staff.actions import renew_invitation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_worker_follows_the_invitation_and_signs_in_where_they_always_do(
    open_as: Open, cast: Cast, live_server: Any, settings: Settings, tmp_path: Path
) -> None:
    noor = cast.people.noor
    noor.set_unusable_password()
    noor.save()
    token = renew_invitation(noor, by=cast.people.sam)
    with running(tmp_path, [f"{live_server.url}/aanmelden/organisatie/ocmw/terug/"]) as issuer:
        said = {"name": "OCMW", "issuer": issuer, "client_id": CLIENT, "client_secret": SECRET}
        settings.ORGANISATION_SIGN_IN = {"ocmw": said}
        page = open_as(None, reverse("accept_invitation", args=[token]))
        page.get_by_role("link", name="Koppel met je aanmelding bij OCMW").click()
        page.get_by_role("button", name="noor").click()
        page.wait_for_url("**" + reverse("briefing") + "*")
        page.goto(reverse("account"))
        expect(page.get_by_role("heading", name=noor.full_name)).to_be_visible()
        page.get_by_role("main").get_by_role("button", name="Meld af").click()
        page.get_by_role("link", name="Meld aan bij OCMW").click()
        page.wait_for_url("**" + reverse("briefing") + "*")

        stranger = open_as(None, reverse("account_login"))
        stranger.get_by_role("link", name="Meld aan bij OCMW").click()
        stranger.get_by_role("button", name="vreemde").click()
        expect(stranger.get_by_role("heading", name="We kennen je hier nog niet")).to_be_visible()
    cache.clear()
    stopped = open_as(None, reverse("account_login"))
    stopped.get_by_role("link", name="Meld aan bij OCMW").click()
    expect(stopped.get_by_role("heading", name="OCMW antwoordt niet")).to_be_visible()
