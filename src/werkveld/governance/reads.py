""" "Wie zag dit": every read of one item, from the journal, for the officer of the organisation that wrote it."""

import csv
import io
import re
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.items.models import Item
from werkveld.items.opening import BRIEFING, PAGE, PAPER, SUPERVISION, VERB
from werkveld.journal.models import Line
from werkveld.people.models import Organisation

_KEY = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """The reads of one item, the oldest first, and how many people of each organisation they were."""

    key: uuid.UUID
    published: Line
    lines: list[Line]

    @property
    def by_organisation(self) -> list[tuple[Organisation | None, int]]:
        """(organisation, people), most people first; None for who worked for nobody any more."""
        people = {(line.by_id, line.organisation) for line in self.lines}
        counts = Counter(organisation for _person, organisation in people)
        return counts.most_common()


def key_in(text: str) -> uuid.UUID | None:
    """The number of an item in what somebody typed or pasted: the number itself, or an address that holds it."""
    found = _KEY.search(text)
    return uuid.UUID(found.group()) if found else None


def who_saw(key: uuid.UUID, organisation: Organisation) -> Seen | None:
    """Every read of an item of this organisation; None when it wrote no item with that number.

    By one index, however long the journal is: the lines of an item stand together in it.
    """
    published = lines_of(key).filter(verb="publish item").order_by("pk").first()
    if published is None or published.organisation_id != organisation.pk:
        return None
    reads = lines_of(key).filter(verb=VERB).select_related("by", "organisation").order_by("at", "pk")
    return Seen(key, published, list(reads))


def lines_of(key: uuid.UUID) -> QuerySet[Line]:
    """Every line about one item."""
    return Line.objects.filter(subject_kind=Item._meta.label_lower, subject_key=str(key))


def channel_words(line: Line) -> str:
    """How an item came before somebody."""
    words = {
        PAGE: _("geopend"),
        BRIEFING: _("in een briefing, bevestigd"),
        PAPER: _("afgedrukt"),
        SUPERVISION: _("bij het toezicht"),
    }
    return words.get(line.detail.get("channel", ""), "")


def as_csv(lines: Iterable[Line]) -> str:
    """The reads as a table for a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerow([_("wanneer"), _("wie"), _("organisatie"), _("versie"), _("hoe")])
    for line in lines:
        organisation = line.organisation.name if line.organisation else ""
        row = [timezone.localtime(line.at).isoformat(timespec="seconds"), line.by.full_name if line.by else ""]
        table.writerow([_safe(str(cell)) for cell in [*row, organisation, line.detail["version"], channel_words(line)]])
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is shown as the text it is."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
