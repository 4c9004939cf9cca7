"""Where you are signed in: shown in words, ended one by one or all others at once."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation
from werkveld.people.models import Assignment, Person, Seat
from werkveld.web.devices import device_words

pytestmark = pytest.mark.django_db

PASSWORD = "vier gewone woorden samen"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


def signed_in(person: Person, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture
def noor(cast: Cast) -> Person:
    person: Person = cast.people.noor
    person.set_password(PASSWORD)
    person.save()
    return person


def test_devices_are_shown_in_words_and_this_one_first(noor: Person) -> None:
    signed_in(noor, DESK)
    page = signed_in(noor, PHONE).get(reverse("usersessions_list")).text
    assert page.index("Chrome op Android") < page.index("Firefox op Windows")
    assert page.count('class="tag">dit toestel') == 1


def prove(client: Client, address: str) -> None:
    """Post to an address that asks for the password first, and give it: what was asked is done then."""
    asked = client.post(address)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == reverse("usersessions_list")


def test_one_other_device_is_signed_out_at_its_next_request(noor: Person) -> None:
    lost, here = signed_in(noor, PHONE), signed_in(noor, DESK)
    row = UserSession.objects.get(session_key=lost.session.session_key)
    prove(here, reverse("end_session", args=[row.pk]))
    assert lost.get(reverse("account")).status_code == 302
    assert here.get(reverse("account")).status_code == 200


def test_all_others_are_signed_out_at_once(noor: Person) -> None:
    lost, also, here = signed_in(noor, PHONE), signed_in(noor, PHONE), signed_in(noor, DESK)
    prove(here, reverse("end_other_sessions"))
    assert [c.get(reverse("account")).status_code for c in (lost, also, here)] == [302, 302, 200]


def test_nothing_ends_before_the_password_is_given(noor: Person) -> None:
    other, here = signed_in(noor, PHONE), signed_in(noor, DESK)
    asked = here.post(reverse("end_other_sessions"))
    assert here.post(asked["Location"], {"password": "verkeerd"}).status_code == 422
    assert other.get(reverse("account")).status_code == 200


def test_proving_who_you_are_gives_the_session_a_new_key(noor: Person) -> None:
    signed_in(noor, PHONE)
    here = signed_in(noor, DESK)
    before = here.session.session_key
    prove(here, reverse("end_other_sessions"))
    after = here.session.session_key
    assert before != after
    assert not here.session.exists(before)
    assert list(UserSession.objects.filter(user=noor).values_list("session_key", flat=True)) == [after]
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get(reverse("account")).status_code == 302
    assert here.get(reverse("usersessions_list")).text.count('class="tag">dit toestel') == 1


def test_signing_out_tells_the_browser_to_keep_nothing(noor: Person) -> None:
    here = signed_in(noor, DESK)
    assert here.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in here.get(reverse("account_login"))


def test_session_of_another_person_does_not_exist(noor: Person, cast: Cast) -> None:
    theirs = signed_in(noor, PHONE)
    client = Client()
    client.force_login(cast.people.els)
    row = UserSession.objects.get(session_key=theirs.session.session_key)
    assert client.post(reverse("end_session", args=[row.pk])).status_code == 404
    assert theirs.get(reverse("account")).status_code == 200


def test_new_password_signs_out_everywhere_else(noor: Person) -> None:
    lost, here = signed_in(noor, PHONE), signed_in(noor, DESK)
    fields = {"oldpassword": PASSWORD, "password1": "een heel nieuwe zin", "password2": "een heel nieuwe zin"}
    assert here.post(reverse("account_change_password"), fields).status_code == 302
    assert lost.get(reverse("account")).status_code == 302
    assert here.get(reverse("account")).status_code == 200


def test_who_left_sees_nothing_more_at_the_next_request(noor: Person, cast: Cast) -> None:
    item = post(cast, cast.people.sam, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang")
    client = signed_in(noor, DESK)
    address = reverse("item", args=[item.pk])
    assert client.get(address).status_code == 200
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    with as_owner():
        Assignment.objects.filter(person=noor).update(ends_on=yesterday)
        Seat.objects.filter(person=noor).update(ends_on=yesterday)
    assert client.get(address).status_code == 404
    for name in ("areas", "my_items", "search", "teams", "briefing"):
        assert "Winteropvang" not in client.get(reverse(name), {"q": "winteropvang"}, follow=True).text.replace(
            'value="winteropvang"', ""
        )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome op Android"),
        (DESK, "Firefox op Windows"),
        ("curl/8", "Onbekend toestel"),
        ("", "Onbekend toestel"),
    ],
)
def test_device_words_name_browser_and_system(agent: str, words: str) -> None:
    assert device_words(agent) == words
