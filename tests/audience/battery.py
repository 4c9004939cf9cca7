"""The visibility battery: what each person finds over each channel, held against the oracle.

Each check yields sentences about what differs; none is right. `compare` asks whole sets (one question for each person
and line of defence); the others go over the channels one by one. All take a `World` and run past or under the policies
as each channel does.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.audience.acts import acts_differ, undone
from tests.audience.world import RARE, WORDS, World
from tests.database import as_owner
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.membership import circles_by_person, members_by_organisation, members_of
from werkveld.audience.models import Refusal
from werkveld.audience.outcome import choices_for, default_for, every_choice, outcome_of, weighed
from werkveld.audience.policies import guarded_models, missing, statements
from werkveld.audience.protocols import missing_for
from werkveld.audience.rule import can_see
from werkveld.audience.viewer import Viewer, viewer_of, viewing
from werkveld.briefing.models import Take
from werkveld.items import feed, readings
from werkveld.items.feed import Place, items_of, newest
from werkveld.items.models import (
    Comment,
    Confirmation,
    FeedEntry,
    Item,
    ItemArea,
    ItemVersion,
    Notice,
    Reading,
)
from werkveld.items.pictures import Photo
from werkveld.items.search import MOST, search
from werkveld.items.words import nearest_word
from werkveld.people.models import Person

# What hangs on an item, and whether a withdrawn one takes it along, and a draft.
FOLLOWERS: tuple[tuple[Any, bool, bool], ...] = (
    (ItemVersion, True, False),
    (Comment, True, False),
    (ItemArea, False, False),
    (Reading, False, False),
    (Confirmation, False, False),
    (Notice, False, False),
    (Take, True, False),
    (Photo, True, False),
    (FeedEntry, False, True),
)


@dataclass
class Tally:
    """Decisions taken, how many differed, and how many said yes."""

    decisions: int = 0
    differences: int = 0
    seen: int = 0
    said: list[str] = field(default_factory=list)


def keys_of(sql: str, params: list[Any]) -> set[Any]:
    """The keys a question answers, as one array."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT array_agg(key) FROM ({sql}) asked (key)", params)
        return set(cursor.fetchone()[0] or ())


def compare(world: World, most: int | None = None) -> Tally:
    """Oracle = ORM = policy for each person and each item; stops after `most` decisions."""
    tally = Tally()
    for person in world.people:
        rows = world.items if most is None else world.items[: most - tally.decisions]
        if not rows:
            break
        expected = {i.pk for i in rows if world.oracle.may_see(person.pk, i)}
        by_orm, by_policy = _both(person, {i.pk for i in rows} if len(rows) < len(world.items) else None)
        wrong = (expected ^ by_orm) | (expected ^ by_policy)
        tally.decisions += len(rows)
        tally.seen += len(expected)
        tally.differences += len(wrong)
        if wrong:
            tally.said.append(f"{person.email}: {len(wrong)} items differ")
    return tally


def _both(person: Person, among: set[Any] | None) -> tuple[set[Any], set[Any]]:
    """What the first line lets through (past the policies), and what the second does (without a filter)."""
    viewer = viewer_of(person)
    with as_owner():
        sql, params = Item.objects.visible_to(viewer).order_by().values("pk").query.sql_with_params()
        by_orm = keys_of(sql, list(params))
    with viewing(viewer):
        by_policy = keys_of("SELECT id FROM items_item", [])
    return (by_orm, by_policy) if among is None else (by_orm & among, by_policy & among)


def circles_differ(world: World) -> Iterator[str]:
    """Who is in which circle, from either side, and in numbers."""
    today, oracle = timezone.localdate(), world.oracle
    together = circles_by_person([p.pk for p in world.people], today)
    for person in world.people:
        held, viewer = oracle.held(person.pk), viewer_of(person)
        if viewer.circles != held:
            yield f"{person.email} holds {len(viewer.circles ^ held)} circles too many or too few"
        if person.is_active and together[person.pk] != held:
            yield f"{person.email} holds others when asked together"
    for key, circle in oracle.circles.items():
        wanted = {p.pk for p in world.people if p.is_active and key in oracle.held(p.pk)}
        if members_of([key], today) != wanted:
            yield f"members of {circle}"
        homed = {k for k in wanted if oracle.assignments[k] or oracle.seats[k]}
        if sum(members_by_organisation([key], today).values()) != len(homed):
            yield f"numbers of {circle}"


def tables_differ(world: World, every: int = 1) -> Iterator[str]:
    """Every table of content follows its item, by either line of defence."""
    stones = {i.pk for i in world.items if i.state == "withdrawn"}
    drafts = {i.pk for i in world.items if i.state == "draft"}
    for person in world.people[::every]:
        expected = {i.pk for i in world.items if world.oracle.may_see(person.pk, i)}
        viewer = viewer_of(person)
        for model, without_stones, without_drafts in FOLLOWERS:
            wanted = expected - (stones if without_stones else set()) - (drafts if without_drafts else set())
            with as_owner():
                by_orm = set(model.objects.visible_to(viewer).order_by().values_list("item", flat=True))
            with viewing(viewer):
                by_policy = set(model.objects.order_by().values_list("item", flat=True))
            if by_orm != wanted:
                yield f"{model.__name__} by the filter, for {person.email}"
            if by_policy != wanted:
                yield f"{model.__name__} by the policy, for {person.email}"


def channels_differ(world: World, every: int = 1) -> Iterator[str]:
    """Detail, count, feed, search with its count and its suggestion, and numbers of readers."""
    now = timezone.now()
    for person in world.people[::every]:
        expected = {i.pk: i for i in world.items if world.oracle.may_see(person.pk, i)}
        out = {k for k, i in expected.items() if i.state != "draft"}
        standing = {k for k in out if expected[k].state == "published" and expected[k].valid_until > now}
        viewer = viewer_of(person)
        # Past the policies too, so that a list which forgot to ask is found out though the second line would save it.
        for with_policies in (True, False):
            with viewing(viewer):
                if with_policies:
                    yield from _walks_differ(viewer, world, expected, out, standing)
                else:
                    with as_owner():
                        yield from _walks_differ(viewer, world, expected, out, standing)


def _walks_differ(  # noqa: PLR0912 - one question a channel
    viewer: Viewer, world: World, expected: dict[Any, Item], out: set[Any], standing: set[Any]
) -> Iterator[str]:
    name, many = str(viewer.person), len(world.items) + 1
    rows = Item.objects.visible_to(viewer)
    if rows.count() != len(expected):
        yield f"count for {name}"
    some = world.items[::19]
    if {i.pk for i in some if can_see(viewer, i)} != {i.pk for i in some if i.pk in expected}:
        yield f"detail for {name}"
    walked = newest(viewer, Place(), limit=many)
    if set(walked) != out or len(walked) != len(set(walked)):
        yield f"feed for {name}"
    if set(newest(viewer, Place(), limit=many, valid_at=timezone.now())) != {k for k in out if _is_valid(expected[k])}:
        yield f"feed of what is valid for {name}"
    if walked and newest(viewer, Place(), limit=5) != walked[:5]:
        yield f"order of the feed for {name}"
    if len(walked) > 3:
        last = expected[walked[2]]
        assert last.published_at is not None
        if newest(viewer, Place(), before=(last.published_at, last.pk), limit=many) != walked[3:]:
            yield f"second page of the feed for {name}"
    foreign = set(world.oracle.circles) - viewer.circles
    for circle in [*sorted(viewer.circles)[:2], *sorted(foreign)[:2], *sorted(foreign)[-1:]]:
        mine = {k for k in out if circle in _readers(world, expected[k])} if circle in viewer.circles else set()
        if set(newest(viewer, Place(circle=circle), limit=many)) != mine:
            yield f"feed of one circle for {name}"
    if {i.pk for i in items_of(viewer, [i.pk for i in world.items])} != set(expected):
        yield f"rows of the feed for {name}"
    told = {k for k in standing if WORDS[0] in expected[k].title}
    found = search(viewer, WORDS[0])
    if found.count != min(MOST, len(told)) or not {i.pk for i in found.items} <= told:
        yield f"search for {name}"
    ever = {k for k in out if WORDS[0] in expected[k].title}
    if search(viewer, WORDS[0], with_lapsed=True).count != min(MOST, len(ever)):
        yield f"search in what lapsed for {name}"
    hint = nearest_word(RARE[:-2] + "st")
    knows = any(RARE in expected[k].title for k in out)
    if (hint == RARE) != knows:
        yield f"suggestion for {name}"
    for item in world.items[::41]:
        if item.pk not in expected and (
            readings.acknowledged(viewer, item) or readings.readers_by_organisation(viewer, item)
        ):
            yield f"numbers of readers for {name}"


def _is_valid(item: Item) -> bool:
    return item.valid_until is None or item.valid_until > timezone.now()


def _readers(world: World, item: Item) -> set[int]:
    return {world.own[item.author_id], *world.oracle.reached(item)}


def eyes_differ(world: World) -> Iterator[str]:
    """Whose eyes a transaction has: nobody's before and after, the inner ones inside, the outer ones again."""
    first = next(p for p in world.people if p.is_active and len(world.oracle.held(p.pk)) > 4)
    other = next(p for p in world.people if p.is_active and world.oracle.held(p.pk) != world.oracle.held(first.pk))
    for model in guarded_models():
        if model.objects.exists():
            yield f"{model.__name__} without a viewer"
    outer = {i.pk for i in world.items if world.oracle.may_see(first.pk, i)}
    inner = {i.pk for i in world.items if world.oracle.may_see(other.pk, i)}
    with viewing(viewer_of(first)):
        with viewing(viewer_of(other)):
            if set(Item.objects.values_list("pk", flat=True)) != inner:
                yield "inner eyes"
        if set(Item.objects.values_list("pk", flat=True)) != outer:
            yield "outer eyes after inner ones"
    if Item.objects.exists():
        yield "eyes that outlive their transaction"
    nobody = viewer_of(None)
    public = next(k for k, c in world.oracle.circles.items() if c.kind == "public")
    if nobody.circles != {public} or nobody.person is not None:
        yield "nobody holds more than the public circle"
    with as_owner():
        open_to_all = {i.pk for i in world.items if i.state != "draft" and public in world.oracle.reached(i)}
        if set(Item.objects.visible_to(nobody).values_list("pk", flat=True)) != open_to_all:
            yield "what is for everybody"
    gone = next(p for p in world.people if not p.is_active)
    if viewer_of(gone).circles != {public}:
        yield "somebody who left holds more than the public circle"


def outcomes_differ(world: World) -> Iterator[str]:  # noqa: PLR0912 - one question a sentence of the form
    """Defaults, choices, refusals and the sentence with numbers."""
    oracle, today = world.oracle, timezone.localdate()
    kept = set(Refusal.objects.values_list("organisation", "circle"))
    for organisation in world.organisations:
        every = list(oracle.circles)
        found = missing_for(organisation, every)
        if set(found) != oracle.refused(organisation.pk):
            yield f"circles that {organisation} may not choose"
        shared = {k for k in oracle.refused(organisation.pk) if oracle.circles[k].kind != "person"}
        if {c for o, c in kept if o == organisation.pk} != shared:
            yield f"kept refusals of {organisation}"
    for person in world.people:
        viewer = viewer_of(person)
        if viewer.organisation is None:
            if default_for(viewer) or choices_for(viewer, world.areas):
                yield f"{person.email} speaks for nobody and may choose"
            continue
        own = viewer.organisation
        if default_for(viewer) != [circle_of_organisation(own)]:
            yield f"default of {person.email}"
        offered = every_choice(viewer, world.areas[:3])
        choices = weighed(viewer, offered)
        if {c.pk for c in choices.circles} & oracle.refused(own.pk):
            yield f"choices of {person.email}"
        if {c.pk for c in offered} - {c.pk for c in choices.circles} - oracle.refused(own.pk):
            yield f"choices withheld from {person.email}"
        if own.kind == "ocmw" and outcome_of(default_for(viewer)).has_police != _has_police(world, default_for(viewer)):
            yield f"police in the default of {person.email}"
        wide = {c.kind for c in offered} & {"partners", "organisation_area"}
        if wide and not viewer.assignments:
            yield f"a guest may choose {wide}"
        if any(c.kind == "team" and c.pk not in viewer.circles and c.team.area_id is None for c in offered):
            yield f"{person.email} may choose a table without a chair"
    for circle in list(oracle.circles.values())[::9]:
        outcome = outcome_of([circle], today)
        wanted = {p.pk for p in world.people if p.is_active and circle.pk in oracle.held(p.pk)}
        homed = {k for k in wanted if oracle.assignments[k] or oracle.seats[k]}
        if outcome.people != len(homed):
            yield f"the number of people who see {circle}"
        if {o.pk for o, _ in outcome.sees} & {o.pk for o in outcome.sees_not}:
            yield f"who will not see {circle}"


def _has_police(world: World, circles: list[Any]) -> bool:
    keys = {c.pk for c in circles}
    police = {o.pk for o in world.organisations if o.kind == "police"}
    homes = [
        (world.oracle.assignments[p.pk] or world.oracle.seats[p.pk])[0].organisation_id
        for p in world.people
        if keys & world.oracle.held(p.pk) and (world.oracle.assignments[p.pk] or world.oracle.seats[p.pk])
    ]
    return bool(police & set(homes))


def policies_differ(_world: World) -> Iterator[str]:
    """Drift: every content table is under force, with exactly the policy that its rule says, in both directions."""
    yield from (f"{table} has no policy" for table in missing())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, cmd, permissive, roles::text, qual, with_check FROM pg_policies ORDER BY tablename"
        )
        rows = cursor.fetchall()
    for table, command, permissive, roles, qual, check in rows:
        if (command, permissive, roles) != ("ALL", "PERMISSIVE", "{public}") or qual != check:
            yield f"the policy of {table} holds for {command} as {permissive} to {roles}"
    if {row[0] for row in rows} != {m._meta.db_table for m in guarded_models()}:
        yield "tables with a policy are not the tables of content"
    yield from _drift(rows)


def _drift(rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """The policies as they stand, held against the same ones made anew beside them on empty copies."""
    held = {row[0]: row[4] for row in rows}
    fresh = {
        model._meta.db_table: _as_stored(model.rule.sql(model._meta.db_table), model) for model in guarded_models()
    }
    yield from (f"the policy of {table} is not what its rule says" for table in held if held[table] != fresh[table])
    for line in statements(set(held)):
        if line.startswith("CREATE POLICY") and "WITH CHECK" not in line:
            yield "a policy without a check on what is written"


def _as_stored(condition: str, model: Any) -> str:
    """A condition as PostgreSQL writes it back, by way of a policy that is gone again at once."""
    table = model._meta.db_table
    with as_owner(), undone(), connection.cursor() as cursor:
        cursor.execute(f'CREATE POLICY drift ON "{table}" AS RESTRICTIVE FOR SELECT USING ({condition})')
        cursor.execute("SELECT qual FROM pg_policies WHERE tablename = %s AND policyname = 'drift'", [table])
        stored: str = cursor.fetchone()[0]
    return stored


def feed_differs(_world: World) -> Iterator[str]:
    """The feed tells what the items say."""
    with as_owner():
        if number := feed.check():
            yield f"{number} feed entries"


def index_differs(world: World, every: int = 1) -> Iterator[str]:
    """Search on its other path, by the text index: the path that a small world never takes by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('werkveld_search'::regproc)")
        source: str = cursor.fetchone()[0]
    by_index = source.replace("few CONSTANT integer := 4000", "few CONSTANT integer := -1")
    assert by_index != source, "werkveld_search no longer says from how many entries on it goes by the index"
    try:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(by_index)
        for person in world.people[::every]:
            seen = [i for i in world.items if i.state != "draft" and world.oracle.may_see(person.pk, i)]
            viewer = viewer_of(person)
            with viewing(viewer):
                for word, with_lapsed in itertools.product(WORDS, (False, True)):
                    told = {i.pk for i in seen if word in i.title and (with_lapsed or _stands(i))}
                    found = search(viewer, word, with_lapsed=with_lapsed)
                    if found.count != min(MOST, len(told)) or not {i.pk for i in found.items} <= told:
                        yield f"search by index for {person.email}"
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(source)


def _stands(item: Item) -> bool:
    return item.state == "published" and _is_valid(item)


CHECKS: tuple[Callable[[World], Iterator[str]], ...] = (
    policies_differ,
    circles_differ,
    eyes_differ,
    tables_differ,
    outcomes_differ,
    acts_differ,
    channels_differ,
    index_differs,
    feed_differs,
)
