import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.actions import give_feedback, take_request
from werkveld.briefing.compose import Briefing, compose
from werkveld.briefing.scope import Scope, own_scope, scope_of_team
from werkveld.briefing.shifts import missed_since
from werkveld.items.actions import acknowledge_items, confirm_item, correct_item, mark_read, withdraw_item
from werkveld.items.clockwork import tick
from werkveld.items.content import Content
from werkveld.items.models import Item
from werkveld.people.models import Person, Shift

pytestmark = pytest.mark.django_db


def tell(cast: Cast, **said: object) -> Item:
    """A briefing item by Karim for the area team of Overleie."""
    author = said.pop("author", cast.people.karim)
    team = said.pop("team", circle_of_team(cast.teams.overleie))
    return post(cast, author, [team], **({"kind": "attention"} | said))  # type: ignore[arg-type, list-item]


def brief(
    cast: Cast, person: Person, *, days: float = 7, area: object = None, at: dt.datetime | None = None
) -> Briefing:
    """Somebody's briefing of Overleie (the K4 beat for Els), since some days ago."""
    viewer = viewer_of(person)
    scope = Scope(area or cast.areas.overleie)  # type: ignore[arg-type]
    with viewing(viewer):
        return compose(viewer, scope, timezone.now() - dt.timedelta(days=days), at)


def titles(briefing: Briefing) -> dict[str, list[str]]:
    return {name: [x.item.title for x in rows] for name, rows in briefing.sections.items() if rows}


def correct(cast: Cast, item: Item, *, is_typo: bool = False, **said: object) -> Item:
    content = Content(**{"kind": "attention", "title": item.title, "areas": (cast.areas.overleie,)} | said)  # type: ignore[arg-type]
    with viewing(viewer_of(cast.people.karim)):
        return correct_item(item, content, by=cast.people.karim, is_typo=is_typo, reason="Uur gewijzigd")


def acknowledge(person: Person, *items: Item) -> None:
    with viewing(viewer_of(person)):
        acknowledge_items(items, by=person)


def test_item_is_new_in_the_gebied_and_in_the_beat_that_overlaps_it(cast: Cast) -> None:
    tell(cast, title="Avondlawaai")
    assert titles(brief(cast, cast.people.noor)) == {"new": ["Avondlawaai"]}
    assert titles(brief(cast, cast.people.els, area=cast.areas.k4)) == {"new": ["Avondlawaai"]}
    assert titles(brief(cast, cast.people.els, area=cast.areas.sint_jan)) == {}


def test_hidden_item_is_in_nobodys_briefing(cast: Cast) -> None:
    ocmw = circle_of_organisation(cast.organisations.ocmw)
    tell(cast, title="Alleen OCMW", author=cast.people.noor, team=ocmw)
    assert titles(brief(cast, cast.people.els, area=cast.areas.k4)) == {}
    assert titles(brief(cast, cast.people.karim)) == {}
    assert titles(brief(cast, cast.people.sam)) == {"new": ["Alleen OCMW"]}


def test_correction_follows_who_had_read_and_nobody_else(cast: Cast) -> None:
    els, noor = cast.people.els, cast.people.noor
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    acknowledge(els, item)
    correct(cast, item, body="Tot 18 uur.")
    line = brief(cast, els).changed[0]
    assert line.reason == "Uur gewijzigd"
    assert [(str(d.was), str(d.now)) for d in line.was] == [("Tot <del>17</del> uur.", "Tot <ins>18</ins> uur.")]
    assert not line.is_read
    unread = brief(cast, noor)
    assert titles(unread) == {"new": ["Rommelmarkt"]}
    assert unread.new[0].was == []
    assert unread.new[0].item.body == "Tot 18 uur."
    acknowledge(els, line.item)
    after = brief(cast, els)
    assert after.changed == []
    assert after.new[0].is_read


def test_correction_follows_who_only_printed_it(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    with viewing(viewer_of(els)):
        mark_read([item], by=els)
    correct(cast, item, body="Tot 18 uur.")
    assert titles(brief(cast, els)) == {"changed": ["Rommelmarkt"]}


def test_typo_is_silent(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Romelmarkt")
    acknowledge(els, item)
    correct(cast, item, is_typo=True, title="Rommelmarkt")
    briefing = brief(cast, els)
    assert titles(briefing) == {"new": ["Rommelmarkt"]}
    assert briefing.new[0].is_read


def test_second_correction_tells_from_what_was_read(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    acknowledge(els, item)
    item = correct(cast, item, body="Tot 18 uur.")
    correct(cast, item, body="Tot 19 uur.")
    [difference] = brief(cast, els).changed[0].was
    assert "17" in difference.was
    assert "19" in difference.now


def test_withdrawal_is_told_to_who_had_read_and_without_text(cast: Cast) -> None:
    els, karim = cast.people.els, cast.people.karim
    item = tell(cast, title="Klopt niet")
    acknowledge(els, item)
    with viewing(viewer_of(karim)):
        withdraw_item(item, by=karim, reason="Vergissing")
    [line] = brief(cast, els).changed
    assert (line.item.title, line.reason, line.was) == ("", "Vergissing", [])
    assert titles(brief(cast, cast.people.noor)) == {}


def test_lapsed_item_is_nowhere_but_in_what_lapsed(cast: Cast) -> None:
    item = tell(cast, title="Voorbij", valid_until=timezone.now() + dt.timedelta(hours=1))
    later = timezone.now() + dt.timedelta(hours=2)
    assert titles(brief(cast, cast.people.noor, at=later)) == {"lapsed": ["Voorbij"]}
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(minutes=1))
        from werkveld.items.filing import refeed_item

        refeed_item(item)
        tick()
    assert titles(brief(cast, cast.people.noor)) == {"lapsed": ["Voorbij"]}
    assert titles(brief(cast, cast.people.noor, days=0)) == {}


def test_still_true_keeps_it(cast: Cast) -> None:
    item = tell(cast, title="Blijft", valid_until=timezone.now() + dt.timedelta(hours=1))
    with viewing(viewer_of(cast.people.els)):
        confirm_item(item, holds=True, by=cast.people.els)
    later = timezone.now() + dt.timedelta(hours=2)
    assert titles(brief(cast, cast.people.noor, at=later)) == {"new": ["Blijft"]}


def test_older_than_my_last_shift_still_stands_and_today_has_its_moment(cast: Cast) -> None:
    now = timezone.now()
    tell(cast, title="Oud maar geldig")
    tell(cast, title="Vandaag", happens_at=now)
    with as_owner():
        Item.objects.update(published_at=now - dt.timedelta(days=3))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE items_feedentry SET published_at = %s", [now - dt.timedelta(days=3)])
    assert titles(brief(cast, cast.people.noor, days=1)) == {"today": ["Vandaag"], "standing": ["Oud maar geldig"]}


def test_question_waits_for_its_function_until_somebody_answers(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Sleutel?", kind="request", ask="Breng terug", ask_of="neighbourhood_officer")
    assert [x.item.title for x in brief(cast, els).asked] == ["Sleutel?"]
    assert brief(cast, cast.people.noor).asked == []
    with viewing(viewer_of(els)):
        take_request(item, by=els)
    assert [x.item.title for x in brief(cast, els, area=cast.areas.heule).owed] == ["Sleutel?"]
    with viewing(viewer_of(els)):
        give_feedback(item, "Gebracht", by=els, organisation=cast.organisations.police)
    assert brief(cast, els).for_you == 0
    assert [n.kind for n in brief(cast, cast.people.karim).notices] == ["feedback"]


def test_second_taker_finds_it_taken(cast: Cast) -> None:
    item = tell(cast, title="Sleutel?", kind="request", ask="Breng terug", ask_of="area_worker")
    for person in (cast.people.els, cast.people.noor):
        with viewing(viewer_of(person)):
            assert take_request(item, by=person).person == cast.people.els


def test_what_is_new_is_since_my_last_shift_however_long_ago(cast: Cast) -> None:
    now, els = timezone.now(), cast.people.els
    assert now - missed_since(viewer_of(els)) > dt.timedelta(days=6, hours=23)
    ended = now - dt.timedelta(days=16)
    Shift.objects.create(
        person=els,
        organisation=cast.organisations.police,
        name="Vroege",
        starts_at=ended - dt.timedelta(hours=8),
        ends_at=ended,
    )
    assert missed_since(viewer_of(els)) == ended


def test_scope_is_the_area_of_the_shift_that_runs(cast: Cast) -> None:
    now, els = timezone.now(), cast.people.els
    assert own_scope(viewer_of(els)).area == cast.areas.k4
    Shift.objects.create(
        person=els,
        organisation=cast.organisations.police,
        name="Vroege",
        starts_at=now - dt.timedelta(hours=1),
        ends_at=now + dt.timedelta(hours=1),
        area=cast.areas.k5,
    )
    assert own_scope(viewer_of(els)).area == cast.areas.k5
    piet = viewer_of(cast.people.piet)
    assert own_scope(piet).team == cast.teams.venning


def test_team_briefing_holds_what_was_posted_for_that_team_alone(cast: Cast) -> None:
    tell(cast, title="Voor de stuurgroep", author=cast.people.lotte, team=circle_of_team(cast.teams.venning))
    tell(cast, title="Voor het gebied")
    viewer = viewer_of(cast.people.els)
    with viewing(viewer):
        found = compose(viewer, scope_of_team(cast.teams.venning), timezone.now() - dt.timedelta(days=7))
    assert titles(found) == {"new": ["Voor de stuurgroep"]}


def test_what_must_be_known_is_short_and_urgent_first(cast: Cast) -> None:
    for number in range(14):
        tell(cast, title=f"Punt {number}", priority="high" if number == 3 else "normal")
    briefing = brief(cast, cast.people.noor)
    assert len(briefing.must_know) == 10
    assert len(briefing.more) == 4
    assert briefing.must_know[0].item.title == "Punt 3"


def test_number_of_queries_does_not_grow(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            brief(cast, cast.people.els)
        return len(captured)

    item = tell(cast, title="Punt")
    acknowledge(cast.people.els, item)
    correct(cast, item, body="anders")
    few = queries()
    for number in range(30):
        other = tell(cast, title=f"Punt {number}")
        if number % 3 == 0:
            acknowledge(cast.people.els, other)
            correct(cast, other, body="anders")
    assert queries() == few
    assert few <= 14, "with the viewer's circles and the transaction around it"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(["attention", "request", "safety", "information", "post"]),
            st.booleans(),
            st.booleans(),
            st.sampled_from([None, "acknowledge", "correct", "withdraw"]),
        ),
        max_size=6,
    )
)
def test_every_standing_visible_item_is_in_exactly_one_section(
    cast: Cast, made: list[tuple[str, bool, bool, str]]
) -> None:
    els = cast.people.els
    team, other = circle_of_team(cast.teams.overleie), circle_of_organisation(cast.organisations.ocmw)
    expected = set()
    for number, (kind, is_for_els, is_today, then) in enumerate(made):
        item = tell(
            cast,
            title=f"Punt {number}",
            kind=kind,
            team=team if is_for_els else other,
            ask_of="neighbourhood_officer" if kind == "request" else "",
            happens_at=timezone.now() if is_today else None,
        )
        if is_for_els and then:
            acknowledge(els, item)
        if then == "correct":
            correct(cast, item, kind=kind, body="anders")
        if then == "withdraw":
            with viewing(viewer_of(cast.people.karim)):
                withdraw_item(item, by=cast.people.karim)
        if is_for_els and (kind != "post" or then in {"correct", "withdraw"}):
            expected.add(item.pk)
    found = [x.item.pk for rows in brief(cast, els).sections.values() for x in rows if x.item.created_at]
    mine = [key for key in found if key in expected]
    assert sorted(mine) == sorted(expected)
    assert len(found) == len(set(found))
