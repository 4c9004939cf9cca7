import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.blog.test_walk import published
from tests.cast import Cast
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_partners, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.blog.actions import mark_unread, read_all
from werkveld.blog.marks import mark_of, unread_count, unread_counts
from werkveld.blog.streams import Stream
from werkveld.items.actions import acknowledge_items, correct_item
from werkveld.items.content import Content
from werkveld.people.models import Person, Team
from werkveld.territory.models import Area

pytestmark = pytest.mark.django_db


def new(person: Person, of: Area | Team) -> int:
    """How many items are new, by both ways of asking."""
    viewer = viewer_of(person)
    with viewing(viewer):
        stream = Stream(of)
        number = unread_count(viewer, stream, mark_of(viewer, stream))
        everywhere = unread_counts(viewer)
        if of in everywhere:
            assert everywhere[of] == number
        return number


def test_unread_counts_only_what_the_viewer_may_see(cast: Cast) -> None:
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)])
    post(cast, cast.people.noor, [circle_of_team(cast.teams.overleie)])
    assert new(cast.people.els, cast.areas.overleie) == 1
    assert new(cast.people.els, cast.areas.k4) == 1
    assert new(cast.people.els, cast.areas.sint_jan) == 0
    assert new(cast.people.els, cast.teams.overleie) == 1
    assert new(cast.people.noor, cast.areas.overleie) == 0, "own items are never new"


def test_all_read_moves_the_mark_and_later_items_are_new(cast: Cast) -> None:
    els, stream = cast.people.els, Stream(cast.areas.overleie)
    post(cast, cast.people.karim, [circle_of_partners()])
    made = timezone.now()
    post(cast, cast.people.karim, [circle_of_partners()])
    with viewing(viewer_of(els)):
        read_all(stream, by=els, until=made)
    assert new(els, cast.areas.overleie) == 1, "what came in after the page was made stays new"
    with viewing(viewer_of(els)):
        read_all(stream, by=els)
    assert new(els, cast.areas.overleie) == 0


def test_mark_never_lies_in_the_future(cast: Cast) -> None:
    els, stream = cast.people.els, Stream(cast.areas.overleie)
    with viewing(viewer_of(els)):
        read_all(stream, by=els, until=timezone.now() + dt.timedelta(days=30))
    post(cast, cast.people.karim, [circle_of_partners()])
    assert new(els, cast.areas.overleie) == 1


def test_mark_unread_makes_an_item_and_all_above_it_new_again(cast: Cast) -> None:
    els, stream = cast.people.els, Stream(cast.areas.overleie)
    items = [post(cast, cast.people.karim, [circle_of_partners()]) for _ in range(3)]
    for hours, item in enumerate(items):
        published(item, timezone.now() - dt.timedelta(hours=hours + 1))
    viewer = viewer_of(els)
    with viewing(viewer):
        read_all(stream, by=els)
        middle = type(items[1]).objects.visible_to(viewer).get(pk=items[1].pk)
        mark_unread(stream, middle, by=els)
    assert new(els, cast.areas.overleie) == 2


def test_seen_item_is_no_longer_new_until_it_is_corrected(cast: Cast) -> None:
    karim, els = cast.people.karim, cast.people.els
    item = post(cast, karim, [circle_of_partners()])
    with viewing(viewer_of(els)):
        acknowledge_items([item], by=els)
    assert new(els, cast.areas.overleie) == 0
    with viewing(viewer_of(karim)):
        correct_item(item, Content(title="Anders", areas=(cast.areas.overleie,)), by=karim, is_typo=False)
    assert new(els, cast.areas.overleie) == 1


def test_counts_take_two_queries_and_stop_at_their_cap(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkveld.blog.marks.MOST", 3)
    for _ in range(5):
        post(cast, cast.people.karim, [circle_of_partners()])
    viewer = viewer_of(cast.people.els)
    with viewing(viewer):
        assert viewer.areas
        assert viewer.teams
        with CaptureQueriesContext(connection) as asked:
            counts = unread_counts(viewer)
    assert len(asked) == 2
    assert counts[cast.areas.overleie] == 3
