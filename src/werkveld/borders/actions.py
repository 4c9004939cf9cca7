"""Every write of this room: propose, confirm and drop who takes up a street on a border."""

from django.db import transaction
from django.utils import timezone

from werkveld.borders.models import StreetAgreement
from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person
from werkveld.territory.models import Area, Street


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
