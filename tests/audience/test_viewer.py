import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast, assign, person
from werkveld.audience.viewer import viewer_of
from werkveld.people.functions import FUNCTIONS_OF, Function, OrganisationKind
from werkveld.people.models import Assignment

pytestmark = pytest.mark.django_db


def test_data_protection_officer_is_who_holds_it_today(cast: Cast) -> None:
    nele = person("Nele")
    row = assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
    assert viewer_of(nele).is_data_protection_officer
    assert not viewer_of(cast.people.noor).is_data_protection_officer
    assert not viewer_of(None).is_data_protection_officer
    row.ends_on = timezone.localdate() - dt.timedelta(days=1)
    row.save()
    assert not viewer_of(nele).is_data_protection_officer


def test_data_protection_officer_guards_only_the_organisation_posted_for(cast: Cast) -> None:
    assign(cast.people.noor, Function.DATA_PROTECTION_OFFICER, cast.organisations.police)
    assert not viewer_of(cast.people.noor).is_data_protection_officer
    Assignment.objects.filter(person=cast.people.noor, organisation=cast.organisations.ocmw).delete()
    assert viewer_of(cast.people.noor).is_data_protection_officer


def test_every_organisation_can_have_a_coordinator_and_a_data_protection_officer() -> None:
    office = {Function.COORDINATOR, Function.DATA_PROTECTION_OFFICER}
    assert all(office <= set(FUNCTIONS_OF[kind]) for kind in OrganisationKind)
