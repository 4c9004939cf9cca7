"""Every address of the URL configuration, asked by everybody: what is hidden is absent, and no page leaks a word."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_pages import OPEN, routes
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import comment_on, withdraw_item
from werkveld.items.models import Item
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

SECRET = "zwaluwnest"
# What differs between two answers to the same question, and says nothing: tokens against forgery.
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken&quot;: ?&quot;|nonce="|X-CSRFToken": ")[^"&]+')


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden_items(cast: Cast) -> list[Item]:
    """One of each state, by the OCMW for itself: a word in every place a text can stand."""
    ocmw = cast.organisations.ocmw
    found = []
    for kind in ("post", "attention", "request"):
        said = {
            "kind": kind,
            "title": f"{SECRET} titel {kind}",
            "body": f"{SECRET} tekst",
            "ask": f"{SECRET} vraag",
            "ask_of": "neighbourhood_officer",
            "place": f"{SECRET} plaats",
            "happens_at": timezone.now(),
        }
        item = post(cast, cast.people.noor, [circle_of_organisation(ocmw)], **said)
        with viewing(viewer_of(cast.people.sam)):
            comment_on(item, f"{SECRET} reactie", by=cast.people.sam, organisation=ocmw)
        found.append(item)
    stone = post(cast, cast.people.noor, [circle_of_organisation(ocmw)], title=f"{SECRET} weg")
    with viewing(viewer_of(cast.people.noor)):
        withdraw_item(stone, by=cast.people.noor, reason=f"{SECRET} waarom")
    return [*found, stone]


def values_of(cast: Cast, key: uuid.UUID) -> dict[str, Any]:
    """Something that exists for every parameter that an address may have."""
    today = timezone.localdate()
    return {
        "key": key,
        "photo": key,
        "layer": "gebieden",
        "layer_code": "gebieden",
        "code": "overleie",
        "area": "overleie",
        "team": "overleie",
        "year": today.year,
        "month": today.month,
        "day": today.day,
        "stamp": "ABC-123",
        "token": "abc",
        "uidb36": "1",
        "pk": 1,
        "number": 1,
        "person": cast.people.noor.pk,
        "shift": 1,
        "seat": 1,
        "assignment": 1,
        "organisation": cast.organisations.ocmw.code,
        "name": "x",
    }


def address(name: str, parameters: list[str], values: dict[str, Any]) -> str:
    return reverse(name, kwargs={p: values[p] for p in parameters})


def asked() -> list[tuple[str, list[str]]]:
    """Every route with the names of its parameters."""
    named = [(str(r.name), getattr(r.pattern, "regex", None), r.pattern.converters) for r in routes()]
    return [(name, list(converters or (regex.groupindex if regex else ()))) for name, regex, converters in named]


def bare(content: bytes, key: uuid.UUID) -> bytes:
    """An answer without its token and without the key that was asked for."""
    without = TOKEN.sub(rb"\1", content)
    return without.replace(str(key).encode(), b"KEY")


@pytest.mark.parametrize("method", ["get", "post"])
def test_hidden_and_absent_answer_alike_on_every_address_with_a_key(cast: Cast, method: str) -> None:
    items = hidden_items(cast)
    keyed = [(name, parameters) for name, parameters in asked() if "key" in parameters and name not in OPEN]
    assert len(keyed) >= 5
    for person in (cast.people.els, cast.people.piet, cast.people.karim):
        for name, parameters in keyed:
            if name == "save_draft":
                continue  # Writes under a key of one's own; its own tests say that it tells nothing.
            absent = uuid.uuid4()
            there = getattr(client_of(person), method)(address(name, parameters, values_of(cast, absent)))
            for item in items:
                here = getattr(client_of(person), method)(address(name, parameters, values_of(cast, item.pk)))
                assert here.status_code == there.status_code, (name, person)
                assert here.status_code in {404, 405}, (name, person)
                assert bare(here.content, item.pk) == bare(there.content, absent), (name, person)


def test_no_page_shows_a_word_of_what_is_hidden(cast: Cast) -> None:
    items = hidden_items(cast)
    pages = 0
    for person in (cast.people.els, cast.people.piet, cast.people.karim, cast.people.lotte, None):
        client = client_of(person)
        for name, parameters in asked():
            values = values_of(cast, items[0].pk)
            answer = client.get(address(name, parameters, values), {"q": "titel", "zoek": "titel"})
            assert SECRET not in answer.content.decode(errors="replace"), (name, person)
            assert answer.status_code < 500, (name, person)
            pages += answer.status_code == 200
        for text in (SECRET, "zwaluwnst", "titel"):
            answer = client.get(reverse("search"), {"q": text})
            said = answer.content.decode().replace(f'value="{SECRET}"', "")
            # Only the words typed may come back, never one that was corrected towards what is hidden.
            assert text == SECRET or SECRET not in said, (text, person)
    assert pages > 30, "the walk must really have opened pages"
    for viewer in (viewer_of(cast.people.noor), viewer_of(cast.people.sam)):
        with viewing(viewer):
            assert Item.objects.count() == len(items), "and there was something to leak"


def test_every_address_asks_who_you_are(cast: Cast) -> None:
    client = client_of(None)
    for name, parameters in asked():
        if name in OPEN:
            continue
        for method in (client.get, client.post):
            answer = method(address(name, parameters, values_of(cast, uuid.uuid4())))
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(reverse("account_login")), name


def test_leaver_is_signed_out_at_the_next_request(cast: Cast) -> None:
    client = client_of(cast.people.noor)
    assert client.get(reverse("my_items")).status_code == 200
    with as_owner():
        Person.objects.filter(pk=cast.people.noor.pk).update(is_active=False)
    assert client.get(reverse("my_items")).status_code == 302
