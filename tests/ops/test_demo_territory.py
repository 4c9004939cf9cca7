import pytest
import shapely

from werkveld.ops.demo.territory import PLACES, fill_territory
from werkveld.territory.finding import find_place
from werkveld.territory.locate import areas_at, overlapping_areas
from werkveld.territory.models import (
    Address,
    AddressArea,
    AddressFile,
    Area,
    AreaOverlap,
    Edition,
    LayerKind,
    StreetArea,
)

pytestmark = pytest.mark.django_db

COUNTS = {"gebieden": 17, "wijken": 26, "sectoren": 3, "buurten": 12, "aandachtsgebieden": 4}


def at(x: float, y: float) -> dict[str, str]:
    return {located.edition.layer.code: located.area.name for located in areas_at(x, y) if located.area}


def test_divisions_are_made_once_and_labelled_schematic() -> None:
    layers = fill_territory()
    sums = sorted(Edition.objects.values_list("checksum", flat=True))
    fill_territory()
    assert {code: Area.objects.of_layer(code).count() for code in layers} == COUNTS
    assert sorted(Edition.objects.values_list("checksum", flat=True)) == sums
    assert not Edition.objects.filter(is_schematic=False).exists()
    assert [code for code, layer in layers.items() if not layer.is_public_label] == ["aandachtsgebieden"]


def test_partitions_close_without_gaps_or_overlaps() -> None:
    for layer in fill_territory().values():
        if layer.kind == LayerKind.PARTITION:
            blobs = Area.objects.of_layer(layer.code).values_list("geometry", flat=True)
            assert shapely.coverage_is_valid(shapely.from_wkb([bytes(blob) for blob in blobs])), layer.code


def test_every_place_of_the_demo_lies_in_a_beat_and_a_sector() -> None:
    fill_territory()
    found = {name: at(x, y) for name, x, y, _kind in PLACES}
    assert all({"wijken", "sectoren"} <= set(areas) for areas in found.values())
    outside = {name for name, areas in found.items() if "gebieden" not in areas}
    assert outside == {"Marktplein Kuurne", "Leiehoek Kuurne", "Dorpsplein Lendelede"}
    assert found["Overleiestraat"]["gebieden"] == "Overleie"
    assert found["Juweliersplein"]["aandachtsgebieden"] == "Venning"
    assert found["Grote Markt"]["sectoren"] == "Centrum"


def test_beats_and_gebieden_do_not_coincide() -> None:
    fill_territory()
    overleie = Area.objects.of_layer("gebieden").get(name="Overleie")
    beats = [found for found in overlapping_areas(overleie, 0.05) if found.area.edition.layer.code == "wijken"]
    assert len(beats) >= 3
    assert max(found.share for found in beats) < 0.9


def test_beat_lies_in_one_sector() -> None:
    fill_territory()
    shares = AreaOverlap.objects.filter(
        source__edition__layer__code="wijken", target__edition__layer__code="sectoren", by_surface__gt=0.001
    )
    assert shares.count() == 26
    assert min(shares.values_list("by_surface", flat=True)) == pytest.approx(1.0, abs=1e-6)


def test_doors_are_invented_for_every_beat_and_gebied() -> None:
    fill_territory()
    assert AddressFile.objects.get().is_schematic
    assert 4_000 < Address.objects.count() < 12_000
    doors = AddressArea.objects.filter(edition__layer__code__in=["gebieden", "wijken"])
    assert doors.values("area").distinct().count() == COUNTS["gebieden"] + COUNTS["wijken"]
    fill_territory()
    assert AddressFile.objects.count() == 1


def test_streets_of_the_texts_can_be_typed_and_some_run_along_a_border() -> None:
    fill_territory()
    found = find_place("Overleistr 4").spot
    assert found is not None
    assert at(found.x, found.y)["gebieden"] == "Overleie"
    split = StreetArea.objects.filter(edition__layer__code="wijken", share__lt=0.8, share__gt=0.2)
    assert split.values("street").distinct().count() > 10
