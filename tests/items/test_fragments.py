import datetime as dt
import pickle
import time

import pytest
from django.core.cache import cache, caches
from django.utils import timezone, translation
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import confirm_item, correct_item, withdraw_item
from werkveld.items.content import Content
from werkveld.items.fragments import KEPT, fragment, fragments, row
from werkveld.items.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def some(cast: Cast, **said: object) -> Item:
    return post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], **said)


def test_fragment_says_the_message_who_where_and_until(cast: Cast) -> None:
    shown = fragment(some(cast, kind="attention", ask="Ga langs", place="Budabrug <1>", body="**Vet**"))
    for words in ("Avondlawaai aan de brug", "Ga langs", "Stad", "Budabrug &lt;1&gt;", "t/m", "<p>Vet</p>"):
        assert words in shown


def test_many_rows_ask_the_database_nothing(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    items = [some(cast, title=f"Bericht {n}") for n in range(5)]
    with django_assert_num_queries(0):
        pieces = fragments(items)
        shown = [row(item, pieces=pieces[item.pk], state="un") for item in items]
    assert all(f"Bericht {n}" in text for n, text in enumerate(shown))


def test_kept_fragment_follows_every_change_of_what_it_says(cast: Cast) -> None:
    karim = cast.people.karim
    item = some(cast, kind="attention", valid_until=timezone.now() + dt.timedelta(days=1))
    first = fragment(item)
    with viewing(viewer_of(karim)):
        item = confirm_item(item, holds=True, by=karim)
        assert fragment(item) != first
        item = correct_item(item, Content(title="Anders", kind="attention"), by=karim, is_typo=True)
        assert "Anders" in fragment(item)
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(minutes=1))
        item.refresh_from_db()
    assert "vervallen" in fragment(item)
    with viewing(viewer_of(karim)):
        item = withdraw_item(item, by=karim)
    assert "Anders" not in fragment(item)
    assert "Ingetrokken bericht" in fragment(item)


def test_each_language_has_its_own_words(cast: Cast) -> None:
    item = some(cast, kind="attention")
    dutch = fragment(item)
    with translation.override("en"):
        assert fragment(item).replace("t/m", "") is not dutch
    assert fragment(item) == dutch


def held() -> str:
    """All that this process remembers, as text."""
    memory = caches["default"]
    return " ".join(str(pickle.loads(value)) for value in memory._cache.values())  # noqa: S301 - our own memory


def test_words_leave_the_memory_when_the_item_is_seen_withdrawn(cast: Cast) -> None:
    karim = cast.people.karim
    item = some(cast, title="Avondlawaai", body="Aan de brug")
    fragment(item)
    with translation.override("en"):
        fragment(item)
    assert held().count("Aan de brug") == 2
    with viewing(viewer_of(karim)):
        item = withdraw_item(item, by=karim)
    fragments([item])
    with translation.override("en"):
        fragments([item])
    assert "Aan de brug" not in held()
    assert "Avondlawaai" not in held()


def test_words_leave_the_memory_after_an_hour_though_nobody_asks_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    fragment(some(cast, body="Aan de brug"))
    later = time.time() + KEPT + 1
    monkeypatch.setattr("time.time", lambda: later)
    monkeypatch.setattr(caches["default"], "swept_at", -1000.0)
    cache.set("something", "else", 60)
    assert "Aan de brug" not in held()
    assert "else" in held()
