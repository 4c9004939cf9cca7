import pytest
import shapely
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from werkveld.audience.membership import OVERLAP_SHARE, areas_of
from werkveld.territory.actions import publish_edition
from werkveld.territory.models import AreaOverlap, Layer
from werkveld.territory.thresholds import USUAL, keep_threshold, threshold_between, thresholds_of

pytestmark = pytest.mark.django_db


def test_usual_share_is_that_of_the_rule() -> None:
    assert USUAL == OVERLAP_SHARE


def layers() -> tuple[Layer, Layer]:
    return Layer.objects.get(code="gebieden"), Layer.objects.get(code="wijken")


def names_of(cast: Cast) -> set[str]:
    areas = vars(cast.areas).values()
    held = areas_of(cast.people.els.pk, timezone.localdate())
    return {area.name for area in areas if area.pk in held}


def test_officer_works_in_less_when_the_owners_ask_more(cast: Cast) -> None:
    first, second = layers()
    assert names_of(cast) == {"K4", "Overleie", "Sint-Jan"}
    with as_owner():
        keep_threshold(second, first, 0.6)
        assert names_of(cast) == {"K4"}
        keep_threshold(first, second, 0.5)
    assert names_of(cast) == {"K4", "Overleie", "Sint-Jan"}, "half is enough when half is asked"
    assert threshold_between(second, first) == 0.5
    assert thresholds_of(first) == {second.pk: 0.5}


@given(share=st.integers(1, 100).map(lambda percent: percent / 100), exact=st.integers(1, 100))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_share_counts_from_the_threshold_and_not_below(cast: Cast, share: float, exact: int) -> None:
    first, second = layers()
    with as_owner():
        keep_threshold(first, second, share)
        AreaOverlap.objects.update(by_addresses=exact / 100)
    assert ("Overleie" in names_of(cast)) == (exact / 100 >= share)


def test_new_edition_takes_over_what_was_said(cast: Cast) -> None:
    from tests.territory.editions import drafted

    with as_owner():
        keep_threshold(*layers(), 0.6)
        publish_edition(drafted("gebieden", {"X": shapely.box(70000, 167000, 73000, 168000)}))
    kept = AreaOverlap.objects.filter(source__code="X", target__edition__layer__code="wijken")
    assert [round(one, 6) for one in kept.values_list("stricter", flat=True)] == [0.5] * 3
