"""What the page of two divisions shows: which areas do not fit, who is there, and the streets on a border."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from werkveld.borders.models import StreetAgreement
from werkveld.people.models import Assignment, Person
from werkveld.territory.crosswalk import Crosswalk, Part, Row, in_words, sentence
from werkveld.territory.hatching import kind_of
from werkveld.territory.models import Area, Edition, Street, StreetArea

# A street counts as shared when either side has so many doors in it, and so large a part.
FEWEST_DOORS, SMALLEST_PART = 3, 0.15
MOST_STREETS = 12
MOST_MISFITS = 10


@dataclass(frozen=True)
class Misfit:
    """An area that does not lie in one area of the other division, told by its two largest parts."""

    row: Row
    largest: Part
    second: Part
    address: str

    @property
    def sentence(self) -> str:
        """«K3 ligt voor 78 % in Heule en voor 20 % in Overleie.»"""
        said = {
            "area": capfirst(in_words(self.row.area)),
            "one": self._where(self.largest),
            "share": self.largest.percent,
            "other": self._where(self.second),
            "rest": self.second.percent,
        }
        return _whole(_("%(area)s ligt voor %(share)s %% in %(one)s en voor %(rest)s %% in %(other)s.") % said)

    def _where(self, part: Part) -> str:
        return in_words(part.target) if part.target else _("geen enkel gebied")


@dataclass(frozen=True)
class Seen:
    """A part in the list of an area: its hatch, the reverse part, and who works in the other area."""

    number: int
    part: Part
    reverse: Part | None
    rest: list[Part]
    people: list[Person]
    sentence: str
    back_sentence: str

    @property
    def kind(self) -> int:
        """Which hatch it has on the map."""
        return kind_of(self.number)


@dataclass(frozen=True)
class BorderStreet:
    """A street that two areas of one division share, and what they agreed about it."""

    street: Street
    sides: tuple[StreetArea, StreetArea]
    agreement: StreetAgreement | None
    may_speak_for: frozenset[int]

    @property
    def key(self) -> str:
        """What a form sends back: street and both areas."""
        return f"{self.street.pk}-{self.sides[0].area_id}-{self.sides[1].area_id}"

    @property
    def may_confirm(self) -> bool:
        """Whether the viewer speaks for a side that has not said yes."""
        row = self.agreement
        return row is not None and any(
            not row.is_said_by(side.area) for side in self.sides if side.area_id in self.may_speak_for
        )


def misfits(found: Crosswalk, address: Callable[[Area], str]) -> list[Misfit]:
    """Areas of the first division that the second cuts up, the most divided first; `address` is the page of one."""
    cut = [row for row in found.rows if len(row.shown) > 1]
    told = [Misfit(row, row.shown[0], row.shown[1], address(row.area)) for row in cut]
    return sorted(told, key=lambda misfit: (misfit.largest.share, misfit.row.area.code))[:MOST_MISFITS]


def seen_from(found: Crosswalk, row: Row, people: dict[int, list[Person]]) -> list[Seen]:
    """The shown parts of one area, each with the part of the other area that lies in it and where its rest lies."""
    back = {other.area.pk: other for other in found.reverse}
    told = []
    for number, part in enumerate(row.shown):
        other = back.get(part.target.pk) if part.target else None
        parts = other.parts if other else []
        reverse = next((p for p in parts if p.target and p.target.pk == row.area.pk), None)
        rest = [p for p in parts if not p.is_fringe and p is not reverse][:2]
        who = people.get(part.target.pk, []) if part.target else []
        back_sentence = sentence(reverse, other.counted) if reverse and other else ""
        told.append(Seen(number, part, reverse, rest, who, _whole(sentence(part, row.counted)), _whole(back_sentence)))
    return told


def _whole(text: str) -> str:
    """A figure and its sign stay on one line."""
    return text.replace(" %", "\u00a0%")


def people_by_area(edition: Edition, on: dt.date) -> dict[int, list[Person]]:
    """Who works in each area of a division for whoever keeps it; for the officers of a beat, mostly."""
    work = Assignment.objects.on(on).filter(area__edition=edition, person__is_active=True)
    work = work.filter(organisation__layers__layer=edition.layer_id).select_related("person")
    found: dict[int, list[Person]] = defaultdict(list)
    for one in work:
        if one.area_id is not None and one.person not in found[one.area_id]:
            found[one.area_id].append(one.person)
    return found


def border_streets(edition: Edition, own: set[int], among: Iterable[int] | None = None) -> list[BorderStreet]:
    """Streets that two areas of a division share, the evenest first; `among` keeps to pairs within some areas (keys).

    What was agreed about is always there.
    """
    agreed = {(a.street_id, a.first_id, a.second_id): a for a in _agreements(edition)}
    by_street: dict[int, list[StreetArea]] = defaultdict(list)
    divided = StreetArea.objects.filter(edition=edition).values("street").annotate(n=Count("pk")).filter(n__gt=1)
    rows = StreetArea.objects.filter(edition=edition, street__in=divided.values("street"))
    for row in rows.select_related("street", "area").defer("area__geometry", "area__outline").order_by("area_id"):
        by_street[row.street_id].append(row)
    wanted = None if among is None else set(among)
    found = []
    for parts in by_street.values():
        for one, other in combinations(parts, 2):
            agreement = agreed.get((one.street_id, one.area_id, other.area_id))
            if wanted is not None and not {one.area_id, other.area_id} <= wanted:
                continue
            if agreement or _is_shared(one, other):
                speaks = frozenset({one.area_id, other.area_id} & own)
                found.append(BorderStreet(one.street, (one, other), agreement, speaks))
    found.sort(key=lambda s: (s.agreement is None, -min(side.share for side in s.sides), s.street.name))
    return found[: MOST_STREETS + len(agreed)]


def _agreements(edition: Edition) -> list[StreetAgreement]:
    rows = StreetAgreement.objects.filter(first__edition=edition).select_related("first_by", "second_by", "holder")
    return list(rows.defer("holder__geometry", "holder__outline"))


def _is_shared(one: StreetArea, other: StreetArea) -> bool:
    return min(one.addresses, other.addresses) >= FEWEST_DOORS and min(one.share, other.share) >= SMALLEST_PART


def sides_named(edition: Edition, key: str) -> tuple[Street, Area, Area] | None:
    """The street and the two areas of a form's key, when they share that street; None for anything else."""
    parts = key.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 18 for part in parts):
        return None
    street, first, second = (int(part) for part in parts)
    rows = StreetArea.objects.filter(edition=edition, street=street, area__in=[first, second])
    found = list(
        rows.select_related("street", "area__edition").defer("area__geometry", "area__outline").order_by("area")
    )
    return (found[0].street, found[0].area, found[1].area) if len(found) == 2 else None
