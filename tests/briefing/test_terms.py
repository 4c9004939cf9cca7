"""A briefing in your own terms: a beat, a sector, a gebied, an attention area and a round say the same of an item."""

import datetime as dt

import pytest
import shapely
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import LONG_AGO, Cast
from tests.database import as_owner
from tests.items.test_actions import post
from tests.territory.editions import drafted, published
from werkveld.audience.circles import circle_of_partners
from werkveld.items.refiling import refile_pending
from werkveld.territory.actions import publish_edition
from werkveld.territory.models import LayerKind

pytestmark = pytest.mark.django_db

POINT = {"x": 70_700.0, "y": 167_500.0, "coarseness": "place", "areas": ()}


def page(cast: Cast, layer: str, code: str) -> str:
    client = Client()
    client.force_login(cast.people.els, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("briefing_of_area", args=[layer, code]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def more_layers(cast: Cast) -> None:
    box = shapely.box
    with as_owner():
        published("sectoren", {"Noord": box(70000, 167000, 73000, 168000)}, word="sector", valid_from=LONG_AGO)
        spots = {"Brug": box(70600, 167400, 70800, 167600)}
        published("aandacht", spots, word="aandachtsgebied", kind=LayerKind.LOOSE, valid_from=LONG_AGO)
        published(
            "rondes",
            {"Kaai": box(70500, 167300, 71500, 167700)},
            word="zone",
            kind=LayerKind.LOOSE,
            valid_from=LONG_AGO,
        )


SCOPES = [
    ("gebieden", "overleie", "sector Naam Noord"),
    ("wijken", "k4", "sector Naam Noord"),
    ("sectoren", "Noord", "sector Naam Noord"),
    ("aandacht", "Brug", "aandachtsgebied Naam Brug"),
    ("rondes", "Kaai", "zone Naam Kaai"),
]


def line(html: str, title: str) -> str:
    """The one line of an item."""
    return next(part.split("</article>")[0] for part in html.split("<article")[1:] if title in part)


def told(cast: Cast, title: str, **said: object) -> None:
    post(cast, cast.people.karim, [circle_of_partners()], kind="attention", title=title, **said)  # type: ignore[arg-type]


@pytest.mark.usefixtures("more_layers")
@pytest.mark.parametrize(("layer", "code", "third"), SCOPES)
def test_same_item_stands_in_every_briefing_with_the_names_of_its_owners(
    cast: Cast, layer: str, code: str, third: str
) -> None:
    told(cast, "Los hek", **POINT)
    told(cast, "Elders", **POINT | {"x": 72_900.0})
    html = page(cast, layer, code)
    assert f"gebied Overleie · wijk K4 · {third}" in line(html, "Los hek")
    assert ("Elders" in html) == (layer == "sectoren")


def test_item_known_by_overlap_says_the_word_of_who_asks(cast: Cast) -> None:
    told(cast, "Heel Overleie", areas=(cast.areas.overleie,))
    assert "gebied Overleie · wijk K4" in line(page(cast, "wijken", "k4"), "Heel Overleie")
    assert "wijk K4" not in line(page(cast, "gebieden", "overleie"), "Heel Overleie")


def test_names_are_those_of_the_day_when_the_borders_moved(cast: Cast) -> None:
    told(cast, "Los hek", **POINT)
    told(cast, "Overal", areas=(cast.areas.overleie,))
    land = shapely.box(70000, 167000, 73000, 168000)
    with as_owner():
        whole = drafted("gebieden", {"Leie": land}, valid_from=timezone.localdate())
        publish_edition(whole, at=timezone.now() + dt.timedelta(seconds=1))
        refile_pending()
    html = page(cast, "gebieden", "Leie")
    assert "gebied Overleie" not in html
    for title in ("Los hek", "Overal"):
        assert "gebied Naam Leie" in line(html, title)
