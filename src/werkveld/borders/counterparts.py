"""Who works here: for a place, the area of each organisation with who does what there, and who is on duty."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.borders.rules import may_know_people
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, LayerOwner, Organisation, Person, Shift
from werkveld.staff.contacts import Contact, Spot, contacts_of_areas
from werkveld.staff.onduty import SOON
from werkveld.territory.locate import Located
from werkveld.territory.models import Area, Layer, LayerKind
from werkveld.territory.views import ORDER


@dataclass(frozen=True)
class Somebody:
    """A person who works in the area: what they do, and the shift that runs or comes within a day."""

    person: Person
    organisation: Organisation
    function: str
    shift: Shift | None = None
    is_on: bool = False


@dataclass
class Here:
    """One division at the place: whose it is, which area (None: outside), metres to its border, and who is there."""

    layer: Layer
    keeper: Organisation | None
    area: Area | None
    metres: float | None = None
    people: list[Somebody] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    @property
    def is_near_border(self) -> bool:
        """Whether the next area is so near that one should ask."""
        return self.area is not None and self.metres is not None and self.metres < NEAR


# Closer to a border than this a point may as well lie on the other side: registers place doors to some metres.
NEAR = 25.0


def counterparts(
    viewer: Viewer, places: Iterable[Located], at: dt.datetime | None = None, near: Spot | None = None
) -> list[Here]:
    """The divisions at a place in the order of the places, with people for whom may know them and contact points for
    everybody; eight queries at most. `near` (metres, EPSG:31370) puts the nearest contact point first.
    """
    moment = at or timezone.now()
    told = list(places)
    keepers = {o.layer_id: o.organisation for o in LayerOwner.objects.select_related("organisation")}
    found = [Here(p.edition.layer, keepers.get(p.edition.layer_id), p.area, p.metres) for p in told]
    # In the order in which the field speaks of them; a loose division that holds nothing here says nothing.
    found = [here for here in found if here.area or here.layer.kind == LayerKind.PARTITION]
    found.sort(key=lambda here: ORDER[here.layer.word])
    return with_people(viewer, with_contacts(found, moment, near), moment)


def counterparts_of_areas(viewer: Viewer, areas: Iterable[Area], at: dt.datetime | None = None) -> list[Here]:
    """The same for areas that are known already, as of an item."""
    moment = at or timezone.now()
    keepers = {o.layer_id: o.organisation for o in LayerOwner.objects.select_related("organisation")}
    found = [Here(area.edition.layer, keepers.get(area.edition.layer_id), area) for area in areas]
    return with_people(viewer, with_contacts(found, moment), moment)


def with_contacts(found: list[Here], at: dt.datetime, near: Spot | None = None) -> list[Here]:
    """Put the contact points that serve each area in it; they are public."""
    serving = contacts_of_areas({here.area.pk for here in found if here.area}, at, near)
    for here in found:
        here.contacts = serving.get(here.area.pk, []) if here.area else []
    return found


def with_people(viewer: Viewer, found: list[Here], at: dt.datetime) -> list[Here]:
    """Put who works there in each, whoever is on duty first."""
    areas = [here.area.pk for here in found if here.area]
    if not areas or not may_know_people(viewer):
        return found
    day = timezone.localdate(at)
    work = Assignment.objects.on(day).filter(area__in=areas, person__is_active=True)
    work = work.exclude(function=Function.COORDINATOR).main_first()
    assigned = list(work.select_related("person", "organisation"))
    shifts = _shifts(areas, {a.person_id for a in assigned}, at)
    for here in found:
        here.people = sorted(_people(here, assigned, shifts, at), key=_order)
    return found


def _shifts(areas: list[int], people: set[int], at: dt.datetime) -> list[Shift]:
    """Shifts that run, or start within a day: of people of these areas, or put there by the roster."""
    near = Q(person__in=people) | Q(area__in=areas)
    rows = Shift.objects.filter(near, ends_at__gt=at, starts_at__lte=at + SOON, person__is_active=True)
    return list(rows.select_related("person", "organisation").order_by("starts_at"))


def _people(here: Here, assigned: list[Assignment], shifts: list[Shift], at: dt.datetime) -> list[Somebody]:
    if here.area is None:
        return []
    rows: dict[tuple[int, int], Somebody] = {}
    for work in assigned:
        key = (work.person_id, work.organisation_id)
        if work.area_id == here.area.pk and key not in rows:
            mine = [s for s in shifts if (s.person_id, s.organisation_id) == key and s.area_id in {None, here.area.pk}]
            rows[key] = _somebody(work.person, work.organisation, work.get_function_display(), mine, at)
    for shift in shifts:
        key = (shift.person_id, shift.organisation_id)
        if shift.area_id == here.area.pk and key not in rows:
            rows[key] = _somebody(shift.person, shift.organisation, shift.name, [shift], at)
    return list(rows.values())


def _somebody(person: Person, organisation: Organisation, does: str, shifts: list[Shift], at: dt.datetime) -> Somebody:
    shift = shifts[0] if shifts else None
    return Somebody(person, organisation, does, shift, shift is not None and shift.starts_at <= at)


def _order(one: Somebody) -> tuple[bool, bool, str, str]:
    return (not one.is_on, one.shift is None, one.function, one.person.given_name)
