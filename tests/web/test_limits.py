"""An account does no more in an hour than a person could, and loses nothing when it tries."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.briefing.test_posting import said
from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_pages import routes
from tests.items.test_actions import post
from werkveld import settings as real
from werkveld.audience.circles import circle_of_organisation
from werkveld.items.models import Item
from werkveld.web import limits
from werkveld.web.limits import GET, HOUR, KINDS, POST, Tally, kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Karim, in an hour in which nothing was done yet."""
    monkeypatch.setattr(limits, "_tally", Tally())
    client = Client()
    client.force_login(cast.people.karim)
    return client


def test_one_post_too_many_waits_and_shows_what_was_typed(karim: Client, cast: Cast, settings: Settings) -> None:
    settings.LIMITS = {"posting": 2}
    for _ in range(2):
        assert karim.post(reverse("new_item"), said(cast)).status_code == 302
    typed = {"title": "De brug gaat open", "body": "Vanaf morgen <b>kan</b> je er weer over."}
    answer = karim.post(reverse("new_item"), said(cast, **typed))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= HOUR
    assert "Je plaatste heel veel berichten na elkaar" in answer.text
    assert html.escape(typed["body"]) in answer.text
    assert typed["title"] in answer.text
    assert "csrf" not in answer.text
    with as_owner():
        assert Item.objects.count() == 2
    assert karim.get(reverse("briefing")).status_code == 200, "the rest goes on"


def test_reading_in_bulk_and_searching_stop(karim: Client, cast: Cast, settings: Settings) -> None:
    settings.LIMITS = {"opening": 3, "searching": 3}
    item = post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.city)], title="Kade dicht")
    for address in (reverse("item", args=[item.pk]), reverse("search") + "?q=kade"):
        answers = [karim.get(address).status_code for _ in range(5)]
        assert answers == [200, 200, 200, 429, 429], address


def test_invitations_stop(cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_tally", Tally())
    settings.LIMITS = {"inviting": 1}
    client = Client()
    client.force_login(cast.people.lotte)
    assert client.post(reverse("invite"), {}).status_code == 422
    assert client.post(reverse("invite"), {}).status_code == 429


def test_count_is_one_for_all_processes_and_each_account_has_its_own(cast: Cast) -> None:
    here, there = Tally(), Tally()
    now = 1_000 * HOUR + 10.0
    assert [tally.spend("posting", 1, 3, now) for tally in (here, there, here, there, here)] == [0, 0, 0, 3591, 3591]
    assert here.spend("posting", 2, 3, now) == 0
    assert here.spend("searching", 1, 3, now) == 0
    assert there.spend("posting", 1, 3, now + HOUR) == 0, "an hour later"


def test_large_limits_are_counted_in_batches(cast: Cast, django_assert_num_queries: object) -> None:
    tally = Tally()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert not any(tally.spend("looking", 1, 6000, HOUR) for _ in range(120))


def test_every_route_that_writes_has_a_limit_and_every_name_is_one_of_ours() -> None:
    names = {route.name for route in routes() if getattr(route.callback, "login_required", True)}
    assert {route for _method, route in KINDS} <= names
    for method in ("POST", "GET"):
        free = {name for name in names if not kind_of(method, str(name))}
        assert {name for name in free if not str(name).startswith(limits.FREE)} == set()
    assert set(real.LIMITS) == {*POST, *GET, "changing", "looking"}
    assert all(number >= 60 for number in real.LIMITS.values()), "no shift does that much"
