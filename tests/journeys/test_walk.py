"""The main story, walked as the people would: posted, found, acknowledged, corrected, hidden, kept, lapsed."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from tests.journeys.conftest import DESK, PHONE, Open
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.items.clockwork import tick
from werkveld.items.filing import refeed_item
from werkveld.items.models import Item
from werkveld.people.models import Person, Shift

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def on_shift(cast: Cast, *people: Person, is_lead: bool = False) -> None:
    """A shift that runs now, after one that ended two days ago."""
    now = timezone.now()
    for person in people:
        organisation = person.assignments.first().organisation
        for start, end in (
            (now - dt.timedelta(days=2, hours=8), now - dt.timedelta(days=2)),
            (now, now + dt.timedelta(hours=8)),
        ):
            Shift.objects.create(
                person=person,
                organisation=organisation,
                name="Late dienst",
                starts_at=start,
                ends_at=end,
                is_lead=is_lead,
            )


def compose(page: Page, title: str, *, kind: str, team: str | None, when: str = "vanavond") -> None:
    """Fill in the form and send it."""
    page.locator(f"input[name=kind][value={kind}]").check(force=True)
    page.get_by_label(re.compile("^Titel")).fill(title)
    page.get_by_label(re.compile("^Tekst")).fill("Verkeer via de brug is afgesloten.")
    page.get_by_label(re.compile("^Plaats")).first.fill("Overleiebrug")
    page.get_by_text(when, exact=True).click()
    if team:
        page.get_by_label(team, exact=True).check()
    page.get_by_role("button", name="Plaats", exact=True).click()
    expect(page.get_by_text(re.compile("^Geplaatst"))).to_be_visible()


def test_guard_posts_officer_acknowledges_and_the_correction_finds_exactly_who_read(open_as: Open, cast: Cast) -> None:
    on_shift(cast, cast.people.karim, cast.people.els, cast.people.noor)
    guard = open_as(cast.people.karim, reverse("new_item"))
    compose(guard, "Rommelmarkt op het plein", kind="attention", team="gebiedsteam Overleie")

    officer = open_as(cast.people.els, reverse("briefing"))
    new = officer.locator("#nieuw")
    expect(new.get_by_role("link", name="Rommelmarkt op het plein")).to_be_visible()
    expect(new).to_contain_text("gebied Overleie")
    officer.get_by_role("button", name="Bevestig gelezen").click()
    expect(officer.get_by_text("Alles gelezen")).to_be_visible()

    guard.get_by_role("link", name=re.compile("^Aanpassen")).click()
    guard.get_by_label(re.compile("^Titel")).fill("Rommelmarkt op het plein tot 23 uur")
    guard.locator("input[name=change][value=correction]").check(force=True)
    guard.get_by_label(re.compile("^Waarom")).fill("Een uur langer vergund")
    guard.get_by_role("button", name="Bewaar").click()
    expect(guard.get_by_role("heading", level=1)).to_contain_text("tot 23 uur")

    officer.goto(reverse("briefing"))
    changed = officer.locator("#gewijzigd")
    expect(changed.locator("ins").first).to_contain_text("tot 23 uur")
    expect(changed).to_contain_text("Een uur langer vergund")

    colleague = open_as(cast.people.noor, reverse("briefing_of_area", args=["gebieden", "overleie"]))
    expect(colleague.locator("#gewijzigd")).to_have_count(0)
    expect(colleague.locator("#nieuw")).to_contain_text("tot 23 uur")
    expect(colleague.locator("ins, del")).to_have_count(0)


def test_what_ocmw_posts_for_itself_police_find_nowhere(open_as: Open, cast: Cast) -> None:
    worker = open_as(cast.people.noor, reverse("new_item"), size=DESK)
    expect(worker.get_by_text("Je beroepsgeheim gaat voor")).to_be_visible()
    expect(worker.get_by_text(re.compile("Niet voor:.*Politie"))).to_be_visible()
    compose(worker, "Winteropvang verhuist", kind="information", team=None)
    address = worker.url

    officer = open_as(cast.people.els, reverse("briefing"))
    expect(officer.get_by_text("Winteropvang")).to_have_count(0)
    for path in (
        reverse("area", args=["gebieden", "overleie"]),
        reverse("area", args=["wijken", "k4"]),
        reverse("search") + "?q=winteropvang",
        reverse("search") + "?q=winteropvng",
        reverse("wall"),
        reverse("sheet"),
    ):
        officer.goto(path)
        expect(officer.get_by_text("Winteropvang verhuist")).to_have_count(0)
    answer = officer.goto(address)
    assert answer is not None
    assert answer.status == 404


def test_housing_partner_sees_the_steering_group_and_nothing_else(open_as: Open, cast: Cast) -> None:
    post(
        cast,
        cast.people.lotte,
        [circle_of_team(cast.teams.venning)],
        kind="attention",
        title="Sleutels voor stuurgroep",
    )
    post(cast, cast.people.lotte, [circle_of_organisation(cast.organisations.city)], title="Sleutels voor stad")
    page = open_as(cast.people.piet, "/")
    expect(page.get_by_role("link", name="Sleutels voor stuurgroep")).to_be_visible()
    page.goto(reverse("search") + "?q=sleutels")
    expect(page.get_by_text("Sleutels voor stuurgroep").first).to_be_visible()
    expect(page.get_by_text("Sleutels voor stad")).to_have_count(0)


def test_lapsed_item_is_gone_from_every_view_and_still_true_keeps_another(open_as: Open, cast: Cast) -> None:
    on_shift(cast, cast.people.els)
    team = [circle_of_team(cast.teams.overleie)]
    with as_owner():
        gone = post(cast, cast.people.karim, team, kind="attention", title="Straat afgesloten")
        kept = post(cast, cast.people.karim, team, kind="attention", title="Lift defect")
        long_ago = timezone.now() - dt.timedelta(days=5)
        Item.objects.update(published_at=long_ago)
        for item in (gone, kept):
            refeed_item(item)
    page = open_as(cast.people.els, reverse("briefing"))
    page.locator("#geldig summary").click()
    line = page.locator("#geldig article", has_text="Lift defect")
    line.get_by_role("button", name=re.compile("^Klopt nog")).click()
    expect(page.get_by_text("Genoteerd: klopt nog")).to_be_visible()
    with as_owner():
        Item.objects.filter(pk=gone.pk).update(valid_until=timezone.now() - dt.timedelta(minutes=1))
        refeed_item(gone)
    for is_ticked in (False, True):
        if is_ticked:
            with as_owner():
                assert tick().lapsed == 1
        for path in (reverse("wall"), reverse("sheet"), reverse("area", args=["gebieden", "overleie"])):
            page.goto(path)
            expect(page.get_by_text("Straat afgesloten")).to_have_count(1 if path == reverse("sheet") else 0)
        page.goto(reverse("briefing"))
        expect(page.locator("#vervallen li", has_text="Straat afgesloten")).to_have_count(1)
        expect(page.locator("article", has_text="Straat afgesloten")).to_have_count(0)
        expect(page.locator("article", has_text="Lift defect")).to_have_count(1)
    owner = open_as(cast.people.karim, reverse("briefing"))
    expect(owner.locator("#voor-jou")).to_contain_text("verviel")


def test_mover_sees_the_new_area_at_the_next_request(open_as: Open, cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Sleutels Overleie")
    mover = open_as(cast.people.noor, reverse("search") + "?q=sleutels")
    expect(mover.get_by_role("link", name="Sleutels Overleie")).to_be_visible()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assignment = cast.people.noor.assignments.get()
    assignment.ends_on = yesterday
    assignment.save()
    assignment.pk, assignment.ends_on, assignment.starts_on = None, None, timezone.localdate()
    assignment.area = cast.areas.heule
    assignment.save()
    mover.reload()
    expect(mover.get_by_role("link", name="Sleutels Overleie")).to_have_count(0)


def test_wall_is_walked_by_keyboard(open_as: Open, cast: Cast) -> None:
    on_shift(cast, cast.people.els)
    for number in range(3):
        post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention", title=f"Punt {number}")
    page = open_as(cast.people.els, reverse("wall"), size={"width": 1920, "height": 1080})
    seen = set()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(150)
        seen |= set(re.findall(r"Punt \d", page.inner_text("body")))
    assert seen == {"Punt 0", "Punt 1", "Punt 2"}


def test_typed_text_survives_a_dead_server(open_as: Open, cast: Cast) -> None:
    text = "Een lange tekst. " * 120
    page = open_as(cast.people.noor, reverse("new_item"), size=PHONE)
    address = page.url
    page.route("**/*", lambda route: route.abort())  # From here on nothing reaches the server.
    page.get_by_label(re.compile("^Titel")).fill("Blijft staan")
    page.get_by_label(re.compile("^Tekst")).fill(text)
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Plaats", exact=True).click()
    expect(page.get_by_text("Niet verbonden: je tekst blijft op dit toestel")).to_be_visible()
    expect(page.get_by_label(re.compile("^Tekst"))).to_have_value(text)
    page.unroute("**/*")
    page.goto(address)
    expect(page.get_by_label(re.compile("^Tekst"))).to_have_value(text)
    expect(page.get_by_label(re.compile("^Titel"))).to_have_value("Blijft staan")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM items_item WHERE state = 'published'")
        assert cursor.fetchone()[0] == 0
