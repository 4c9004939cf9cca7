"""One phone, two shifts: a session that ended by itself keeps what was typed for who typed it, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, expect

from tests.cast import Cast
from tests.items.test_actions import post
from tests.journeys.conftest import Open
from werkveld.audience.circles import circle_of_organisation
from werkveld.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('werkveld.draft.')).length"
TYPED = "De trappen zijn nog nat."


def take_over(context: BrowserContext, person: Person, address: str) -> None:
    """Somebody signs in on this phone, after the session before ended."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_draft_waits_for_its_writer_and_is_gone_for_the_next(open_as: Open, cast: Cast) -> None:
    people = cast.people
    item = post(cast, people.sam, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang")
    there = reverse("item", args=[item.pk])
    page = open_as(people.noor, there)
    box = page.locator("form[data-draft-key^=reactie] textarea").first
    box.fill(TYPED)
    assert page.evaluate(KEPT) == 1

    take_over(page.context, people.noor, page.url)
    page.goto(there)
    expect(box).to_have_value(TYPED)

    take_over(page.context, people.sam, page.url)
    page.goto(there)
    expect(box).to_have_value("")
    assert page.evaluate(KEPT) == 0
