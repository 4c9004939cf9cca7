"""What the data protection officer types, and what everybody types to them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.governance.reads import key_in
from werkveld.kit.forms import Form


class LookUpForm(Form):
    """Which item."""

    bericht = forms.CharField(
        label=gettext_lazy("Nummer of adres van het bericht"),
        help_text=gettext_lazy("Plak het adres van het bericht: het nummer staat erin."),
        max_length=300,
    )

    def clean_bericht(self) -> str:
        """The number alone."""
        key = key_in(self.cleaned_data["bericht"])
        if key is None:
            raise forms.ValidationError(_("Daar staat geen nummer van een bericht in."))
        return str(key)
