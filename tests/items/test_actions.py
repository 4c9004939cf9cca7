import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from werkveld.audience.circles import circle_of_organisation, circle_of_organisation_in, circle_of_team
from werkveld.audience.models import Circle
from werkveld.audience.rule import can_see
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import (
    acknowledge_items,
    change_audience,
    comment_on,
    confirm_item,
    correct_item,
    promote_item,
    publish_item,
    save_draft,
    withdraw_item,
)
from werkveld.items.clockwork import tick
from werkveld.items.content import Content
from werkveld.items.feed import Place, check, items_of, newest
from werkveld.items.models import Comment, Item, ItemVersion, Notice, Reading, State
from werkveld.items.search import search
from werkveld.journal.models import Line
from werkveld.kit.ids import uuid7
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def post(cast: Cast, author: Person, circles: list[Circle], **said: object) -> Item:
    """An item by somebody, in Overleie unless said otherwise."""
    content = Content(**{"title": "Avondlawaai aan de brug", "areas": (cast.areas.overleie,)} | said)  # type: ignore[arg-type]
    viewer = viewer_of(author)
    assert viewer.organisation
    with viewing(viewer):
        return publish_item(uuid7(), content, by=author, organisation=viewer.organisation, circles=circles)


def listed(person: Person, *areas: int) -> set[str]:
    """Titles in somebody's feed, over the database's own policies."""
    viewer = viewer_of(person)
    with viewing(viewer):
        place = Place.of_areas(areas) if areas else Place()
        return {i.title for i in items_of(viewer, newest(viewer, place))}


def test_item_reaches_exactly_its_circle_when_published(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    seen = {p.given_name for p in cast.persons if listed(p)}
    assert seen == {"Karim", "Noor", "Els"}
    for person in cast.persons:
        viewer = viewer_of(person)
        with viewing(viewer):
            assert can_see(viewer, item) == (person.given_name in seen)
            assert Item.objects.filter(pk=item.pk).exists() == (person.given_name in seen), "policy"


def test_item_is_in_the_feed_of_every_area_it_touches(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    a = cast.areas
    assert listed(cast.people.els, a.k4.pk) == {"Avondlawaai aan de brug"}
    assert listed(cast.people.els, a.overleie.pk) == {"Avondlawaai aan de brug"}
    assert listed(cast.people.els, a.sint_jan.pk) == set()


def test_item_with_a_point_lies_in_one_area_of_each_layer(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], x=70100.0, y=167500.0)
    with as_owner():
        assert {f.area.name for f in item.filed.select_related("area")} == {"Overleie", "K3"}


def test_draft_is_read_by_its_author_alone(cast: Cast) -> None:
    karim, key = cast.people.karim, uuid7()
    with viewing(viewer_of(karim)):
        for text in ("Av", "Avond"):
            content = Content(title=text)
            circles = [circle_of_team(cast.teams.overleie)]
            save_draft(key, content, by=karim, organisation=cast.organisations.city, circles=circles)
    with viewing(viewer_of(karim)):
        assert Item.objects.get().title == "Avond"
    with viewing(viewer_of(cast.people.els)):
        assert not Item.objects.exists()


def test_sent_twice_is_one_item(cast: Cast) -> None:
    karim, key = cast.people.karim, uuid7()
    circles = [circle_of_organisation(cast.organisations.city)]
    with viewing(viewer_of(karim)):
        for _ in range(2):
            publish_item(
                key, Content(title="Eén keer"), by=karim, organisation=cast.organisations.city, circles=circles
            )
        assert Item.objects.count() == 1
        assert ItemVersion.objects.count() == 1


def test_author_outside_the_audience_can_still_post_and_read(cast: Cast) -> None:
    """The pitfall of INSERT … RETURNING: the author's own circle is always among the readers."""
    item = post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.police)])
    assert listed(cast.people.karim) == {item.title}
    assert listed(cast.people.lotte) == set()
    assert listed(cast.people.els) == {item.title}


def test_correction_counts_as_new_substance_and_a_typo_does_not(cast: Cast) -> None:
    karim = cast.people.karim
    item = post(cast, karim, [circle_of_team(cast.teams.overleie)])
    content = Content(title="Avondlawaai aan de Budabrug", areas=(cast.areas.overleie,))
    with viewing(viewer_of(karim)):
        item = correct_item(item, content, by=karim, is_typo=True)
        assert (item.version, item.substance) == (2, 1)
        item = correct_item(item, replace(content, body="Tot 23 uur."), by=karim, is_typo=False, reason="uur")
        assert (item.version, item.substance) == (3, 3)
        assert [v.number for v in item.versions.all()] == [1, 2, 3]


def test_version_never_changes(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    with as_owner(), pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        ItemVersion.objects.filter(item=item).update(title="anders")


def test_journal_line_never_changes(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    assert Line.objects.filter(verb="publish item").count() == 1
    with as_owner(), pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Line.objects.all().delete()


def test_withdrawal_leaves_a_tombstone_without_text_or_history(cast: Cast) -> None:
    karim, els = cast.people.karim, cast.people.els
    item = post(cast, karim, [circle_of_team(cast.teams.overleie)], body="Geheim")
    with viewing(viewer_of(els)):
        comment_on(item, "Gezien", by=els, organisation=cast.organisations.police)
    with viewing(viewer_of(karim)):
        withdraw_item(item, by=karim, reason="Klopte niet")
    viewer = viewer_of(els)
    with viewing(viewer):
        stone = Item.objects.visible_to(viewer).get()
        assert (stone.state, stone.title, stone.body) == (State.WITHDRAWN, "", "")
        assert not ItemVersion.objects.exists()
        assert not Comment.objects.exists()
        assert search(viewer, "geheim").count == 0


def test_narrowing_takes_effect_at_once_everywhere(cast: Cast) -> None:
    karim = cast.people.karim
    item = post(cast, karim, [circle_of_team(cast.teams.overleie)])
    with viewing(viewer_of(karim)):
        change_audience(item, [circle_of_organisation(cast.organisations.city)], by=karim)
    assert listed(cast.people.els) == set()
    assert listed(cast.people.lotte) == {item.title}


def test_acknowledging_twice_is_once(cast: Cast) -> None:
    els = cast.people.els
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    with viewing(viewer_of(els)):
        assert acknowledge_items([item], by=els) == 1
        assert acknowledge_items([item], by=els) == 0
        assert Reading.objects.count() == 1


def test_briefing_item_lapses_at_its_date_and_tells_its_owner(cast: Cast) -> None:
    soon = timezone.now() + dt.timedelta(seconds=1)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention", valid_until=soon)
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(seconds=1))
        assert tick().lapsed == 1
        assert tick().lapsed == 0
        assert Notice.objects.get().person == cast.people.karim
        assert check() == 0


def test_validity_is_never_longer_than_four_weeks(cast: Cast) -> None:
    far = timezone.now() + dt.timedelta(days=90)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention", valid_until=far)
    assert item.valid_until
    assert item.valid_until < timezone.now() + dt.timedelta(days=28, minutes=1)


def test_still_true_renews_and_no_longer_true_tells_the_owner(cast: Cast) -> None:
    soon = timezone.now() + dt.timedelta(hours=1)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention", valid_until=soon)
    els = cast.people.els
    with viewing(viewer_of(els)):
        item = confirm_item(item, holds=True, by=els)
        assert item.valid_until
        assert item.valid_until > soon + dt.timedelta(days=6)
        confirm_item(item, holds=False, by=els)
    with viewing(viewer_of(cast.people.karim)):
        assert Notice.objects.get().kind == "doubted"


def test_scheduled_item_stays_a_draft_until_its_moment(cast: Cast) -> None:
    later = timezone.now() + dt.timedelta(hours=1)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], publish_at=later)
    assert item.state == State.DRAFT
    assert listed(cast.people.els) == set()
    with as_owner():
        assert tick().published == 0
        Item.objects.update(publish_at=timezone.now() - dt.timedelta(seconds=1))
        assert tick().published == 1
    assert listed(cast.people.els) == {item.title}


def test_typed_draft_is_never_published_by_the_clockwork(cast: Cast) -> None:
    karim, past = cast.people.karim, timezone.now() - dt.timedelta(hours=1)
    with viewing(viewer_of(karim)):
        circles = [circle_of_team(cast.teams.overleie)]
        content = Content(title="Nog niet klaar", publish_at=past)
        save_draft(uuid7(), content, by=karim, organisation=cast.organisations.city, circles=circles)
    with as_owner():
        assert tick().published == 0


def test_post_becomes_a_briefing_item_and_stays_a_post(cast: Cast) -> None:
    item = post(cast, cast.people.noor, [circle_of_team(cast.teams.overleie)])
    els = cast.people.els
    with viewing(viewer_of(els)):
        item = promote_item(item, "attention", by=els)
    assert item.is_briefing
    assert item.valid_until
    assert (item.version, item.substance) == (2, 1)
    assert listed(els) == {item.title}


def test_feed_tells_the_truth_and_says_so_when_it_does_not(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_organisation_in(cast.organisations.police, cast.areas.overleie)])
    with as_owner():
        assert check() == 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM items_feedentry WHERE id = (SELECT min(id) FROM items_feedentry)")
        assert check() == 1


def test_pages_cannot_write_the_feed(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    with (
        viewing(viewer_of(cast.people.els)),
        pytest.raises(DatabaseError, match="permission"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE items_feedentry SET circle = 1")
