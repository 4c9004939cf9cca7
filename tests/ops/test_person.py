"""The first coordinator is let in by the command."""

import re

from tests.ops.conftest import Command

INVITE = ("person", "invite")
CITY = ("--organisation", "Stad Kortrijk")


def test_invitation_gives_an_address_where_a_password_is_chosen(werkveld: Command) -> None:
    done = werkveld(*INVITE, "jan@example.org", *CITY, "--function", "coordinator", "--name", "Jan Van den Berg")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^http://127\.0\.0\.1:8000/uitnodiging/\S+/$", done.stdout, re.MULTILINE)


def test_invitation_is_refused_with_the_functions_that_there_are(werkveld: Command) -> None:
    done = werkveld(*INVITE, "jan@example.org", *CITY, "--function", "burgemeester")
    assert done.returncode == 1
    assert "area_worker" in done.stderr
    assert "neighbourhood_officer" not in done.stderr


def test_invitation_is_refused_when_the_area_is_unknown(werkveld: Command) -> None:
    done = werkveld(*INVITE, "jan@example.org", *CITY, "--function", "area_worker", "--area", "Nergenshuizen")
    assert done.returncode == 1
    assert "Nergenshuizen" in done.stderr


def test_invitation_is_refused_when_the_address_is_none(werkveld: Command) -> None:
    done = werkveld(*INVITE, "jan", *CITY, "--function", "coordinator")
    assert done.returncode == 1
    assert "not an e-mail address" in done.stderr
