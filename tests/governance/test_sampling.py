"""The monthly lot: drawn once, seen by the own officer alone, judged once, and over."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance.models import Drawing, Sample
from werkveld.governance.sampling import DRAWN, draw_samples, figures, month_before
from werkveld.items import feed
from werkveld.items.models import Item
from werkveld.journal.models import Line

pytestmark = pytest.mark.django_db


def last_month(cast: Cast, count: int) -> None:
    """Items of the city, posted last month."""
    for number in range(count):
        post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title=f"Bericht {number}")
    with as_owner():
        Item.objects.update(published_at=month_before(timezone.now())[0] + dt.timedelta(days=3))


def test_ten_are_drawn_once_for_who_has_an_officer(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 14)
    with as_owner():
        assert draw_samples(timezone.now()) == DRAWN
        assert draw_samples(timezone.now()) == 0
        assert set(Drawing.objects.values_list("organisation__code", "drawn")) == {
            ("city", 10), ("ocmw", 0), ("police", 0)
        }  # fmt: skip
    for who, count in ((officers.dina, DRAWN), (officers.omar, 0), (officers.petra, 0), (cast.people.karim, 0)):
        with viewing(viewer_of(who)):
            assert Sample.objects.count() == count
    with viewing(viewer_of(officers.dina)):
        assert Item.objects.count() == DRAWN, "what was not drawn stays out of sight"


def test_judged_is_counted_and_the_officer_no_longer_looks(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 3)
    with as_owner():
        draw_samples(timezone.now())
        first, second, _third = Sample.objects.order_by("pk")
    client = client_of(officers.dina)
    page = client.get(reverse("sample", args=[first.pk])).content.decode()
    assert "Bericht " in page
    author = client_of(cast.people.karim).get(reverse("item", args=[first.item_id])).content.decode()
    assert "kijkt mee" in author
    assert "Stad (1)" in author
    said = {"judgement": "fine", "note": "helder"}
    assert client.post(reverse("sample", args=[first.pk]), {"note": "x"}).status_code == 422
    assert client.post(reverse("sample", args=[first.pk]), said).status_code == 302
    assert client.post(reverse("sample", args=[first.pk]), said).status_code == 403
    client.post(reverse("sample", args=[second.pk]), {"judgement": "wrong"})
    assert client.get(reverse("item", args=[first.item_id])).status_code == 404
    found = figures()
    assert (found.drawn, found.judged, found.fine, found.wrong) == (3, 2, 1, 1)
    verbs = Line.objects.filter(by=officers.dina).values_list("verb", flat=True)
    assert list(verbs).count("judge sample") == 2
    with as_owner():
        assert feed.check() == 0


def test_others_find_no_sample(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 1)
    with as_owner():
        draw_samples(timezone.now())
        key = Sample.objects.get().pk
    for who in (officers.omar, cast.people.lotte, cast.people.karim):
        assert client_of(who).get(reverse("sample", args=[key])).status_code == 404
    assert client_of(officers.dina).get(reverse("samples")).status_code == 200
    assert client_of(officers.dina).get(reverse("supervision")).status_code == 200


def test_nothing_drawn_says_nothing(cast: Cast) -> None:
    assert figures().month is None
