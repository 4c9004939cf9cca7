"""What a draft changes against the edition in force: area by area, and the pieces that move."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.items.models import Item
from werkveld.people.models import Assignment, Organisation
from werkveld.territory.coverage import Flaw, gaps_within, overlaps_within
from werkveld.territory.filing import placed
from werkveld.territory.locate import shapes_of
from werkveld.territory.models import Area, Edition, LayerKind
from werkveld.territory.views import by_code

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What moves less than this, in addresses or in m², is the rounding of a border that was drawn anew.
FEWEST_ADDRESSES = 1
LEAST_METRES = 500.0


@dataclass(frozen=True, slots=True)
class Side:
    """What lies in an area of one edition."""

    square_metres: float
    addresses: int
    items: int
    work: int

    @property
    def square_kilometres(self) -> float:
        return self.square_metres / 1e6


@dataclass(frozen=True, slots=True)
class Change:
    """An area by its code, before and after; one of the two can be missing."""

    code: str
    name: str
    before: Side | None
    after: Side | None

    @property
    def is_same(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Move:
    """A piece that goes from one area to another; None is outside every area."""

    source: Area | None
    target: Area | None
    addresses: int
    square_metres: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft beside the edition in force (None for the first). Items are those of the own organisation."""

    draft: Edition
    current: Edition | None
    changes: list[Change]
    moves: list[Move]
    flaws: list[Flaw]
    has_addresses: bool


def current_of(edition: Edition) -> Edition | None:
    """The published edition that this one would take the place of, on its first day."""
    rows = Edition.objects.in_force(edition.valid_from).filter(layer=edition.layer).exclude(pk=edition.pk)
    return rows.select_related("layer").first()


def compare(viewer: Viewer, draft: Edition, organisation: Organisation) -> Comparison:
    """Count both editions the same way, by their shapes: nothing of a draft is kept in the tables yet."""
    current = current_of(draft)
    doors, things = _addresses(), _own_points(viewer, organisation)
    new, old = _areas(draft), _areas(current) if current else []
    after, after_doors = _sides(draft, new, doors, things)
    before, before_doors = _sides(current, old, doors, things) if current else ({}, None)
    work = _work(old, draft)
    changes = [
        Change(
            area.code,
            area.name,
            _with_work(before.get(area.code), work.get(area.code, 0)),
            after.get(area.code) and _with_work(after[area.code], work.get(area.code, 0)),
        )
        for area in by_code({area.code: area for area in [*old, *new]}.values())
    ]
    is_partition = draft.layer.kind == LayerKind.PARTITION
    moves = _moves(current, draft, before_doors, after_doors) if current and is_partition else []
    return Comparison(draft, current, changes, moves, _flaws(draft) if is_partition else [], bool(len(doors)))


def _areas(edition: Edition) -> list[Area]:
    return list(Area.objects.filter(edition=edition).light())


def _addresses() -> NDArray[np.float64]:
    import numpy as np

    with connection.cursor() as cursor:
        cursor.execute("SELECT x, y FROM territory_address ORDER BY id")
        return np.array(cursor.fetchall(), dtype=np.float64).reshape(-1, 2)


def _own_points(viewer: Viewer, organisation: Organisation) -> NDArray[np.float64]:
    import numpy as np

    rows = Item.objects.visible_to(viewer).standing().filter(organisation=organisation, x__isnull=False)
    return np.array(list(rows.values_list("x", "y")[:20_000]), dtype=np.float64).reshape(-1, 2)


def _sides(
    edition: Edition, areas: list[Area], doors: NDArray[np.float64], things: NDArray[np.float64]
) -> tuple[dict[str, Side], NDArray[np.int64]]:
    """What lies in each area by its code; and for each address the key of its area, 0 for none."""
    import numpy as np

    where, keys, _metres = placed(edition, doors)
    of_door = np.zeros(len(doors), dtype=np.int64)
    of_door[where] = keys
    told = Counter(keys.tolist())
    _where, lies_in, _far = placed(edition, things)
    items = Counter(lies_in.tolist())
    return {a.code: Side(a.square_metres, told[a.pk], items[a.pk], 0) for a in areas}, of_door


def _work(areas: list[Area], draft: Edition) -> Counter[str]:
    """Assignments in areas of the edition in force that last until the draft would hold."""
    day = max(draft.valid_from, timezone.localdate())
    rows = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), area__in=areas)
    return Counter(dict(rows.order_by().values_list("area__code").annotate(n=Count("pk"))))


def _with_work(side: Side | None, work: int) -> Side | None:
    return side and Side(side.square_metres, side.addresses, side.items, work)


def _moves(current: Edition, draft: Edition, before: NDArray[np.int64] | None, after: NDArray[np.int64]) -> list[Move]:
    """Pieces that change area, most addresses first; what stays under the same code stays."""
    from werkveld.territory.overlay import shares_between

    old = {a.pk: a for a in Area.objects.filter(edition=current).defer("outline")}
    new = {a.pk: a for a in Area.objects.filter(edition=draft).defer("outline")}
    doors = Counter(zip(before.tolist(), after.tolist(), strict=True)) if before is not None else Counter()
    metres: dict[tuple[int, int], float] = {}
    for a, b, share, _reverse in shares_between(list(old.values()), list(new.values())):
        metres[a, b] = share * old[a].square_metres
    moves = []
    for key, other in doors.keys() | metres.keys():
        source, target = old.get(key), new.get(other)
        is_same = source is not None and target is not None and source.code == target.code
        if is_same or (source is None and target is None):
            continue
        move = Move(source, target, doors[key, other], metres.get((key, other), 0.0))
        if move.addresses >= FEWEST_ADDRESSES or move.square_metres >= LEAST_METRES:
            moves.append(move)
    return sorted(moves, key=lambda m: (-m.addresses, -m.square_metres, m.source.code if m.source else ""))


def _flaws(draft: Edition) -> list[Flaw]:
    kept = shapes_of(draft)
    names, shapes = [area.name for area in kept.areas], list(kept.shapes)
    overlaps = overlaps_within(names, shapes)
    return overlaps + [flaw for flaw in gaps_within(names, shapes) if flaw.kind == "gap" or not overlaps]
