"""The visibility proof: `python -m bench.visibility N` takes N decisions three ways and sets every mutant loose.

Each decision (may this person see this item?) is taken by an oracle in plain Python, by the filter of the queryset past
the policies, and by the row-level policy without a filter. Then every mutant of the rule is put in force, one at a
time, and must be found out. The last line is the result:

    1000000 decisions, 0 differences, 111 of 111 mutants killed

`--timing` measures instead whether a hidden item answers as fast as an absent one.
"""

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.place import PROJECT, console, start

DATA = PROJECT / ".werkveld" / "visibility"
PEOPLE = 200
SEED = 20_261_123
ROUNDS = 400


def _fresh(data: Path) -> None:
    """A database of its own, empty, reached with a page's rights; the owner's when `as_owner` says so."""
    from bench.seed import _insist_on_ours
    from werkveld.kit import database

    _insist_on_ours(data)
    data = data.absolute()
    database.prepare(database.ensure_running(data))
    with database.connect("admin", data, "postgres") as admin:
        admin.execute(f"DROP DATABASE {database.DATABASE} WITH (FORCE)")
    start(data, "owner")
    from django.core.management import call_command
    from django.db import connections

    from tests.database import AS_APP

    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    connections["default"].settings_dict["OPTIONS"] |= {"options": AS_APP}
    connections["default"].settings_dict["CONN_MAX_AGE"] = None


def prove(count: int, words: str) -> bool:
    """Decide, mutate, print. True when nothing differed and no mutant survived."""
    from tests.audience import battery, mutants
    from tests.audience.world import make_world
    from tests.database import as_owner

    with console.status("a world …"), as_owner():
        world = make_world(SEED, PEOPLE, -(-count // PEOPLE))
    began = time.monotonic()
    with console.status("decisions …"):
        tally = battery.compare(world, count)
    for line in tally.said:
        console.print(line, markup=False)
    console.print(f"{tally.seen:,} of {tally.decisions:,} said yes, in {time.monotonic() - began:.0f} s")
    mutants.empty()
    with console.status("a small world …"), as_owner():
        world = make_world(SEED, 36, 220)
    mutants.insist_on_peace(world)
    chosen = [m for m in mutants.MUTANTS if any(word in m.words for word in words.split("|"))]
    killed, began = 0, time.monotonic()
    for number, mutant in enumerate(chosen, 1):
        with console.status(f"{number} of {len(chosen)}: {mutant.words}"):
            why = mutants.found_out(world, mutant)
        killed += bool(why)
        console.print(f"{mutant.words}: {why or 'SURVIVES'}", markup=False, style=None if why else "bold red")
    console.print(f"{len(chosen)} mutants in {time.monotonic() - began:.0f} s")
    print(f"{tally.decisions} decisions, {tally.differences} differences, {killed} of {len(chosen)} mutants killed")
    return tally.differences == 0 and killed == len(chosen)


def timing(rounds: int) -> bool:
    """How long a hidden and an absent item take, on every address with a key: medians of the processor's time."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    from tests.audience.world import make_world
    from tests.database import as_owner
    from tests.house.test_every_address import asked
    from werkveld.items.models import Item

    settings.ALLOWED_HOSTS = ["*"]
    settings.LIMITS, settings.SECOND_STEP_REQUIRED = {}, False
    with console.status("a world …"), as_owner(), transaction.atomic():
        world = make_world(SEED, 60, 6_000)
    person = next(p for p in world.people if p.is_active and len(world.oracle.held(p.pk)) > 4)
    hidden = [i.pk for i in world.items if i.state == "published" and not world.oracle.may_see(person.pk, i)]
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert Item.objects.count() == 0, "pages' rights"
    is_equal = True
    for name, parameters in asked():
        if parameters != ["key"] or name in {"save_draft"}:
            continue
        ratio = _ratio(client.get, lambda key, name=name: reverse(name, args=[key]), hidden, rounds)
        is_equal = is_equal and 0.9 <= ratio <= 1.1
        print(f"{name}: hidden / absent = {ratio:.2f}")
    return is_equal


def _ratio(get: Callable[[str], Any], address: Callable[[uuid.UUID], str], hidden: list[Any], rounds: int) -> float:
    """In turn, so that a busy machine is as busy for both."""
    spent: dict[bool, list[float]] = {True: [], False: []}
    for number in range(rounds + 20):
        for is_hidden in (True, False) if number % 2 else (False, True):
            url = address(hidden[number % len(hidden)] if is_hidden else uuid.uuid4())
            began = time.process_time()
            answer = get(url)
            spent[is_hidden].append(time.process_time() - began)
            assert answer.status_code in {404, 405}, (url, answer.status_code)
    return statistics.median(spent[True][20:]) / statistics.median(spent[False][20:])


def main() -> int:
    """Read the command line and prove."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1_000_000, help="decisions, default 1000000")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the database; it is thrown away")
    parser.add_argument("--only", default="", metavar="WORDS", help="only mutants with these words (several: a|b)")
    parser.add_argument("--timing", action="store_true", help="measure hidden against absent instead")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is asked, default {ROUNDS}")
    chosen = parser.parse_args()
    _fresh(chosen.data)
    held = timing(chosen.rounds) if chosen.timing else prove(chosen.count, chosen.only)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
