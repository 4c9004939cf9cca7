"""Which streets and which moment: the form of "wat wist deze ploeg?"."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.audience.viewer import Viewer

FIRST_YEAR = 2000


class MomentForm(forms.Form):
    """A place of one's own (or all of them), a day and an hour."""

    place = forms.ChoiceField(label=_("Waar"), required=False)
    day = forms.DateField(
        label=_("Dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Schrijf de dag als 2026-11-21.")},
    )
    time = forms.TimeField(
        label=_("Uur"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Kies een uur."), "invalid": _("Schrijf het uur als 14:00.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial = {"day": now.date(), "time": now.time()}
        areas = [(f"a{area.pk}", area.name) for area in viewer.areas]
        teams = [(f"t{team.pk}", str(team)) for team in viewer.teams]
        place: forms.ChoiceField = self.fields["place"]  # type: ignore[assignment]
        place.choices = [("", _("Alles van mijn ploeg")), *areas, *teams]

    def clean_day(self) -> dt.date:
        """No sheet is older than the house; the edges of the calendar cannot be counted from."""
        day: dt.date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
            raise forms.ValidationError(_("Kies een dag vanaf 2000, ten laatste volgend jaar."))
        return day

    def moment(self) -> dt.datetime:
        """The asked moment, local time."""
        said = dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        # Up to and with the asked minute.
        return timezone.make_aware(said) + dt.timedelta(minutes=1)

    def of_place(self) -> Q:
        """The sheets of that place."""
        chosen = self.cleaned_data["place"]
        if not chosen:
            return Q()
        return Q(area=int(chosen[1:])) if chosen[0] == "a" else Q(team=int(chosen[1:]))
