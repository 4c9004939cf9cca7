"""How a form behaves here: our words when something is missing, and no pop-ups of the browser.

`{% field %}` shows any Django form; a form of ours adds `Plain` in front, so that what is missing is said with the
field's own name. Hints and errors are tied to their field by Django itself (`aria-describedby`, `aria-invalid`).
"""

from typing import Any

from django import forms
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
            _count_signs(field)


class Form(Plain, forms.Form):
    """A form in our words."""


class ModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg] # Django only takes a parameter while types are checked.
    """A form on a model, in our words."""


def _count_signs(field: forms.Field) -> None:
    """A field marked `data-count` shows what is left, and lets you type over it: a silent cut loses words."""
    attrs = field.widget.attrs
    if "data-count" in attrs:
        attrs["data-count"] = str(getattr(field, "max_length", None) or attrs["data-count"])
        attrs.pop("maxlength", None)
