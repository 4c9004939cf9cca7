"""A prepared question answers what the queryset answers, for every value, and is built once."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from werkveld.audience.viewer import Viewer, viewer_of, viewing
from werkveld.items.models import Item
from werkveld.kit.prepared import any_of, prepared
from werkveld.people.models import Assignment, Organisation, Person

pytestmark = pytest.mark.django_db
built: list[str] = []


@prepared
def _on(*, day: dt.date, keys: list[int]) -> QuerySet[Assignment]:
    built.append("on")
    return Assignment.objects.on(day).filter(person=any_of(keys)).select_related("organisation")


@prepared
def _codes(*, kind: str) -> QuerySet[Any, str]:
    return Organisation.objects.filter(kind=kind).order_by("code").values_list("code", flat=True)


@prepared
def _visible(*, viewer: Viewer) -> QuerySet[Item]:
    return Item.objects.visible_to(viewer)


@prepared
def _every(*, least: int) -> QuerySet[Item]:
    return Item.objects.filter(substance__gte=least)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-900, 900), seed=st.sets(st.integers(0, 40)))
def test_answers_what_the_queryset_answers(cast: Cast, days: int, seed: set[int]) -> None:
    everybody = sorted(Person.objects.values_list("pk", flat=True))
    keys = [everybody[n] for n in seed if n < len(everybody)]
    day = dt.date(2026, 11, 23) + dt.timedelta(days=days)
    plain = Assignment.objects.on(day).filter(person__in=keys).select_related("organisation")
    assert _on(day=day, keys=keys) == list(plain)


def test_is_built_once(cast: Cast, django_assert_num_queries: Any) -> None:
    keys = list(Person.objects.values_list("pk", flat=True))
    _on(day=dt.date(2026, 1, 1), keys=keys)
    before = len(built)
    with django_assert_num_queries(1):
        rows = _on(day=timezone.localdate(), keys=keys)
        assert {row.organisation.code for row in rows}
    assert len(built) == before


def test_values_come_as_values(cast: Cast) -> None:
    assert _codes(kind="police") == ["police"]
    assert _codes(kind="city") == ["city"]
    assert _codes(kind="nothing such") == []


def test_the_eyes_are_those_of_who_asks_now(cast: Cast) -> None:
    """The value object of one call never stays behind for the next."""
    for person in (cast.people.noor, cast.people.els, cast.people.noor):
        viewer = viewer_of(person)
        with viewing(viewer):
            assert _visible(viewer=viewer) == list(Item.objects.visible_to(viewer))
    with as_owner():
        nobody = Viewer(None, frozenset(), timezone.localdate())
        assert _visible(viewer=nobody) == []


def test_the_plan_stays_on_the_server_and_the_eyes_do_not(cast: Cast) -> None:
    """After five runs the server keeps one plan for all values; the policies in it still ask who looks."""
    for turn in range(16):
        viewer = viewer_of((cast.people.noor, cast.people.els)[turn % 2])
        with viewing(viewer):
            assert set(_visible(viewer=viewer)) == set(Item.objects.visible_to(viewer))
            # Past the rule, so that the policy alone decides.
            assert set(_every(least=0)) == set(Item.objects.visible_to(viewer))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%items_item%'")
        assert cursor.fetchone()[0] >= 8


def test_a_moment_of_today_is_refused(db: None) -> None:
    @prepared
    def frozen(*, key: int) -> QuerySet[Assignment]:
        return Assignment.objects.on(timezone.localdate()).filter(pk=key)

    with pytest.raises(TypeError, match="frozen would ask of"):
        frozen(key=1)
