"""What only a briefing knows: who took up a question, and each briefing as it was shown."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.audience.rule import Follows, Guarded, GuardedRows, Rule
from werkveld.items.models import Item
from werkveld.kit.ids import new_stamp
from werkveld.people.models import Person, Shift, Team
from werkveld.territory.models import Area


class Take(Guarded):
    """Somebody took up a question: they owe an answer until `answered_at` (R14)."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="take")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="takes")
    taken_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    rule: ClassVar[Rule] = Follows("item", "items_item", without=(("state", "withdrawn"),))
    objects = GuardedRows["Take"].as_manager()

    class Meta:
        ordering = ("taken_at",)
        indexes = [models.Index(name="take_owed", fields=["person"], condition=Q(answered_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="take_answered_after", condition=Q(answered_at=None) | Q(answered_at__gte=F("taken_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.item_id}"


class Form(models.TextChoices):
    """How a briefing was looked at."""

    SHOWN = "shown", _("op het scherm")
    WALL = "wall", _("op groot scherm")
    PRINTED = "printed", _("op papier")


class Sheet(models.Model):
    """A briefing as it was shown: which versions of which items, in which section. Never changes.

    It holds keys and versions only; every word is looked up again through the audience rule when it is read back.
    """

    stamp = models.CharField(max_length=8, unique=True, default=new_stamp)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sheets")
    shift = models.ForeignKey(Shift, on_delete=models.SET_NULL, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    form = models.CharField(max_length=8, choices=Form)
    at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField()
    # [[item key, version, section], …] in the order shown.
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ("-at",)
        indexes = [
            models.Index(name="sheet_of_person", fields=["person", "-at"]),
            models.Index(name="sheet_of_area", fields=["area", "-at"]),
        ]

    def __str__(self) -> str:
        return self.stamp
