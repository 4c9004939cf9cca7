"""The demo tells the story it promises: filled once for all tests here, looked at with everybody's own eyes."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import connections, transaction
from django.utils import timezone

from tests.database import as_owner
from werkveld.audience.viewer import Viewer, viewer_of, viewing
from werkveld.briefing.compose import Briefing, compose
from werkveld.briefing.scope import own_scope
from werkveld.briefing.shifts import current_shift, missed_since
from werkveld.discretion.findings import Strength
from werkveld.items import feed
from werkveld.items.clockwork import tick
from werkveld.items.content import TYPED
from werkveld.items.discreet import audience_of_keys, look_at, of_strength
from werkveld.items.models import Comment, Item, ItemArea, ItemVersion, Reading, State
from werkveld.items.search import search
from werkveld.ops import demo
from werkveld.ops.demo.cast import ROLES
from werkveld.people.models import Assignment, Organisation, Person, Seat, Shift, Team
from werkveld.territory.models import Area

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(scope="module", autouse=True)
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[demo.Filled]:
    """Fill once, in one transaction that is undone after the last test here."""
    with django_db_blocker.unblock():
        with as_owner(), transaction.atomic():
            answer = demo.fill(now=NOW)
            yield answer
            transaction.set_rollback(True)
        connections.close_all()


def person(key: str) -> Person:
    return Person.objects.get(email=f"{key}@werkveld.example")


def seen_by(key: str) -> dict[str, Item]:
    viewer = viewer_of(person(key))
    with viewing(viewer):
        return {i.title: i for i in Item.objects.visible_to(viewer)}


def briefing_of(key: str) -> tuple[Viewer, Briefing]:
    viewer = viewer_of(person(key))
    with viewing(viewer):
        return viewer, compose(viewer, own_scope(viewer), missed_since(viewer))


def content() -> list[tuple[str, ...]]:
    """All that was told, by whom, and until when; keys of circles come from sequences and are left out."""
    rows = Item.objects.select_related("author").order_by("pk")
    return [(str(i.pk), i.title, i.body, i.author.email, i.state, str(i.valid_until)) for i in rows]


def test_fill_is_large(filled: demo.Filled) -> None:
    assert filled.is_new
    assert 1100 < filled.items < 1600
    assert 60 <= filled.people <= 75


def test_feed_agrees_with_the_items() -> None:
    assert feed.check() == 0


def test_first_pass_of_the_clockwork_takes_no_reader_away_and_gives_none_back() -> None:
    before = dict(Item.objects.values_list("pk", "readers"))
    with as_owner(), transaction.atomic():
        done = tick()
        changed = [i.title for i in Item.objects.filter(pk__in=before) if sorted(i.readers) != sorted(before[i.pk])]
        transaction.set_rollback(True)
    assert (done.narrowed, done.reopened) == (0, 0)
    assert changed == [], "no protocol of the demo ends while it stands"


def test_second_fill_changes_nothing() -> None:
    before = Item.objects.count(), Shift.objects.count(), Reading.objects.count()
    again = demo.fill()
    assert (again.is_new, again.days_old) == (False, 0)
    assert (Item.objects.count(), Shift.objects.count(), Reading.objects.count()) == before


def test_old_demo_says_its_age_and_is_left_alone() -> None:
    said: list[str] = []
    answer = demo.fill(progress=said.append, now=timezone.now() + dt.timedelta(days=3))
    assert (answer.is_new, answer.days_old) == (False, 3)
    assert "3 dagen" in said[0]


def test_every_gebied_has_standing_items_and_a_full_blog() -> None:
    standing, posts = Counter[str](), Counter[str]()
    for item, area in ItemArea.objects.filter(area__edition__layer__code="gebieden").values_list("item", "area__name"):
        row = Item.objects.get(pk=item)
        standing[area] += row.is_standing and row.is_briefing
        posts[area] += row.kind == "post"
    for area in Area.objects.of_layer("gebieden"):
        # How many exactly hangs on the weekday and the hour.
        assert 4 <= standing[area.name] <= 45, area.name
        assert posts[area.name] >= 12, area.name


def test_every_function_and_every_beat_has_its_people() -> None:
    assert set(Assignment.objects.values_list("function", flat=True)) | set(
        Seat.objects.values_list("function", flat=True)
    ) >= {r.function.value for r in ROLES}
    held = set(Assignment.objects.values_list("area", flat=True))
    assert not [
        a.name for a in Area.objects.light().exclude(edition__layer__code="aandachtsgebieden") if a.pk not in held
    ]
    assert Counter(Team.objects.values_list("kind", flat=True)) == {
        "area_team": 17,
        "steering_group": 2,
        "consultation_table": 1,
    }
    assert all(t.seats.count() == 6 for t in Team.objects.filter(kind="steering_group"))


def test_everybody_has_a_last_shift_and_one_now_or_next() -> None:
    now = timezone.now()
    for role in ROLES:
        shifts = Shift.objects.filter(person=person(role.key))
        assert shifts.filter(ends_at__gt=now).exists(), role.key
        last = shifts.filter(ends_at__lte=now).order_by("-ends_at").first()
        assert last, role.key
        if role.rhythm != "absent":
            assert now - last.ends_at < dt.timedelta(days=5), role.key


def test_nobody_has_a_password() -> None:
    assert not [p for p in Person.objects.all() if p.has_usable_password()]


# R1 to R3: no person, number plate, national number, birth date, phone, e-mail or account in any text.
PERSONAL = re.compile(
    r"\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b|\b\d-[A-Z]{3}-\d{3}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b"
    r"|\+32|\b0\d{1,3}[ /]\d{2}|\S+@\S+|\bBE\d{2}"
    r"|\b(?:de heer|mevrouw|meneer|mijnheer|dhr|mevr|verdachte|dader|slachtoffer|minderjarige)\b",
    re.IGNORECASE,
)


def test_no_text_trips_a_pattern_of_persons() -> None:
    names = {p.family_name for p in Person.objects.all()}
    for version in ItemVersion.objects.all():
        text = f"{version.title} {version.body} {version.ask}"
        assert not PERSONAL.search(text), text
        assert not [n for n in names if re.search(rf"\b{re.escape(n)}\b", text)], text


def test_no_slot_is_left_open_and_no_sentence_starts_small() -> None:
    for version in ItemVersion.objects.all():
        text = f"{version.title}\n{version.body}\n{version.ask}"
        assert not re.search(r"[{}]|\[[^\]]*\|", text), text
        assert not re.search(r"(?:^|[.!?] |\n)[a-z]", text), text


def test_no_title_twice_in_a_month_in_a_gebied() -> None:
    told: dict[tuple[int, str], list[dt.datetime]] = defaultdict(list)
    rows = ItemArea.objects.filter(area__edition__layer__code="gebieden", method__in=["point", "chosen"])
    for area, title, at in rows.values_list("area", "item__title", "item__published_at"):
        if title and at:
            told[area, title].append(at)
    close = [
        (title, sorted(moments))
        for (_area, title), moments in told.items()
        if any(b - a < dt.timedelta(days=30) for a, b in zip(sorted(moments), sorted(moments)[1:], strict=False))
    ]
    assert not close


def test_briefing_items_expire_within_four_weeks() -> None:
    for item in Item.objects.exclude(kind="post").exclude(state__in=[State.DRAFT, State.WITHDRAWN]):
        assert item.valid_until
        start = max(item.published_at or item.created_at, item.last_confirmed_at or item.created_at, item.changed_at)
        assert item.valid_until - start < dt.timedelta(days=29), item.title


def test_first_briefing_opens_with_was_and_now_for_who_had_read_it() -> None:
    title = re.compile("^Parking Sint-Amandsplein")
    for key in ("karim", "els", "noor"):
        _viewer, briefing = briefing_of(key)
        line = next(x for x in briefing.changed if title.match(x.item.title))
        assert line.was
        assert line.reason == "De aannemer start later"
    _viewer, briefing = briefing_of("koen")
    assert not briefing.changed
    assert any(title.match(x.item.title) for rows in briefing.sections.values() for x in rows)


def test_telling_briefings_hold_what_they_should() -> None:
    for key in ("karim", "els", "bram", "noor"):
        _viewer, briefing = briefing_of(key)
        assert 1 <= len(briefing.changed) <= 6, key
        assert 3 <= len(briefing.new) <= 12, key
        assert briefing.asked or briefing.owed, key
        assert briefing.today, key
        assert len(briefing.standing) >= 3, key


@pytest.mark.parametrize("hours", [1, 5, 13, 20])
def test_story_is_told_at_any_hour(hours: int) -> None:
    now = NOW.replace(minute=7) + dt.timedelta(hours=hours)
    with mock.patch.object(timezone, "now", return_value=now), transaction.atomic():
        assert demo.fill(fresh=True, now=now).is_new
        test_first_briefing_opens_with_was_and_now_for_who_had_read_it()
        test_telling_briefings_hold_what_they_should()
        test_absent_guard_catches_up()
        transaction.set_rollback(True)


def test_absent_guard_catches_up() -> None:
    viewer, briefing = briefing_of("dirk")
    assert timezone.now() - missed_since(viewer) > dt.timedelta(days=13)
    assert current_shift(viewer)
    assert len(briefing.new) > 8
    assert len(briefing.lapsed) > 3


def test_own_house_items_of_the_ocmw_stay_there() -> None:
    title = "Wat deze week bleef hangen na de koffietafel"
    assert title in seen_by("noor")
    for key in ("els", "karim", "lotte", "luc", "piet", "sofie"):
        assert title not in seen_by(key), key
        viewer = viewer_of(person(key))
        with viewing(viewer):
            assert title not in [i.title for i in search(viewer, "koffietafel zorgen rekeningen").items]
    inside = set(Person.objects.filter(assignments__organisation__code="ocmw"))
    for role in ROLES:
        if person(role.key) not in inside:
            assert "Intervisie: grenzen van ons beroepsgeheim" not in seen_by(role.key), role.key


def test_housing_partner_sees_the_steering_group_and_nothing_else() -> None:
    team = Team.objects.get(code="venning")
    viewer = viewer_of(person("piet"))
    (circle,) = [k for k in viewer.circles if k in _circles_of(team)]
    mine = list(seen_by("piet").values())
    assert mine
    assert all(circle in i.readers or i.author_id == viewer.person.pk for i in mine if viewer.person)
    assert len(mine) == Item.objects.filter(readers__contains=[circle]).count()


def _circles_of(team: Team) -> set[int]:
    from werkveld.audience.models import Circle

    return set(Circle.objects.filter(team=team).values_list("pk", flat=True))


def test_police_items_stay_with_the_police() -> None:
    title = "Parkings Overleie: tassen zichtbaar in auto's"
    assert title in seen_by("luc")
    assert title in seen_by("els")
    for key in ("karim", "noor", "bram", "lotte"):
        assert title not in seen_by(key)


def test_officer_outside_kortrijk_has_a_wijk_and_no_gebied() -> None:
    viewer, briefing = briefing_of("peter")
    layers = {a.edition.layer.code for a in viewer.areas}
    assert "gebieden" not in layers
    assert briefing.standing


def test_states_are_all_there() -> None:
    states = Counter(Item.objects.values_list("state", flat=True))
    assert states["draft"] >= 5
    assert states["withdrawn"] >= 3
    assert states["lapsed"] > 300
    assert Item.objects.filter(state="draft", publish_at__gt=timezone.now()).exists()
    assert ItemVersion.objects.filter(change="correction").count() >= 12
    assert ItemVersion.objects.filter(change="typo").count() >= 10
    assert not Item.objects.filter(state="published", valid_until__lte=timezone.now()).exists()


def test_nothing_is_later_than_now() -> None:
    now = timezone.now()
    assert not Item.objects.filter(published_at__gt=now).exists()
    assert not Reading.objects.filter(read_at__gt=now).exists()
    assert not ItemVersion.objects.filter(at__gt=now).exists()


def test_nobody_read_what_they_may_not_see() -> None:
    """What is in quarantine was read before it was put away."""
    for role in ROLES:
        viewer = viewer_of(person(role.key))
        for item in Item.objects.filter(readings__person=viewer.person, quarantined_at=None).distinct():
            assert viewer.circles & set(item.readers), (role.key, item.title)


def test_fresh_makes_it_anew_for_that_day_and_always_the_same() -> None:
    with transaction.atomic():
        first = content()
        newest = Item.objects.exclude(published_at=None).order_by("-published_at")[0].published_at
        assert newest
        assert NOW - dt.timedelta(days=2) < newest <= NOW
        assert demo.fill(fresh=True, now=NOW).is_new
        assert content() == first
        transaction.set_rollback(True)


def test_somebody_elses_work_is_never_touched() -> None:
    with transaction.atomic():
        Organisation.objects.create(code="echt", name="Echte gemeente", short_name="Echt", kind="city")
        with pytest.raises(demo.NotTheDemoError, match="Echte gemeente"):
            demo.fill(fresh=True)
        transaction.set_rollback(True)


def test_no_text_of_the_demo_is_one_that_the_guard_would_stop() -> None:
    """The demo writes in bulk, past the acts: so its texts are held here, by the audience of each."""
    loud = []
    with as_owner():
        organisations = {o.pk: o for o in Organisation.objects.all()}
        for item in Item.objects.all():
            texts = {name: getattr(item, name) for name in TYPED}
            texts |= {f"{v.number}": f"{v.title}. {v.body} {v.reason}" for v in ItemVersion.objects.filter(item=item)}
            texts |= {f"{c.pk}": c.body for c in Comment.objects.filter(item=item)}
            texts["withdrawn_reason"] = item.withdrawn_reason
            organisation = organisations[item.organisation_id]
            found = look_at(texts, audience_of_keys(item.audience, organisation), organisation)
            for strength in (Strength.BLOCK, Strength.ASK):
                loud += [f.text for findings in of_strength(found, strength).values() for f in findings]
    assert loud == []
