"""Where number plates may be: every short line of text that is not surely plain words.

Nobody ships a small free network for European plates in a package, so we find lines of text (any script, any slant),
read them, and let stand only what is clearly something else. A house number, a phone number or a line that cannot be
read goes with the plates: a blur too many costs little.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from werkveld.photos.networks import Figures, Pixels, kinds_of_signs, network
from werkveld.photos.regions import Region, merged

# Longest sides at which the whole picture is looked at: the network sees lines of some 8 to 60 pixels high.
SIZES = (1600, 704)
# From this share on, a pixel counts as text; from this mean on, a patch of them counts as a line.
PIXEL, PATCH = 0.25, 0.4
# How far a found patch is grown: the network marks the heart of a line only.
GROWTH = 1.7
SHORTEST = 7
# Shape of a plate or of one of its two lines, width over height.
SQUAREST, FLATTEST = 1.4, 9.0
# Letters and figures on a plate: at most nine; more is a sentence.
MOST_SIGNS = 10
# Boxes that share this much are one sign.
SAME = 0.3
# A line is let stand as words only when it was read this surely.
READ = 0.82
# A patch in which nothing is read must be found this surely.
UNREAD = 0.6
LARGE = 40


@dataclass(frozen=True)
class Line:
    """A line of text: four corners (x, y), from the upper left on, and how sure."""

    corners: Figures
    sure: float

    @property
    def box(self) -> Region:
        """The upright box around it."""
        left, top = self.corners.min(axis=0)
        right, bottom = self.corners.max(axis=0)
        return Region(float(left), float(top), float(right), float(bottom))


def find_plates(pixels: Pixels) -> list[Region]:
    """Boxes of number plates in a BGR picture, and of what could be one."""
    lines = [line for longest in SIZES for line in find_lines(pixels, longest)]
    return merged((line.box for line in lines if _may_be_plate(pixels, line)), SAME)


def find_lines(pixels: Pixels, longest: int) -> list[Line]:
    """Every line of text, seen at one size."""
    height, width = pixels.shape[:2]
    scale = min(longest / max(width, height), 2.0)
    wide, high = (max(32, round(length * scale / 32) * 32) for length in (width, height))
    sized = cv2.resize(pixels, (wide, high), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    net = network("lines", (wide, high))
    net.setInput(cv2.dnn.blobFromImage(sized, 1 / 127.5, (wide, high), (127.5, 127.5, 127.5)))
    heat = net.forward()[0, 0]
    factor = np.array([width / wide, height / high], np.float32)
    return [Line(corners * factor, sure) for corners, sure in _patches(heat)]


def _patches(heat: Figures) -> list[tuple[Figures, float]]:
    """Slanted boxes of what the network marks, grown to the whole line."""
    mask = (heat > PIXEL).astype(np.uint8)
    outlines, _tree = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in outlines[:1500]:
        (x, y), (wide, high), angle = cv2.minAreaRect(outline)
        if min(wide, high) < 2:
            continue
        patch = np.zeros(heat.shape, np.uint8)
        left, top, across, down = cv2.boundingRect(outline)
        part = patch[top : top + down, left : left + across]
        cv2.drawContours(part, [outline - (left, top)], -1, 1, -1)
        sure = float(heat[top : top + down, left : left + across][part == 1].mean())
        if sure < PATCH:
            continue
        grow = wide * high * GROWTH / (2 * (wide + high))
        corners = cv2.boxPoints(((x, y), (wide + 2 * grow, high + 2 * grow), angle))
        found.append((_in_order(np.asarray(corners, np.float32)), sure))
    return found


def _in_order(corners: Figures) -> Figures:
    """From the upper left, with the sun, so that the first side runs along the text."""
    sums, differences = corners.sum(axis=1), np.diff(corners, axis=1)[:, 0]
    picked = [int(sums.argmin()), int(differences.argmin()), int(sums.argmax()), int(differences.argmax())]
    if len(set(picked)) < 4:
        by_height = corners[np.argsort(corners[:, 1])]
        upper, lower = by_height[:2], by_height[2:]
        return np.array([*upper[np.argsort(upper[:, 0])], *lower[np.argsort(-lower[:, 0])]], np.float32)
    return np.asarray(corners[picked], np.float32)


def _may_be_plate(pixels: Pixels, line: Line) -> bool:
    strip = straightened(pixels, line.corners)
    is_upright = strip.shape[0] > strip.shape[1]
    if is_upright:
        strip = np.asarray(cv2.rotate(strip, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    high, wide = strip.shape[:2]
    if high < SHORTEST or not SQUAREST < wide / high < FLATTEST:
        return False
    signs, sure = read(strip)
    # What stands on its side or holds no sign at all is more often a window or a fence; so is what is large enough to
    # be read by anybody, and has nothing to read.
    if len(signs) < 3 and (is_upright or line.sure < UNREAD or (not signs and high > LARGE)):
        return False
    return not is_words(signs, sure)


def straightened(pixels: Pixels, corners: Figures) -> Pixels:
    """What lies between four corners, upright."""
    wide = int(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3]), 1))
    high = int(max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]), 1))
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    strip = cv2.warpPerspective(pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8)


def read(strip: Pixels) -> tuple[str, float]:
    """The signs on a line and how sure: `9` is a figure, `a` a letter, `?` a sign of another script."""
    high, wide = strip.shape[:2]
    length = int(min(640, max(96, -(-round(48 * wide / high) // 32) * 32)))
    net = network("words", (length, 48))
    net.setInput(cv2.dnn.blobFromImage(strip, 1 / 127.5, (length, 48), (127.5, 127.5, 127.5)))
    answer = net.forward()[0]
    best, sure = answer.argmax(axis=1), answer.max(axis=1)
    # The reader says each sign as long as it lasts, with a blank between two of the same.
    keep = (best != 0) & np.insert(best[1:] != best[:-1], 0, True)
    kinds = kinds_of_signs()
    return "".join(kinds[int(sign)] for sign in best[keep]), float(sure[keep].mean()) if keep.any() else 0.0


def is_words(signs: str, sure: float) -> bool:
    """Whether a line is surely plain words: only letters, or longer than any plate."""
    if sure < READ or "?" in signs:
        return False
    return len(signs) > MOST_SIGNS or ("9" not in signs and len(signs) >= 3)
