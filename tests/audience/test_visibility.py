"""The battery: oracle = ORM = policy, on a random world, over every content table."""

import datetime as dt
import itertools
import random

import pytest
import shapely
from django.utils import timezone

from tests.audience.oracle import Oracle
from tests.database import as_owner
from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_person,
    circle_of_public,
    circle_of_team,
)
from werkveld.audience.models import Circle
from werkveld.audience.policies import guarded_models, missing
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.filing import refeed_item
from werkveld.items.models import Comment, FeedEntry, Item, ItemArea, ItemVersion, Reading
from werkveld.people.functions import FUNCTIONS_OF, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Seat, Team
from werkveld.territory.actions import Piece, draft_edition, keep_layer, publish_edition
from werkveld.territory.models import Area

pytestmark = pytest.mark.django_db

PEOPLE, ITEMS = 84, 2400


def _areas(dice: random.Random) -> list[Area]:
    for code in ("a", "b", "c"):
        cuts = sorted({0, 3000, *(dice.randrange(100, 2900) for _ in range(6))})
        pieces = [
            Piece(code=str(n), name=f"{code}{n}", shape=shapely.box(west, 0, east, 1000), outline={})
            for n, (west, east) in enumerate(itertools.pairwise(cuts))
        ]
        layer = keep_layer(code, code)
        publish_edition(draft_edition(layer, name=code, valid_from=dt.date(2020, 1, 1), checksum=code, pieces=pieces))
    return list(Area.objects.all())


def _people(dice: random.Random, areas: list[Area]) -> list[Person]:
    today = timezone.localdate()
    spans = [(-90, None), (-90, None), (-90, -1), (1, None), (-5, 5), (0, 0)]
    organisations = [
        Organisation.objects.create(code=f"{kind}-{n}", name=f"{kind}-{n}", short_name=f"{kind}-{n}", kind=kind)
        for kind in OrganisationKind
        for n in range(2 if kind == "city" else 1)
    ]
    teams = [Team.objects.create(kind="area_team", code=f"t{a.pk}", name=a.name, area=a) for a in areas]
    teams += [Team.objects.create(kind=k, code=k, name=k) for k in ("steering_group", "consultation_table")]
    people = [
        Person.objects.create(email=f"p{n}@voorbeeld.be", given_name=f"P{n}", family_name="Q", is_active=n % 9 != 8)
        for n in range(PEOPLE)
    ]
    for person in people:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            organisation, (start, end) = dice.choice(organisations), dice.choice(spans)
            area = dice.choice([*areas, None, None])
            Assignment.objects.create(
                person=person,
                organisation=organisation,
                function=dice.choice(FUNCTIONS_OF[OrganisationKind(organisation.kind)]),
                area=area,
                citywide=area is None,
                starts_on=today + dt.timedelta(days=start),
                ends_on=None if end is None else today + dt.timedelta(days=end),
            )
        if dice.random() < 0.3:
            start, end = dice.choice(spans)
            Seat.objects.create(
                team=dice.choice(teams[-2:]),
                person=person,
                organisation=dice.choice(organisations),
                function="housing_partner",
                starts_on=today + dt.timedelta(days=start),
                ends_on=None if end is None else today + dt.timedelta(days=end),
            )
    for organisation in organisations:
        circle_of_organisation(organisation)
        for area in areas:
            circle_of_organisation_in(organisation, area)
    for team in teams:
        circle_of_team(team)
    for person in people:
        circle_of_person(person)
    circle_of_partners()
    circle_of_public()
    return people


def _items(dice: random.Random, people: list[Person], areas: list[Area], count: int = ITEMS) -> list[Item]:
    circles = list(Circle.objects.all())
    own = {c.person_id: c.pk for c in circles if c.kind == "person"}
    organisation, now = Organisation.objects.first(), timezone.now()
    rows = []
    for n in range(count):
        state = dice.choice(["published"] * 6 + ["draft", "lapsed", "withdrawn"])
        author = dice.choice(people)
        audience = [c.pk for c in dice.sample(circles, dice.choice((0, 1, 1, 2, 4)))]
        readers = [own[author.pk]] if state == "draft" else sorted({own[author.pk], *audience})
        title = "" if state == "withdrawn" else f"bericht {n}"
        published = None if state == "draft" else now
        rows.append(
            Item(
                title=title,
                author=author,
                organisation=organisation,
                audience=audience,
                readers=readers,
                state=state,
                published_at=published,
            )
        )
    Item.objects.bulk_create(rows)
    for model, extra in ((ItemVersion, {"number": 1, "title": "t", "change": "original"}), (Comment, {"body": "r"})):
        who = {"by": people[0]} if model is ItemVersion else {"author": people[0], "organisation": organisation}
        model.objects.bulk_create([model(item=i, **who, **extra) for i in rows])
    ItemArea.objects.bulk_create(
        [ItemArea(item=i, edition_id=a.edition_id, area=a, method="chosen") for i in rows if (a := dice.choice(areas))]
    )
    Reading.objects.bulk_create([Reading(item=i, version=1, person=people[1]) for i in rows])
    for item in rows:
        refeed_item(item)
    return rows


def test_oracle_orm_and_policy_agree_on_every_decision_of_a_random_world() -> None:
    dice = random.Random(20261123)
    with as_owner():
        areas = _areas(dice)
        people = _people(dice, areas)
        items = _items(dice, people, areas)
        oracle = Oracle(timezone.localdate())
    decisions = differences = seen = 0
    for person in people:
        expected = {i.pk for i in items if oracle.may_see(person.pk, i.author_id, i.audience, i.state)}
        viewer = viewer_of(person)
        with as_owner():
            by_orm = set(Item.objects.visible_to(viewer).values_list("pk", flat=True))
        with viewing(viewer):
            by_policy = set(Item.objects.values_list("pk", flat=True))
        decisions += len(items)
        seen += len(expected)
        differences += len(expected ^ by_orm) + len(expected ^ by_policy)
    print(f"{decisions} decisions, {differences} differences, {seen} seen")
    assert decisions >= 200_000
    assert differences == 0
    assert 0.02 < seen / decisions < 0.9, "a world in which everything or nothing is visible proves nothing"


def test_every_content_table_follows_its_item() -> None:
    dice = random.Random(7)
    with as_owner():
        areas = _areas(dice)
        people = _people(dice, areas)
        items = _items(dice, people, areas, 500)
        oracle = Oracle(timezone.localdate())
    withdrawn = {i.pk for i in items if i.state == "withdrawn"}
    drafts = {i.pk for i in items if i.state == "draft"}
    for person in people[:40]:
        expected = {i.pk for i in items if oracle.may_see(person.pk, i.author_id, i.audience, i.state)}
        viewer = viewer_of(person)
        for model, wanted in (
            (ItemVersion, expected - withdrawn),
            (Comment, expected - withdrawn),
            (ItemArea, expected),
            (Reading, expected),
            (FeedEntry, expected - drafts),
        ):
            with as_owner():
                assert set(model.objects.visible_to(viewer).values_list("item", flat=True)) == wanted, model
            with viewing(viewer):
                assert set(model.objects.values_list("item", flat=True)) == wanted, model


def test_every_content_table_carries_the_policy_in_force() -> None:
    assert len(guarded_models()) >= 8
    assert missing() == []


def test_nothing_is_seen_without_a_viewer(db: None) -> None:
    with as_owner():
        dice = random.Random(1)
        areas = _areas(dice)
        _items(dice, _people(dice, areas), areas, 60)
    for model in guarded_models():
        assert not model.objects.exists(), model
