"""Everything shared is an Item: one row that says, stands, lives, belongs and remembers."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkveld.audience.rule import Follows, Guarded, GuardedRows, Holds, Overlaps, Rule
from werkveld.kit.ids import uuid7
from werkveld.people.functions import Function
from werkveld.people.models import Organisation, Person, Shift
from werkveld.territory.models import Area, Edition

# The one kind that lasts: a story on the blog. Briefing kinds are named by the briefing room and must expire (R12).
POST = "post"

TITLE_LENGTH = 80
BODY_LENGTH = 4000


class State(models.TextChoices):
    """Where an item is in its life."""

    DRAFT = "draft", _("concept")
    PUBLISHED = "published", _("geplaatst")
    LAPSED = "lapsed", _("vervallen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Basis(models.TextChoices):
    """On what the author goes (R13)."""

    SEEN = "seen", _("zelf gezien")
    PARTNER = "partner", _("van een partner")
    HEARD = "heard", _("gehoord")


class Priority(models.TextChoices):
    """Only two: a list where everything shouts says nothing."""

    NORMAL = "normal", _("gewoon")
    HIGH = "high", _("dringend")


class Coarseness(models.TextChoices):
    """How precisely the place is said (R5)."""

    POINT = "point", _("precieze plek")
    STREET = "street", _("straat")
    PLACE = "place", _("plein, park of gebouw")
    AREA = "area", _("alleen het gebied")


class ItemRows(GuardedRows["Item"]):
    """Chainable questions about items; start at `visible_to`."""

    def standing(self, at: dt.datetime | None = None) -> "ItemRows":
        """Published, and not past the end of its validity (a lapse counts from its moment, not from the clockwork)."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=at or timezone.now()), state=State.PUBLISHED)


class Item(Guarded):
    """Whatever one worker tells another."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    # says
    kind = models.SlugField(_("soort"), max_length=20, default=POST)
    title = models.CharField(_("titel"), max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(_("tekst"), max_length=BODY_LENGTH, blank=True)
    ask = models.CharField(_("wat wordt gevraagd"), max_length=160, blank=True)
    ask_of = models.CharField(_("aan wie"), max_length=24, choices=Function, blank=True)
    # stands
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    coarseness = models.CharField(max_length=6, choices=Coarseness, default=Coarseness.AREA)
    # Belgian Lambert 72 (EPSG:31370), metres.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    citywide = models.BooleanField(_("stadsbreed"), default=False)
    observed_at = models.DateTimeField(_("waargenomen"), null=True, blank=True)
    basis = models.CharField(_("bron"), max_length=8, choices=Basis, default=Basis.SEEN)
    # happens: a moment that it is about, for the agenda of that day
    happens_at = models.DateTimeField(_("wanneer"), null=True, blank=True)
    happens_until = models.DateTimeField(_("tot"), null=True, blank=True)
    # lives
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(_("plaatsen op"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateTimeField(_("geldig van"), null=True, blank=True)
    valid_until = models.DateTimeField(_("geldig tot"), null=True, blank=True)
    review_at = models.DateTimeField(null=True, blank=True)
    last_confirmed_at = models.DateTimeField(null=True, blank=True)
    last_confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lapsed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    priority = models.CharField(_("dringendheid"), max_length=6, choices=Priority, default=Priority.NORMAL)
    # belongs
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="items")
    author_function = models.CharField(max_length=24, choices=Function, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="items")
    # The circles the author chose, and those that may read it now: a draft is read by its author alone.
    audience = ArrayField(models.IntegerField(), default=list)
    readers = ArrayField(models.IntegerField(), default=list)
    # Officers who were asked to look, as long as that lasts; and since when it is in quarantine: then it is a tombstone
    # that only they and its author know of (decision 0014).
    overseers = ArrayField(models.IntegerField(), default=list)
    quarantined_at = models.DateTimeField(null=True, blank=True)
    # remembers
    version = models.PositiveIntegerField(default=1)
    # The last version that changed what it says: an acknowledgement of an older one no longer counts.
    substance = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    rule: ClassVar[Rule] = Overlaps()
    objects = ItemRows.as_manager()

    class Meta:
        ordering = ("-published_at", "-pk")
        indexes = [
            models.Index(fields=["author", "-created_at"]),
            models.Index(name="item_put_right", fields=["changed_at"], condition=Q(substance__gt=1)),
            models.Index(name="item_due_to_lapse", fields=["valid_until"], condition=Q(state="published")),
            models.Index(name="item_due_to_publish", fields=["publish_at"], condition=Q(state="draft")),
            # What happens today is a handful among a million.
            models.Index(name="item_moment", fields=["happens_at"], condition=Q(happens_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="item_published_has_moment", condition=Q(state="draft") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="item_has_title_unless_empty",
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(title=""),
            ),
            # R12: every operational item expires.
            models.CheckConstraint(
                name="item_briefing_expires",
                condition=Q(state__in=["draft", "withdrawn"]) | Q(kind=POST) | Q(valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="item_tombstone_is_empty",
                condition=~Q(state="withdrawn") | Q(title="", body="", ask="", place="", x=None, y=None),
            ),
            models.CheckConstraint(name="item_has_readers", condition=Q(readers__len__gt=0)),
            models.CheckConstraint(
                name="item_quarantined_is_tombstone", condition=Q(quarantined_at=None) | Q(state="withdrawn")
            ),
            models.CheckConstraint(
                name="item_moment_ends_after_start",
                condition=Q(happens_until=None) | Q(happens_until__gte=F("happens_at")),
            ),
            models.CheckConstraint(
                name="item_point_whole", condition=Q(x=None, y=None) | Q(x__isnull=False, y__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @classmethod
    def narrow(cls) -> int:
        """Take away the readers for whom no data protocol is in force any more, and their feed entries with them."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT werkveld_narrow_items()")
            return int(cursor.fetchone()[0])

    @property
    def shared_with(self) -> list[int]:
        """The chosen circles that it reaches: those without a data protocol in force are left out. A draft's: all."""
        return [key for key in self.audience if self.state == State.DRAFT or key in self.readers]

    @property
    def is_standing(self) -> bool:
        """Published and still valid."""
        in_time = self.valid_until is None or self.valid_until > timezone.now()
        return self.state == State.PUBLISHED and in_time

    @property
    def is_withdrawn(self) -> bool:
        """True for a tombstone."""
        return self.state == State.WITHDRAWN

    @property
    def is_lapsed(self) -> bool:
        """True once its validity ended, whether or not the clockwork has passed."""
        return self.state == State.LAPSED or (self.state == State.PUBLISHED and not self.is_standing)

    @property
    def is_briefing(self) -> bool:
        """True for anything that belongs in a briefing."""
        return self.kind != POST


# Follows its item, and is gone with the text of a withdrawn one.
_OF_ITEM = Follows("item", "items_item", without=(("state", "withdrawn"),))


class Change(models.TextChoices):
    """Why there is a new version."""

    ORIGINAL = "original", _("geplaatst")
    TYPO = "typo", _("tikfout")
    CORRECTION = "correction", _("rechtzetting")
    UPDATE = "update", _("bijgewerkt")


class ItemVersion(Guarded):
    """What an item said at one time. Never changes; the database refuses it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField(blank=True)
    ask = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=120, blank=True)
    happens_at = models.DateTimeField(null=True)
    happens_until = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    priority = models.CharField(max_length=6, choices=Priority, default=Priority.NORMAL)
    change = models.CharField(max_length=10, choices=Change)
    reason = models.CharField(_("waarom"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    rule: ClassVar[Rule] = _OF_ITEM
    objects = GuardedRows["ItemVersion"].as_manager()

    class Meta:
        ordering = ("item", "number")
        constraints = [models.UniqueConstraint(name="item_version_once", fields=["item", "number"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Method(models.TextChoices):
    """How an item came to lie in an area."""

    POINT = "point", _("punt")
    CHOSEN = "chosen", _("gekozen")
    CROSSWALK = "crosswalk", _("overlap")


class ItemArea(Guarded):
    """An item lies in an area of an edition, or (area empty) in none of that edition."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="filed")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=10, choices=Method)
    metres = models.FloatField(null=True)

    rule: ClassVar[Rule] = Follows("item", "items_item")
    objects = GuardedRows["ItemArea"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="item_area_once", fields=["item", "edition", "area"], nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.area}"


# FeedEntry.area for "every item" and for "stadsbreed"; real areas have positive keys.
EVERYWHERE = 0
CITYWIDE = -1


class FeedEntry(Guarded):
    """Derived: where lists walk. Written by the database function `werkveld_file_item`, from the item alone."""

    circle = models.IntegerField()
    area = models.IntegerField()
    published_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+", db_index=True)

    rule: ClassVar[Rule] = Holds()
    objects = GuardedRows["FeedEntry"].as_manager()

    class Meta:
        ordering = ("-published_at", "-item_id")
        indexes = [
            # In the very order of the walk, key included: one column the other way and each walk sorts a whole circle.
            models.Index(
                name="feed_newest",
                fields=["circle", "area", "-published_at", "-item"],
                include=["valid_until"],
            ),
            models.Index(
                name="feed_valid", fields=["circle", "area", "valid_until"], condition=Q(valid_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle}/{self.area}"


class Comment(Guarded):
    """A line under an item; `is_feedback` marks the answer that was owed (R14)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("reactie"), max_length=1000)
    is_feedback = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    rule: ClassVar[Rule] = _OF_ITEM
    objects = GuardedRows["Comment"].as_manager()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.body[:40]


class Reading(Guarded):
    """Somebody read a version; with `acknowledged_at` they said so. The reaction "gezien" is that same word."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="readings")
    version = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="readings")
    read_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True)
    shift = models.ForeignKey(Shift, on_delete=models.SET_NULL, null=True, related_name="+")
    device_at = models.DateTimeField(null=True)

    rule: ClassVar[Rule] = Follows("item", "items_item")
    objects = GuardedRows["Reading"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(name="reading_once", fields=["person", "item", "version"])]

    def __str__(self) -> str:
        return f"{self.person} {self.item_id} v{self.version}"


class Confirmation(Guarded):
    """One tap by whoever stands there: still true, or no longer."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    holds = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    rule: ClassVar[Rule] = Follows("item", "items_item")
    objects = GuardedRows["Confirmation"].as_manager()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.holds}"


class NoticeKind(models.TextChoices):
    """What the owner of an item is told."""

    LAPSED = "lapsed", _("vervallen")
    DOUBTED = "doubted", _("klopt niet meer")
    COMMENTED = "commented", _("reactie")
    FEEDBACK = "feedback", _("terugkoppeling")
    QUARANTINED = "quarantine", _("in quarantaine")
    RELEASED = "released", _("weer te lezen")
    WITHDRAWN = "withdrawn", _("ingetrokken door een ander")


NOTICE_SENTENCES = {
    NoticeKind.LAPSED: lambda: gettext("Jouw bericht verviel. Klopt het nog? Pas de einddatum aan."),
    NoticeKind.DOUBTED: lambda: gettext("Een collega zegt: klopt niet meer."),
    NoticeKind.COMMENTED: lambda: gettext("Er is een reactie."),
    NoticeKind.FEEDBACK: lambda: gettext("Er is teruggekoppeld."),
    NoticeKind.QUARANTINED: lambda: gettext("Een DPO bekijkt je bericht. Tot er beslist is, ziet niemand anders het."),
    NoticeKind.RELEASED: lambda: gettext("Bekeken en in orde: je bericht is weer te lezen, zoals het was."),
    NoticeKind.WITHDRAWN: lambda: gettext("Je bericht werd ingetrokken. Open het voor de reden."),
}


class Notice(Guarded):
    """A word to the owner of an item, until seen."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)

    rule: ClassVar[Rule] = Follows("item", "items_item")
    objects = GuardedRows["Notice"].as_manager()

    class Meta:
        ordering = ("-at",)
        indexes = [models.Index(name="notice_open", fields=["person"], condition=Q(seen_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"

    @property
    def title(self) -> str:
        """Of the item; a tombstone has none."""
        if self.item.quarantined_at:
            return gettext("Bericht in quarantaine")
        return self.item.title or gettext("Ingetrokken bericht")

    @property
    def sentence(self) -> str:
        """What happened, in a sentence; never a word of the item or of who acted."""
        return NOTICE_SENTENCES[NoticeKind(self.kind)]()


# Photos follow an item and stand in a file of their own; Django looks for tables here.
from werkveld.items.pictures import Photo, PhotoDraft  # noqa: E402, F401
