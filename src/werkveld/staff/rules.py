"""Who may keep what up to date: a coordinator the own organisation, the city's coordinators the tables too."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.people.functions import Function, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Protocol, Seat


def administered_by(viewer: Viewer) -> list[Organisation]:
    """The organisations somebody coordinates today."""
    found = {a.organisation_id: a.organisation for a in viewer.assignments if a.function == Function.COORDINATOR}
    return list(found.values())


def may_administer(viewer: Viewer, organisation: Organisation) -> bool:
    """Invite, assign, move, end, and keep the roster of an organisation."""
    return organisation in administered_by(viewer)


def may_make_teams(viewer: Viewer) -> bool:
    """Steering groups and tables are called together by the city."""
    return any(o.kind == OrganisationKind.CITY for o in administered_by(viewer))


def may_fill_seat(viewer: Viewer, seat: Seat) -> bool:
    """Each organisation sends whom it wants to its own seats; for one without a coordinator the city does it."""
    if may_administer(viewer, seat.organisation):
        return True
    return may_make_teams(viewer) and not has_coordinator(seat.organisation)


def has_coordinator(organisation: Organisation) -> bool:
    """Whether somebody keeps the organisation up to date today."""
    rows = Assignment.objects.on(timezone.localdate()).filter(organisation=organisation, person__is_active=True)
    return rows.filter(function=Function.COORDINATOR).exists()


def may_deactivate(viewer: Viewer, person: Person) -> bool:
    """Closing an account closes it for all: only when everything the person does today is for the own organisation.

    Nobody closes the own account: somebody must stay to open it again.
    """
    if viewer.person == person:
        return False
    own = {o.pk for o in administered_by(viewer)}
    homes = homes_today(person)
    return bool(own) and (homes <= own if homes else person_belongs(person, own))


def may_end(assignment: Assignment) -> bool:
    """An organisation keeps at least one coordinator: without one nobody could let the next one in."""
    if assignment.function != Function.COORDINATOR:
        return True
    others = Assignment.objects.on(timezone.localdate()).filter(
        organisation=assignment.organisation, function=Function.COORDINATOR, person__is_active=True
    )
    return others.exclude(pk=assignment.pk).filter(Q(ends_on=None) | Q(ends_on__gt=timezone.localdate())).exists()


def homes_today(person: Person, on: dt.date | None = None) -> set[int]:
    """Keys of the organisations somebody works or sits for on a day."""
    day = on or timezone.localdate()
    work = Assignment.objects.on(day).filter(person=person).values_list("organisation", flat=True)
    seats = Seat.objects.on(day).filter(person=person).values_list("organisation", flat=True)
    return {*work, *seats}


def person_belongs(person: Person, organisations: set[int]) -> bool:
    """Whether somebody works, worked or will work for any of these organisations."""
    work = Assignment.objects.filter(person=person, organisation__in=organisations)
    return work.exists() or Seat.objects.filter(person=person, organisation__in=organisations).exists()


def guards(viewer: Viewer, protocol: Protocol) -> bool:
    """A data protection officer proposes, confirms and ends the protocols that their own organisation is a party to."""
    if not viewer.is_data_protection_officer or viewer.organisation is None:
        return False
    return protocol.parties.filter(pk=viewer.organisation.pk).exists()


def waits_for(viewer: Viewer, protocol: Protocol) -> bool:
    """Whether this officer's yes is what a proposal waits for: for who proposed it, it waits for another."""
    if not guards(viewer, protocol) or viewer.organisation is None or viewer.person is None:
        return False
    said = [(assent.organisation_id, assent.by_id) for assent in protocol.assents.all()]
    return all(organisation != viewer.organisation.pk and by != viewer.person.pk for organisation, by in said)
