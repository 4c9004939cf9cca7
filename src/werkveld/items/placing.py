"""From the words for a place to a point, for who has no list to choose from while typing: certain, or to be asked.

Most words for a place are no address ("de brug", "aan de kerk"): they stay words. A street is taken for one only when
it is spelled or heard so; with a number also when it is misspelled, and then it is asked.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from werkveld.territory.addresstext import heard, readings_of
from werkveld.territory.crosswalk import in_words
from werkveld.territory.finding import Finding, Spot, find_place
from werkveld.territory.models import Area
from werkveld.territory.streetpieces import StreetPiece, pieces_of

type Point = tuple[float, float]
# Longer lists are read by nobody: with a number there is nothing to choose.
MOST = 12


@dataclass(frozen=True)
class Choice:
    """A place that the words can mean: its key in a form, in words, its point (metres, EPSG:31370), and its areas."""

    key: str
    words: str
    point: Point
    areas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Placed:
    """What the words mean: one point, or several places to choose from, or neither."""

    point: Point | None = None
    choices: list[Choice] = field(default_factory=list)
    street: str = ""

    def chosen(self, key: str) -> Choice | None:
        """The choice with that key."""
        return next((choice for choice in self.choices if choice.key == key), None)


def place_of(text: str) -> Placed:
    """What words for a place mean today; nothing of it is kept."""
    found = find_place(text)
    if spot := found.spot:
        if _is_sure(text, spot):
            return Placed((spot.x, spot.y))
        return Placed(choices=[_of_spot(spot)], street=spot.label)
    if found.spots:
        return Placed(choices=[_of_spot(spot) for spot in found.spots[:MOST]], street=found.spots[0].label)
    return _of_streets(text, found)


def _of_streets(text: str, found: Finding) -> Placed:
    names = _names(text)
    meant = [one.street for one in found.streets if heard(one.street.name) in names]
    pieces = [piece for street in meant for piece in pieces_of(street)]
    if len(pieces) == 1:
        return Placed((pieces[0].spot.x, pieces[0].spot.y))
    is_one = len(meant) == 1
    return Placed(
        choices=[_of_piece(piece, is_one_street=is_one) for piece in pieces[:MOST]],
        street=meant[0].name if meant else "",
    )


def _names(text: str) -> set[str]:
    return {heard(name) for reading in readings_of(text) for name in reading.names}


def _is_sure(text: str, spot: Spot) -> bool:
    """Whether the streets are called as they were typed, but for short forms and spelling that is heard the same."""
    streets = [spot.street.name] if spot.street else spot.label.split(" × ")
    return {heard(street) for street in streets} <= _names(text)


def _of_spot(spot: Spot) -> Choice:
    return Choice(f"{spot.x:.1f} {spot.y:.1f}", spot.label, (spot.x, spot.y))


def _of_piece(piece: StreetPiece, *, is_one_street: bool) -> Choice:
    where = " · ".join(in_words(area) for area in piece.areas) or _("buiten alle gebieden")
    numbers = _(", nummers %(numbers)s") % {"numbers": piece.numbers} if piece.numbers else ""
    words = f"{where} ({piece.percent}\u00a0%{numbers})"
    words = words if is_one_street else f"{piece.street}: {words}"
    return Choice(str(piece.key), words, (piece.spot.x, piece.spot.y), frozenset(area.pk for area in piece.areas))


def likeliest(placed: Placed, ticked: list[Area]) -> str:
    """Which choice stands ready: the first, and so the largest, that lies in an area that is ticked."""
    keys = {area.pk for area in ticked}
    return next((choice.key for choice in placed.choices if choice.areas & keys), "")
