import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, assign
from tests.database import as_owner
from tests.items.test_actions import listed, post
from tests.items.test_views import of, text
from tests.staff.test_rosterfile import GOOD, HEAD
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import acknowledge_items
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Person, Seat, Shift, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def jan(cast: Cast) -> Person:
    """The police's own coordinator."""
    person = Person.objects.create(email="jan@voorbeeld.be", given_name="Jan", family_name="Politie")
    assign(person, Function.COORDINATOR, cast.organisations.police)
    return person


def shift(cast: Cast, person: Person, organisation: object, hours: int = 24) -> Shift:
    start = timezone.now() + dt.timedelta(hours=hours)
    return Shift.objects.create(
        person=person,
        organisation=organisation,
        name="Dag",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=8),
    )


def work_of(person: Person) -> Assignment:
    return Assignment.objects.on(timezone.localdate()).filter(person=person).first()  # type: ignore[return-value]


ADMINISTRATION = ("/beheer/", "/beheer/uitnodigen/", "/beheer/tafels/", "/rooster/nieuw/", "/rooster/inlezen/")


@pytest.mark.parametrize("address", [*ADMINISTRATION, "/rooster/inlezen/voorbeeld.csv", "/beheer/tafels/venning/"])
def test_administration_exists_for_coordinators_only(cast: Cast, jan: Person, address: str) -> None:
    assert of(cast.people.lotte).get(address).status_code == 200
    assert of(jan).get(address).status_code == 200
    for person in (cast.people.karim, cast.people.noor, cast.people.piet):
        assert of(person).get(address).status_code == 404
    assert of(None).get(address).status_code == 302


def test_coordinator_reaches_nobody_of_another_organisation(cast: Cast, jan: Person) -> None:
    noor, client = cast.people.noor, of(jan)
    work, duty = work_of(noor), shift(cast, noor, cast.organisations.ocmw)
    chair = Seat.objects.get(person=noor)
    assert client.get(f"/beheer/persoon/{noor.pk}/").status_code == 404
    assert client.get("/beheer/?organisatie=ocmw").status_code == 404
    assert client.get(f"/rooster/dienst/{duty.pk}/").status_code == 404
    for address in (
        f"/beheer/functie/{work.pk}/verplaatsen/",
        f"/beheer/functie/{work.pk}/beeindigen/",
        f"/beheer/persoon/{noor.pk}/functie/",
        f"/beheer/persoon/{noor.pk}/sluiten/",
        f"/beheer/persoon/{noor.pk}/uitnodiging/",
        f"/beheer/zetel/{chair.pk}/",
        f"/beheer/zetel/{chair.pk}/weg/",
        f"/beheer/zetel/{chair.pk}/uitnodigen/",
        f"/rooster/dienst/{duty.pk}/weg/",
        "/beheer/tafels/nieuw/",
        "/beheer/tafels/venning/zetel/",
    ):
        assert client.post(address, {}).status_code == 404, address
    assert client.post("/beheer/uitnodigen/", {"organisatie": "ocmw"}).status_code == 404
    assert work_of(noor) == work
    assert Shift.objects.filter(pk=duty.pk).exists()


def test_table_without_an_own_seat_does_not_exist_for_a_coordinator(cast: Cast, jan: Person) -> None:
    Seat.objects.filter(organisation=cast.organisations.police).delete()
    assert of(jan).get("/beheer/tafels/venning/").status_code == 404
    assert "Venning" not in text(of(jan).get("/beheer/tafels/"))
    assert of(cast.people.lotte).get("/beheer/tafels/venning/").status_code == 200


def test_invitation_from_form_to_first_sign_in(cast: Cast) -> None:
    client = of(cast.people.lotte)
    said = {
        "given_name": "Nora",
        "family_name": "Nieuw",
        "email": "nora@voorbeeld.be",
        "function": Function.COMMUNITY_GUARD,
        "where": cast.areas.overleie.pk,
        "starts_on": timezone.localdate().isoformat(),
    }
    answer = client.post("/beheer/uitnodigen/", said, follow=True)
    link = re.search(r"/uitnodiging/[\w-]+/", text(answer))
    assert link
    assert link[0] not in text(client.get(answer.redirect_chain[-1][0])), "shown once"
    guest = Client()
    opened = guest.get(link[0])
    assert opened["Location"] == "/uitnodiging/", "the token leaves the address"
    assert "Nora" in text(guest.get("/uitnodiging/"))
    assert link[0].split("/")[2] not in text(guest.get("/uitnodiging/")) + str(dict(guest.session))
    assert Client().get("/uitnodiging/").status_code == 404, "another browser opened none"
    weak = guest.post("/uitnodiging/", {"given_name": "Nora", "family_name": "N", "password": "kort", "again": "kort"})
    assert weak.status_code == 422
    words = "vier losse gewone woorden"
    typed = {"given_name": "Nora", "family_name": "N", "password": words, "again": words}
    other = guest.post("/uitnodiging/", typed | {"again": words + "x"})
    assert other.status_code == 422
    done = guest.post("/uitnodiging/", typed)
    assert (done.status_code, done.url) == (302, "/aanmelden/")
    assert guest.login(username="nora@voorbeeld.be", password=words)
    used, unknown = guest.get(link[0]), guest.get("/uitnodiging/onbekend/")
    assert (used.status_code, unknown.status_code) == (404, 404)
    assert guest.get("/uitnodiging/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("email", "geen adres"), ("function", "patrol_chief"), ("where", ""), ("given_name", "")]
)
def test_wrong_invitation_is_answered_with_422_and_keeps_what_was_typed(cast: Cast, field: str, value: str) -> None:
    said = {
        "given_name": "Nora",
        "family_name": "Bijzonder",
        "email": "nora@voorbeeld.be",
        "function": Function.COMMUNITY_GUARD,
        "where": "stad",
        "starts_on": timezone.localdate().isoformat(),
    }
    answer = of(cast.people.lotte).post("/beheer/uitnodigen/", said | {field: value})
    assert answer.status_code == 422
    assert "Bijzonder" in text(answer)
    assert f'href="#id_{field}"' in text(answer)
    assert not Person.objects.filter(email="nora@voorbeeld.be").exists()


def test_moved_person_sees_the_new_area_at_the_next_request(cast: Cast) -> None:
    karim = cast.people.karim
    post(cast, cast.people.noor, [circle_of_team(cast.teams.overleie)], title="In Overleie")
    post(cast, cast.people.sam, [circle_of_team(cast.teams.heule)], title="In Heule", areas=(cast.areas.heule,))
    theirs = of(karim)
    assert "In Overleie" in text(theirs.get("/gebied/gebieden/overleie/"))
    work = work_of(karim)
    moved = of(cast.people.lotte).post(
        f"/beheer/functie/{work.pk}/verplaatsen/", {f"naar{work.pk}-where": cast.areas.heule.pk}
    )
    assert moved.status_code == 302
    assert "In Overleie" not in text(theirs.get("/gebied/gebieden/overleie/"))
    assert "In Heule" in text(theirs.get("/gebied/gebieden/heule/"))
    assert listed(karim) == {"In Heule"} | set()


def test_ending_the_last_coordinator_is_refused_beside_the_field(cast: Cast) -> None:
    lotte = cast.people.lotte
    work = Assignment.objects.get(person=lotte, function=Function.COORDINATOR)
    answer = of(lotte).post(f"/beheer/functie/{work.pk}/beeindigen/", {f"einde{work.pk}-last_day": ""})
    assert answer.status_code == 422
    assert "coördinator blijven" in text(answer)


def test_nobody_closes_the_own_account_or_one_of_two_organisations(cast: Cast, jan: Person) -> None:
    lotte, karim = cast.people.lotte, cast.people.karim
    assert of(lotte).post(f"/beheer/persoon/{lotte.pk}/sluiten/").status_code == 404
    assign(karim, Function.NEIGHBOURHOOD_OFFICER, cast.organisations.police)
    assert of(lotte).post(f"/beheer/persoon/{karim.pk}/sluiten/").status_code == 404
    Assignment.objects.filter(person=karim, organisation=cast.organisations.police).delete()
    theirs = of(karim)
    assert of(lotte).post(f"/beheer/persoon/{karim.pk}/sluiten/").status_code == 302
    assert theirs.get("/rooster/").status_code == 302, "signed out"
    assert of(lotte).post(f"/beheer/persoon/{karim.pk}/openen/").status_code == 302
    karim.refresh_from_db()
    assert karim.is_active


def test_city_calls_a_steering_group_together_with_six_seats(cast: Cast) -> None:
    said = {"kind": "steering_group", "name": "Lange Munte", "place": "Lange Munte"}
    answer = of(cast.people.lotte).post("/beheer/tafels/nieuw/", said)
    assert answer.url == "/beheer/tafels/lange-munte/"
    seats = Seat.objects.filter(team__code="lange-munte")
    assert list(seats.values_list("function", flat=True)) == [
        "area_worker",
        "community_worker",
        "neighbourhood_officer",
        "prevention_service",
        "youth_partner",
        "housing_partner",
    ]


def test_team_called_nieuw_gets_an_address_of_its_own(cast: Cast) -> None:
    said = {"kind": "consultation_table", "name": "Nieuw", "place": "Nergens"}
    answer = of(cast.people.lotte).post("/beheer/tafels/nieuw/", said, follow=True)
    assert answer.status_code == 200
    assert Team.objects.get(name="Nieuw").code != "nieuw"


def test_replaced_member_loses_the_table_and_the_new_one_gains_it(cast: Cast, jan: Person) -> None:
    els = cast.people.els
    chair = Seat.objects.get(person=els)
    post(cast, cast.people.piet, [circle_of_team(cast.teams.venning)], title="Aan tafel")
    assert "Aan tafel" in listed(els)
    answer = of(jan).post(f"/beheer/zetel/{chair.pk}/", {f"zetel{chair.pk}-person": jan.pk})
    assert answer.status_code == 302
    assert "Aan tafel" not in listed(els)
    assert "Aan tafel" in listed(jan)
    chair.refresh_from_db()
    assert chair.ends_on == timezone.localdate() - dt.timedelta(days=1)


def test_seat_takes_nobody_of_another_organisation(cast: Cast, jan: Person) -> None:
    chair = Seat.objects.get(person=cast.people.els)
    answer = of(jan).post(f"/beheer/zetel/{chair.pk}/", {f"zetel{chair.pk}-person": cast.people.noor.pk})
    assert answer.status_code == 422
    assert Seat.objects.get(pk=chair.pk).person == cast.people.els


def test_guest_of_a_seat_sees_that_table_and_nothing_else(cast: Cast) -> None:
    post(cast, cast.people.piet, [circle_of_team(cast.teams.venning)], title="Aan tafel")
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="In Overleie")
    chair = Seat.objects.get(person=cast.people.piet)
    said = {"given_name": "Gast", "family_name": "Wonen", "email": "gast@voorbeeld.be"}
    # The housing company has no coordinator here, so the city does it.
    answer = of(cast.people.lotte).post(f"/beheer/zetel/{chair.pk}/uitnodigen/", said, follow=True)
    assert "/uitnodiging/" in text(answer)
    guest = Person.objects.get(email="gast@voorbeeld.be")
    assert listed(guest) == {"Aan tafel"}
    assert viewer_of(guest).assignments == []


def test_removed_seat_is_gone_at_the_next_request(cast: Cast) -> None:
    post(cast, cast.people.piet, [circle_of_team(cast.teams.venning)], title="Aan tafel")
    chair = Seat.objects.get(person=cast.people.els)
    assert of(cast.people.lotte).post(f"/beheer/zetel/{chair.pk}/weg/").status_code == 302
    assert listed(cast.people.els) == set()


def test_roster_shows_own_shifts_and_those_of_others_on_the_same_ground(cast: Cast) -> None:
    org, people = cast.organisations, cast.people
    for person, organisation in [(people.karim, org.city), (people.els, org.police), (people.sam, org.ocmw)]:
        shift(cast, person, organisation)
    tomorrow = timezone.localdate(timezone.now() + dt.timedelta(hours=24))

    def names(person: Person, view: str) -> set[str]:
        shown = text(of(person).get(f"/rooster/?weergave={view}&dag={tomorrow}"))
        return {p.given_name for p in cast.persons if f"{p.given_name} P" in shown.split("</nav>", 1)[1]} - {
            person.given_name
        } | ({person.given_name} if f"{person.full_name}</div>" in shown else set())

    assert {"Karim", "Els"} <= names(people.noor, "dag"), "his area, and her beat that overlaps it"
    assert "Sam" in names(people.noor, "dag"), "a colleague of the own organisation"
    assert "Sam" not in names(people.karim, "dag"), "another organisation in another area"
    assert "Els" in names(people.karim, "week")
    assert names(people.piet, "dag") == set()


def test_shift_is_planned_changed_and_removed(cast: Cast) -> None:
    client, karim = of(cast.people.lotte), cast.people.karim
    said = {"person": karim.pk, "name": "Nacht", "day": "2030-05-01", "start": "22:00", "end": "06:00", "where": ""}
    assert client.post("/rooster/nieuw/", said).url == "/rooster/?dag=2030-05-01"
    row = Shift.objects.get()
    assert row.ends_at - row.starts_at == dt.timedelta(hours=8)
    overlap = client.post("/rooster/nieuw/", said | {"start": "23:00"})
    assert overlap.status_code == 422
    assert "Dan is er al een dienst: Nacht" in text(overlap)
    address = f"/rooster/dienst/{row.pk}/"
    assert "22:00" in text(client.get(address))
    assert client.post(address, said | {"end": "05:00", "is_lead": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.is_lead
    assert client.post(f"{address}weg/").status_code == 302
    assert not Shift.objects.exists()


def test_person_of_another_organisation_cannot_be_planned(cast: Cast) -> None:
    said = {"person": cast.people.noor.pk, "name": "Dag", "day": "2030-05-01", "start": "08:00", "end": "16:00"}
    assert of(cast.people.lotte).post("/rooster/nieuw/", said).status_code == 422


def test_shift_in_which_something_was_read_stays(cast: Cast) -> None:
    noor, sam = cast.people.noor, cast.people.sam
    assign(cast.people.lotte, Function.COORDINATOR, cast.organisations.ocmw)
    item = post(cast, sam, [circle_of_team(cast.teams.heule)], areas=(cast.areas.heule,))
    row = shift(cast, sam, cast.organisations.ocmw)
    with viewing(viewer_of(sam)):
        acknowledge_items([item], by=sam, shift=row)
    answer = of(cast.people.lotte).post(f"/rooster/dienst/{row.pk}/weg/", follow=True)
    assert "blijft staan" in text(answer)
    with as_owner():
        assert Shift.objects.filter(pk=row.pk).exists()
    begun = shift(cast, noor, cast.organisations.ocmw, hours=-1)
    of(cast.people.lotte).post(f"/rooster/dienst/{begun.pk}/weg/")
    assert Shift.objects.filter(pk=begun.pk).exists()


def test_list_is_shown_before_it_is_written(cast: Cast) -> None:
    client = of(cast.people.lotte)
    file = SimpleUploadedFile("rooster.csv", GOOD.encode("cp1252"))
    shown = client.post("/rooster/inlezen/", {"file": file})
    assert shown.status_code == 200
    assert "3 lijnen zijn in orde" in text(shown)
    assert not Shift.objects.exists()
    for _ in range(2):
        done = client.post("/rooster/inlezen/", {"text": GOOD, "stap": "schrijf"})
        assert done.status_code == 302
    assert Shift.objects.count() == 3


def test_list_with_an_error_writes_nothing_and_keeps_the_text(cast: Cast) -> None:
    bad = GOOD + "wie@voorbeeld.be;Dag;2026-11-25 07:00;2026-11-25 15:00;;\n"
    answer = of(cast.people.lotte).post("/rooster/inlezen/", {"text": bad, "stap": "schrijf"})
    assert answer.status_code == 422
    assert "1 lijn klopt niet" in text(answer)
    assert "2026-11-25 07:00" in text(answer)
    assert not Shift.objects.exists()
    empty = of(cast.people.lotte).post("/rooster/inlezen/", {"text": HEAD})
    assert empty.status_code == 422


def test_teams_lists_tables_only_for_who_sits_there(cast: Cast) -> None:
    shown = {p.given_name: text(of(p).get("/teams/")) for p in cast.persons}
    assert {name for name, page in shown.items() if "/team/venning/" in page} == {"Lotte", "Els", "Noor", "Piet"}
    assert {name for name, page in shown.items() if "/team/heule/" in page} == {"Karim", "Lotte", "Els", "Noor", "Sam"}
