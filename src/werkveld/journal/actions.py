"""The one way to write a line."""

from typing import Any

from django.db import models

from werkveld.journal.models import Line
from werkveld.people.models import Organisation, Person


def record(
    verb: str,
    *,
    by: Person | None,
    subject: models.Model,
    organisation: Organisation | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one line in the transaction of the act itself, so that neither exists without the other.

    `verb` is an English verb and noun ("publish item"); `by` is None for the clockwork; `detail` holds keys and
    figures, never a text that somebody typed.
    """
    Line.objects.create(
        verb=verb,
        by=by,
        organisation=organisation,
        subject_kind=subject._meta.label_lower,
        subject_key=str(subject.pk),
        detail=detail or {},
    )
