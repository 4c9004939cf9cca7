"""What coordinators fill in."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.kit.forms import Form
from werkveld.people.functions import FUNCTIONS_OF, Function, OrganisationKind
from werkveld.people.models import Category, Organisation, Person, Team, TeamKind
from werkveld.staff.places import area_of, where_choices
from werkveld.territory.models import Area

# A first day further away than this is a slip of the keyboard.
LONGEST_FROM_NOW = dt.timedelta(days=3653)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def functions_of(organisation: Organisation) -> list[tuple[str, str]]:
    """The functions an organisation hands out."""
    return [(f.value, str(f.label)) for f in FUNCTIONS_OF[OrganisationKind(organisation.kind)]]


class AssignmentForm(Form):
    """A function, where, and from when until when."""

    function = forms.ChoiceField(label=gettext_lazy("Functie"))
    where = forms.ChoiceField(label=gettext_lazy("Waar"))
    theme = forms.CharField(
        label=gettext_lazy("Thema"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Alleen bij stadsbreed, bijvoorbeeld “preventie”."),
    )
    starts_on = forms.DateField(label=gettext_lazy("Vanaf"), widget=DAY)
    ends_on = forms.DateField(label=gettext_lazy("Tot en met"), widget=DAY, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("starts_on", timezone.localdate())
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [("", _("Kies")), *functions_of(organisation)]  # type: ignore[attr-defined]
        self.fields["where"].choices = [("", _("Kies")), *where_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A theme belongs to citywide work; a last day comes after the first."""
        said = super().clean() or self.cleaned_data
        start, end = said.get("starts_on"), said.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))
        if said.get("theme") and said.get("where", "").isdigit():
            self.add_error("theme", _("Een thema kan alleen bij stadsbreed."))
        return said

    @property
    def area(self) -> Area | None:
        """The area chosen; None is citywide."""
        return area_of(self.cleaned_data["where"])


class InviteForm(AssignmentForm):
    """Somebody new, with a first function."""

    given_name = forms.CharField(label=gettext_lazy("Voornaam"), max_length=60)
    family_name = forms.CharField(label=gettext_lazy("Familienaam"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    phone = forms.CharField(
        label=gettext_lazy("Diensttelefoon"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Collega’s zien dit nummer terwijl deze persoon op post is."),
    )

    field_order = ("given_name", "family_name", "email", "phone", "function", "where", "theme", "starts_on", "ends_on")


class MoveForm(Form):
    """Where to, from today on."""

    where = forms.ChoiceField(label=gettext_lazy("Vanaf vandaag in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = where_choices()  # type: ignore[attr-defined]

    @property
    def area(self) -> Area | None:
        """The area chosen; None is citywide."""
        return area_of(self.cleaned_data["where"])


class EndForm(Form):
    """Until when; empty is at once."""

    last_day = forms.DateField(
        label=gettext_lazy("Laatste dag"), widget=DAY, required=False, help_text=gettext_lazy("Leeg: vanaf nu.")
    )


class TeamForm(Form):
    """A table to call together."""

    kind = forms.ChoiceField(label=gettext_lazy("Soort"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    place = forms.CharField(
        label=gettext_lazy("Plaats"), max_length=120, help_text=gettext_lazy("Rond welke plek werkt deze tafel?")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (TeamKind.STEERING_GROUP, TeamKind.CONSULTATION_TABLE)
        self.fields["kind"].choices = [(k.value, k.label) for k in kinds]  # type: ignore[attr-defined]


class FillSeatForm(Form):
    """Who sits on a chair."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Wie"), queryset=Person.objects.none(), required=False, empty_label=gettext_lazy("Niemand")
    )
    ends_on = forms.DateField(label=gettext_lazy("Tot en met"), widget=DAY, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_ends_on(self) -> dt.date | None:
        """A day still to come."""
        day: dt.date | None = self.cleaned_data["ends_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Deze dag is voorbij."))
        return day


class GuestForm(Form):
    """A guest of one table."""

    given_name = forms.CharField(label=gettext_lazy("Voornaam"), max_length=60)
    family_name = forms.CharField(label=gettext_lazy("Familienaam"), max_length=80)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))


class AddSeatForm(Form):
    """One more chair: for which organisation, in which function."""

    seat = forms.ChoiceField(label=gettext_lazy("Nieuwe zetel"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (o.short_name, [(f"{o.pk}-{value}", f"{o.short_name}: {label}") for value, label in functions_of(o)])
            for o in Organisation.objects.order_by("kind", "name")
        ]
        self.fields["seat"].choices = [("", _("Kies")), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Organisation, str]:
        """Organisation and function."""
        key, _dash, function = self.cleaned_data["seat"].partition("-")
        return Organisation.objects.get(pk=key), Function(function).value


class AcceptForm(Form):
    """Name and password, by the person themselves."""

    given_name = forms.CharField(
        label=gettext_lazy("Voornaam"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=gettext_lazy("Familienaam"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=gettext_lazy("Kies een wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Minstens 12 tekens. Enkele gewone woorden na elkaar zijn goed."),
    )
    again = forms.CharField(
        label=gettext_lazy("Nog eens hetzelfde"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Strong enough, and typed the same twice."""
        said = super().clean() or self.cleaned_data
        password = said.get("password")
        if password:
            try:
                validate_password(password, self.person)
            except ValidationError as weak:
                self.add_error("password", weak)
        if password and said.get("again") and password != said["again"]:
            self.add_error("again", _("Dit is niet hetzelfde wachtwoord."))
        return said


class ShiftForm(Form):
    """One shift on the roster."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Wie"), queryset=Person.objects.none(), empty_label=gettext_lazy("Kies")
    )
    name = forms.CharField(
        label=gettext_lazy("Dienst"), max_length=40, help_text=gettext_lazy("Bijvoorbeeld “Vroege” of “Avondronde”.")
    )
    day = forms.DateField(label=gettext_lazy("Dag"), widget=DAY)
    start = forms.TimeField(label=gettext_lazy("Van"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(
        label=gettext_lazy("Tot"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Een uur voor het begin is de volgende dag."),
    )
    where = forms.ChoiceField(label=gettext_lazy("Waar"), required=False)
    is_lead = forms.BooleanField(label=gettext_lazy("Leidt deze dienst"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        choices = where_choices(("", _("In de gebieden van de functie")))
        self.fields["where"].choices = choices  # type: ignore[attr-defined]

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From when to when; an end that is not after the start is the next day."""
        said = self.cleaned_data
        night = dt.timedelta(days=int(said["end"] <= said["start"]))
        start = timezone.make_aware(dt.datetime.combine(said["day"], said["start"]))
        return start, timezone.make_aware(dt.datetime.combine(said["day"] + night, said["end"]))

    @property
    def area(self) -> Area | None:
        """The area chosen, or None for those of the assignment."""
        return area_of(self.cleaned_data["where"])


class ImportForm(Form):
    """A list as a file, or pasted."""

    file = forms.FileField(
        label=gettext_lazy("CSV-bestand"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Of plak de lijst hier"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )


class ProtocolForm(Form):
    """What stands on paper: between whom, about what, from when until when."""

    document = forms.CharField(
        label=gettext_lazy("Naam en nummer van het document"),
        max_length=120,
        help_text=gettext_lazy("Zoals het op het ondertekende stuk staat."),
    )
    link = forms.URLField(
        label=gettext_lazy("Waar het staat"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Een adres in je eigen documentbeheer, voor wie het mag openen."),
    )
    parties = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Andere partijen"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("Geldt voor"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("alles wat deze organisaties delen"),
        help_text=gettext_lazy("Of alleen wat aan één tafel gedeeld wordt."),
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Wat mag gedeeld worden?"), choices=Category.choices, widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(label=gettext_lazy("Vanaf"), widget=DAY)
    ends_on = forms.DateField(
        label=gettext_lazy("Tot en met"), widget=DAY, required=False, help_text=gettext_lazy("Leeg: zonder einde.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("starts_on", timezone.localdate())
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        others = Organisation.objects.exclude(pk=organisation.pk).order_by("kind", "name")
        self.fields["parties"].queryset = others  # type: ignore[attr-defined]
        tables = Team.objects.exclude(kind=TeamKind.AREA_TEAM)
        self.fields["team"].queryset = tables.filter(seats__organisation=organisation).distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days that mean something: not years from now, and not over before it was registered."""
        said = super().clean() or self.cleaned_data
        start, end, today = said.get("starts_on"), said.get("ends_on"), timezone.localdate()
        if start and abs((start - today).days) > LONGEST_FROM_NOW.days:
            self.add_error("starts_on", _("Kijk het jaar na: dat is meer dan tien jaar van vandaag."))
        if start and end and end < start:
            self.add_error("ends_on", _("De laatste dag ligt voor de eerste."))
        elif end and end < today:
            self.add_error("ends_on", _("Dan is het al voorbij. Kies vandaag of later."))
        return said

    @property
    def all_parties(self) -> list[Organisation]:
        """The own organisation first."""
        return [self.organisation, *self.cleaned_data["parties"]]


class ConfirmProtocolForm(Form):
    """A yes that somebody stands for."""

    seen = forms.BooleanField(label=gettext_lazy("Ik zag het ondertekende document, en dit klopt ermee"))


class EndProtocolForm(Form):
    """Until when; empty is at once."""

    last_day = forms.DateField(
        label=gettext_lazy("Laatste dag"), widget=DAY, required=False, help_text=gettext_lazy("Leeg: meteen.")
    )
