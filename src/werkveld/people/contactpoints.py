"""Where people of an organisation can be found: its centres, desks and contact hours. Public, and about no resident."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from werkveld.people.functions import Function
from werkveld.people.models import Dated, Organisation
from werkveld.territory.models import Area


class ContactKind(models.TextChoices):
    """What sort of place it is. A contact hour is held in somebody else's house, by a function."""

    COMMUNITY_CENTRE = "community_centre", _("ontmoetingscentrum (OC)")
    SERVICE_CENTRE = "service_centre", _("lokaal dienstencentrum")
    NEIGHBOURHOOD_HOUSE = "neighbourhood_house", _("buurthuis")
    POLICE_POST = "police_post", _("wijkkantoor")
    DESK = "desk", _("loket")
    LIBRARY = "library", _("bibliotheek")
    CONTACT_HOURS = "contact_hours", _("spreekuur")
    OTHER = "other", _("ander contactpunt")


class ContactPoint(models.Model):
    """A place where an organisation receives people of some areas, or of the whole city, from when until when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(_("soort"), max_length=24, choices=ContactKind)
    name = models.CharField(_("naam"), max_length=80)
    place = models.CharField(_("adres"), max_length=120)
    # Belgian Lambert 72 (EPSG:31370), metres; known when the address was recognised.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    function = models.CharField(_("wie je er vindt"), max_length=24, choices=Function, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    note = models.CharField(_("goed om te weten"), max_length=200, blank=True)
    areas = models.ManyToManyField(Area, related_name="+")
    is_citywide = models.BooleanField(_("voor de hele stad"), default=False)
    closes_on_holidays = models.BooleanField(_("gesloten op feestdagen"), default=True)
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = Dated["ContactPoint"].as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                name="contact_point_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="contact_point_has_a_whole_point",
                condition=Q(x=None, y=None) | Q(x__isnull=False, y__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactHours(models.Model):
    """One stretch of one weekday (1 is Monday); one that ends at or before its start ends the next day."""

    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("weekday", "opens")
        constraints = [
            models.UniqueConstraint(fields=["point", "weekday", "opens"], name="contact_hours_once"),
            models.CheckConstraint(name="contact_hours_on_a_weekday", condition=Q(weekday__gte=1) & Q(weekday__lte=7)),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday - 1]} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDays(models.Model):
    """Days (the last one included) on which the usual hours do not hold: closed, or open from an hour until an hour."""

    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="special_days")
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"))
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField(_("waarom"), max_length=80, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(name="special_days_end_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="special_days_closed_or_whole_hours",
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} - {self.ends_on}"

    @property
    def is_closed(self) -> bool:
        """Whether nobody is there at all."""
        return self.opens is None
