"""What a person changes about how the pages look to them, and about how they sign in."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from werkveld.journal.actions import record
from werkveld.kit.lines import note
from werkveld.people.models import Organisation, Person
from werkveld.staff.actions import accept_by_organisation
from werkveld.staff.refused import RefusedError
from werkveld.web.models import Identity, StepRule

ASK_STEP = "ask second step"


@transaction.atomic
def choose_language(person: Person, language: str, *, by: Person) -> None:
    """Read the pages in Dutch or English from now on. `language` is one of the settings' codes."""
    person.language = language
    person.save(update_fields=["language"])
    record("choose language", by=by, subject=person, detail={"language": language})


@transaction.atomic
def choose_theme(person: Person, theme: str, *, by: Person) -> None:
    """Light, dark, as the device, or dark during a night shift. `theme` is a `Theme` value."""
    person.theme = theme
    person.save(update_fields=["theme"])
    record("choose theme", by=by, subject=person, detail={"theme": theme})


@transaction.atomic
def note_sign_in(person: Person, factors: list[str], *, by: Person) -> None:
    """Leave the line of a sign-in. `factors` says with what: "password", "totp", "webauthn", "organisation" …"""
    record("sign in", by=by, subject=person, detail={"with": factors})
    note("signed in", account=person.pk, factors=factors)


@transaction.atomic
def note_sign_out(person: Person, *, by: Person) -> None:
    """Leave the line of somebody who goes."""
    record("sign out", by=by, subject=person)
    note("signed out", account=person.pk)


@transaction.atomic
def note_change_of_sign_in(person: Person, what: str, *, by: Person) -> None:
    """Leave the line of a change that the sign-in package made. `what` is its word, such as "totp_activated"."""
    record("change sign-in", by=by, subject=person, detail={"what": what})
    note("sign-in changed", account=person.pk, change=what)


@transaction.atomic
def require_second_step(organisation: Organisation, *, is_required: bool, by: Person) -> None:
    """Let everybody of an organisation need a second step, or only who always does."""
    row, _is_new = StepRule.objects.update_or_create(organisation=organisation, defaults={"is_required": is_required})
    record("require second step", by=by, organisation=organisation, subject=row, detail={"required": is_required})
    note("second step changed", is_grave=not is_required, organisation=organisation.code, is_required=is_required)


@transaction.atomic
def note_step_asked(person: Person, *, by: Person) -> None:
    """Leave the line of the day from which somebody can put a second step off."""
    record(ASK_STEP, by=by, subject=person)


@transaction.atomic
def note_proof(person: Person, old_key: str, new_key: str, *, by: Person) -> None:
    """Leave the line of somebody who proved once more who they are; their device goes on under a new key."""
    UserSession.objects.filter(user=person, session_key=old_key).update(session_key=new_key)
    record("prove again", by=by, subject=person)
    note("proved again", account=person.pk)


@transaction.atomic
def end_sessions(person: Person, sessions: list[UserSession], *, by: Person) -> None:
    """Sign out on some devices: their next request is nobody's."""
    for session in sessions:
        session.end()
    record("end sessions", by=by, subject=person, detail={"number": len(sessions)})


@transaction.atomic
def link_identity(token: str, organisation: Organisation, *, issuer: str, subject: str) -> Person:
    """Use up an invitation by signing in at the organisation: from now on that is how its owner signs in.

    Raises `Invitation.DoesNotExist` when the link no longer works or is not for this organisation, and
    `RefusedError` when somebody else is known by that subject already.
    """
    person = accept_by_organisation(token, organisation)
    if Identity.objects.filter(organisation=organisation, issuer=issuer, subject=subject).exclude(person=person):
        raise RefusedError(_("Deze aanmelding hoort al bij een ander account."))
    row, _is_new = Identity.objects.update_or_create(
        organisation=organisation, person=person, defaults={"issuer": issuer, "subject": subject}
    )
    record("link identity", by=person, organisation=organisation, subject=row)
    return person
