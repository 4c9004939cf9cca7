import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from werkveld.territory.crs import (
    KNOWN,
    LAMBERT_72,
    LAMBERT_2008,
    WGS84,
    check_magnitude,
    crs_of_magnitude,
    crs_of_text,
    to_degrees,
    to_lambert,
    transform_shape,
)
from werkveld.territory.refused import ImportRefused

GROTE_MARKT = (3.2646, 50.8275)
BOXES = {
    LAMBERT_72: (68_000, 160_000, 77_000, 176_000),
    LAMBERT_2008: (568_000, 660_000, 577_000, 676_000),
    WGS84: (3.1, 50.7, 3.4, 50.9),
}


@given(x=st.floats(30_000, 290_000), y=st.floats(155_000, 245_000))
def test_point_comes_back_within_a_metre_when_it_goes_to_degrees(x: float, y: float) -> None:
    back = to_lambert(*to_degrees(x, y))
    assert back == pytest.approx((x, y), abs=1.0)


def test_point_lies_at_the_published_place_when_it_comes_from_degrees() -> None:
    assert to_lambert(*GROTE_MARKT) == pytest.approx((72_210, 169_141), abs=1.5)


@pytest.mark.parametrize("target", KNOWN)
def test_shape_keeps_its_place_when_it_goes_through_another_system(target: str) -> None:
    square = shapely.box(70_000, 168_000, 71_000, 169_000)
    back = transform_shape(transform_shape(square, LAMBERT_72, target), target, LAMBERT_72)
    assert shapely.hausdorff_distance(back, square) < 1.0


@pytest.mark.parametrize("code", KNOWN)
@pytest.mark.parametrize("form", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_crs_is_recognised_when_a_program_wrote_it_as_text(code: str, form: str) -> None:
    assert crs_of_text(pyproj.CRS(code).to_wkt(form)) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("urn:ogc:def:crs:EPSG::31370", LAMBERT_72),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", WGS84),
        ("http://www.opengis.net/def/crs/EPSG/0/3812", LAMBERT_2008),
        ("epsg:4326", WGS84),
        ("31370", LAMBERT_72),
        ("EPSG:28992", None),
        ("nergens", None),
    ],
)
def test_crs_is_recognised_when_it_has_a_name(told: str, code: str | None) -> None:
    assert crs_of_text(told) == code


@pytest.mark.parametrize("code", KNOWN)
def test_crs_is_recognised_when_only_the_numbers_tell(code: str) -> None:
    assert crs_of_magnitude(BOXES[code]) == code


@pytest.mark.parametrize("code", KNOWN)
def test_swapped_axes_are_asked_when_the_numbers_fit_the_other_way(code: str) -> None:
    west, south, east, north = BOXES[code]
    with pytest.raises(ImportRefused, match="omgewisseld"):
        crs_of_magnitude((south, west, north, east))
    with pytest.raises(ImportRefused, match="omgewisseld"):
        check_magnitude(code, (south, west, north, east))


def test_numbers_outside_belgium_are_refused_when_nothing_fits() -> None:
    with pytest.raises(ImportRefused, match="herken het coördinatenstelsel niet"):
        crs_of_magnitude((0, 0, 1, 1))


def test_label_is_refused_when_the_numbers_belong_to_another_system() -> None:
    with pytest.raises(ImportRefused, match="passen wel bij EPSG:3812"):
        check_magnitude(LAMBERT_72, BOXES[LAMBERT_2008])
