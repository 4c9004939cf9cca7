"""Fill an empty database with the demo: five organisations, their people, and three months of their work.

The same every time: chance has a fixed seed, and every date counts from now.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from werkveld.items import feed
from werkveld.items.models import Item, State
from werkveld.journal.actions import record
from werkveld.journal.anchoring import put_away_anchors
from werkveld.journal.models import Line
from werkveld.ops.demo.agreements import fill_agreements
from werkveld.ops.demo.cast import ORGANISATIONS
from werkveld.ops.demo.clock import Clock
from werkveld.ops.demo.contacts import fill_contacts
from werkveld.ops.demo.crew import fill_crew
from werkveld.ops.demo.elsewhere import citywide_tellings, police_tellings, private_tellings, table_tellings
from werkveld.ops.demo.marks import fill_marks
from werkveld.ops.demo.planning import AreaPlan, Planner, drafts
from werkveld.ops.demo.reactions import Reactions
from werkveld.ops.demo.readings import Readers
from werkveld.ops.demo.sheets import fill_sheets
from werkveld.ops.demo.shifts import fill_shifts
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.stories import overleie_tellings
from werkveld.ops.demo.supervision import fill_supervision
from werkveld.ops.demo.telling import Teller, Telling
from werkveld.ops.demo.territory import fill_territory
from werkveld.ops.demo.texts import AREA_TEXTS
from werkveld.people.models import Organisation, Person
from werkveld.territory.models import Edition

SEED = "werkveld"
VERB = "fill demo"

type Progress = Callable[[str], None]


class NotTheDemoError(Exception):
    """The database holds somebody's real work: the demo must not touch it."""


@dataclass(frozen=True)
class Filled:
    """What stands in the database. `is_new` is False when it was there already; `days_old` counts since it was made."""

    people: int
    items: int
    is_new: bool
    days_old: int = 0


def fill(*, progress: Progress | None = None, fresh: bool = False, now: dt.datetime | None = None) -> Filled:
    """Make the demo as the owner role; a second time changes nothing, unless `fresh` asks to make it anew for today.

    `progress` gets a Dutch line for each step. Raises `NotTheDemoError` when there are organisations or people that the
    demo did not make.
    """
    say = progress or (lambda _line: None)
    clock = Clock(now or timezone.now())
    _insist_on_demo()
    made_on = _made_on()
    if made_on and not fresh:
        days = (clock.today - made_on).days
        if days:
            say(f"De demo is van {days} dagen geleden. Met --fresh tellen alle datums weer vanaf vandaag.")
        return Filled(Person.objects.count(), Item.objects.count(), is_new=False, days_old=days)
    # Texts of the demo are Dutch, whatever the language of who starts it.
    with transaction.atomic(), override("nl"):
        if made_on:
            say("De vorige demo wordt weggehaald.")
            _empty()
        return _make(clock, say)


def _make(clock: Clock, say: Progress) -> Filled:
    say("Indelingen tekenen: gebieden, wijken, buurten en sectoren.")
    fill_territory()
    say("Mensen, teams en diensten.")
    crew = fill_crew(clock)
    shifts = fill_shifts(crew, clock)
    fill_contacts(crew, clock)
    stage = Stage(crew, clock)
    say("Drie maanden berichten schrijven.")
    teller = Teller(stage)
    for telling in _tellings(stage):
        teller.tell(telling)
    say("Lezen, antwoorden en rechtzetten.")
    reactions = Reactions(stage, teller, random.Random(f"{SEED} reactions"))
    reactions.fill()
    Readers(reactions, shifts, random.Random(f"{SEED} readings")).fill()
    say("Wegschrijven en de lijsten opbouwen.")
    teller.rows.write()
    _file_all()
    fill_marks(crew, shifts, clock)
    fill_sheets(stage, teller.rows)
    fill_agreements(crew, Edition.objects.in_force(clock.today).get(layer__code="wijken"))
    say("Toezicht: wie wat zag, meldingen, een datalek.")
    fill_supervision(stage, teller.rows)
    record(VERB, by=None, subject=crew.organisations["stad"], detail={"day": clock.today.isoformat()})
    differences = feed.check()
    if differences:
        raise RuntimeError(f"{differences} feed entries differ from the items")
    return Filled(len(crew.people), len(teller.rows.items), is_new=True)


def _tellings(stage: Stage) -> list[Telling]:
    """Everything that was ever said, the oldest first."""
    planner = Planner(stage, random.Random(SEED))
    found = overleie_tellings(stage)
    plans = [AreaPlan(planner, area, AREA_TEXTS, is_by_hand=area.name == "Overleie") for area in stage.crew.gebieden]
    for plan in plans:
        found += plan.fill()
    for number, plan in enumerate(plans[::2]):
        if told := drafts(plan, scheduled=bool(number % 2)):
            found.append(told)
    found += citywide_tellings(planner)
    found += private_tellings(planner, stage.crew.gebieden)
    found += police_tellings(planner)
    found += table_tellings(stage, planner)
    return sorted(found, key=lambda t: (t.at, t.text.title, t.role.key))


def _file_all() -> None:
    """The feed and the list of words, by the same functions that the acts call."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(werkveld_file_item(id)) FROM items_item")
        cursor.execute("SELECT count(werkveld_learn_words(id)) FROM items_item WHERE state <> %s", [State.DRAFT])


def _insist_on_demo() -> None:
    """Organisations, people or real divisions that the demo did not make are somebody's work."""
    strange = Organisation.objects.exclude(code__in=ORGANISATIONS)
    if not _made_on():
        strange = Organisation.objects.all()
        if Person.objects.exists() or Edition.objects.filter(is_schematic=False).exists():
            raise NotTheDemoError(
                "Deze databank bevat al mensen of indelingen van iemand anders. De demo blijft er af."
            )
    if names := list(strange.values_list("name", flat=True)[:3]):
        raise NotTheDemoError(f"Deze databank bevat al echte organisaties ({', '.join(names)}). De demo blijft er af.")


def _made_on() -> dt.date | None:
    line = Line.objects.filter(verb=VERB).order_by("-pk").first()
    return dt.date.fromisoformat(line.detail["day"]) if line else None


# The rooms whose tables the demo fills; the territory stays, it is the same every time.
ROOMS = ("people", "audience", "items", "journal", "blog", "briefing", "governance")


def _empty() -> None:
    """Throw the earlier demo away; only the owner of the tables can."""
    tables = [m._meta.db_table for room in ROOMS for m in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        quoted = ", ".join(f'"{table}"' for table in [*tables, "items_word"])
        # What is still to be checked in this transaction would hold the tables.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SET LOCAL werkveld.may_empty = 'on'")
        cursor.execute(f"TRUNCATE {quoted} CASCADE")
    put_away_anchors()
