"""Who leaves: what they may take along, and what is erased.

Items and comments keep the organisation and the function; who wrote them becomes "gewezen medewerker". What was only
about the person (drafts, readings, rota, sheets, preferences, devices, sign-in) goes.
"""

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.items.models import Comment, Confirmation, Item, ItemVersion, Notice, Reading, State
from werkveld.journal.actions import record
from werkveld.journal.models import Line
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


def own_record(viewer: Viewer) -> dict[str, Any]:
    """Everything that is kept about or by the viewer, for a machine to read (GDPR articles 15 and 20).

    Through their own eyes: nothing of anybody else, no names but their own.
    """
    person = viewer.person
    assert person is not None  # noqa: S101 - pages ask for an account
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "person": _columns(person, "email given_name family_name phone language theme joined_at last_login"),
        "assignments": [
            _columns(a, "function theme citywide starts_on ends_on")
            | {"organisation": a.organisation.name, "area": a.area.name if a.area else None}
            for a in person.assignments.select_related("organisation", "area").defer("area__geometry", "area__outline")
        ],
        "seats": [
            _columns(s, "function starts_on ends_on") | {"team": s.team.name, "organisation": s.organisation.name}
            for s in person.seats.select_related("team", "organisation")
        ],
        "shifts": [_columns(s, "name starts_at ends_at is_lead") for s in person.shifts.all()],
        "items": [_item(viewer, i) for i in Item.objects.visible_to(viewer).filter(author=person)],
        "comments": [
            _columns(c, "id item_id body is_feedback at")
            for c in Comment.objects.visible_to(viewer).filter(author=person)
        ],
        "readings": [
            _columns(r, "item_id version read_at acknowledged_at device_at")
            for r in Reading.objects.visible_to(viewer).filter(person=person)
        ],
        "confirmations": [
            _columns(c, "item_id holds at") for c in Confirmation.objects.visible_to(viewer).filter(person=person)
        ],
        "notices": [
            _columns(n, "item_id kind at seen_at") for n in Notice.objects.visible_to(viewer).filter(person=person)
        ],
        "sheets": [_columns(s, "stamp form at since") for s in _rows("briefing.Sheet").filter(person=person)],
        "journal": [
            _columns(line, "at verb subject_kind subject_key")
            for line in Line.objects.filter(by=person).order_by("-pk")[:10_000]
        ],
    }


def _item(viewer: Viewer, item: Item) -> dict[str, Any]:
    said = "id kind title body ask place state published_at valid_until withdrawn_at author_function version"
    versions = ItemVersion.objects.visible_to(viewer).filter(item=item)
    older = [_columns(v, "number title body ask place change reason at") for v in versions]
    return _columns(item, said) | {"versions": older}


def _columns(row: models.Model, names: str) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names.split()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value if value is None or isinstance(value, bool | int | str) else str(value)
