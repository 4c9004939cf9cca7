import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, assign
from tests.items.test_actions import listed, post
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of
from werkveld.journal.models import Line
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Person
from werkveld.staff.actions import (
    accept_invitation,
    deactivate_person,
    end_assignment,
    invite_person,
    move_assignment,
    reactivate_person,
    renew_invitation,
    reset_steps,
)
from werkveld.staff.models import Invitation
from werkveld.staff.refused import RefusedError

pytestmark = pytest.mark.django_db

PASSWORD = "vier losse gewone woorden"


def invited(cast: Cast, email: str = "Nieuw@Voorbeeld.be", **more: object) -> tuple[Person, str]:
    said = {"organisation": cast.organisations.city, "function": Function.COMMUNITY_GUARD, "area": cast.areas.overleie}
    found = invite_person(email=email, given_name="Nieuw", family_name="Iemand", by=cast.people.lotte, **said | more)
    return found.person, found.token


def accepted(token: str) -> Person:
    return accept_invitation(token, given_name="Nora", family_name="Nieuw", password=PASSWORD)


def work_of(person: Person) -> Assignment:
    return Assignment.objects.on(timezone.localdate()).get(person=person)


def test_invited_person_signs_in_after_choosing_a_password(cast: Cast) -> None:
    person, token = invited(cast)
    assert not person.has_usable_password()
    accepted(token)
    found = authenticate(username="nieuw@voorbeeld.be", password=PASSWORD)
    assert found == person
    assert listed(person) == set()
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    assert listed(person) == {"Avondlawaai aan de brug"}


def test_invitation_works_once(cast: Cast) -> None:
    _, token = invited(cast)
    accepted(token)
    with pytest.raises(Invitation.DoesNotExist):
        accepted(token)
    assert Invitation.objects.of_token(token) is None


def test_invitation_runs_out_after_a_week(cast: Cast) -> None:
    _, token = invited(cast)
    row = Invitation.objects.get()
    assert dt.timedelta(days=6, hours=23) < row.expires_at - timezone.now() <= dt.timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert Invitation.objects.of_token(token) is None


def test_newer_invitation_ends_the_older(cast: Cast) -> None:
    person, old = invited(cast)
    new = renew_invitation(person, by=cast.people.lotte)
    assert Invitation.objects.of_token(old) is None
    assert Invitation.objects.of_token(new) is not None


def test_token_itself_is_kept_nowhere(cast: Cast) -> None:
    _, token = invited(cast)
    kept = [str(v) for v in Invitation.objects.values_list()[0]] + [str(v) for v in Line.objects.values_list()]
    assert not any(token in value for value in kept)


def test_invitation_of_a_closed_account_does_not_work(cast: Cast) -> None:
    person, token = invited(cast)
    deactivate_person(person, by=cast.people.lotte)
    assert Invitation.objects.of_token(token) is None
    reactivate_person(person, by=cast.people.lotte)
    assert Invitation.objects.of_token(token) is None


def test_who_has_a_password_gets_a_function_and_no_link(cast: Cast) -> None:
    noor = cast.people.noor
    noor.set_password(PASSWORD)
    noor.save()
    person, token = invited(cast, email="NOOR@voorbeeld.be")
    assert (person, token) == (noor, "")
    assert Assignment.objects.filter(person=noor, organisation=cast.organisations.city).count() == 1


def test_inviting_twice_is_one_account_with_one_function(cast: Cast) -> None:
    first, _ = invited(cast)
    second, _ = invited(cast)
    assert first == second
    assert Assignment.objects.filter(person=first).count() == 1


def test_first_coordinator_is_invited_by_nobody(cast: Cast) -> None:
    found = invite_person(
        email="eerste@voorbeeld.be", organisation=cast.organisations.police, function=Function.COORDINATOR, by=None
    )
    assert viewer_of(found.person).is_coordinator
    assert Line.objects.filter(verb="invite person", by=None).count() == 1


def test_move_takes_effect_at_the_next_request(cast: Cast) -> None:
    noor, lotte = cast.people.noor, cast.people.lotte
    here, there = circle_of_team(cast.teams.overleie).pk, circle_of_team(cast.teams.heule).pk
    assert here in viewer_of(noor).circles
    moved = move_assignment(work_of(noor), cast.areas.heule, by=lotte)
    after = viewer_of(noor)
    assert here not in after.circles
    assert there in after.circles
    old = Assignment.objects.get(person=noor, area=cast.areas.overleie)
    today = timezone.localdate()
    assert (old.ends_on, moved.starts_on, moved.ends_on) == (today - dt.timedelta(days=1), today, None)


def test_move_on_the_first_day_leaves_one_row(cast: Cast) -> None:
    noor = cast.people.noor
    moved = move_assignment(work_of(noor), cast.areas.heule, by=cast.people.lotte)
    again = move_assignment(moved, None, by=cast.people.lotte)
    assert again.citywide
    assert Assignment.objects.filter(person=noor).count() == 2


def test_ended_function_shows_nothing_at_the_next_request(cast: Cast) -> None:
    noor = cast.people.noor
    post(cast, cast.people.sam, [circle_of_organisation(cast.organisations.ocmw)])
    assert listed(noor)
    end_assignment(work_of(noor), by=cast.people.lotte)
    assert listed(noor) == {"Avondlawaai aan de brug"}, "her seat at the table is still for the OCMW"
    noor.seats.all().delete()
    assert listed(noor) == set()


def test_function_that_began_today_can_end_at_once(cast: Cast) -> None:
    row = assign(cast.people.noor, Function.SOCIAL_SERVICE, cast.organisations.ocmw)
    Assignment.objects.filter(pk=row.pk).update(starts_on=timezone.localdate())
    end_assignment(row, by=cast.people.lotte)
    assert not Assignment.objects.filter(pk=row.pk).exists()


def test_last_coordinator_stays(cast: Cast) -> None:
    lotte = cast.people.lotte
    row = Assignment.objects.get(person=lotte, function=Function.COORDINATOR)
    with pytest.raises(RefusedError):
        end_assignment(row, by=lotte)
    assign(cast.people.karim, Function.COORDINATOR, cast.organisations.city)
    end_assignment(row, by=lotte)
    assert not viewer_of(lotte).is_coordinator


def test_closed_account_is_in_no_circle(cast: Cast) -> None:
    deactivate_person(cast.people.noor, by=cast.people.lotte)
    assert viewer_of(cast.people.noor).person is None


def test_every_act_writes_one_line(cast: Cast) -> None:
    lotte = cast.people.lotte
    before = Line.objects.count()
    move_assignment(work_of(cast.people.noor), cast.areas.heule, by=lotte)
    deactivate_person(cast.people.noor, by=lotte)
    assert list(Line.objects.order_by("pk").values_list("verb", flat=True)[before:]) == [
        "move assignment",
        "deactivate person",
    ]


def test_ended_function_cannot_be_moved(cast: Cast) -> None:
    work = cast.people.karim.assignments.get()
    work.ends_on = timezone.localdate() - dt.timedelta(days=1)
    work.save()
    with pytest.raises(RefusedError):
        move_assignment(work, cast.areas.heule, by=cast.people.lotte)
    client = Client()
    client.force_login(cast.people.lotte)
    answer = client.post(f"/beheer/functie/{work.pk}/verplaatsen/", {f"naar{work.pk}-where": cast.areas.heule.pk})
    assert answer.status_code == 422


def test_reset_takes_every_second_step_and_session_away(cast: Cast) -> None:
    noor = cast.people.noor
    Authenticator.objects.create(user=noor, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=cast.people.sam, type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(noor)
    UserSession.objects.create(user=noor, ip="127.0.0.1", session_key=client.session.session_key)
    assert reset_steps(noor, by=None) == 1
    assert client.get("/account/").status_code == 302
    assert Authenticator.objects.filter(user=cast.people.sam).exists()
    assert Line.objects.filter(verb="reset steps", subject_key=str(noor.pk)).exists()
