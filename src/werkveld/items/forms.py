"""Forms of an item: what it says, who sees it, a comment, a search. All work without JavaScript."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.audience.models import Circle
from werkveld.audience.viewer import Viewer
from werkveld.items import when
from werkveld.items.content import TYPED, Content
from werkveld.items.discreet import said_by
from werkveld.items.held import HeldForm
from werkveld.items.models import BODY_LENGTH, POST, TITLE_LENGTH, Basis, Coarseness, Item, ItemArea, Priority
from werkveld.items.placeforms import PlacedForm
from werkveld.items.places import areas_holding, chosen_areas
from werkveld.items.rules import DEFAULT_VALIDITY, LONGEST_VALIDITY
from werkveld.kit.dates import day_words
from werkveld.kit.forms import Form
from werkveld.people.functions import Function


class ContentForm(PlacedForm):
    """What an author says, stands and lives, for posting and for changing."""

    held: ClassVar[tuple[str, ...]] = TYPED

    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"data-count": "", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=BODY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"data-count": "", "rows": 5}),
    )
    ask = forms.CharField(label=gettext_lazy("Wat vraag je?"), max_length=160, required=False)
    ask_of = forms.ChoiceField(label=gettext_lazy("Aan wie?"), required=False)
    basis = forms.ChoiceField(
        label=gettext_lazy("Hoe weet je dit?"), choices=Basis.choices, required=False, widget=forms.RadioSelect
    )
    is_urgent = forms.BooleanField(label=gettext_lazy("Dringend"), required=False)
    day = forms.ChoiceField(
        label=gettext_lazy("Moment"), choices=when.Day.choices, required=False, widget=forms.RadioSelect
    )
    date = when.DateField(label=gettext_lazy("Welke dag?"), required=False)
    start = when.TimeField(label=gettext_lazy("Van"), required=False)
    end = when.TimeField(label=gettext_lazy("Tot"), required=False)
    valid_until = when.DateField(label=gettext_lazy("Geldig t/m"), required=False)

    def __init__(self, *args: Any, kind: str = POST, **kwargs: Any) -> None:
        self.fixed_kind = kind
        super().__init__(*args, **kwargs)
        self._choices("ask_of", [("", _("niemand in het bijzonder")), *Function.choices])

    def item_kind(self) -> str:
        """Which kind the content is of; the compose form lets the author choose."""
        return self.fixed_kind

    @property
    def until_hint(self) -> str:
        """What stands beside the end: what happens without one, and how far it may go."""
        today = timezone.localdate()
        text = _("Zonder datum: t/m %(week)s. Ten laatste %(latest)s.")
        return text % {"week": day_words(today + DEFAULT_VALIDITY), "latest": day_words(today + LONGEST_VALIDITY)}

    def clean(self) -> dict[str, Any]:
        """The fields together: a moment is whole, the end is near enough, and the item lies somewhere."""
        said = super().clean() or {}
        self._clean_moment(said)
        self._clean_until(said)
        self.clean_place_of(said)
        return said

    def _clean_moment(self, said: dict[str, Any]) -> None:
        day = said.get("day", "")
        if day == when.Day.OTHER and not said.get("date") and "date" not in self.errors:
            self.add_error("date", _("Kies welke dag, of kies “geen vast moment”."))
        if day not in {when.Day.NONE, when.Day.TONIGHT} and not said.get("start") and "start" not in self.errors:
            self.add_error("start", _("Vul het uur in waarop het begint."))

    def _clean_until(self, said: dict[str, Any]) -> None:
        last, today = said.get("valid_until"), timezone.localdate()
        if not last or self.item_kind() == POST:
            return
        if last < today:
            self.add_error("valid_until", _("Kies vandaag of later: dit was al vervallen."))
        elif last > today + LONGEST_VALIDITY:
            latest = day_words(today + LONGEST_VALIDITY)
            text = _("Ten laatste %(day)s. Klopt het dan nog, dan verleng je met één tik.")
            self.add_error("valid_until", text % {"day": latest})

    def content(self, publish_at: dt.datetime | None = None) -> Content:
        """What was said; call it when the form is right."""
        return self.content_of(self.cleaned_data, publish_at)

    def content_of(self, said: dict[str, Any], publish_at: dt.datetime | None = None) -> Content:
        """The same from values that may be missing, for a draft."""
        areas = [self.areas_by_key[key] for key in said.get("areas", ()) if key in self.areas_by_key]
        coarse = said.get("coarseness") or default_coarseness(self.viewer)
        point = self.point
        if point and coarse == Coarseness.AREA:
            # Said no finer than the area, so the point itself is not kept (R5).
            areas, point = list({a.pk: a for a in [*areas, *areas_holding(point)]}.values()), None
        at, until = when.span_of(said.get("day", ""), said.get("date"), said.get("start"), said.get("end"))
        return Content(
            kind=self.item_kind(),
            title=said.get("title", ""),
            body=said.get("body", ""),
            ask=said.get("ask", ""),
            ask_of=said.get("ask_of", ""),
            place=said.get("place", ""),
            coarseness=coarse,
            x=point[0] if point else None,
            y=point[1] if point else None,
            citywide=bool(said.get("citywide")),
            basis=said.get("basis") or Basis.SEEN,
            happens_at=at,
            happens_until=until,
            valid_until=self._until(said.get("valid_until"), until or at),
            priority=Priority.HIGH if said.get("is_urgent") else Priority.NORMAL,
            publish_at=publish_at,
            areas=tuple(areas),
        )

    def _until(self, last: dt.date | None, moment: dt.datetime | None) -> dt.datetime | None:
        """The end of the chosen day. Without one, a week, or as long as it takes to reach its own moment."""
        if self.item_kind() == POST:
            return None
        today = timezone.localdate()
        if last is None:
            week = today + DEFAULT_VALIDITY
            own = timezone.localtime(moment).date() if moment else week
            last = min(max(week, own), today + LONGEST_VALIDITY)
        return when.end_of(last)


def default_coarseness(viewer: Viewer) -> str:
    """R5: who works with people's trust says the area and no more, unless they choose otherwise."""
    return Coarseness.AREA if viewer.is_secrecy_bound else Coarseness.PLACE


def initial_of(viewer: Viewer, item: Item) -> dict[str, Any]:
    """An item as what the form shows."""
    last = timezone.localtime(item.valid_until).date() if item.valid_until else None
    return {
        "title": item.title,
        "body": item.body,
        "ask": item.ask,
        "ask_of": item.ask_of,
        "place": item.place,
        "coarseness": item.coarseness,
        "x": item.x,
        "y": item.y,
        "areas": [str(a.pk) for a in chosen_areas(viewer, item)],
        "citywide": item.citywide,
        "basis": item.basis,
        "is_urgent": item.priority == Priority.HIGH,
        "valid_until": last,
        **when.initial_of(item.happens_at, item.happens_until),
    }


class AudienceForm(Form):
    """Which circles may read it, out of those that may be chosen."""

    circles = forms.MultipleChoiceField(
        label=gettext_lazy("Wie ziet dit?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offer: Iterable[Circle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = list(offer)
        field = self.fields["circles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(c.pk), c.in_words) for c in self.offer]

    @property
    def picked(self) -> list[Circle]:
        """The circles ticked now, of those offered."""
        ticked = set(map(str, self["circles"].value() or ()))
        return [c for c in self.offer if str(c.pk) in ticked]

    def clean_circles(self) -> list[Circle]:
        """At least one."""
        if not self.picked:
            raise forms.ValidationError(_("Kies minstens één groep die dit mag lezen."))
        return self.picked


class ChangeForm(ContentForm):
    """Saying an item anew: a typing error, silently, or a correction that follows its readers."""

    held: ClassVar[tuple[str, ...]] = (*TYPED, "reason")
    TYPO, CORRECTION = "typo", "correction"
    change = forms.ChoiceField(
        label=gettext_lazy("Wat verander je?"),
        choices=[(TYPO, gettext_lazy("Een tikfout")), (CORRECTION, gettext_lazy("Een rechtzetting"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=200, required=False)
    # The version the author started from: two people at once may not undo each other unseen.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        self.item = item
        super().__init__(*args, kind=item.kind, about=item, speaks_for=item.organisation, **kwargs)

    def said_before(self) -> Iterable[str]:
        """What the item says now."""
        return said_by(self.item).values()

    def looks_up_place(self, text: str) -> bool:
        """Only other words than before: where it lies was decided once."""
        return bool(text) and text != self.item.place

    def needs_area(self) -> bool:
        """What lay in no area before may go on doing so."""
        return ItemArea.objects.visible_to(self.viewer).filter(item=self.item, area__isnull=False).exists()

    def clean_version(self) -> int:
        """Refuses to write over what somebody else changed in between."""
        version: int = self.cleaned_data.get("version") or self.item.version
        if version != self.item.version:
            text = _("Intussen paste iemand dit bericht aan. Kijk hieronder wat er nu staat en bewaar opnieuw.")
            raise forms.ValidationError(text)
        return version

    @property
    def is_typo(self) -> bool:
        """Silent, as the author chose."""
        return bool(self.cleaned_data["change"] == self.TYPO)


class CommentForm(HeldForm):
    """A line under an item."""

    held: ClassVar[tuple[str, ...]] = ("body",)

    body = forms.CharField(
        label=gettext_lazy("Reactie"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": ""}),
    )


class WithdrawForm(HeldForm):
    """Why an item is taken back, for who read it."""

    held: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label=gettext_lazy("Waarom trek je dit in?"),
        help_text=gettext_lazy("Wie het las, krijgt dit te zien. Zonder namen."),
        max_length=200,
        required=False,
    )
