"""Where faces are: CenterFace over the whole picture and over tiles of it, so that near and far ones are both seen."""

from collections.abc import Iterator

import cv2
import numpy as np

from werkveld.photos.networks import Figures, Pixels, network
from werkveld.photos.regions import Region, merged, surest

# Every look is a square of this many pixels: one shape, so one network and a bounded memory.
SIDE = 640
OVERLAP = 128
# Longest sides at which the picture is looked at, and how sure the network must be there: it sees faces from some 10 to
# 400 pixels high. Low on purpose: a blur too many costs little, a face costs trust.
SIZES = {640: 0.25, 2272: 0.15}
# Blown up further than this, nothing more is to be seen.
LARGEST = 1.5
# Boxes that share this much are one face, seen twice: on two squares, or at two sizes.
SAME = 0.6
OUTPUTS = ("537", "538", "539", "540")


def find_faces(pixels: Pixels) -> list[Region]:
    """Faces in a BGR picture, each once; the box of the face itself, without hair."""
    found: list[Region] = []
    for size, sure in SIZES.items():
        for look, left, top, scale in looks(pixels, size):
            found += [region.moved(left, top, 1 / scale) for region in _faces(look, sure)]
    return merged(found, SAME)


def looks(pixels: Pixels, longest: int) -> Iterator[tuple[Pixels, float, float, float]]:
    """Squares of `SIDE` that cover the picture at a size: (square, its left and top in the picture, the scale)."""
    height, width = pixels.shape[:2]
    scale = longest / max(width, height)
    if longest > SIDE:
        scale = min(scale, LARGEST)
        if max(width, height) * scale <= SIDE:
            return
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=how)
    for top in _starts(sized.shape[0]):
        for left in _starts(sized.shape[1]):
            part = sized[top : top + SIDE, left : left + SIDE]
            square = np.full((SIDE, SIDE, 3), 127, np.uint8)
            square[: part.shape[0], : part.shape[1]] = part
            yield square, left / scale, top / scale, scale


def _starts(length: int) -> list[int]:
    if length <= SIDE:
        return [0]
    count = -(-(length - OVERLAP) // (SIDE - OVERLAP))
    return [round(i * (length - SIDE) / (count - 1)) for i in range(count)]


def _faces(square: Pixels, sure: float) -> list[Region]:
    net = network("faces", (SIDE, SIDE))
    net.setInput(cv2.dnn.blobFromImage(square, 1.0, (SIDE, SIDE), (0, 0, 0), swapRB=False, crop=False))
    heat, size, offset, _marks = net.forward(OUTPUTS)
    return decoded(heat[0, 0], size[0], offset[0], sure)


def decoded(heat: Figures, size: Figures, offset: Figures, least: float) -> list[Region]:
    """Boxes from the network's three maps, a quarter of the square wide: how sure, how large, how far aside."""
    rows, columns = np.where(heat > least)
    high, wide = (np.exp(size[i, rows, columns]) * 4 for i in (0, 1))
    middle_y = (rows + offset[0, rows, columns] + 0.5) * 4
    middle_x = (columns + offset[1, rows, columns] + 0.5) * 4
    boxes = np.stack([middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2], axis=1)
    sure = heat[rows, columns]
    order = np.argsort(-sure)[:400]
    return surest(_region(boxes[i]) for i in order)


def _region(edges: Figures) -> Region:
    left, top, right, bottom = (float(edge) for edge in edges)
    return Region(left, top, right, bottom)
