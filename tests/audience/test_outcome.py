import pytest

from tests.cast import Cast
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.outcome import choices_for, default_for, outcome_of
from werkveld.audience.viewer import viewer_of
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def words(cast: Cast, person: Person) -> list[str]:
    return [c.in_words for c in choices_for(viewer_of(person), [cast.areas.overleie])]


def test_form_starts_at_the_own_organisation_so_police_is_in_no_ocmw_default(cast: Cast) -> None:
    for person in cast.persons:
        viewer = viewer_of(person)
        assert [c.organisation for c in default_for(viewer)] == [viewer.organisation]
    assert not outcome_of(default_for(viewer_of(cast.people.noor))).has_police


def test_choices_go_from_near_to_wide_and_name_only_who_works_there(cast: Cast) -> None:
    assert words(cast, cast.people.noor) == [
        "OCMW",
        "Stad in Overleie",
        "OCMW in Overleie",
        "Politie in Overleie",
        "gebiedsteam Overleie",
        "Stad",
        "Huisvesting",
        "Jeugdwerk",
        "Politie",
        "stuurgroep Venning",
        "alle partners",
    ]


def test_guest_of_one_table_may_post_to_own_organisation_and_that_table(cast: Cast) -> None:
    assert words(cast, cast.people.piet) == ["Huisvesting", "stuurgroep Venning"]


def test_outcome_says_in_numbers_who_sees_and_who_does_not(cast: Cast) -> None:
    outcome = outcome_of([circle_of_team(cast.teams.overleie), circle_of_organisation(cast.organisations.city)])
    assert [(o.short_name, n) for o, n in outcome.sees] == [("Stad", 2), ("OCMW", 1), ("Politie", 1)]
    assert [o.short_name for o in outcome.sees_not] == ["Huisvesting", "Jeugdwerk"]
    assert outcome.people == 4
    assert outcome.has_police


def test_choices_cost_few_queries_once_the_circles_are_made(cast: Cast, django_assert_max_num_queries: object) -> None:
    areas = [cast.areas.overleie, cast.areas.sint_jan, cast.areas.heule]
    choices_for(viewer_of(cast.people.lotte), areas)
    viewer = viewer_of(cast.people.lotte)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        choices_for(viewer, areas)
