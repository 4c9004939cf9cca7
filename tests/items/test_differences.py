"""Was and Nu between two versions."""

import datetime as dt

from werkveld.items.differences import differences
from werkveld.items.models import ItemVersion

EVENING = dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)


def version(hour: int) -> ItemVersion:
    at = EVENING.replace(hour=hour)
    return ItemVersion(title="Lantaarnwandeling", happens_at=at, valid_until=at + dt.timedelta(hours=2))


def test_history_names_every_field_that_changed() -> None:
    assert [d.name for d in differences(version(18), version(19))] == ["Wanneer", "Geldig"]


def test_briefing_says_a_moved_moment_once() -> None:
    assert [d.name for d in differences(version(18), version(19), briefly=True)] == ["Wanneer"]


def test_briefing_says_a_longer_validity_when_the_moment_stands() -> None:
    old, new = version(18), version(18)
    new.valid_until = EVENING + dt.timedelta(days=1)
    assert [d.name for d in differences(old, new, briefly=True)] == ["Geldig"]
