"""Anybody posts, reports, decides, corrects, narrows, joins and leaves, over real transactions; after each step every
person's list, count, search, feed and history hold exactly what the rule allows, told a second time here.
"""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.audience.oracle import Oracle
from tests.cast import Cast, make_cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from werkveld.audience.circles import (
    circle_of_officers,
    circle_of_organisation,
    circle_of_partners,
    circle_of_person,
    circle_of_team,
)
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance.actions import clear_item, quarantine_item, report_item, withdraw_reported
from werkveld.governance.models import Quarantine, Report
from werkveld.items import feed
from werkveld.items.actions import change_audience, correct_item, publish_item
from werkveld.items.content import Content
from werkveld.items.feed import Place, newest
from werkveld.items.models import Item, ItemVersion, State
from werkveld.items.search import search
from werkveld.kit.ids import uuid7
from werkveld.people.models import Person

NUMBER = st.integers(0, 10_000)


def _empty() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE people_person, people_organisation, people_team, territory_layer, audience_circle,"
            " journal_line, items_word CASCADE"
        )


class Supervision(RuleBasedStateMachine):
    """The cast with its officers."""

    def __init__(self) -> None:
        super().__init__()
        _empty()
        self.cast: Cast = make_cast()
        officers = add_officers(self.cast)
        self.officer_of = {
            self.cast.organisations.city.pk: officers.dina,
            self.cast.organisations.ocmw.pk: officers.omar,
            self.cast.organisations.police.pk: officers.petra,
        }
        self.people = [*self.cast.persons, officers.dina, officers.omar, officers.petra]
        for person in self.people:
            circle_of_person(person)
        org = vars(self.cast.organisations).values()
        self.circles = [
            circle_of_partners(),
            circle_of_team(self.cast.teams.overleie),
            *map(circle_of_organisation, org),
        ]
        for organisation in org:
            circle_of_officers(organisation)
        # What the test itself remembers: who looks along, and what is put away.
        self.items: list[Any] = []
        self.looked_at: set[Any] = set()
        self.put_away: set[Any] = set()
        for number in range(3):
            self.post(number, number)

    def _item(self, number: int) -> Item:
        with as_owner():
            return Item.objects.select_related("author", "organisation").get(pk=self.items[number % len(self.items)])

    @rule(who=NUMBER, whom=NUMBER)
    def post(self, who: int, whom: int) -> None:
        """Somebody of an organisation with an officer posts."""
        authors = [self.cast.people.karim, self.cast.people.noor, self.cast.people.els]
        author, key = authors[who % 3], uuid7()
        content = Content(title=f"Woord{len(self.items)}", body="markt", areas=(self.cast.areas.overleie,))
        viewer = viewer_of(author)
        assert viewer.organisation
        with viewing(viewer):
            circles = [self.circles[whom % len(self.circles)]]
            publish_item(key, content, by=author, organisation=viewer.organisation, circles=circles)
        self.items.append(key)

    @rule(who=NUMBER, which=NUMBER)
    def report(self, who: int, which: int) -> None:
        """Whoever sees it asks the officer to look."""
        person, item = self.people[who % len(self.people)], self._item(which)
        with viewing(viewer_of(person)) as viewer:
            if not Item.objects.visible_to(viewer).filter(pk=item.pk).exists() or item.state == State.WITHDRAWN:
                return
            report_item(item, "kijk eens", by=person)
        self.looked_at.add(item.pk)

    @rule(which=NUMBER, what=st.sampled_from(["clear", "away", "away", "withdraw"]))
    def decide(self, which: int, what: str) -> None:
        """The officer decides about what was reported."""
        item = self._item(which)
        officer = self.officer_of[item.organisation_id]
        if item.pk not in self.looked_at or (item.is_withdrawn and item.pk not in self.put_away):
            return
        with viewing(viewer_of(officer)):
            if what == "away":
                if item.pk not in self.put_away:
                    quarantine_item(item, "even weg", by=officer)
                    self.put_away.add(item.pk)
                return
            (clear_item if what == "clear" else withdraw_reported)(item, "gezien", by=officer)
        self.put_away.discard(item.pk)
        self.looked_at.discard(item.pk)

    @rule(which=NUMBER, whom=st.lists(NUMBER, max_size=2))
    def narrow(self, which: int, whom: list[int]) -> None:
        """The author chooses other readers, also while an officer looks."""
        item = self._item(which)
        if item.state == State.PUBLISHED:
            with viewing(viewer_of(item.author)):
                change_audience(item, [self.circles[n % len(self.circles)] for n in whom], by=item.author)

    @rule(which=NUMBER)
    def correct(self, which: int) -> None:
        """The author says it anew."""
        item = self._item(which)
        if item.state == State.PUBLISHED:
            content = Content(title=item.title, body="markt, beter", areas=(self.cast.areas.heule,))
            with viewing(viewer_of(item.author)):
                correct_item(item, content, by=item.author, is_typo=False)

    @rule(which=NUMBER, who=NUMBER)
    def hand_on(self, which: int, who: int) -> None:
        """The function of officer goes to somebody else."""
        key = list(self.officer_of)[which % 3]
        old, new = self.officer_of[key], self.people[who % len(self.people)]
        if new.pk in {person.pk for person in self.officer_of.values()}:
            return
        row = old.assignments.get(function="data_protection_officer", ends_on=None)
        row.ends_on = timezone.localdate() - dt.timedelta(days=1)
        row.save()
        row.pk, row.person, row.ends_on = None, new, None
        row.save()
        self.officer_of[key] = new

    def _may_see(self, oracle: Oracle, person: Person, item: Item) -> bool:
        officers = next(
            pk for pk, c in oracle.circles.items() if c.kind == "officers" and c.organisation_id == item.organisation_id
        )
        if item.pk in self.looked_at and oracle.is_in(person.pk, oracle.circles[officers]):
            return True
        audience = [] if item.pk in self.put_away else item.audience
        return person.pk == item.author_id or any(oracle.is_in(person.pk, oracle.circles[key]) for key in audience)

    @invariant()
    def every_channel_agrees(self) -> None:
        """Also that no word of what is put away is anywhere but in what its officers keep."""
        with as_owner():
            oracle = Oracle(timezone.localdate())
            items = list(Item.objects.all())
            assert feed.check() == 0
            assert {i.pk for i in items if i.quarantined_at} == self.put_away
        for person in self.people:
            viewer = viewer_of(person)
            expected = {i.pk for i in items if self._may_see(oracle, person, i)}
            told = {i.pk for i in items if i.state == State.PUBLISHED} & expected
            with viewing(viewer):
                assert set(Item.objects.visible_to(viewer).values_list("pk", flat=True)) == expected
                assert set(Item.objects.values_list("pk", flat=True)) == expected
                assert set(newest(viewer, Place())) == expected
                assert {i.pk for i in search(viewer, "markt").items} == told
                assert set(ItemVersion.objects.values_list("item", flat=True)) == told
                held = {i.pk for i in items if self.officer_of[i.organisation_id] == person} & self.put_away
                assert set(Quarantine.objects.values_list("item", flat=True)) == held
                for report in Report.objects.all():
                    assert person.pk in {report.by_id, self.officer_of[report.organisation_id].pk}


@pytest.mark.django_db(transaction=True)
def test_every_channel_agrees_while_officers_work() -> None:
    run_state_machine_as_test(
        Supervision,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
        ),
    )
