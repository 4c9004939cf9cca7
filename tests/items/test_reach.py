"""Who will see this: the sentence beside the form is the rule itself, and a change holds from the next request on."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audience.oracle import Oracle
from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_team,
)
from werkveld.journal.models import Line
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sentence(answer: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(answer.decode()))).strip()


def test_sentence_follows_the_choice_and_counts_what_the_rule_counts(cast: Cast) -> None:
    o, a = cast.organisations, cast.areas
    team, own = circle_of_team(cast.teams.overleie), circle_of_organisation(o.ocmw)
    choices = [[own], [team], [own, circle_of_organisation_in(o.police, a.overleie)], [circle_of_partners()]]
    client = of(cast.people.noor)
    names = {key: row.short_name for row in vars(o).values() for key in [row.pk]}
    for circles in choices:
        said = {"areas": [a.overleie.pk], "circles": [c.pk for c in circles]}
        shown = sentence(client.post(reverse("audience_preview"), said).content)
        oracle = Oracle(timezone.localdate())
        seen: dict[str, int] = {}
        for person in cast.persons:
            if oracle.held(person.pk) & {c.pk for c in circles}:
                home = (oracle.assignments[person.pk] or oracle.seats[person.pk])[0]
                seen[names[home.organisation_id]] = seen.get(names[home.organisation_id], 0) + 1
        will, _, will_not = shown.partition("Niet voor:")
        assert dict(re.findall(r"(\w+) \((\d+)\)", will)) == {n: str(k) for n, k in seen.items()}, shown
        left_out = {n for n in names.values() if n not in seen}
        assert {n for n in names.values() if n in will_not.split(".")[0]} == left_out, shown


def test_only_the_authors_side_widens_and_first_sees_what_it_means(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    address = reverse("change_audience", args=[item.pk])
    wide = {"circles": [circle_of_team(cast.teams.overleie).pk, circle_of_organisation(cast.organisations.ocmw).pk]}
    for reader in (cast.people.noor, cast.people.els):
        assert of(reader).get(address).status_code == 403
        assert of(reader).post(address, wide).status_code == 403
    shown = sentence(of(cast.people.karim).post(address, wide | {"show": "1"}).content)
    assert "OCMW gaat van 1 naar 2 lezers." in shown
    assert of(cast.people.sam).get(reverse("item", args=[item.pk])).status_code == 404, "shown is not done"
    of(cast.people.karim).post(address, wide)
    assert of(cast.people.sam).get(reverse("item", args=[item.pk])).status_code == 200


def test_narrowing_after_it_was_read_holds_from_the_next_request_and_leaves_a_line(cast: Cast) -> None:
    team, city = circle_of_team(cast.teams.overleie), circle_of_organisation(cast.organisations.city)
    item = post(cast, cast.people.karim, [team])
    els = of(cast.people.els)
    assert els.get(reverse("item", args=[item.pk])).status_code == 200
    done = of(cast.people.karim).post(reverse("change_audience", args=[item.pk]), {"circles": [city.pk]})
    assert done.status_code == 302
    assert els.get(reverse("item", args=[item.pk])).status_code == 404
    assert reverse("item", args=[item.pk]) not in els.get(reverse("search"), {"q": item.title}).content.decode()
    with as_owner():
        line = Line.objects.get(verb="change audience")
    assert line.by == cast.people.karim
    assert (line.detail["before"], line.detail["after"]) == ([team.pk], [city.pk])
