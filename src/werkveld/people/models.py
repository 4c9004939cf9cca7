"""Who works where, for whom, from when until when. No person exists here but users and partners (R1)."""

import datetime as dt
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from werkveld.people.functions import Function, OrganisationKind
from werkveld.territory.models import Area, Layer


class Organisation(models.Model):
    """City, OCMW, police zone, non-profit or housing company."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("naam"), max_length=120)
    short_name = models.CharField(_("korte naam"), max_length=30)
    kind = models.CharField(_("soort"), max_length=12, choices=OrganisationKind)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class LayerOwner(models.Model):
    """Which organisation keeps a layer: the link belongs to this room, the higher of the two."""

    layer = models.OneToOneField(Layer, on_delete=models.CASCADE, related_name="held")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="layers")

    class Meta:
        ordering = ("layer_id",)

    def __str__(self) -> str:
        return f"{self.layer} ({self.organisation.short_name})"


class Persons(BaseUserManager["Person"]):
    """Chainable questions about persons."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this e-mail address, whatever its capitals."""
        return self.get(email__iexact=username)


class Theme(models.TextChoices):
    """Light or dark: own choice, the device's, or dark during a night shift."""

    AUTO = "auto", _("zoals mijn toestel")
    LIGHT = "light", _("licht")
    DARK = "dark", _("donker")
    SHIFT = "shift", _("donker tijdens mijn nachtdienst")


class Person(AbstractBaseUser):
    """Somebody with an account. What they may see follows from assignments and seats, never from this row."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    given_name = models.CharField(_("voornaam"), max_length=60)
    family_name = models.CharField(_("familienaam"), max_length=80)
    phone = models.CharField(_("diensttelefoon"), max_length=30, blank=True)
    language = models.CharField(
        _("taal"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    theme = models.CharField(_("weergave"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(_("actief"), default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    demo_note = models.CharField(max_length=160, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["given_name", "family_name"]
    # There is no superuser: every right follows from a function.
    is_staff = False
    is_superuser = False

    objects = Persons()

    class Meta:
        ordering = ("family_name", "given_name")
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def display_name(self) -> str:
        """How colleagues see each other: "Lotte V."."""
        return f"{self.given_name} {self.family_name[:1]}." if self.family_name else self.given_name

    @property
    def initials(self) -> str:
        """Two letters for an avatar."""
        return (self.given_name[:1] + self.family_name[:1]).upper()


class Dated[M: models.Model](models.QuerySet[M]):
    """Rows with `starts_on` and `ends_on` (the last day included; empty is open)."""

    def on(self, day: dt.date) -> Self:
        """Those in force on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


# Functions in the order of the glossary's table: who administers or guards does so beside their work.
_RANK = Case(*(When(function=function, then=number) for number, function in enumerate(Function)), default=len(Function))


class Assignments(Dated["Assignment"]):
    """Chainable questions about assignments."""

    def main_first(self) -> Self:
        """Of several the main one first: by function, never by date, so that a border that moves changes no names."""
        return self.order_by(_RANK, "organisation", "pk")

    def nearest_first(self, there: Q) -> Self:
        """Those of the place that is asked about first, then citywide ones, then the others."""
        near = Case(When(there, then=0), When(area=None, then=1), default=2)
        return self.order_by(near, _RANK, "organisation", "pk")


class Assignment(models.Model):
    """Person, function, organisation, and where: an area, a theme, or citywide; from when until when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    function = models.CharField(_("functie"), max_length=24, choices=Function)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.CharField(_("thema"), max_length=60, blank=True)
    citywide = models.BooleanField(_("stadsbreed"), default=False)
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = Assignments.as_manager()

    class Meta:
        ordering = ("starts_on", "pk")
        indexes = [models.Index(fields=["organisation", "area"])]
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            # Exactly one way of saying where; a theme may go with citywide.
            models.CheckConstraint(
                name="assignment_area_or_citywide",
                condition=Q(area__isnull=False, citywide=False) | Q(area__isnull=True, citywide=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_function_display()}, {self.where}"

    @property
    def where(self) -> str:
        """The area's name, the theme, or "stadsbreed"."""
        return self.area.name if self.area else (self.theme or str(_("stadsbreed")))


class TeamKind(models.TextChoices):
    """How people sit together."""

    AREA_TEAM = "area_team", _("gebiedsteam")
    STEERING_GROUP = "steering_group", _("stuurgroep")
    CONSULTATION_TABLE = "consultation_table", _("OCT")


class Team(models.Model):
    """An area team (derived from assignments), or a steering group or consultation table (fixed seats on a place)."""

    kind = models.CharField(_("soort"), max_length=20, choices=TeamKind)
    code = models.SlugField(unique=True)
    name = models.CharField(_("naam"), max_length=80)
    area = models.OneToOneField(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="team")
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    # Belgian Lambert 72 (EPSG:31370), metres.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="team_area_when_area_team",
                condition=Q(kind="area_team", area__isnull=False) | (~Q(kind="area_team") & Q(area__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class Seat(models.Model):
    """One chair at a steering group or table: whose function and organisation, who sits there, from when until when."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="seats")
    function = models.CharField(_("functie"), max_length=24, choices=Function)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(_("van"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    # A guest of a partner sits for a year at most: on this day, which is `ends_on` too, the chair falls empty unless
    # the coordinator renewed it. Who decides was told at `warned_at`.
    lapses_on = models.DateField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    objects = Dated["Seat"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="seat_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.get_function_display()}"


class Category(models.TextChoices):
    """What a data protocol lets organisations tell each other. Never persons: those have no field anywhere (R1)."""

    SITUATIONS = "situations", _("situaties op een plek, zonder personen")
    ACTIVITIES = "activities", _("activiteiten, campagnes en afspraken")
    SAFETY = "safety", _("veiligheid van wie er werkt")
    PICTURES = "pictures", _("foto’s zonder herkenbare personen")
    CONTACTS = "contacts", _("dienstgegevens van collega’s")


class ProtocolRows(Dated["Protocol"]):
    """Chainable questions about data protocols."""

    def on(self, day: dt.date) -> Self:
        """Those in force on a day: confirmed by every party, and not before their first day nor after their last."""
        return super().on(day).filter(confirmed_at__isnull=False)


class Protocol(models.Model):
    """A data protocol: on this paper two or more organisations agreed to share, from when until when.

    An officer of one party proposes it; it holds once an officer of each party said yes (`Assent`). With a team it
    holds at that table alone; without one, everywhere.
    """

    parties = models.ManyToManyField(Organisation, related_name="protocols")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="protocols")
    document = models.CharField(_("document"), max_length=120)
    link = models.URLField(_("waar het document staat"), blank=True)
    categories = ArrayField(models.CharField(max_length=12, choices=Category), default=list)
    starts_on = models.DateField(_("van"))
    # The day before the first when it was stopped before it began.
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    registered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    # When the last party said yes; until then it is a proposal.
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ProtocolRows.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="protocol_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on") - dt.timedelta(days=1)),
            )
        ]

    def __str__(self) -> str:
        return self.document

    def state_on(self, day: dt.date) -> str:
        """ "proposed", "coming", "standing" or "over"."""
        if self.ends_on is not None and self.ends_on < max(day, self.starts_on):
            return "over"
        if self.confirmed_at is None:
            return "proposed"
        return "coming" if self.starts_on > day else "standing"

    @property
    def category_words(self) -> list[str]:
        """What may be shared, in words."""
        return [str(Category(name).label) for name in self.categories]


class Assent(models.Model):
    """An officer of one party said yes to a protocol. `by` is empty for a party that agreed on paper before it was
    asked here, and once its officer was erased.
    """

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="assents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = [models.UniqueConstraint(name="assent_once", fields=["protocol", "organisation"])]

    def __str__(self) -> str:
        return f"{self.protocol_id} {self.organisation}"


# What shifts are usually called. A name is free; these the catalogue can say in another language.
USUAL_SHIFTS = (
    gettext_noop("Vroege dienst"),
    gettext_noop("Late dienst"),
    gettext_noop("Nachtdienst"),
    gettext_noop("Dagdienst"),
    gettext_noop("Avonddienst"),
)


class Shift(models.Model):
    """Who is on from when to when, and where. `area` empty means: in the areas of the assignment."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shifts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shifts")
    name = models.CharField(_("dienst"), max_length=40)
    starts_at = models.DateTimeField(_("van"))
    ends_at = models.DateTimeField(_("tot"))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_lead = models.BooleanField(_("leiding van de dienst"), default=False)

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = [models.Index(fields=["starts_at", "ends_at"])]
        constraints = [
            models.CheckConstraint(name="shift_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            # Nobody works two shifts at once: a roster imported twice changes nothing.
            ExclusionConstraint(
                name="shift_one_at_a_time",
                expressions=[
                    (models.Func("starts_at", "ends_at", function="tstzrange"), RangeOperators.OVERLAPS),
                    ("person", RangeOperators.EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.name}"

    @property
    def is_night(self) -> bool:
        """True when any of it falls between 22:00 and 06:00 local time."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return start.hour >= 22 or start.hour < 6 or end.date() > start.date()


# Contact points name an organisation and stand in a file of their own; Django looks for tables here.
from werkveld.people.contactpoints import ContactHours, ContactPoint, SpecialDays  # noqa: E402, F401
