"""What a new edition of a division does to people: kept so that they are told, and cleared when it is old news."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.people.models import Organisation, Person
from werkveld.territory.models import Edition, EditionState

# How long before and after its first day people are told what a new edition changes for them.
AHEAD = dt.timedelta(days=28)
AFTER = dt.timedelta(days=14)


class TurnRows(models.QuerySet["Turn"]):
    """Chainable questions about turns."""

    def current(self, on: dt.date | None = None) -> TurnRows:
        """Those that people should be told of on a day."""
        day = on or timezone.localdate()
        near = self.filter(edition__valid_from__gte=day - AFTER, edition__valid_from__lte=day + AHEAD)
        return near.filter(edition__state=EditionState.PUBLISHED)


class Turn(models.Model):
    """Somebody who comes to work in an area, or no longer does, because the borders move; by the area's code and name,
    for of two editions only one can hold it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    has_come = models.BooleanField(_("komt erbij"))

    objects = TurnRows.as_manager()

    class Meta:
        ordering = ("edition", "code", "-has_come", "person")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code", "person", "organisation"], name="turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'+' if self.has_come else '-'} {self.name}"
