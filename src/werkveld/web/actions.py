"""What a person changes about how the pages look to them."""

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
