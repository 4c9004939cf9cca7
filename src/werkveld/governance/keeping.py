"""How a term is said: what is kept, from when it counts, what happens then, and why."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

type Rows = QuerySet[Any]
type Find = Callable[[dt.datetime], Rows]
type Act = Callable[[Rows, dt.datetime], int]


class Then(models.TextChoices):
    """What happens at the end of a term."""

    DELETED = "deleted", gettext_lazy("wordt gewist")
    WITHDRAWN = "withdrawn", gettext_lazy("wordt ingetrokken, de tekst wordt vernietigd")
    ERASED = "erased", gettext_lazy("namen worden vervangen, de rest wordt gewist")
    CUT = "cut", gettext_lazy("wordt afgesneden, de vingerafdruk blijft")
    FOLLOWS = "follows", gettext_lazy("gaat mee")
    STAYS = "stays", gettext_lazy("blijft: geen persoonsgegevens")


@dataclass(frozen=True)
class Keep:
    """One line of the table. `model` is a label ("items.Item"); several lines may speak of parts of one model.

    `holds` are the fields with somebody's data or words, `plain` those that could but do not; a test holds the two to
    the model. `days` count from `since` (a field, or said by `find`). What FOLLOWS names whom it goes with, and `via`
    which field, when that is a person.
    """

    name: str
    model: str
    words: str | Promise
    then: Then
    why: str | Promise
    holds: tuple[str, ...] = ()
    plain: tuple[str, ...] | None = ()
    days: int | None = None
    since: str = ""
    from_when: str | Promise = ""
    where: Q = field(default_factory=Q)
    find: Find | None = None
    act: Act | None = None
    goes_with: str = ""
    via: str = ""

    @property
    def rows(self) -> Rows:
        """Every row of the model. Only for who passes by the policies: the owner role."""
        manager: Any = apps.get_model(self.model)._base_manager
        found: Rows = manager.order_by("pk")
        return found

    def due(self, now: dt.datetime) -> Rows:
        """The rows whose term is over at a moment."""
        if self.days is None:
            return self.rows.none()
        before = now - dt.timedelta(days=self.days)
        if self.find:
            return self.find(before)
        return self.rows.filter(self.where, **{f"{self.since}__lt": self._comparable(before)})

    def _comparable(self, before: dt.datetime) -> dt.datetime | dt.date:
        """A day is compared with a day."""
        model, path = apps.get_model(self.model), self.since.split("__")
        for name in path[:-1]:
            model = model._meta.get_field(name).related_model
        is_day = type(model._meta.get_field(path[-1])) is models.DateField
        return timezone.localdate(before) if is_day else before

    @property
    def term_words(self) -> str:
        """ "1 jaar", "90 dagen", "meteen", or nothing."""
        if self.days is None:
            return ""
        if self.days == 0:
            return _("meteen")
        if self.days % 365 == 0:
            return ngettext("%(n)d jaar", "%(n)d jaar", self.days // 365) % {"n": self.days // 365}
        return ngettext("%(n)d dag", "%(n)d dagen", self.days) % {"n": self.days}
