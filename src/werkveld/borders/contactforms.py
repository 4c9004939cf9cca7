"""What a coordinator fills in about a contact point: what and where, for whom, on which hours, and other days."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.borders.actions import Said
from werkveld.discretion.findings import Audience
from werkveld.items.held import HeldForm
from werkveld.kit.templatetags.kit import named
from werkveld.people.contactpoints import ContactKind, ContactPoint
from werkveld.people.functions import Function
from werkveld.people.hours import Stretch, read_hours, say_hours
from werkveld.people.models import LayerOwner, Organisation
from werkveld.people.openings import week_of
from werkveld.staff.forms import DAY, LONGEST_FROM_NOW, functions_of
from werkveld.staff.places import areas_today
from werkveld.territory.finding import find_place
from werkveld.territory.models import Area


class ContactPointForm(HeldForm):
    """A centre, desk or contact hour. A text of hours for each weekday, read as people write them."""

    held: ClassVar[tuple[str, ...]] = ("name", "place", "note")

    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=ContactKind)
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    place = forms.CharField(
        label=gettext_lazy("Adres"), max_length=120, help_text=gettext_lazy("Straat en nummer van het gebouw.")
    )
    function = forms.ChoiceField(label=gettext_lazy("Wie vind je er?"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telefoon"), max_length=30, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Goed om te weten"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: bel aan bij de zijdeur, of maak eerst een afspraak. Zonder namen."),
    )
    is_citywide = forms.BooleanField(label=gettext_lazy("Voor de hele stad"), required=False)
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Voor welke gebieden?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    closes_on_holidays = forms.BooleanField(label=gettext_lazy("Gesloten op feestdagen"), required=False)
    starts_on = forms.DateField(label=gettext_lazy("Vanaf"), widget=DAY)
    ends_on = forms.DateField(
        label=gettext_lazy("Tot en met"), widget=DAY, required=False, help_text=gettext_lazy("Leeg: zonder einde.")
    )

    def __init__(self, *args: Any, organisation: Organisation, point: ContactPoint | None = None, **kw: Any) -> None:
        self.organisation, self.point_before = organisation, point
        kw.setdefault("initial", initial_of(point))
        super().__init__(*args, **kw)
        for day in range(1, 8):
            self.fields[f"hours_{day}"] = forms.CharField(
                label=capfirst(str(WEEKDAYS[day - 1])), max_length=120, required=False
            )
        self.all_areas = areas_today()
        self._choices("areas", [(str(area.pk), area.name) for area in self.all_areas])
        empty: list[tuple[str, Any]] = [("", _("niemand in het bijzonder"))]
        self._choices("function", empty + [row for row in functions_of(organisation) if row[0] not in _OFFICE])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def reach(self) -> Audience:
        """Houses are often called after somebody: that is asked, and not refused. Numbers never pass."""
        return Audience.OWN

    def said_before(self) -> Iterable[str]:
        """What the contact point says now."""
        before = self.point_before
        return (before.name, before.place, before.note) if before else ()

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the weekdays, Monday first."""
        return [self[f"hours_{day}"] for day in range(1, 8)]

    @property
    def divisions(self) -> list[tuple[str, bool, list[Area]]]:
        """Areas by division, whether it stands open, the own divisions first."""
        own = set(LayerOwner.objects.filter(organisation=self.organisation).values_list("layer", flat=True))
        ticked = self.ticked
        groups = [(layer, list(rows)) for layer, rows in groupby(self.all_areas, key=lambda area: area.edition.layer)]
        groups.sort(key=lambda group: (group[0].pk not in own, group[0].name))
        return [
            (named(layer.name), layer.pk in own or any(str(a.pk) in ticked for a in rows), rows)
            for layer, rows in groups
        ]

    @property
    def ticked(self) -> set[str]:
        """Keys of the areas ticked now, as the form sends them."""
        return set(map(str, self["areas"].value() or ()))

    def clean(self) -> dict[str, Any]:
        """Hours that can be read; at least one area or the whole city; a last day after the first."""
        said = super().clean() or {}
        self.stretches: dict[int, list[Stretch]] = {}
        for day in range(1, 8):
            try:
                self.stretches[day] = read_hours(said.get(f"hours_{day}", ""))
            except ValueError as wrong:
                self.add_error(f"hours_{day}", str(wrong))
        if not said.get("is_citywide") and not said.get("areas") and "areas" not in self.errors:
            self.add_error("areas", _("Kies minstens één gebied, of vink “Voor de hele stad” aan."))
        self._clean_days(said)
        return said

    def _clean_days(self, said: dict[str, Any]) -> None:
        start, end = said.get("starts_on"), said.get("ends_on")
        # Some houses stood there long before Werkveld: a day that was kept once is not asked again.
        is_new = self.point_before is None or self.point_before.starts_on != start
        if start and is_new and abs(start - timezone.localdate()) > LONGEST_FROM_NOW:
            self.add_error("starts_on", _("Kijk het jaar na: dat is meer dan tien jaar van vandaag."))
        if start and end and end < start:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))

    @property
    def said(self) -> Said:
        """What was filled in, once it is right; the point follows from the address when it is known for certain."""
        said, spot = self.cleaned_data, find_place(self.cleaned_data["place"]).spot
        return Said(
            columns={name: said[name] for name in COLUMNS}
            | {"x": spot.x if spot else None, "y": spot.y if spot else None},
            areas=[] if said["is_citywide"] else [int(key) for key in said["areas"]],
            hours=self.stretches,
        )


COLUMNS = (
    "kind", "name", "place", "function", "phone", "email", "note", "is_citywide", "closes_on_holidays", "starts_on",
    "ends_on",
)  # fmt: skip
# Nobody goes to a desk to find who administers the organisation.
_OFFICE = {Function.COORDINATOR.value, Function.DATA_PROTECTION_OFFICER.value}


def initial_of(point: ContactPoint | None) -> dict[str, Any]:
    """A contact point as what the form shows; of a new one what is usual."""
    if point is None:
        return {"kind": ContactKind.COMMUNITY_CENTRE, "closes_on_holidays": True, "starts_on": timezone.localdate()}
    hours = {f"hours_{day}": say_hours(stretches) for day, stretches in week_of(point)}
    areas = [str(key) for key in point.areas.values_list("pk", flat=True)]
    return {name: getattr(point, name) for name in COLUMNS} | hours | {"areas": areas}


class SpecialDaysForm(HeldForm):
    """Days on which the usual hours do not hold."""

    held: ClassVar[tuple[str, ...]] = ("note",)

    starts_on = forms.DateField(label=gettext_lazy("Eerste dag"), widget=DAY)
    ends_on = forms.DateField(
        label=gettext_lazy("Laatste dag"), widget=DAY, required=False, help_text=gettext_lazy("Leeg: één dag.")
    )
    hours = forms.CharField(
        label=gettext_lazy("Toch open van–tot"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Leeg: gesloten."),
    )
    note = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: kerstvakantie. Zonder namen."),
    )

    def reach(self) -> Audience:
        """As for the contact point itself."""
        return Audience.OWN

    def clean(self) -> dict[str, Any]:
        """Days that are not over, and one stretch of hours at most."""
        said = super().clean() or {}
        start = said.get("starts_on")
        end = said.get("ends_on") or start
        if start and end and end < start:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))
        elif end and end < timezone.localdate():
            self.add_error("starts_on", _("Dan is het al voorbij. Kies vandaag of later."))
        elif end and end > timezone.localdate() + LONGEST_FROM_NOW:
            self.add_error("ends_on", _("Kijk het jaar na: dat is meer dan tien jaar van vandaag."))
        self.stretch: Stretch | None = None
        try:
            found = read_hours(said.get("hours", ""))
        except ValueError as wrong:
            self.add_error("hours", str(wrong))
            return said
        if len(found) > 1:
            self.add_error("hours", _("Geef één keer van–tot."))
        self.stretch = found[0] if found else None
        return said
