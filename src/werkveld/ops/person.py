"""`werkveld person …`: let the first coordinator in; everybody after that is invited by a coordinator, on screen."""

import argparse

from werkveld.kit import database
from werkveld.ops.migrate import insist_on_tables
from werkveld.ops.terminal import Subparsers, add_command, say, start_django

TEXT = """\
Makes the account with one function in one organisation, citywide unless you name an area, and prints the address
where that person chooses a password. An organisation that is not there yet is made. Invite a coordinator for
each organisation this way; they do the rest under "Beheer"."""


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
    one.add_argument("--function", required=True, help="a wrong one lists them all")
    one.add_argument("--area", metavar="CODE", help="code or name of an area, if not citywide")
    one.add_argument("--name", default="", metavar='"GIVEN FAMILY"', help="default: taken from the address")
    one.set_defaults(run=invite)


def invite(chosen: argparse.Namespace) -> int:
    """Invite, and say where to choose a password."""
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()
    return 0
