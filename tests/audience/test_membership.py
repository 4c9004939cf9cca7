from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast, assign
from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_person,
    circle_of_public,
    circle_of_team,
)
from werkveld.audience.membership import areas_of, circles_of, members_by_organisation, members_of
from werkveld.audience.models import Circle
from werkveld.people.functions import Function

pytestmark = pytest.mark.django_db


def names(cast: Cast, circle: Circle) -> set[str]:
    keys = members_of([circle.pk], timezone.localdate())
    return {p.given_name for p in cast.persons if p.pk in keys}


def test_organisation_is_everybody_with_an_assignment_or_a_seat_there(cast: Cast) -> None:
    assert names(cast, circle_of_organisation(cast.organisations.city)) == {"Karim", "Lotte"}
    assert names(cast, circle_of_organisation(cast.organisations.housing)) == {"Piet"}


def test_organisation_in_area_counts_citywide_colleagues_and_overlapping_beats(cast: Cast) -> None:
    o, a = cast.organisations, cast.areas
    assert names(cast, circle_of_organisation_in(o.city, a.overleie)) == {"Karim", "Lotte"}
    assert names(cast, circle_of_organisation_in(o.police, a.overleie)) == {"Els"}
    assert names(cast, circle_of_organisation_in(o.police, a.sint_jan)) == {"Els"}
    assert names(cast, circle_of_organisation_in(o.police, a.heule)) == set()


def test_area_team_follows_the_composition(cast: Cast) -> None:
    assert names(cast, circle_of_team(cast.teams.overleie)) == {"Karim", "Noor", "Els"}
    assert names(cast, circle_of_team(cast.teams.heule)) == set()


def test_steering_group_is_its_seats(cast: Cast) -> None:
    assert names(cast, circle_of_team(cast.teams.venning)) == {"Piet", "Lotte", "Noor", "Els"}


def test_partners_are_who_holds_an_assignment_and_public_is_everybody(cast: Cast) -> None:
    assert names(cast, circle_of_partners()) == {"Karim", "Lotte", "Els", "Noor", "Sam"}
    assert names(cast, circle_of_public()) == {p.given_name for p in cast.persons}


def test_one_person_is_alone_in_their_circle(cast: Cast) -> None:
    assert names(cast, circle_of_person(cast.people.noor)) == {"Noor"}


def test_leaver_is_in_no_circle(cast: Cast) -> None:
    noor = cast.people.noor
    noor.is_active = False
    noor.save()
    assert circles_of(noor.pk, timezone.localdate()) == frozenset()


def test_mover_holds_the_new_areas_circles_and_none_of_the_old(cast: Cast) -> None:
    noor, today = cast.people.noor, timezone.localdate()
    noor.assignments.update(ends_on=today - timedelta(days=1))
    assign(noor, Function.COMMUNITY_WORKER, cast.organisations.ocmw, cast.areas.heule)
    held = circles_of(noor.pk, today)
    assert circle_of_team(cast.teams.heule).pk in held
    assert circle_of_team(cast.teams.overleie).pk not in held


def test_officer_works_in_every_area_the_beat_overlaps(cast: Cast) -> None:
    a = cast.areas
    assert areas_of(cast.people.els.pk, timezone.localdate()) == {a.k4.pk, a.overleie.pk, a.sint_jan.pk}


def test_both_readings_of_the_relation_agree(cast: Cast) -> None:
    """What a person holds and who is in a circle are one relation, read from either side."""
    today = timezone.localdate()
    for organisation in vars(cast.organisations).values():
        for area in vars(cast.areas).values():
            circle_of_organisation_in(organisation, area)
    for person in cast.persons:
        circle_of_person(person)
    by_circle = {(c.pk, p) for c in Circle.objects.all() for p in members_of([c.pk], today)}
    by_person = {(c, p.pk) for p in cast.persons for c in circles_of(p.pk, today)}
    assert by_circle == by_person


def test_numbers_of_people_count_each_once(cast: Cast) -> None:
    circles = [circle_of_team(cast.teams.overleie).pk, circle_of_organisation(cast.organisations.police).pk]
    numbers = members_by_organisation(circles, timezone.localdate())
    o = cast.organisations
    assert numbers == {o.city.pk: 1, o.ocmw.pk: 1, o.police.pk: 1}
