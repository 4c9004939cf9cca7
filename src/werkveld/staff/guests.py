"""Guests of partners: on a chair for a year at most, unless somebody says again that they still should be there.

A non-profit or a housing company sends whom it wants to its chairs; nobody there keeps our list. So the chair itself
has a last day. Circles follow from chairs in force, so a guest whose day has passed sees nothing more, also when the
clockwork stands still; the clockwork warns, makes the chair free and closes the account.
"""

import datetime as dt
import logging
import smtplib

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkveld.journal.actions import record
from werkveld.people.functions import Function, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Seat

log = logging.getLogger(__name__)

PARTNERS = (OrganisationKind.NONPROFIT, OrganisationKind.HOUSING)
A_YEAR = dt.timedelta(days=365)
WARNING = dt.timedelta(days=30)


def give_term(seat: Seat, today: dt.date) -> None:
    """Give a partner's chair with somebody on it a last day, a year away at most; another chair has no term."""
    seat.lapses_on = seat.warned_at = None
    if seat.person_id is None or seat.organisation.kind not in PARTNERS:
        return
    last = today + A_YEAR
    seat.lapses_on = seat.ends_on = min(seat.ends_on or last, last)


def lapsing(today: dt.date) -> list[Seat]:
    """Guests' chairs that fall empty within thirty days, the first first."""
    rows = Seat.objects.on(today).filter(lapses_on__lte=today + WARNING, person__is_active=True)
    return list(rows.select_related("person", "organisation", "team").order_by("lapses_on", "pk"))


@transaction.atomic
def renew_guest(seat: Seat, *, by: Person) -> None:
    """Another year from today."""
    row = Seat.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=seat.pk)
    row.ends_on = None
    give_term(row, timezone.localdate())
    row.save(update_fields=["ends_on", "lapses_on", "warned_at"])
    detail = {"until": row.lapses_on.isoformat() if row.lapses_on else None}
    record("renew guest", by=by, organisation=row.organisation, subject=row, detail=detail)


def lapse_guests() -> int:
    """What time does to guests: a term for who has none, a warning thirty days before, and the end. How many ended.

    Runs as the owner role; twice at once does no harm.
    """
    today = timezone.localdate()
    _give_terms(today)
    for seat in lapsing(today):
        if seat.warned_at is None:
            _warn(seat)
    over = Seat.objects.filter(lapses_on__lt=today).values_list("pk", flat=True)
    return sum(_end(pk, today) for pk in over)


@transaction.atomic
def _give_terms(today: dt.date) -> None:
    """Chairs from before there were terms, or made by an import."""
    rows = Seat.objects.on(today).filter(organisation__kind__in=PARTNERS, person__isnull=False, lapses_on=None)
    for seat in rows.filter(ends_on=None).select_for_update(of=("self",)).select_related("organisation"):
        give_term(seat, today)
        seat.save(update_fields=["ends_on", "lapses_on"])


@transaction.atomic
def _warn(seat: Seat) -> None:
    """Tell who decides, once."""
    if not Seat.objects.filter(pk=seat.pk, warned_at=None).update(warned_at=timezone.now()):
        return
    record("warn of guest", by=None, organisation=seat.organisation, subject=seat)
    for person in deciders(seat.organisation):
        with override(person.language):
            said = {"name": str(seat.person), "team": str(seat.team), "day": f"{seat.lapses_on:%d/%m/%Y}"}
            title = _("Werkveld: %(name)s vervalt als gast op %(day)s") % said
            text = _(
                "%(name)s zit als gast bij %(team)s tot en met %(day)s. Moet dat langer? Verleng het onder Beheer, "
                "Stuurgroepen en tafels. Doe je niets, dan vervalt de toegang vanzelf."
            )
            try:
                send_mail(title, text % said, None, [person.email])
            except (OSError, smtplib.SMTPException):
                log.exception("A letter could not be sent.")


def deciders(organisation: Organisation) -> list[Person]:
    """The coordinators of an organisation; of the city when it has none."""
    rows = Assignment.objects.on(timezone.localdate()).filter(function=Function.COORDINATOR, person__is_active=True)
    own = rows.filter(organisation=organisation)
    found = own if own.exists() else rows.filter(organisation__kind=OrganisationKind.CITY)
    return [row.person for row in found.select_related("person")]


@transaction.atomic
def _end(pk: int, today: dt.date) -> bool:
    """The chair falls empty; who sat on no other closes with it. False when another process was first."""
    rows = Seat.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    seat = rows.filter(pk=pk, lapses_on__lt=today).first()
    if seat is None:
        return False
    # A chair that was taken away or changed hands before its day ended otherwise than by lapsing.
    has_lapsed = seat.ends_on == seat.lapses_on and seat.person is not None
    seat.lapses_on = None
    seat.save(update_fields=["lapses_on"])
    if not has_lapsed:
        return False
    Seat.objects.create(team=seat.team, function=seat.function, organisation=seat.organisation, starts_on=today)
    record("lapse guest", by=None, organisation=seat.organisation, subject=seat)
    person = seat.person
    if person is not None and not _has_more(person, today):
        person.is_active = False
        person.save(update_fields=["is_active"])
        record("deactivate person", by=None, organisation=seat.organisation, subject=person)
    return True


def _has_more(person: Person, today: dt.date) -> bool:
    """Whether they work or sit anywhere, today or later."""
    return any(rows.exclude(ends_on__lt=today).exists() for rows in (person.assignments.all(), person.seats.all()))
