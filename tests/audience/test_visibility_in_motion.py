"""A model that joins, leaves, moves, posts, shares, answers, narrows after it was seen, corrects, withdraws, ends and
renews data protocols, reports and quarantines, over real transactions.

After every step each person's list, count, detail, feed, search, history, briefing, coverage and notices must equal
what the oracle allows.
"""

import contextlib
import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.audience.oracle import Oracle
from tests.cast import LONG_AGO, Cast, assign, make_cast
from tests.cast import person as somebody
from tests.database import as_owner
from werkveld.audience.circles import circle_of_organisation, circle_of_organisation_in, circle_of_person
from werkveld.audience.models import Circle
from werkveld.audience.protocols import NoProtocolError
from werkveld.audience.rule import can_see
from werkveld.audience.viewer import Viewer, viewer_of, viewing
from werkveld.briefing.compose import compose
from werkveld.briefing.scope import own_scope
from werkveld.governance.actions import look_at_item, quarantine_item, report_item
from werkveld.items.actions import change_audience, comment_on, correct_item, publish_item, save_draft, withdraw_item
from werkveld.items.clockwork import tick
from werkveld.items.content import Content
from werkveld.items.feed import Place, newest
from werkveld.items.models import Comment, Item, ItemVersion, Notice, State
from werkveld.items.rules import may_comment
from werkveld.items.search import search
from werkveld.kit.ids import uuid7
from werkveld.people.functions import FUNCTIONS_OF, OrganisationKind
from werkveld.people.models import Person, Protocol, Seat
from werkveld.staff.actions import move_assignment
from werkveld.staff.protocol_actions import confirm_protocol, end_protocol, propose_protocol
from werkveld.staff.refused import RefusedError

NUMBER = st.integers(0, 10_000)


def _empty() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE people_person, people_organisation, people_team, territory_layer, audience_circle,"
            " people_protocol, journal_line, items_word CASCADE"
        )


def briefed(viewer: Viewer) -> set[Any]:
    """Keys of everything that stands anywhere in somebody's briefing."""
    found = compose(viewer, own_scope(viewer), timezone.now() - dt.timedelta(days=9))
    return {line.item.pk for lines in found.sections.values() for line in lines} | {n.item_id for n in found.notices}


class Neighbourhood(RuleBasedStateMachine):
    """The cast, living."""

    def __init__(self) -> None:
        super().__init__()
        _empty()
        self.cast: Cast = make_cast()
        for organisation in vars(self.cast.organisations).values():
            circle_of_organisation(organisation)
            for area in vars(self.cast.areas).values():
                circle_of_organisation_in(organisation, area)
        self.officers = []
        for organisation in vars(self.cast.organisations).values():
            # They play no other part: nobody moves them or shows them out.
            officer = somebody(f"Dpo{organisation.code}")
            assign(officer, "data_protection_officer", organisation)
            self.officers.append((organisation, officer))
        for everybody in Person.objects.all():
            circle_of_person(everybody)
        self.circles = list(Circle.objects.order_by("pk"))
        self.items: list[Any] = []
        # Start from items that several people see, so that a step which takes one away has something to take.
        seen = [n for n, c in enumerate(self.circles) if c.kind in {"team", "partners", "organisation"}]
        for number, circle in enumerate(seen):
            self.post(who=number, whom=[circle], where=number, is_draft=False)

    def _pick(self, number: int) -> Person:
        return self.cast.persons[number % len(self.cast.persons)]

    def _circles(self, numbers: list[int]) -> list[Circle]:
        return [self.circles[n % len(self.circles)] for n in numbers]

    def _item(self, number: int) -> Item:
        with as_owner():
            return Item.objects.select_related("author", "organisation").get(pk=self.items[number % len(self.items)])

    @rule(who=NUMBER, where=NUMBER, what=NUMBER)
    def join(self, who: int, where: int, what: int) -> None:
        """Somebody gets an assignment, in an area or citywide."""
        organisations = list(vars(self.cast.organisations).values())
        organisation = organisations[what % len(organisations)]
        functions = FUNCTIONS_OF[OrganisationKind(organisation.kind)]
        areas = [*vars(self.cast.areas).values(), None]
        assign(self._pick(who), functions[what % len(functions)], organisation, areas[where % len(areas)])

    @rule(who=NUMBER)
    def sit(self, who: int) -> None:
        """Somebody gets a chair at the steering group."""
        Seat.objects.create(
            team=self.cast.teams.venning,
            person=self._pick(who),
            function="housing_partner",
            organisation=self.cast.organisations.housing,
            starts_on=LONG_AGO,
        )

    @rule(who=NUMBER)
    def end(self, who: int) -> None:
        """Somebody's assignments and chairs end yesterday."""
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        person = self._pick(who)
        # What began today held for no day.
        person.assignments.filter(starts_on__gt=yesterday).delete()
        person.assignments.update(ends_on=yesterday)
        person.seats.update(ends_on=yesterday)

    @rule(who=NUMBER)
    def leave_or_return(self, who: int) -> None:
        """An account is switched off, or on again."""
        person = self._pick(who)
        person.is_active = not person.is_active
        person.save()

    @rule(who=NUMBER, whom=st.lists(NUMBER, max_size=3), where=NUMBER, is_draft=st.booleans())
    def post(self, who: int, whom: list[int], where: int, is_draft: bool) -> None:
        """Somebody posts (or only types) for some circles."""
        person = self._pick(who)
        if not person.is_active:
            return
        areas = list(vars(self.cast.areas).values())
        key = uuid7()
        content = Content(title=f"Woord{len(self.items)}", body="markt", areas=(areas[where % len(areas)],))
        act = save_draft if is_draft else publish_item
        with viewing(viewer_of(person)):
            chosen = self._circles(whom)
            try:
                act(key, content, by=person, organisation=self.cast.organisations.city, circles=chosen)
            except NoProtocolError:
                return
        self.items.append(key)

    @rule(who=NUMBER, where=NUMBER)
    def move(self, who: int, where: int) -> None:
        """Somebody goes to another area, from this moment on."""
        person = self._pick(who)
        row = person.assignments.filter(ends_on=None).order_by("pk").first()
        areas = list(vars(self.cast.areas).values())
        if row is not None:
            with viewing(viewer_of(self.cast.people.lotte)):
                move_assignment(row, areas[where % len(areas)], by=self.cast.people.lotte)

    @rule(which=NUMBER)
    def end_protocol(self, which: int) -> None:
        """An officer ends a data protocol; nothing stays shared on its strength."""
        standing = list(Protocol.objects.on(timezone.localdate()).order_by("pk"))
        if standing:
            with viewing(viewer_of(self.cast.people.lotte)):
                end_protocol(standing[which % len(standing)], by=self.cast.people.lotte)

    @rule(one=NUMBER, other=NUMBER, is_for_all=st.booleans(), is_confirmed=st.booleans())
    def agree(self, one: int, other: int, is_for_all: bool, is_confirmed: bool) -> None:
        """One organisation proposes, the others say yes or not all; the clockwork gives back what was chosen."""
        every = list(vars(self.cast.organisations).values())
        pair = {every[one % len(every)], every[other % len(every)]}
        parties = every if is_for_all else list(pair)
        if len(parties) > 1:
            with contextlib.suppress(RefusedError):
                told = {"document": "Nieuw", "starts_on": timezone.localdate(), "organisation": parties[0]}
                row = propose_protocol(parties, **told, by=self.cast.people.lotte)
                for party, who in zip(parties[1:] if is_confirmed else parties[2:], self.cast.persons, strict=False):
                    with contextlib.suppress(RefusedError):
                        confirm_protocol(row, organisation=party, by=who)
        with as_owner():
            tick()

    @precondition(lambda self: self.items)
    @rule(which=NUMBER, who=NUMBER)
    def answer(self, which: int, who: int) -> None:
        """Whoever sees an item and may answer, does."""
        item, person = self._item(which), self._pick(who)
        viewer = viewer_of(person)
        if viewer.person is None or viewer.organisation is None:
            return
        with viewing(viewer):
            if can_see(viewer, item) and may_comment(viewer, item):
                comment_on(item, "markt, zeg ik", by=person, organisation=viewer.organisation)

    @precondition(lambda self: self.items)
    @rule(which=NUMBER, who=NUMBER)
    def report_and_quarantine(self, which: int, who: int) -> None:
        """A reader reports an item; an officer of the author's side looks and puts it in quarantine."""
        item, person = self._item(which), self._pick(who)
        viewer = viewer_of(person)
        if item.state != State.PUBLISHED or viewer.person is None:
            return
        officer = next(p for o, p in self.officers if o == item.organisation)
        with viewing(viewer):
            if not can_see(viewer, item):
                return
            report_item(item, "Hier staat iemand in.", by=person)
        with viewing(viewer_of(officer)):
            seen = Item.objects.select_related("author", "organisation").get(pk=item.pk)
            look_at_item(seen, by=officer)
            quarantine_item(seen, "Er staat iemand in.", by=officer)

    @precondition(lambda self: self.items)
    @rule(which=NUMBER, whom=st.lists(NUMBER, max_size=2))
    def narrow(self, which: int, whom: list[int]) -> None:
        """The author chooses other readers."""
        item = self._item(which)
        if item.author.is_active and item.state != State.WITHDRAWN:
            with viewing(viewer_of(item.author)), contextlib.suppress(NoProtocolError):
                change_audience(item, self._circles(whom), by=item.author)

    @precondition(lambda self: self.items)
    @rule(which=NUMBER, is_typo=st.booleans())
    def correct(self, which: int, is_typo: bool) -> None:
        """The author says it anew."""
        item = self._item(which)
        if item.author.is_active and item.state == State.PUBLISHED:
            content = Content(title=item.title, body="markt, beter gezegd", areas=(self.cast.areas.heule,))
            with viewing(viewer_of(item.author)):
                correct_item(item, content, by=item.author, is_typo=is_typo)

    @precondition(lambda self: self.items)
    @rule(which=NUMBER)
    def withdraw(self, which: int) -> None:
        """The author takes it back."""
        item = self._item(which)
        if item.author.is_active and item.state == State.PUBLISHED:
            with viewing(viewer_of(item.author)):
                withdraw_item(item, by=item.author)

    @invariant()
    def every_channel_agrees_with_the_oracle(self) -> None:
        """List, count, detail, feed, search and history, for every person."""
        with as_owner():
            oracle = Oracle(timezone.localdate())
            items = list(Item.objects.all())
        for person in Person.objects.all():
            expected = {i.pk for i in items if oracle.may_see(person.pk, i)}
            out = {i.pk for i in items if i.state != State.DRAFT} & expected
            told = {i.pk for i in items if i.state == State.PUBLISHED} & expected
            viewer = viewer_of(person)
            with viewing(viewer):
                rows = Item.objects.visible_to(viewer)
                assert set(rows.values_list("pk", flat=True)) == expected
                assert rows.count() == Item.objects.count() == len(expected)
                assert {i.pk for i in items if can_see(viewer, i)} == expected
                assert set(newest(viewer, Place())) == out
                found = search(viewer, "markt")
                assert ({i.pk for i in found.items}, found.count) == (told, len(told))
                assert set(ItemVersion.objects.values_list("item", flat=True)) == told
                assert set(Comment.objects.values_list("item", flat=True)) <= told
                assert set(Notice.objects.values_list("item", flat=True)) <= expected
                if viewer.organisation is not None:
                    assert set(briefed(viewer)) <= expected


@pytest.mark.django_db(transaction=True)
def test_every_channel_agrees_while_people_and_items_move() -> None:
    run_state_machine_as_test(
        Neighbourhood,
        settings=settings(
            max_examples=10,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
