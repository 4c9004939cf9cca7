"""No data protocol, no sharing: in the choices, in the acts, and for what was shared before."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast, agree
from tests.database import as_owner
from tests.items.test_actions import listed, post
from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_person,
    circle_of_public,
    circle_of_team,
)
from werkveld.audience.models import Circle, Refusal
from werkveld.audience.outcome import choices_for, every_choice, weighed
from werkveld.audience.protocols import NoProtocolError, missing_for, settle, take_away
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import change_audience, comment_on, publish_item
from werkveld.items.clockwork import tick
from werkveld.items.content import Content
from werkveld.items.feed import check
from werkveld.items.models import FeedEntry, Item, State
from werkveld.journal.models import Line
from werkveld.kit.ids import uuid7
from werkveld.people.models import Organisation, Person, Protocol, Seat

pytestmark = pytest.mark.django_db

YESTERDAY = dt.timedelta(days=-1)


def end_all() -> None:
    """Every protocol was in force until yesterday."""
    Protocol.objects.update(ends_on=timezone.localdate() + YESTERDAY)


def without_police(cast: Cast) -> None:
    """Four of the five agreed; the police did not."""
    end_all()
    o = cast.organisations
    agree(o.city, o.ocmw, o.nonprofit, o.housing)


def words(person: Person, cast: Cast) -> list[str]:
    return [c.in_words for c in choices_for(viewer_of(person), [cast.areas.overleie])]


def stands_in_the_way(own: Organisation, circle: Circle, on: dt.date | None = None) -> set[str]:
    missing = missing_for(own, [circle.pk], on).get(circle.pk, ())
    return {o.short_name for o in Organisation.objects.filter(pk__in=missing)}


def test_only_the_own_organisation_may_be_chosen_without_any_protocol(cast: Cast) -> None:
    end_all()
    assert words(cast.people.noor, cast) == ["OCMW", "OCMW in Overleie"]
    assert words(cast.people.piet, cast) == ["Huisvesting"]


def test_every_circle_with_the_police_in_it_is_refused_and_said_when_the_police_agreed_to_nothing(cast: Cast) -> None:
    without_police(cast)
    noor = viewer_of(cast.people.noor)
    choices = weighed(noor, every_choice(noor, [cast.areas.overleie]))
    assert [c.in_words for c in choices.circles] == [
        "OCMW",
        "Stad in Overleie",
        "OCMW in Overleie",
        "Stad",
        "Huisvesting",
        "Jeugdwerk",
    ]
    (refused,) = choices.refused
    assert refused.organisation == cast.organisations.police
    assert [c.in_words for c in refused.circles] == [
        "Politie in Overleie",
        "gebiedsteam Overleie",
        "Politie",
        "stuurgroep Venning",
        "alle partners",
    ]


def test_team_needs_a_protocol_with_each_organisation_seated(cast: Cast) -> None:
    o = cast.organisations
    end_all()
    agree(o.city, o.ocmw)
    assert stands_in_the_way(o.city, circle_of_team(cast.teams.overleie)) == {"Politie"}
    nobody = circle_of_team(cast.teams.heule)
    assert stands_in_the_way(o.city, nobody) == set(), "no officer works there, and Sam's function is not named"
    agree(o.city, o.police)
    assert stands_in_the_way(o.city, circle_of_team(cast.teams.overleie)) == set()
    assert stands_in_the_way(o.ocmw, circle_of_team(cast.teams.overleie)) == {"Politie"}, "each pair for itself"


def test_empty_chair_counts_so_that_filling_it_changes_nothing(cast: Cast) -> None:
    o, venning = cast.organisations, circle_of_team(cast.teams.venning)
    end_all()
    agree(o.city, o.ocmw, o.police, o.housing)
    assert stands_in_the_way(o.city, venning) == set()
    seat = Seat.objects.create(
        team=cast.teams.venning, function="youth_partner", organisation=o.nonprofit, starts_on=timezone.localdate()
    )
    assert stands_in_the_way(o.city, venning) == {"Jeugdwerk"}
    Seat.objects.filter(pk=seat.pk).update(starts_on=timezone.localdate() + dt.timedelta(days=1))
    assert stands_in_the_way(o.city, venning) == set()


def test_protocol_of_one_table_counts_at_that_table_alone(cast: Cast) -> None:
    o, venning = cast.organisations, circle_of_team(cast.teams.venning)
    end_all()
    agree(o.city, o.ocmw, o.police, o.housing, team=cast.teams.venning)
    assert stands_in_the_way(o.housing, venning) == set()
    assert stands_in_the_way(o.housing, circle_of_organisation(o.city)) == {"Stad"}
    assert stands_in_the_way(o.ocmw, circle_of_team(cast.teams.overleie)) == {"Stad", "Politie"}


def test_partners_need_a_protocol_with_all_who_hold_an_assignment_and_the_public_needs_none(cast: Cast) -> None:
    o = cast.organisations
    end_all()
    assert stands_in_the_way(o.ocmw, circle_of_partners()) == {"Stad", "Politie"}
    assert stands_in_the_way(o.ocmw, circle_of_public()) == set()
    assert stands_in_the_way(o.ocmw, circle_of_person(cast.people.karim)) == {"Stad"}
    assert stands_in_the_way(o.ocmw, circle_of_organisation_in(o.police, cast.areas.overleie)) == {"Politie"}


def test_protocol_holds_from_its_first_day_to_its_last(cast: Cast) -> None:
    o, today = cast.organisations, timezone.localdate()
    end_all()
    row = agree(o.city, o.ocmw)
    Protocol.objects.filter(pk=row.pk).update(starts_on=today, ends_on=today)
    there = circle_of_organisation(o.ocmw)
    agree(o.city, o.police)
    Protocol.objects.filter(ends_on=today + YESTERDAY).delete()
    for day, missing in ((-1, {"OCMW"}), (0, set()), (1, {"OCMW"})):
        assert stands_in_the_way(o.city, there, today + dt.timedelta(days=day)) == missing, day


def test_act_refuses_what_no_protocol_allows_whatever_the_form_said(cast: Cast) -> None:
    without_police(cast)
    noor, police = cast.people.noor, circle_of_organisation(cast.organisations.police)
    with viewing(viewer_of(noor)), pytest.raises(NoProtocolError):
        publish_item(
            uuid7(), Content(title="Voor de politie"), by=noor, organisation=cast.organisations.ocmw, circles=[police]
        )
    mine = post(cast, noor, [circle_of_organisation(cast.organisations.ocmw)])
    with viewing(viewer_of(noor)), pytest.raises(NoProtocolError):
        change_audience(mine, [police], by=noor)
    assert listed(cast.people.els) == set()


def test_answer_is_refused_when_it_would_reach_somebody_without_a_protocol(cast: Cast) -> None:
    o = cast.organisations
    end_all()
    agree(o.city, o.ocmw)
    agree(o.city, o.police)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    with viewing(viewer_of(cast.people.noor)), pytest.raises(NoProtocolError):
        comment_on(item, "Ik kom ook.", by=cast.people.noor, organisation=o.ocmw)
    agree(o.ocmw, o.police)
    with viewing(viewer_of(cast.people.noor)):
        comment_on(item, "Ik kom ook.", by=cast.people.noor, organisation=o.ocmw)


def test_what_was_shared_is_narrowed_when_the_protocol_ends_and_comes_back_when_it_is_renewed(cast: Cast) -> None:
    o = cast.organisations
    shared = post(cast, cast.people.noor, [circle_of_team(cast.teams.overleie), circle_of_organisation(o.ocmw)])
    post(cast, cast.people.karim, [circle_of_organisation(o.city)], title="Voor de stad")
    assert listed(cast.people.els) == listed(cast.people.sam) == {shared.title}
    without_police(cast)
    with viewing(viewer_of(cast.people.lotte)):
        assert take_away().narrowed == 1
    assert listed(cast.people.els) == set()
    assert listed(cast.people.karim) == {"Voor de stad"}, "the team goes as a whole"
    assert listed(cast.people.sam) == {shared.title}, "another circle of the item stays"
    with as_owner():
        row = Item.objects.get(pk=shared.pk)
        assert circle_of_team(cast.teams.overleie).pk in row.audience, "what the author chose is not forgotten"
        assert check() == 0
    agree(o.ocmw, o.police)
    assert listed(cast.people.els) == set()
    with as_owner():
        assert tick().reopened == 1
        assert check() == 0
    assert listed(cast.people.els) == {shared.title}
    assert not Refusal.objects.filter(organisation=o.ocmw).exists()


def test_clockwork_narrows_at_midnight_once_and_leaves_a_line(cast: Cast) -> None:
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.police)])
    without_police(cast)
    with as_owner():
        assert (tick().narrowed, tick().narrowed) == (1, 0)
        assert Line.objects.filter(verb="narrow items").exists()
        assert not FeedEntry.objects.filter(circle=circle_of_organisation(cast.organisations.police).pk).exists()


def test_scheduled_item_goes_without_the_circle_that_lost_its_protocol(cast: Cast) -> None:
    noor, o = cast.people.noor, cast.organisations
    content = Content(title="Straks", publish_at=timezone.now() + dt.timedelta(hours=1))
    circles = [circle_of_organisation(o.police), circle_of_organisation(o.ocmw)]
    with viewing(viewer_of(noor)):
        item = publish_item(uuid7(), content, by=noor, organisation=o.ocmw, circles=circles)
    without_police(cast)
    with as_owner():
        Item.objects.filter(pk=item.pk).update(publish_at=timezone.now())
        assert tick().published == 1
        assert Item.objects.get(pk=item.pk).state == State.PUBLISHED
    assert listed(cast.people.els) == set()
    assert listed(cast.people.sam) == {"Straks"}


def test_settling_twice_changes_nothing(cast: Cast) -> None:
    without_police(cast)
    first, second = settle(), settle()
    assert first.closed
    assert not first.opened
    assert (second.closed, second.opened, second.narrowed) == (frozenset(), frozenset(), 0)
