"""Where something lies, as a form asks it: words, a point, areas. Works without JavaScript, which only is quicker."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.audience.viewer import Viewer
from werkveld.items.held import HeldForm
from werkveld.items.models import Coarseness
from werkveld.items.places import areas_in_force, by_layer, default_areas, own_areas, point_of
from werkveld.items.placing import Placed, likeliest, place_of
from werkveld.territory.models import Area, Layer

# The answer "leave it at the areas that are ticked" to where a street lies.
AS_TICKED = "ticked"


def _hidden() -> forms.FloatField:
    return forms.FloatField(required=False, widget=forms.HiddenInput)


class PieceField(forms.ChoiceField):
    """Which of the places that the words can mean: asked only when there are several, and checked against those."""

    def validate(self, value: Any) -> None:
        """Anything: the form knows what there is to choose once it read the words."""


class PlacedForm(HeldForm):
    """The part of a form that says where."""

    place = forms.CharField(label=gettext_lazy("Plaats"), max_length=120, required=False)
    coarseness = forms.ChoiceField(
        label=gettext_lazy("Hoe precies is de plaats?"), choices=Coarseness.choices, required=False
    )
    x, y, lon, lat = _hidden(), _hidden(), _hidden(), _hidden()
    # The point and the words it belongs to, as the page was made: other words beside the same point make it stale.
    placed = forms.CharField(required=False, widget=forms.HiddenInput)
    piece = PieceField(label=gettext_lazy("Waar precies?"), required=False, widget=forms.RadioSelect)
    forgets_point = forms.BooleanField(label=gettext_lazy("Laat het punt op de kaart weg"), required=False)
    areas = forms.MultipleChoiceField(label=gettext_lazy("Gebied"), required=False, widget=forms.CheckboxSelectMultiple)
    citywide = forms.BooleanField(label=gettext_lazy("Stadsbreed"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        super().__init__(*args, **kwargs)
        self.all_areas = areas_in_force()
        self.areas_by_key = {str(a.pk): a for a in self.all_areas}
        self._choices("areas", [(key, area.name) for key, area in self.areas_by_key.items()])
        self.point: tuple[float, float] | None = None
        self.meant = Placed()

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    @cached_property
    def near_areas(self) -> list[Area]:
        """What stands open: the author's own areas, and any other that is ticked."""
        own = own_areas(self.viewer, self.all_areas)
        return own + [a for a in self.picked_areas if a not in own]

    @cached_property
    def far_areas(self) -> list[tuple[Layer, list[Area]]]:
        """All the others, folded, layer by layer."""
        near = {a.pk for a in self.near_areas}
        return by_layer(a for a in self.all_areas if a.pk not in near)

    @property
    def picked_areas(self) -> list[Area]:
        """The areas ticked now, also in a form that is not right yet."""
        return [self.areas_by_key[key] for key in map(str, self["areas"].value() or ()) if key in self.areas_by_key]

    def clean_place_of(self, said: dict[str, Any]) -> None:
        """The point, from the device or from the words; and that it lies somewhere."""
        try:
            self.point = point_of(*(said.get(name) for name in ("x", "y", "lon", "lat")))
        except ValueError:
            self.add_error("place", _("Dat punt ligt niet in België. Typ de plaats, of kies een gebied."))
        if self.is_stale(said.get("place", "")):
            self.point = None
        if self.point is None and said.get("place") and "place" not in self.errors:
            self._find_place(said)
        if said.get("forgets_point"):
            self.point = None
        lies = self.point or said.get("citywide") or said.get("areas") or not self.needs_area()
        if not lies and "areas" not in self.errors:
            self.add_error("areas", _("Kies minstens één gebied, of vink “Stadsbreed” aan."))

    def _find_place(self, said: dict[str, Any]) -> None:
        """The point of what was typed. Where the words can mean several places, they are asked: a radio each, and one
        to leave it at the areas that are ticked. Whoever ticked other areas than stood there has answered already.
        """
        self.meant = place_of(said["place"]) if self.looks_up_place(said["place"]) else Placed()
        self.point = self.meant.point
        if said.get("citywide"):
            self.meant = Placed(self.point)
        if not self.meant.choices:
            return
        rest = (AS_TICKED, _("ergens in de gebieden die ik aanvink"))
        self._choices("piece", [*((choice.key, choice.words) for choice in self.meant.choices), rest])
        answer = said.get("piece", "")
        if chosen := self.meant.chosen(answer):
            self.point = chosen.point
        elif answer != AS_TICKED and not self._has_ticked_one():
            is_one = len(self.meant.choices) == 1
            text = _("Bedoel je %(place)s?") if is_one else _("%(place)s ligt in meer dan één gebied. Kies hieronder.")
            self.add_error("piece", text % {"place": self.meant.street})

    def _has_ticked_one(self) -> bool:
        """Whether somebody ticked an area of the street by hand: other areas than the form begins with."""
        ticked = {area.pk for area in self.picked_areas}
        usual = {area.pk for area in default_areas(self.viewer)}
        return ticked != usual and any(choice.areas & ticked for choice in self.meant.choices)

    @property
    def asks_piece(self) -> bool:
        """Whether the page asks which of several places is meant."""
        return bool(self.meant.choices)

    @property
    def picked_piece(self) -> str:
        """Which of them stands ready."""
        return str(self["piece"].value() or "") or likeliest(self.meant, self.picked_areas)

    def looks_up_place(self, text: str) -> bool:
        """Whether the words are looked up at all."""
        return bool(text)

    def is_stale(self, text: str) -> bool:
        """Whether the point belongs to other words than those typed now: without JavaScript it stays behind."""
        east, north, words = (*str(self["placed"].value() or "").split(" ", 2), "", "", "")[:3]
        sent = [str(self[name].value() or "") for name in ("x", "y")]
        return bool(east) and sent == [east, north] and words != text

    @property
    def placed_now(self) -> str:
        """What the hidden field holds: the point on the page with its words; of a form that came back, as it came."""
        if self.is_bound and self["placed"].value():
            return str(self["placed"].value())
        east, north, words = (str(self[name].value() or "") for name in ("x", "y", "place"))
        return f"{east} {north} {words}" if east and north else ""

    def needs_area(self) -> bool:
        """Whether it must lie in an area; a table's own item need not."""
        return True
