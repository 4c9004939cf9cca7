"""Divisions of the territory: whose they are is said one floor up, what they are is said here.

A `Layer` is one owner's way to divide the land (gebieden, wijken, buurten, sectoren). Borders move, so a layer has
dated `Edition`s, and an `Area` belongs to exactly one of them. A published edition never changes: everything that
was ever located in it stays true, and caches of its shapes never need clearing. A border that moved is a new edition.
"""

from __future__ import annotations

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class Word(models.TextChoices):
    """What an area of the layer is called on screen. Three of these must never be mixed: gebied, wijk, buurt."""

    GEBIED = "gebied", _("gebied")
    WIJK = "wijk", _("wijk")
    BUURT = "buurt", _("buurt")
    SECTOR = "sector", _("sector")
    AANDACHTSGEBIED = "aandachtsgebied", _("aandachtsgebied")
    DEELGEMEENTE = "deelgemeente", _("deelgemeente")
    ZONE = "zone", _("zone")


class LayerKind(models.TextChoices):
    """How areas lie: a partition gives every point at most one area, the two others any number."""

    PARTITION = "partition", _("sluitend")
    OVERLAPPING = "overlapping", _("overlappend")
    LOOSE = "loose", _("los")


# What divisions are usually called. A name is free; these the catalogue can say in another language.
USUAL_LAYERS = (
    gettext_noop("Gebieden"),
    gettext_noop("Wijken"),
    gettext_noop("Buurten"),
    gettext_noop("Patrouillesectoren"),
    gettext_noop("Aandachtsgebieden"),
    gettext_noop("Deelgemeenten"),
)


class Layer(models.Model):
    """One owner's division of the territory, for example the gebieden of the city or the wijken of the police."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    word = models.CharField(_("woord"), max_length=20, choices=Word.choices, default=Word.GEBIED)
    kind = models.CharField(_("soort"), max_length=12, choices=LayerKind.choices, default=LayerKind.PARTITION)
    # An attention area is a label for those who work there. Printed on a public page it would brand a street.
    is_public_label = models.BooleanField(_("mag op een publieke pagina staan"), default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("indeling")
        verbose_name_plural = _("indelingen")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("layer", args=[self.code])


class EditionState(models.TextChoices):
    DRAFT = "draft", _("ontwerp")
    PUBLISHED = "published", _("gepubliceerd")


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> EditionQuerySet:
        return self.filter(state=EditionState.PUBLISHED)

    def in_force(self, on: datetime.date | None = None) -> EditionQuerySet:
        """Published editions that hold on the day `on` (today when not given); at most one a layer."""
        day = on or timezone.localdate()
        return self.published().filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class Edition(models.Model):
    """A layer as it holds from one day until, and without, another."""

    layer = models.ForeignKey(Layer, on_delete=models.PROTECT, related_name="editions", verbose_name=_("indeling"))
    name = models.CharField(_("naam"), max_length=120)
    valid_from = models.DateField(_("geldig vanaf"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)
    state = models.CharField(_("staat"), max_length=10, choices=EditionState.choices, default=EditionState.DRAFT)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    licence = models.CharField(_("licentie"), max_length=200, blank=True)
    attribution = models.CharField(_("naamsvermelding"), max_length=300, blank=True)
    source_crs = models.CharField(_("coördinatenstelsel van de bron"), max_length=20, default="EPSG:31370")
    checksum = models.CharField(_("controlegetal"), max_length=64)
    is_schematic = models.BooleanField(_("schematisch"), default=False)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["layer__code", "-valid_from"]
        verbose_name = _("uitgave")
        verbose_name_plural = _("uitgaven")
        constraints = [
            models.UniqueConstraint(fields=["layer", "checksum"], name="edition_of_a_file_once_per_layer"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="edition_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, published_at=None)
                | Q(state=EditionState.PUBLISHED, published_at__isnull=False),
                name="edition_published_has_a_moment",
            ),
            # A range of one layer stands in for "=", so that no extension is needed for a GiST index on an integer.
            ExclusionConstraint(
                name="edition_one_in_force_per_layer_and_day",
                expressions=[
                    (Func(F("layer_id"), F("layer_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("valid_from"), F("valid_until"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state=EditionState.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer.name} · {self.name}"

    @property
    def is_published(self) -> bool:
        return self.state == EditionState.PUBLISHED


class Ring(models.TextChoices):
    """The sub-municipalities around the city, or the city proper; empty where the difference means nothing."""

    OUTSKIRTS = "outskirts", _("rand")
    INNER_CITY = "inner_city", _("binnenstad")


class AreaQuerySet(models.QuerySet["Area"]):
    def in_force(self, on: datetime.date | None = None) -> AreaQuerySet:
        """Areas of the editions that hold on the day `on`, today when not given."""
        day = on or timezone.localdate()
        return self.filter(
            Q(edition__valid_until=None) | Q(edition__valid_until__gt=day),
            edition__state=EditionState.PUBLISHED,
            edition__valid_from__lte=day,
        )

    def of_layer(self, code: str) -> AreaQuerySet:
        return self.filter(edition__layer__code=code)

    def light(self) -> AreaQuerySet:
        """Without the two columns that hold shapes: names and codes are what nearly every page asks."""
        return self.defer("geometry", "outline")


class Area(models.Model):
    """One piece of one edition. Where `Area` is joined to a list, defer `geometry` and `outline`: they are heavy."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="areas", verbose_name=_("uitgave"))
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("naam"), max_length=120)
    ring = models.CharField(_("ring"), max_length=12, choices=Ring.choices, blank=True, default="")
    # Well-known binary in EPSG:31370, in metres. Only this room reads it, with shapely.
    geometry = models.BinaryField(_("vorm"))
    min_x = models.FloatField()
    min_y = models.FloatField()
    max_x = models.FloatField()
    max_y = models.FloatField()
    square_metres = models.FloatField(_("oppervlakte in m²"))
    # GeoJSON geometry in WGS84, simplified with the borders still shared: good to draw, too coarse to decide.
    outline = models.JSONField(_("omtrek"))

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("gebied")
        verbose_name_plural = _("gebieden")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="area_code_once_per_edition"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="area_has_code_and_name"),
            models.CheckConstraint(
                condition=Q(min_x__lte=F("max_x"), min_y__lte=F("max_y")), name="area_box_is_ordered"
            ),
            models.CheckConstraint(condition=Q(square_metres__gt=0), name="area_has_surface"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaOverlap(models.Model):
    """Which share of `source` lies in `target`, an area of another layer. The reverse share is its own row.

    Shares are not invertible: all of a small buurt can lie in a gebied of which it is a tenth.
    """

    source = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="overlaps")
    target = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="overlapped_by")
    by_surface = models.FloatField(_("aandeel van de oppervlakte"))
    # Filled when addresses are known: a share of people's doors says more than a share of fields and water.
    by_addresses = models.FloatField(_("aandeel van de adressen"), null=True, blank=True)
    # How much more than the usual share the two must have in common to count as the same ground (territory/thresholds).
    stricter = models.FloatField(default=0.0, db_default=0.0)

    class Meta:
        verbose_name = _("overlap")
        verbose_name_plural = _("overlappingen")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="overlap_once_per_pair"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="overlap_of_two_areas"),
            models.CheckConstraint(
                condition=Q(by_surface__gte=0, by_surface__lte=1), name="overlap_surface_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(by_addresses=None) | Q(by_addresses__gte=0, by_addresses__lte=1),
                name="overlap_addresses_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} in {self.target}: {self.by_surface:.1%}"


class LayerPair(models.Model):
    """What the owners of two divisions said: from which share their areas count as the same ground."""

    first = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="+")
    share = models.FloatField(_("vanaf welk aandeel"))

    class Meta:
        verbose_name = _("drempel")
        verbose_name_plural = _("drempels")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="layer_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="layer_pair_in_order"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="layer_pair_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.share:.0%}"


class AddressFile(models.Model):
    """A register of addresses that was read: whom to name beside a count, and how a second reading is known."""

    checksum = models.CharField(_("controlegetal"), max_length=64, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    licence = models.CharField(_("licentie"), max_length=200, blank=True)
    attribution = models.CharField(_("naamsvermelding"), max_length=300, blank=True)
    is_schematic = models.BooleanField(_("schematisch"), default=False)
    addresses = models.PositiveIntegerField(_("adressen"))
    imported_at = models.DateTimeField(_("ingelezen op"))

    class Meta:
        ordering = ["-imported_at"]
        verbose_name = _("adressenbestand")
        verbose_name_plural = _("adressenbestanden")

    def __str__(self) -> str:
        return self.name


class Street(models.Model):
    """A street or square of one municipality. A name can stand twice in one: `code` tells them apart."""

    name = models.CharField(_("naam"), max_length=120)
    municipality = models.CharField(_("gemeente"), max_length=80, blank=True)
    # The register's own number of the street; else its postcode; else empty.
    code = models.CharField(_("nummer in het register"), max_length=40, blank=True)

    class Meta:
        ordering = ["name", "municipality", "code"]
        verbose_name = _("straat")
        verbose_name_plural = _("straten")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name", "code"], name="street_once"),
            models.CheckConstraint(condition=~Q(name=""), name="street_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.municipality})" if self.municipality else self.name


class Address(models.Model):
    """A door as the register places it: no box, no resident, only street, number and a point in EPSG:31370."""

    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="addresses")
    number = models.CharField(_("huisnummer"), max_length=12)
    # The figures at the start of the number, to order by and to tell odd from even.
    house = models.PositiveIntegerField()
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    x = models.FloatField()
    y = models.FloatField()

    class Meta:
        ordering = ["street", "house", "number"]
        verbose_name = _("adres")
        verbose_name_plural = _("adressen")
        constraints = [models.UniqueConstraint(fields=["street", "number"], name="address_once_per_street")]

    def __str__(self) -> str:
        return f"{self.street.name} {self.number}"


class AddressArea(models.Model):
    """In which area of a published edition an address lies. An address outside every area has no row there.

    Derived, and made by the hundred thousand: the database does not look up all three keys of each row (a quarter of
    the time of an import), because published editions never go and `addresses` takes the rows of what it removes.
    """

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    metres = models.FloatField(_("meter tot de grens"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "address"], name="address_once_per_area")]

    def __str__(self) -> str:
        return f"{self.address_id}: {self.area_id}"


class StreetArea(models.Model):
    """Which part of a street lies in an area: how many addresses, which share, and from which to which number."""

    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="areas")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="streets")
    addresses = models.PositiveIntegerField(_("adressen"))
    share = models.FloatField(_("aandeel van de adressen"))
    odd_from = models.PositiveIntegerField(null=True)
    odd_to = models.PositiveIntegerField(null=True)
    even_from = models.PositiveIntegerField(null=True)
    even_to = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["street", "area"], name="street_once_per_area"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="street_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.street_id}: {self.area_id} {self.share:.0%}"

    @property
    def numbers(self) -> str:
        """«1–35 · 2–40»: odd numbers first."""
        sides = ((self.odd_from, self.odd_to), (self.even_from, self.even_to))
        return " · ".join(f"{low}–{high}" if low != high else f"{low}" for low, high in sides if low is not None)
