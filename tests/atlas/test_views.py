import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.items.test_actions import post
from werkveld.atlas.sight import FEWEST, Asked, look
from werkveld.audience.circles import circle_of_organisation, circle_of_partners
from werkveld.audience.models import Circle
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

IN_OVERLEIE = {"x": 70_300.0, "y": 167_450.0, "coarseness": "point"}
SAID = re.compile(r'<script id="map-told" type="application/json">(.*?)</script>', re.DOTALL)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown_to(person: Person, **query: str) -> tuple[str, dict[str, Any]]:
    """The page without its script's part, and that part."""
    page = client_of(person).get(reverse("map"), query).content.decode()
    found = SAID.search(page)
    assert found
    return SAID.sub("", page), json.loads(found[1])


def pins_of(told: dict[str, Any]) -> list[str]:
    return [f["properties"]["title"] for f in told["shown"]["features"] if f["geometry"]["type"] == "Point"]


def partners(cast: Cast) -> list[Circle]:
    return [circle_of_organisation(cast.organisations.city), circle_of_partners()]


def test_own_item_is_a_pin_and_a_line(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.city)], title="Losse tegel", **IN_OVERLEIE)
    page, told = shown_to(cast.people.lotte)
    assert pins_of(told) == ["Losse tegel"]
    assert "Losse tegel" in page
    assert "map-pt--own" in page


def test_hidden_item_is_nowhere_and_in_no_count(cast: Cast) -> None:
    for number in range(6):
        post(
            cast,
            cast.people.noor,
            [circle_of_organisation(cast.organisations.ocmw)],
            title=f"Geheim {number}",
            **IN_OVERLEIE,
        )
    for person in (cast.people.els, cast.people.karim, cast.people.piet):
        page, told = shown_to(person)
        assert pins_of(told) == []
        assert "Geheim" not in page
        assert {row.others for row in _rows_of(cast, person)} == {None}


@pytest.mark.parametrize("count", [1, FEWEST - 1, FEWEST, FEWEST + 2])
def test_items_of_others_are_only_counted_and_only_from_five(cast: Cast, count: int) -> None:
    for number in range(count):
        post(cast, cast.people.karim, partners(cast), title=f"Stad {number}", **IN_OVERLEIE)
    page, told = shown_to(cast.people.els)
    text = json.dumps(told)
    assert "Stad " not in page + text
    said = {row.area.name: row.others for row in _rows_of(cast, cast.people.els) if row.area}
    assert said == {"Overleie": count if count >= FEWEST else None, "Sint-Jan": None, "Heule": None}
    assert page.count(f"minder dan {FEWEST}") >= (3 if count < FEWEST else 2)


def _rows_of(cast: Cast, person: Person, **asked: Any) -> list[Any]:
    viewer = viewer_of(person)
    with viewing(viewer):
        return look(viewer, Asked(cast.areas.overleie.edition, **asked)).rows


@given(others=st.integers(0, 8), own=st.integers(0, 3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_small_count_of_others_leaves_the_server(cast: Cast, others: int, own: int) -> None:
    police = [circle_of_organisation(cast.organisations.police)]
    with transaction.atomic():
        for number in range(others):
            post(cast, cast.people.karim, partners(cast), title=f"Stad {number}", **IN_OVERLEIE)
        for number in range(own):
            post(cast, cast.people.els, police, title=f"Eigen {number}", **IN_OVERLEIE)
        answer = client_of(cast.people.els).get(reverse("map_geojson"))
        transaction.set_rollback(True)
    features = json.loads(answer.content)["features"]
    counts = [feature["properties"].get("others") for feature in features]
    assert all(count is None or count >= FEWEST for count in counts)
    assert sum(feature["geometry"]["type"] == "Point" for feature in features) == own


def test_welfare_and_streets_are_never_a_precise_point(cast: Cast) -> None:
    own = [circle_of_organisation(cast.organisations.ocmw)]
    post(cast, cast.people.noor, own, title="Welzijn", **IN_OVERLEIE)
    post(cast, cast.people.noor, own, title="Gebied", **IN_OVERLEIE | {"coarseness": "area"})
    post(
        cast,
        cast.people.karim,
        [circle_of_organisation(cast.organisations.city)],
        title="Straat",
        **IN_OVERLEIE | {"coarseness": "street"},
    )
    viewer = viewer_of(cast.people.noor)
    with viewing(viewer):
        seen = look(viewer, Asked(cast.areas.overleie.edition))
    assert [(pin.item.title, pin.x, pin.y, pin.is_rough) for pin in seen.pins] == [
        ("Welzijn", 70_300.0, 167_500.0, True)
    ]
    assert "ongeveer" in shown_to(cast.people.noor)[0]
    _page, told = shown_to(cast.people.karim)
    points = [f for f in told["shown"]["features"] if f["geometry"]["type"] == "Point"]
    assert [point["properties"]["is_rough"] for point in points] == [True]


def test_filters_narrow_by_kind_time_and_area(cast: Cast) -> None:
    city = [circle_of_organisation(cast.organisations.city)]
    post(cast, cast.people.karim, city, title="Let op", kind="attention", **IN_OVERLEIE)
    post(cast, cast.people.karim, city, title="Feest", happens_at=timezone.now(), **IN_OVERLEIE | {"x": 71_500.0})
    assert pins_of(shown_to(cast.people.lotte, soort="attention")[1]) == ["Let op"]
    assert pins_of(shown_to(cast.people.lotte, tijd="vandaag")[1]) == ["Feest"]
    assert pins_of(shown_to(cast.people.lotte, laag="gebieden", gebied="overleie")[1]) == ["Let op"]
    assert len(pins_of(shown_to(cast.people.lotte, soort="x", tijd="y", laag="z")[1])) == 0
    assert len(pins_of(shown_to(cast.people.lotte, tijd="7")[1])) == 2


def test_lapsed_item_is_gone_from_what_holds_now(cast: Cast) -> None:
    item = post(
        cast,
        cast.people.karim,
        [circle_of_organisation(cast.organisations.city)],
        title="Voorbij",
        kind="attention",
        **IN_OVERLEIE,
    )
    later = timezone.now() + dt.timedelta(days=200)
    viewer = viewer_of(cast.people.lotte)
    with viewing(viewer):
        assert look(viewer, Asked(cast.areas.overleie.edition), later).pins == []
        assert [pin.item for pin in look(viewer, Asked(cast.areas.overleie.edition)).pins] == [item]


def test_unknown_area_is_not_found(cast: Cast) -> None:
    assert client_of(cast.people.karim).get(reverse("map"), {"gebied": "nergens"}).status_code == 404


def test_no_map_without_a_division(db: None) -> None:
    from tests.cast import person

    client = client_of(person("Ada"))
    assert "nog geen indeling" in client.get(reverse("map")).content.decode()
    assert client.get(reverse("map_geojson")).status_code == 404


def test_tiles_are_allowed_only_when_they_are_set(cast: Cast) -> None:
    answer = client_of(cast.people.karim).get(reverse("map"))
    assert "img-src 'self' data:;" in answer["Content-Security-Policy"]
    assert shown_to(cast.people.karim)[1]["tiles"] == {"url": "", "attribution": ""}
