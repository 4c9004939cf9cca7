import pytest

from tests.photos.drawn import HEAD, PLATE, file_of, scene, street
from werkveld.photos.making import is_of_face, make_safe
from werkveld.photos.regions import Region, merged, surest

FACE = Region(100, 100, 200, 220)


@pytest.mark.parametrize(
    ("plate", "expected"),
    [
        (Region(120, 120, 150, 135), True),  # an eye
        (Region(80, 90, 230, 240), True),  # the whole head
        (Region(60, 90, 900, 230), False),  # a sign in which a figure was taken for a face
        (Region(190, 200, 400, 250), False),  # a plate held before the chin
        (Region(500, 500, 700, 540), False),
    ],
)
def test_sign_counts_unless_it_is_a_face(plate: Region, expected: bool) -> None:
    assert is_of_face(plate, FACE) is expected


def test_one_face_and_one_plate_are_counted_once_each() -> None:
    made = make_safe(file_of(scene()))
    assert (made.faces, made.plates) == (1, 1)
    made = make_safe(file_of(street()))
    assert (made.faces, made.plates) == (0, 0)


def test_same_place_seen_twice_is_one_as_large_as_both() -> None:
    left, right, far = Region(0, 0, 10, 10), Region(2, 0, 14, 10), Region(50, 50, 60, 60)
    assert merged([left, far, right], 0.6) == [far, Region(0, 0, 14, 10)]
    assert surest([left, right, far]) == [left, far]


def test_places_in_the_scene_are_where_they_are_drawn() -> None:
    assert Region(*HEAD).shared(Region(*PLATE)) == 0
