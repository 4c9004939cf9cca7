"""A line of the journal in words, for the officer who was given it by lot."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from werkveld.items.models import Item
from werkveld.items.opening import VERB
from werkveld.journal.models import Line
from werkveld.people.models import Organisation, Person, Protocol


@dataclass(frozen=True)
class Told:
    """What happened, by whom, about what; `item` is the number of an item whose readers can be looked up."""

    what: str
    by: str
    about: str
    item: str


def told(line: Line, own: Organisation) -> Told:
    """Own people by name, for they act for the organisation; another's reader as that organisation, and no more."""
    is_own = line.organisation_id == own.pk
    other = line.organisation.short_name if line.organisation else _("zonder organisatie")
    by = line.by.display_name if line.by and is_own else other
    is_item = line.subject_kind == Item._meta.label_lower
    return Told(verb_words(line.verb), by, _about(line), line.subject_key if is_item else "")


def _about(line: Line) -> str:
    if line.subject_kind == Item._meta.label_lower:
        return _("een bericht van je organisatie")
    model = {m._meta.label_lower: m for m in (Person, Protocol)}.get(line.subject_kind)
    row = model._base_manager.filter(pk=line.subject_key).first() if model else None
    if isinstance(row, Person):
        return row.full_name
    return str(row) if row else ""


def verb_words(verb: str) -> str:
    """What an act is called."""
    return {
        VERB: _("Las een bericht"),
        "change audience": _("Veranderde wie een bericht ziet"),
        "withdraw item": _("Trok een bericht in"),
        "quarantine item": _("Zette een bericht in quarantaine"),
        "release item": _("Gaf een bericht vrij"),
        "invite person": _("Nodigde iemand uit"),
        "assign person": _("Gaf iemand een functie"),
        "move assignment": _("Verplaatste iemands functie"),
        "reactivate person": _("Opende een account opnieuw"),
        "reset steps": _("Wiste iemands tweede stap"),
        "fill seat": _("Gaf iemand een zetel"),
        "renew guest": _("Verlengde een gast"),
        "propose protocol": _("Stelde een dataprotocol voor"),
        "confirm protocol": _("Bevestigde een dataprotocol"),
        "end protocol": _("Beëindigde een dataprotocol"),
        "publish edition": _("Publiceerde nieuwe grenzen"),
        "change threshold": _("Veranderde een drempel tussen indelingen"),
        "look up reads": _("Zocht op wie een bericht zag"),
        "export reads": _("Haalde op wie een bericht zag"),
        "export breach": _("Gaf een dossier van een datalek door"),
    }[verb]
