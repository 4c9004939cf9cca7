"""The one way to write a line."""

from collections.abc import Iterable
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
    _line(verb, by, organisation, subject, detail or {}).save(force_insert=True)


def record_many(
    verb: str,
    *,
    by: Person | None,
    organisation: Organisation | None,
    subjects: Iterable[tuple[models.Model, dict[str, Any]]],
) -> None:
    """Append the same act on several subjects, each with its own detail, in one statement."""
    Line.objects.bulk_create(_line(verb, by, organisation, subject, detail) for subject, detail in subjects)


def _line(
    verb: str, by: Person | None, organisation: Organisation | None, subject: models.Model, detail: dict[str, Any]
) -> Line:
    return Line(
        verb=verb,
        by=by,
        organisation=organisation,
        subject_kind=subject._meta.label_lower,
        subject_key=str(subject.pk),
        detail=detail,
    )
