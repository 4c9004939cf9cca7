""" "Wie zag dit": complete, only for the officer of the author's organisation, and itself a line."""

import uuid

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.governance.officers import add_officers
from tests.house.test_every_address import bare, client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.governance.reads import as_csv, key_in, who_saw
from werkveld.items.models import Item
from werkveld.journal.models import Line
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def read_by(cast: Cast, *people: Person) -> Item:
    """An item of the city, opened by some people."""
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Markt verplaatst")
    for who in people:
        assert client_of(who).get(reverse("item", args=[item.pk])).status_code == 200
    return item


def test_officer_sees_each_read_with_who_when_version_and_channel(cast: Cast) -> None:
    officers = add_officers(cast)
    item = read_by(cast, cast.people.els, cast.people.noor)
    seen = who_saw(item.pk, cast.organisations.city)
    assert seen is not None
    assert {(line.by_id, line.organisation_id, line.detail["version"]) for line in seen.lines} == {
        (cast.people.els.pk, cast.organisations.police.pk, 1),
        (cast.people.noor.pk, cast.organisations.ocmw.pk, 1),
    }
    page = client_of(officers.dina).get(reverse("reads", args=[item.pk])).content.decode()
    assert "Els Proef" in page
    assert "Politie (1)" in page
    assert "Markt verplaatst" not in page, "who may look up may not therefore read"


def test_asking_is_itself_a_line(cast: Cast) -> None:
    officers, item = add_officers(cast), read_by(cast, cast.people.els)
    client = client_of(officers.dina)
    client.get(reverse("reads", args=[item.pk]))
    client.get(reverse("reads_csv", args=[item.pk]))
    verbs = Line.objects.filter(by=officers.dina, subject_key=str(item.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == ["export reads", "look up reads"]


@pytest.mark.parametrize("name", ["reads", "reads_csv"])
def test_others_find_nothing_and_cannot_tell_it_from_absent(cast: Cast, name: str) -> None:
    officers, item = add_officers(cast), read_by(cast, cast.people.els)
    absent = uuid.uuid4()
    for who in (officers.omar, officers.petra, cast.people.lotte, cast.people.els, cast.people.karim):
        here = client_of(who).get(reverse(name, args=[item.pk]))
        there = client_of(who).get(reverse(name, args=[absent]))
        assert here.status_code == there.status_code == 404
        assert bare(here.content, item.pk) == bare(there.content, absent)
    assert client_of(officers.dina).get(reverse(name, args=[absent])).status_code == 404


def test_only_officers_find_the_door(cast: Cast) -> None:
    officers = add_officers(cast)
    for name in ("supervision", "look_up"):
        assert client_of(officers.dina).get(reverse(name)).status_code == 200
        assert client_of(cast.people.lotte).get(reverse(name)).status_code == 404
    home = client_of(officers.dina).get(reverse("my_items")).content.decode()
    assert reverse("supervision") in home
    assert reverse("supervision") not in client_of(cast.people.lotte).get(reverse("my_items")).content.decode()


def test_form_takes_an_address_and_refuses_what_is_none(cast: Cast) -> None:
    officers, item = add_officers(cast), read_by(cast)
    client = client_of(officers.dina)
    address = f"http://127.0.0.1/bericht/{item.pk}/"
    answer = client.get(reverse("look_up"), {"bericht": address})
    assert answer["Location"] == reverse("reads", args=[item.pk])
    answer = client.get(reverse("look_up"), {"bericht": "niets"})
    assert answer.status_code == 422
    assert 'value="niets"' in answer.content.decode()


def test_file_holds_every_read_and_no_formula(cast: Cast) -> None:
    cast.people.els.given_name = "=cmd()"
    cast.people.els.save()
    item = read_by(cast, cast.people.els)
    seen = who_saw(item.pk, cast.organisations.city)
    assert seen is not None
    rows = as_csv(seen.lines).splitlines()
    assert len(rows) == 2
    assert ";'=cmd() Proef;Politie;1;geopend" in rows[1]


def test_number_is_found_in_whatever_was_pasted() -> None:
    key = uuid.uuid4()
    assert key_in(f"zie http://x/bericht/{key}/?a=1 graag") == key
    assert key_in(key.hex) == key
    assert key_in("12345") is None
