import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_partners
from werkveld.borders.models import StreetAgreement
from werkveld.people.models import Person, Shift

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> str:
    answer = client.get(reverse("borders"), asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_whole_tells_which_areas_do_not_fit(town: Cast) -> None:
    told = page(client_of(town.people.lotte), van="gebieden", naar="wijken")
    assert "Gebied Overleie ligt voor" in told
    assert 'class="map"' in told
    assert "schatting" in told


def test_area_is_told_in_words_bars_and_sentences_both_ways(town: Cast) -> None:
    told = page(client_of(town.people.lotte), van="gebieden", naar="wijken", gebied="overleie")
    assert "Van de 40 adressen in gebied Overleie liggen er 20 (50 %) in wijk K4." in told
    assert "Van de 30 adressen in wijk K4 liggen er 20 (67 %) in gebied Overleie." in told
    assert "Alle 20 adressen in wijk K3 liggen in gebied Overleie." in told
    assert "url(#hatch-1)" in told
    assert "Els P." in told


def test_guest_of_one_table_sees_the_borders_and_no_people(town: Cast) -> None:
    told = page(client_of(town.people.piet), van="gebieden", naar="wijken", gebied="overleie")
    assert "wijk K4" in told
    assert "Els P." not in told


def test_surface_is_counted_when_asked(town: Cast) -> None:
    told = page(client_of(town.people.lotte), van="wijken", naar="gebieden", gebied="k4", telling="oppervlakte")
    assert "Van de 1,00 km² van wijk K4 ligt er 0,50 (50 %) in gebied Overleie." in told


@pytest.mark.parametrize("asked", [{}, {"van": "x", "naar": "y", "gebied": "z"}, {"van": "wijken", "naar": "wijken"}])
def test_what_the_address_does_not_say_is_usual(town: Cast, asked: dict[str, str]) -> None:
    assert "Waar de grenzen niet kloppen" in page(client_of(town.people.els), **asked)


def test_page_says_so_when_there_are_no_two_divisions(client: Client, db: None) -> None:
    with as_owner():
        somebody = Person.objects.create(email="a@voorbeeld.be", given_name="A", family_name="B")
    assert "nog geen twee indelingen" in page(client_of(somebody))
    assert client_of(somebody).get(reverse("borders_workbook")).status_code == 404


def test_workbook_holds_both_directions(town: Cast) -> None:
    answer = client_of(town.people.lotte).get(reverse("borders_workbook"), {"van": "gebieden", "naar": "wijken"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        there, back = (book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    assert "Overleie" in there
    assert "K4" in back
    assert "gebieden-proef-wijken-proef.xlsx" in answer["Content-Disposition"]


def test_pieces_are_features_with_both_shares(town: Cast) -> None:
    answer = client_of(town.people.lotte).get(reverse("borders_pieces"), {"van": "gebieden", "naar": "wijken"})
    told = json.loads(answer.content)
    found = {(f["properties"]["from_code"], f["properties"]["to_code"]): f["properties"] for f in told["features"]}
    assert set(found) == {
        ("overleie", "k3"), ("overleie", "k4"), ("sint-jan", "k4"), ("sint-jan", "k5"), ("heule", "k5"),
    }  # fmt: skip
    assert found["overleie", "k4"]["share_of_from"] == 0.5
    assert found["overleie", "k4"]["share_of_to"] == pytest.approx(2 / 3, abs=1e-5)
    assert 2.5 < told["features"][0]["geometry"]["coordinates"][0][0][0][0] < 6.4


def agree(cast: Cast, who: Person, **said: str) -> int:
    address = f"{reverse('agree_street')}?van=gebieden&naar=wijken"
    return client_of(who).post(address, said).status_code


def street_key(cast: Cast) -> str:
    from werkveld.territory.models import Street

    return f"{Street.objects.get(name='Grensstraat').pk}-{cast.areas.k3.pk}-{cast.areas.k4.pk}"


@pytest.fixture
def officer_of_k3(town: Cast) -> Person:
    from tests.cast import assign, person

    with as_owner():
        somebody = person("Koen")
        assign(somebody, "neighbourhood_officer", town.organisations.police, town.areas.k3)
    return somebody


def test_agreement_holds_once_both_sides_said_so(town: Cast, officer_of_k3: Person) -> None:
    key, holder = street_key(town), str(town.areas.k4.pk)
    assert "Nog geen afspraak." in page(client_of(town.people.els), van="gebieden", naar="wijken")
    assert agree(town, town.people.els, straat=key, houder=holder) == 302
    row = StreetAgreement.objects.get()
    assert (row.is_in_force, row.holder) == (False, town.areas.k4)
    told = page(client_of(officer_of_k3), van="gebieden", naar="wijken")
    assert "Voorgesteld" in told
    assert "Bevestig" in told
    assert agree(town, officer_of_k3, straat=key, houder=holder) == 302
    row.refresh_from_db()
    assert row.is_in_force
    assert "Afgesproken" in page(client_of(town.people.lotte), van="gebieden", naar="wijken")


def test_another_holder_must_be_agreed_anew_and_either_side_may_end_it(town: Cast, officer_of_k3: Person) -> None:
    key = street_key(town)
    for who in (town.people.els, officer_of_k3):
        agree(town, who, straat=key, houder=str(town.areas.k4.pk))
    agree(town, officer_of_k3, straat=key, houder=str(town.areas.k3.pk))
    row = StreetAgreement.objects.get()
    assert (row.is_in_force, row.holder) == (False, town.areas.k3)
    agree(town, town.people.els, straat=key, stap="weg")
    assert not StreetAgreement.objects.exists()


def test_nobody_else_speaks_for_a_side(town: Cast) -> None:
    key, holder = street_key(town), str(town.areas.k4.pk)
    for who in (town.people.lotte, town.people.noor, town.people.piet):
        assert agree(town, who, straat=key, houder=holder) == 404
    for bad in ("", "x", "1-2", f"{key}-1", "1-2-3", "9" * 30 + "-1-2"):
        assert agree(town, town.people.els, straat=bad, houder=holder) == 404
    assert not StreetAgreement.objects.exists()


def ask(who: Person, **said: object) -> tuple[int, str]:
    answer = client_of(who).post(reverse("counterpart"), said)
    return answer.status_code, answer.content.decode()


def test_counterpart_of_an_address_is_who_works_there(town: Cast) -> None:
    import datetime as dt

    from django.utils import timezone

    with as_owner():
        now = timezone.now()
        Shift.objects.create(
            person=town.people.noor, organisation=town.organisations.ocmw, name="Dagdienst",
            starts_at=now - dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=3),
        )  # fmt: skip
        Person.objects.filter(pk=town.people.karim.pk).update(phone="056 00 00 00")
    status, told = ask(town.people.els, place="overleistr 14")
    assert status == 200
    assert "Gebied Overleie" in told
    assert "Wijk K4" in told
    assert "Noor P." in told
    assert "nu op post" in told
    assert "tel:056000000" in told
    assert "Sam P." not in told


def test_guest_learns_areas_and_nobody(town: Cast) -> None:
    status, told = ask(town.people.piet, place="Overleiestraat 14")
    assert status == 200
    assert "Gebied Overleie" in told
    for name in ("Noor P.", "Els P.", "Karim P."):
        assert name not in told


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("Hoevestraat", 200, "Gebied Heule"),
        ("Overleiestraat", 422, "Geef een huisnummer"),
        ("Xyzzylaan 4", 422, "ken ik niet"),
        ("", 422, "Typ een plaats"),
    ],
)
def test_place_that_is_not_certain_says_what_to_do(town: Cast, typed: str, status: int, said: str) -> None:
    assert ask(town.people.els, place=typed)[0] == status
    assert said in ask(town.people.els, place=typed)[1]


def test_street_alone_offers_its_pieces_with_shares_and_each_leads_to_who_works_there(town: Cast) -> None:
    status, told = ask(town.people.els, place="Overleiestraat")
    assert status == 422
    assert told.count("Dit stuk") == 2
    assert "50 %" in told.replace("\u00a0", " ")
    x, y = re.findall(r'name="x" value="([\d.]+)"><input type="hidden" name="y" value="([\d.]+)"', told)[0]
    status, told = ask(town.people.els, x=x, y=y, called="Overleiestraat, 1–9 · 2–10")
    assert status == 200
    assert "Overleiestraat, 1–9 · 2–10" in told
    assert "Wijk K3" in told


def test_place_is_asked_as_something_needed_and_the_browser_lets_the_device_answer(town: Cast) -> None:
    told = client_of(town.people.els).get(reverse("counterpart")).content.decode()
    assert "(niet verplicht)" not in told
    assert " required" not in told


def test_point_of_the_device_is_a_place(town: Cast) -> None:
    from werkveld.territory.crs import to_degrees

    lon, lat = to_degrees(70_700, 167_500)
    assert "Wijk K4" in ask(town.people.els, lon=lon, lat=lat)[1]
    assert ask(town.people.els, lon=99, lat=0)[0] == 422


def test_look_up_leaves_no_trace(town: Cast, caplog: pytest.LogCaptureFixture) -> None:
    from werkveld.journal.models import Line

    with as_owner():
        before = Line.objects.count()
    ask(town.people.els, place="Overleiestraat 14")
    assert "Overleie" not in caplog.text
    with as_owner():
        assert Line.objects.count() == before
    answer = client_of(town.people.els).post(reverse("counterpart"), {"place": "Overleiestraat 14"})
    assert "no-store" in answer["Cache-Control"]


def test_counterpart_of_an_item_is_for_who_may_see_it(town: Cast) -> None:
    item = post(town, town.people.karim, [circle_of_partners()], x=70_700.0, y=167_500.0)
    address = reverse("counterpart_of_item", args=[item.pk])
    told = client_of(town.people.els).get(address).content.decode()
    assert "Karim P." in told
    assert client_of(town.people.piet).get(address).status_code == 404


def test_places_are_suggested_while_typing(town: Cast) -> None:
    client = client_of(town.people.els)
    told = client.post(reverse("places"), {"place": "overleiestr 14"}).content.decode()
    assert "wijk K4" in told
    assert "data-x" in told
    assert "een huisnummer beslist" in client.post(reverse("places"), {"place": "overl"}).content.decode()
    assert "ken ik niet" in client.post(reverse("places"), {"place": "qqqqq"}).content.decode()
    assert client.get(reverse("places")).status_code == 405
