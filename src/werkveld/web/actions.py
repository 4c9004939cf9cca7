"""What a person changes about how the pages look to them, and about how they sign in."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from werkveld.journal.actions import record
from werkveld.people.models import Person


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
def note_sign_in(person: Person, *, by: Person) -> None:
    """Leave the line of a sign-in by password, passkey or organisation."""
    record("sign in", by=by, subject=person)


@transaction.atomic
def note_change_of_sign_in(person: Person, what: str, *, by: Person) -> None:
    """Leave the line of a change that the sign-in package made. `what` is its word, such as "totp_activated"."""
    record("change sign-in", by=by, subject=person, detail={"what": what})


@transaction.atomic
def end_sessions(person: Person, sessions: list[UserSession], *, by: Person) -> None:
    """Sign out on some devices: their next request is nobody's."""
    for session in sessions:
        session.end()
    record("end sessions", by=by, subject=person, detail={"number": len(sessions)})
