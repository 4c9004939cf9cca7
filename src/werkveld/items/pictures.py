"""Photos with an item: only ever the blurred picture, in the database beside the text it belongs to (decision 0018).

As long as who sent it has not said that nobody can be recognised, it is a `PhotoDraft`: that person's alone. Then it
becomes a `Photo`, which follows its item. Both go with the text when the item is withdrawn: the database does it.
"""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.audience.rule import Follows, Guarded, GuardedRows, Holds, Rule
from werkveld.items.models import Item
from werkveld.people.models import Person
from werkveld.photos.refused import Why

MOST_PHOTOS = 4
ALT_LENGTH = 200


class PictureRows[M: "Picture"](GuardedRows[M]):
    """Chainable questions about pictures."""

    def light(self) -> Self:
        """Without the pictures themselves: a page names them by their address."""
        return self.defer("image", "small")


class Picture(Guarded):
    """What every kept picture has: JPEG bytes, its size in pixels, what was hidden, who sent it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    faces = models.PositiveSmallIntegerField(default=0)
    plates = models.PositiveSmallIntegerField(default=0)
    # How many places were hidden by hand.
    brushed = models.PositiveSmallIntegerField(default=0)
    image = models.BinaryField()
    small = models.BinaryField()

    class Meta:
        abstract = True


# After this, what was to be made safe and is neither ready nor refused was lost with the process that held it.
LOST_AFTER = dt.timedelta(minutes=20)


class PhotoDraft(Picture):
    """A photo that its sender has still to look at; without a picture as long as it is being made safe."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    # The one circle that may see it: that of the person who sent it.
    circle = models.IntegerField()
    # Why no picture came of it.
    why = models.CharField(max_length=12, choices=[(why.value, why.value) for why in Why], blank=True)

    rule: ClassVar[Rule] = Holds()
    objects = PictureRows["PhotoDraft"].as_manager()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_ready(self) -> bool:
        """There is a picture to look at."""
        return self.width > 0

    @property
    def is_lost(self) -> bool:
        """Nobody is making it any more: the server stopped meanwhile."""
        return not self.is_ready and not self.why and timezone.now() - self.at > LOST_AFTER

    @property
    def is_making(self) -> bool:
        """It is being made safe, or waits for its turn."""
        return not self.is_ready and not self.why and not self.is_lost


class Photo(Picture):
    """A photo that goes with an item: seen by whoever reads it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="photos")
    alt = models.CharField(_("wat zie je op de foto"), max_length=ALT_LENGTH)

    rule: ClassVar[Rule] = Follows("item", "items_item", without=(("state", "withdrawn"),))
    objects = PictureRows["Photo"].as_manager()

    class Meta:
        ordering = ("at",)
        constraints = [models.CheckConstraint(name="photo_has_alt", condition=~models.Q(alt=""))]

    def __str__(self) -> str:
        return self.alt
