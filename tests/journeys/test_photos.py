"""A photo from the telephone, blurred, looked at, blurred some more, and seen by exactly who reads the item."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.items.test_actions import post
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import AXE, RUN
from tests.photos.drawn import file_of, scene
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.pictures import Photo, PhotoDraft

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# A worker of its own looks at the picture; on a busy machine that takes a while.
PATIENCE = 120_000


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    return list(page.evaluate(RUN))


def test_photo_is_sent_looked_at_brushed_and_placed_on_a_telephone(open_as: Open, cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    page = open_as(cast.people.karim, reverse("item", args=[item.pk]), size=PHONE, has_touch=True)
    page.get_by_role("link", name="Foto’s").click()
    assert faults(page) == []
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": file_of(scene())}
    page.get_by_label("Foto’s", exact=True).set_input_files(files=[photo, photo])  # type: ignore[list-item]
    page.get_by_role("button", name="Verstuur").click(no_wait_after=True)
    expect(page.get_by_text("2 foto’s worden onherkenbaar gemaakt, een voor een.")).to_be_visible()
    assert faults(page) == []
    expect(page.get_by_role("link", name="Kijk foto 2 na")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("onherkenbaar gemaakt, een voor een.")).to_have_count(0)
    page.get_by_role("link", name="Kijk foto 1 na").click()
    expect(page.get_by_role("heading", name="Kijk de foto na")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile(r"1 gezicht en \d nummerpla\w+ onherkenbaar gemaakt"))).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    canvas = page.locator("[data-brush-canvas]")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 70, steps=4)
    page.mouse.up()
    page.touchscreen.tap(box["x"] + 200, box["y"] + 40)
    canvas.focus()
    for key in ("ArrowRight", "ArrowRight", "+", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_text("3 aangeduid, nog niet bewaard.")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_text("2 aangeduid, nog niet bewaard.")).to_be_visible()
    page.get_by_role("button", name="Maak onherkenbaar").click(no_wait_after=True)
    expect(page.get_by_text("Onherkenbaar gemaakt. Kijk de foto nog eens na.")).to_be_visible(timeout=PATIENCE)
    with viewing(viewer_of(cast.people.karim)):
        assert sorted(draft.brushed for draft in PhotoDraft.objects.all()) == [0, 2]

    page.get_by_role("button", name="Plaats de foto").click()
    expect(page.get_by_role("link", name=re.compile("vink aan dat niemand herkenbaar is"))).to_be_visible()
    page.get_by_label(re.compile("^Wat zie je op de foto")).fill("Een lege straat met rode huizen")
    page.get_by_label(re.compile("^Op deze foto is niemand herkenbaar")).check()
    page.get_by_role("button", name="Plaats de foto").click()
    expect(page.get_by_role("img", name="Een lege straat met rode huizen")).to_be_visible()

    officer = open_as(cast.people.els, reverse("item", args=[item.pk]), size=DESK)
    picture = officer.get_by_role("img", name="Een lege straat met rode huizen")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1200
    with viewing(viewer_of(cast.people.karim)):
        key = Photo.objects.get().pk
    outsider = open_as(cast.people.piet, "/")
    answer = outsider.goto(reverse("photo", args=[key]))
    assert answer is not None
    assert answer.status == 404


def test_brush_works_in_figures_without_a_script(open_as: Open, cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    address = reverse("item_photos", args=[item.pk])
    page = open_as(cast.people.karim, address, size=PHONE, java_script_enabled=False)
    photo = {"name": "x.png", "mimeType": "image/png", "buffer": file_of(scene(), "PNG")}
    page.get_by_label("Foto’s", exact=True).set_input_files(files=[photo])  # type: ignore[list-item]
    page.set_default_timeout(PATIENCE)
    page.get_by_role("button", name="Verstuur").click()
    until = time.monotonic() + PATIENCE / 1000
    while not page.get_by_role("link", name="Kijk foto 1 na").count() and time.monotonic() < until:
        time.sleep(0.5)
        page.get_by_role("link", name="Kijk of ze klaar zijn").click()
    page.get_by_role("link", name="Kijk foto 1 na").click()
    page.get_by_text("Met cijfers").click()
    for label, value in (("Van links", "10"), ("Van boven", "10"), ("Breedte", "25"), ("Hoogte", "20")):
        page.get_by_label(re.compile(f"^{label}")).fill(value)
    page.get_by_role("button", name="Maak onherkenbaar").click()
    expect(page.get_by_text("Onherkenbaar gemaakt. Kijk de foto nog eens na.")).to_be_visible()
