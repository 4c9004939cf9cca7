"""Every act of supervision: by name, in one transaction, with one line in the journal."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from werkveld.audience.circles import circle_of_officers, circle_of_person
from werkveld.governance.models import Breach
from werkveld.items.models import Item
from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person


@transaction.atomic
def look_up_reads(key: uuid.UUID, *, by: Person, organisation: Organisation, is_export: bool = False) -> None:
    """That an officer asked who saw an item is itself a line: who supervises is supervised."""
    verb = "export reads" if is_export else "look up reads"
    record(verb, by=by, organisation=organisation, subject=Item(pk=key))


@transaction.atomic
def report_breach(
    key: uuid.UUID, what: str, noticed_at: dt.datetime, *, by: Person, organisation: Organisation
) -> Breach:
    """Start the clock of 72 hours. Sent twice with the same key it is one breach."""
    readers = [circle_of_person(by).pk, circle_of_officers(organisation).pk]
    if known := Breach.objects.filter(pk=key, reported_by=by).first():
        return known
    row = Breach.objects.create(
        pk=key, organisation=organisation, reported_by=by, what=what, noticed_at=noticed_at, readers=readers
    )
    record("report breach", by=by, organisation=organisation, subject=row)
    return row


@transaction.atomic
def fill_in_breach(breach: Breach, *, by: Person) -> Breach:
    """Keep what the officer filled in on the row; the line names what the authority was told, never a text."""
    breach.changed_at = timezone.now()
    breach.save()
    told = breach.authority_told_at.isoformat() if breach.authority_told_at else None
    detail = {"risk": breach.risk, "people": breach.people, "authority_told_at": told}
    record("fill in breach", by=by, organisation=breach.organisation, subject=breach, detail=detail)
    return breach


@transaction.atomic
def close_breach(breach: Breach, *, by: Person) -> Breach:
    """Nothing is left to do."""
    breach.closed_at = breach.changed_at = timezone.now()
    breach.closed_by = by
    breach.save()
    record("close breach", by=by, organisation=breach.organisation, subject=breach)
    return breach


@transaction.atomic
def hand_over_breach(breach: Breach, form: str, *, by: Person) -> None:
    """The file left the house: as a record ("json"), or on paper ("paper")."""
    record("export breach", by=by, organisation=breach.organisation, subject=breach, detail={"form": form})
