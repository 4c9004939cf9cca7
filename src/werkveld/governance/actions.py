"""Every act of supervision: by name, in one transaction, with one line in the journal."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from werkveld.audience.circles import circle_of_officers, circle_of_person
from werkveld.governance.breaches import WORDS
from werkveld.governance.models import (
    AUTHORITY_OF,
    Authority,
    Breach,
    Drawing,
    Erasure,
    LineSample,
    Quarantine,
    Report,
    Sample,
    Verdict,
)
from werkveld.governance.wording import CALM, hold
from werkveld.items.actions import mark_read, withdraw_item
from werkveld.items.models import Item
from werkveld.items.opening import SUPERVISION
from werkveld.items.oversight import ask_officers, dismiss_officers, seal, unseal, withdraw_sealed
from werkveld.journal.actions import record
from werkveld.kit.ids import uuid7
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation, Person

# Reports that still wait for a last word.
OPEN = ("", Verdict.QUARANTINED)


@transaction.atomic
def look_up_reads(key: uuid.UUID, *, by: Person, organisation: Organisation, is_export: bool = False) -> None:
    """That an officer asked who saw an item is itself a line: who supervises is supervised."""
    verb = "export reads" if is_export else "look up reads"
    record(verb, by=by, organisation=organisation, subject=Item(pk=key))


@transaction.atomic
def report_breach(
    key: uuid.UUID, what: str, noticed_at: dt.datetime, *, by: Person, organisation: Organisation
) -> Breach:
    """Start the clock of 72 hours. Sent twice with the same key it is one breach."""
    readers = [circle_of_person(by).pk, circle_of_officers(organisation).pk]
    if known := Breach.objects.filter(pk=key, reported_by=by).first():
        return known
    hold({"what": what}, organisation)
    authority = AUTHORITY_OF.get(OrganisationKind(organisation.kind), Authority.GBA)
    said = {"organisation": organisation, "reported_by": by, "what": what, "noticed_at": noticed_at}
    said["authority"] = authority
    try:
        with transaction.atomic():
            row = Breach.objects.create(pk=key, readers=readers, **said)
    except IntegrityError:
        # Somebody else's report has that key, and is none of theirs: this one gets another.
        row = Breach.objects.create(pk=uuid7(), readers=readers, **said)
    record("report breach", by=by, organisation=organisation, subject=row)
    return row


@transaction.atomic
def fill_in_breach(breach: Breach, *, by: Person) -> Breach:
    """Keep what the officer filled in on the row; the line names what the authority was told, never a text."""
    hold({name: getattr(breach, name) for name in WORDS}, breach.organisation)
    breach.changed_at = timezone.now()
    breach.save()
    told = breach.authority_told_at.isoformat() if breach.authority_told_at else None
    detail = {"risk": breach.risk, "people": breach.people, "authority": breach.authority, "authority_told_at": told}
    record("fill in breach", by=by, organisation=breach.organisation, subject=breach, detail=detail)
    return breach


@transaction.atomic
def close_breach(breach: Breach, *, by: Person) -> Breach:
    """Nothing is left to do."""
    breach.closed_at = breach.changed_at = timezone.now()
    breach.closed_by = by
    breach.save()
    record("close breach", by=by, organisation=breach.organisation, subject=breach)
    return breach


@transaction.atomic
def hand_over_breach(breach: Breach, form: str, *, by: Person) -> None:
    """The file left the house: as a record ("json"), or on paper ("paper")."""
    record("export breach", by=by, organisation=breach.organisation, subject=breach, detail={"form": form})


@transaction.atomic
def report_item(item: Item, reason: str, *, by: Person) -> Report:
    """Ask the officers of the author's organisation to look. Reporting again while it is open is the same report."""
    if known := Report.objects.filter(item=item, by=by, verdict__in=OPEN).first():
        return known
    hold({"reason": reason}, item.organisation)
    officers = ask_officers(item)
    readers = [circle_of_person(by).pk, officers]
    row = Report.objects.create(item=item, organisation=item.organisation, by=by, reason=reason, readers=readers)
    record("report item", by=by, organisation=item.organisation, subject=item, detail={"report": row.pk})
    return row


@transaction.atomic
def look_at_item(item: Item, *, by: Person) -> None:
    """An officer looks: a read like any other, so the author finds it among the readers."""
    mark_read([item], by=by, channel=SUPERVISION)
    now = timezone.now()
    for report in Report.objects.filter(item=item, looked_at=None):
        report.looked_at = now
        report.save(update_fields=["looked_at"])
        record("look at item", by=by, organisation=item.organisation, subject=item, detail={"report": report.pk})


@transaction.atomic
def quarantine_item(item: Item, reason: str, *, by: Person) -> Quarantine:
    """Away for everybody, at once; what it said stays with the officers until it is decided."""
    hold({"reason": reason}, item.organisation)
    officers = ask_officers(item)
    kept = seal(item)
    row = Quarantine.objects.create(item=item, circle=officers, kept=kept, reason=reason, by=by)
    _answer(item, Verdict.QUARANTINED, reason, by=by)
    record("quarantine item", by=by, organisation=item.organisation, subject=item)
    return row


@transaction.atomic
def clear_item(item: Item, answer: str, *, by: Person) -> None:
    """Nothing was wrong: it stands as it was, and the officers no longer look along."""
    hold({"answer": answer}, item.organisation)
    kept = Quarantine.objects.filter(item=item).first()
    if kept:
        unseal(item, kept.kept)
        kept.delete()
    _answer(item, Verdict.FINE, answer, by=by)
    record("release item" if kept else "clear item", by=by, organisation=item.organisation, subject=item)
    _stop_looking(item)


@transaction.atomic
def withdraw_reported(item: Item, answer: str, *, by: Person) -> None:
    """It should not have been said: a tombstone for who could read it, and what was kept is destroyed."""
    hold({"answer": answer}, item.organisation)
    if Quarantine.objects.filter(item=item).delete()[0]:
        withdraw_sealed(item, answer)
        record("withdraw item", by=by, organisation=item.organisation, subject=item)
    else:
        withdraw_item(item, by=by, reason=answer, answer=CALM)
    _answer(item, Verdict.WITHDRAWN, answer, by=by)
    _stop_looking(item)


def _answer(item: Item, verdict: Verdict, answer: str, *, by: Person) -> None:
    rows = Report.objects.filter(item=item, verdict__in=OPEN)
    rows.update(verdict=verdict, answer=answer, decided_by=by, decided_at=timezone.now())


def _stop_looking(item: Item) -> None:
    """Unless another question about it is still open."""
    is_open = Report.objects.filter(item=item, verdict__in=OPEN).exists()
    if not is_open and not Sample.objects.filter(item=item, judgement="").exists():
        dismiss_officers(item, circle_of_officers(item.organisation).pk)


@transaction.atomic
def ask_for_erasure(person: Person, *, by: Person, organisation: Organisation) -> Erasure:
    """The clockwork does it: an officer's own eyes would leave behind what they do not see. Twice is once."""
    row, is_new = Erasure.objects.get_or_create(person=person, defaults={"asked_by": by})
    if is_new:
        record("ask for erasure", by=by, organisation=organisation, subject=person)
    return row


@transaction.atomic
def take_own_data(*, by: Person) -> None:
    """Somebody took their own data along."""
    record("take own data", by=by, subject=by)


@transaction.atomic
def judge_sample(sample: Sample, judgement: str, note: str, *, by: Person) -> Sample:
    """Judged once; the figures stay when the item is gone, and the officers no longer look along."""
    hold({"note": note}, sample.organisation)
    sample.judgement, sample.note = judgement, note
    sample.judged_by, sample.judged_at = by, timezone.now()
    sample.save()
    drawing = Drawing.objects.filter(organisation=sample.organisation_id, month=sample.month)
    drawing.update(**{judgement: F(judgement) + 1})
    record("judge sample", by=by, organisation=sample.organisation, subject=sample, detail={"judgement": judgement})
    _stop_looking(sample.item)
    return sample


@transaction.atomic
def look_at_line(sample: LineSample, *, by: Person) -> None:
    """An officer reads a drawn line of the journal: that is a line too."""
    record("look at line", by=by, organisation=sample.organisation, subject=sample)


@transaction.atomic
def judge_line(sample: LineSample, judgement: str, note: str, *, by: Person) -> LineSample:
    """Judged once; the figures stay."""
    hold({"note": note}, sample.organisation)
    sample.judgement, sample.note = judgement, note
    sample.judged_by, sample.judged_at = by, timezone.now()
    sample.save()
    drawing = Drawing.objects.filter(organisation=sample.organisation_id, month=sample.month)
    drawing.update(**{f"lines_{judgement}": F(f"lines_{judgement}") + 1})
    record("judge line", by=by, organisation=sample.organisation, subject=sample, detail={"judgement": judgement})
    return sample
