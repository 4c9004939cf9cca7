"""A session ends after two hours of nothing and after twelve in all, in words, and leads back to where one was."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.web.test_sessions import DESK, PASSWORD, noor, signed_in  # noqa: F401 - the fixture
from werkveld.people.models import Person
from werkveld.web import lifetime

pytestmark = pytest.mark.django_db


class Clock:
    """The hour as the middleware reads it."""

    def __init__(self) -> None:
        self.now_is = timezone.now()

    def now(self) -> dt.datetime:
        return self.now_is

    def wait(self, **length: float) -> None:
        self.now_is += dt.timedelta(**length)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(lifetime, "timezone", clock)
    return clock


def is_in(client: Client, **headers: str) -> bool:
    return client.get(reverse("account"), headers=headers).status_code == 200


def test_two_hours_of_nothing_end_it_and_say_so(noor: Person, clock: Clock) -> None:  # noqa: F811
    client = signed_in(noor, DESK)
    assert is_in(client)
    clock.wait(minutes=119)
    assert is_in(client)
    clock.wait(minutes=121)
    answer = client.get(reverse("search"), {"q": "markt"})
    assert answer["Location"] == "/aanmelden/?next=/zoeken/%3Fq%3Dmarkt"
    page = client.get(answer["Location"]).text
    assert "Je deed twee uur niets" in page
    assert "_auth_user_id" not in client.session
    back = client.post(answer["Location"], {"login": noor.email, "password": PASSWORD, "next": "/zoeken/?q=markt"})
    assert back["Location"] == "/zoeken/?q=markt"
    assert is_in(client)


def test_whoever_is_busy_stays_until_twelve_hours_are_over(noor: Person, clock: Clock) -> None:  # noqa: F811
    client = signed_in(noor, DESK)
    is_in(client)
    for _ in range(11):
        clock.wait(minutes=65)
        assert is_in(client)
        client.post(reverse("set_theme"), {"theme": "dark"})
    clock.wait(minutes=6)
    answer = client.get(reverse("account"))
    assert answer.status_code == 302
    assert "Na twaalf uur melden we iedereen af" in client.get(answer["Location"]).text
    assert not Session.objects.filter(session_key=client.session.session_key, session_data__contains="auth").exists()


def test_ended_is_ended_for_a_copy_of_the_cookie_too(noor: Person, clock: Clock) -> None:  # noqa: F811
    client, copy = signed_in(noor, DESK), Client()
    is_in(client)
    copy.cookies["sessionid"] = client.session.session_key
    assert is_in(copy)
    clock.wait(hours=3)
    assert not is_in(client)
    clock.wait(hours=-3)
    assert not is_in(copy)


def test_numbers_fetched_by_the_page_itself_do_not_use_up_the_words(noor: Person, clock: Clock) -> None:  # noqa: F811
    client = signed_in(noor, DESK)
    is_in(client)
    clock.wait(hours=3)
    fetched = client.get(reverse("unread"), headers={"sec-fetch-mode": "cors"})
    assert fetched.status_code == 302, "and no number"
    assert "Je deed twee uur niets" in client.get(client.get(reverse("account"))["Location"]).text


def test_form_and_htmx_lead_back_to_the_page_they_stood_on(cast: Cast, clock: Clock) -> None:
    for headers, field in (({}, "Location"), ({"hx-request": "true"}, "HX-Redirect")):
        client = Client()
        client.force_login(cast.people.karim)
        is_in(client)
        clock.wait(hours=3)
        page = {"referer": "http://testserver/nieuw/?concept=x"}
        assert client.post(reverse("new_item"), headers=page | headers)[field] == (
            "/aanmelden/?next=/nieuw/%3Fconcept%3Dx"
        )
        client.force_login(cast.people.karim)
        is_in(client)
        clock.wait(hours=3)
        elsewhere = {"referer": "https://elders.be/nieuw/"}
        assert client.post(reverse("new_item"), headers=elsewhere | headers)[field] == "/aanmelden/?next=/"


def test_open_pages_stay_open_and_know_nobody(cast: Cast, clock: Clock) -> None:
    client = Client()
    client.force_login(cast.people.karim)
    is_in(client)
    clock.wait(hours=3)
    assert client.get(reverse("never")).status_code == 200
    assert "_auth_user_id" not in client.session
