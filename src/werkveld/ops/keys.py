"""`werkveld key …`: replace the deployment's key while people work, in two steps with a restart after each."""

import argparse
import os

from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, ready_with_tables, start_django

TEXT = """\
The key signs sessions and links, and locks the secrets of the second step. Replace it once a year, and at once when
somebody may have seen it.

  werkveld key replace     a fresh key; the one before it still opens what it signed and locked
  (restart the service)
  werkveld key forget      after twelve hours: lock everything anew with the fresh key, throw the old one away
  (restart the service)

Was the old key seen by others, then do both at once: everybody signs in again, and nothing else is lost."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `key` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "key",
        "Replace the deployment's key.",
        text=TEXT,
        examples="werkveld key replace\nwerkveld key forget",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    one = add_command(choices, "replace", "Draw a fresh key, and keep the one before it for what it signed.")
    one.set_defaults(run=replace)
    two = add_command(choices, "forget", "Lock everything with the present key, and throw the old ones away.")
    two.set_defaults(run=forget)


def replace(_chosen: argparse.Namespace) -> int:
    """Step one."""
    from werkveld.kit.secrets import replace_key

    data = start_django("owner")
    if os.environ.get("WERKVELD_SECRET_KEY"):
        raise Refusal(
            "The key stands in the environment (WERKVELD_SECRET_KEY): put the present one in front of "
            "WERKVELD_OLD_SECRET_KEYS (with commas), a fresh one in its place, and restart."
        )
    try:
        replace_key(data)
    except FileNotFoundError as none:
        raise Refusal(f"There is no key in {data} yet: the first start makes it.") from none
    console.print("A fresh key stands ready. Restart the service; after twelve hours: `werkveld key forget`.")
    return 0


def forget(_chosen: argparse.Namespace) -> int:
    """Step two."""
    ready_with_tables()
    from django.conf import settings

    from werkveld.kit.locks import CannotUnlockError
    from werkveld.kit.secrets import forget_old_keys
    from werkveld.staff.actions import lock_anew

    try:
        number = lock_anew(by=None)
    except CannotUnlockError as lost:
        raise Refusal("A secret of the second step opens with no key of ours; the old keys are kept.") from lost
    gone = forget_old_keys(settings.DATA)
    console.print(f"{number} secrets locked anew, {gone} old keys thrown away. Restart the service.")
    return 0
