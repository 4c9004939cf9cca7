"""A place to ask about: typed, or where the device stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.items.places import point_of
from werkveld.territory.finding import Finding, Spot, StreetFound, find_place
from werkveld.territory.streetpieces import StreetPiece, pieces_of

MOST_STREETS = 6


class PlaceField(forms.CharField):
    """Needed, but for who stands there: the form knows whether the device gave a point."""

    def validate(self, value: Any) -> None:
        """Anything; `PlaceForm.clean` says what is missing."""


class PlaceForm(forms.Form):
    """One field to type in and a point that the device may fill; `spot` is what it means once it is valid."""

    # "Waar ik sta" sends the form with nothing typed: the browser must let it go.
    use_required_attribute = False

    place = PlaceField(
        label=gettext_lazy("Waar?"),
        help_text=gettext_lazy(
            "Straat en nummer, een straat, een plein of een kruispunt: «hoek Budastraat en Overleiestraat»."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    # What a point is called that was chosen from a list; one of the device has no name.
    called = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    spot: Spot
    finding: Finding | None = None

    def clean(self) -> dict[str, Any]:
        """Find the place; several or none is an error that says what to do."""
        said = super().clean() or {}
        text = said.get("place", "").strip()
        if text:
            self._find(text)
            return said
        try:
            point = point_of(*(said.get(name) for name in ("x", "y", "lon", "lat")))
        except ValueError:
            self.add_error("place", _("Dat punt ligt niet in België. Typ de plaats."))
            return said
        if point is None:
            self.add_error("place", _("Typ een plaats, of gebruik «Waar ik sta»."))
        else:
            self.spot = Spot(said.get("called") or _("Waar je staat"), point[0], point[1], "point")
        return said

    @property
    def streets(self) -> list[tuple[StreetFound, list[StreetPiece]]]:
        """The streets that the words can mean, each with the pieces that borders cut it into."""
        found = self.finding.streets[:MOST_STREETS] if self.finding else []
        return [(street, pieces_of(street.street)) for street in found]

    def _find(self, text: str) -> None:
        self.finding = find_place(text)
        if spot := self.finding.spot:
            self.spot = spot
        elif self.finding.spots:
            self.add_error("place", _("Dat adres bestaat meer dan eens. Kies hieronder welk je bedoelt."))
        elif len(self.finding.streets) == 1 and self.finding.streets[0].is_whole and self.finding.streets[0].spot:
            self.spot = self.finding.streets[0].spot
        elif self.finding.streets:
            self.add_error("place", _("Geef een huisnummer: deze straat ligt niet overal in hetzelfde gebied."))
        else:
            self.add_error("place", _("Deze plaats ken ik niet. Kijk de naam na, of typ alleen de straat."))
