"""What is promised is complete, and the table of roles is asked of the program itself, cell by cell."""

import datetime as dt
import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign, person
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_partners, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import change_audience
from werkveld.items.models import Item
from werkveld.people.functions import Function
from werkveld.people.models import Person, Protocol
from werkveld.web.promises import PROMISES
from werkveld.web.roles import PERMISSIONS, Permission, Reach, Role

pytestmark = pytest.mark.django_db

Probe = Callable[["Stage", Client, bool], bool]


class Stage:
    """Who plays which role, and something of one's own and of others for each to try."""

    def __init__(self, cast: Cast) -> None:
        o = cast.organisations
        self.cast = cast
        officer = person("Nele")
        assign(officer, Function.DATA_PROTECTION_OFFICER, o.city)
        self.actors: dict[Role, Person | None] = {
            Role.STRANGER: None,
            Role.GUEST: cast.people.piet,
            Role.WORKER: cast.people.karim,
            Role.COORDINATOR: cast.people.lotte,
            Role.OFFICER: officer,
        }

    def client(self, role: Role) -> Client:
        client, actor = Client(), self.actors[role]
        if actor is not None:
            client.force_login(actor, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def item(self, role: Role, *, is_own: bool) -> Item:
        """Of this person's own; or of another organisation, which they read all the same."""
        actor = self.actors[role]
        everybody = [circle_of_partners(), circle_of_team(self.cast.teams.venning)]
        author = actor if is_own and actor is not None else self.cast.people.noor
        return post(self.cast, author, everybody, title="Werken op het plein")


def opens(client: Client, name: str, *arguments: Any) -> bool:
    return client.get(reverse(name, args=arguments)).status_code == 200


def _read(stage: Stage, client: Client, is_own: bool) -> bool:
    """Own means: for a circle they are in; the other is for the OCMW alone."""
    ocmw = circle_of_organisation(stage.cast.organisations.ocmw)
    item = post(stage.cast, stage.cast.people.noor, [ocmw], title="Voor eigen huis")
    if is_own:
        wide = [circle_of_partners(), circle_of_team(stage.cast.teams.venning)]
        with viewing(viewer_of(stage.cast.people.noor)):
            change_audience(item, wide, by=stage.cast.people.noor)
    return opens(client, "item", item.pk)


def _comment(stage: Stage, client: Client, is_own: bool) -> bool:
    circles = [circle_of_partners(), circle_of_team(stage.cast.teams.venning)] if is_own else []
    ocmw = circle_of_organisation(stage.cast.organisations.ocmw)
    item = post(stage.cast, stage.cast.people.noor, [ocmw, *circles], title="Zeg eens")
    return client.post(reverse("comment", args=[item.pk]), {"body": "Goed."}).status_code == 302 and is_signed_in(
        client
    )


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def _partners(_stage: Stage, client: Client, _is_own: bool) -> bool:
    page = client.get(reverse("new_item"), follow=True).content.decode()
    return f'value="{circle_of_partners().pk}"' in page


def _act(name: str) -> Callable[[Stage, Client, bool], bool]:
    """The form of an act on an item opens."""

    def probe(stage: Stage, client: Client, is_own: bool) -> bool:
        return opens(client, name, stage.item(_role_of(stage, client), is_own=is_own).pk)

    return probe


def _role_of(stage: Stage, client: Client) -> Role:
    key = client.session.get("_auth_user_id")
    return next(r for r, p in stage.actors.items() if (str(p.pk) if p else None) == key)


def _reads(stage: Stage, client: Client, is_own: bool) -> bool:
    item = stage.item(_role_of(stage, client), is_own=is_own)
    for reader in (stage.cast.people.sam, stage.cast.people.els, stage.cast.people.piet):
        other = Client()
        other.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        other.get(reverse("item", args=[item.pk]))
    answer = client.get(reverse("item", args=[item.pk]))
    return answer.status_code == 200 and bool(answer.context["readers"])


def _administer(stage: Stage, client: Client, is_own: bool) -> bool:
    somebody = stage.cast.people.karim if is_own else stage.cast.people.sam
    return opens(client, "administer_person", somebody.pk)


def _agree(stage: Stage, client: Client, is_own: bool) -> bool:
    o = stage.cast.organisations
    row = Protocol.objects.create(document="proef", starts_on=timezone.localdate() - dt.timedelta(days=9))
    row.parties.set([o.city, o.ocmw] if is_own else [o.police, o.ocmw])
    return opens(client, "end_protocol", row.pk)


def _who_saw(stage: Stage, client: Client, is_own: bool) -> bool:
    author = stage.cast.people.karim if is_own else stage.cast.people.noor
    item = post(stage.cast, author, [circle_of_partners()], title="Wie zag dit?")
    return opens(client, "reads", item.pk)


PROBES: dict[str, Probe] = {
    "promises": lambda _stage, client, _own: opens(client, "never") and opens(client, "roles"),
    "read": _read,
    "post": lambda _stage, client, _own: (
        client.get(reverse("new_item"), follow=True).status_code == 200 and is_signed_in(client)
    ),
    "partners": _partners,
    "comment": _comment,
    "correct": _act("change_item"),
    "audience": _act("change_audience"),
    "withdraw": _act("withdraw_item"),
    "reads": _reads,
    "protocols": lambda _stage, client, _own: opens(client, "protocols"),
    "administer": _administer,
    "agree": _agree,
    "who_saw": _who_saw,
}


@pytest.mark.parametrize("permission", PERMISSIONS, ids=lambda permission: permission.code)
def test_table_of_roles_says_what_the_program_does(cast: Cast, permission: Permission) -> None:
    stage = Stage(cast)
    for role, reach in permission.reach.items():
        can = SimpleNamespace(
            own=PROBES[permission.code](stage, stage.client(role), True),
            others=PROBES[permission.code](stage, stage.client(role), False),
        )
        wanted = {Reach.NONE: (False, False), Reach.OWN: (True, False), Reach.ALL: (True, True)}[reach]
        assert (can.own, can.others) == wanted, (permission.code, role)


def test_every_permission_is_asked_and_says_what_own_means() -> None:
    assert {p.code for p in PERMISSIONS} == set(PROBES)
    assert all(set(p.reach) == set(Role) for p in PERMISSIONS)
    assert all(bool(p.own) == (Reach.OWN in p.reach.values()) for p in PERMISSIONS)


def test_every_rule_of_discretion_is_promised_once() -> None:
    assert [p.rule for p in PROMISES] == [f"R{n}" for n in range(1, 21)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_pages_are_open_to_strangers_and_linked_from_the_sign_in(cast: Cast, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    shown = html.unescape(client.get(reverse("never")).content.decode())
    assert all(str(p.rule) in shown for p in PROMISES)
    assert len(cast.persons) > 0
    assert 'href="/nooit/"' in client.get(reverse("account_login")).content.decode()
    assert 'href="/rollen/"' in client.get(reverse("account_login")).content.decode()
    assert "<table" in client.get(reverse("roles")).content.decode()
