"""Reads leave one line for each person and version, and lists leave none."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import acknowledge_items, correct_item, withdraw_item
from werkveld.items.content import Content
from werkveld.items.models import Item, Reading
from werkveld.journal.models import Line

pytestmark = pytest.mark.django_db


def told(item: Item) -> list[tuple[int | None, int | None, int, str]]:
    """(person, their organisation, version, channel) of each read."""
    lines = Line.objects.filter(verb="read item", subject_kind="items.item", subject_key=str(item.pk))
    return [(x.by_id, x.organisation_id, x.detail["version"], x.detail["channel"]) for x in lines]


def shared(cast: Cast) -> Item:
    return post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])


def test_opening_leaves_one_line_however_often(cast: Cast) -> None:
    item = shared(cast)
    client = client_of(cast.people.els)
    for _ in range(3):
        assert client.get(reverse("item", args=[item.pk])).status_code == 200
    assert told(item) == [(cast.people.els.pk, cast.organisations.police.pk, 1, "page")]


def test_gezien_in_a_briefing_leaves_a_line_unless_it_was_opened_before(cast: Cast) -> None:
    item, els, noor = shared(cast), cast.people.els, cast.people.noor
    client_of(els).get(reverse("item", args=[item.pk]))
    for who in (els, noor):
        with viewing(viewer_of(who)):
            acknowledge_items([item], by=who)
    assert [(person, channel) for person, _, _, channel in told(item)] == [(els.pk, "page"), (noor.pk, "briefing")]
    with viewing(viewer_of(noor)):
        assert Reading.objects.filter(item=item, acknowledged_at__isnull=False).count() == 2


def test_new_version_leaves_a_line_again(cast: Cast) -> None:
    item = shared(cast)
    client_of(cast.people.els).get(reverse("item", args=[item.pk]))
    with viewing(viewer_of(cast.people.karim)):
        correct_item(item, Content(title="Anders", areas=(cast.areas.overleie,)), by=cast.people.karim, is_typo=False)
    client_of(cast.people.els).get(reverse("item", args=[item.pk]))
    assert [version for _, _, version, _ in told(item)] == [1, 2]


def test_author_and_tombstone_and_lists_leave_none(cast: Cast) -> None:
    item = shared(cast)
    client_of(cast.people.karim).get(reverse("item", args=[item.pk]))
    for name in ("briefing", "my_items"):
        assert client_of(cast.people.els).get(reverse(name)).status_code == 200
    with viewing(viewer_of(cast.people.karim)):
        withdraw_item(item, by=cast.people.karim)
    client_of(cast.people.els).get(reverse("item", args=[item.pk]))
    assert told(item) == []


def test_hidden_item_leaves_none(cast: Cast) -> None:
    item = shared(cast)
    assert client_of(cast.people.piet).get(reverse("item", args=[item.pk])).status_code == 404
    assert told(item) == []
