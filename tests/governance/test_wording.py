"""What may not stand in a message may not stand in what is written to or by an officer; no word of it is lost."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.governance.officers import add_officers
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance.actions import report_breach, report_item
from werkveld.governance.models import Breach, Report
from werkveld.items.discreet import IndiscreetError

pytestmark = pytest.mark.django_db

NUMBER = "85.07.30-033.28"


def test_form_refuses_a_national_number_and_keeps_what_was_typed(cast: Cast) -> None:
    add_officers(cast)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    client = client_of(cast.people.els)
    for name, field, extra in (
        (reverse("report_item", args=[item.pk]), "reason", {}),
        (reverse("report_breach"), "what", {"noticed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}),
    ):
        answer = client.post(name, {field: f"Er staat {NUMBER} in", **extra})
        assert answer.status_code == 422
        assert NUMBER in answer.content.decode()
        assert "rijksregisternummer" in answer.content.decode()
    with viewing(viewer_of(cast.people.els)):
        assert not Report.objects.exists()
        assert not Breach.objects.exists()


def test_act_refuses_whatever_door_it_came_through(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    els = cast.people.els
    with viewing(viewer_of(els)), pytest.raises(IndiscreetError):
        report_item(item, NUMBER, by=els)
    with viewing(viewer_of(els)), pytest.raises(IndiscreetError):
        report_breach(uuid.uuid4(), NUMBER, timezone.now(), by=els, organisation=cast.organisations.police)
