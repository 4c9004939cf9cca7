from xml.etree import ElementTree

import pytest
import shapely
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.territory.editions import FROM, published
from werkveld.territory.actions import Piece, draft_edition, keep_layer, publish_edition
from werkveld.territory.drawing import Mark, svg_of_area, svg_of_edition
from werkveld.territory.imports import FoundArea, pieces_of
from werkveld.territory.models import Area, Edition, LayerKind

pytestmark = pytest.mark.django_db

SVG = ElementTree.Element
LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)
FAR = shapely.box(78_000, 168_000, 79_000, 169_000)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def parsed(svg: str) -> SVG:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def classed(svg: str, name: str) -> list[SVG]:
    return [part for part in parsed(svg).iter() if name in part.get("class", "").split()]


def test_division_is_one_picture_with_a_title_and_a_description() -> None:
    svg = svg_of_edition(published("gebieden", {"A": LEFT, "B": RIGHT}, is_schematic=True))
    root = parsed(svg)
    assert (root.get("role"), root[0].text) == ("img", "Kaart van Gebieden (schematisch)")
    assert root[1].text == "2 gebieden: Naam A en Naam B."
    assert [note.text for note in classed(svg, "map-note")] == ["schematisch"]
    assert len(classed(svg, "map-area")) == 2


def test_drawing_has_no_style_script_or_number_that_differs_from_run_to_run() -> None:
    edition = published("gebieden", {"A": LEFT, "B": RIGHT})
    first = svg_of_edition(edition)
    cache.clear()
    assert svg_of_edition(edition) == first
    assert not any(word in first for word in ("style=", "<script", "id=", "onload"))


def test_area_fills_the_drawing_with_its_neighbours_around_it() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT, "C": FAR})
    svg = svg_of_area(Area.objects.get(code="A"))
    assert parsed(svg)[1].text == "Naam A grenst aan Naam B."
    assert len(classed(svg, "map-area")) == 2
    assert len(classed(svg, "map-area--me")) == 1


def test_north_is_up() -> None:
    low, high = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(70_000, 169_000, 71_000, 170_000)
    svg = svg_of_edition(published("gebieden", {"A": low, "B": high}))
    rows = {row.text: float(row.get("y", "0")) for row in parsed(svg).iter() if row.tag.endswith("tspan")}
    assert rows["Naam B"] < rows["Naam A"]


def test_borders_of_another_division_are_dashed_and_drawn_once() -> None:
    edition = published("gebieden", {"A": shapely.union(LEFT, RIGHT)})
    over = published("wijken", {"K1": LEFT, "K2": RIGHT})
    (line,) = classed(svg_of_edition(edition, over=over), "map-line--b")
    assert line.get("d", "").count("L") == 7


def test_loose_area_is_drawn_over_the_gebieden() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("zorg", {"Z": shapely.Point(71_000, 168_500).buffer(200)}, kind=LayerKind.LOOSE)
    svg = svg_of_area(Area.objects.get(code="Z"))
    assert len(classed(svg, "map-line--b")) == 1
    assert "In streepjes de grenzen van Gebieden." in svg


def test_marks_show_a_count_when_there_are_more_than_one() -> None:
    published("gebieden", {"A": LEFT})
    svg = svg_of_area(Area.objects.get(), marks=[Mark(70_500, 168_500), Mark(70_600, 168_600, 6, "new")])
    assert [point.get("class") for point in classed(svg, "map-pt")] == ["map-pt", "map-pt map-pt--new"]
    assert [count.text for count in classed(svg, "map-pt__n")] == ["6"]


def test_kept_drawing_costs_no_query() -> None:
    edition = published("gebieden", {"A": LEFT, "B": RIGHT})
    svg_of_edition(edition)
    with CaptureQueriesContext(connection) as queries:
        svg_of_edition(edition)
    assert len(queries) == 0


def test_name_is_escaped_wherever_it_stands() -> None:
    areas = [FoundArea("A", "<b>&", "", LEFT), FoundArea('B"', "Gewoon", "", RIGHT)]
    pieces = pieces_of(areas, is_partition=True)
    layer = keep_layer("gebieden", "<i>")
    edition = publish_edition(draft_edition(layer, name="1", valid_from=FROM, checksum="x", pieces=pieces))
    svg = svg_of_edition(Edition.objects.get(pk=edition.pk))
    assert "<b>" not in svg
    assert parsed(svg)[0].text == "Kaart van <i>"


def test_drawing_is_bare_land_when_areas_have_no_outline() -> None:
    piece = Piece("A", "Naam A", LEFT, {"type": "Polygon", "coordinates": []})
    layer = keep_layer("gebieden", "Gebieden")
    edition = publish_edition(draft_edition(layer, name="1", valid_from=FROM, checksum="x", pieces=[piece]))
    for svg in (svg_of_edition(edition), svg_of_area(edition.areas.get())):
        assert classed(svg, "map-land")
        assert not classed(svg, "map-area")
