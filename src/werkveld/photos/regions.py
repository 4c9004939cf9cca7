"""Places in a picture, in its own pixels."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A box (or the ellipse in it): left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float
    is_round: bool = False

    @property
    def width(self) -> float:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In pixels."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """In pixels."""
        return max(0.0, self.width) * max(0.0, self.height)

    def grown(self, by: float) -> "Region":
        """Wider and higher by a share of itself on each side."""
        x, y = self.width * by, self.height * by
        return Region(self.left - x, self.top - y, self.right + x, self.bottom + y, self.is_round)

    def rounded(self) -> "Region":
        """The ellipse in this box."""
        return Region(self.left, self.top, self.right, self.bottom, is_round=True)

    def clipped(self, width: int, height: int) -> "Region":
        """The part within a picture."""
        left, top = max(0.0, self.left), max(0.0, self.top)
        return Region(left, top, min(float(width), self.right), min(float(height), self.bottom), self.is_round)

    def moved(self, x: float, y: float, scale: float = 1.0) -> "Region":
        """Scaled, then shifted."""
        edges = (self.left * scale + x, self.top * scale + y, self.right * scale + x, self.bottom * scale + y)
        return Region(*edges, is_round=self.is_round)

    def joined(self, other: "Region") -> "Region":
        """The box around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Region(left, top, max(self.right, other.right), max(self.bottom, other.bottom), self.is_round)

    def shared(self, other: "Region") -> float:
        """How much of the smaller of the two lies in both, 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self.area, other.area)
        return max(0.0, wide) * max(0.0, high) / smaller if wide > 0 and high > 0 and smaller > 0 else 0.0


def surest(found: Iterable[Region]) -> list[Region]:
    """Of boxes of the same thing the first, which is the surest; boxes that lie within each other may be two things."""
    kept: list[Region] = []
    for region in found:
        if all(
            region.shared(other) * min(region.area, other.area) < 0.3 * max(region.area, other.area) for other in kept
        ):
            kept.append(region)
    return kept


def merged(found: Iterable[Region], most: float) -> list[Region]:
    """Each place once: what shares more than `most` of the smaller of two is one place, as large as both together."""
    kept: list[Region] = []
    for region in found:
        place = region
        # What grew may reach another place, so look again until it does not.
        while near := [other for other in kept if place.shared(other) > most]:
            kept = [other for other in kept if other not in near]
            for other in near:
                place = place.joined(other)
        kept.append(place)
    return kept
