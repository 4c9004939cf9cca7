"""Guests of partners: a year, a warning thirty days before, and then nothing more."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.journal.models import Line
from werkveld.people.functions import Function
from werkveld.people.models import Person, Seat
from werkveld.staff.guests import lapse_guests
from werkveld.staff.seating import fill_seat, invite_to_seat, remove_seat

pytestmark = pytest.mark.django_db

A_DAY = dt.timedelta(days=1)


def piets_seat(cast: Cast) -> Seat:
    seat: Seat = Seat.objects.get(person=cast.people.piet)
    return seat


def run_out(seat: Seat, days: int) -> None:
    """Put the last day of a chair so many days from today."""
    day = timezone.localdate() + days * A_DAY
    with as_owner():
        Seat.objects.filter(pk=seat.pk).update(ends_on=day, lapses_on=day)


def tick() -> int:
    with as_owner():
        return lapse_guests()


def test_guest_is_invited_for_a_year(cast: Cast) -> None:
    seat = piets_seat(cast)
    invite_to_seat(seat, email="gast@voorbeeld.be", given_name="Gast", family_name="G", by=cast.people.lotte)
    found = Seat.objects.get(person__email="gast@voorbeeld.be")
    assert found.ends_on == found.lapses_on == timezone.localdate() + 365 * A_DAY


def test_chair_of_city_ocmw_or_police_has_no_term(cast: Cast) -> None:
    seat = Seat.objects.get(person=cast.people.noor)
    fill_seat(seat, cast.people.sam, by=cast.people.lotte)
    found = Seat.objects.on(timezone.localdate()).get(person=cast.people.sam)
    assert (found.ends_on, found.lapses_on) == (None, None)


def test_earlier_last_day_stays_and_a_later_one_becomes_a_year(cast: Cast) -> None:
    today = timezone.localdate()
    soon = fill_seat(piets_seat(cast), cast.people.piet, by=cast.people.lotte, ends_on=today + 9 * A_DAY)
    assert soon.ends_on == soon.lapses_on == today + 9 * A_DAY
    late = fill_seat(soon, cast.people.piet, by=cast.people.lotte, ends_on=today + 900 * A_DAY)
    assert late.ends_on == today + 365 * A_DAY


def test_chair_from_before_there_were_terms_gets_one_from_the_clockwork(cast: Cast) -> None:
    assert tick() == 0
    seat = piets_seat(cast)
    assert seat.ends_on == seat.lapses_on == timezone.localdate() + 365 * A_DAY
    assert Seat.objects.get(person=cast.people.noor).lapses_on is None


def test_coordinator_is_warned_once_thirty_days_before(cast: Cast) -> None:
    own = Person.objects.create(email="huis@voorbeeld.be", given_name="Huis", family_name="H")
    run_out(piets_seat(cast), 31)
    tick()
    assert mail.outbox == []
    run_out(piets_seat(cast), 30)
    tick()
    tick()
    (letter,) = mail.outbox
    assert letter.to == [cast.people.lotte.email], "the housing company has no coordinator: the city decides"
    assert "Piet" in letter.subject
    assign(own, Function.COORDINATOR, cast.organisations.housing)
    with as_owner():
        Seat.objects.update(warned_at=None)
    tick()
    assert mail.outbox[1].to == ["huis@voorbeeld.be"]


def test_guest_sees_nothing_more_after_the_last_day_even_when_the_clockwork_stands_still(cast: Cast) -> None:
    item = post(cast, cast.people.lotte, [circle_of_team(cast.teams.venning)], title="Sleutels")
    client = Client()
    client.force_login(cast.people.piet)
    address = reverse("item", args=[item.pk])
    run_out(piets_seat(cast), 0)
    assert client.get(address).status_code == 200
    run_out(piets_seat(cast), -1)
    assert client.get(address).status_code == 404


def test_lapsed_guest_leaves_a_free_chair_and_a_closed_account(cast: Cast) -> None:
    seat = piets_seat(cast)
    client = Client()
    client.force_login(cast.people.piet)
    run_out(seat, -1)
    assert [tick(), tick()] == [1, 0]
    today = timezone.localdate()
    chairs = Seat.objects.on(today).filter(team=cast.teams.venning, organisation=cast.organisations.housing)
    assert [chair.person for chair in chairs] == [None]
    assert not Person.objects.get(pk=cast.people.piet.pk).is_active
    assert client.get(reverse("account")).status_code == 302
    assert Line.objects.filter(verb="lapse guest", by=None).count() == 1


def test_guest_with_another_chair_keeps_the_account(cast: Cast) -> None:
    seat = piets_seat(cast)
    with as_owner():
        Seat.objects.create(
            team=cast.teams.venning,
            person=cast.people.piet,
            function=Function.HOUSING_PARTNER,
            organisation=cast.organisations.housing,
            starts_on=timezone.localdate(),
        )
    run_out(seat, -1)
    assert tick() == 1
    assert Person.objects.get(pk=cast.people.piet.pk).is_active


def test_chair_that_was_taken_away_does_not_come_back(cast: Cast) -> None:
    tick()
    seat = piets_seat(cast)
    remove_seat(seat, by=cast.people.lotte)
    with as_owner():
        Seat.objects.filter(pk=seat.pk).update(lapses_on=timezone.localdate() - A_DAY * 2)
    assert tick() == 0
    assert not Seat.objects.on(timezone.localdate()).filter(organisation=cast.organisations.housing).exists()


def test_coordinator_renews_and_others_cannot(cast: Cast) -> None:
    seat = piets_seat(cast)
    run_out(seat, 5)
    address = reverse("renew_guest", args=[seat.pk])
    client = Client()
    for person in (cast.people.karim, cast.people.els, cast.people.piet):
        client.force_login(person)
        assert client.post(address).status_code == 404
    client.force_login(cast.people.lotte)
    assert "Gasten die binnenkort vervallen" in client.get(reverse("administer_tables")).text
    assert client.post(address).status_code == 302
    assert piets_seat(cast).ends_on == piets_seat(cast).lapses_on == timezone.localdate() + 365 * A_DAY
    assert "Gasten die binnenkort vervallen" not in client.get(reverse("administer_tables")).text
    assert client.get(address).status_code == 405
    own = Seat.objects.get(person=cast.people.noor)
    assert client.post(reverse("renew_guest", args=[own.pk])).status_code == 404, "no guest"


def test_guest_reads_until_when_on_the_own_account(cast: Cast) -> None:
    run_out(piets_seat(cast), 20)
    client = Client()
    client.force_login(cast.people.piet)
    assert "Je zit als gast voor Huisvesting" in client.get(reverse("account")).text
