"""A password alone opens no account for good: who has no second step is led to one, and says "later" for two weeks."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast, assign
from tests.web.test_second_step import PASSWORD, code_of, sign_in
from werkveld.journal.models import Line
from werkveld.people.functions import Function
from werkveld.people.models import Person
from werkveld.web import pairing
from werkveld.web.actions import require_second_step
from werkveld.web.models import StepRule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_STEP_REQUIRED = True


LONG_HERE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def entered(person: Person, since: dt.datetime = LONG_HERE) -> Client:
    """Signed in by password, as somebody who works here since then."""
    person.joined_at = since
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    sign_in(client, person)
    return client


def is_led(client: Client, address: str = "") -> bool:
    answer = client.get(address or reverse("search"))
    return answer.status_code == 302 and answer["Location"].startswith(reverse("pair_first"))


def wait(monkeypatch: pytest.MonkeyPatch, **length: float) -> None:
    now = timezone.now() + dt.timedelta(**length)
    monkeypatch.setattr("werkveld.web.pairing.timezone.now", lambda: now)


def test_worker_is_led_to_pairing_and_comes_back_where_they_were(cast: Cast) -> None:
    client = entered(cast.people.noor)
    answer = client.get(reverse("search") + "?q=markt")
    assert answer["Location"] == "/account/tweede-stap/?next=/zoeken/%3Fq%3Dmarkt"
    page = client.get(answer["Location"]).text
    assert "Maak een toegangssleutel" in page
    assert "Later" in page
    later = client.post(answer["Location"], {"next": "/zoeken/?q=markt"})
    assert later["Location"] == "/zoeken/?q=markt"
    assert not is_led(client)
    assert is_led(entered(cast.people.noor)), "later is for this session"


def test_later_ends_after_two_weeks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    is_led(entered(cast.people.noor))
    assert Line.objects.filter(verb="ask second step", by=cast.people.noor).count() == 1
    monkeypatch.setattr(pairing, "GRACE", dt.timedelta(0))
    client = entered(cast.people.noor)
    assert is_led(client)
    page = client.get(reverse("pair_first")).text
    assert "Uitstellen kan niet meer" in page
    client.post(reverse("pair_first"))
    assert is_led(client), "and pressing anyway changes nothing"
    assert Line.objects.filter(verb="ask second step", by=cast.people.noor).count() == 1


def test_who_comes_new_pairs_it_with_the_password(cast: Cast) -> None:
    client = entered(cast.people.noor, since=LONG_HERE + dt.timedelta(days=330))
    assert is_led(client)
    page = client.get(reverse("pair_first")).text
    assert "Later" not in page
    assert "Jij opent deuren" not in page
    client.post(reverse("pair_first"))
    assert is_led(client)


def test_pairing_an_app_opens_everything_and_is_never_asked_again(cast: Cast) -> None:
    client = entered(cast.people.noor)
    asked = client.get(reverse("mfa_activate_totp"))
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).text
    secret = page.partition('class="secret">')[2].partition("<")[0]
    assert is_led(client)
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert not is_led(client)
    assert client.get(reverse("pair_first")).status_code == 302, "nothing to ask"


def test_passkey_counts_and_recovery_codes_alone_do_not(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.people.noor, type="recovery_codes", data={})
    assert is_led(entered(cast.people.sam))
    Authenticator.objects.create(user=cast.people.sam, type="webauthn", data={})
    client = Client()
    client.force_login(cast.people.sam)
    assert not is_led(client)
    client.force_login(cast.people.noor)
    assert is_led(client)


@pytest.mark.parametrize("function", [Function.COORDINATOR, Function.DATA_PROTECTION_OFFICER])
def test_who_opens_doors_for_others_cannot_put_it_off_whatever_the_organisation_says(
    cast: Cast, function: Function
) -> None:
    assign(cast.people.sam, function, cast.organisations.ocmw)
    require_second_step(cast.organisations.ocmw, is_required=False, by=cast.people.sam)
    client = entered(cast.people.sam)
    assert is_led(client)
    assert "Jij opent deuren voor anderen" in client.get(reverse("pair_first")).text
    client.post(reverse("pair_first"))
    assert is_led(client)


def test_organisation_puts_it_off_for_its_own_people_alone(cast: Cast) -> None:
    require_second_step(cast.organisations.police, is_required=False, by=cast.people.lotte)
    assert not is_led(entered(cast.people.els))
    assert is_led(entered(cast.people.noor))
    assign(cast.people.els, Function.COMMUNITY_WORKER, cast.organisations.ocmw)
    assert is_led(entered(cast.people.els)), "one of two houses asks for it"


def test_who_signed_in_at_their_organisation_proved_it_there(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people.noor)
    session = client.session
    session["account_authentication_methods"] = [{"method": "organisation", "organisation": "ocmw", "at": 1.0}]
    session.save()
    assert not is_led(client)


def test_nothing_is_done_before_and_the_way_out_stays_open(cast: Cast) -> None:
    client = entered(cast.people.noor)
    posted = client.post(reverse("new_item"), {"title": "x"})
    assert posted["Location"] == reverse("pair_first")
    for name in ("own_data", "briefing", "my_items", "unread", "places"):
        assert is_led(client, reverse(name)), name
    for name in ("account", "mfa_index", "usersessions_list", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")


def test_new_coordinator_is_asked_within_the_quarter_of_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    StepRule.objects.create(organisation=cast.organisations.ocmw, is_required=False)
    client = entered(cast.people.sam)
    assert not is_led(client)
    assign(cast.people.sam, Function.COORDINATOR, cast.organisations.ocmw)
    wait(monkeypatch, minutes=16)
    assert is_led(client)


def test_coordinator_changes_the_rule_of_the_own_organisation(cast: Cast) -> None:
    lotte = cast.people.lotte
    Authenticator.objects.create(user=lotte, type="webauthn", data={})
    client = Client()
    client.force_login(lotte)
    page = client.get(reverse("step_rule")).text
    assert "1 van 2 mensen" in page
    assert client.post(reverse("step_rule"), {"is_required": "x"}).status_code == 422
    assert client.post(reverse("step_rule"), {"is_required": "0"}).status_code == 302
    assert not StepRule.objects.get(organisation=cast.organisations.city).is_required
    line = Line.objects.get(verb="require second step")
    assert (line.by, line.organisation, line.detail) == (lotte, cast.organisations.city, {"required": False})
    assert client.post(reverse("step_rule"), {"organisatie": "ocmw", "is_required": "0"}).status_code == 404
    client.force_login(cast.people.karim)
    StepRule.objects.all().delete()
    Authenticator.objects.create(user=cast.people.karim, type="webauthn", data={})
    assert client.get(reverse("step_rule")).status_code == 404


def test_where_anybody_may_be_anyone_nothing_is_asked(cast: Cast, settings: Settings) -> None:
    settings.SECOND_STEP_REQUIRED = False
    assert not is_led(entered(cast.people.lotte))
