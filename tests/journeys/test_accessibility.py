"""WCAG 2.2 AA on every page: axe finds nothing, nothing scrolls sideways, and the keyboard reaches the content."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.database import as_owner
from tests.house.source import PROJECT
from tests.house.test_every_address import address, asked, values_of
from tests.items.test_actions import post
from tests.journeys.conftest import PHONE, Open
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import comment_on, correct_item
from werkveld.items.content import Content
from werkveld.items.models import Item

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AXE = PROJECT / "build" / "test" / "axe.min.js"
RUN = """async () => {
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await axe.run(document, {runOnly: rules});
    return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", "));
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Answers that are files, or that turn to another page: nothing to look at.
NOT_PAGES = {"robots", "manifest", "favicon", "roster_template", "health", "account_logout"}


def lived_in(cast: Cast) -> Item:
    """Something on every list: a post, a briefing item corrected and commented, one waiting for an answer."""
    lotte, karim = cast.people.lotte, cast.people.karim
    team = [circle_of_team(cast.teams.overleie), circle_of_organisation(cast.organisations.city)]
    post(cast, lotte, team, title="Buurtbabbel op woensdag", body="Met **koffie**.\n\n- bib\n- OC")
    item = post(cast, karim, team, kind="attention", title="Avondlawaai aan de brug", body="Na 21 uur.", place="Brug")
    post(cast, karim, team, kind="request", title="Wie heeft de sleutel?", ask="Breng terug", ask_of="area_worker")
    with viewing(viewer_of(karim)):
        said = Content(kind="attention", title="Avondlawaai aan de kade", areas=(cast.areas.overleie,))
        item = correct_item(item, said, by=karim, is_typo=False, reason="andere plek")
    with viewing(viewer_of(lotte)):
        comment_on(item, "Gezien", by=lotte, organisation=cast.organisations.city)
    return item


# Each theme and each language once: colours do not hang on the language, nor words on the theme.
@pytest.mark.parametrize(("theme", "language"), [("light", "nl"), ("dark", "en")])
def test_every_page_is_accessible_and_fits(open_as: Open, cast: Cast, theme: str, language: str) -> None:
    item = lived_in(cast)
    lotte = cast.people.lotte
    lotte.theme, lotte.language = theme, language
    with as_owner():
        lotte.save()
    page = open_as(lotte, reverse("account"))
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    found: list[Any] = []
    seen = 0
    for name, parameters in asked():
        if name in NOT_PAGES:
            continue
        where = address(name, parameters, values_of(cast, item.pk))
        # Asked first without opening: what only takes a POST, or is a file, is no page, and Chromium stumbles over it.
        answer = page.request.get(where)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(where)
        seen += 1
        page.evaluate(AXE.read_text())
        for width in (1440, 1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            if (extra := page.evaluate(SIDEWAYS)) > 0:
                found.append((name, width, f"scrolls {extra} px sideways"))
            if width in (1280, 390):
                # As tall as the page: axe counts what the dock covers for the moment as out of reach.
                page.set_viewport_size({"width": width, "height": 6000})
                found += [(name, width, v) for v in page.evaluate(RUN)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (extra := page.evaluate(SIDEWAYS)) > 0:
            found.append((name, "200 % text at 320", f"scrolls {extra} px sideways"))
    assert seen >= 20
    assert not found, "\n".join(map(str, found))


def test_keyboard_alone_reaches_the_content_of_the_briefing(open_as: Open, cast: Cast) -> None:
    lived_in(cast)
    page = open_as(cast.people.karim, "/briefing/", size=PHONE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        box = page.evaluate(
            """() => { const b = document.activeElement.getBoundingClientRect();
            const at = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
            return at === null || document.activeElement.contains(at) || at.contains(document.activeElement)
                || getComputedStyle(document.activeElement).opacity === '0'; }"""
        )
        assert box, "focus is hidden behind something: " + page.evaluate("document.activeElement.outerHTML")[:200]


def test_absent_page_says_so_in_words(open_as: Open, cast: Cast) -> None:
    page = open_as(cast.people.karim, f"/bericht/{uuid.uuid4()}/")
    assert page.get_by_role("heading", level=1).count() == 1
