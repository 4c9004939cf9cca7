"""What concerns safety leaves a line on standard error: who, what, and never what was typed."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tests.briefing.test_posting import said as typed
from tests.cast import Cast
from tests.items.test_actions import post
from tests.web.test_second_step import PASSWORD, code_of, enrol, sign_in
from werkveld.audience.circles import circle_of_organisation
from werkveld.journal.models import Line
from werkveld.kit.lines import LineFormatter
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

type Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the handler of the settings would write, read back."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(said) for said in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def noor(cast: Cast) -> Person:
    person: Person = cast.people.noor
    person.set_password(PASSWORD)
    person.save()
    return person


def test_refused_access_names_who_asked_and_for_what(cast: Cast, client: Client, lines: Lines) -> None:
    hidden = post(cast, cast.people.sam, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang")
    client.force_login(cast.people.karim)
    client.get(reverse("item", args=[hidden.pk]))
    client.get(reverse("administration"))
    first, second = lines()
    assert (first["person"], first["route"], first["status"]) == (cast.people.karim.pk, "item", 404)
    assert first["about"] == {"key": str(hidden.pk)}
    assert (second["person"], second["route"]) == (cast.people.karim.pk, "administration")
    assert "Winteropvang" not in json.dumps(lines())


def test_sign_in_tells_with_what_and_so_does_leaving(noor: Person, lines: Lines) -> None:
    client = Client()
    secret, _codes = enrol(client, noor)
    client.post(reverse("account_logout"))
    again = Client()
    sign_in(again, noor)
    again.post(reverse("mfa_authenticate"), {"code": "000000"})
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    security = [said for said in lines() if said["logger"] == "werkveld.security"]
    assert [said["message"] for said in security] == [
        "signed in",
        "proved again",
        "signed out",
        "wrong code",
        "signed in",
    ]
    assert (security[0]["factors"], security[-1]["factors"]) == (["password"], ["password", "totp"])
    assert security[-1]["account"] == noor.pk
    kept = [line.detail for line in Line.objects.filter(verb="sign in", by=noor).order_by("pk")]
    assert kept == [{"with": ["password"]}, {"with": ["password", "totp"]}]
    assert Line.objects.filter(verb="sign out", by=noor).count() == 1


def test_wrong_passwords_and_the_limit_are_noted_without_what_was_tried(noor: Person, lines: Lines) -> None:
    for _ in range(6):
        Client().post(reverse("account_login"), {"login": noor.email, "password": "geheim-geprobeerd"})
    client = Client()
    client.force_login(noor)
    client.post(reverse("account_reauthenticate"), {"password": "geheim-geprobeerd"})
    said = [line for line in lines() if line["logger"] == "werkveld.security"]
    assert [line["message"] for line in said] == ["signing in failed"] * 5 + ["limit reached", "wrong password"]
    assert (said[0]["from"], said[-1]["person"]) == ("127.0.0.1", noor.pk)
    assert "geheim" not in json.dumps(said)
    assert noor.email not in json.dumps(said)


def test_guard_notes_the_kind_and_neither_words_nor_who(cast: Cast, client: Client, lines: Lines) -> None:
    client.force_login(cast.people.karim)
    body = "Bel hem op 0475 12 34 56 over de poort."
    assert client.post(reverse("new_item"), typed(cast, body=body)).status_code == 422
    (said,) = [line for line in lines() if line["logger"] == "werkveld.security"]
    assert said["message"] == "the guard refused words"
    assert said["kinds"] == ["phone"]
    assert {"person", "from", "request"} & set(said) == set()
    assert "0475" not in json.dumps(lines())


def test_forged_form_and_a_wrong_key_of_a_link_are_noted(noor: Person, lines: Lines) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(noor)
    strict.post(reverse("set_theme"), {"theme": "dark"})
    Client().get(reverse("accept_invitation", args=["een-geheim-token"]))
    forged, unknown = lines()[-2:]
    assert forged["logger"] == "django.security.csrf"
    assert (unknown["status"], unknown["route"]) == (404, "accept_invitation")
    assert "een-geheim-token" not in json.dumps(lines())


def test_wrong_code_says_who_it_was_tried_for(noor: Person, lines: Lines) -> None:
    TOTP.activate(noor, generate_totp_secret())
    client = Client()
    sign_in(client, noor)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    (said,) = [line for line in lines() if line["message"] == "wrong code"]
    assert said["route"] == "mfa_authenticate"
    assert (said["from"], said["account"]) == ("127.0.0.1", noor.pk)
