import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.photos.drawn import HEAD, PLATE, scene
from werkveld.photos.faces import find_faces
from werkveld.photos.hiding import FACE_BLOCKS, PLATE_BLOCKS, face_area, hide, plate_area
from werkveld.photos.networks import Pixels
from werkveld.photos.plates import find_plates
from werkveld.photos.regions import Region


def pixels_of_scene() -> Pixels:
    return np.ascontiguousarray(np.asarray(scene())[..., ::-1])


def test_face_and_plate_are_found_and_afterwards_nobody_finds_them() -> None:
    pixels = pixels_of_scene()
    faces, plates = find_faces(pixels), find_plates(pixels)
    assert len(faces) == 1
    assert Region(*HEAD).shared(faces[0]) > 0.95
    assert any(Region(*PLATE).shared(plate) > 0.95 for plate in plates)
    before = pixels.copy()
    for plate in plates:
        hide(pixels, plate_area(plate), PLATE_BLOCKS)
    for face in faces:
        hide(pixels, face_area(face).rounded(), FACE_BLOCKS)
    assert find_faces(pixels) == []
    assert all(Region(*PLATE).shared(plate) < 0.1 for plate in find_plates(pixels))
    for region in (*faces, *plates):
        rows, columns = slice(int(region.top), int(region.bottom)), slice(int(region.left), int(region.right))
        assert np.mean(before[rows, columns] != pixels[rows, columns]) > 0.9


def test_two_pictures_with_the_same_means_look_the_same_once_hidden() -> None:
    """What is hidden is gone: nothing in the result tells which of the two stood there."""
    fine = np.zeros((64, 64, 3), np.uint8)
    fine[::2, ::2], fine[1::2, 1::2] = 200, 200
    turned = fine[::-1].copy()
    assert (fine != turned).any()
    for picture in (fine, turned):
        hide(picture, Region(0, 0, 64, 64), FACE_BLOCKS)
    assert (fine == turned).all()


regions = st.builds(Region, *[st.floats(-50, 150, allow_nan=False)] * 4, st.booleans())


@settings(deadline=None, max_examples=40)
@given(regions, st.integers(1, 5))
def test_hiding_touches_nothing_outside_and_never_fails(region: Region, blocks: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (80, 100, 3), dtype=np.uint8)
    before = pixels.copy()
    hide(pixels, region, blocks)
    changed = np.argwhere((pixels != before).any(axis=2))
    for y, x in changed:
        assert region.left - 1 <= x <= region.right + 1
        assert region.top - 1 <= y <= region.bottom + 1
