import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.briefing.test_compose import acknowledge, brief, correct, tell
from tests.cast import Cast, assign, person
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.coverage import Coverage, coverage_of, item_coverage
from werkveld.items.models import Item
from werkveld.people.models import Person, Shift

pytestmark = pytest.mark.django_db


def covered(cast: Cast, who: Person) -> Coverage:
    briefing = brief(cast, who)
    viewer = viewer_of(who)
    with viewing(viewer):
        return coverage_of(viewer, briefing)


def on_shift(cast: Cast, who: Person, *, hours: int = 0, area: object = None, is_lead: bool = False) -> Shift:
    """Somebody of the city on from an hour ago (shifted by some hours), for eight hours."""
    start = timezone.now() + dt.timedelta(hours=hours - 1)
    return Shift.objects.create(
        person=who,
        organisation=cast.organisations.city,
        name="Late dienst",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=8),
        area=area,
        is_lead=is_lead,
    )


def guard(cast: Cast, given: str, family: str = "Proef") -> Person:
    """One more city guard in Overleie."""
    who = person(given, family)
    assign(who, "community_guard", cast.organisations.city, cast.areas.overleie)
    return who


def test_crew_is_the_area_team_when_nobody_is_on_shift(cast: Cast) -> None:
    item = tell(cast, title="Avondlawaai")
    assert covered(cast, cast.people.els) == Coverage(colleagues=2, up_to_date=1), "Karim wrote it, Noor did not read"
    acknowledge(cast.people.noor, item)
    assert covered(cast, cast.people.els) == Coverage(colleagues=2, up_to_date=2)


def test_crew_is_who_is_on_together_for_the_same_area(cast: Cast) -> None:
    lotte, areas = cast.people.lotte, cast.areas
    on_shift(cast, lotte, area=areas.overleie)
    on_shift(cast, cast.people.karim, hours=2)
    on_shift(cast, guard(cast, "Bram"), area=areas.overleie, hours=4)
    on_shift(cast, guard(cast, "Elders"), area=areas.heule)
    on_shift(cast, guard(cast, "Later"), area=areas.overleie, hours=9)
    gone = guard(cast, "Vertrokken")
    on_shift(cast, gone, area=areas.overleie)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert covered(cast, lotte).colleagues == 2


def test_names_are_for_the_lead_of_the_shift_only_and_by_name(cast: Cast) -> None:
    item = tell(cast, title="Avondlawaai")
    zoe, anna = guard(cast, "Zoë"), guard(cast, "Anna")
    for who in (zoe, anna):
        on_shift(cast, who)
    on_shift(cast, cast.people.karim, is_lead=True)
    acknowledge(zoe, item)
    found = covered(cast, cast.people.karim)
    assert found.names == [("Anna P.", False), ("Zoë P.", True)]
    assert covered(cast, anna) == Coverage(2, 2, None)


def test_correction_takes_coverage_away_until_it_is_read_again(cast: Cast) -> None:
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    for who in (cast.people.noor, cast.people.els):
        acknowledge(who, item)
    assert covered(cast, cast.people.els).up_to_date == 2
    item = correct(cast, item, body="Tot 18 uur.")
    assert covered(cast, cast.people.els).up_to_date == 1
    acknowledge(cast.people.noor, item)
    assert covered(cast, cast.people.els).up_to_date == 2


def test_typo_keeps_coverage(cast: Cast) -> None:
    item = tell(cast, title="Romelmarkt")
    acknowledge(cast.people.noor, item)
    correct(cast, item, is_typo=True, title="Rommelmarkt")
    assert covered(cast, cast.people.els).up_to_date == 2


def test_what_a_colleague_may_not_see_does_not_count_for_them(cast: Cast) -> None:
    tell(cast, title="Alleen politie", author=cast.people.els, team=circle_of_organisation(cast.organisations.police))
    officer = person("Jan")
    assign(officer, "neighbourhood_officer", cast.organisations.police, cast.areas.k4)
    found = covered(cast, officer)
    assert found == Coverage(colleagues=3, up_to_date=3), "Els wrote it; Karim and Noor cannot know of it"


def test_coverage_of_one_item_counts_who_may_see_it(cast: Cast) -> None:
    item = tell(cast, title="Alleen stad", team=circle_of_organisation(cast.organisations.city))
    bram = guard(cast, "Bram")
    viewer = viewer_of(bram)
    with viewing(viewer):
        assert item_coverage(viewer, Item.objects.get(pk=item.pk)) == (1, 1), "Karim wrote it"
    dirk = guard(cast, "Dirk")
    with viewing(viewer):
        assert item_coverage(viewer, item) == (1, 2)
    acknowledge(dirk, item)
    with viewing(viewer):
        assert item_coverage(viewer, item) == (2, 2)


def test_number_of_queries_does_not_grow_with_people_or_items(cast: Cast) -> None:
    def queries() -> int:
        briefing = brief(cast, cast.people.els)
        viewer = viewer_of(cast.people.els)
        with viewing(viewer), CaptureQueriesContext(connection) as captured:
            coverage_of(viewer, briefing)
        return len(captured)

    tell(cast, title="Eén")
    few = queries()
    for number in range(6):
        tell(cast, title=f"Punt {number}")
        guard(cast, f"Wacht{number}")
    assert queries() == few
    assert few <= 7
