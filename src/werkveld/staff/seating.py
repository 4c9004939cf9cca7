"""Calling a steering group or table together, and who sits on its chairs."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from werkveld.audience.circles import circle_of_team
from werkveld.journal.actions import record
from werkveld.people.functions import STEERING_GROUP
from werkveld.people.models import Organisation, Person, Seat, Team, TeamKind
from werkveld.staff.actions import Invited, open_account
from werkveld.staff.guests import give_term

A_DAY = dt.timedelta(days=1)


@transaction.atomic
def make_team(kind: str, name: str, *, place: str, by: Person) -> Team:
    """A new steering group (with its six seats, empty) or consultation table (without seats yet), on a place."""
    team = Team.objects.create(kind=kind, name=name, code=_free_code(name), place=place)
    circle_of_team(team)
    record("make team", by=by, subject=team, detail={"kind": kind})
    if kind == TeamKind.STEERING_GROUP:
        for function, organisation_kind in STEERING_GROUP:
            organisation = Organisation.objects.filter(kind=organisation_kind).order_by("pk").first()
            # Where a partner has no organisation here yet, the seat is added when it has.
            if organisation:
                add_seat(team, function=function, organisation=organisation, by=by)
    return team


def _free_code(name: str) -> str:
    base = slugify(name)[:40] or "team"
    # "nieuw" is an address of its own.
    code, number = (base, 2) if base != "nieuw" else ("nieuw-1", 2)
    while Team.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code


@transaction.atomic
def add_seat(team: Team, *, function: str, organisation: Organisation, by: Person) -> Seat:
    """One more chair, empty."""
    seat = Seat.objects.create(team=team, function=function, organisation=organisation, starts_on=timezone.localdate())
    record("add seat", by=by, organisation=organisation, subject=seat, detail={"function": function})
    return seat


@transaction.atomic
def fill_seat(seat: Seat, person: Person | None, *, by: Person, ends_on: dt.date | None = None) -> Seat:
    """Put somebody on a chair from today on (None leaves it empty); who sat there had yesterday as last day."""
    row = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    today = timezone.localdate()
    before = row.person_id
    if row.starts_on < today and row.person_id != (person.pk if person else None):
        Seat.objects.filter(pk=row.pk).update(ends_on=today - A_DAY)
        row.pk = None
        row._state.adding = True
        row.starts_on = today
    row.person, row.ends_on = person, ends_on
    give_term(row, today)
    row.save()
    detail = {"before": before, "after": row.person_id}
    record("fill seat", by=by, organisation=row.organisation, subject=row, detail=detail)
    return row


@transaction.atomic
def invite_to_seat(seat: Seat, *, email: str, given_name: str, family_name: str, by: Person) -> Invited:
    """Make an account for a guest of one table: no function, so nothing else is seen than what that table sees."""
    person, token = open_account(email, given_name=given_name, family_name=family_name, by=by)
    record("invite person", by=by, organisation=seat.organisation, subject=person, detail={"seat": seat.pk})
    fill_seat(seat, person, by=by)
    return Invited(person, token)


@transaction.atomic
def remove_seat(seat: Seat, *, by: Person) -> None:
    """Take a chair away; whoever sat there loses the table at the next request."""
    row = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    record("remove seat", by=by, organisation=row.organisation, subject=row, detail={"person": row.person_id})
    today = timezone.localdate()
    if row.starts_on >= today:
        row.delete()
    else:
        row.ends_on = today - A_DAY
        row.save(update_fields=["ends_on"])
