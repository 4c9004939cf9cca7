"""Planning shifts, one by one or from a list."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person, Shift
from werkveld.staff.refused import RefusedError
from werkveld.territory.models import Area


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One shift as somebody wants it. Moments are aware; `area` None means: in the areas of the assignment."""

    person: Person
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    area: Area | None = None
    is_lead: bool = False

    def differs_from(self, shift: Shift) -> bool:
        """Whether writing it would change the shift."""
        area = self.area.pk if self.area else None
        return (shift.name, shift.area_id, shift.is_lead) != (self.name, area, self.is_lead)


class OverlapError(Exception):
    """Somebody would work two shifts at once; carries the one that is in the way."""

    def __init__(self, shift: Shift) -> None:
        super().__init__(str(shift))
        self.shift = shift


def in_the_way(plan: Plan, *, but: Shift | None = None) -> Shift | None:
    """A shift of the same person, of any organisation, that overlaps a plan."""
    rows = Shift.objects.filter(person=plan.person, starts_at__lt=plan.ends_at, ends_at__gt=plan.starts_at)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return rows.select_related("organisation").first()


@transaction.atomic
def plan_shift(plan: Plan, *, organisation: Organisation, by: Person) -> Shift:
    """Put a shift on the roster. Raises `OverlapError`."""
    return _write(Shift(organisation=organisation), plan, verb="plan shift", by=by)


@transaction.atomic
def change_shift(shift: Shift, plan: Plan, *, by: Person) -> Shift:
    """Change a shift. Raises `OverlapError`."""
    return _write(shift, plan, verb="change shift", by=by)


@transaction.atomic
def remove_shift(shift: Shift, *, by: Person) -> None:
    """Take a shift off the roster. Raises `RefusedError` once it has begun: what was read in it refers to it."""
    stays = _("Deze dienst is begonnen en blijft staan: leesbevestigingen verwijzen ernaar. Pas het einduur aan.")
    if shift.starts_at <= timezone.now():
        raise RefusedError(stays)
    record("remove shift", by=by, organisation=shift.organisation, subject=shift, detail={"person": shift.person_id})
    try:
        with transaction.atomic():
            shift.delete()
            # Readings that this viewer cannot see keep their reference, and only the database knows them.
            connection.check_constraints()
    except IntegrityError as refused:
        raise RefusedError(stays) from refused


@transaction.atomic
def import_shifts(plans: Iterable[Plan], *, organisation: Organisation, by: Person) -> tuple[int, int]:
    """Write a whole list, or nothing: (new, changed). A list written twice changes nothing. Raises `OverlapError`."""
    new, changed = 0, 0
    for plan in plans:
        same = Shift.objects.filter(
            person=plan.person, organisation=organisation, starts_at=plan.starts_at, ends_at=plan.ends_at
        ).first()
        if same is None:
            _write(Shift(organisation=organisation), plan, verb="plan shift", by=by)
            new += 1
        elif plan.differs_from(same):
            _write(same, plan, verb="change shift", by=by)
            changed += 1
    if new or changed:
        detail = {"new": new, "changed": changed}
        record("import shifts", by=by, organisation=organisation, subject=organisation, detail=detail)
    return new, changed


def _write(shift: Shift, plan: Plan, *, verb: str, by: Person) -> Shift:
    # The database refuses an overlap too; asked first so that the answer can name the shift that is in the way.
    other = in_the_way(plan, but=shift if shift.pk else None)
    if other:
        raise OverlapError(other)
    shift.person, shift.name = plan.person, plan.name
    shift.starts_at, shift.ends_at = plan.starts_at, plan.ends_at
    shift.area, shift.is_lead = plan.area, plan.is_lead
    shift.save()
    record(verb, by=by, organisation=shift.organisation, subject=shift, detail={"person": plan.person.pk})
    return shift
