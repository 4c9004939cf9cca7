"""Who leaves: what is erased.

Items and comments keep the organisation and the function; who wrote them becomes "gewezen medewerker". What was only
about the person (drafts, readings, rota, sheets, preferences, devices, sign-in) goes.
"""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction

from werkveld.items.models import Item, State
from werkveld.journal.actions import record
from werkveld.people.models import Person

ERASED = "@gewist.invalid"
NAME = "Gewezen medewerker"
# Rows that were only about the person, by model and field; what else goes with a person says so in the table of terms.
OWN = (
    ("items.Reading", "person"),
    ("items.Notice", "person"),
    ("briefing.Sheet", "person"),
    ("blog.FeedMark", "person"),
    ("people.Shift", "person"),
    ("staff.Invitation", "person"),
)


@transaction.atomic
def erase(person: Person, *, by: Person | None) -> None:
    """Replace the name and delete what was the person's own. As the owner role: nobody else sees it all."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    Item.objects.filter(author=row, state=State.DRAFT).delete()
    _sign_out(row)
    for label, name in (*OWN, *_said_to_go_along()):
        rows, field = _rows(label).filter(**{name: row}), apps.get_model(label)._meta.get_field(name)
        # A row that can do without them stays, without them.
        rows.update(**{name: None}) if getattr(field, "null", False) else rows.delete()
    row.given_name, row.family_name, row.email = NAME, "", f"{row.pk}{ERASED}"
    row.phone = row.demo_note = ""
    row.language, row.theme = "nl", "auto"
    row.is_active, row.last_login = False, None
    row.set_unusable_password()
    row.save()
    record("erase person", by=by, subject=row)


def _said_to_go_along() -> list[tuple[str, str]]:
    """The lines of the table of terms that name a person's field (imported here: the table names this act)."""
    from werkveld.governance.retention import TABLE

    return [(keep.model, keep.via) for keep in TABLE if keep.via]


def _sign_out(person: Person) -> None:
    keys = _rows("usersessions.UserSession").filter(user=person).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def _rows(label: str) -> models.QuerySet[Any]:
    """A table of whatever floor, by its label."""
    manager: Any = apps.get_model(label)._base_manager
    found: models.QuerySet[Any] = manager.all()
    return found
