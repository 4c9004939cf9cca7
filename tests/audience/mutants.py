"""The rule, said wrongly in some ninety ways: each is put in force, and the battery must find it out.

A mutant changes one thing in the code or in the database as it runs, never in a file. It counts as killed only when a
check of the battery says what differs, or breaks. One whose words are no longer in the code is an error: it would
prove nothing.
"""
# One mutant a line, to be read as a table.
# ruff: noqa: E501

import contextlib
import inspect
import textwrap
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from tests.audience.battery import CHECKS, FOLLOWERS
from tests.audience.world import World, derive
from tests.database import as_owner
from werkveld.audience import membership, outcome, policies, protocols, rule, viewer
from werkveld.items import actions, feed, readings, search

type Change = Callable[[], contextlib.AbstractContextManager[None]]


@dataclass(frozen=True)
class Mutant:
    """One way to say the rule wrongly."""

    words: str
    change: Change


@contextlib.contextmanager
def _question(module: Any, names: tuple[str, ...], old: str, new: str) -> Iterator[None]:
    """Another text in questions that a module keeps."""
    kept = {name: getattr(module, name) for name in names}
    if not any(old in text for text in kept.values()):
        raise AssertionError(f"{module.__name__} does not say {old!r} any more")
    for name, text in kept.items():
        setattr(module, name, text.replace(old, new))
    try:
        yield
    finally:
        for name, text in kept.items():
            setattr(module, name, text)


@contextlib.contextmanager
def _who(old: str, new: str) -> Iterator[None]:
    """Another text in the relation of who is in which circle, wherever it is asked."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(_question(membership, ("_OF_PERSON", "_OF_PEOPLE", "OF_ANYBODY"), old, new))
        if any(old in text for text in (protocols._OF_CIRCLES, protocols._OF_SHARED)):
            stack.enter_context(_gaps(old, new))
        yield


def _gaps(old: str, new: str) -> contextlib.AbstractContextManager[None]:
    """Another text in the question of which protocols are missing."""
    return _question(protocols, ("_OF_CIRCLES", "_OF_SHARED"), old, new)


def _bare(function: Any) -> Any:
    """The function under its decorators."""
    for name in ("fget", "func", "__func__"):
        function = getattr(function, name, function)
    return inspect.unwrap(function)


@contextlib.contextmanager
def _code(function: Any, old: str, new: str) -> Iterator[None]:
    """Another text in a function, for whoever holds it."""
    bare = _bare(function)
    source = textwrap.dedent(inspect.getsource(bare))
    if old not in source:
        raise AssertionError(f"{bare.__qualname__} does not say {old!r} any more")
    space = dict(bare.__globals__)
    exec(compile(source.replace(old, new, 1), bare.__code__.co_filename, "exec"), space)  # noqa: S102 - our own source
    changed, kept = _bare(space[bare.__name__]), bare.__code__
    bare.__code__ = changed.__code__
    try:
        yield
    finally:
        bare.__code__ = kept


@contextlib.contextmanager
def _function(name: str, old: str, new: str, number: int = 1) -> Iterator[None]:
    """Another text in a function of the database, at its n-th place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [name])
        source: str = cursor.fetchone()[0]
    parts = source.split(old)
    if len(parts) <= number:
        raise AssertionError(f"{name} does not say {old!r} {number} times any more")
    changed = old.join(parts[:number]) + new + old.join(parts[number:])
    _execute(changed)
    try:
        yield
    finally:
        _execute(source)


def _execute(*statements: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tables() -> list[str]:
    return [m._meta.db_table for m in apps.get_models()]


@contextlib.contextmanager
def _policies(function: Any, old: str, new: str) -> Iterator[None]:
    """Another text in what makes the policies, and the policies made anew with it."""
    try:
        with _code(function, old, new):
            with as_owner():
                policies.apply(_tables())
            yield
    finally:
        with as_owner():
            policies.apply(_tables())


@contextlib.contextmanager
def _tampered(*statements: str) -> Iterator[None]:
    """Something done to the database behind everybody's back; the policies are put right after."""
    _execute(*statements)
    try:
        yield
    finally:
        _execute("DROP POLICY IF EXISTS open_door ON items_item")
        with as_owner():
            policies.apply(_tables())


def _m(words: str, make: Callable[..., Any], *args: Any) -> Mutant:
    return Mutant(words, lambda: make(*args))


_ENDS = "AND ({0}.ends_on IS NULL OR {0}.ends_on >= %(on)s)"
_FOLLOWERS = {model.__name__: model._meta.db_table for model, *_ in FOLLOWERS}

WHO_IS_IN = [
    _m("forgets the end date of an assignment", _who, _ENDS.format("a"), ""),
    _m("forgets the end date of a seat", _who, _ENDS.format("s"), ""),
    _m("forgets the first day of an assignment", _who, "a.starts_on <= %(on)s AND", ""),
    _m("forgets the first day of a seat", _who, "s.starts_on <= %(on)s AND", ""),
    _m("ends an assignment a day early", _who, "a.ends_on >= %(on)s", "a.ends_on > %(on)s"),
    _m("ends a seat a day early", _who, "s.ends_on >= %(on)s", "s.ends_on > %(on)s"),
    _m("begins an assignment a day late", _who, "a.starts_on <= %(on)s", "a.starts_on < %(on)s"),
    _m("keeps the assignments of who left", _who, "p ON p.id = a.person_id AND p.is_active", "p ON p.id = a.person_id"),
    _m("keeps the chair of who left", _who, "p ON p.id = s.person_id AND p.is_active", "p ON p.id = s.person_id"),
    _m("keeps the own circle of who left", _who, "p.is_active AND ((c.kind", "((c.kind"),
    _m("takes any overlap of areas for working there", _who, ">= %(share)s", "> 0 AND %(share)s > 0"),
    _m("takes no overlap for working there", _who, ">= %(share)s", "> 1 + %(share)s"),
    _m("reads an overlap from one side only", _who, "ON o.target_id = p.area_id", "ON FALSE"),
    _m("reads an overlap from the other side only", _who, "ON o.source_id = p.area_id", "ON FALSE"),
    _m(
        "goes by surface where addresses are known",
        _who,
        "coalesce(o.by_addresses, o.by_surface)",
        "o.by_surface",
    ),
    _m(
        "forgets seats in the circle of an organisation",
        _who,
        "FROM presence UNION SELECT person_id, organisation_id FROM chair) m\n        ON c.kind = 'organisation'",
        "FROM presence) m\n        ON c.kind = 'organisation'",
    ),
    _m("puts everybody in every organisation", _who, "c.kind = 'organisation' AND c.organisation_id = m.organisation_id", "c.kind = 'organisation'"),
    _m("puts other organisations in the circle of one in an area", _who, "c.organisation_id = r.organisation_id AND c.area_id = r.area_id", "c.area_id = r.area_id"),
    _m("puts the whole organisation in its circle of one area", _who, "c.organisation_id = r.organisation_id AND c.area_id = r.area_id", "c.organisation_id = r.organisation_id"),
    _m("forgets that a citywide colleague works everywhere", _who, "AND p.citywide", "AND FALSE"),
    _m("takes everybody for citywide", _who, "AND p.citywide", ""),
    _m("counts every function to the area team", _who, f"({membership.COMPOSITION})", "(SELECT o.kind, r.function)"),
    _m("forgets the police in the area team", _who, ", ('police', 'neighbourhood_officer')", ""),
    _m("counts patrols to the area team", _who, "('police', 'neighbourhood_officer')", "('police', 'neighbourhood_officer'), ('police', 'patrol_officer')"),
    _m("gives every area team to all areas", _who, "ON r.area_id = t.area_id", "ON TRUE"),
    _m("gives a chair at one table all tables", _who, "c.kind = 'team' AND c.team_id = s.team_id", "c.kind = 'team'"),
    _m("counts guests to the partners", _who, "(SELECT DISTINCT person_id FROM presence) p", "(SELECT person_id FROM presence UNION SELECT person_id FROM chair) p"),
    _m("counts nobody to the partners", _who, "ON c.kind = 'partners'", "ON FALSE"),
    _m("lets everybody into the circle of one", _who, "c.kind = 'person' AND c.person_id = p.id", "c.kind = 'person'"),
    _m("shuts the public circle", _who, "OR c.kind = 'public'", ""),
    _m("lets every colleague into the officers' circle", _who, "AND p.function = 'data_protection_officer'", ""),
    _m("lets officers of one organisation see for all", _who, "c.kind = 'officers' AND c.organisation_id = p.organisation_id", "c.kind = 'officers'"),
]  # fmt: skip
WHO_LOOKS = [
    _m("lets who left go on with their circles", _code, viewer.viewer_of, "person is not None and person.is_active", "person is not None"),
    _m("counts nobody to the partners of the house", _code, viewer.viewer_of, "kind=CircleKind.PUBLIC", "kind__in=[CircleKind.PUBLIC, CircleKind.PARTNERS]"),
    _m("looks with the circles of yesterday", _code, viewer.viewer_of, "on = timezone.localdate(at)", "on = timezone.localdate(at) - dt.timedelta(days=1)"),
    _m("looks with the circles of tomorrow", _code, viewer.viewer_of, "on = timezone.localdate(at)", "on = timezone.localdate(at) + dt.timedelta(days=1)"),
    _m("leaves its eyes behind on the connection", _code, viewer._setting, '%s, true)"', '%s, false)"'),
    _m("does not give the outer viewer their eyes back", _code, viewer.viewing, "if is_nested:", "if False:"),
    _m("loses one circle on the way to the database", _code, viewer.viewing, "told_keys(viewer.circles)", "told_keys(sorted(viewer.circles)[1:])"),
    _m("takes one circle too many to the database", _code, viewer.viewing, "told_keys(viewer.circles)", "told_keys({*viewer.circles, *range(1, 5000)})"),
]  # fmt: skip
THE_RULE = [
    _m("asks that a viewer holds every reader", _code, rule.Overlaps.q, "__overlap", "__contained_by"),
    _m("asks that the readers hold every circle", _code, rule.Overlaps.q, "__overlap", "__contains"),
    _m("does not filter", _code, rule.GuardedRows.visible_to, "self.filter(self.model.rule.q(viewer.circles))", "self.all()"),
    _m("opens a page without asking", _code, rule.can_see, ".visible_to(viewer)", ".all()"),
    _m("shows what hangs on a withdrawn item", _code, rule.Follows.q, "in self.without:", "in ():"),
    _m("takes another circle in the filter of the feed", _code, rule.Holds.q, "any_of(circles)", "any_of([*circles, *range(1, 5000)])"),
    _m("the policy asks for all readers", _policies, rule.Overlaps.sql, "&&", "@>"),
    _m("the policy asks for nothing", _policies, rule.Overlaps.sql, "&& {CIRCLES}", "IS NOT NULL"),
    _m("the policy of the feed asks for nothing", _policies, rule.Holds.sql, "+ 0) = ANY ({CIRCLES}::integer[])", "+ 0) > 0"),
    _m("the policy shows what hangs on a withdrawn item", _policies, rule.Follows.sql, "{hidden}", ""),
    _m("the policy follows any item", _policies, rule.Follows.sql, "WHERE {key} AND", "WHERE"),
    _m("the policy hides what hangs on everything", _policies, rule.Follows.sql, "EXISTS", "NOT EXISTS"),
    _m("the rule changes and the policies do not", _code, rule.Overlaps.sql, "&&", "@>"),
    _m("the policies do not bind the owner", _policies, policies.statements, "FORCE ROW LEVEL", "NO FORCE ROW LEVEL"),
    _m("the policies do not check what is written", _policies, policies.statements, " WITH CHECK ({rule})", ""),
    _m("the policies check only what is read", _policies, policies.statements, 'ON "{table}" USING ({rule}) WITH CHECK ({rule})', 'ON "{table}" FOR SELECT USING ({rule})'),
    _m("the policies stand and are not switched on", _policies, policies.statements, "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"),
    *(
        _m(f"the policy of {name} is gone", _tampered, f"DROP POLICY audience ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        for name, table in _FOLLOWERS.items()
    ),
    _m("a second policy opens a door beside the first", _tampered, "CREATE POLICY open_door ON items_item USING (true)"),
    _m("who comes without eyes sees all", _function, "werkveld_circles", "'{}'", "(SELECT array_agg(id)::text FROM audience_circle)"),
    _m("an empty setting breaks a page", _function, "werkveld_circles", "nullif(current_setting('werkveld.circles', true), '')", "current_setting('werkveld.circles', true)"),
]  # fmt: skip
CHANNELS = [
    _m("the feed walks a circle that the viewer is not in", _code, feed.newest, "viewer.circles & {place.circle}", "{place.circle}"),
    _m("the feed walks every circle", _code, feed.newest, "told_keys(viewer.circles if", "told_keys(range(1, 5000) if place.circle is None or True else viewer.circles if"),
    _m("a page of the feed begins with the last line of the one before", _code, feed.newest, ") < (%(moment)s", ") <= (%(moment)s"),
    _m("the feed shows what lapsed", _code, feed.newest, "e.valid_until > %(valid_at)s", "e.valid_until IS NOT NULL OR %(valid_at)s IS NULL"),
    _m("the rows of a list are not asked again", _code, feed.items_of, "Item.objects.visible_to(viewer)", "Item.objects"),
    _m("the rows found by a search are not asked again", _code, readings.acknowledged, "Reading.objects.visible_to(viewer)", "Reading.objects"),
    _m("the numbers of readers are not asked for", _code, readings._readers, "Reading.objects.visible_to(viewer)", "Reading.objects"),
    _m("drafts stand in the feed", _function, "werkveld_feed_wanted", "AND i.state <> 'draft'", ""),
    _m("the feed goes by who was chosen, not by who may read", _function, "werkveld_feed_wanted", "unnest(i.readers)", "unnest(i.audience)"),
    _m("the feed keeps what was taken away", _function, "werkveld_file_item", "DELETE FROM items_feedentry WHERE item_id = key;", "DELETE FROM items_feedentry WHERE item_id = key AND circle IN (SELECT circle FROM werkveld_feed_of(key));"),
    _m("search asks for everybody", _function, "werkveld_search", "mine integer[] := werkveld_circles()", "mine integer[] := (SELECT array_agg(id)::integer[] FROM audience_circle)"),
    _m("search by the index does not ask who is looking", _function, "werkveld_search", "AND i.readers && mine", "", 2),
    _m("search by the index finds drafts", _function, "werkveld_search", "AND i.state <> 'draft'", ""),
    _m("search shows what lapsed unasked", _function, "werkveld_search", "with_lapsed OR", "true OR"),
    _m("search by the index shows what lapsed unasked", _function, "werkveld_search", "with_lapsed OR", "true OR", 2),
    _m("a suggestion comes from what is hidden", _function, "werkveld_nearest_word", "EXISTS (SELECT 1 FROM werkveld_search", "TRUE OR EXISTS (SELECT 1 FROM werkveld_search"),
    _m("the count of a search goes past the rows", _code, search.search, "Item.objects.visible_to(viewer)", "Item.objects.none()"),
]  # fmt: skip
SHARING = [
    _m("forgets the last day of a protocol", _gaps, "(p.ends_on IS NULL OR p.ends_on >= %(on)s)", "TRUE"),
    _m("counts a protocol that not all confirmed", _gaps, "p.confirmed_at IS NOT NULL", "TRUE"),
    _m("forgets the first day of a protocol", _gaps, "p.starts_on <= %(on)s", "TRUE"),
    _m("ends a protocol a day early", _gaps, "p.ends_on >= %(on)s", "p.ends_on > %(on)s"),
    _m("counts a table's protocol everywhere", _gaps, "(b.team_id IS NULL OR b.team_id = w.team_id)", "TRUE"),
    _m("counts a table's protocol nowhere", _gaps, "(b.team_id IS NULL OR b.team_id = w.team_id)", "b.team_id IS NULL"),
    _m("does not count empty chairs", _gaps, "c.team_id = s.team_id\n        AND s.starts_on", "c.team_id = s.team_id AND s.person_id IS NOT NULL\n        AND s.starts_on"),
    _m("lets partners do without a protocol", _gaps, "JOIN presence p ON c.kind = 'partners'", "JOIN presence p ON FALSE"),
    _m("lets area teams do without a protocol", _gaps, "SELECT c.id, c.team_id, r.organisation_id FROM wanted c", "SELECT c.id, c.team_id, r.organisation_id FROM (SELECT * FROM wanted WHERE FALSE) c"),
    _m("lets organisations do without a protocol", _gaps, "kind IN ('organisation', 'organisation_area')", "kind = 'organisation_area'"),
    _m("lets organisations in an area do without a protocol", _gaps, "kind IN ('organisation', 'organisation_area')", "kind = 'organisation'"),
    _m("refuses the own organisation", _gaps, "ON w.organisation_id <> o.id", "ON TRUE"),
    _m("one protocol is enough for a whole team", _code, protocols.missing_for, "found.setdefault(circle, set()).add(other)", "found.setdefault(circle, set()).add(other) if circle % 2 else None"),
    _m("the act does not insist on a protocol", _code, protocols.insist_on_protocols, "if missing := missing_for(organisation, circles):", "if missing := {}:"),
    _m("gives back what no protocol allows", _code, protocols.allowed, "if key not in refused", "if True"),
    _m("takes nothing away when a protocol ends", _code, protocols.take_away, "if closed else 0", "if False else 0"),
    _m("takes away from nobody", _function, "werkveld_narrow_items", "i.readers && f.circles", "FALSE"),
    _m("takes away from every organisation", _function, "werkveld_narrow_items", "f.organisation_id = i.organisation_id AND", ""),
    _m("takes away and leaves it in the feed", _function, "werkveld_narrow_items", "PERFORM werkveld_file_item(key);", ""),
    _m("a form offers what no protocol allows", _code, outcome.weighed, "if c.pk not in missing", "if True"),
]  # fmt: skip
ACTS = [
    _m("forgets the author among the readers", _code, actions.readers_of, "sorted({own, *item", "sorted({*item"),
    _m("lets readers into a draft", _code, actions.readers_of, "if item.state == State.DRAFT:", "if False:"),
    _m("who was chosen goes on reading what is in quarantine", _code, actions.readers_of, "if item.quarantined_at else", "if False else"),
    _m("officers who were asked to look see nothing", _code, actions.readers_of, "*item.overseers, ", ""),
    _m("a change of audience leaves the feed as it was", _code, actions.change_audience, "refeed_item(row)", "pass"),
    _m("a change of audience only ever adds", _code, actions.change_audience, "row.audience = chosen", "row.audience = [*before, *chosen]"),
    _m("a change of audience leaves the readers as they were", _code, actions.change_audience, "row.readers = readers_of(row)", "pass"),
    _m("a withdrawn item keeps its text", _code, actions.withdraw_item, 'row.title = row.body = row.ask = row.place = ""', 'row.place = ""'),
    _m("a withdrawn item is not withdrawn", _code, actions.withdraw_item, "State.WITHDRAWN, timezone.now()", "State.LAPSED, timezone.now()"),
    _m("police stands in the default of the OCMW", _code, outcome.default_for, "[circle_of_organisation(viewer.organisation)]", "[circle_of_organisation(viewer.organisation), circle_of_partners()]"),
    _m("a guest may choose what partners may", _code, outcome.every_choice, "if viewer.assignments:", "if True:"),
    _m("says that who sees it does not", _code, outcome.outcome_of, "if not numbers.get(o.pk)", "if numbers.get(o.pk)"),
    _m("leaves people out of the number", _question, membership, ("OF_ANYBODY",), "FROM people_seat s", "FROM (SELECT * FROM people_seat WHERE FALSE) s"),
]  # fmt: skip
MUTANTS: list[Mutant] = [*WHO_IS_IN, *WHO_LOOKS, *THE_RULE, *CHANNELS, *SHARING, *ACTS]


def insist_on_peace(world: World) -> None:
    """Without a mutant the battery has nothing to say: otherwise a kill would prove nothing."""
    if difference := _first_difference(world):
        raise AssertionError(f"without any mutant: {difference}")


def found_out(world: World, mutant: Mutant) -> str:
    """What gives a mutant away, or "" when it survives. The world is as before afterwards."""
    try:
        with mutant.change():
            return _first_difference(world)
    finally:
        _settle_down()


def _first_difference(world: World) -> str:
    try:
        with as_owner():
            derive()
        for check in CHECKS:
            for difference in check(world):
                return f"{check.__name__}: {difference}"
    except Exception as error:
        if isinstance(error, SyntaxError) or "syntax error" in str(error):
            # Not a way to say the rule wrongly but a slip of ours.
            raise AssertionError(f"this mutant cannot be read: {error}") from error
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {where.name}: {str(error).splitlines()[0] if str(error) else ''}"
    return ""


def _settle_down() -> None:
    """A connection without anybody's eyes or a broken transaction, and what is derived as it was."""
    if not connection.in_atomic_block:
        connection.close()
    with as_owner():
        derive()


def empty() -> None:
    """Throw the world away, over a database that others use after."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE people_person, people_organisation, people_team, people_protocol, territory_layer,"
            " audience_circle, journal_line, items_word CASCADE"
        )
    connection.close()
