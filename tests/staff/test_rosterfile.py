import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from werkveld.people.models import Shift
from werkveld.staff import rosterfile
from werkveld.staff.rosterfile import UnreadableError, decode, read, template
from werkveld.staff.rostering import OverlapError, import_shifts

pytestmark = pytest.mark.django_db

HEAD = "e-mail;dienst;van;tot;gebied;leiding\n"
GOOD = HEAD + (
    "karim@voorbeeld.be;Vroege;2026-11-23 07:00;2026-11-23 15:00;;ja\n"
    "KARIM@voorbeeld.be;Nacht;23/11/2026 22:00;24/11/2026 06:00;Overleie;\n"
    "lotte@voorbeeld.be;Dag;2026-11-23T09:00;2026-11-23 17:00;gebieden/heule;nee\n"
)


def reading(cast: Cast, text: str) -> rosterfile.Reading:
    return read(text, cast.organisations.city)


def write(cast: Cast, text: str) -> tuple[int, int]:
    found = reading(cast, text)
    assert found.is_good, [line.errors for line in found.wrong]
    return import_shifts(found.plans, organisation=cast.organisations.city, by=cast.people.lotte)


def errors(cast: Cast, line: str) -> list[str]:
    """What is wrong with one line under the usual head."""
    found = reading(cast, HEAD + line + "\n")
    assert not found.is_good
    assert found.wrong[0].number == 2
    return found.wrong[0].errors


def test_good_list_is_written_as_it_says(cast: Cast) -> None:
    assert write(cast, GOOD) == (3, 0)
    night = Shift.objects.get(name="Nacht")
    assert (night.person, night.area, night.is_lead) == (cast.people.karim, cast.areas.overleie, False)
    assert timezone.localtime(night.ends_at).isoformat() == "2026-11-24T06:00:00+01:00"
    assert Shift.objects.get(name="Vroege").is_lead


def test_list_read_twice_changes_nothing(cast: Cast) -> None:
    write(cast, GOOD)
    before = list(Shift.objects.values())
    assert reading(cast, GOOD).count("same") == 3
    assert write(cast, GOOD) == (0, 0)
    assert list(Shift.objects.values()) == before


def test_changed_line_changes_its_shift_and_makes_no_other(cast: Cast) -> None:
    write(cast, GOOD)
    assert write(cast, GOOD.replace("Vroege", "Vroege dienst")) == (0, 1)
    assert Shift.objects.count() == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_file_is_read_in_the_encodings_of_spreadsheets(cast: Cast, encoding: str) -> None:
    text = GOOD.replace("Vroege", "Vroegé").replace("\n", "\r\n")
    found = reading(cast, decode(text.encode(encoding)))
    assert found.is_good
    assert found.lines[0].cells["dienst"] == "Vroegé"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiter_is_found_out(cast: Cast, delimiter: str) -> None:
    assert reading(cast, GOOD.replace(";", delimiter)).is_good


def test_template_can_be_read_back(cast: Cast) -> None:
    assert reading(cast, decode(template().encode())).is_good


def test_columns_may_stand_in_any_order_and_optional_ones_be_missing(cast: Cast) -> None:
    text = "tot;van;dienst;e-mail\n2026-11-23 15:00;2026-11-23 07:00;Dag;karim@voorbeeld.be\n"
    assert write(cast, text) == (1, 0)


@pytest.mark.parametrize(
    "line",
    [
        "niemand@voorbeeld.be;Dag;2026-11-23 07:00;2026-11-23 15:00;;",
        "els@voorbeeld.be;Dag;2026-11-23 07:00;2026-11-23 15:00;;",
        "karim@voorbeeld.be;;2026-11-23 07:00;2026-11-23 15:00;;",
        "karim@voorbeeld.be;" + "x" * 41 + ";2026-11-23 07:00;2026-11-23 15:00;;",
        "karim@voorbeeld.be;Dag;morgen;2026-11-23 15:00;;",
        "karim@voorbeeld.be;Dag;2026-11-23 15:00;2026-11-23 07:00;;",
        "karim@voorbeeld.be;Dag;2026-11-23 07:00;2026-12-23 15:00;;",
        "karim@voorbeeld.be;Dag;2026-11-23 07:00;2026-11-23 15:00;Atlantis;",
        "karim@voorbeeld.be;Dag;2026-11-23 07:00;2026-11-23 15:00;;misschien",
        "karim@voorbeeld.be;Dag",
    ],
)
def test_line_that_is_wrong_says_so_at_its_number(cast: Cast, line: str) -> None:
    assert errors(cast, line)


def test_one_wrong_line_stops_the_whole_list(cast: Cast) -> None:
    found = reading(cast, GOOD + "wie@voorbeeld.be;Dag;2026-11-25 07:00;2026-11-25 15:00;;\n")
    assert not found.is_good
    assert [line.number for line in found.wrong] == [5]


def test_overlap_inside_the_list_names_the_other_line(cast: Cast) -> None:
    found = reading(cast, GOOD + "karim@voorbeeld.be;Extra;2026-11-23 14:00;2026-11-23 16:00;;\n")
    assert found.wrong[0].errors == ["Overlapt met lijn 2."]


def test_long_shift_overlaps_every_later_one_it_covers(cast: Cast) -> None:
    lines = [("07:00", "20:00"), ("08:00", "09:00"), ("10:00", "11:00")]
    text = HEAD + "".join(f"karim@voorbeeld.be;D;2026-11-23 {a};2026-11-23 {b};;\n" for a, b in lines)
    assert [line.number for line in reading(cast, text).wrong] == [3, 4]


def test_overlap_with_the_roster_names_that_shift(cast: Cast) -> None:
    write(cast, GOOD)
    said = errors(cast, "karim@voorbeeld.be;Laat;2026-11-23 14:00;2026-11-23 22:00;;")
    assert "Vroege" in said[0]


def test_shifts_that_meet_do_not_overlap(cast: Cast) -> None:
    write(cast, GOOD)
    assert write(cast, HEAD + "karim@voorbeeld.be;Laat;2026-11-23 15:00;2026-11-23 22:00;;\n") == (1, 0)


def test_nothing_is_half_done_when_the_roster_changed_in_between(cast: Cast) -> None:
    plans = reading(cast, GOOD).plans
    moment = timezone.make_aware(dt.datetime(2026, 11, 23, 10))  # noqa: DTZ001 - made aware at once
    Shift.objects.create(
        person=cast.people.lotte,
        organisation=cast.organisations.city,
        name="Intussen",
        starts_at=moment,
        ends_at=moment + dt.timedelta(hours=1),
    )
    with pytest.raises(OverlapError):
        import_shifts(plans, organisation=cast.organisations.city, by=cast.people.lotte)
    assert list(Shift.objects.values_list("name", flat=True)) == ["Intussen"]


@pytest.mark.parametrize("text", ["", "\n\n", "naam;uur\nx;y\n", HEAD, '"open aanhaling', "\ufeff"])
def test_list_that_cannot_be_read_says_why(cast: Cast, text: str) -> None:
    with pytest.raises(UnreadableError):
        reading(cast, text)


def test_file_that_is_too_large_or_no_text_is_refused(cast: Cast) -> None:
    with pytest.raises(UnreadableError):
        decode(b"x" * (rosterfile.MOST_BYTES + 1))
    with pytest.raises(UnreadableError):
        decode(b"PK\x03\x04\x00\x00spreadsheet")
    with pytest.raises(UnreadableError):
        reading(cast, HEAD + "a;b;c;d;;\n" * (rosterfile.MOST_LINES + 1))
