"""The one form with which everything is posted: a blog post or a briefing item of any kind."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.audience.models import Circle, CircleKind
from werkveld.briefing.kinds import KINDS
from werkveld.discretion.findings import Audience
from werkveld.items import when
from werkveld.items.content import Content
from werkveld.items.discreet import audience_of
from werkveld.items.forms import ContentForm
from werkveld.items.models import POST, TITLE_LENGTH
from werkveld.items.places import areas_holding, point_of
from werkveld.items.reach import offered
from werkveld.territory.models import Area

NOW, LATER = "now", "later"
# Longest text the database takes, for a draft that is not right yet: kept as far as it goes, never refused.
CUT = {"title": TITLE_LENGTH, "body": 100_000, "ask": 160, "place": 120}


class ComposeForm(ContentForm):
    """What to say, of which kind, to whom, and when to post it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Wat plaats je?"), widget=forms.RadioSelect)
    circles = forms.MultipleChoiceField(
        label=gettext_lazy("Wie ziet dit?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publish = forms.ChoiceField(
        label=gettext_lazy("Plaatsen"),
        choices=[(NOW, gettext_lazy("nu")), (LATER, gettext_lazy("later"))],
        required=False,
        widget=forms.RadioSelect,
    )
    publish_on = when.DateField(label=gettext_lazy("Op welke dag?"), required=False)
    publish_time = when.TimeField(label=gettext_lazy("Om hoe laat?"), required=False)

    def __init__(self, *args: Any, also: tuple[int, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, speaks_for=kwargs["viewer"].organisation, **kwargs)
        self._choices("kind", [(POST, _("Blogbericht")), *((slug, kind.word) for slug, kind in KINDS.items())])
        self.offer = offered(self.viewer, self._lies_in()[:4], also)
        self._choices("circles", [(str(c.pk), c.in_words) for c in self.offer])

    def _lies_in(self) -> list[Area]:
        """The areas whose people may be chosen: those ticked, or else those that hold the point."""
        if self.picked_areas:
            return self.picked_areas
        try:
            point = point_of(*(_number(self[name].value()) for name in ("x", "y", "lon", "lat")))
        except ValueError:
            return []
        return areas_holding(point) if point else []

    def item_kind(self) -> str:
        """The kind that is ticked."""
        kind = str(self["kind"].value() or POST)
        return kind if kind in KINDS else POST

    @property
    def picked(self) -> list[Circle]:
        """The circles ticked now, of those offered."""
        ticked = set(map(str, self["circles"].value() or ()))
        return [c for c in self.offer if str(c.pk) in ticked]

    def reach(self) -> Audience:
        """As far as the circles that are ticked."""
        return audience_of(self.picked, self.speaks_for)

    def needs_area(self) -> bool:
        """A table's own item hangs on the table, not on an area."""
        return not any(c.kind == CircleKind.TEAM and c.team and c.team.area_id is None for c in self.picked)

    def clean_circles(self) -> list[Circle]:
        """At least one group of readers."""
        if not self.picked:
            raise forms.ValidationError(_("Kies minstens één groep die dit mag lezen."))
        return self.picked

    def clean(self) -> dict[str, Any]:
        """Also: a question says what is asked and of whom, and a moment to post it lies ahead."""
        said = super().clean()
        self._clean_ask(said)
        if said.get("publish") != LATER:
            return said
        for name, text in (("publish_on", _("Kies de dag.")), ("publish_time", _("Vul het uur in."))):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, text)
        moment = _publish_at(said)
        if moment and moment <= timezone.now():
            self.add_error("publish_time", _("Dit moment is al voorbij."))
        return said

    def _clean_ask(self, said: dict[str, Any]) -> None:
        kind = KINDS.get(self.item_kind())
        if kind is None or not kind.asks:
            return
        for name, text in (("ask", _("Schrijf in één zin wat je vraagt.")), ("ask_of", _("Kies aan welke functie."))):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, text)

    def ready(self) -> Content:
        """What was said, with the moment to post it; call it when the form is right."""
        return self.content(_publish_at(self.cleaned_data))

    def unfinished(self) -> Content:
        """The same as far as it goes: what is not right yet is kept as typed where a draft can hold it."""
        said: dict[str, Any] = {"areas": [str(a.pk) for a in self.picked_areas], **self.cleaned_data}
        for name, length in CUT.items():
            said[name] = str(self.data.get(name, "")).replace("\x00", "")[:length]
        return self.content_of(said)


def _number(value: object) -> float | None:
    return float(str(value)) if value not in {None, ""} else None


def _publish_at(said: dict[str, Any]) -> dt.datetime | None:
    if said.get("publish") != LATER or not said.get("publish_on") or not said.get("publish_time"):
        return None
    return when.local(said["publish_on"], said["publish_time"])
