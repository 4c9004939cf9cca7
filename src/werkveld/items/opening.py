"""The first time somebody has a version before them is a line in the journal: "wie zag dit" asks it there (R10).

Once for each person and version, however often they open it; lists cost nothing. Keys and figures only.
"""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from werkveld.items.models import Item, State
from werkveld.items.readings import homes_of
from werkveld.journal.actions import record_many
from werkveld.people.models import Organisation, Person

VERB = "read item"
# How it came before them: opened, on a briefing they said to have read, printed, or under supervision.
PAGE, BRIEFING, PAPER, SUPERVISION = "page", "briefing", "paper", "supervision"

_READ = """
INSERT INTO items_reading (item_id, version, person_id, read_at)
SELECT item, version, %s, %s FROM unnest(%s::uuid[], %s::integer[]) AS shown (item, version)
ON CONFLICT DO NOTHING RETURNING item_id"""


def remember_reading(items: Iterable[Item], *, by: Person, channel: str) -> None:
    """Write the readings that are new, and a line for each; the author's own, drafts and tombstones leave no line."""
    rows = list(items)
    fresh = _fresh(rows, by)
    told = [i for i in rows if i.pk in fresh and i.author_id != by.pk and i.state not in {State.DRAFT, State.WITHDRAWN}]
    if not told:
        return
    home = Organisation.objects.filter(pk__in=homes_of([by.pk]).values()).first()
    subjects = [(item, {"version": item.version, "channel": channel}) for item in told]
    record_many(VERB, by=by, organisation=home, subjects=subjects)


def _fresh(rows: list[Item], by: Person) -> set[uuid.UUID]:
    """Keys of those that they had not read before, now written down."""
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_READ, [by.pk, timezone.now(), [i.pk for i in rows], [i.version for i in rows]])
        return {row[0] for row in cursor.fetchall()}
