"""What the data protection officer types, and what everybody types to them."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.governance.breaches import WORDS as BREACH_WORDS
from werkveld.governance.models import Breach, Category, Concerned, Judgement, Loss, Risk, Verdict
from werkveld.governance.reads import key_in
from werkveld.governance.wording import refused
from werkveld.kit.forms import Form, ModelForm


class Held:
    """Mix in front of a form of ours: its `held` fields pass the guard."""

    held: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """What may not be written is said beside its field, with the words."""
        found: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        texts = {name: str(found.get(name) or "") for name in self.held}
        for name, sentence in refused(texts).items():
            self.add_error(name, sentence)  # type: ignore[attr-defined]
        return found


class Moment(forms.DateTimeInput):
    """Day and hour in one field of the browser's own."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


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


class BreachForm(Held, ModelForm):
    """The first minutes: what, and when it was noticed. The officer fills in the rest."""

    held = BREACH_WORDS

    class Meta:
        model = Breach
        fields = ("what", "noticed_at")
        widgets = {"what": forms.Textarea(attrs={"rows": 4}), "noticed_at": Moment()}
        help_texts = {
            "what": gettext_lazy("In een paar zinnen. Zet hier geen gegevens van mensen in."),
            "noticed_at": gettext_lazy("Vanaf dan lopen de 72 uur."),
        }

    def clean_noticed_at(self) -> dt.datetime:
        """Not in the future, and not a slip of the year."""
        moment: dt.datetime = self.cleaned_data["noticed_at"]
        if moment > timezone.now() + dt.timedelta(minutes=5):
            raise forms.ValidationError(_("Dat moment moet nog komen."))
        if moment < timezone.now() - dt.timedelta(days=366):
            raise forms.ValidationError(_("Dat is meer dan een jaar geleden. Kijk het jaar na."))
        return moment


class BreachFileForm(BreachForm):
    """The whole file, by the officer, as often as they know more."""

    losses = forms.MultipleChoiceField(
        label=gettext_lazy("Wat er verloren ging"), choices=Loss, required=False, widget=forms.CheckboxSelectMultiple
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Soorten gegevens"), choices=Category, required=False, widget=forms.CheckboxSelectMultiple
    )
    concerned = forms.MultipleChoiceField(
        label=gettext_lazy("Over wie"), choices=Concerned, required=False, widget=forms.CheckboxSelectMultiple
    )
    risk = forms.ChoiceField(
        label=gettext_lazy("Risico voor die mensen"),
        choices=[("", gettext_lazy("nog niet beoordeeld")), *Risk.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta(BreachForm.Meta):
        fields = (  # type: ignore[assignment]
            "what", "noticed_at", "happened", "losses", "categories", "concerned", "people", "consequences", "measures",
            "risk", "authority", "authority_told_at", "authority_reference", "late_because", "people_told_at",
        )  # fmt: skip
        widgets = {
            **BreachForm.Meta.widgets,
            "consequences": forms.Textarea(attrs={"rows": 3}),
            "measures": forms.Textarea(attrs={"rows": 3}),
            "authority_told_at": Moment(),
            "people_told_at": Moment(),
        }
        help_texts = {
            **BreachForm.Meta.help_texts,
            "authority": gettext_lazy(
                "Politie meldt aan het COC, stad en OCMW aan de VTC, anderen aan de GBA. Anders bij jullie? Kies zelf."
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Nobody is told before it was noticed."""
        found = super().clean()
        noticed = found.get("noticed_at")
        for name in ("authority_told_at", "people_told_at"):
            told = found.get(name)
            if noticed and told and told < noticed:
                self.add_error(name, _("Dat is vóór het werd vastgesteld."))
        return found


class ReportForm(Held, Form):
    """Why the officer should look."""

    held = ("reason",)

    reason = forms.CharField(
        label=gettext_lazy("Waarom meld je dit?"),
        help_text=gettext_lazy("Wat klopt er niet aan dit bericht? Herhaal geen gegevens van mensen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "500"}),
    )


class DecisionForm(Held, Form):
    """What an officer decides."""

    held = ("answer",)

    verdict = forms.ChoiceField(
        label=gettext_lazy("Wat beslis je?"),
        choices=[
            (Verdict.FINE, gettext_lazy("Het mag blijven staan. Je kijkt daarna niet meer mee.")),
            (Verdict.QUARANTINED, gettext_lazy("In quarantaine. Het is meteen weg voor iedereen, tot je beslist.")),
            (Verdict.WITHDRAWN, gettext_lazy("Intrekken. De tekst wordt vernietigd.")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Wie het meldde, leest dit. Bij intrekken ook wie het bericht zag."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": "200"}),
    )


class JudgementForm(Held, Form):
    """What an officer found in a sample."""

    held = ("note",)

    judgement = forms.ChoiceField(
        label=gettext_lazy("Hoe staat dit er?"), choices=Judgement.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Opmerking"),
        help_text=gettext_lazy("Wat viel op? Alleen de DPO leest dit."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": "200"}),
    )
