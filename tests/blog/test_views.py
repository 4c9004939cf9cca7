import datetime as dt

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.blog.test_walk import published
from tests.cast import Cast
from tests.items.test_actions import post
from tests.items.test_views import of, text
from werkveld.audience.circles import circle_of_organisation, circle_of_partners, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import acknowledge_items, comment_on, correct_item
from werkveld.items.content import Content
from werkveld.people.models import Person, Seat, Shift

pytestmark = pytest.mark.django_db

OVERLEIE = "/gebied/gebieden/overleie/"
VENNING = "/team/venning/"


def page(person: Person, address: str = OVERLEIE) -> str:
    answer = of(person).get(address)
    assert answer.status_code == 200
    return text(answer)


def statuses(cast: Cast, address: str) -> dict[str, int]:
    return {p.given_name: of(p).get(address).status_code for p in cast.persons}


def on_shift(person: Person, organisation: object, hours: int = 2, **more: object) -> Shift:
    now = timezone.now()
    return Shift.objects.create(
        person=person,
        organisation=organisation,
        name="Dag",
        starts_at=now - dt.timedelta(hours=1),
        ends_at=now + dt.timedelta(hours=hours),
        **more,
    )


def test_area_page_is_for_who_holds_an_assignment(cast: Cast) -> None:
    assert statuses(cast, OVERLEIE) == dict.fromkeys(("Karim", "Lotte", "Els", "Noor", "Sam"), 200) | {"Piet": 404}
    assert of(None).get(OVERLEIE).status_code == 302
    assert of(cast.people.els).get("/gebied/gebieden/nergens/").status_code == 404
    assert of(cast.people.els).get("/gebied/wijken/overleie/").status_code == 404


def test_team_page_is_for_its_members_and_area_teams_for_colleagues(cast: Cast) -> None:
    expected = {"Karim": 404, "Lotte": 200, "Els": 200, "Noor": 200, "Sam": 404, "Piet": 200}
    assert statuses(cast, VENNING) == expected
    assert statuses(cast, "/team/overleie/")["Sam"] == 200
    assert statuses(cast, "/team/overleie/")["Piet"] == 404


def test_item_shows_who_says_it_where_and_who_sees_it(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], place="Budabrug", body="Ga langs.")
    with viewing(viewer_of(cast.people.noor)):
        acknowledge_items([item], by=cast.people.noor)
        comment_on(item, "Prima", by=cast.people.noor, organisation=cast.organisations.ocmw)
    shown = page(cast.people.els)
    for words in ("Avondlawaai aan de brug", "Budabrug", "gebiedsteam Overleie", "Gezien, 1", "1 reactie", "Nieuw"):
        assert words in shown
    assert "1 nieuw sinds" in shown
    assert "In de briefing" in shown


def test_hidden_item_is_nowhere_on_the_page(cast: Cast) -> None:
    now = timezone.now()
    said = {"place": "Geheimstraat", "happens_at": now, "valid_until": now + dt.timedelta(days=2), "kind": "attention"}
    only = [circle_of_organisation(cast.organisations.ocmw)]
    post(cast, cast.people.noor, only, title="Geheim huisbezoek", body="Geheim", **said)
    post(cast, cast.people.noor, [circle_of_team(cast.teams.venning)], title="Geheim aan tafel")
    client = of(cast.people.karim)
    for address in (
        OVERLEIE,
        f"{OVERLEIE}?vervallen=1",
        f"{OVERLEIE}?van=ocmw",
        f"{OVERLEIE}archief/",
        "/team/overleie/",
    ):
        shown = text(client.get(address))
        assert "Geheim" not in shown, address
        assert "nieuw sinds" not in shown, address
    assert "<li>" not in text(client.get(f"{OVERLEIE}archief/?deel=maanden"))
    mine = page(cast.people.sam)
    assert mine.count("Geheim huisbezoek") >= 3, "list, today and still valid"


def test_corrected_item_shows_was_and_now(cast: Cast) -> None:
    karim = cast.people.karim
    item = post(cast, karim, [circle_of_partners()], place="Budabrug")
    with viewing(viewer_of(karim)):
        content = Content(title=item.title, place="Overleiebrug", areas=(cast.areas.overleie,))
        correct_item(item, content, by=karim, is_typo=False, reason="andere brug")
    shown = page(cast.people.els)
    assert "Gewijzigd" in shown
    assert "<dt>Was</dt><dd><del>Budabrug</del></dd><dt>Nu</dt><dd><ins>Overleiebrug</ins></dd>" in shown


def test_reading_buttons_move_the_mark(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_partners()])
    published(item, timezone.now() - dt.timedelta(hours=2))
    client = of(cast.people.els)
    assert client.get(f"{OVERLEIE}gelezen/").status_code == 405
    assert client.post(f"{OVERLEIE}gelezen/", {"until": "onzin"}).url == OVERLEIE
    assert "nieuw sinds" not in text(client.get(OVERLEIE))
    back = client.post(f"{OVERLEIE}ongelezen/{item.pk}/", {"next": "https://elders.example/"})
    assert back.url == OVERLEIE, "never to another site"
    assert "1 nieuw sinds" in text(client.get(OVERLEIE))


def test_visiting_does_not_make_anything_read(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_partners()])
    client = of(cast.people.els)
    first, second = text(client.get(OVERLEIE)), text(client.get(OVERLEIE))
    assert "1 nieuw sinds" in first
    assert "1 nieuw sinds" in second


def test_mark_of_a_hidden_item_is_as_absent(cast: Cast) -> None:
    item = post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)])
    assert of(cast.people.els).post(f"{OVERLEIE}ongelezen/{item.pk}/").status_code == 404


def test_side_names_who_is_on_now_in_this_area(cast: Cast) -> None:
    org, people = cast.organisations, cast.people
    on_shift(people.karim, org.city)
    on_shift(people.els, org.police)
    on_shift(people.sam, org.ocmw)
    shown = page(people.noor)
    assert "Karim P." in shown
    assert "Els P." in shown, "her beat overlaps"
    assert "Sam P." not in shown, "works in Heule"


def test_shift_with_an_area_counts_there_alone(cast: Cast) -> None:
    on_shift(cast.people.karim, cast.organisations.city, area=cast.areas.heule)
    assert "Karim P." not in page(cast.people.noor)
    assert "Karim P." in page(cast.people.noor, "/gebied/gebieden/heule/")


def test_closed_account_is_not_on_duty(cast: Cast) -> None:
    on_shift(cast.people.karim, cast.organisations.city)
    cast.people.karim.is_active = False
    cast.people.karim.save()
    assert "Karim P." not in page(cast.people.noor)


def test_team_page_shows_seats_and_the_empty_one(cast: Cast) -> None:
    org = cast.organisations
    Seat.objects.create(
        team=cast.teams.venning, function="youth_partner", organisation=org.nonprofit, starts_on=dt.date(2020, 1, 1)
    )
    shown = page(cast.people.piet, VENNING)
    for words in ("Piet Proef", "Lotte Proef", "Vrije zetel", "jeugdwerker", "4 leden"):
        assert words in shown


def test_archive_counts_by_month_what_the_reader_may_see(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_partners()], title="Vorig jaar")
    published(item, dt.datetime(2024, 12, 31, 22, 30, tzinfo=dt.UTC))
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)])
    client = of(cast.people.els)
    months = text(client.get(f"{OVERLEIE}archief/?deel=maanden"))
    assert "december 2024" in months.lower()
    assert months.count("<li>") == 1
    assert "Vorig jaar" in text(client.get(f"{OVERLEIE}archief/2024/12/"))
    assert "Vorig jaar" not in text(client.get(f"{OVERLEIE}archief/2024/11/"))
    assert client.get(f"{OVERLEIE}archief/2024/13/").status_code == 404


def asked(client: Client, address: str) -> tuple[int, HttpResponse]:
    client.get(address)  # Fragments are made once; what counts is every time after.
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return len(queries), answer


def test_queries_are_as_many_for_five_items_as_for_sixty(cast: Cast) -> None:
    def fill(number: int) -> None:
        for n in range(number):
            item = post(cast, cast.people.karim, [circle_of_partners()], title=f"Bericht {n}")
            with viewing(viewer_of(cast.people.noor)):
                comment_on(item, "Ja", by=cast.people.noor, organisation=cast.organisations.ocmw)
                acknowledge_items([item], by=cast.people.noor)

    client = of(cast.people.els)
    fill(5)
    few, _ = asked(client, OVERLEIE)
    fill(55)
    many, answer = asked(client, OVERLEIE)
    assert text(answer).count("<article") == 50
    assert "ouder=" in text(answer)
    assert many == few


def test_seen_from_the_list_goes_back_to_the_list(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_partners()])
    client = of(cast.people.els)
    said = {"version": "1", "next": OVERLEIE}
    answer = client.post(f"/bericht/{item.pk}/gezien/", said, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.url) == (302, OVERLEIE)
    shown = text(client.get(OVERLEIE))
    assert f'id="b-{item.pk}"' in shown
    assert "Gezien, 1" in shown
    assert "nieuw sinds" not in shown
