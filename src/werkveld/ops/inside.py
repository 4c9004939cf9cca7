"""The doctor's questions to the database: tables, roles, and whether its two ways of knowing who reads what agree."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from werkveld.kit import database
from werkveld.kit.database.roles import ATTRIBUTES
from werkveld.ops.machine import Check, Verdict, good_or
from werkveld.ops.migrate import pending

ASLEEP = Check(Verdict.LACKING, "not looked at", "Start the database first: `werkveld db start`.")


def ask_tables(data: Path) -> Check:
    """Whether the tables are of this version of the program."""
    if not database.status(data).is_running:
        return ASLEEP
    waiting = pending()
    finding = "up to date" if not waiting else f"{len(waiting)} steps behind"
    return good_or(not waiting, Verdict.WRONG, finding, "`werkveld db backup before.dump`, then `werkveld migrate`.")


def ask_roles(data: Path) -> Check:
    """Whether each role is there, and whether exactly the right ones pass by row-level security."""
    if not database.status(data).is_running:
        return ASLEEP
    wanted = {name: "NOBYPASSRLS" not in attributes for name, attributes in ATTRIBUTES.items()}
    with database.connect("owner", data) as owner:
        rows = owner.execute("SELECT rolname, rolbypassrls OR rolsuper FROM pg_roles WHERE rolname LIKE 'werkveld_%'")
        there = {str(name): bool(passes) for name, passes in rows.fetchall()}
    wrong = sorted(name for name, passes in wanted.items() if there.get(name) is not passes)
    finding = "as they should be" if not wrong else f"absent, or with wrong rights: {', '.join(wrong)}"
    return good_or(not wrong, Verdict.WRONG, finding, "See “roles” in docs/running.md.")


def ask_policies(data: Path) -> Check:
    """Whether every content table carries its row-level policy."""
    from werkveld.audience import policies

    if not database.status(data).is_running:
        return ASLEEP
    missing = policies.missing()
    finding = "on every content table" if not missing else f"missing on {', '.join(map(str, missing))}"
    return good_or(not missing, Verdict.WRONG, finding, "`werkveld migrate` puts them in force.")


def ask_feed(data: Path) -> Check:
    """Whether the feed table says the same as the items' readers."""
    from werkveld.items import feed

    if not database.status(data).is_running:
        return ASLEEP
    if pending():
        return Check(Verdict.LACKING, "not looked at", "First `werkveld migrate`.")
    differences = feed.check()
    advice = "Report this: lists may show too much or too little. Details and the cure: docs/running.md."
    finding = "agrees with the items" if not differences else f"{differences} entries differ"
    return good_or(not differences, Verdict.WRONG, finding, advice)


def ask_journal(data: Path) -> Check:
    """Whether the journal was anchored lately, also outside the database. `journal verify` reads it all."""
    from django.utils import timezone

    from werkveld.journal.anchoring import anchor_file, anchors_in
    from werkveld.journal.models import Anchor, Line

    if not database.status(data).is_running:
        return ASLEEP
    if pending():
        return Check(Verdict.LACKING, "not looked at", "First `werkveld migrate`.")
    last = Anchor.objects.order_by("-day").first()
    if last is None and not Line.objects.exists():
        return Check(Verdict.GOOD, "empty")
    if last is None or last.day < timezone.localdate() - dt.timedelta(days=2):
        advice = "The clockwork anchors daily: `werkveld serve`, or `werkveld tick` from a timer."
        return Check(Verdict.LACKING, "not anchored lately", advice)
    outside = {anchor["day"] for anchor in anchors_in(anchor_file())}
    finding = f"anchored on {last.day}" if str(last.day) in outside else f"anchor of {last.day} is not in its file"
    return good_or(str(last.day) in outside, Verdict.LACKING, finding, f"See {anchor_file()} and WERKVELD_ANCHORS.")


QUESTIONS: dict[str, Callable[[Path], Check]] = {
    "tables": ask_tables,
    "roles": ask_roles,
    "policies": ask_policies,
    "feed": ask_feed,
    "journal": ask_journal,
}
