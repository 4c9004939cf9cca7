"""The partnership that is measured: 60 areas in three layers, twelve organisations, a thousand people, circles."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

import numpy as np
import shapely
from django.utils import timezone

from werkveld.audience.models import Circle, CircleKind
from werkveld.people.contactpoints import ContactHours, ContactKind, ContactPoint
from werkveld.people.functions import FUNCTIONS_OF, STEERING_GROUP, Function, OrganisationKind
from werkveld.people.models import Assignment, LayerOwner, Organisation, Person, Protocol, Seat, Shift, Team
from werkveld.territory.actions import Piece, draft_edition, keep_layer, publish_edition
from werkveld.territory.coverage import outlines_of
from werkveld.territory.models import Area, Edition
from werkveld.territory.schematic import schematic_partition

K, F = OrganisationKind, Function
LONG_AGO = dt.date(2010, 1, 1)
BOX = shapely.box(66_000, 163_000, 76_000, 171_000)
LAYERS = {"gebieden": ("gebied", 20), "wijken": ("wijk", 26), "buurten": ("buurt", 14)}
ORGANISATIONS = [
    *[("stad", K.CITY), ("stad-kuurne", K.CITY), ("stad-lendelede", K.CITY)],
    *[("ocmw", K.OCMW), ("ocmw-kuurne", K.OCMW), ("ocmw-lendelede", K.OCMW)],
    *[("politie", K.POLICE), ("jeugdwerk", K.NONPROFIT), ("opbouwwerk", K.NONPROFIT), ("wijkgezondheid", K.NONPROFIT)],
    *[("huisvesting", K.HOUSING), ("buurtwonen", K.HOUSING)],
]
# The last organisation has one member, with one chair: the viewer who sees next to nothing.
GUEST = "buurtwonen"
# Where the other members work: the layer by which their kind of house divides the land.
LAYER_OF = {K.CITY: "gebieden", K.OCMW: "buurten", K.POLICE: "wijken", K.NONPROFIT: "gebieden", K.HOUSING: "gebieden"}
SHARES = [30, 4, 4, 18, 3, 3, 24, 4, 3, 3, 4, 0]
PEOPLE = 1_000
BROAD, NARROW, OFFICER = "ruim@bench.be", "nauw@bench.be", "wijk@bench.be"


@dataclass
class World:
    """Keys that the stream of items draws from."""

    editions: dict[str, Edition] = field(default_factory=dict)
    areas: dict[str, list[Area]] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    home: dict[int, Assignment] = field(default_factory=dict)
    tables: list[Team] = field(default_factory=list)


def make_world(seed: int) -> World:
    """Everything but items, in an empty database."""
    dice, world = Random(seed), World()
    for code, kind in ORGANISATIONS:
        row = Organisation.objects.create(code=code, name=code.capitalize(), short_name=code.capitalize(), kind=kind)
        world.organisations.append(row)
    protocol = Protocol.objects.create(document="meting", starts_on=LONG_AGO, confirmed_at=timezone.now())
    protocol.parties.set(world.organisations)
    for code, (word, count) in LAYERS.items():
        _lay(world, code, word, count, seed)
    for code, owner in zip(LAYERS, ("stad", "politie", "ocmw"), strict=True):
        organisation = Organisation.objects.get(code=owner)
        LayerOwner.objects.create(layer=world.editions[code].layer, organisation=organisation)
    _people(world, dice)
    _teams(world, dice)
    _circles(world)
    _shifts(world, dice)
    keep_contact_points(world.organisations, [area for areas in world.areas.values() for area in areas])
    return world


def keep_contact_points(organisations: list[Organisation], areas: list[Area]) -> None:
    """Two in every area, open on workdays: an area's page tells how each stands now."""
    for number, area in enumerate(areas):
        for turn in range(2):
            point = ContactPoint.objects.create(
                organisation=organisations[(number + turn) % len(organisations)],
                kind=ContactKind.COMMUNITY_CENTRE,
                name=f"OC {area.name} {turn + 1}",
                place="Dorpsplein 1",
                phone="056 00 00 00",
                starts_on=LONG_AGO,
            )
            point.areas.add(area)
            for weekday in range(1, 6):
                ContactHours.objects.create(point=point, weekday=weekday, opens=dt.time(9), closes=dt.time(17))


def _lay(world: World, code: str, word: str, count: int, seed: int) -> None:
    spots = np.random.default_rng(seed + count).uniform((66_300, 163_300), (75_700, 170_700), (count, 2))
    named = [(f"{word[0]}{n + 1:02}", f"{word.capitalize()} {n + 1}", x, y) for n, (x, y) in enumerate(spots.tolist())]
    shapes = schematic_partition(named, BOX)
    outlines = outlines_of([shapes[c] for c, *_ in named], is_partition=True)
    layer = keep_layer(code, code.capitalize(), word=word)
    rows = zip(named, outlines, strict=True)
    pieces = [Piece(code, name, shapes[code], outline) for (code, name, _x, _y), outline in rows]
    edition = draft_edition(layer, name="meting", valid_from=LONG_AGO, checksum=code, pieces=pieces, is_schematic=True)
    world.editions[code] = publish_edition(edition)
    world.areas[code] = list(Area.objects.light().filter(edition=edition).select_related("edition__layer"))


def _people(world: World, dice: Random) -> None:
    names = [f"p{n:04}@bench.be" for n in range(PEOPLE - 3)]
    rows = [
        Person(email=email, given_name=f"Voornaam{n % 97}", family_name=f"Achternaam{n}")
        for n, email in enumerate([*names, BROAD, NARROW, OFFICER])
    ]
    # Nobody signs in here; an unusable password spares a thousand hashes.
    for row in rows:
        row.set_unusable_password()
    Person.objects.bulk_create(rows)
    world.persons = list(Person.objects.order_by("pk"))
    homes = dice.choices(world.organisations, SHARES, k=PEOPLE - 3)
    near = {code: cycle(areas) for code, areas in world.areas.items()}
    today = [_assigned(p, o, near[LAYER_OF[o.kind]], dice) for p, o in zip(world.persons, homes, strict=False)]
    today += [*_broad(world), _officer(world)]
    Assignment.objects.bulk_create(today)
    for row in Assignment.objects.select_related("organisation").order_by("-pk"):
        world.home[row.person_id] = row


def _assigned(person: Person, organisation: Organisation, near: Iterator[Area], dice: Random) -> Assignment:
    function = dice.choice(FUNCTIONS_OF[organisation.kind][:4])
    return _assignment(person, organisation, function, None if dice.random() < 0.06 else next(near))


def _assignment(person: Person, organisation: Organisation, function: str, area: Area | None) -> Assignment:
    return Assignment(
        person=person,
        organisation=organisation,
        function=function,
        area=area,
        citywide=area is None,
        starts_on=LONG_AGO,
    )


def _broad(world: World) -> list[Assignment]:
    """Sees nearly all: coordinates for city and OCMW alike, works in one gebied, sits in every team."""
    person = Person.objects.get(email=BROAD)
    by_code = {o.code: o for o in world.organisations}
    rows = [_assignment(person, by_code[c], F.COORDINATOR, None) for c in ("stad", "ocmw")]
    return [*rows, _assignment(person, by_code["stad"], F.AREA_WORKER, world.areas["gebieden"][0])]


def _officer(world: World) -> Assignment:
    """The ordinary reader of a briefing: neighbourhood officer of one beat."""
    police = next(o for o in world.organisations if o.kind == K.POLICE)
    officer = Person.objects.get(email=OFFICER)
    return _assignment(officer, police, F.NEIGHBOURHOOD_OFFICER, world.areas["wijken"][3])


def _teams(world: World, dice: Random) -> None:
    for area in world.areas["gebieden"]:
        Team.objects.create(kind="area_team", code=f"team-{area.code}", name=area.name, area=area)
    by_kind = {o.kind: o for o in reversed(world.organisations)}
    for n in range(16):
        team = Team.objects.create(kind="steering_group", code=f"tafel-{n:02}", name=f"Tafel {n}", place=f"Plein {n}")
        world.tables.append(team)
        for function, kind in STEERING_GROUP:
            members = [
                p for p in world.persons if p.pk in world.home and world.home[p.pk].organisation == by_kind[kind]
            ]
            _seat(team, function, by_kind[kind], dice.choice(members))
    broad, narrow = Person.objects.get(email=BROAD), Person.objects.get(email=NARROW)
    for team in Team.objects.all():
        _seat(team, F.AREA_WORKER, by_kind[K.CITY], broad)
    _seat(world.tables[0], F.HOUSING_PARTNER, Organisation.objects.get(code=GUEST), narrow)


def _seat(team: Team, function: str, organisation: Organisation, person: Person) -> None:
    Seat.objects.create(team=team, function=function, organisation=organisation, person=person, starts_on=LONG_AGO)


def _circles(world: World) -> None:
    rows = [Circle(kind=CircleKind.PARTNERS), Circle(kind=CircleKind.PUBLIC)]
    rows += [Circle(kind=CircleKind.ORGANISATION, organisation=o) for o in world.organisations]
    rows += [Circle(kind=CircleKind.PERSON, person=p) for p in world.persons]
    rows += [Circle(kind=CircleKind.TEAM, team=t) for t in Team.objects.all()]
    # Offered by the form wherever the organisation works: its own layer, and the gebieden.
    for o in world.organisations:
        areas = {*world.areas["gebieden"], *world.areas[LAYER_OF[o.kind]]}
        rows += [Circle(kind=CircleKind.ORGANISATION_AREA, organisation=o, area=a) for a in areas]
    Circle.objects.bulk_create(rows)


def _shifts(world: World, dice: Random) -> None:
    """A fortnight of shifts of eight hours, every second day, around now."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = []
    for person in world.persons:
        home = world.home.get(person.pk)
        # A third is on a roster; the others work by the day.
        is_measured = person.email in {BROAD, NARROW, OFFICER}
        if home is None or (person.pk % 3 and not is_measured):
            continue
        start = dice.choice((6, 8, 14, 22))
        for day in range(-14 + person.pk % 2, 3, 2):
            begin = midnight + dt.timedelta(days=day, hours=start)
            rows.append(
                Shift(
                    person=person,
                    organisation=home.organisation,
                    name="dienst",
                    starts_at=begin,
                    ends_at=begin + dt.timedelta(hours=8),
                    is_lead=person.pk % 12 == 0,
                )
            )
    Shift.objects.bulk_create(rows, batch_size=2000)
