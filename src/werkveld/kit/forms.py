"""How a form behaves here: our words when something is missing, and no pop-ups of the browser.

`{% field %}` shows any Django form; a form of ours adds `Plain` in front, so that what is missing is said with the
field's own name. Hints and errors are tied to their field by Django itself (`aria-describedby`, `aria-invalid`).
"""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

CHOSEN = (forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Plain:
    """Mix in front of `forms.Form` or `forms.ModelForm`."""

    # The server says what is wrong, in the page, in our words: a browser's bubble is read by nobody twice.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            label = str(field.label or name)
            ask = _("Kies bij “%(label)s”.") if isinstance(field.widget, CHOSEN) else _("Vul “%(label)s” in.")
            field.error_messages["required"] = ask % {"label": label}
            _say_too_long(field, label)
            _count_signs(field)


class Form(Plain, forms.Form):
    """A form in our words."""


class ModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg] # Django only takes a parameter while types are checked.
    """A form on a model, in our words."""


def _say_too_long(field: forms.Field, label: str) -> None:
    """Which field, how many there are and how many there may be: Django's own words name only "deze waarde"."""
    most = getattr(field, "max_length", None)
    if most is None or not isinstance(field, forms.CharField):
        return
    words = _("“%(label)s” is te lang: %(now)s tekens, het mogen er %(most)s zijn.")
    # The label stands fixed; the numbers are filled in when the text is there.
    told = words.replace("%(label)s", label.replace("%", "%%")).replace("%(now)s", "%(show_value)s")
    others = [check for check in field.validators if not isinstance(check, MaxLengthValidator)]
    field.validators = [*others, MaxLengthValidator(int(most), told.replace("%(most)s", "%(limit_value)s"))]


def _count_signs(field: forms.Field) -> None:
    """A field marked `data-count` shows what is left, and lets you type over it: a silent cut loses words."""
    attrs = field.widget.attrs
    if "data-count" in attrs:
        attrs["data-count"] = str(getattr(field, "max_length", None) or attrs["data-count"])
        attrs.pop("maxlength", None)
