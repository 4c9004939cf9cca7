import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items import when
from werkveld.items.differences import marked
from werkveld.items.forms import ContentForm
from werkveld.items.models import POST, Coarseness
from werkveld.people.models import Person
from werkveld.territory.crs import to_degrees

pytestmark = pytest.mark.django_db


def form(person: Person, kind: str = "attention", **typed: object) -> ContentForm:
    """The form as somebody sent it."""
    sent = QueryDict(mutable=True)
    for name, value in ({"title": "Let op"} | typed).items():
        sent.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    viewer = viewer_of(person)
    with viewing(viewer):
        made = ContentForm(sent, viewer=viewer, kind=kind)
        made.is_valid()
    return made


def today(days: int = 0) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_item_lies_somewhere(cast: Cast) -> None:
    karim = cast.people.karim
    assert "areas" in form(karim).errors
    assert not form(karim, citywide="on").errors
    assert not form(karim, areas=[cast.areas.overleie.pk]).errors
    assert not form(karim, x=70100, y=167500).errors


def test_area_that_does_not_exist_is_refused(cast: Cast) -> None:
    assert "areas" in form(cast.people.karim, areas=["999999"]).errors
    assert "areas" in form(cast.people.karim, areas=["x"]).errors


def test_point_in_degrees_or_metres_is_kept_in_metres(cast: Cast) -> None:
    lon, lat = to_degrees(70100, 167500)
    content = form(cast.people.karim, lon=lon, lat=lat, coarseness="point").content()
    assert content.x == pytest.approx(70100, abs=1)
    assert content.y == pytest.approx(167500, abs=1)
    assert "place" in form(cast.people.karim, lon=120, lat=4).errors
    assert "place" in form(cast.people.karim, x=-5, y=1e9).errors


def test_point_said_as_area_leaves_only_the_areas(cast: Cast) -> None:
    """R5: who says no more than the area keeps no more than the area."""
    content = form(cast.people.noor, x=70100, y=167500).content()
    assert (content.x, content.y, content.coarseness) == (None, None, Coarseness.AREA)
    assert {a.name for a in content.areas} == {"Overleie", "K3"}


def test_validity_is_a_week_and_never_over_four(cast: Cast) -> None:
    karim, areas = cast.people.karim, [cast.areas.overleie.pk]
    until = form(karim, areas=areas).content().valid_until
    assert until
    assert timezone.localtime(until).date() == today(7)
    assert "valid_until" in form(karim, areas=areas, valid_until=today(29)).errors
    assert "valid_until" in form(karim, areas=areas, valid_until=today(-1)).errors
    assert not form(karim, areas=areas, valid_until=today(28)).errors
    assert form(karim, POST, areas=areas, valid_until=today(99)).content().valid_until is None


def test_item_about_a_later_day_holds_until_that_day(cast: Cast) -> None:
    made = form(cast.people.karim, citywide="on", day="other", date=today(12), start="19:00", end="22:00")
    until = made.content().valid_until
    assert until
    assert timezone.localtime(until).date() == today(12)


def test_this_evening_has_hours_of_its_own(cast: Cast) -> None:
    content = form(cast.people.karim, citywide="on", day="tonight").content()
    assert content.happens_at == when.local(today(), dt.time(18))
    assert content.happens_until == when.local(today(), dt.time(23))


def test_end_before_the_start_is_the_next_morning(cast: Cast) -> None:
    content = form(cast.people.karim, citywide="on", day="today", start="22:00", end="2:00").content()
    assert content.happens_until == when.local(today(1), dt.time(2))


def test_moment_is_whole(cast: Cast) -> None:
    assert set(form(cast.people.karim, citywide="on", day="other").errors) == {"date", "start"}
    assert set(form(cast.people.karim, citywide="on", day="tomorrow").errors) == {"start"}
    assert "date" in form(cast.people.karim, citywide="on", day="other", date="0001-01-01", start="1:00").errors
    assert "date" in form(cast.people.karim, citywide="on", day="other", date="9999-12-31", start="1:00").errors


def test_long_title_is_said_and_not_cut(cast: Cast) -> None:
    made = form(cast.people.karim, title="x" * 81)
    assert "title" in made.errors
    assert made["title"].value() == "x" * 81


@given(was=st.text(max_size=60), now=st.text(max_size=60))
def test_marked_words_give_both_texts_back_and_let_no_tag_through(was: str, now: str) -> None:
    import html
    import re

    for text, shown in zip((was, now), marked(was, now), strict=True):
        bare = re.sub(r"</?(?:del|ins)>", "", shown)
        assert "<" not in bare
        assert html.unescape(bare) == text
