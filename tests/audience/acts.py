"""What each act does to who sees an item, from the next question on; every story is undone again."""

import contextlib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.audience.oracle import Oracle
from tests.audience.world import World
from tests.database import as_owner
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.models import Circle
from werkveld.audience.protocols import NoProtocolError, take_away
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import (
    change_audience,
    comment_on,
    correct_item,
    publish_item,
    reopen_item,
    save_draft,
    withdraw_item,
)
from werkveld.items.content import Content
from werkveld.items.feed import Place, newest
from werkveld.items.models import Comment, Item, ItemVersion
from werkveld.items.search import search
from werkveld.kit.ids import uuid7
from werkveld.people.models import Organisation, Person, Protocol

WORD = "verrekijker"


class Story(NamedTuple):
    """An author of an organisation; a circle of many and one of few that they may choose, and those they may not."""

    world: World
    author: Person
    organisation: Organisation
    wide: int
    small: int
    closed: list[int]


class _UndoneError(Exception):
    """Ends a story."""


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """A transaction of which nothing stays."""
    with contextlib.suppress(_UndoneError), transaction.atomic():
        yield
        raise _UndoneError


def acts_differ(world: World) -> Iterator[str]:
    """Draft, publish, widen, narrow, correct, withdraw, leave, and the end of a protocol."""
    author, organisation = _author(world)
    open_to = [k for k, c in world.oracle.circles.items() if k not in world.oracle.refused(organisation.pk)]
    closed = sorted(world.oracle.refused(organisation.pk))
    wide = max((k for k in open_to if world.oracle.circles[k].kind != "public"), key=lambda k: _members(world, k))
    small = next(
        k
        for k in open_to
        if world.oracle.circles[k].kind != "person" and 0 < _members(world, k) < 9 and k not in _held(world, author)
    )
    story = Story(world, author, organisation, wide, small, closed)
    told: list[str] = []
    for tell in (_tell_life, _tell_narrowing, _tell_refusal, _tell_protocol, _tell_writing):
        with undone():
            told += tell(story)
    yield from told


@cache
def _author(world: World) -> tuple[Person, Organisation]:
    """Somebody active whose organisation may share with some and not with others."""
    for person in world.people:
        viewer = viewer_of(person)
        own = viewer.organisation if person.is_active and viewer.assignments else None
        if own is not None and world.oracle.refused(own.pk):
            return person, own
    raise AssertionError("a world in which nobody is refused anything proves nothing")


def watching(world: World) -> list[Person]:
    """The author and every third of the others: each act is looked at by some who see it and some who do not."""
    author, _organisation = _author(world)
    return [author, *(p for p in world.people[::3] if p != author)]


def _members(world: World, circle: int) -> int:
    return sum(circle in world.oracle.held(p.pk) for p in watching(world) if p.is_active)


def _held(world: World, person: Person) -> frozenset[int]:
    return world.oracle.held(person.pk)


def _expected(world: World, author: Person, circles: list[int]) -> set[int]:
    return {
        p.pk
        for p in {*watching(world), author}
        if (p == author and p.is_active) or not world.oracle.held(p.pk).isdisjoint(circles)
    }


def _seen_by(world: World, key: Any) -> dict[str, set[int]]:
    """Who finds an item, over each channel."""
    found: dict[str, set[int]] = {name: set() for name in ("list", "policy", "feed", "search", "history")}
    for person in watching(world):
        viewer = viewer_of(person)
        with viewing(viewer):
            if Item.objects.filter(pk=key).exists():
                found["policy"].add(person.pk)
            if key in newest(viewer, Place(), limit=5):
                found["feed"].add(person.pk)
            if key in {i.pk for i in search(viewer, WORD).items}:
                found["search"].add(person.pk)
            if ItemVersion.objects.filter(item=key).exists() or Comment.objects.filter(item=key).exists():
                found["history"].add(person.pk)
            with as_owner():
                if Item.objects.visible_to(viewer).filter(pk=key).exists():
                    found["list"].add(person.pk)
    return found


def _differs(world: World, step: str, key: Any, wanted: set[int], *, told: bool = True) -> list[str]:
    """Every channel shows it to `wanted`; with told=False only the item itself, and no word of it anywhere."""
    seen = _seen_by(world, key)
    texts = wanted if told else set()
    each = {"list": wanted, "policy": wanted, "feed": wanted, "search": texts, "history": texts}
    return [f"{step}: {name}" for name, people in seen.items() if people != each[name]]


def _post(author: Person, organisation: Organisation, circles: list[int], act: Any = publish_item) -> Item:
    chosen = list(Circle.objects.filter(pk__in=circles))
    with viewing(viewer_of(author)):
        content = Content(title=f"Een {WORD}", body=WORD)
        item: Item = act(uuid7(), content, by=author, organisation=organisation, circles=chosen)
    return item


def _tell_life(story: Story) -> Iterator[str]:
    world, author, organisation, wide, small, _ = story
    draft = _post(author, organisation, [wide], save_draft)
    seen = _seen_by(world, draft.pk)
    if seen["list"] != {author.pk} or seen["policy"] != {author.pk} or seen["feed"] or seen["search"]:
        yield "a draft"
    item = _post(author, organisation, [small])
    yield from _differs(world, "published", item.pk, _expected(world, author, [small]))
    with viewing(viewer_of(author)):
        change_audience(item, Circle.objects.filter(pk__in=[small, wide]), by=author)
    yield from _differs(world, "widened", item.pk, _expected(world, author, [small, wide]))
    with viewing(viewer_of(author)):
        correct_item(item, Content(title=f"Beter: {WORD}", body=WORD), by=author, is_typo=False)
        comment_on(item, WORD, by=author, organisation=organisation)
    yield from _differs(world, "corrected", item.pk, _expected(world, author, [small, wide]))
    with viewing(viewer_of(author)):
        withdraw_item(item, by=author)
    yield from _differs(world, "withdrawn", item.pk, _expected(world, author, [small, wide]), told=False)
    with as_owner():
        row = Item.objects.get(pk=item.pk)
        if row.title or row.body:
            yield "a tombstone with text"


def _tell_narrowing(story: Story) -> Iterator[str]:
    world, author, organisation, wide, small, _ = story
    item = _post(author, organisation, [small, wide])
    with viewing(viewer_of(author)):
        change_audience(item, Circle.objects.filter(pk=small), by=author)
    yield from _differs(world, "narrowed", item.pk, _expected(world, author, [small]))
    with as_owner():
        Person.objects.filter(pk=author.pk).update(is_active=False)
    gone = Person.objects.get(pk=author.pk)
    with viewing(viewer_of(gone)):
        if Item.objects.filter(pk=item.pk).exists():
            yield "an author who left still sees it"


def _tell_refusal(story: Story) -> Iterator[str]:
    world, author, organisation, _, small, closed = story
    shut = closed[0]
    for name, circles in (("posted", [shut]), ("posted beside another", [small, shut])):
        with contextlib.suppress(NoProtocolError):
            _post(author, organisation, circles)
            yield f"{name} without a protocol"
    item = _post(author, organisation, [small])
    with contextlib.suppress(NoProtocolError), viewing(viewer_of(author)):
        change_audience(item, Circle.objects.filter(pk=shut), by=author)
        yield "widened without a protocol"
    # An officer who was asked to look sees it; in quarantine nobody else but the author does.
    officers = next(k for k, c in world.oracle.circles.items() if c.kind == "officers" and _members(world, k))
    asked = _post(author, organisation, [small])
    _set(asked, overseers=[officers])
    yield from _differs(world, "reported", asked.pk, _expected(world, author, [small, officers]))
    with viewing(viewer_of(author)):
        withdraw_item(asked, by=author)
    _set(asked, quarantined_at=timezone.now())
    yield from _differs(world, "in quarantine", asked.pk, _expected(world, author, [officers]), told=False)
    # As when a protocol ended between planning and posting.
    _set(item, audience=[small, shut])
    yield from _differs(world, "given back", item.pk, _expected(world, author, [small]))
    other = next((o for o in world.organisations if small in world.oracle.refused(o.pk)), None)
    if other is not None:
        with contextlib.suppress(NoProtocolError), viewing(viewer_of(author)):
            comment_on(item, WORD, by=author, organisation=other)
            yield "an answer that reaches somebody without a protocol"


def _set(item: Item, **columns: Any) -> None:
    """Change an item past every act, and let the one act that derives its readers follow."""
    with as_owner():
        Item.objects.filter(pk=item.pk).update(**columns)
        reopen_item(item, by=None)


def _tell_protocol(story: Story) -> Iterator[str]:
    world, author, organisation, wide, small, _ = story
    own = circle_of_organisation(organisation).pk
    item = _post(author, organisation, [wide, small, own])
    Protocol.objects.all().delete()
    with viewing(viewer_of(author)):
        take_away()
    left = {wide, small, own} - Oracle(timezone.localdate()).refused(organisation.pk)
    yield from _differs(world, "after the last protocol", item.pk, _expected(world, author, sorted(left)))


def _tell_writing(story: Story) -> Iterator[str]:
    """Nobody writes a row that they could not read."""
    world, author, organisation, _, small, _ = story
    stranger = next(p for p in world.people if p.is_active and p != author)
    with viewing(viewer_of(stranger)), contextlib.suppress(DatabaseError), transaction.atomic():
        Item.objects.create(
            title="Ongezien", author=author, organisation=organisation, readers=[world.own[author.pk]], state="draft"
        )
        yield "a row written for somebody else's eyes"
    item = _post(author, organisation, [small])
    blind = next(p for p in world.people if p.is_active and p.pk not in _expected(world, author, [small]))
    with viewing(viewer_of(blind)):
        if Item.objects.filter(pk=item.pk).update(title="Overschreven"):
            yield "a row changed by somebody who does not see it"
    with viewing(viewer_of(blind)), contextlib.suppress(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE items_feedentry SET circle = %s", [world.own[blind.pk]])
        yield "the feed rewritten by a page"
