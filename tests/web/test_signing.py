"""Signing in and out by password, inside our frame."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import Cast
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "vier gewone woorden samen"


@pytest.fixture
def karim(cast: Cast) -> Person:
    """Karim of the cast, with a password."""
    person: Person = cast.people.karim
    person.language = "en"
    person.set_password(PASSWORD)
    person.save()
    return person


def test_sign_in_takes_up_the_persons_own_language(karim: Person, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": karim.email, "password": PASSWORD})
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(karim.pk)
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_sign_in_answers_422_with_a_summary_when_the_password_is_wrong(karim: Person, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": karim.email, "password": "verkeerd"})
    assert answer.status_code == 422
    assert "errsum" in answer.text
    assert karim.email in answer.text, "nothing typed is lost"


def test_sign_in_refuses_who_is_no_longer_active(karim: Person, client: Client) -> None:
    Person.objects.filter(pk=karim.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": karim.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_sign_out_asks_first_and_then_leaves(karim: Person, client: Client) -> None:
    client.force_login(karim)
    assert "data-signout" in client.get(reverse("account_logout")).text
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_password_reset_mails_a_link_that_works_once(karim: Person, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": karim.email})
    (letter,) = mail.outbox
    link = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert link is not None
    choose = client.get(link[1])["Location"]
    assert "new-password" in client.get(choose).text
    client.post(choose, {"password1": "een heel nieuwe zin", "password2": "een heel nieuwe zin"})
    karim.refresh_from_db()
    assert karim.check_password("een heel nieuwe zin")
    assert "werkt niet meer" in client.get(link[1], follow=True).text


def test_password_reset_tells_nobody_who_has_an_account(karim: Person, client: Client) -> None:
    known = client.post(reverse("account_reset_password"), {"email": karim.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.be"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_password_change_answers_422_when_the_old_one_is_wrong(karim: Person, client: Client) -> None:
    client.force_login(karim)
    fields = {"oldpassword": "verkeerd", "password1": "een heel nieuwe zin", "password2": "een heel nieuwe zin"}
    assert client.post(reverse("account_change_password"), fields).status_code == 422
    fields["oldpassword"] = PASSWORD
    assert client.post(reverse("account_change_password"), fields).status_code == 302


@pytest.mark.parametrize(
    "route", ["account_signup", "account_email", "mfa_signup_webauthn", "mfa_download_recovery_codes"]
)
def test_other_doors_of_the_package_do_not_exist(route: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(route)
