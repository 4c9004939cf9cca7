"""What two sides agreed about a street that lies on their border."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from werkveld.people.models import Person
from werkveld.territory.models import Area, Street


class StreetAgreement(models.Model):
    """Who takes up what happens in a street that two areas of one division share; it holds once both sides said so."""

    street = models.ForeignKey(Street, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie neemt op"))
    first_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("street__name", "pk")
        constraints = [
            models.UniqueConstraint(name="agreement_once_per_street_and_pair", fields=["street", "first", "second"]),
            models.CheckConstraint(name="agreement_of_two_areas_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="agreement_holder_is_a_side", condition=Q(holder=F("first")) | Q(holder=F("second"))
            ),
            models.CheckConstraint(
                name="agreement_is_proposed_by_a_side", condition=Q(first_at__isnull=False) | Q(second_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street}: {self.holder}"

    @property
    def is_in_force(self) -> bool:
        """Whether both sides said yes."""
        return self.first_at is not None and self.second_at is not None

    def is_said_by(self, area: Area) -> bool:
        """Whether the side of an area said yes."""
        return (self.first_at if area.pk == self.first_id else self.second_at) is not None
