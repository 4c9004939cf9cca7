"""What the owners of a division are asked: the division itself, a file of areas, and the day from which it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.items.when import DateField
from werkveld.kit.forms import Form
from werkveld.kit.templatetags.kit import named
from werkveld.territory.crs import LAMBERT_72, LAMBERT_2008, WGS84
from werkveld.territory.models import Layer, LayerKind, Word

SYSTEMS = [
    ("", _("herken het zelf")),
    (LAMBERT_72, "Lambert 72 (EPSG:31370)"),
    (LAMBERT_2008, "Lambert 2008 (EPSG:3812)"),
    (WGS84, _("graden, WGS84 (EPSG:4326)")),
]
KINDS = [
    (LayerKind.PARTITION, _("Sluitend: elke plek ligt in hoogstens één gebied")),
    (LayerKind.OVERLAPPING, _("Overlappend: gebieden mogen over elkaar liggen")),
    (LayerKind.LOOSE, _("Los: aandachtsgebieden of rondes, hier en daar")),
]


class LayerForm(Form):
    """A new division."""

    name = forms.CharField(label=_("Naam"), max_length=80, help_text=_("In het meervoud, zoals “Wijken” of “Rondes”."))
    word = forms.ChoiceField(label=_("Hoe heet één deel ervan?"), choices=Word.choices)
    kind = forms.ChoiceField(label=_("Hoe liggen ze?"), choices=KINDS, widget=forms.RadioSelect)
    is_internal = forms.BooleanField(label=_("Intern: mag op geen publieke pagina staan"), required=False)
    organisation = forms.ChoiceField(label=_("Van welke organisatie?"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": LayerKind.PARTITION, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = organisations
        if len(organisations) == 1:
            field.widget, field.initial = forms.HiddenInput(), organisations[0][0]


class EditionForm(Form):
    """A file and what the file itself does not say."""

    file = forms.FileField(
        label=_("Bestand met de gebieden"),
        help_text=_("GeoJSON, GeoPackage of Shapefile in een zip, tot 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.gpkg,.zip"}),
        error_messages={
            "empty": _("Dit bestand is leeg: 0 bytes. Bewaar het opnieuw in je GIS-programma, of kies een ander.")
        },
    )
    valid_from = DateField(label=_("Geldig vanaf"))
    name = forms.CharField(label=_("Naam van de uitgave"), max_length=120, required=False)
    code_column = forms.CharField(label=_("Kolom met de code"), max_length=80, required=False)
    name_column = forms.CharField(label=_("Kolom met de naam"), max_length=80, required=False)
    table = forms.CharField(label=_("Tabel in de GeoPackage"), max_length=80, required=False)
    crs = forms.ChoiceField(label=_("Coördinaten"), choices=SYSTEMS, required=False)
    swapped = forms.ChoiceField(
        label=_("Zijn x en y omgewisseld?"),
        choices=[("", _("kijk het zelf na")), ("no", _("nee")), ("yes", _("ja"))],
        required=False,
    )
    source = forms.CharField(label=_("Bron"), max_length=200, required=False)
    licence = forms.CharField(label=_("Licentie"), max_length=200, required=False)
    attribution = forms.CharField(label=_("Naamsvermelding"), max_length=300, required=False)
    is_schematic = forms.BooleanField(label=_("Schematisch: dit zijn niet de echte grenzen"), required=False)

    def __init__(self, *args: Any, layer: Layer, has_file: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"valid_from": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.layer = layer
        # One that was sent before still waits.
        self.fields["file"].required = not has_file

    @property
    def reading(self) -> dict[str, Any]:
        """The words for the reader."""
        said = self.cleaned_data
        return {
            "code_column": said["code_column"] or None,
            "name_column": said["name_column"] or None,
            "table": said["table"] or None,
            "crs": said["crs"] or None,
            "is_swapped": {"yes": True, "no": False}.get(said["swapped"]),
            "kind": self.layer.kind,
        }

    @property
    def about(self) -> dict[str, str]:
        """What is kept beside the areas."""
        return {key: self.cleaned_data[key] for key in ("name", "source", "licence", "attribution")}


class ThresholdForm(Form):
    """From which share areas of two divisions count as the same ground."""

    percent = forms.IntegerField(
        label=_("Vanaf welk deel?"),
        min_value=1,
        max_value=100,
        error_messages={
            "invalid": _("Geef een heel getal van 1 tot 100."),
            "min_value": _("Geef een heel getal van 1 tot 100."),
            "max_value": _("Geef een heel getal van 1 tot 100."),
        },
    )

    def __init__(self, *args: Any, other: Layer, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{other.code}_%s", **kwargs)
        self.other = other
        self.fields["percent"].widget.attrs["inputmode"] = "numeric"

    @property
    def label(self) -> str:
        """The question, with the other division's name."""
        return str(_("{layer}: vanaf hoeveel procent?")).format(layer=named(self.other.name))


class DrawForm(Form):
    """One area that is drawn; its points stand in a list of their own."""

    name = forms.CharField(label=_("Naam van het gebied"), max_length=120)
    valid_from = DateField(label=_("Geldig vanaf"))
    # Only to hang what is wrong with the points on.
    points = forms.CharField(required=False, label=_("Punten"))


class PublishForm(Form):
    """The day from which a draft holds."""

    valid_from = DateField(label=_("Geldig vanaf"))
