import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.briefing.test_compose import acknowledge, brief, correct, tell, titles
from tests.cast import Cast
from tests.house.test_every_address import client_of
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing import paper
from werkveld.briefing.models import Form, Sheet
from werkveld.briefing.sheets import letters
from werkveld.items.actions import withdraw_item
from werkveld.people.models import Person, Shift

pytestmark = pytest.mark.django_db

OVERLEIE = {"layer": "gebieden", "code": "overleie"}


def pages_of(client: Client, route: str = "sheet_pdf_of_area", **kwargs: str) -> list[str]:
    """The words of each page of the PDF, spaces made single."""
    answer = client.get(reverse(route, kwargs=kwargs or OVERLEIE))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(answer.content)).pages]


def my_list(person: Person) -> str:
    return client_of(person).get(reverse("my_sheets")).content.decode()


def test_pdf_says_what_must_be_known_and_nothing_hidden(cast: Cast) -> None:
    els, now = cast.people.els, timezone.now()
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    tell(cast, title="Avondlawaai aan de brug", body="Tussen 21 en 23 uur.", ask="Ga langs", basis="heard")
    tell(cast, title="Ronde", happens_at=now, happens_until=now + dt.timedelta(minutes=1), kind="information")
    tell(cast, title="Sleutel?", kind="request", ask="Breng de sleutel", ask_of="neighbourhood_officer")
    ocmw = circle_of_organisation(cast.organisations.ocmw)
    tell(cast, title="Verborgen zwaluwnest", author=cast.people.noor, team=ocmw)
    acknowledge(els, item)
    correct(cast, item, body="Tot 18 uur.")
    text = " ".join(pages_of(client_of(els)))
    kept = Sheet.objects.get(person=els, form=Form.PRINTED)
    for words in (
        "Overleie",
        "1 gewijzigd",
        "1 voor jou",
        "Was Tot 17 uur.",
        "Nu Tot 18 uur.",
        "Uur gewijzigd",
        "Avondlawaai aan de brug",
        "Ga langs",
        "gehoord",
        "Breng de sleutel",
        "Terugblik na de dienst",
        "Intern, niet laten liggen.",
        f"door E. P. · {kept.stamp}",
        "blad 1 van 1",
    ):
        assert words in text, words
    assert "zwaluwnest" not in text
    order = [text.index(word) for word in ("Gewijzigd", "Nieuw sinds", "Terugblik")]
    assert order == sorted(order)


def test_long_list_goes_on_over_the_page(cast: Cast) -> None:
    for number in range(30):
        tell(cast, title=f"Punt {number:02}", body="Een zin die iets zegt. " * 8)
    pages = pages_of(client_of(cast.people.els))
    assert len(pages) >= 2
    assert f"blad 2 van {len(pages)}" in pages[1]
    for number in range(30):
        assert f"Punt {number:02}" in " ".join(pages)


def test_three_addresses_give_three_lists(cast: Cast) -> None:
    tell(cast, title="Voor het gebied")
    tell(cast, title="Voor de stuurgroep", author=cast.people.lotte, team=circle_of_team(cast.teams.venning))
    client = client_of(cast.people.els)
    assert "Voor het gebied" in pages_of(client)[0]
    team = pages_of(client, "sheet_pdf_of_team", code="venning")[0]
    assert "Voor de stuurgroep" in team
    assert "Voor het gebied" not in team
    own = client.get(reverse("sheet_pdf"))
    assert "K4" in PdfReader(io.BytesIO(own.content)).pages[0].extract_text()
    for route, kwargs in (("sheet", {}), ("sheet_of_area", OVERLEIE), ("sheet_of_team", {"code": "venning"})):
        assert client.get(reverse(route, kwargs=kwargs)).status_code == 200


def test_sheet_of_a_table_is_for_who_sits_there(cast: Cast) -> None:
    for route in ("sheet_of_team", "sheet_pdf_of_team", "wall_of_team"):
        assert client_of(cast.people.karim).get(reverse(route, args=["venning"])).status_code == 404
        assert client_of(cast.people.piet).get(reverse(route, args=["venning"])).status_code == 200


def test_printing_marks_read_so_that_a_correction_follows_the_paper(cast: Cast) -> None:
    els = cast.people.els
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    pages_of(client_of(els))
    assert titles(brief(cast, els)) == {"new": ["Rommelmarkt"]}, "printed is not acknowledged"
    correct(cast, item, body="Tot 18 uur.")
    assert titles(brief(cast, els)) == {"changed": ["Rommelmarkt"]}


def test_printed_twice_is_one_stamp(cast: Cast) -> None:
    els = cast.people.els
    tell(cast, title="Rommelmarkt")
    client = client_of(els)
    assert client.get(reverse("sheet_of_area", kwargs=OVERLEIE)).status_code == 200
    pages_of(client)
    assert Sheet.objects.filter(person=els, form=Form.PRINTED).count() == 1


def test_machine_without_pango_gives_the_page_to_print(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise paper.NoPrinterError

    monkeypatch.setattr(paper, "_weasyprint", broken)
    tell(cast, title="Rommelmarkt")
    answer = client_of(cast.people.els).get(reverse("sheet_pdf_of_area", kwargs=OVERLEIE))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "vanuit je browser" in page
    assert "Rommelmarkt" in page


def test_paper_asks_no_address_but_our_own_files() -> None:
    folder = paper.assets()
    fetch = paper._own_files(folder).fetch
    assert fetch(f"{folder.as_uri()}/sheet.css").read().startswith(b"@font-face")
    for outside in ("http://127.0.0.1/x.css", "file:///etc/passwd", f"{folder.as_uri()}/../../pyproject.toml"):
        with pytest.raises(ValueError, match=r".+"):
            fetch(outside)


def test_sheet_is_out_of_date_after_a_correction_and_not_after_a_typo(cast: Cast) -> None:
    els, karim = cast.people.els, cast.people.karim
    items = [tell(cast, title=f"Rommelmarkt {n}", body="Tot 17 uur.") for n in range(3)]
    client_of(els).get(reverse("sheet_of_area", kwargs=OVERLEIE))
    assert "nog juist" in my_list(els)
    items[0] = correct(cast, items[0], is_typo=True, body="Tot 17 uur!")
    assert "nog juist" in my_list(els)
    correct(cast, items[0], body="Tot 18 uur.")
    assert "achterhaald: 1 wijziging" in my_list(els)
    with viewing(viewer_of(karim)):
        withdraw_item(items[1], by=karim, reason="Vergissing")
    assert "achterhaald: 2 wijzigingen" in my_list(els)
    assert "achterhaald" not in my_list(cast.people.noor), "each sees own sheets"


def test_sheet_names_the_shift(cast: Cast) -> None:
    now, els = timezone.now(), cast.people.els
    Shift.objects.create(
        person=els,
        organisation=cast.organisations.police,
        name="Late dienst",
        starts_at=now - dt.timedelta(hours=1),
        ends_at=now + dt.timedelta(hours=7),
    )
    assert "Briefing late dienst" in pages_of(client_of(els))[0]


def test_name_on_paper_is_two_letters() -> None:
    assert letters(Person(given_name="Lotte", family_name="Vandewalle")) == "L. V."
    assert letters(Person(given_name="Noor", family_name="")) == "N."
