"""Every address of the URL configuration × every function of the glossary, a guest, who left, and nobody.

Each address says for whom it is; one that is not listed here is red. Asked is only whether it opens: what a page shows
is proved elsewhere, so templates are not filled in.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.template import base
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import LONG_AGO, Cast, agree, assign, person
from tests.house.test_every_address import address, asked, client_of, values_of
from tests.house.test_pages import OPEN
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_partners, circle_of_team
from werkveld.items.models import Item
from werkveld.people.contactpoints import ContactPoint, SpecialDays
from werkveld.people.functions import FUNCTIONS_OF, Function, OrganisationKind
from werkveld.people.models import Assignment, Person, Protocol, Seat, Shift

pytestmark = pytest.mark.django_db

GUEST, LEAVER, STRANGER = "guest", "leaver", "stranger"
OUTSIDE = {LEAVER, STRANGER}

type Group = Callable[[str], bool]


def signed_in(role: str) -> bool:
    """Whoever has an account that is open: a page of one's own, or one that shows what one may see anyway."""
    return role not in OUTSIDE


def assigned(role: str) -> bool:
    """Not a guest of one table."""
    return role not in OUTSIDE | {GUEST}


def at_the_table(role: str) -> bool:
    """Who has a chair there."""
    return role == GUEST


def coordinator(role: str) -> bool:
    """Who administers the organisation."""
    return role == Function.COORDINATOR


def officer(role: str) -> bool:
    """Who guards what the organisation shares."""
    return role == Function.DATA_PROTECTION_OFFICER


def authors_side(role: str) -> bool:
    """The item is a colleague's: the coordinator may, other readers may not."""
    return role == Function.COORDINATOR


def nobody(_role: str) -> bool:
    """Nothing of the kind exists for anybody here: hidden and absent alike."""
    return False


_SIGNED_IN = """
    home unread account pair_first set_theme account_change_password account_set_password account_reauthenticate
    mfa_reauthenticate mfa_reauthenticate_webauthn mfa_index mfa_activate_totp mfa_list_webauthn mfa_add_webauthn
    mfa_edit_webauthn mfa_remove_webauthn mfa_generate_recovery_codes usersessions_list end_other_sessions own_data
    reports breaches report_breach briefing wall sheet sheet_pdf my_sheets known_at new_item audience_preview my_items
    see_notices search teams roster protocols map map_geojson areas layer save_draft borders borders_workbook
    borders_pieces counterpart look_at_words places
"""
# Of an item that all of them may read; without the form's fields an act answers that something is missing.
_OF_AN_ITEM = """
    item comment acknowledge_item confirm_item item_versions report_item promote_item counterpart_of_item
"""
_ASSIGNED = """
    briefing_of_area wall_of_area sheet_of_area sheet_pdf_of_area area area_archive read_all mark_unread
"""
_AT_THE_TABLE = "briefing_of_team wall_of_team sheet_of_team sheet_pdf_of_team team team_archive"
_AUTHORS_SIDE = "change_item change_audience withdraw_item item_photos"
_COORDINATOR = """
    own_layers new_layer new_edition draw_edition thresholds new_shift change_shift remove_shift import_roster
    roster_template step_rule administration invite administer_person assign renew_invitation deactivate_person
    reactivate_person move_assignment end_assignment administer_tables new_team administer_team add_seat fill_seat
    invite_to_seat remove_seat contact_points new_contact_point change_contact_point add_special_days
    remove_special_days remove_contact_point
"""
_OFFICER = """
    supervision look_up reads reads_csv samples terms leavers erase_person new_protocol end_protocol
    confirm_protocol
"""
# Of a key that is nobody's: what exists is asked in the tests of its own room.
_NOBODY = """
    mfa_deactivate_totp mfa_view_recovery_codes end_session sample line_sample report decide_report breach
    fill_in_breach close_breach
    breach_json breach_paper what_was_known acknowledge_all take_request give_feedback discard_draft
    keep_edition publish_edition undo_edition discard_edition agree_street edit_photo blur_photo place_photo
    remove_photo photo small_photo renew_guest
"""
FOR: dict[str, Group] = {
    **dict.fromkeys(_SIGNED_IN.split(), signed_in),
    **dict.fromkeys(_OF_AN_ITEM.split(), signed_in),
    **dict.fromkeys(_ASSIGNED.split(), assigned),
    **dict.fromkeys(_AT_THE_TABLE.split(), at_the_table),
    **dict.fromkeys(_AUTHORS_SIDE.split(), authors_side),
    **dict.fromkeys(_COORDINATOR.split(), coordinator),
    **dict.fromkeys(_OFFICER.split(), officer),
    **dict.fromkeys(_NOBODY.split(), nobody),
}


class Town:
    """One person for each function of the glossary, and something of the city's for each address to be about."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        o = cast.organisations
        kinds = {f: kind for kind in reversed(OrganisationKind) for f in FUNCTIONS_OF[kind]}
        self.people: dict[str, Person | None] = {STRANGER: None, GUEST: cast.people.piet}
        for function in Function:
            somebody = person(f"X{function.value}".replace("_", ""))
            assign(somebody, function, getattr(o, kinds[function].value))
            self.people[function.value] = somebody
        self.people[LEAVER] = person("Weg")
        assign(self.people[LEAVER], Function.COORDINATOR, o.city)
        Person.objects.filter(pk=self.people[LEAVER].pk).update(is_active=False)
        everybody = [circle_of_partners(), circle_of_team(cast.teams.venning)]
        self.item = post(cast, cast.people.karim, everybody, title="Markt verhuist")
        self.values = self._values()

    def _values(self) -> dict[str, Any]:
        cast, now = self.cast, timezone.now()
        shift = Shift.objects.create(
            person=cast.people.karim, organisation=cast.organisations.city, name="dag", starts_at=now,
            ends_at=now + dt.timedelta(hours=8),
        )  # fmt: skip
        seat = Seat.objects.create(
            team=cast.teams.venning, function="area_worker", organisation=cast.organisations.city, starts_on=LONG_AGO
        )
        centre = ContactPoint.objects.create(
            organisation=cast.organisations.city, kind="desk", name="Loket", place="Markt 1", starts_on=LONG_AGO
        )
        days = SpecialDays.objects.create(point=centre, starts_on=now.date(), ends_on=now.date())
        return {
            "points": centre.pk,
            "days": days.pk,
            "persons": cast.people.karim.pk,
            "shifts": shift.pk,
            "seats": seat.pk,
            "assignments": Assignment.objects.get(person=cast.people.karim).pk,
            "protocols": agree(cast.organisations.city, cast.organisations.ocmw).pk,
        }

    def url(self, name: str, parameters: list[str]) -> str:
        """The address of something of the city's."""
        values = values_of(self.cast, self.item.pk)
        if parameters[:1] == ["code"] and FOR.get(name) in {at_the_table, coordinator}:
            values["code"] = "venning"
        values["pk"] = self.values[_kind_of(name)] if _kind_of(name) else 10**6
        values.setdefault("photo", uuid.uuid4())
        leaver = self.people[LEAVER]
        values["person"] = leaver.pk if name == "erase_person" and leaver else self.values["persons"]
        return address(name, parameters, values)


def _kind_of(name: str) -> str:
    kinds = {
        "persons": ("administer_person", "assign", "renew_invitation", "deactivate_person", "reactivate_person"),
        "shifts": ("change_shift", "remove_shift"),
        "seats": ("fill_seat", "invite_to_seat", "remove_seat"),
        "assignments": ("move_assignment", "end_assignment"),
        "protocols": ("end_protocol", "confirm_protocol"),
        "points": ("change_contact_point", "add_special_days", "remove_contact_point"),
        "days": ("remove_special_days",),
    }
    return next((kind for kind, names in kinds.items() if name in names), "")


@pytest.fixture
def town(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(base.Template, "_render", lambda _self, _context: "")
    return Town(cast)


def test_every_address_says_for_whom_it_is() -> None:
    named = {name for name, _parameters in asked()}
    assert named - OPEN - set(FOR) == set(), "say in FOR who may open it"
    assert set(FOR) - named == set(), "this address is gone: take it out of FOR"


@pytest.mark.parametrize("method", ["get", "post"])
def test_address_opens_for_whom_it_is_and_for_nobody_else(town: Town, method: str) -> None:
    wrong = []
    for role, somebody in town.people.items():
        client = client_of(somebody)
        for name, parameters in asked():
            if name in OPEN or name not in FOR:
                continue
            if method == "post" and FOR[name] is signed_in and role not in OUTSIDE:
                continue  # Open to all of them by the other method: nothing is left to be closed.
            answer = getattr(client, method)(town.url(name, parameters))
            wrong += [f"{role} {method} {name}: {answer.status_code}" for _ in [0] if not _is_right(role, name, answer)]
            if method == "post":
                _put_back(town)
    assert wrong == []


def _is_right(role: str, name: str, answer: Any) -> bool:
    status = answer.status_code
    if role in OUTSIDE:
        return status == 302 and answer["Location"].startswith(reverse("account_login"))
    if status == 405:
        return True
    return status < 500 and (FOR[name](role) or status in {403, 404, 302 if name.startswith("mfa_") else 404})


def _put_back(town: Town) -> None:
    """What an act of whoever may did away with stands again for the next one."""
    Person.objects.filter(pk=town.cast.people.karim.pk).update(is_active=True)
    if not Protocol.objects.filter(pk=town.values["protocols"], ends_on=None).exists():
        Protocol.objects.filter(pk=town.values["protocols"]).update(ends_on=None)


def test_every_address_opens_for_somebody(town: Town) -> None:
    """Otherwise the table would be right about a door that is walled up."""
    clients = {role: client_of(somebody) for role, somebody in town.people.items()}
    walled = []
    for name, parameters in asked():
        if name in OPEN or FOR.get(name, nobody) is nobody:
            continue
        url = town.url(name, parameters)
        tries = ((role, method) for role in town.people if FOR[name](role) for method in ("get", "post"))
        if all(getattr(clients[role], method)(url).status_code in {403, 404, 405} for role, method in tries):
            walled.append(name)
    assert walled == []


def test_roles_are_all_functions_of_the_glossary(town: Town) -> None:
    assert set(Function.values) <= set(town.people)
    assert Client().get(reverse("never")).status_code == 200
    assert Item.objects.count() == 0, "no viewer, no item"
