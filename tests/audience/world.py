"""A random neighbourhood in an empty database, for proving who sees what: every kind of circle, every state of an item,
people who come, go, sit at tables or have left, and organisations of which some have no data protocol with some others.

Nothing here asks the rule that is to be proved: readers are written as if every circle were allowed, and the act that
takes them away (`settle`) is part of what is proved.
"""

import datetime as dt
import itertools
import random
from dataclasses import dataclass

import shapely
from django.db import connection
from django.utils import timezone

from tests.audience.oracle import Oracle
from werkveld.audience.models import Circle, CircleKind
from werkveld.audience.protocols import settle
from werkveld.briefing.models import Take
from werkveld.items.models import (
    Comment,
    Confirmation,
    Item,
    ItemArea,
    ItemVersion,
    Notice,
    Reading,
)
from werkveld.items.pictures import Photo
from werkveld.people.functions import FUNCTIONS_OF, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Protocol, Seat, Team
from werkveld.territory.actions import Piece, draft_edition, keep_layer, publish_edition
from werkveld.territory.models import Area, AreaOverlap

LONG_AGO = dt.date(2020, 1, 1)
# From how many days ago until when: in force, over yesterday, from tomorrow, around today, today alone.
SPANS = [(-90, None), (-90, None), (-90, None), (-90, -1), (1, None), (-5, 5), (0, 0)]
# Words that occur in the texts, the rare one in one item only.
WORDS = ("markt", "brug", "park", "fiets")
RARE = "zwaluwnest"


@dataclass(frozen=True, eq=False)
class World:
    """Everybody and everything, and what ought to be true of it."""

    organisations: list[Organisation]
    areas: list[Area]
    teams: list[Team]
    people: list[Person]
    items: list[Item]
    oracle: Oracle
    # The circle of one of each person.
    own: dict[int, int]


def make_world(seed: int, people: int, items: int) -> World:
    """Fill an empty database, as the owner role."""
    dice = random.Random(seed)
    areas = _areas(dice)
    organisations = _organisations(dice)
    teams = _teams(areas)
    persons = _people(dice, people, organisations, areas, teams)
    _protocols(dice, organisations, teams)
    _circles(organisations, areas, teams, persons)
    rows = _items(dice, items, persons, organisations)
    _follow(dice, rows, persons, areas)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(werkveld_learn_words(id)) FROM items_item WHERE state <> 'draft'")
        cursor.execute("ANALYZE items_item, audience_circle, people_assignment")
    derive()
    own = dict(Circle.objects.filter(kind=CircleKind.PERSON).values_list("person", "pk"))
    return World(organisations, areas, teams, persons, rows, Oracle(timezone.localdate()), own)


def derive() -> None:
    """Bring what is derived back to its beginning: every chosen circle reads, then what no protocol allows is taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE items_item SET readers = ARRAY(SELECT DISTINCT c FROM unnest(overseers ||"
            " CASE WHEN quarantined_at IS NULL THEN audience ELSE '{}' END || ARRAY("
            "SELECT id::integer FROM audience_circle WHERE kind = 'person' AND person_id = author_id)) c ORDER BY c)"
            " WHERE state <> 'draft'"
        )
        cursor.execute("DELETE FROM audience_refusal")
        cursor.execute("SELECT count(werkveld_file_item(id)) FROM items_item")
    settle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE items_feedentry")


def _areas(dice: random.Random) -> list[Area]:
    """Three layers that cut one strip differently; of some pairs the overlap is known by addresses too."""
    for code in ("a", "b", "c"):
        cuts = sorted({0, 3000, *(dice.randrange(100, 2900) for _ in range(6))})
        pieces = [
            Piece(code=str(n), name=f"{code}{n}", shape=shapely.box(west, 0, east, 1000), outline={})
            for n, (west, east) in enumerate(itertools.pairwise(cuts))
        ]
        layer = keep_layer(code, code)
        publish_edition(draft_edition(layer, name=code, valid_from=LONG_AGO, checksum=code, pieces=pieces))
    for overlap in AreaOverlap.objects.order_by("pk"):
        if dice.random() < 0.3:
            # Few houses in a large part, or many in a small one: then the addresses decide, not the surface.
            share = 0.05 if overlap.by_surface >= 0.10 else 0.5
            AreaOverlap.objects.filter(pk=overlap.pk).update(by_addresses=share)
    return list(Area.objects.order_by("pk"))


def _organisations(dice: random.Random) -> list[Organisation]:
    kinds = [(kind, n) for kind in OrganisationKind for n in range(2 if kind == "city" else 1)]
    return [
        Organisation.objects.create(code=f"{kind}-{n}", name=f"{kind}-{n}", short_name=f"{kind}-{n}", kind=kind)
        for kind, n in kinds
    ]


def _teams(areas: list[Area]) -> list[Team]:
    rows = [Team.objects.create(kind="area_team", code=f"t{a.pk}", name=a.name, area=a) for a in areas]
    return [*rows, *(Team.objects.create(kind=k, code=k, name=k) for k in ("steering_group", "consultation_table"))]


def _span(dice: random.Random) -> dict[str, dt.date | None]:
    today, (start, end) = timezone.localdate(), dice.choice(SPANS)
    last = None if end is None else today + dt.timedelta(days=end)
    return {"starts_on": today + dt.timedelta(days=start), "ends_on": last}


def _people(
    dice: random.Random, count: int, organisations: list[Organisation], areas: list[Area], teams: list[Team]
) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@voorbeeld.be", given_name=f"P{n}", family_name="Q", password="!", is_active=n % 9 != 8)
        for n in range(count)
    )
    work, seats = [], []
    for person in people:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            organisation, area = dice.choice(organisations), dice.choice([*areas, None, None])
            work.append(
                Assignment(
                    person=person,
                    organisation=organisation,
                    function=dice.choice(FUNCTIONS_OF[OrganisationKind(organisation.kind)]),
                    area=area,
                    citywide=area is None,
                    **_span(dice),
                )
            )
        if dice.random() < 0.3:
            seats.append(_seat(dice, dice.choice(teams[-2:]), person, organisations[:-1]))
    # An empty chair belongs to an organisation all the same: to one that nobody sits there for.
    empty = {"organisation": organisations[-1], "function": "housing_partner", "starts_on": LONG_AGO}
    seats.append(Seat(team=teams[-2], **empty))
    # Every function is there at least once, in one area, by somebody who stays.
    kinds = {f: kind for kind, functions in FUNCTIONS_OF.items() for f in functions}
    staying = [person for person in people if person.is_active]
    for number, (function, kind) in enumerate(kinds.items()):
        organisation = next(o for o in organisations if o.kind == kind)
        spot, who = areas[number % len(areas)], staying[number % len(staying)]
        work.append(Assignment(person=who, organisation=organisation, function=function, area=spot, starts_on=LONG_AGO))
    Assignment.objects.bulk_create(work)
    Seat.objects.bulk_create(seats)
    return people


def _seat(dice: random.Random, team: Team, person: Person | None, organisations: list[Organisation]) -> Seat:
    organisation = dice.choice(organisations)
    return Seat(team=team, person=person, organisation=organisation, function="housing_partner", **_span(dice))


def _protocols(dice: random.Random, organisations: list[Organisation], teams: list[Team]) -> None:
    """Two of three pairs agreed, some of them for a time; of the tables only the last has an agreement of its own.

    Something that would bind all was proposed, and not confirmed by every party.
    """
    today = timezone.localdate()
    for pair in itertools.combinations(organisations, 2):
        if dice.random() < 0.66:
            _protocol(pair, None, today - dt.timedelta(days=90), None)
        elif dice.random() < 0.5:
            _protocol(pair, None, today - dt.timedelta(days=90), today - dt.timedelta(days=1))
        else:
            _protocol(pair, None, today + dt.timedelta(days=1), None)
    _protocol(organisations, None, today - dt.timedelta(days=9), None, is_confirmed=False)
    _protocol(organisations, teams[-1], today, today)
    _protocol(organisations[:3], None, today, today)


def _protocol(
    parties: object, team: Team | None, starts_on: dt.date, ends_on: dt.date | None, *, is_confirmed: bool = True
) -> None:
    confirmed_at = timezone.now() if is_confirmed else None
    row = Protocol.objects.create(
        document="proef", team=team, starts_on=starts_on, ends_on=ends_on, confirmed_at=confirmed_at
    )
    row.parties.set(parties)


def _circles(organisations: list[Organisation], areas: list[Area], teams: list[Team], people: list[Person]) -> None:
    kinds = CircleKind
    rows = [Circle(kind=kinds.PARTNERS), Circle(kind=kinds.PUBLIC)]
    rows += [Circle(kind=kinds.ORGANISATION, organisation=o) for o in organisations]
    rows += [Circle(kind=kinds.OFFICERS, organisation=o) for o in organisations]
    rows += [Circle(kind=kinds.ORGANISATION_AREA, organisation=o, area=a) for o in organisations for a in areas]
    rows += [Circle(kind=kinds.TEAM, team=t) for t in teams]
    rows += [Circle(kind=kinds.PERSON, person=p) for p in people]
    Circle.objects.bulk_create(rows)


def _items(dice: random.Random, count: int, people: list[Person], organisations: list[Organisation]) -> list[Item]:
    now = timezone.now()
    circles = [c.pk for c in Circle.objects.exclude(kind="person")]
    own = dict(Circle.objects.filter(kind="person").values_list("person", "pk"))
    officers = list(Circle.objects.filter(kind="officers").values_list("pk", flat=True))
    rows = []
    for n in range(count):
        state = dice.choice(["published"] * 7 + ["draft", "lapsed", "withdrawn"])
        state = "published" if n == count // 2 else state
        author = dice.choice(people)
        # The rare word stands where only its author reads it.
        audience = [] if n == count // 2 else dice.sample(circles, dice.choice((0, 1, 1, 2, 4)))
        is_over = dice.random() < 0.15
        word = RARE if n == count // 2 else dice.choice(WORDS)
        is_stone = state == "withdrawn"
        rows.append(
            Item(
                kind=dice.choice(("post", "attention")),
                title="" if is_stone else f"Bericht {n} {word}",
                body="" if is_stone else f"{word} en verder niets",
                author=author,
                organisation=dice.choice(organisations),
                audience=audience,
                readers=[own[author.pk]] if state == "draft" else sorted({own[author.pk], *audience}),
                overseers=[dice.choice(officers)] if dice.random() < 0.1 and n != count // 2 else [],
                quarantined_at=now if is_stone and dice.random() < 0.5 else None,
                state=state,
                citywide=dice.random() < 0.1,
                published_at=None if state == "draft" else now - dt.timedelta(minutes=n),
                valid_until=now + dt.timedelta(days=-1 if is_over or state == "lapsed" else 5),
            )
        )
    Item.objects.bulk_create(rows, batch_size=2000)
    return rows


def _follow(dice: random.Random, rows: list[Item], people: list[Person], areas: list[Area]) -> None:
    """Something in every table that hangs on an item."""
    who = people[0]
    each = [
        (ItemVersion, {"number": 1, "title": "t", "change": "original", "by": who}),
        (Comment, {"body": "r", "author": who, "organisation_id": rows[0].organisation_id}),
        (Reading, {"version": 1, "person": people[1], "acknowledged_at": timezone.now()}),
        (Confirmation, {"person": who, "holds": True}),
        (Notice, {"person": who, "kind": "commented"}),
        (Take, {"person": who}),
        (Photo, {"by": who, "width": 1, "height": 1, "image": b"", "small": b"", "alt": "een plein"}),
    ]
    for model, said in each:
        model.objects.bulk_create((model(item=i, **said) for i in rows), batch_size=2000)
    filed = [(item, area) for item in rows if (area := dice.choice(areas))]
    ItemArea.objects.bulk_create(
        (ItemArea(item=i, edition_id=a.edition_id, area=a, method="chosen") for i, a in filed), batch_size=2000
    )
