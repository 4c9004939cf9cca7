"""The day the borders move: who works where, who is told, and what they still read."""

import datetime as dt
import itertools
from typing import Any

import pytest
import shapely
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.atlas.test_views import client_of
from tests.cast import LONG_AGO, Cast, assign, person
from tests.database import as_owner
from tests.items.test_actions import post
from tests.territory.editions import drafted
from werkveld.atlas.actions import follow_pending, foresee, publish_draft, undo_edition
from werkveld.atlas.following import members_in, turns_between
from werkveld.atlas.models import Turn
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.models import Item
from werkveld.people.contactpoints import ContactPoint
from werkveld.people.merging import merged
from werkveld.people.models import Assignment, Person, Shift, Team
from werkveld.territory.models import Edition
from werkveld.territory.succession import area_of_now

pytestmark = pytest.mark.django_db


def today() -> dt.date:
    return timezone.localdate()


def new_map(**boxes: tuple[float, float]) -> Edition:
    """A draft of the gebieden, a kilometre high: by code from where to where."""
    shapes = {
        code.replace("_", "-"): shapely.box(70000 + a, 167000, 70000 + b, 168000) for code, (a, b) in boxes.items()
    }
    return drafted("gebieden", shapes, valid_from=today())


def without_heule() -> Edition:
    """Heule joins Sint-Jan, and Overleie takes 300 m of Sint-Jan."""
    return new_map(overleie=(0, 1300), sint_jan=(1300, 3000))


def told(turns: Any) -> set[tuple[str, str, bool]]:
    people = dict(Person.objects.values_list("pk", "given_name"))
    return {(turn.code, people[turn.person], turn.has_come) for turn in turns}


def test_preview_foresees_who_comes_and_who_leaves_and_keeps_nothing(cast: Cast) -> None:
    with as_owner():
        draft = without_heule()
        assert told(foresee(draft)) == {("heule", "Sam", False), ("sint-jan", "Sam", True)}
    draft.refresh_from_db()
    assert not draft.is_published
    assert Assignment.objects.get(person=cast.people.sam).area == cast.areas.heule
    assert not Turn.objects.exists()


def test_work_goes_along_and_what_is_past_stays(cast: Cast) -> None:
    with as_owner():
        edition = publish_draft(without_heule(), valid_from=today(), by=cast.people.lotte)
    before, after = Assignment.objects.filter(person=cast.people.sam).order_by("starts_on")
    assert (before.area, before.ends_on) == (cast.areas.heule, today() - dt.timedelta(days=1))
    assert after.area is not None
    assert (after.area.code, after.area.edition, after.starts_on, after.ends_on) == ("sint-jan", edition, today(), None)
    areas = {area.code for area in viewer_of(cast.people.sam).areas}
    assert areas == {"sint-jan", "k4", "k5"}, "only areas of today's editions are named"


def test_two_areas_that_become_one_leave_one_function(cast: Cast) -> None:
    with as_owner():
        noor = Assignment.objects.get(person=cast.people.noor)
        noor.pk, noor._state.adding, noor.area = None, True, cast.areas.sint_jan
        noor.save()
        edition = publish_draft(new_map(leie=(0, 3000)), valid_from=today(), by=cast.people.lotte)
    standing = Assignment.objects.on(today()).filter(person=cast.people.noor)
    assert [work.area.edition for work in standing.select_related("area__edition") if work.area] == [edition]


def test_contact_points_go_along_and_serve_no_area_twice(cast: Cast) -> None:
    with as_owner():
        city = cast.organisations.city
        point = ContactPoint.objects.create(
            organisation=city, kind="desk", name="Loket", place="Markt", starts_on=LONG_AGO
        )
        point.areas.set([cast.areas.overleie, cast.areas.sint_jan, cast.areas.heule, cast.areas.k4])
        edition = publish_draft(without_heule(), valid_from=today(), by=cast.people.lotte)
        served = {(area.edition_id, area.code) for area in point.areas.all()}
    assert served == {(edition.pk, "overleie"), (edition.pk, "sint-jan"), (cast.areas.k4.edition_id, "k4")}


def test_members_foreseen_are_the_members_of_the_day(cast: Cast) -> None:
    with as_owner():
        draft = without_heule()
        foreseen = foresee(draft)
        before = members_in(cast.areas.overleie.edition, today())
        edition = publish_draft(draft, valid_from=today(), by=cast.people.lotte)
        assert turns_between(before, members_in(edition, today())) == foreseen
    assert {(t.code, t.person_id, t.has_come) for t in Turn.objects.all()} == {
        (t.code, t.person, t.has_come) for t in foreseen
    }


@given(cuts=st.lists(st.integers(1, 29), min_size=1, max_size=4, unique=True))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_falls_off_the_map_whatever_the_new_borders(cast: Cast, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 30]
    boxes = {f"n{n}": (a * 100.0, b * 100.0) for n, (a, b) in enumerate(itertools.pairwise(edges))}
    with as_owner(), transaction.atomic():
        people = {one for people in members_in(cast.areas.overleie.edition, today()).values() for one in people}
        edition = publish_draft(new_map(**boxes), valid_from=today(), by=cast.people.lotte)
        after = {one for people in members_in(edition, today()).values() for one in people}
        works_here = {
            (a.person_id, a.organisation_id) for a in Assignment.objects.on(today()).filter(area__edition=edition)
        }
        transaction.set_rollback(True)
    city, ocmw = cast.organisations.city.pk, cast.organisations.ocmw.pk
    direct = {(cast.people.karim.pk, city), (cast.people.noor.pk, ocmw), (cast.people.sam.pk, ocmw)}
    assert works_here == direct
    assert direct <= after
    assert direct <= people


def test_team_goes_along_and_still_reads_what_it_read(cast: Cast) -> None:
    team = circle_of_team(cast.teams.overleie)
    item = post(cast, cast.people.lotte, [team], title="Voor het team")
    with as_owner():
        publish_draft(new_map(overleie=(0, 1500), rest=(1500, 3000)), valid_from=today(), by=cast.people.lotte)
    for somebody in (cast.people.noor, cast.people.els):
        with viewing(viewer_of(somebody)) as viewer:
            assert Item.objects.visible_to(viewer).filter(pk=item.pk).exists()
    area = Team.objects.get(code="overleie").area
    assert area is not None
    assert area.edition.valid_from == today()
    assert Team.objects.filter(area__code="rest").count() == 1


def test_people_follow_on_the_first_day_and_not_before(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    day = today() + dt.timedelta(days=30)
    with as_owner():
        edition = publish_draft(without_heule(), valid_from=day, by=cast.people.lotte)
        assert follow_pending() == 0
        assert Assignment.objects.get(person=cast.people.sam).area == cast.areas.heule
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)
        assert follow_pending() == 3
        assert follow_pending() == 0
    after = Assignment.objects.get(person=cast.people.sam, ends_on=None)
    assert after.area is not None
    assert (after.area.edition, after.starts_on) == (edition, day)


def test_taking_back_takes_back_what_was_told(cast: Cast) -> None:
    with as_owner():
        edition = publish_draft(without_heule(), valid_from=today() + dt.timedelta(days=9), by=cast.people.lotte)
        assert Turn.objects.exists()
        undo_edition(edition, by=cast.people.lotte)
    assert not Turn.objects.exists()
    assert Assignment.objects.get(person=cast.people.sam).area == cast.areas.heule


def test_coming_shift_goes_along(cast: Cast) -> None:
    now = timezone.now()
    with as_owner():
        shift = Shift.objects.create(
            person=cast.people.sam,
            organisation=cast.organisations.ocmw,
            name="Late dienst",
            starts_at=now + dt.timedelta(hours=30),
            ends_at=now + dt.timedelta(hours=38),
            area=cast.areas.heule,
        )
        publish_draft(without_heule(), valid_from=today(), by=cast.people.lotte)
    shift.refresh_from_db()
    assert shift.area is not None
    assert shift.area.code == "sint-jan"


def test_briefing_tells_the_person_and_the_coordinator(cast: Cast) -> None:
    with as_owner():
        publish_draft(without_heule(), valid_from=today() + dt.timedelta(days=5), by=cast.people.lotte)
    mine = client_of(cast.people.sam).get(reverse("briefing")).content.decode()
    assert "Je werkt er ook in Naam sint-jan." in mine
    assert "Je werkt er niet meer in Heule." in mine
    assert "nieuwe grenzen" not in client_of(cast.people.noor).get(reverse("briefing")).content.decode()
    assert "nieuwe grenzen" not in client_of(cast.people.lotte).get(reverse("briefing")).content.decode()
    with as_owner():
        Assignment.objects.filter(person=cast.people.noor).update(function="coordinator")
    page = client_of(cast.people.noor).get(reverse("briefing")).content.decode()
    assert "Je collega’s, gebied per gebied" in page
    assert "Sam P." in page


def test_draft_page_names_who_moves(cast: Cast) -> None:
    with as_owner():
        draft = without_heule()
    page = client_of(cast.people.lotte).get(reverse("keep_edition", args=[draft.pk])).content.decode()
    assert "Sam P." in page
    draft.refresh_from_db()
    assert not draft.is_published


def page_of(somebody: Person, name: str, *args: str) -> str:
    answer = client_of(somebody).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_second_team_of_two_whose_areas_became_one_goes_up_in_the_first(cast: Cast) -> None:
    noor, lotte = cast.people.noor, cast.people.lotte
    with as_owner():
        hanne = person("Hanne")
        assign(hanne, "community_guard", cast.organisations.city, cast.areas.heule)
        before = post(cast, lotte, [circle_of_team(cast.teams.heule)], title="Van team Heule")
        publish_draft(without_heule(), valid_from=today(), by=lotte)
    listed = page_of(noor, "teams")
    assert "Opgegaan in een ander team" in listed
    assert listed.count(">Heule</a>") == 1
    page = page_of(hanne, "team", "heule")
    assert "ging op" in page
    assert reverse("team", args=["sint-jan"]) in page
    assert "Van team Heule" in page, "what was told stays for who read it"
    assert "Wat moet het team weten?" not in page
    assert [team.code for team in viewer_of(hanne).teams] == ["sint-jan"]
    with viewing(viewer_of(hanne)) as viewer:
        assert Item.objects.visible_to(viewer).filter(pk=before.pk).exists()
    assert "ging op" not in page_of(noor, "team", "sint-jan")


def test_link_to_an_area_that_is_no_more_leads_to_the_one_that_took_over(cast: Cast) -> None:
    with as_owner():
        publish_draft(without_heule(), valid_from=today(), by=cast.people.lotte)
    answer = client_of(cast.people.noor).get(reverse("area", args=["gebieden", "heule"]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("area", args=["gebieden", "sint-jan"]))
    for who, code in ((cast.people.piet, "heule"), (cast.people.noor, "nergens")):
        assert client_of(who).get(reverse("area", args=["gebieden", code])).status_code == 404
    assert client_of(cast.people.noor).get(reverse("area", args=["gebieden", "sint-jan"])).status_code == 200


def test_team_goes_up_in_the_one_that_stands_after_several_editions(cast: Cast) -> None:
    with as_owner():
        first = publish_draft(without_heule(), valid_from=today() - dt.timedelta(days=9), by=cast.people.lotte)
        publish_draft(new_map(leie=(0, 3000)), valid_from=today(), by=cast.people.lotte)
        heule = Team.objects.select_related("area__edition__layer").get(code="heule")
        assert heule.area is not None
        assert merged([heule], first.valid_from)[heule.pk].into.code in {"sint-jan", "overleie"}
        now = area_of_now(heule.area, today())
        assert now is not None
        assert now.code == "leie"
        assert merged([heule], today())[heule.pk].into.area == now


def test_team_that_has_still_to_follow_is_none_that_is_no_more(cast: Cast) -> None:
    from werkveld.territory.actions import publish_edition

    with as_owner():
        publish_edition(without_heule())
        teams = list(Team.objects.filter(kind="area_team").select_related("area__edition__layer"))
        assert merged(teams, today()) == {}
        assert follow_pending() > 0
        teams = list(Team.objects.filter(kind="area_team").select_related("area__edition__layer"))
        assert {one.team.code for one in merged(teams, today()).values()} == {"heule"}
