"""The day the city goes from seventeen areas to fourteen: bring in, look, publish, follow, read on."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.utils import timezone
from playwright.sync_api import expect
from shapely.geometry import mapping

from tests.cast import Cast, person
from tests.database import as_owner
from tests.items.test_actions import post
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import AXE, RUN
from werkveld.atlas.actions import follow_pending
from werkveld.audience.circles import circle_of_partners, circle_of_team
from werkveld.items.refiling import refile_pending
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, LayerOwner
from werkveld.territory.actions import draft_edition, keep_layer, publish_edition
from werkveld.territory.imports import FoundArea, checksum_of, pieces_of
from werkveld.territory.models import Edition

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WEST, SIDE = 70_000, 500


def box(number: int, *, wide: int = 1) -> Any:
    west = WEST + SIDE * number
    return shapely.box(west, 167_000, west + SIDE * wide, 168_000)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def city_of_seventeen(cast: Cast) -> Edition:
    """Seventeen gebieden beside each other, the first three with a guard of their own, over two beats."""
    areas = [FoundArea(f"G{n + 1:02}", f"Gebied {n + 1}", "", box(n)) for n in range(17)]
    with as_owner():
        layer = keep_layer("delen", "Delen", word="gebied")
        edition = publish_edition(
            draft_edition(
                layer,
                name="zeventien",
                valid_from=timezone.localdate().replace(year=2020),
                checksum=checksum_of(areas),
                pieces=pieces_of(areas, is_partition=True),
            )
        )
        LayerOwner.objects.create(layer=layer, organisation=cast.organisations.city)
        for number in range(3):
            Assignment.objects.create(
                person=person(f"Wacht{number + 1}"),
                function=Function.COMMUNITY_GUARD,
                organisation=cast.organisations.city,
                area=edition.areas.get(code=f"G{number + 1:02}"),
                starts_on=edition.valid_from,
            )
    return edition


def fourteen(folder: Path) -> Path:
    """The first three pairs become one each; the rest stays."""
    whole = {n: (f"G{n + 1:02}", f"Gebied {n + 1}", box(n)) for n in range(17)}
    for keeps in (0, 2, 4):
        code, name, _shape = whole[keeps]
        whole[keeps] = (code, name, box(keeps, wide=2))
        del whole[keeps + 1]
    features = [
        {"type": "Feature", "properties": {"code": code, "naam": name}, "geometry": mapping(shape)}
        for code, name, shape in whole.values()
    ]
    path = folder / "veertien.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_day_the_city_goes_from_seventeen_areas_to_fourteen(open_as: Open, cast: Cast, tmp_path: Path) -> None:
    before = city_of_seventeen(cast)
    lotte = cast.people.lotte
    second = before.areas.get(code="G02")
    said = {"kind": "attention", "areas": (), "x": WEST + 1.5 * SIDE, "y": 167_500.0, "coarseness": "point"}
    post(cast, lotte, [circle_of_partners()], title="Los hek aan de brug", **said)

    page = open_as(lotte, "/beheer/indelingen/", size=DESK)
    page.locator("a", has_text="Nieuwe uitgave uit een bestand: Delen").click()
    page.get_by_label("Bestand met de gebieden").set_input_files(fourteen(tmp_path))
    page.get_by_role("button", name="Kijk na").click()
    expect(page.get_by_text("14 gebieden in GeoJSON")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Gebied 2").filter(has_text="verdwijnt")).to_be_visible()
    who = page.get_by_role("region", name="Wie erbij komt en wie wegvalt")
    expect(who).to_contain_text("Wacht2")
    assert Edition.objects.in_force().get(layer=before.layer) == before, "looking changes nothing"
    page.get_by_role("button", name="Publiceer vanaf die dag").click()
    expect(page.get_by_text("Gepubliceerd.")).to_be_visible()

    after = Edition.objects.in_force().get(layer=before.layer)
    assert after.areas.count() == 14
    with as_owner():
        follow_pending()
        refile_pending()
    guard = Assignment.objects.get(person__given_name="Wacht2", ends_on=None)
    assert guard.area == after.areas.get(code="G01")
    assert Assignment.objects.get(area=second).ends_on is not None, "what is past stays where it was"

    phone = open_as(guard.person, "/briefing/", size=PHONE)
    expect(phone.get_by_text("Je werkt er ook in Gebied 1.")).to_be_visible()
    expect(phone.get_by_role("link", name="Los hek aan de brug").first).to_be_visible()
    expect(phone.get_by_text("gebied Gebied 1").first).to_be_visible()

    page.goto("/kaart/?laag=delen&gebied=G01")
    expect(page.locator(".atlas__live")).to_be_visible()
    expect(page.get_by_role("link", name="Los hek aan de brug").first).to_be_visible()
    page.goto("/indeling/delen/")
    page.get_by_role("link", name="zeventien").click()
    expect(page.get_by_role("rowheader", name="Gebied 2 G02")).to_be_visible()


def test_map_is_walked_by_keyboard_and_works_without_a_script(open_as: Open, cast: Cast) -> None:
    said = {"kind": "attention", "areas": (), "x": 70_300.0, "y": 167_500.0, "coarseness": "point"}
    team = circle_of_team(cast.teams.overleie)
    post(cast, cast.people.karim, [team], title="Los hek", **said)
    with_script = open_as(cast.people.karim, "/kaart/?laag=gebieden&gebied=overleie", size=DESK)
    pin = with_script.locator(".atlas__pin")
    expect(pin).to_have_attribute("aria-label", "Los hek, Aandacht")
    pin.focus()
    with_script.keyboard.press("Enter")
    expect(with_script.get_by_role("heading", name="Los hek", level=1)).to_be_visible()

    without = open_as(cast.people.karim, "/kaart/?laag=gebieden&gebied=overleie", size=PHONE, java_script_enabled=False)
    expect(without.locator("svg.map")).to_be_visible()
    expect(without.get_by_role("link", name="Los hek")).to_be_visible()


def test_area_is_drawn_by_keyboard_alone(open_as: Open, cast: Cast) -> None:
    with as_owner():
        layer = keep_layer("rondes", "Rondes", word="zone", kind="loose")
        LayerOwner.objects.create(layer=layer, organisation=cast.organisations.city)
    page = open_as(cast.people.lotte, "/beheer/indelingen/rondes/tekenen/", size=DESK)
    page.get_by_label("Naam van het gebied").fill("Kaai")
    for number, text in enumerate(("50.82, 3.26", "50.83, 3.27", "50.82, 3.27", "50.83, 3.26"), 1):
        if number > 3:
            page.get_by_role("button", name="Punt erbij").press("Enter")
        field = page.get_by_label(f"Punt {number}", exact=True)
        field.fill(text)
        field.press("Tab")
    expect(page.locator(".atlas__corner")).to_have_count(4)
    page.get_by_role("button", name="Bewaar als ontwerp").press("Enter")
    expect(page.get_by_text("De grens kruist zichzelf").first).to_be_visible()
    page.locator(".atlas__corner").nth(3).press("Delete")
    expect(page.locator(".atlas__corner")).to_have_count(3)
    before = page.get_by_label("Punt 1", exact=True).input_value()
    page.locator(".atlas__corner").first.press("ArrowDown")
    assert page.get_by_label("Punt 1", exact=True).input_value() != before
    page.get_by_role("button", name="Bewaar als ontwerp").press("Enter")
    expect(page.get_by_role("heading", name="Rondes: getekend")).to_be_visible()
    assert Edition.objects.get(layer=layer).areas.get().name == "Kaai"


def test_area_of_many_points_keeps_its_corners_apart_until_one_zooms_in(open_as: Open, cast: Cast) -> None:
    shape = shapely.Point(70_500, 167_500).buffer(400, quad_segs=30)
    areas = [FoundArea("plein", "Plein", "", shape)]
    with as_owner():
        layer = keep_layer("rondes", "Rondes", word="zone", kind="loose")
        LayerOwner.objects.create(layer=layer, organisation=cast.organisations.city)
        pieces = pieces_of(areas, is_partition=False)
        draft_edition(layer, name="proef", valid_from=timezone.localdate(), checksum="plein", pieces=pieces)
    page = open_as(cast.people.lotte, "/beheer/indelingen/rondes/tekenen/?gebied=plein", size=DESK)
    expect(page.locator(".atlas__corner")).to_have_count(120)
    shown = page.locator(".atlas__corner:visible")
    first = shown.count()
    assert 8 < first < 60
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN) == []
    page.get_by_role("button", name="Dichterbij").click()
    page.wait_for_timeout(600)
    assert shown.count() > first
    expect(page.locator("[data-draw-points] input")).to_have_count(120)
