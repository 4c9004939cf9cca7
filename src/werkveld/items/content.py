"""What an author says, apart from who and when: the one shape that forms, imports and the demo hand to the actions."""

import datetime as dt
from dataclasses import dataclass, fields

from werkveld.items.models import POST, Basis, Coarseness, Item, Priority
from werkveld.territory.models import Area


@dataclass(frozen=True, kw_only=True)
class Content:
    """The says, stands and lives of an item.

    `x` and `y` are metres in EPSG:31370 or both None; `areas` are the areas chosen by hand, used when there is no
    point; moments are aware.
    """

    kind: str = POST
    title: str = ""
    body: str = ""
    ask: str = ""
    ask_of: str = ""
    place: str = ""
    coarseness: str = Coarseness.AREA
    x: float | None = None
    y: float | None = None
    citywide: bool = False
    observed_at: dt.datetime | None = None
    basis: str = Basis.SEEN
    happens_at: dt.datetime | None = None
    happens_until: dt.datetime | None = None
    valid_until: dt.datetime | None = None
    priority: str = Priority.NORMAL
    publish_at: dt.datetime | None = None
    areas: tuple[Area, ...] = ()

    def write_to(self, item: Item) -> None:
        """Put every column on an item (areas are filed apart)."""
        for column in COLUMNS:
            setattr(item, column, getattr(self, column))

    def words(self) -> dict[str, str]:
        """What the author typed, by field: everything the guard reads."""
        return {name: getattr(self, name) for name in TYPED}


# The texts of an item; the guard reads each, on every way in.
TYPED = ("title", "body", "ask", "place")
COLUMNS = tuple(f.name for f in fields(Content) if f.name != "areas")
# What a version remembers.
VERSIONED = ("title", "body", "ask", "place", "happens_at", "happens_until", "valid_until", "priority")
