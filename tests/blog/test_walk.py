import datetime as dt
import random

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_partners, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.blog.streams import Stream
from werkveld.blog.walk import Sieve, page_of, read_cursor, write_cursor
from werkveld.items.actions import mark_read, withdraw_item
from werkveld.items.filing import refeed_item
from werkveld.items.models import Item
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def published(item: Item, at: dt.datetime) -> None:
    """As if it had been posted then."""
    with as_owner():
        Item.objects.filter(pk=item.pk).update(published_at=at)
        refeed_item(item)


def fill(cast: Cast, number: int, seed: int) -> list[Item]:
    """Items of two authors for changing circles; moments collide on purpose."""
    dice = random.Random(seed)
    circles = [
        circle_of_team(cast.teams.overleie),
        circle_of_organisation(cast.organisations.city),
        circle_of_partners(),
    ]
    start = timezone.now() - dt.timedelta(days=2)
    found = []
    for n in range(number):
        author = dice.choice([cast.people.karim, cast.people.noor])
        item = post(cast, author, dice.sample(circles, dice.randint(1, 3)), title=f"Bericht {n}")
        published(item, start + dt.timedelta(minutes=dice.randint(0, 4)))
        found.append(item)
    return found


def walked(person: Person, stream: Stream, sieve: Sieve, size: int) -> list[str]:
    """Every title of a blog, page after page."""
    viewer = viewer_of(person)
    titles, before = [], None
    with viewing(viewer):
        while True:
            page = page_of(viewer, stream, sieve, before, size)
            titles += [item.title for item in page.items]
            if page.older is None:
                return titles
            before = read_cursor(write_cursor(page.older))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 23), size=st.integers(1, 8), seed=st.integers(0, 999))
def test_pages_together_are_complete_and_without_doubles(cast: Cast, number: int, size: int, seed: int) -> None:
    with as_owner():
        Item.objects.all().delete()
    fill(cast, number, seed)
    for person in (cast.people.els, cast.people.karim):
        viewer = viewer_of(person)
        with viewing(viewer):
            wanted = Item.objects.visible_to(viewer).order_by("-published_at", "-pk").values_list("title", flat=True)
            expected = list(wanted)
        assert walked(person, Stream(cast.areas.overleie), Sieve(), size) == expected


def test_filter_finds_a_rare_item_behind_many_others(cast: Cast) -> None:
    rare = post(cast, cast.people.noor, [circle_of_partners()], title="Zeldzaam")
    published(rare, timezone.now() - dt.timedelta(days=9))
    for n in range(30):
        post(cast, cast.people.karim, [circle_of_partners()], title=f"Veel {n}")
    sieve = Sieve(organisation="ocmw")
    assert walked(cast.people.els, Stream(cast.areas.overleie), sieve, 5) == ["Zeldzaam"]


def test_lapsed_briefing_item_shows_only_when_asked(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_partners()], kind="attention", title="Voorbij")
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(minutes=1))
        refeed_item(item)
    stream = Stream(cast.areas.overleie)
    assert walked(cast.people.els, stream, Sieve(), 5) == []
    assert walked(cast.people.els, stream, Sieve(with_lapsed=True), 5) == ["Voorbij"]


def test_filter_by_kind_splits_blog_and_briefing(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_partners()], title="Verhaal")
    post(cast, cast.people.karim, [circle_of_partners()], kind="attention", title="Opgelet")
    stream = Stream(cast.areas.overleie)
    assert walked(cast.people.els, stream, Sieve(kind="bericht"), 5) == ["Verhaal"]
    assert walked(cast.people.els, stream, Sieve(kind="briefing"), 5) == ["Opgelet"]


def test_tombstone_is_only_for_who_had_read_it(cast: Cast) -> None:
    karim, els, noor = cast.people.karim, cast.people.els, cast.people.noor
    item = post(cast, karim, [circle_of_partners()])
    with viewing(viewer_of(els)):
        mark_read([item], by=els)
    with viewing(viewer_of(karim)):
        withdraw_item(item, by=karim)
    stream = Stream(cast.areas.overleie)
    assert (len(walked(els, stream, Sieve(), 5)), len(walked(noor, stream, Sieve(), 5))) == (1, 0)


def test_cursor_of_rubbish_is_no_cursor() -> None:
    for text in ("", "x", "1-2", "9" * 40 + "-" + "0" * 32, "-", "1-" + "g" * 32):
        assert read_cursor(text) is None
