"""Every write of a briefing: take up a question, answer it, keep a briefing as it was shown."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.briefing.compose import Briefing
from werkveld.briefing.models import Form, Sheet, Take
from werkveld.briefing.shifts import current_shift
from werkveld.items.actions import comment_on, mark_read
from werkveld.items.discreet import UNANSWERED, Answer
from werkveld.items.models import Comment, Item
from werkveld.items.opening import PAPER
from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person


@transaction.atomic
def take_request(item: Item, *, by: Person) -> Take:
    """Take up a question: from now on they owe the answer. Who comes second finds it taken."""
    take, is_new = Take.objects.get_or_create(item=item, defaults={"person": by})
    if is_new:
        record("take request", by=by, organisation=item.organisation, subject=item)
    return take


@transaction.atomic
def give_feedback(
    item: Item, body: str, *, by: Person, organisation: Organisation, answer: Answer = UNANSWERED
) -> Comment:
    """Answer a question, taken up or not; who asked is told, and nothing is owed any more. Held like any comment."""
    take = take_request(item, by=by)
    comment = comment_on(item, body, by=by, organisation=organisation, is_feedback=True, answer=answer)
    take.answered_at = take.answered_at or timezone.now()
    take.save()
    return comment


def keep_sheet(briefing: Briefing, viewer: Viewer, form: Form) -> Sheet:
    """Keep a briefing as it was shown. The same lines shown again in one shift are the same sheet.

    A printed one counts as read by who printed it: a correction will follow them.
    """
    assert viewer.person is not None  # noqa: S101 - pages ask for an account
    lines = [[str(x.item.pk), x.item.version, name] for name, rows in briefing.sections.items() for x in rows]
    digest = hashlib.blake2b(json.dumps(lines).encode(), digest_size=16).hexdigest()
    area, team = briefing.scope.area, briefing.scope.team
    last = Sheet.objects.filter(person=viewer.person, area=area, team=team, form=form).first()
    shift = current_shift(viewer)
    if last and last.digest == digest and last.shift_id == (shift.pk if shift else None):
        return last
    return _write_sheet(briefing, lines, digest, viewer, form, by=viewer.person)


@transaction.atomic
def _write_sheet(
    briefing: Briefing, lines: list[list[object]], digest: str, viewer: Viewer, form: Form, *, by: Person
) -> Sheet:
    sheet = Sheet.objects.create(
        person=by,
        shift=current_shift(viewer),
        area=briefing.scope.area,
        team=briefing.scope.team,
        form=form,
        at=briefing.at,
        since=briefing.since,
        lines=lines,
        digest=digest,
    )
    if form == Form.PRINTED:
        mark_read([x.item for rows in briefing.sections.values() for x in rows], by=by, channel=PAPER)
    record("keep sheet", by=by, organisation=viewer.organisation, subject=sheet, detail={"form": form.value})
    return sheet
