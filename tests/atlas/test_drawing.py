import datetime as dt
from typing import Any

import pytest
import shapely
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.test_views import client_of
from tests.cast import Cast
from tests.database import as_owner
from tests.territory.editions import published
from werkveld.atlas.shapes import crossing_of, point_of, points_of, shape_of, text_of
from werkveld.people.models import LayerOwner
from werkveld.territory.crs import to_degrees
from werkveld.territory.models import Address, Area, Edition, Layer, LayerKind, Street
from werkveld.territory.refused import ImportRefused

SQUARE = [(3.26, 50.82), (3.27, 50.82), (3.27, 50.83), (3.26, 50.83)]
BOW = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
TEXTS = [text_of(point) for point in SQUARE]

degrees = st.tuples(st.integers(250_000, 640_000), st.integers(4_940_000, 5_160_000)).map(
    lambda pair: (pair[0] / 1e5, pair[1] / 1e5)
)


@given(degrees)
def test_point_is_read_as_it_is_written(point: tuple[float, float]) -> None:
    assert point_of(text_of(point)) == point


@pytest.mark.parametrize("text", ["50.82, 3.26", "3.26 50.82", "50,82000 3,26000", " 50.82;3.26 "])
def test_point_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert point_of(text) == (3.26, 50.82)


@pytest.mark.parametrize("text", ["", "50.82", "hier", "52.5, 3.2", "1, 2, 3"])
def test_what_is_no_point_in_belgium_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text itself is the message
        point_of(text)


def test_crossing_is_found_and_a_square_has_none() -> None:
    assert crossing_of(SQUARE) is None
    assert crossing_of(BOW) == (0, 2)
    with pytest.raises(ImportRefused, match="de lijn na punt 1 en de lijn na punt 3 snijden elkaar"):
        shape_of(BOW)
    with pytest.raises(ImportRefused, match="minstens drie punten"):
        shape_of(SQUARE[:2])


@given(st.lists(degrees, min_size=3, max_size=7, unique=True))
def test_what_is_accepted_is_a_valid_shape(points: list[tuple[float, float]]) -> None:
    try:
        shape = shape_of(points)
    except ImportRefused:
        return
    assert shape.is_valid
    assert shape.area > 0


@pytest.fixture
def rounds(cast: Cast) -> Layer:
    with as_owner():
        edition = published("rondes", {"A": shape_of(SQUARE)}, kind=LayerKind.LOOSE, word="zone")
        LayerOwner.objects.create(layer=edition.layer, organisation=cast.organisations.city)
    return edition.layer


def drawn(client: Client, **said: Any) -> Any:
    given = {"name": "Kaai", "valid_from": "2026-11-23", "point": TEXTS, "do": "save", **said}
    return client.post(reverse("draw_edition", args=["rondes"]) + said.pop("query", ""), given)


@pytest.mark.django_db
def test_drawing_makes_a_draft_that_holds_the_others_too(cast: Cast, rounds: Layer) -> None:
    client = client_of(cast.people.lotte)
    shifted = [text_of((lon + 0.02, lat)) for lon, lat in SQUARE]
    assert drawn(client, point=shifted).status_code == 302
    draft = Edition.objects.get(state="draft")
    assert set(draft.areas.values_list("code", flat=True)) == {"A", "kaai"}
    assert drawn(client, name="Brug").status_code == 302
    assert set(Edition.objects.get(state="draft").areas.values_list("code", flat=True)) == {"A", "kaai", "brug"}
    assert Edition.objects.in_force().get(layer=rounds).areas.count() == 1


@pytest.mark.django_db
def test_area_is_changed_under_its_own_code(cast: Cast, rounds: Layer) -> None:
    client = client_of(cast.people.lotte)
    page = client.get(reverse("draw_edition", args=["rondes"]), {"gebied": "A"}).content.decode()
    assert all(text in page for text in TEXTS)
    drawn(client, query="?gebied=A", name="Nieuw", point=TEXTS[:3])
    area = Area.objects.get(edition__state="draft")
    assert (area.code, area.name, len(points_of(area))) == ("A", "Nieuw", 3)


@pytest.mark.django_db
def test_points_are_added_removed_and_taken_from_an_address_without_a_script(cast: Cast, rounds: Layer) -> None:
    with as_owner():
        street = Street.objects.create(name="Budastraat", municipality="Kortrijk")
        Address.objects.create(street=street, number="7", house=7, x=72_100.0, y=169_500.0)
    client = client_of(cast.people.lotte)
    assert drawn(client, do="insert:1").context["points"] == [TEXTS[0], "", *TEXTS[1:]]
    assert drawn(client, do="remove:2").context["points"] == [TEXTS[0], *TEXTS[2:]]
    answer = drawn(client, do="address", address="budastraat 7")
    assert answer.context["points"] == [*TEXTS, text_of(to_degrees(72_100.0, 169_500.0))]
    assert "Kaai" in answer.content.decode()
    assert "vind ik niet" in drawn(client, do="address", address="nergens 1").content.decode()
    assert not Edition.objects.filter(state="draft").exists()


@pytest.mark.django_db
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, rounds: Layer) -> None:
    client = client_of(cast.people.lotte)
    answer = drawn(client, point=[text_of(point) for point in BOW])
    assert answer.status_code == 422
    assert "kruist zichzelf" in answer.content.decode()
    answer = drawn(client, point=[*TEXTS, "bij de brug"])
    assert answer.status_code == 422
    assert "Punt 5 is geen plek in België" in answer.content.decode()
    assert "bij de brug" in answer.content.decode()
    assert drawn(client, name="").status_code == 422


@pytest.mark.django_db
def test_area_is_taken_away_but_not_the_last(cast: Cast, rounds: Layer) -> None:
    client = client_of(cast.people.lotte)
    assert drawn(client, query="?gebied=A", do="away").status_code == 422
    drawn(client)
    assert drawn(client, query="?gebied=A", do="away").status_code == 302
    assert set(Edition.objects.get(state="draft").areas.values_list("code", flat=True)) == {"kaai"}


@pytest.mark.django_db
def test_only_the_owner_draws_and_only_a_loose_division(cast: Cast, rounds: Layer) -> None:
    assert client_of(cast.people.els).get(reverse("draw_edition", args=["rondes"])).status_code == 404
    answer = client_of(cast.people.lotte).get(reverse("draw_edition", args=["gebieden"]))
    assert answer["Location"] == reverse("new_edition", args=["gebieden"])


@pytest.mark.django_db
def test_area_of_several_pieces_is_not_drawn_by_hand(cast: Cast, rounds: Layer) -> None:
    two = shapely.MultiPolygon([shapely.box(70000, 167000, 70100, 167100), shapely.box(70500, 167000, 70600, 167100)])
    with as_owner():
        published("rondes", {"B": two}, kind=LayerKind.LOOSE, valid_from=dt.date(2026, 1, 1))
    answer = client_of(cast.people.lotte).get(reverse("draw_edition", args=["rondes"]), {"gebied": "B"}, follow=True)
    assert "meer stukken" in answer.content.decode()
