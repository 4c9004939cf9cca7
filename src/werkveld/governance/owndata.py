"""What is kept of somebody, to take along (GDPR articles 15 and 20): one table of parts, and what is left out and why.

Every field of every model that names a person stands in `PARTS` or in `LEFT_OUT`; a test holds the two to the models.
Through the person's own eyes: nothing of anybody else, no names but their own.
"""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkveld.audience.rule import Guarded
from werkveld.audience.viewer import Viewer
from werkveld.items.models import Item
from werkveld.items.pictures import Photo, PhotoDraft
from werkveld.journal.models import Line
from werkveld.people.models import Person

type Rows = QuerySet[Any]

# The newest lines of a journal, and the newest pictures in the file itself (300 KB each); older ones by their address.
MOST_LINES, MOST_PICTURES = 10_000, 200
# What officers did with an item, as its author may know it: never who asked for it, never why.
SUPERVISED = ("look at item", "quarantine item", "release item", "clear item", "withdraw item")


@dataclass(frozen=True)
class Part:
    """One list in the file: the rows of a model whose field `via` (or one of them) is the person.

    `columns` are fields and paths; "name=path" gives a path another name, and "organisation__name" is "organisation".
    `find` says the rows when no field names the person.
    """

    name: str
    words: str | Promise
    model: str
    via: str
    columns: str
    most: int | None = None
    find: Callable[[Viewer], Rows] | None = None

    def rows(self, viewer: Viewer) -> Rows:
        """The person's rows that they may know of."""
        if self.find:
            return self.find(viewer)
        model: Any = apps.get_model(self.model)
        mine = Q()
        for path in self.via.split():
            mine |= Q(**{path: viewer.person})
        rows = model.objects.visible_to(viewer) if issubclass(model, Guarded) else model._base_manager.all()
        found: Rows = rows.filter(mine).order_by("pk")
        return found

    def record(self, viewer: Viewer) -> list[dict[str, Any]]:
        """Those rows for a machine: moments in ISO 8601."""
        names = dict(_named(column) for column in self.columns.split())
        rows = self.rows(viewer)
        if self.most:
            rows = rows.order_by("-pk")[: self.most]
        return [{name: _plain(row[path]) for name, path in names.items()} for row in rows.values(*names.values())]


def _named(column: str) -> tuple[str, str]:
    name, _equals, path = column.rpartition("=")
    return name or path.removesuffix("__name"), path


def _lines_about(viewer: Viewer) -> Rows:
    """What was done to one's account, functions and chairs."""
    assert viewer.person is not None  # noqa: S101 - pages ask for an account
    about = Line.objects.filter(subject_kind=Person._meta.label_lower, subject_key=str(viewer.person.pk))
    return about.exclude(by=viewer.person)


def _supervision(viewer: Viewer) -> Rows:
    """What officers did with one's own items."""
    own = Item.objects.visible_to(viewer).filter(author=viewer.person).values_list("pk", flat=True)
    about = Line.objects.filter(subject_kind=Item._meta.label_lower, subject_key__in=[str(key) for key in own])
    return about.filter(verb__in=SUPERVISED).exclude(by=viewer.person)


_PICTURE = "id item_id at width height faces plates brushed"
_SAID = "id kind title body ask place x y observed_at basis happens_at happens_until state published_at valid_until"

PARTS = (
    Part("assignments", _("Functies"), "people.Assignment", "person",
         "function organisation__name area__name theme citywide starts_on ends_on"),
    Part("seats", _("Zetels"), "people.Seat", "person",
         "team__name function organisation__name starts_on ends_on lapses_on"),
    Part("shifts", _("Diensten"), "people.Shift", "person", "name organisation__name starts_at ends_at is_lead"),
    Part("turns", _("Gebieden die door nieuwe grenzen bijkwamen of wegvielen"), "atlas.Turn", "person",
         "code name organisation__name has_come"),
    Part("items", _("Berichten en concepten"), "items.Item", "author",
         f"{_SAID} withdrawn_at withdrawn_reason author_function organisation__name version created_at changed_at"),
    Part("versions", _("Versies van je berichten"), "items.ItemVersion", "item__author by",
         "item_id number title body ask place change reason at"),
    Part("comments", _("Reacties"), "items.Comment", "author", "id item_id organisation__name body is_feedback at"),
    Part("photos", _("Foto’s"), "items.Photo", "by", f"{_PICTURE} alt"),
    Part("photo_drafts", _("Foto’s die nog niet geplaatst zijn"), "items.PhotoDraft", "by", f"{_PICTURE} why"),
    Part("readings", _("Wat je las"), "items.Reading", "person", "item_id version read_at acknowledged_at device_at"),
    Part("confirmations", _("Klopt nog, klopt niet meer"), "items.Confirmation", "person", "item_id holds at"),
    Part("takes", _("Vragen die je opnam"), "briefing.Take", "person", "item_id taken_at answered_at"),
    Part("notices", _("Berichtjes aan jou"), "items.Notice", "person", "item_id kind at seen_at"),
    Part("sheets", _("Bladen"), "briefing.Sheet", "person", "stamp form at since lines"),
    Part("feed_marks", _("Tot waar je las"), "blog.FeedMark", "person", "area__name team__name seen_until"),
    Part("street_agreements", _("Afspraken over straten"), "borders.StreetAgreement", "first_by second_by",
         "street__name first_at second_at"),
    Part("protocols", _("Dataprotocollen die je voorstelde"), "people.Protocol", "registered_by",
         "document registered_at"),
    Part("assents", _("Dataprotocollen die je bevestigde"), "people.Assent", "by",
         "protocol=protocol__document organisation__name at"),
    Part("reports", _("Meldingen die je deed"), "governance.Report", "by",
         "id item_id reason at verdict answer decided_at"),
    Part("decisions", _("Meldingen die je als DPO besliste"), "governance.Report", "decided_by",
         "id item_id verdict answer decided_at"),
    Part("quarantines", _("Quarantaines die je als DPO instelde"), "governance.Quarantine", "by", "item_id reason at"),
    Part("samples", _("Steekproeven die je als DPO beoordeelde"), "governance.Sample", "judged_by",
         "item_id month judgement note judged_at"),
    Part("line_samples", _("Lijnen van het logboek die je als DPO beoordeelde"), "governance.LineSample", "judged_by",
         "month line judgement note judged_at"),
    Part("breaches", _("Datalekken die je meldde of afsloot"), "governance.Breach", "reported_by closed_by",
         "id organisation__name what noticed_at reported_at closed_at"),
    Part("supervision", _("Wat een DPO met je berichten deed"), "journal.Line", "", "at verb item=subject_key",
         find=_supervision),
    Part("erasures", _("Vragen om je gegevens te wissen"), "governance.Erasure", "person", "asked_at done_at"),
    Part("email_addresses", _("E-mailadressen om aan te melden"), "account.EmailAddress", "user",
         "email verified primary"),
    Part("second_steps", _("Passkeys en tweede stap"), "mfa.Authenticator", "user",
         "type name=data__name created_at last_used_at"),
    Part("devices", _("Toestellen"), "usersessions.UserSession", "user", "ip user_agent created_at last_seen_at"),
    Part("identities", _("Aanmelding bij je organisatie"), "web.Identity", "person",
         "organisation__name issuer subject linked_at"),
    Part("invitations", _("Uitnodigingen aan jou"), "staff.Invitation", "person",
         "created_at expires_at accepted_at"),
    Part("journal_about_you", _("Lijnen in het logboek over je account"), "journal.Line", "", "at verb", MOST_LINES,
         find=_lines_about),
    Part("journal", _("Lijnen in het logboek van wat je deed"), "journal.Line", "by",
         "at verb subject_kind subject_key detail", MOST_LINES),
)  # fmt: skip

_IN_JOURNAL = _("Wat je deed, staat in het logboek. De rij zelf gaat over iemand anders.")

# Fields that name a person and give no list of their own: each with its reason, which the file says too.
LEFT_OUT = {
    ("items.Item", "last_confirmed_by"): _("Elke bevestiging staat al bij “Klopt nog, klopt niet meer”."),
    ("audience.Circle", "person"): _("Alleen een verwijzing naar je account, zonder gegevens."),
    ("governance.Erasure", "asked_by"): _IN_JOURNAL,
    ("staff.Invitation", "invited_by"): _IN_JOURNAL,
}
# What is about somebody and yet somebody else's to give: GDPR article 15(4).
ASK = _(
    "Niet in dit bestand: wie je berichten las of meldde, en wat een DPO erover noteerde. Dat gaat ook over anderen "
    "(AVG art. 15.4). Vraag het aan de DPO van je organisatie. Ook wachtwoord en codes staan er niet in."
)


def own_counts(viewer: Viewer) -> list[tuple[Part, int]]:
    """How many rows of each part there are, the empty ones left out."""
    counted = [(part, part.rows(viewer).count()) for part in PARTS]
    return [(part, count) for part, count in counted if count]


def own_record(viewer: Viewer) -> dict[str, Any]:
    """Everything that is kept about or by the viewer, for a machine to read."""
    person = viewer.person
    assert person is not None  # noqa: S101 - pages ask for an account
    said = "email given_name family_name phone language theme is_active joined_at last_login demo_note"
    found: dict[str, Any] = {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "person": {name: _plain(getattr(person, name)) for name in said.split()},
        **{part.name: part.record(viewer) for part in PARTS},
    }
    for photo in (*found["photos"], *found["photo_drafts"]):
        photo["address"] = reverse("photo", args=[photo["id"]])
    found["left_out"] = [str(ASK), *dict.fromkeys(str(why) for why in LEFT_OUT.values())]
    return found


def own_file(viewer: Viewer) -> bytes:
    """A ZIP: `mijn-gegevens.json`, and the newest of one's pictures as they are kept, in `fotos/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(own_record(viewer), ensure_ascii=False, indent=2)
        archive.writestr("mijn-gegevens.json", text)
        left = MOST_PICTURES
        for model in (Photo, PhotoDraft):
            rows: Any = model.objects.visible_to(viewer)
            newest = rows.filter(by=viewer.person).order_by("-at").values_list("pk", "image")[:left]
            for key, image in newest.iterator(chunk_size=10):
                if not image:
                    continue
                # JPEG is small already.
                archive.writestr(f"fotos/{key}.jpg", bytes(image), zipfile.ZIP_STORED)
                left -= 1
    return out.getvalue()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)
