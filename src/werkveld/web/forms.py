"""The shell's own forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkveld.kit.forms import ModelForm
from werkveld.people.models import Person


class ThemeForm(ModelForm):
    """Light or dark."""

    class Meta:
        model = Person
        fields = ("theme",)
        widgets = {"theme": forms.RadioSelect}
        labels = {"theme": _("Licht of donker")}
