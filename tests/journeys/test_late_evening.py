"""Noor, community worker of the OCMW, late in the evening on her phone: at no moment may she doubt who sees what she
writes. Three lines for her own house, one question for the area worker, and the police find neither, ever.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.database import as_owner
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import SIDEWAYS
from werkveld.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE, QUESTION = "De trappen zijn geveegd", "Wie herstelt de trappen?"
FIRST, LAST = "Veel volk aan de brug, goede sfeer.", "Morgen opnieuw, met koffie."


def write_three_lines(page: Page) -> str:
    """A blog post for her own organisation; the guard asks about a name. Answers its address."""
    outcome = page.locator("#outcome")
    expect(page.get_by_text("Je beroepsgeheim gaat voor.")).to_be_visible()
    expect(outcome).to_contain_text("Zichtbaar voor: OCMW (2).")
    expect(outcome).to_contain_text(re.compile("Niet voor: .*Politie"))
    page.fill("#id_title", TITLE)
    page.fill("#id_body", f"{FIRST}\nMet mevrouw Vandenberghe de trappen geveegd.\n{LAST}")
    note = page.locator("[data-held=body] .held__n", has_text="Vandenberghe")
    expect(page.locator("[data-held-asks]")).to_be_visible()
    note.get_by_role("button").tap()
    expect(page.locator("#id_body")).to_have_value(f"{FIRST}\nMet een bewoner de trappen geveegd.\n{LAST}")
    expect(page.locator("[data-held-asks]")).to_be_hidden()
    return place(page, "OCMW (2)")


def ask_the_area_worker(page: Page) -> str:
    """A question for the function of area worker, read by the city's people in this area. Answers its address."""
    page.goto(reverse("new_item"))
    outcome = page.locator("#outcome")
    page.locator("input[name=kind][value=request]").check(force=True)
    page.fill("#id_title", QUESTION)
    page.fill("#id_ask", "Laat weten of de stad dit opneemt.")
    page.select_option("#id_ask_of", "area_worker")
    # What she does not want she sees before it happens.
    page.get_by_role("checkbox", name="Politie in Overleie", exact=True).check()
    expect(outcome).to_contain_text("Let op: ook politie leest dit.")
    page.get_by_role("checkbox", name="Politie in Overleie", exact=True).uncheck()
    page.get_by_role("checkbox", name="Stad in Overleie", exact=True).check()
    page.get_by_role("checkbox", name="OCMW", exact=True).uncheck()
    expect(outcome).to_contain_text("Zichtbaar voor: Stad (2).")
    expect(outcome).not_to_contain_text("ook politie")
    return place(page, "Stad (2)")


def place(page: Page, who: str) -> str:
    """Send it; the page then says once more who sees it, and who does not."""
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("button", name="Plaats", exact=True).click()
    page.wait_for_url("**/bericht/**")
    expect(page.get_by_text(f"Geplaatst. Zichtbaar voor: {who}.")).to_be_visible()
    sight = page.get_by_role("region", name="Wie ziet dit")
    expect(sight).to_contain_text(f"Zichtbaar voor: {who}.")
    expect(sight).to_contain_text(re.compile("Niet voor: .*Politie"))
    assert page.evaluate(SIDEWAYS) <= 0
    return page.url


def finds_nothing(page: Page, *addresses: str) -> None:
    """Not in a list, not by its words (nor by words that are nearly so), not at its address."""
    for path in (
        reverse("briefing"),
        reverse("area", args=["gebieden", "overleie"]),
        reverse("area", args=["wijken", "k4"]),
        reverse("team", args=["overleie"]),
        reverse("wall"),
        reverse("sheet"),
        reverse("map"),
        reverse("search") + "?q=trappen&vervallen=1",
        reverse("search") + "?q=trapen",
    ):
        page.goto(path)
        for words in (TITLE, QUESTION, "trappen geeft"):
            expect(page.get_by_text(words)).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("^Niets gevonden"))).to_be_visible()
    for address in addresses:
        assert status(page, address) == 404


def status(page: Page, address: str) -> int:
    """How an address answers."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def test_community_worker_never_doubts_who_sees_it(open_as: Open, cast: Cast) -> None:
    with as_owner():
        Person.objects.filter(pk=cast.people.noor.pk).update(theme="dark")
    noor = open_as(cast.people.noor, reverse("new_item"), size=PHONE, color_scheme="dark", has_touch=True)
    assert noor.locator("html").get_attribute("data-theme") == "dark"
    lines = write_three_lines(noor)
    question = ask_the_area_worker(noor)

    els = open_as(cast.people.els, size=DESK)
    finds_nothing(els, lines, question)
    sam = open_as(cast.people.sam, lines)
    expect(sam.get_by_role("heading", name=TITLE)).to_be_visible()
    assert status(sam, question) == 404
    lotte = open_as(cast.people.lotte, reverse("area", args=["gebieden", "overleie"]))
    lotte.get_by_role("link", name=QUESTION).first.click()
    expect(lotte.get_by_text("Deze vraag is aan jouw functie gesteld.")).to_be_visible()
    assert status(lotte, lines) == 404

    noor.reload()
    expect(noor.get_by_role("region", name="Gelezen door")).to_contain_text("Stad (1)")
    noor.get_by_role("link", name="Zichtbaarheid", exact=True).click()
    noor.get_by_role("checkbox", name="OCMW", exact=True).check()
    noor.get_by_role("checkbox", name="Stad in Overleie", exact=True).uncheck()
    expect(noor.locator("#outcome")).to_contain_text("Stad gaat van 2 naar 0 lezers.")
    noor.get_by_role("button", name="Pas aan").click()
    expect(noor.get_by_text("Zichtbaarheid aangepast. Dit geldt vanaf nu, overal.")).to_be_visible()
    assert status(lotte, question) == 404

    noor.goto(lines)
    noor.get_by_role("link", name="Intrekken", exact=True).click()
    noor.fill("#id_reason", "Toch te herkenbaar")
    noor.get_by_role("button", name="Trek in").click()
    expect(noor.get_by_text("Ingetrokken. De tekst is overal weg.")).to_be_visible()
    sam.goto(lines)
    expect(sam.get_by_role("heading", name="Dit bericht werd ingetrokken")).to_be_visible()
    expect(sam.get_by_text(FIRST)).to_have_count(0)
    finds_nothing(els, lines, question)
