"""The whole work on one picture: opened, searched, hidden, made anew. Runs in the worker only."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from werkveld.photos.faces import find_faces
from werkveld.photos.hiding import FACE_BLOCKS, HAND_BLOCKS, PLATE_BLOCKS, face_area, hide, plate_area
from werkveld.photos.limits import QUALITY, SMALL
from werkveld.photos.networks import Pixels
from werkveld.photos.opening import open_picture
from werkveld.photos.plates import find_plates
from werkveld.photos.regions import Region


@dataclass(frozen=True)
class Made:
    """What may be kept: the picture and a small one as JPEG, and how many places were hidden of what kind."""

    image: bytes
    small: bytes
    width: int
    height: int
    faces: int = 0
    plates: int = 0


def make_safe(data: bytes) -> Made:
    """A picture with its faces and number plates hidden; raises `PictureRefusedError`."""
    pixels = _pixels(open_picture(data))
    faces = find_faces(pixels)
    areas = [face_area(face) for face in faces]
    plates = [plate for plate in find_plates(pixels) if not any(is_of_face(plate, area) for area in areas)]
    for plate in plates:
        hide(pixels, plate_area(plate), PLATE_BLOCKS)
    for area in areas:
        hide(pixels, area.rounded(), FACE_BLOCKS)
    return _made(pixels, len(faces), len(plates))


def is_of_face(plate: Region, area: Region) -> bool:
    """Whether what looked like a sign is an eye or a whole head, hidden as a face already.

    A small face found inside a sign is a figure of it: then the sign counts.
    """
    return plate.shared(area) >= 0.6 and area.area >= 0.4 * plate.area


def hide_more(data: bytes, shares: Iterable[Region]) -> Made:
    """One of our own pictures with more places hidden, given as shares (0 to 1) of its width and height."""
    pixels = _pixels(open_picture(data))
    height, width = pixels.shape[:2]
    for share in shares:
        left, right = sorted((share.left * width, share.right * width))
        top, bottom = sorted((share.top * height, share.bottom * height))
        hide(pixels, Region(left, top, right, bottom, share.is_round), HAND_BLOCKS)
    return _made(pixels)


def _pixels(picture: Image.Image) -> Pixels:
    return np.ascontiguousarray(np.asarray(picture, np.uint8)[..., ::-1])


def _made(pixels: Pixels, faces: int = 0, plates: int = 0) -> Made:
    picture = Image.fromarray(np.ascontiguousarray(pixels[..., ::-1]))
    small = picture.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return Made(_jpeg(picture), _jpeg(small), picture.width, picture.height, faces, plates)


def _jpeg(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue()
