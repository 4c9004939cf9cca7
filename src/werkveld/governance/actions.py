"""Every act of supervision: by name, in one transaction, with one line in the journal."""

import uuid

from django.db import transaction

from werkveld.items.models import Item
from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person


@transaction.atomic
def look_up_reads(key: uuid.UUID, *, by: Person, organisation: Organisation, is_export: bool = False) -> None:
    """That an officer asked who saw an item is itself a line: who supervises is supervised."""
    verb = "export reads" if is_export else "look up reads"
    record(verb, by=by, organisation=organisation, subject=Item(pk=key))
