"""Every write about who works where: a named act, by somebody, in one transaction with one journal line."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.journal.actions import record
from werkveld.kit.locks import is_fresh, lock, unlock
from werkveld.people.models import Assignment, Organisation, Person
from werkveld.staff.models import VALID_FOR, Invitation, fresh_token, hash_of
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import may_end, person_belongs
from werkveld.territory.models import Area

A_DAY = dt.timedelta(days=1)
# What the secrets of the second step are locked for, and the fields that hold one: of the app, of the recovery codes.
SECOND_STEP = "werkveld.web.second-step"
LOCKED = {"secret", "seed"}


@dataclass(frozen=True)
class Invited:
    """Who was invited. `token` is only known now; it is empty for who has a password already."""

    person: Person
    token: str


@transaction.atomic
def invite_person(
    *,
    email: str,
    organisation: Organisation,
    function: str,
    by: Person | None,
    given_name: str = "",
    family_name: str = "",
    phone: str = "",
    area: Area | None = None,
    theme: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Invited:
    """Make an account with a first function (in an area, or citywide without one) and a link to choose a password.

    Somebody who has an account already gets the function; a link only when they never chose a password. `by` is None
    when the command line does it, for the first coordinator.
    """
    person, token = open_account(email, given_name=given_name, family_name=family_name, phone=phone, by=by)
    record("invite person", by=by, organisation=organisation, subject=person)
    assign_person(
        person,
        organisation=organisation,
        function=function,
        area=area,
        theme=theme,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    return Invited(person, token)


@transaction.atomic
def open_account(
    email: str, *, given_name: str, family_name: str, by: Person | None, phone: str = ""
) -> tuple[Person, str]:
    """The account of an address, made when it is new, and a token for who has no password yet ("" for who has)."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email.lower(), given_name=given_name, family_name=family_name, phone=phone)
        person.set_unusable_password()
        person.save()
        record("open account", by=by, subject=person)
    return person, "" if person.has_usable_password() else renew_invitation(person, by=by)


@transaction.atomic
def renew_invitation(person: Person, *, by: Person | None) -> str:
    """A new link; the older ones stop working. Answers the token, which is kept nowhere."""
    Invitation.objects.standing().filter(person=person).update(expires_at=timezone.now())
    token = fresh_token()
    row = Invitation.objects.create(
        person=person, token_hash=hash_of(token), invited_by=by, expires_at=timezone.now() + VALID_FOR
    )
    record("renew invitation", by=by, subject=row)
    return token


@transaction.atomic
def accept_invitation(token: str, *, given_name: str, family_name: str, password: str) -> Person:
    """Take the name and the password, once. Raises `Invitation.DoesNotExist` when the link no longer works."""
    row = Invitation.objects.standing().select_for_update().get(token_hash=hash_of(token), person__is_active=True)
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    person = row.person
    person.given_name, person.family_name = given_name, family_name
    person.set_password(password)
    person.save()
    record("accept invitation", by=person, subject=row)
    return person


@transaction.atomic
def accept_by_organisation(token: str, organisation: Organisation) -> Person:
    """Use up an invitation without choosing a password: its owner signs in at the organisation itself.

    Raises `Invitation.DoesNotExist` when the link no longer works, or when its owner has nothing to do there.
    """
    row = Invitation.objects.standing().select_for_update().get(token_hash=hash_of(token), person__is_active=True)
    if not person_belongs(row.person, {organisation.pk}):
        raise Invitation.DoesNotExist
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    record("accept invitation", by=row.person, organisation=organisation, subject=row)
    return row.person


@transaction.atomic
def lock_anew(*, by: Person | None) -> int:
    """Lock every secret of the second step with the present key; how many were locked with another.

    Raises `CannotUnlockError`, and then changes nothing, when one opens with none of our keys.
    """
    changed = 0
    for row in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        stale = {name for name in LOCKED & set(row.data) if not is_fresh(row.data[name], SECOND_STEP)}
        if stale:
            row.data |= {name: lock(unlock(row.data[name], SECOND_STEP), SECOND_STEP) for name in stale}
            row.save(update_fields=["data"])
            record("lock anew", by=by, subject=row)
            changed += 1
    return changed


@transaction.atomic
def reset_steps(person: Person, *, by: Person | None) -> int:
    """Take passkeys, app and recovery codes away from who lost them, and sign out everywhere. How many were taken."""
    taken: int = Authenticator.objects.filter(user=person).delete()[0]
    for session in UserSession.objects.filter(user=person):
        session.end()
    record("reset steps", by=by, subject=person, detail={"number": taken})
    return taken


@transaction.atomic
def deactivate_person(person: Person, *, by: Person) -> None:
    """Close an account: in no circle and signed out from the next request on."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    Invitation.objects.standing().filter(person=person).update(expires_at=timezone.now())
    record("deactivate person", by=by, subject=person)


@transaction.atomic
def reactivate_person(person: Person, *, by: Person) -> None:
    """Open an account again; its assignments that still run count again."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("reactivate person", by=by, subject=person)


@transaction.atomic
def assign_person(
    person: Person,
    *,
    organisation: Organisation,
    function: str,
    by: Person | None,
    area: Area | None = None,
    theme: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Assignment:
    """Give a function, in an area or (without one) citywide. The same function twice in one place is once."""
    day = starts_on or timezone.localdate()
    where = {"organisation": organisation, "function": function, "area": area, "theme": theme}
    standing = Assignment.objects.on(max(day, timezone.localdate())).filter(person=person, **where).first()
    if standing:
        return standing
    row = Assignment.objects.create(person=person, citywide=area is None, starts_on=day, ends_on=ends_on, **where)
    record("assign person", by=by, organisation=organisation, subject=row, detail={"function": function})
    return row


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Person, last_day: dt.date | None = None) -> None:
    """End a function after a last day; without one at once, from the next request on.

    Raises `RefusedError` for the last coordinator of an organisation, and for a last day before the first.
    """
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if not may_end(row):
        raise RefusedError(_("Er moet een coördinator blijven: geef eerst iemand anders die functie."))
    last = last_day or timezone.localdate() - A_DAY
    if last_day and last < row.starts_on:
        raise RefusedError(_("De laatste dag ligt voor de eerste."))
    record("end assignment", by=by, organisation=row.organisation, subject=row, detail={"last day": last.isoformat()})
    if last < row.starts_on:
        # It began today or has yet to begin: there is no day left that it would have held.
        row.delete()
        return
    row.ends_on = last
    row.save(update_fields=["ends_on"])


@transaction.atomic
def move_assignment(assignment: Assignment, area: Area | None, *, by: Person) -> Assignment:
    """To another area (None is citywide) from today on: yesterday was the last day in the old one.

    Circles follow from assignments at the start of each request, so the person's next request shows it. Raises
    `RefusedError` when it has ended: there is nothing left to move.
    """
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    today = timezone.localdate()
    if row.ends_on and row.ends_on < today:
        raise RefusedError(_("Deze functie is al voorbij."))
    detail = {"from": row.area_id, "to": area.pk if area else None}
    if row.starts_on < today:
        Assignment.objects.filter(pk=row.pk).update(ends_on=today - A_DAY)
        row.pk = None
        row._state.adding = True
        row.starts_on = today
    row.area, row.citywide = area, area is None
    row.save()
    record("move assignment", by=by, organisation=row.organisation, subject=row, detail=detail)
    return row
