"""Forms around a photo: choose one, hide more of it, say that nobody can be recognised."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.items.held import HeldForm
from werkveld.items.pictures import ALT_LENGTH
from werkveld.kit.forms import Form
from werkveld.photos.limits import MOST_FILES
from werkveld.photos.refused import PictureRefusedError
from werkveld.photos.running import refuse_early
from werkveld.photos.words import refusal_words

TAKEN = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic"
MOST_SHAPES = 40
# Left, top, right, bottom as shares of the picture, and whether it is an ellipse.
Shape = tuple[float, float, float, float, bool]


class Pictures(forms.FileInput):
    """A field of the browser that takes several at once; a telephone offers both its camera and its pictures."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Some files, as their bytes."""

    widget = Pictures

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        """Each by itself; what is no picture by its first bytes is refused in words."""
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Kies hoogstens %(n)d foto’s tegelijk.") % {"n": MOST_FILES})
        found = [super(PicturesField, self).clean(file, initial).read() for file in files or [None]]
        for place, picture in enumerate(found, 1):
            try:
                refuse_early(picture)
            except PictureRefusedError as refusal:
                which = _("Foto %(n)d: ") % {"n": place} if len(found) > 1 else ""
                raise forms.ValidationError(which + refusal_words(refusal.why)) from refusal
        return found


class UploadForm(Form):
    """Photos. Nothing is said of what they are by the browser: their bytes are looked at."""

    # A file of nothing is refused in our own words.
    photo = PicturesField(label=gettext_lazy("Foto’s"), widget=Pictures(attrs={"accept": TAKEN}), allow_empty_file=True)


class BrushForm(Form):
    """Places to hide: drawn ones as `shape`, and one in figures for who has no script or no mouse."""

    left = forms.FloatField(label=gettext_lazy("Van links"), min_value=0, max_value=100, required=False)
    top = forms.FloatField(label=gettext_lazy("Van boven"), min_value=0, max_value=100, required=False)
    wide = forms.FloatField(label=gettext_lazy("Breedte"), min_value=1, max_value=100, required=False)
    high = forms.FloatField(label=gettext_lazy("Hoogte"), min_value=1, max_value=100, required=False)
    outline = forms.ChoiceField(
        label=gettext_lazy("Vorm"),
        choices=[("round", gettext_lazy("Ovaal")), ("square", gettext_lazy("Rechthoek"))],
        required=False,
        initial="round",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with another form.
        super().__init__(*args, auto_id="id_brush_%s", **kwargs)
        for name in ("left", "top", "wide", "high"):
            self.fields[name].widget.attrs |= {"step": "any", "inputmode": "decimal"}

    def clean(self) -> dict[str, Any]:
        """All places together, as `shapes`."""
        cleaned: dict[str, Any] = super().clean() or {}
        drawn = self.data.getlist("shape") if hasattr(self.data, "getlist") else []
        try:
            shapes = [_shape(text) for text in drawn[:MOST_SHAPES]]
        except ValueError:
            raise forms.ValidationError(_("Teken de plek opnieuw.")) from None
        figures = [cleaned[name] for name in ("left", "top", "wide", "high") if cleaned.get(name) is not None]
        if figures and not self.errors:
            if len(figures) < 4:
                raise forms.ValidationError(_("Vul de vier cijfers in: van links, van boven, breedte en hoogte."))
            left, top, wide, high = (float(figure) / 100 for figure in figures)
            shapes.append((left, top, left + wide, top + high, cleaned.get("outline") != "square"))
        if not shapes and not self.errors:
            raise forms.ValidationError(_("Duid eerst aan wat onherkenbaar moet worden."))
        cleaned["shapes"] = shapes
        return cleaned


def _shape(text: str) -> Shape:
    """ "0.1,0.2,0.3,0.4,round", each between 0 and 1; raises ValueError for anything else."""
    *figures, form = text.split(",")
    left, top, right, bottom = (float(figure) for figure in figures)
    if not all(0 <= figure <= 1 for figure in (left, top, right, bottom)) or form not in {"round", "square"}:
        raise ValueError(text)
    return left, top, right, bottom, form == "round"


class ConfirmForm(HeldForm):
    """What the photo shows, for who does not see it, and the promise."""

    held: ClassVar[tuple[str, ...]] = ("alt",)

    alt = forms.CharField(
        label=gettext_lazy("Wat zie je op de foto?"),
        max_length=ALT_LENGTH,
        help_text=gettext_lazy("Eén zin, voor wie de foto niet ziet. Geen namen."),
        widget=forms.Textarea(attrs={"rows": 2, "data-count": ""}),
    )
    nobody = forms.BooleanField(label=gettext_lazy("Op deze foto is niemand herkenbaar, ook niet aan een nummerplaat"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nobody"].error_messages["required"] = _(
            "Kijk de foto na en vink aan dat niemand herkenbaar is. Anders kan ze niet geplaatst worden."
        )
