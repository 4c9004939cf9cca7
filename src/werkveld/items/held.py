"""Forms whose words the guard reads: findings beside each field, a rewrite for the asking, and what the writer says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.discretion.findings import Audience, Finding, Kind, Strength
from werkveld.discretion.wording import advice_on, kind_words
from werkveld.items.discreet import (
    Answer,
    Found,
    IndiscreetError,
    Reason,
    audience_of_keys,
    look_at,
    of_strength,
    undecided,
    unsaid_before,
)
from werkveld.items.models import Item
from werkveld.kit.forms import Form
from werkveld.kit.lines import note
from werkveld.people.models import Organisation


@dataclass(frozen=True)
class Note:
    """One finding as the page says it."""

    field: str
    finding: Finding
    words: str
    advice: str

    @property
    def tone(self) -> str:
        """How loud it is shown."""
        return self.finding.strength.value.lower()

    @property
    def swap(self) -> str:
        """Which words to change, as the button sends it: "body:12"."""
        return f"{self.field}:{self.finding.start}"


def notes_of(found: Found) -> dict[str, list[Note]]:
    """Every finding in words, by field."""
    return {
        name: [Note(name, finding, kind_words(finding.kind), advice_on(finding)) for finding in findings]
        for name, findings in found.items()
    }


def plain_text(typed: str) -> str:
    """A text as the browser holds it: one sign for the end of a line, so that places in it agree."""
    return typed.replace("\r\n", "\n").replace("\x00", "")


class ReasonField(forms.ChoiceField):
    """Asked for only when there is something to explain; then it is no free choice, and the page does not say so."""

    def validate(self, value: Any) -> None:
        """One of the reasons, or none: the form knows whether there must be one."""
        if value:
            super().validate(value)


class HeldForm(Form):
    """Say in `held` which fields the guard reads, in `reach` how far they go; `speaks_for` is whose words they are."""

    held: ClassVar[tuple[str, ...]] = ()

    kept_because = ReasonField(
        label=gettext_lazy("Waarom mag dit blijven staan?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    is_no_emergency = forms.BooleanField(
        label=gettext_lazy("Dit gebeurt niet nu, of ik belde al 112 of 101"), required=False
    )

    def __init__(
        self, *args: Any, about: Item | None = None, speaks_for: Organisation | None = None, **kwargs: Any
    ) -> None:
        self.about, self.speaks_for = about, speaks_for
        super().__init__(*args, **kwargs)

    def reach(self) -> Audience:
        """How far the words go: as far as the item they are about; the strictest when nothing is known."""
        return audience_of_keys(self.about.audience, self.speaks_for) if self.about else Audience.PUBLIC

    def said_before(self) -> Iterable[str]:
        """Words that already stood there: they are not asked for again."""
        return ()

    @property
    def answer(self) -> Answer:
        """What the writer decided."""
        said = self.cleaned_data if hasattr(self, "cleaned_data") else {}
        return Answer(said.get("kept_because", ""), bool(said.get("is_no_emergency")))

    def clean(self) -> dict[str, Any]:
        """What is never kept is wrong beside its field; what is asked needs a reason; an alarm needs a look."""
        said = super().clean() or {}
        left = undecided(self.found, self.answer)
        if stopped := of_strength(left, Strength.BLOCK):
            kinds = sorted({f.kind.value for findings in stopped.values() for f in findings})
            note("the guard refused words", is_nameless=True, kinds=kinds)
        for name, findings in of_strength(left, Strength.BLOCK).items():
            for finding in findings:
                self.add_error(name, _refusal(finding))
        if of_strength(left, Strength.ASK):
            words = ", ".join(f"“{f.text}”" for fs in of_strength(left, Strength.ASK).values() for f in fs)
            text = _("Dit lijkt een naam: %(words)s. Vervang het, of zeg waarom het mag blijven staan.")
            self.add_error("kept_because", text % {"words": words})
        if any(f.kind is Kind.EMERGENCY for findings in left.values() for f in findings):
            self.add_error("is_no_emergency", _("Gebeurt dit nu? Bel 112 of 101. Er is nog niets bewaard."))
        return said

    @property
    def found(self) -> Found:
        """The findings in what was typed; none before anything was."""
        if not self.is_bound:
            return {}
        if not hasattr(self, "_found"):
            texts = {name: plain_text(self.data.get(name, "")) for name in self.held}
            found = look_at(texts, self.reach(), self.speaks_for)
            self._found = unsaid_before(found, self.said_before())
        return self._found

    @property
    def notes(self) -> dict[str, list[Note]]:
        """The findings as the page says them."""
        return notes_of(self.found)

    @property
    def asks(self) -> bool:
        """Whether a reason is asked for."""
        return bool(of_strength(self.found, Strength.ASK))

    @property
    def alarms(self) -> bool:
        """Whether it reads like an emergency."""
        return any(f.kind is Kind.EMERGENCY for findings in self.found.values() for f in findings)


def _refusal(finding: Finding) -> str:
    text = _("“%(words)s” is een %(kind)s. %(advice)s")
    said = {"words": finding.text, "kind": kind_words(finding.kind), "advice": advice_on(finding)}
    return text % said


def wants_rewrite(request: HttpRequest) -> bool:
    """Whether the button beside a finding was pressed (without JavaScript it sends the form)."""
    return ":" in request.POST.get("rewrite", "")


def rewritten(typed: QueryDict, found: Found) -> QueryDict:
    """The form as typed, with the words that the button named replaced by what was offered."""
    name, _colon, place = typed.get("rewrite", "").partition(":")
    changed = typed.copy()
    chosen = next((f for f in found.get(name, ()) if str(f.start) == place and f.rewrite), None)
    if chosen:
        text = plain_text(typed.get(name, ""))
        changed[name] = text[: chosen.swap_from] + chosen.rewrite + text[chosen.end :]
    del changed["rewrite"]
    return changed


def too_far_words(refusal: IndiscreetError) -> str:
    """Why an item may not go to more people: which words stand in the way, and where to take them out."""
    words = {f"“{finding.text}”" for findings in refusal.found.values() for finding in findings}
    text = _("Zo ver mag dit niet: er staat nog %(words)s in, of in een reactie of oudere versie. Haal dat eerst weg.")
    return text % {"words": ", ".join(sorted(words)[:5])}
