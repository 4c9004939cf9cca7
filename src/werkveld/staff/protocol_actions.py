"""Every act on a data protocol: one party's officer proposes, each other's confirms, any of them ends it."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.audience.protocols import take_away
from werkveld.journal.actions import record
from werkveld.people.models import Assent, Organisation, Person, Protocol, Team
from werkveld.staff.refused import RefusedError

A_DAY = dt.timedelta(days=1)


@transaction.atomic
def propose_protocol(
    parties: Collection[Organisation],
    *,
    organisation: Organisation,
    document: str,
    starts_on: dt.date,
    by: Person,
    ends_on: dt.date | None = None,
    team: Team | None = None,
    categories: Collection[str] = (),
    link: str = "",
) -> Protocol:
    """Note that organisations agreed on paper to share; `organisation` is the party whose officer says so first.

    It holds for nobody until an officer of each other party confirmed it. Raises `RefusedError` when there are fewer
    than two parties or the own one is not among them, when the last day lies before the first, and when the same
    parties have one for the same table in those days already.
    """
    keys = {o.pk for o in parties}
    if len(keys) < 2 or organisation.pk not in keys:
        raise RefusedError(_("Een protocol is er tussen minstens twee organisaties."))
    if ends_on and ends_on < starts_on:
        raise RefusedError(_("De laatste dag ligt voor de eerste."))
    if other := _same_protocol(parties, team, starts_on, ends_on):
        text = _("“%(document)s” is er al tussen dezelfde partijen in die periode. Beëindig dat eerst.")
        raise RefusedError(text % {"document": other.document})
    row = Protocol.objects.create(
        document=document,
        link=link,
        categories=list(categories),
        team=team,
        starts_on=starts_on,
        ends_on=ends_on,
        registered_by=by,
    )
    row.parties.set(parties)
    Assent.objects.create(protocol=row, organisation=organisation, by=by)
    detail = {"parties": sorted(o.code for o in parties), "team": team.code if team else ""}
    record("propose protocol", by=by, organisation=organisation, subject=row, detail=detail)
    return row


def _same_protocol(
    parties: Collection[Organisation], team: Team | None, starts_on: dt.date, ends_on: dt.date | None
) -> Protocol | None:
    """One between exactly these parties, for the same table, that shares a day with the span."""
    rows = Protocol.objects.select_for_update().filter(team=team).exclude(ends_on__lt=starts_on)
    # Stopped before it began: it holds on no day.
    rows = rows.exclude(ends_on__lt=F("starts_on"))
    if ends_on:
        rows = rows.filter(starts_on__lte=ends_on)
    wanted = {o.pk for o in parties}
    return next((row for row in rows if set(row.parties.values_list("pk", flat=True)) == wanted), None)


@transaction.atomic
def confirm_protocol(protocol: Protocol, *, organisation: Organisation, by: Person) -> bool:
    """Say yes for one party; True when it was the last to do so. Saying it twice is once.

    From then on the circles can be chosen; what was shared before comes back with the clockwork. Raises `RefusedError`
    when it is over, when the organisation is no party, and for who said yes for another party already: it takes two.
    """
    row = Protocol.objects.select_for_update(of=("self",)).get(pk=protocol.pk)
    if row.state_on(timezone.localdate()) == "over":
        raise RefusedError(_("Dit protocol is al beëindigd."))
    if not row.parties.filter(pk=organisation.pk).exists():
        raise RefusedError(_("Je organisatie is geen partij."))
    if row.assents.filter(organisation=organisation).exists():
        return False
    if row.assents.filter(by=by).exists():
        raise RefusedError(_("Je zei al ja voor een andere partij. Een protocol vraagt twee mensen."))
    Assent.objects.create(protocol=row, organisation=organisation, by=by)
    is_whole = not row.parties.exclude(pk__in=row.assents.values("organisation")).exists()
    if is_whole:
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
    record("confirm protocol", by=by, organisation=organisation, subject=row, detail={"in force": is_whole})
    return is_whole


@transaction.atomic
def end_protocol(protocol: Protocol, *, by: Person, last_day: dt.date | None = None) -> int:
    """End it after a last day; without one at once: from the next request on nothing is shared on its strength.

    A proposal is refused by it, or taken back: it holds on no day. Answers how many items were narrowed. Raises
    `RefusedError` for a last day before the first, and for one that ended before.
    """
    row = Protocol.objects.select_for_update(of=("self",)).get(pk=protocol.pk)
    today = timezone.localdate()
    if row.state_on(today) == "over":
        raise RefusedError(_("Dit protocol is al beëindigd."))
    if row.confirmed_at is None:
        row.ends_on = row.starts_on - A_DAY
        row.save(update_fields=["ends_on"])
        record("refuse protocol", by=by, subject=row)
        return 0
    if last_day and last_day < max(row.starts_on, today):
        raise RefusedError(_("Kies vandaag of later, of laat leeg om meteen te stoppen."))
    row.ends_on = last_day or max(today, row.starts_on) - A_DAY
    row.save(update_fields=["ends_on"])
    narrowed = take_away().narrowed
    record("end protocol", by=by, subject=row, detail={"last day": row.ends_on.isoformat(), "narrowed": narrowed})
    return narrowed
