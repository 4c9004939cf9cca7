"""Centres, desks and contact hours: kept by the coordinator of the own organisation, shown to whoever is signed in."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.borders.actions import Said, add_contact_point, add_special_days, change_contact_point
from werkveld.items.discreet import Answer, IndiscreetError, Reason
from werkveld.journal.models import Line
from werkveld.people.contactpoints import ContactHours, ContactPoint, SpecialDays
from werkveld.people.models import Person
from werkveld.people.openings import opening_of
from werkveld.staff.contacts import Contact, citywide_contacts, contacts_of_areas

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(cast: Cast, **more: str) -> dict[str, object]:
    return {
        "organisatie": "city", "kind": "community_centre", "name": "OC Overleie", "place": "Overleiestraat 14",
        "areas": [str(cast.areas.overleie.pk)], "hours_1": "9-12, 13.30-17u", "hours_5": "20-2",
        "closes_on_holidays": "on", "starts_on": TODAY().isoformat(), "phone": "056 00 00 00",
    } | more  # fmt: skip


def add(cast: Cast, who: Person | None = None, **more: object) -> ContactPoint:
    answer = client_of(who or cast.people.lotte).post(reverse("new_contact_point"), said(cast, **more))
    assert answer.status_code == 302, answer.content.decode()
    with as_owner():
        return ContactPoint.objects.latest("pk")


def refused(cast: Cast, **more: object) -> str:
    answer = client_of(cast.people.lotte).post(reverse("new_contact_point"), said(cast, **more))
    assert answer.status_code == 422
    return answer.content.decode()


def shown(who: Person, place: str = "Overleiestraat 14") -> str:
    return client_of(who).post(reverse("counterpart"), {"place": place}).content.decode()


def test_coordinator_adds_a_centre_with_hours_point_and_a_line_in_the_journal(town: Cast) -> None:
    point = add(town)
    assert (point.organisation, point.name) == (town.organisations.city, "OC Overleie")
    assert (point.x, point.y) == (pytest.approx(70_672), 167_500)
    with as_owner():
        rows = list(ContactHours.objects.values_list("weekday", "opens", "closes"))
        assert rows == [
            (1, dt.time(9), dt.time(12)), (1, dt.time(13, 30), dt.time(17)), (5, dt.time(20), dt.time(2)),
        ]  # fmt: skip
        assert Line.objects.filter(verb="add contact point", by=town.people.lotte).count() == 1


def test_centre_is_shown_to_partners_and_guests_where_it_serves_and_nowhere_else(town: Cast) -> None:
    add(town, **{f"hours_{day}": "0-24" for day in range(1, 8)}, closes_on_holidays="")
    for who in (town.people.els, town.people.noor, town.people.piet):
        told = shown(who)
        assert "OC Overleie" in told
        assert "dag en nacht open" in told
        assert "tel:056000000" in told
        assert "op 0 m" in told
        assert "OC Overleie" not in shown(who, "Hoevestraat")


def test_one_question_tells_what_the_tables_hold(town: Cast) -> None:
    """Hours and special days come along with the points; they must be those of a point that is read by itself."""
    point = add(town)
    with as_owner():
        point.areas.add(town.areas.k4)
        for days in ({"note": "verlof"}, {"opens": dt.time(10), "closes": dt.time(0, 30), "note": ""}):
            start = TODAY() + dt.timedelta(days=len(days))
            SpecialDays.objects.create(point=point, starts_on=start, ends_on=start, **days)
    told = contacts_of_areas([town.areas.overleie.pk, town.areas.k4.pk])
    assert set(told) == {town.areas.overleie.pk, town.areas.k4.pk}
    alone = ContactPoint.objects.get(pk=point.pk)
    for hours in range(0, 24 * 9, 5):
        at = timezone.now() + dt.timedelta(hours=hours)
        for one in contacts_of_areas([town.areas.k4.pk], at)[town.areas.k4.pk]:
            assert one.opening == opening_of(alone, at)
            assert one.week == Contact(alone, one.opening).week
            assert [str(row) for row in one.coming] == [str(row) for row in Contact(alone, one.opening).coming]


def test_centre_stands_beside_its_area(town: Cast) -> None:
    add(town)
    told = client_of(town.people.els).get(reverse("area", args=["gebieden", "overleie"])).content.decode()
    assert "OC Overleie" in told
    assert "OC Overleie" not in client_of(town.people.els).get(reverse("area", args=["wijken", "k4"])).content.decode()


def test_desk_for_the_whole_city_is_shown_everywhere(town: Cast) -> None:
    add(town, name="Onthaal", is_citywide="on", areas=[])
    assert "Voor de hele stad" in shown(town.people.piet, "Hoevestraat")
    assert "Onthaal" in shown(town.people.piet, "Hoevestraat")


def test_nearest_comes_first(town: Cast) -> None:
    far = add(town, name="Ver", place="Overleiestraat 2")
    near = add(town, name="Zeer dicht", place="Overleiestraat 16")
    area = town.areas.overleie.pk
    assert [c.point for c in contacts_of_areas([area], near=(70_768, 167_500))[area]] == [near, far]


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(town: Cast) -> None:
    told = refused(town, hours_3="van alles", name="Huis met een naam", areas=[], ends_on="2001-01-01")
    assert "lees ik niet als uren" in told
    assert 'href="#id_hours_3"' in told
    assert 'href="#id_areas_0"' in told
    assert "De laatste dag ligt voor de eerste." in told
    for kept in ("van alles", "Huis met een naam", "9-12, 13.30-17u", "Overleiestraat 14", "056 00 00 00"):
        assert kept in told
    with as_owner():
        assert not ContactPoint.objects.exists()


def test_empty_form_asks_for_what_is_missing(town: Cast) -> None:
    answer = client_of(town.people.lotte).post(reverse("new_contact_point"), {"organisatie": "city"})
    assert answer.status_code == 422
    for label in ("Naam", "Adres", "Vanaf"):
        assert f"Vul “{label}” in." in answer.content.decode()


def test_change_keeps_what_it_was_and_says_what_changed(town: Cast) -> None:
    point = add(town)
    client = client_of(town.people.lotte)
    page = client.get(reverse("change_contact_point", args=[point.pk])).content.decode()
    assert 'value="9:00–12:00, 13:30–17:00"' in page
    assert 'value="20:00–2:00"' in page
    answer = client.post(
        reverse("change_contact_point", args=[point.pk]), said(town, hours_1="10-12", note="Bel aan bij de zijdeur.")
    )
    assert answer.status_code == 302
    with as_owner():
        assert list(ContactHours.objects.filter(weekday=1).values_list("opens", flat=True)) == [dt.time(10)]
        line = Line.objects.filter(verb="change contact point").get()
        assert line.detail["changed"] == ["note", "hours or areas"]


def test_house_that_stood_there_long_before_may_still_be_changed(town: Cast) -> None:
    point = add(town)
    with as_owner():
        ContactPoint.objects.filter(pk=point.pk).update(starts_on=dt.date(1995, 1, 1))
    answer = client_of(town.people.lotte).post(
        reverse("change_contact_point", args=[point.pk]), said(town, starts_on="1995-01-01")
    )
    assert answer.status_code == 302
    assert "meer dan tien jaar" in refused(town, starts_on="1995-01-01")


def test_ended_is_shown_to_nobody_and_stands_under_the_past(town: Cast) -> None:
    yesterday = TODAY() - dt.timedelta(days=1)
    add(town, starts_on=(yesterday - dt.timedelta(days=9)).isoformat(), ends_on=yesterday.isoformat())
    assert "OC Overleie" not in shown(town.people.els)
    listed = client_of(town.people.lotte).get(reverse("contact_points")).content.decode()
    assert "Vroeger" in listed
    assert "OC Overleie" in listed


def test_closed_days_are_added_said_and_taken_away(town: Cast) -> None:
    point = add(town, **{f"hours_{day}": "0-24" for day in range(1, 8)}, closes_on_holidays="")
    client, address = client_of(town.people.lotte), reverse("add_special_days", args=[point.pk])
    today = TODAY().isoformat()
    assert client.post(address, {"starts_on": today, "note": "verhuis"}).status_code == 302
    told = shown(town.people.els)
    assert "verhuis" in told
    assert "dag en nacht open" not in told
    with as_owner():
        days = SpecialDays.objects.get()
    assert client.post(reverse("remove_special_days", args=[days.pk])).status_code == 302
    assert "dag en nacht open" in shown(town.people.els)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": ""}, "Vul “Eerste dag” in."),
        ({"starts_on": "2001-01-01"}, "al voorbij"),
        ({"ends_on": "2001-01-01"}, "ligt voor de eerste"),
        ({"ends_on": "2999-01-01"}, "meer dan tien jaar"),
        ({"hours": "9-12, 13-14"}, "één keer"),
        ({"hours": "ooit"}, "lees ik niet"),
        ({"note": "Bel 0470 12 34 56"}, "0470"),
    ],
)
def test_other_days_that_are_wrong_are_shown_again(town: Cast, typed: dict[str, str], said: str) -> None:
    point = add(town)
    form = {"starts_on": TODAY().isoformat(), "note": "verhuis"} | typed
    answer = client_of(town.people.lotte).post(reverse("add_special_days", args=[point.pk]), form)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert said in told
    assert form["note"] in told
    assert not SpecialDays.objects.exists()


def test_guard_reads_the_words_and_asks_for_a_name(town: Cast) -> None:
    assert "0470" in refused(town, note="Bel 0470 12 34 56")
    assert "Waarom mag dit blijven staan?" in refused(town, name="Huis Fatima Benali")
    point = add(town, name="Huis Fatima Benali", kept_because=Reason.PUBLIC_NAME)
    with as_owner():
        assert Line.objects.filter(verb="keep asked words", subject_key=str(point.pk)).exists()


def test_act_holds_words_whatever_form_they_came_through(town: Cast) -> None:
    lotte, city = town.people.lotte, town.organisations.city
    columns = {"name": "Loket", "kind": "desk", "place": "Markt", "note": "", "starts_on": TODAY(), "is_citywide": True}
    point = add_contact_point(Said(columns, [], {}), organisation=city, by=lotte)
    with pytest.raises(IndiscreetError):
        change_contact_point(point, Said(columns | {"note": "Bel 0470 12 34 56"}, [], {}), by=lotte)
    days = (TODAY(), TODAY())
    with pytest.raises(IndiscreetError):
        add_special_days(point, days, None, note="Fatima Benali is ziek", by=lotte, answer=Answer())
    assert [c.point for c in citywide_contacts()] == [point]


def test_nobody_else_keeps_it(town: Cast) -> None:
    point = add(town)
    with as_owner():
        other = person("Marleen")
        assign(other, "coordinator", town.organisations.ocmw)
    for who in (town.people.els, town.people.piet, other):
        client = client_of(who)
        for name in ("change_contact_point", "add_special_days", "remove_contact_point"):
            assert client.post(reverse(name, args=[point.pk]), {}).status_code == 404
    assert client_of(town.people.els).get(reverse("contact_points")).status_code == 404
    assert client_of(other).post(reverse("new_contact_point"), said(town)).status_code == 404
    assert client_of(town.people.lotte).post(reverse("remove_contact_point", args=[point.pk])).status_code == 302
    assert not ContactPoint.objects.exists()
