"""The filters of the map: plain questions in the address."""

from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from werkveld.items.fragments import kind_words
from werkveld.kit.forms import Form
from werkveld.territory.models import Edition

TIMES = [
    ("", _("Wat nu geldt")),
    ("vandaag", _("Wat vandaag gebeurt")),
    ("7", _("Verteld in 7 dagen")),
    ("28", _("Verteld in 28 dagen")),
]


class MapFilters(Form):
    """What to show on the map. Anything that is no answer counts as not asked: a filter never fails."""

    laag = forms.ChoiceField(label=_("Indeling"), required=False)
    tijd = forms.ChoiceField(label=_("Tijd"), required=False, choices=TIMES)
    soort = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {edition.layer.code: edition for edition in editions}
        self.choose("laag", [(code, str(_(e.layer.name))) for code, e in self.editions.items()])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """The answers a field takes."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def offer_kinds(self, kinds: list[str]) -> None:
        """The kinds there are to see, in the words of the rooms that own them."""
        self.choose("soort", [("", str(_("Alle soorten"))), *((kind, _in_words(kind)) for kind in kinds)])

    def said(self, name: str) -> str:
        """What was asked, or nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


def _in_words(kind: str) -> str:
    return " ".join(strip_tags(kind_words(kind)).split())
