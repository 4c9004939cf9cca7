"""`werkveld tick`: what time itself does to items, once or for ever."""

import argparse
import logging
import os
import time

from werkveld.ops.terminal import Subparsers, add_command, console, start_django

log = logging.getLogger(__name__)


def add_to(subparsers: Subparsers) -> None:
    """Hang `tick` on the command."""
    parser = add_command(
        subparsers,
        "tick",
        "Publish, lapse, follow borders that moved, anchor the journal, clear what is past its term.",
        text="`werkveld serve` does this by itself every half minute. Run it from cron or a timer only when you\n"
        "serve the pages some other way. Twice at once does no harm.",
        examples="werkveld tick\nwerkveld tick --every 30",
    )
    parser.add_argument("--every", type=float, metavar="SECONDS", help="keep going, with this pause between passes")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """One pass, or passes until stopped; a pass that fails on the database is tried again at the next."""
    start_django("owner")
    if not chosen.every:
        console.print(one_pass())
        return 0
    parent = os.getppid()
    # A clockwork whose server is gone would go on for ever, unseen.
    while os.getppid() == parent:
        _patient_pass()
        time.sleep(chosen.every)
    return 0


def one_pass() -> str:
    """Do it, and say what was done."""
    from werkveld.atlas.actions import follow_pending
    from werkveld.governance.nightly import clear_if_due
    from werkveld.items.clockwork import tick
    from werkveld.items.refiling import refile_pending
    from werkveld.journal.anchoring import anchor_journal
    from werkveld.staff.guests import lapse_guests

    done = tick()
    follow_pending()
    refile_pending()
    anchor_journal()
    clear_if_due()
    lapse_guests()
    return f"{done.published} published, {done.lapsed} lapsed."


def _patient_pass() -> None:
    from django.db import DatabaseError, close_old_connections

    try:
        close_old_connections()
        one_pass()
    except DatabaseError as error:
        log.warning("The clockwork could not reach the database and tries again: %s", error)
