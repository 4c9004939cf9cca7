"""The proof that `make test` runs: a million decisions, every channel, and a tenth of the mutants.

The whole is one command: `python -m bench.visibility 10000000` (docs/security.md).
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.audience import battery, mutants
from tests.audience.world import World, make_world
from tests.database import as_owner
from werkveld.audience.policies import guarded_models, missing

PEOPLE, ITEMS = 200, 5000


@pytest.mark.django_db
def test_oracle_orm_and_policy_agree_on_a_million_decisions() -> None:
    with as_owner():
        world = make_world(20261123, PEOPLE, ITEMS)
    tally = battery.compare(world)
    print(f"{tally.decisions} decisions, {tally.differences} differences, {tally.seen} seen")
    assert tally.decisions >= 1_000_000
    assert tally.said == []
    assert 0.02 < tally.seen / tally.decisions < 0.9, "a world in which everything or nothing is visible proves nothing"


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One small world for all tests below, over real transactions: a savepoint would hide what a setting leaves."""
    with django_db_blocker.unblock():
        with as_owner():
            world = make_world(7, 36, 220)
        yield world
        mutants.empty()


@pytest.fixture
def peace(small: World, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield small


@pytest.mark.parametrize("check", battery.CHECKS, ids=lambda check: check.__name__)
def test_every_channel_agrees_with_the_oracle(peace: World, check: Any) -> None:
    assert list(check(peace)) == []


def test_every_content_table_carries_the_policy_in_force(peace: World) -> None:
    assert len(guarded_models()) >= 8
    assert missing() == []


# Tables of content that do not simply follow their item: each with the tests in which it is proved.
ELSEWHERE = {
    "items.PhotoDraft": "tests/items/test_photopages.py: for its sender alone",
    "governance.Report": "tests/governance/test_reports.py",
    "governance.Quarantine": "tests/governance/test_quarantine_in_motion.py",
    "governance.Breach": "tests/governance/test_breaches.py",
    "governance.Sample": "tests/governance/test_sampling.py",
    "governance.LineSample": "tests/governance/test_sampling.py",
}


def test_every_content_table_is_in_the_battery_or_proved_elsewhere() -> None:
    held = {"items.Item", *(model._meta.label for model, *_ in battery.FOLLOWERS)}
    assert {m._meta.label for m in guarded_models()} - held == set(ELSEWHERE)


# Where each part of the rule can go wrong, one of each; the others by command.
SOME = mutants.MUTANTS[:: len(mutants.MUTANTS) // 10]


@pytest.mark.parametrize("mutant", SOME, ids=lambda mutant: mutant.words)
def test_mutant_of_the_rule_is_found_out(peace: World, mutant: mutants.Mutant) -> None:
    assert mutants.found_out(peace, mutant)


def test_there_are_mutants_enough_and_each_has_words_of_its_own() -> None:
    assert len({m.words for m in mutants.MUTANTS}) == len(mutants.MUTANTS) >= 40
