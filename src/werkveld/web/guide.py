"""What the style guide shows: every part with invented content, once in each theme."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkveld.kit.forms import Form
from werkveld.people.functions import OrganisationKind


@dataclass(frozen=True)
class Example:
    """An organisation or a person that exists nowhere."""

    kind: str = ""
    short_name: str = ""
    initials: str = ""


class ExampleForm(Form):
    """One field of each shape."""

    title = forms.CharField(
        label=_("Wat is er?"),
        max_length=80,
        help_text=_("De titel is de boodschap."),
        widget=forms.TextInput(attrs={"data-count": "80"}),
    )
    body = forms.CharField(label=_("Meer hierover"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.ChoiceField(label=_("Gebied"), choices=[("", ""), ("1", "Overleie")])
    basis = forms.ChoiceField(
        label=_("Hoe weet je het?"),
        choices=[("seen", _("zelf gezien")), ("partner", _("van een partner")), ("heard", _("gehoord"))],
        widget=forms.RadioSelect,
    )
    urgent = forms.BooleanField(label=_("Moet iedereen vandaag weten"), required=False, help_text=_("Komt bovenaan."))


COLOURS = (
    "brand", "brand-soft", "bg", "surface", "sunk", "line", "line-2", "ink", "ink-2", "ink-3",
    "new", "new-soft", "chg", "chg-soft", "chg-line", "day", "day-soft", "ok", "ok-soft", "red", "red-soft",
    "city", "police", "ocmw", "nonprofit", "housing",
)  # fmt: skip
ICONS = ("clipboard-list", "newspaper", "search", "map-pin", "users", "pen-line", "sparkle", "hand",
         "calendar-days", "history", "check-check", "bell", "lock", "printer", "layers", "phone", "message-circle",
         "cloud-off")  # fmt: skip


def parts() -> dict[str, Any]:
    """The context of the style guide; `themes` pairs each theme with its own forms, so that no id stands twice."""
    now = timezone.now()
    organisations = [Example(kind=kind.value, short_name=str(kind.label), initials="LV") for kind in OrganisationKind]
    return {
        "themes": [(theme, *_forms(theme)) for theme in ("light", "dark")],
        "organisations": organisations,
        "person": Example(initials="KD"),
        "city": organisations[0],
        "colours": COLOURS,
        "icons": ICONS,
        "now": now,
        "yesterday": now - dt.timedelta(days=1),
        "next_week": now + dt.timedelta(days=6),
    }


def _forms(theme: str) -> tuple[ExampleForm, ExampleForm]:
    """A form still empty, and one that came back with errors."""
    return ExampleForm(auto_id=f"{theme}-%s"), ExampleForm({"body": "…"}, auto_id=f"{theme}-wrong-%s")
