"""What supervision keeps: reports, quarantined texts, data breaches, samples, and what each night took away."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkveld.audience.rule import Guarded, GuardedRows, Holds, Overlaps, Rule
from werkveld.items.models import Item
from werkveld.kit.ids import uuid7
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation, Person

# GDPR, article 33(1): not later than 72 hours after having become aware of it.
CLOCK = dt.timedelta(hours=72)


class Verdict(models.TextChoices):
    """What an officer decided about a report."""

    FINE = "fine", _("mag blijven staan")
    QUARANTINED = "quarantined", _("in quarantaine")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Report(Guarded):
    """Somebody asks the officer of the author's organisation to look at an item; until it is decided, they may."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("waarom"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    answer = models.CharField(_("antwoord"), max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # Who reported, and the officers of the author's organisation; never the author.
    readers = ArrayField(models.IntegerField(), default=list)

    rule: ClassVar[Rule] = Overlaps()
    objects = GuardedRows["Report"].as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = [
            models.UniqueConstraint(
                name="report_open_once", fields=["item", "by"], condition=Q(verdict__in=["", "quarantined"])
            ),
            models.CheckConstraint(
                name="report_decided_whole", condition=Q(verdict="", decided_at=None) | Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.verdict}"


class Quarantine(Guarded):
    """What an item said when it was put in quarantine. For officers alone; gone once released or withdrawn."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="quarantine")
    circle = models.IntegerField()
    kept = models.JSONField()
    reason = models.CharField(_("waarom"), max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    rule: ClassVar[Rule] = Holds()
    objects = GuardedRows["Quarantine"].as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return str(self.item_id)


class Loss(models.TextChoices):
    """What was lost (EDPB guidelines 9/2022)."""

    CONFIDENTIALITY = "confidentiality", _("vertrouwelijkheid: iemand zag of kreeg wat niet voor hem was")
    INTEGRITY = "integrity", _("juistheid: gegevens werden veranderd")
    AVAILABILITY = "availability", _("beschikbaarheid: gegevens zijn weg of niet te bereiken")


class Concerned(models.TextChoices):
    """Whose data they were."""

    RESIDENTS = "residents", _("bewoners")
    MINORS = "minors", _("minderjarigen")
    COLLEAGUES = "colleagues", _("collega’s")
    PARTNERS = "partners", _("partners")


class Category(models.TextChoices):
    """What sort of data."""

    IDENTITY = "identity", _("naam, adres, geboortedatum")
    CONTACT = "contact", _("telefoon, e-mail")
    NUMBER = "number", _("rijksregisternummer, nummerplaat, rekeningnummer")
    PICTURE = "picture", _("foto of beeld")
    HEALTH = "health", _("gezondheid, afkomst, geloof")
    WELFARE = "welfare", _("hulpverlening, schulden, gezin")
    JUSTICE = "justice", _("politie of gerecht")
    ACCOUNT = "account", _("aanmelding, wachtwoord")


class Authority(models.TextChoices):
    """Who supervises an organisation's data in Belgium, and is told of a breach."""

    GBA = "gba", _("Gegevensbeschermingsautoriteit (GBA)")
    VTC = "vtc", _("Vlaamse Toezichtcommissie (VTC)")
    COC = "coc", _("Controleorgaan op de politionele informatie (COC)")

    @property
    def in_words(self) -> str:
        """As in a sentence: "meld het aan de GBA"."""
        return {"gba": gettext("de GBA"), "vtc": gettext("de VTC"), "coc": gettext("het COC")}[self.value]


# Police services tell the COC, also under the GDPR (data protection act of 30 July 2018, article 71; its own page for
# police services). Municipalities and public welfare centres are Flemish public bodies (e-government decree of
# 18 July 2008, article 2, 10°) and tell the VTC (its own pages). All others tell the GBA. Officers may choose another.
AUTHORITY_OF = {
    OrganisationKind.POLICE: Authority.COC,
    OrganisationKind.CITY: Authority.VTC,
    OrganisationKind.OCMW: Authority.VTC,
}


class Risk(models.TextChoices):
    """How grave for the people concerned; decides who must be told (articles 33 and 34)."""

    NONE = "none", _("geen risico: alleen in het eigen register")
    SOME = "some", _("een risico: melden aan de toezichthouder")
    HIGH = "high", _("een hoog risico: melden aan de toezichthouder én aan de betrokkenen")


class Breach(Guarded):
    """A data breach: from noticing it 72 hours remain to tell the authority."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)
    noticed_at = models.DateTimeField(_("vastgesteld"))
    what = models.TextField(_("wat er gebeurde"), max_length=2000)
    happened = models.CharField(_("wanneer het gebeurde"), max_length=160, blank=True)
    losses = ArrayField(models.CharField(max_length=16, choices=Loss), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=12, choices=Category), default=list, blank=True)
    concerned = ArrayField(models.CharField(max_length=12, choices=Concerned), default=list, blank=True)
    people = models.PositiveIntegerField(_("aantal mensen"), null=True, blank=True)
    consequences = models.TextField(_("gevolgen"), max_length=2000, blank=True)
    measures = models.TextField(_("maatregelen"), max_length=2000, blank=True)
    risk = models.CharField(_("risico"), max_length=4, choices=Risk, blank=True)
    authority = models.CharField(_("toezichthouder"), max_length=3, choices=Authority, default=Authority.GBA)
    authority_told_at = models.DateTimeField(_("gemeld aan de toezichthouder"), null=True, blank=True)
    authority_reference = models.CharField(_("dossiernummer van de toezichthouder"), max_length=60, blank=True)
    late_because = models.CharField(_("waarom later dan 72 uur"), max_length=300, blank=True)
    people_told_at = models.DateTimeField(_("betrokkenen verwittigd"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    # Who reported it, and the officers of that organisation.
    readers = ArrayField(models.IntegerField(), default=list)

    rule: ClassVar[Rule] = Overlaps()
    objects = GuardedRows["Breach"].as_manager()

    class Meta:
        ordering = ("-noticed_at",)
        constraints = [
            models.CheckConstraint(
                name="breach_closed_whole", condition=Q(closed_at=None) | Q(closed_by__isnull=False)
            ),
            models.CheckConstraint(
                name="breach_told_after", condition=Q(closed_at=None) | Q(closed_at__gte=F("noticed_at"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def due_at(self) -> dt.datetime:
        """When the 72 hours are over."""
        return self.noticed_at + CLOCK

    @property
    def authority_words(self) -> str:
        """ "de GBA", "de VTC" or "het COC"."""
        return Authority(self.authority).in_words

    @property
    def must_tell_authority(self) -> bool:
        """Until somebody weighed it, yes."""
        return self.risk != Risk.NONE

    @property
    def is_running(self) -> bool:
        """The clock runs: the authority must still be told."""
        return self.closed_at is None and self.must_tell_authority and self.authority_told_at is None

    @property
    def is_overdue(self) -> bool:
        """The clock ran out, or was told too late."""
        return self.must_tell_authority and (self.authority_told_at or timezone.now()) > self.due_at

    @property
    def hours_left(self) -> int:
        """Whole hours that remain; 0 when over."""
        return max(0, int((self.due_at - timezone.now()).total_seconds() // 3600))


class Judgement(models.TextChoices):
    """What an officer found in a sample."""

    FINE = "fine", _("in orde")
    DOUBT = "doubt", _("twijfel: auteur aangesproken")
    WRONG = "wrong", _("niet in orde")


class Drawn(Guarded):
    """What the lot gave the officers of an organisation to judge, once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # The first day of the month that was drawn from.
    month = models.DateField()
    circle = models.IntegerField()
    judgement = models.CharField(_("oordeel"), max_length=8, choices=Judgement, blank=True)
    note = models.CharField(_("opmerking"), max_length=200, blank=True)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    rule: ClassVar[Rule] = Holds()

    class Meta:
        abstract = True


class Sample(Drawn):
    """One item drawn by lot for the officer's monthly hour (R19); until it is judged, they may look."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="samples")

    objects = GuardedRows["Sample"].as_manager()

    class Meta:
        ordering = ("-month", "pk")
        constraints = [models.UniqueConstraint(name="sample_once", fields=["month", "item"])]

    def __str__(self) -> str:
        return f"{self.month} {self.item_id} {self.judgement}"


class LineSample(Drawn):
    """One line of the journal drawn by lot: a read by another organisation, or an act that gives or takes sight."""

    # Its key; no foreign key, for a line goes with its stretch of the journal.
    line = models.BigIntegerField()

    objects = GuardedRows["LineSample"].as_manager()

    class Meta:
        ordering = ("-month", "pk")
        constraints = [models.UniqueConstraint(name="line_sample_once", fields=["organisation", "month", "line"])]

    def __str__(self) -> str:
        return f"{self.month} {self.line} {self.judgement}"


class Drawing(models.Model):
    """What came of a month's sample, in figures: these stay when the items are gone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    drawn_at = models.DateTimeField(default=timezone.now)
    drawn = models.PositiveIntegerField()
    fine = models.PositiveIntegerField(default=0)
    doubt = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    # The same of lines of the journal.
    lines = models.PositiveIntegerField(default=0)
    lines_fine = models.PositiveIntegerField(default=0)
    lines_doubt = models.PositiveIntegerField(default=0)
    lines_wrong = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-month", "organisation")
        constraints = [models.UniqueConstraint(name="drawing_once", fields=["organisation", "month"])]

    def __str__(self) -> str:
        return f"{self.organisation} {self.month}"

    @property
    def judged(self) -> int:
        """How many were looked at."""
        return self.fine + self.doubt + self.wrong


class Erasure(models.Model):
    """An officer asked for somebody's own data to be erased; the clockwork does it, past every hidden row."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="erasure")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return str(self.person_id)


class Night(models.Model):
    """What one night's clearing took away, and what is coming: figures by kind, never keys."""

    day = models.DateField(unique=True)
    ended_at = models.DateTimeField(null=True)
    # {kind: rows}: gone in this night, and due within thirty days after it.
    gone = models.JSONField(default=dict)
    coming = models.JSONField(default=dict)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return str(self.day)
