"""Making a place unrecognisable for good: what stood there is thrown away, not only veiled."""

import cv2
import numpy as np

from werkveld.photos.networks import Pixels
from werkveld.photos.regions import Region

# How far a found place is grown before it is hidden: hair, ears and chin tell who as well.
FACE_MARGIN, PLATE_MARGIN = 0.3, 0.15
# A face is kept as this many blocks along its longest side, a plate as one: a font is known, so blocks can be guessed
# back. What somebody points out may be either.
FACE_BLOCKS, PLATE_BLOCKS, HAND_BLOCKS = 4, 1, 3


def face_area(face: Region) -> Region:
    """What is hidden for a face."""
    return face.grown(FACE_MARGIN)


def plate_area(plate: Region) -> Region:
    """What is hidden for a plate."""
    return plate.grown(PLATE_MARGIN)


def hide(pixels: Pixels, area: Region, blocks: int) -> None:
    """Replace an area, in place, by the means of a few blocks, with soft seams so that nobody sharpens them."""
    height, width = pixels.shape[:2]
    inside = area.clipped(width, height)
    left, top = int(inside.left), int(inside.top)
    right, bottom = int(np.ceil(inside.right)), int(np.ceil(inside.bottom))
    if right - left < 1 or bottom - top < 1:
        return
    part = pixels[top:bottom, left:right]
    coarse = _means(part, blocks)
    wide, high = right - left, bottom - top
    veil = cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_NEAREST)
    veil = cv2.GaussianBlur(veil, (0, 0), max(1.0, max(wide, high) / (6 * blocks)), borderType=cv2.BORDER_REPLICATE)
    if not area.is_round:
        part[:] = veil
        return
    mask = np.zeros((high, wide), np.uint8)
    # The ellipse of the whole area, also where the edge of the picture cuts it.
    centre = (round((area.left + area.right) / 2 - left), round((area.top + area.bottom) / 2 - top))
    cv2.ellipse(mask, centre, (max(1, round(area.width / 2)), max(1, round(area.height / 2))), 0, 0, 360, 1, -1)
    part[mask == 1] = veil[mask == 1]


def _means(part: Pixels, blocks: int) -> Pixels:
    """The means of a few equal blocks; each colour rounded, so that nothing fine is left in them."""
    high, wide = part.shape[:2]
    longest = max(wide, high)
    across, down = (max(1, round(blocks * length / longest)) for length in (wide, high))
    means = cv2.resize(part, (across, down), interpolation=cv2.INTER_AREA)
    return np.asarray(means // 8 * 8 + 4, np.uint8)
