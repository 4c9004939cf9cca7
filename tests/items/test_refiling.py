import datetime as dt

import pytest
import shapely
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import listed, post
from tests.territory.editions import drafted
from werkveld.audience.circles import circle_of_partners
from werkveld.items.actions import withdraw_item
from werkveld.items.feed import check
from werkveld.items.models import Item, ItemArea, State
from werkveld.items.refiling import refile_for, refile_pending
from werkveld.territory.actions import publish_edition
from werkveld.territory.models import Area, Edition

pytestmark = pytest.mark.django_db

# The three gebieden become two: Overleie and the west half of Sint-Jan, and the rest.
NEW = {"west": shapely.box(70_000, 167_000, 71_500, 168_000), "oost": shapely.box(71_500, 167_000, 73_000, 168_000)}


def new_edition(valid_from: dt.date | None = None) -> Edition:
    day = valid_from or timezone.localdate()
    return publish_edition(drafted("gebieden", NEW, valid_from=day))


def areas_of(item: Item, edition: Edition) -> set[str | None]:
    with as_owner():
        rows = ItemArea.objects.filter(item=item, edition=edition)
        return set(rows.values_list("area__code", flat=True))


def test_what_is_valid_gets_its_place_and_keeps_the_old_one(cast: Cast) -> None:
    partners = [circle_of_partners()]
    point = post(cast, cast.people.karim, partners, title="Met punt", x=71_200.0, y=167_500.0)
    chosen = post(cast, cast.people.karim, partners, title="Gekozen")
    outside = post(cast, cast.people.karim, partners, title="Buiten", x=90_000.0, y=167_500.0)
    before = set(ItemArea.objects.values_list("pk", flat=True))
    edition = new_edition()
    with as_owner():
        assert refile_for(edition) == 3
        assert before <= set(ItemArea.objects.values_list("pk", flat=True))
        assert check() == 0
    assert areas_of(point, edition) == {"west"}
    assert areas_of(chosen, edition) == {"west"}
    assert areas_of(outside, edition) == {None}
    west = Area.objects.get(edition=edition, code="west")
    assert listed(cast.people.noor, west.pk) == {"Met punt", "Gekozen"}
    assert "Gekozen" in listed(cast.people.noor, cast.areas.overleie.pk)


def test_history_is_left_as_it_was(cast: Cast) -> None:
    partners = [circle_of_partners()]
    past = post(
        cast, cast.people.karim, partners, x=71_200.0, y=167_500.0, valid_until=timezone.now() + dt.timedelta(1)
    )
    gone = post(cast, cast.people.karim, partners, x=71_200.0, y=167_500.0)
    with as_owner():
        Item.objects.filter(pk=past.pk).update(
            valid_until=timezone.now() - dt.timedelta(hours=1), valid_from=None, state=State.LAPSED
        )
        withdraw_item(gone, by=cast.people.karim, reason="fout")
        edition = new_edition()
        refile_for(edition)
    assert areas_of(past, edition) == areas_of(gone, edition) == set()


def test_clockwork_waits_for_the_first_day_of_an_edition(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_partners()], x=71_200.0, y=167_500.0)
    later = new_edition(timezone.localdate() + dt.timedelta(days=3))
    with as_owner():
        refile_pending()
        assert areas_of(item, later) == set()
        assert refile_for(later) == 1
    assert areas_of(item, later) == {"west"}


def test_second_time_changes_nothing(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_partners()], x=71_200.0, y=167_500.0)
    edition = new_edition()
    with as_owner():
        assert refile_pending() == 1
        assert refile_pending() == 0
        assert refile_for(edition) == 0
        assert check() == 0


def test_item_kept_after_the_edition_held_is_filed_by_itself(cast: Cast) -> None:
    edition = new_edition()
    item = post(cast, cast.people.karim, [circle_of_partners()], x=71_200.0, y=167_500.0)
    assert areas_of(item, edition) == {"west"}
    with as_owner():
        assert refile_for(edition) == 0
