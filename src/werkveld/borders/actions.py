"""Every write of this room: who takes up a street on a border, and where and when people can be found."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkveld.borders.models import StreetAgreement
from werkveld.discretion.findings import Audience
from werkveld.items.discreet import UNANSWERED, Answer, hold_words, record_kept
from werkveld.journal.actions import record
from werkveld.people.contactpoints import ContactHours, ContactPoint, SpecialDays
from werkveld.people.hours import Stretch
from werkveld.people.models import Organisation, Person
from werkveld.territory.models import Area, Street


@dataclass(frozen=True)
class Said:
    """What a coordinator says of a contact point: columns, keys of the areas it serves, hours by weekday (1 to 7)."""

    columns: dict[str, Any]
    areas: list[int]
    hours: dict[int, list[Stretch]]

    @property
    def words(self) -> dict[str, str]:
        """What the guard reads."""
        return {name: self.columns.get(name, "") for name in ("name", "place", "note")}


@transaction.atomic
def propose_holder(
    street: Street, sides: tuple[Area, Area], holder: Area, *, own: set[int], organisation: Organisation, by: Person
) -> StreetAgreement:
    """Say who takes up a street, for the sides (keys of areas) that `by` speaks for; the other side must say so too.

    Another holder than was agreed makes the agreement one to confirm anew; the same one confirms it.
    """
    first, second = sorted(sides, key=lambda area: area.pk)
    row = StreetAgreement.objects.select_for_update().filter(street=street, first=first, second=second).first()
    if row is None:
        row = StreetAgreement(street=street, first=first, second=second)
    if row.holder_id != holder.pk:
        row.holder, row.first_by, row.first_at, row.second_by, row.second_at = holder, None, None, None, None
    now = timezone.now()
    if first.pk in own and row.first_at is None:
        row.first_by, row.first_at = by, now
    if second.pk in own and row.second_at is None:
        row.second_by, row.second_at = by, now
    row.save()
    detail = {"holder": holder.pk, "in force": row.is_in_force}
    record("propose holder", by=by, organisation=organisation, subject=row, detail=detail)
    return row


@transaction.atomic
def drop_agreement(agreement: StreetAgreement, *, organisation: Organisation, by: Person) -> None:
    """End an agreement, as either side may: from then on there is none."""
    record("drop agreement", by=by, organisation=organisation, subject=agreement)
    agreement.delete()


@transaction.atomic
def add_contact_point(
    said: Said, *, organisation: Organisation, by: Person, answer: Answer = UNANSWERED
) -> ContactPoint:
    """A new place where an organisation receives people. Raises `IndiscreetError` for words that may not be kept."""
    kept = hold_words(said.words, Audience.OWN, None, answer)
    point = ContactPoint.objects.create(organisation=organisation, **said.columns)
    _write_hours(point, said)
    record("add contact point", by=by, organisation=organisation, subject=point, detail={"kind": point.kind})
    record_kept(kept, answer, by=by, organisation=organisation, subject=point)
    return point


@transaction.atomic
def change_contact_point(point: ContactPoint, said: Said, *, by: Person, answer: Answer = UNANSWERED) -> ContactPoint:
    """Say it anew, hours and areas too. Raises `IndiscreetError` for words that may not be kept."""
    row = ContactPoint.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=point.pk)
    kept = hold_words(said.words, Audience.OWN, None, answer, before=(row.name, row.place, row.note))
    changed = sorted(name for name, value in said.columns.items() if getattr(row, name) != value)
    for name, value in said.columns.items():
        setattr(row, name, value)
    row.save()
    if _write_hours(row, said):
        changed.append("hours or areas")
    record("change contact point", by=by, organisation=row.organisation, subject=row, detail={"changed": changed})
    record_kept(kept, answer, by=by, organisation=row.organisation, subject=row)
    return row


def _write_hours(point: ContactPoint, said: Said) -> bool:
    """Put hours and areas as they were said; whether anything differed."""
    before = {(row.weekday, row.opens, row.closes) for row in ContactHours.objects.filter(point=point)}
    after = {(day, *stretch) for day, stretches in said.hours.items() for stretch in stretches}
    areas = set(point.areas.values_list("pk", flat=True))
    if before != after:
        ContactHours.objects.filter(point=point).delete()
        ContactHours.objects.bulk_create(
            ContactHours(point=point, weekday=day, opens=opens, closes=closes) for day, opens, closes in sorted(after)
        )
    point.areas.set(said.areas)
    return before != after or areas != set(said.areas)


@transaction.atomic
def remove_contact_point(point: ContactPoint, *, by: Person) -> None:
    """Take away one that should never have stood there; one that stops gets a last day."""
    record("remove contact point", by=by, organisation=point.organisation, subject=point, detail={"kind": point.kind})
    point.delete()


@transaction.atomic
def add_special_days(
    point: ContactPoint,
    days: tuple[dt.date, dt.date],
    stretch: Stretch | None,
    *,
    note: str,
    by: Person,
    answer: Answer = UNANSWERED,
) -> SpecialDays:
    """Days (the last one included) with one other stretch of hours, or closed; the same days said again replace it."""
    kept = hold_words({"note": note}, Audience.OWN, None, answer)
    opens, closes = stretch or (None, None)
    row, _is_new = SpecialDays.objects.update_or_create(
        point=point, starts_on=days[0], ends_on=days[1], defaults={"opens": opens, "closes": closes, "note": note}
    )
    detail = {"from": days[0].isoformat(), "until": days[1].isoformat(), "closed": stretch is None}
    record("add special days", by=by, organisation=point.organisation, subject=point, detail=detail)
    record_kept(kept, answer, by=by, organisation=point.organisation, subject=point)
    return row


@transaction.atomic
def remove_special_days(days: SpecialDays, *, by: Person) -> None:
    """The usual hours hold again."""
    record("remove special days", by=by, organisation=days.point.organisation, subject=days.point)
    days.delete()
