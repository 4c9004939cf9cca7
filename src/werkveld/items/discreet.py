"""The guard at work on what people write here: which texts, how strict, and what a person may answer.

Every act that takes in words calls `hold_words`, whatever door they came through. A form calls `look_at` first, so that
its writer sees the findings and decides; the act decides again, and nothing passes it that was not decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.utils.translation import gettext_lazy as _

from werkveld.audience.models import Circle, CircleKind
from werkveld.discretion.findings import Audience, Finding, Kind, Strength
from werkveld.discretion.folding import folded_word
from werkveld.discretion.guard import check
from werkveld.discretion.wording import kind_words
from werkveld.items.content import TYPED
from werkveld.items.gazetteer import learned_gazetteer
from werkveld.items.models import Comment, Item, ItemVersion
from werkveld.items.pictures import Photo
from werkveld.journal.actions import record
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation, Person


class Reason(models.TextChoices):
    """Why words that look like a name may stay. A choice, no text: a reason that names somebody would undo itself."""

    NOT_A_NAME = "not_a_name", _("Het is geen naam van een persoon")
    COLLEAGUE = "colleague", _("Het is een collega of partner, in functie")
    PUBLIC_NAME = "public_name", _("Het is een publieke naam: een zaal, een artiest, een mandataris")
    AGREED = "agreed", _("De persoon weet dat dit hier staat en vindt het goed")


@dataclass(frozen=True)
class Answer:
    """What a writer said to the guard: why asked words stay, and that it is no emergency (or that help was called)."""

    reason: str = ""
    is_no_emergency: bool = False


UNANSWERED = Answer()
type Found = dict[str, list[Finding]]


class IndiscreetError(SuspiciousOperation):
    """Words that may not be kept so; `found` holds the findings by field. A form never lets it come this far."""

    def __init__(self, found: Found) -> None:
        self.found = found
        kinds = sorted({kind_words(f.kind) for findings in found.values() for f in findings})
        super().__init__(", ".join(kinds))


def audience_of(circles: Iterable[Circle], organisation: Organisation | None) -> Audience:
    """How far these circles reach beyond one's own organisation."""
    own = organisation.pk if organisation else None
    reach = Audience.OWN
    for circle in circles:
        if circle.kind == CircleKind.PUBLIC:
            return Audience.PUBLIC
        is_own = circle.kind == CircleKind.PERSON or (
            circle.organisation_id is not None and circle.organisation_id == own
        )
        reach = reach if is_own else Audience.PARTNERS
    return reach


def audience_of_keys(keys: Iterable[int], organisation: Organisation | None) -> Audience:
    """The same for circles by their keys."""
    return audience_of(Circle.objects.filter(pk__in=list(keys)), organisation)


def is_delicate(organisation: Organisation | None) -> bool:
    """Who works on welfare writes of people at home: there a street with a number is somebody's address (R5)."""
    return organisation is not None and organisation.kind == OrganisationKind.OCMW


def look_at(texts: Mapping[str, str], audience: Audience, organisation: Organisation | None = None) -> Found:
    """The findings in each text that has any, by its field's name."""
    gazetteer = learned_gazetteer()
    delicate = is_delicate(organisation)
    found = {name: check(text, gazetteer, audience, is_delicate=delicate) for name, text in texts.items() if text}
    return {name: findings for name, findings in found.items() if findings}


def of_strength(found: Found, strength: Strength) -> Found:
    """Only the findings of one strength."""
    chosen = {name: [f for f in findings if f.strength is strength] for name, findings in found.items()}
    return {name: findings for name, findings in chosen.items() if findings}


def unsaid_before(found: Found, before: Iterable[str]) -> Found:
    """Without the asked words that already stood there: who mends a comma need not explain a name again."""
    if not of_strength(found, Strength.ASK):
        return found
    stood = look_at({str(number): text for number, text in enumerate(before)}, Audience.OWN)
    known = {folded_word(finding.text) for findings in stood.values() for finding in findings}
    kept = {
        name: [f for f in findings if f.strength is not Strength.ASK or folded_word(f.text) not in known]
        for name, findings in found.items()
    }
    return {name: findings for name, findings in kept.items() if findings}


def undecided(found: Found, answer: Answer) -> Found:
    """What stands in the way of keeping these words: what is blocked, what was not answered, an alarm not looked at."""
    left: Found = {}
    for name, findings in found.items():
        wrong = [f for f in findings if _stops(f, answer)]
        if wrong:
            left[name] = wrong
    return left


def _stops(finding: Finding, answer: Answer) -> bool:
    if finding.kind is Kind.EMERGENCY:
        return not answer.is_no_emergency
    if finding.strength is Strength.ASK:
        return answer.reason not in Reason.values
    return finding.strength is Strength.BLOCK


def hold_words(
    texts: Mapping[str, str],
    audience: Audience,
    organisation: Organisation | None,
    answer: Answer,
    before: Iterable[str] = (),
) -> Found:
    """What must be journalled about words that may be kept; raises `IndiscreetError` for words that may not."""
    found = unsaid_before(look_at(texts, audience, organisation), before)
    if left := undecided(found, answer):
        raise IndiscreetError(left)
    return of_strength(found, Strength.ASK)


def hold_draft(texts: Mapping[str, str]) -> None:
    """A draft keeps what is unfinished, names too; what is never kept is not kept for a while either.

    Nor is what reads as an emergency (R16): it stays on the device until its writer says that it is none.
    """
    found = look_at(texts, Audience.OWN)
    alarms = {name: [f for f in findings if f.kind is Kind.EMERGENCY] for name, findings in found.items()}
    held = of_strength(found, Strength.BLOCK) or {name: rows for name, rows in alarms.items() if rows}
    if held:
        raise IndiscreetError(held)


def record_kept(kept: Found, answer: Answer, *, by: Person, organisation: Organisation, subject: models.Model) -> None:
    """One line for words that stayed on somebody's word: kinds, strengths and the reason, never the words."""
    if kept:
        rows = [{"field": n, "kind": f.kind.value, "strength": f.strength.value} for n, fs in kept.items() for f in fs]
        detail = {"reason": answer.reason, "findings": rows}
        record("keep asked words", by=by, organisation=organisation, subject=subject, detail=detail)


def said_by(item: Item) -> dict[str, str]:
    """What an item says now, by field."""
    return {name: getattr(item, name) for name in TYPED}


def hold_wider(item: Item, circles: Iterable[int]) -> None:
    """Raises `IndiscreetError` when more people would read words that may not go that far: of the item, of its older
    versions and of the comments under it. What was asked for stays answered; narrowing is always free.
    """
    wider, now = (audience_of_keys(keys, item.organisation) for keys in (circles, item.audience))
    if wider <= now:
        return
    texts = said_by(item)
    for version in ItemVersion.objects.filter(item=item):
        texts |= {f"{name} {version.number}": getattr(version, name) for name in TYPED}
        texts |= {f"reason {version.number}": version.reason}
    for comment in Comment.objects.filter(item=item):
        texts |= {f"comment {comment.pk}": comment.body}
    for photo in Photo.objects.filter(item=item).light():
        texts |= {f"photo {photo.pk}": photo.alt}
    if blocked := of_strength(look_at(texts, wider, item.organisation), Strength.BLOCK):
        raise IndiscreetError(blocked)
