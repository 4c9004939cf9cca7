import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.briefing.test_compose import acknowledge, correct, tell
from tests.briefing.test_coverage import guard
from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.audience.circles import circle_of_organisation, circle_of_person, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.actions import keep_sheet
from werkveld.briefing.compose import compose
from werkveld.briefing.known import known_on, sheets_for
from werkveld.briefing.models import Form, Sheet
from werkveld.briefing.scope import Scope, scope_of_team
from werkveld.items.actions import change_audience, withdraw_item
from werkveld.items.models import Item
from werkveld.people.models import Person, Shift

pytestmark = pytest.mark.django_db


def kept(cast: Cast, who: Person, scope: Scope | None = None, form: Form = Form.SHOWN) -> Sheet:
    """Somebody looks at their briefing of Overleie; what they saw is kept."""
    viewer = viewer_of(who)
    with viewing(viewer):
        found = compose(viewer, scope or Scope(cast.areas.overleie), timezone.now() - dt.timedelta(days=7))
        return keep_sheet(found, viewer, form)


def page(who: Person, sheet: Sheet, status: int = 200) -> str:
    answer = client_of(who).get(reverse("what_was_known", args=[sheet.stamp]))
    assert answer.status_code == status
    return answer.content.decode()


def asked(who: Person, moment: dt.datetime, place: str = "") -> str:
    here = timezone.localtime(moment)
    question = {"place": place, "day": here.date().isoformat(), "time": here.strftime("%H:%M")}
    answer = client_of(who).get(reverse("known_at"), question)
    assert answer.status_code == 200
    return answer.content.decode()


def test_kept_briefing_is_word_for_word_what_was_shown_after_a_correction(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.", place="Budastraat")
    sheet = kept(cast, els)
    correct(cast, item, title="Rommelmarkt verlengd", body="Tot 18 uur.", place="Overleieplein")
    text = page(els, sheet)
    assert "Tot 17 uur." in text
    assert "Budastraat" in text
    assert "sindsdien gewijzigd" in text
    for new in ("verlengd", "Tot 18 uur.", "Overleieplein"):
        assert new not in text
    with viewing(viewer_of(els)) as viewer:
        assert known_on(viewer, sheet).changes == 1


def test_changed_line_says_again_from_what_it_was_changed(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    acknowledge(els, item)
    item = correct(cast, item, body="Tot 18 uur.")
    sheet = kept(cast, els)
    correct(cast, item, body="Tot 19 uur.")
    text = page(els, sheet)
    assert "Tot <del>17</del> uur." in text
    assert "Tot <ins>18</ins> uur." in text
    assert "19</" not in text.split('id="main"')[1].split("</main>")[0]


def test_typo_leaves_a_kept_briefing_true(cast: Cast) -> None:
    item = tell(cast, title="Romelmarkt")
    sheet = kept(cast, cast.people.els)
    correct(cast, item, is_typo=True, title="Rommelmarkt")
    text = page(cast.people.els, sheet)
    assert "Romelmarkt" in text
    assert "niet rechtgezet" in text


def test_withdrawn_since_is_said_without_its_text(cast: Cast) -> None:
    karim, els = cast.people.karim, cast.people.els
    item = tell(cast, title="Zwaluwnest")
    sheet = kept(cast, els)
    with viewing(viewer_of(karim)):
        withdraw_item(item, by=karim, reason="Vergissing")
    text = page(els, sheet)
    assert "sindsdien ingetrokken" in text
    assert "Zwaluwnest" not in text


def test_lapsed_since_is_said(cast: Cast) -> None:
    item = tell(cast, title="Voorbij", valid_until=timezone.now() + dt.timedelta(hours=1))
    sheet = kept(cast, cast.people.els)
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(minutes=1))
    assert "sindsdien vervallen" in page(cast.people.els, sheet)


def test_what_was_taken_from_the_asker_is_counted_on_their_own_sheet_only(cast: Cast) -> None:
    """Karim narrows an item: Bram sees that one line went, a colleague who reads Bram's sheet sees nothing of it."""
    karim, bram, dirk = cast.people.karim, guard(cast, "Bram"), guard(cast, "Dirk")
    item = tell(cast, title="Zwaluwnest")
    tell(cast, title="Blijft")
    sheet = kept(cast, bram)
    with viewing(viewer_of(karim)):
        change_audience(item, [circle_of_person(karim)], by=karim)
    mine, theirs = page(bram, sheet), page(dirk, sheet)
    assert "1 bericht is niet (meer) voor jou zichtbaar" in mine
    assert "zichtbaar" not in theirs.split('id="main"')[1].split("</main>")[0]
    for text in (mine, theirs):
        assert "Blijft" in text
        assert "Zwaluwnest" not in text


def test_item_a_colleague_never_could_see_leaves_no_trace_on_anothers_sheet(cast: Cast) -> None:
    """Els may read what was told to the steering group; her colleague of the same beat does not sit there."""
    jan = person("Jan")
    assign(jan, "neighbourhood_officer", cast.organisations.police, cast.areas.k4)
    tell(cast, title="Zwaluwnest", author=cast.people.lotte, team=circle_of_team(cast.teams.venning))
    tell(cast, title="Voor iedereen hier")
    sheet = kept(cast, cast.people.els)
    assert "Zwaluwnest" in page(cast.people.els, sheet)
    text = page(jan, sheet)
    assert "Voor iedereen hier" in text
    assert "Zwaluwnest" not in text
    assert "zichtbaar" not in text.split('id="main"')[1].split("</main>")[0]


def test_sheet_of_another_organisation_or_another_area_does_not_exist(cast: Cast) -> None:
    tell(cast, title="Avondlawaai")
    sheet = kept(cast, cast.people.karim)
    elsewhere = person("Elders")
    assign(elsewhere, "community_guard", cast.organisations.city, cast.areas.heule)
    for who in (cast.people.els, cast.people.noor, cast.people.sam, cast.people.piet, elsewhere):
        answer = client_of(who).get(reverse("what_was_known", args=[sheet.stamp]))
        absent = client_of(who).get(reverse("what_was_known", args=["ZZZ-ZZZZ"]))
        assert answer.status_code == absent.status_code == 404
        assert answer.content.replace(sheet.stamp.encode(), b"") == absent.content.replace(b"ZZZ-ZZZZ", b"")
    for who in (cast.people.karim, guard(cast, "Bram"), cast.people.lotte):
        page(who, sheet)


def test_sheet_of_a_table_is_shared_by_colleagues_who_sit_there(cast: Cast) -> None:
    tell(cast, title="Voor de stuurgroep", author=cast.people.lotte, team=circle_of_team(cast.teams.venning))
    sheet = kept(cast, cast.people.noor, scope_of_team(cast.teams.venning))
    page(cast.people.noor, sheet)
    for who in (cast.people.sam, cast.people.piet, cast.people.els):
        page(who, sheet, 404)


def test_stamp_is_found_as_it_is_typed(cast: Cast) -> None:
    sheet = kept(cast, cast.people.els)
    answer = client_of(cast.people.els).get(reverse("what_was_known", args=[sheet.stamp.lower()]))
    assert answer.status_code == 200


def test_crew_at_a_moment_is_the_last_sheet_of_each_before_it_by_shift(cast: Cast) -> None:
    now, karim, bram = timezone.now(), cast.people.karim, guard(cast, "Bram")
    for who in (karim, bram):
        Shift.objects.create(
            person=who,
            organisation=cast.organisations.city,
            name="Late dienst",
            starts_at=now - dt.timedelta(hours=4),
            ends_at=now + dt.timedelta(hours=4),
            area=cast.areas.overleie,
            is_lead=who == karim,
        )
    stamps = []
    for hours, who in ((3, karim), (2, karim), (2, bram), (0, bram)):
        tell(cast, title=f"Punt {len(stamps)}")
        stamps.append(kept(cast, who).stamp)
        with as_owner():
            Sheet.objects.filter(stamp=stamps[-1]).update(at=now - dt.timedelta(hours=hours))
    text = asked(karim, now - dt.timedelta(hours=1))
    assert [stamp in text for stamp in stamps] == [False, True, True, False]
    assert text.count("Late dienst") == 1, "one shift, one group"
    assert "Bram P." in text, "the lead reads names"
    assert "Karim P." not in asked(bram, now - dt.timedelta(hours=1)), "a colleague does not"
    here = asked(karim, now, f"a{cast.areas.overleie.pk}")
    assert stamps[3] in here
    other = asked(cast.people.els, now)
    assert not any(stamp in other for stamp in stamps)


def test_chooser_says_what_is_missing(cast: Cast) -> None:
    client = client_of(cast.people.els)
    assert client.get(reverse("known_at")).status_code == 200
    wrong = client.get(reverse("known_at"), {"day": "gisteren", "time": ""})
    assert wrong.status_code == 422
    assert "Kies een uur" in wrong.content.decode()
    strange = client.get(reverse("known_at"), {"day": "2026-11-21", "time": "14:00", "place": "a99999"})
    assert strange.status_code == 422


def test_guest_of_one_table_reads_own_sheets_only(cast: Cast) -> None:
    piet = cast.people.piet
    kept(cast, cast.people.karim)
    mine = kept(cast, piet, scope_of_team(cast.teams.venning))
    with viewing(viewer_of(piet)) as viewer:
        assert list(sheets_for(viewer)) == [mine]


def test_number_of_queries_of_a_kept_briefing_does_not_grow(cast: Cast) -> None:
    def queries() -> int:
        sheet = kept(cast, cast.people.els)
        viewer = viewer_of(cast.people.els)
        with viewing(viewer), CaptureQueriesContext(connection) as captured:
            known_on(viewer, sheet)
        return len(captured)

    police = circle_of_organisation(cast.organisations.police)
    tell(cast, title="Eén", team=police)
    few = queries()
    for number in range(12):
        tell(cast, title=f"Punt {number}")
    assert queries() == few
    assert few <= 5


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_day_at_the_edge_of_the_calendar_is_refused_beside_the_field(cast: Cast, day: str) -> None:
    answer = client_of(cast.people.els).get(reverse("known_at"), {"day": day, "time": "12:37"})
    assert answer.status_code == 422
    assert "Kies een dag vanaf 2000" in answer.content.decode()
