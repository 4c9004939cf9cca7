"""The officer at work: reported on a phone, put away, given back; judged by lot, looked up, a breach reported."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.items.test_actions import post
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import AXE, RUN, SIDEWAYS
from werkveld.audience.circles import circle_of_team
from werkveld.governance.sampling import draw_samples, month_before
from werkveld.items.models import Item
from werkveld.items.opening import VERB
from werkveld.journal.models import Line

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def decide(page: Page, choice: str) -> None:
    """Answer a report."""
    page.get_by_text(choice).click()
    page.get_by_role("textbox", name="Waarom?").fill("Bekeken met de auteur")
    page.get_by_role("button", name="Beslis").click()


def test_report_reaches_the_officer_who_puts_it_away_and_gives_it_back(open_as: Open, cast: Cast) -> None:
    officers = add_officers(cast)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Avondlawaai aan de brug")
    where = reverse("item", args=[item.pk])

    phone = open_as(cast.people.els, where, size=PHONE)
    phone.get_by_role("link", name="Meld aan de DPO").click()
    phone.get_by_label(re.compile("^Waarom")).fill("De plek is te precies")
    phone.get_by_role("button", name="Meld", exact=True).click()
    expect(phone.get_by_text("De DPO keek nog niet")).to_be_visible()
    report = phone.url

    desk = open_as(officers.dina, reverse("supervision"), size=DESK)
    desk.get_by_role("link", name="Meldingen", exact=True).click()
    desk.get_by_role("link", name="De plek is te precies").click()
    expect(desk.get_by_role("heading", name="Avondlawaai aan de brug")).to_be_visible()
    decide(desk, "In quarantaine.")
    expect(desk.get_by_text("Voor alle anderen is het nu weg")).to_be_visible()

    assert phone.goto(where).status == 404  # type: ignore[union-attr]
    author = open_as(cast.people.karim, where, size=PHONE)
    expect(author.get_by_role("heading", name="Dit bericht staat in quarantaine")).to_be_visible()
    expect(author.get_by_text("Avondlawaai")).to_have_count(0)

    decide(desk, "Het mag blijven staan")
    expect(desk.get_by_text("Je kijkt niet meer mee").first).to_be_visible()
    phone.goto(where)
    expect(phone.get_by_role("heading", name="Avondlawaai aan de brug")).to_be_visible()
    phone.goto(report)
    expect(phone.get_by_text("Bekeken met de auteur")).to_be_visible()


def test_monthly_hour_of_the_officer(open_as: Open, cast: Cast) -> None:
    officers = add_officers(cast)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Markt verplaatst")
    with as_owner():
        then = month_before(timezone.now())[0] + dt.timedelta(days=2)
        Item.objects.update(published_at=then)
        read = {"verb": VERB, "subject_kind": "items.item", "subject_key": str(item.pk), "detail": {"version": 1}}
        Line.objects.create(at=then, by=cast.people.els, organisation=cast.organisations.police, **read)
        draw_samples(timezone.now())
    open_as(cast.people.els, reverse("item", args=[item.pk]))

    page = open_as(officers.dina, reverse("supervision"), size=DESK)
    page.get_by_role("link", name="Steekproef van de maand").click()
    page.get_by_role("link", name="Bericht 1").click()
    page.get_by_label("in orde", exact=True).check(force=True)
    page.get_by_role("button", name="Noteer").click()
    expect(page.get_by_role("region", name="Nog te bekijken").get_by_text("Alles is bekeken")).to_be_visible()
    page.get_by_role("link", name="Lijn 1").click()
    expect(page.get_by_role("heading", name="Las een bericht")).to_be_visible()
    page.get_by_label("in orde", exact=True).check(force=True)
    page.get_by_role("button", name="Noteer").click()
    expect(page.get_by_role("region", name="Lijnen van het logboek").get_by_text("Alles is bekeken")).to_be_visible()

    page.goto(reverse("look_up"))
    page.get_by_label(re.compile("^Nummer of adres")).fill(f"https://werkveld.example/bericht/{item.pk}/")
    page.get_by_role("button", name="Zoek op").click()
    expect(page.get_by_role("row", name=re.compile("Els Proef.*Politie.*vandaag"))).to_be_visible()

    page.goto(reverse("report_breach"))
    page.get_by_label(re.compile("^Wat er gebeurde")).fill("Een blad bleef liggen")
    page.get_by_role("button", name="Meld en start de klok").click()
    expect(page.get_by_text("nog 71 uur")).to_be_visible()
    breach = page.url

    found = []
    names = (
        "supervision",
        "look_up",
        "samples",
        "terms",
        "leavers",
        "own_data",
        "reports",
        "breaches",
        "report_breach",
    )
    for address in [*map(reverse, names), reverse("report_breach"), breach, f"{breach}aanvullen/", f"{breach}dossier/"]:
        page.goto(address)
        page.evaluate(AXE.read_text())
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 6000})
            found += [(address, width, violation) for violation in page.evaluate(RUN)]
            if (extra := page.evaluate(SIDEWAYS)) > 0:
                found.append((address, width, f"scrolls {extra} px sideways"))
    assert not found, "\n".join(map(str, found))
