"""`werkveld person …`: let the first coordinator in; everybody after that is invited by a coordinator, on screen."""

import argparse
from typing import TYPE_CHECKING

from werkveld.kit import database
from werkveld.ops.migrate import insist_on_tables
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, say, start_django

if TYPE_CHECKING:
    from werkveld.people.models import Organisation
    from werkveld.territory.models import Area

TEXT = """\
Makes the account with one function in one organisation, citywide unless you name an area, and prints the address
where that person chooses a password. An organisation that is not there yet is made. Invite a coordinator for
each organisation this way; they do the rest under "Beheer". Inviting somebody twice gives a new address."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `person` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "person",
        "Invite somebody.",
        examples="werkveld person invite jan@example.org --organisation stad --function coordinator",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    one = add_command(
        choices,
        "invite",
        "Make an account, and print the address where that person chooses a password.",
        text=TEXT,
        examples="werkveld person invite jan@example.org --organisation stad --function coordinator\n"
        "werkveld person invite an@example.org --organisation politie --function neighbourhood_officer --area W07",
    )
    one.add_argument("email", metavar="EMAIL")
    one.add_argument("--organisation", required=True, metavar="NAME", help="its code or name")
    one.add_argument("--organisation-kind", default="", help="city, ocmw, police, nonprofit or housing; when it is new")
    one.add_argument("--function", required=True, help="a wrong one lists those that the organisation has")
    one.add_argument("--area", metavar="CODE", help="code or name of an area, if not citywide")
    one.add_argument("--name", default="", metavar='"GIVEN FAMILY"', help="asked of that person when not given")
    one.set_defaults(run=invite)
    two = add_command(
        choices,
        "reset-steps",
        "Take the second step away from somebody who lost phone and recovery codes.",
        text="Passkeys, app and recovery codes go, and every session ends; the password stays.\n"
        "Make sure first who asks.",
        examples="werkveld person reset-steps jan@example.org",
    )
    two.add_argument("email", metavar="EMAIL")
    two.set_defaults(run=reset)


def reset(chosen: argparse.Namespace) -> int:
    """Take the second step away, and say how much that was."""
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()
    from werkveld.people.models import Person
    from werkveld.staff.actions import reset_steps

    person = Person.objects.filter(email__iexact=chosen.email).first()
    if person is None:
        raise Refusal(f"Nobody has the address {chosen.email}.")
    console.print(f"{reset_steps(person, by=None)} taken away; {person.full_name} signs in with the password alone.")
    return 0


def invite(chosen: argparse.Namespace) -> int:
    """Invite, and say where to choose a password."""
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()
    from django.db import transaction

    from werkveld.staff.refused import RefusedError

    _insist_on_address(chosen.email)
    try:
        # One transaction, so that a wrong function does not leave a new organisation behind.
        with transaction.atomic():
            token = _invited(chosen)
    except RefusedError as refused:
        raise Refusal(str(refused)) from refused
    show(chosen.email, token)
    return 0


def _invited(chosen: argparse.Namespace) -> str:
    """The token of the invitation; empty for who has a password already."""
    from werkveld.ops.organisations import organisation_called
    from werkveld.staff.actions import invite_person

    organisation = organisation_called(chosen.organisation, chosen.organisation_kind)
    given_name, _, family_name = chosen.name.partition(" ")
    return invite_person(
        email=chosen.email,
        organisation=organisation,
        function=function_of(organisation, chosen.function),
        area=area_called(chosen.area) if chosen.area else None,
        given_name=given_name,
        family_name=family_name,
        by=None,
    ).token


def function_of(organisation: "Organisation", text: str) -> str:
    """One of the functions that this kind of organisation has; the refusal lists them."""
    from werkveld.people.functions import FUNCTIONS_OF, Function, OrganisationKind

    offered = FUNCTIONS_OF[OrganisationKind(organisation.kind)]
    for function in offered:
        if text.lower() in {function.value, str(Function(function).label).lower()}:
            return function.value
    known = ", ".join(function.value for function in offered)
    raise Refusal(f"{organisation} has no function “{text}”. It has: {known}.")


def area_called(text: str) -> "Area":
    """The area in force with this code or name; two of one name must be told apart by code."""
    from django.db.models import Q

    from werkveld.territory.models import Area

    found = list(Area.objects.in_force().light().filter(Q(code__iexact=text) | Q(name__iexact=text))[:3])
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            f"“{text}” is the name of several areas: {', '.join(area.code for area in found)}. Give the code."
        )
    raise Refusal(f"There is no area “{text}” in any division that is in force now.")


def show(email: str, token: str) -> None:
    """The address to send, or that none is needed."""
    from django.conf import settings
    from django.urls import reverse

    if not token:
        console.print(f"{email} has an account and a password already; the function was added.")
        return
    site = next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
    console.print(f"{email} is invited. Send this address; it works once, for a week:")
    console.print(f"{site}{reverse('accept_invitation', args=[token])}", style="bold", soft_wrap=True)


def _insist_on_address(text: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(text)
    except ValidationError as error:
        raise Refusal(f"“{text}” is not an e-mail address.") from error
