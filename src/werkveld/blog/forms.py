"""The filters above a blog: plain questions in the address."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.blog.walk import Sieve
from werkveld.kit.forms import Form
from werkveld.people.models import Organisation


class Filters(Form):
    """What to show of a blog. Anything that is no answer counts as not asked: a filter never fails."""

    soort = forms.ChoiceField(
        label=_("Soort"),
        required=False,
        choices=[("", _("Alle soorten")), ("bericht", _("Alleen blog")), ("briefing", _("Alleen briefing"))],
    )
    van = forms.ChoiceField(label=_("Van"), required=False)
    ongelezen = forms.BooleanField(label=_("Alleen nieuw"), required=False)
    vervallen = forms.BooleanField(label=_("Ook vervallen"), required=False)

    def __init__(self, *args: object, organisations: list[Organisation], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Iedereen")), *((o.code, o.short_name) for o in organisations)]
        self.fields["van"].choices = choices  # type: ignore[attr-defined]

    def sieve(self, since: dt.datetime) -> Sieve:
        """The answers; `since` is the reader's mark."""
        self.is_valid()
        said = self.cleaned_data
        return Sieve(
            kind=said.get("soort", ""),
            organisation=said.get("van", ""),
            with_lapsed=said.get("vervallen", False),
            since=since if said.get("ongelezen") else None,
        )
