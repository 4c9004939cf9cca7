"""Reading a roster from a list that somebody made in a spreadsheet, and saying line by line what is wrong with it."""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.kit.dates import moment_words
from werkveld.people.models import Assignment, Organisation, Person, Shift
from werkveld.staff.places import areas_today, find_area
from werkveld.staff.rostering import Plan
from werkveld.territory.models import Area

COLUMNS = ("e-mail", "dienst", "van", "tot", "gebied", "leiding")
NEEDED = COLUMNS[:4]
OTHER_NAMES = {"email": "e-mail", "e-mailadres": "e-mail", "mail": "e-mail", "naam dienst": "dienst", "lead": "leiding"}
YES = {"ja", "j", "x", "1", "yes", "y", "true", "waar"}
NO = {"", "nee", "n", "0", "no", "false", "onwaar"}
MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%y %H:%M")
# A month of shifts for fifty people is some thousand lines of a hundred characters.
MOST_BYTES = 2_000_000
MOST_LINES = 2_000
LONGEST = dt.timedelta(hours=36)


class UnreadableError(Exception):
    """The list as a whole cannot be read; the text says why."""


@dataclass
class Line:
    """One line: its number in the file, what it says, and what came of it."""

    number: int
    cells: dict[str, str]
    plan: Plan | None = None
    errors: list[str] = field(default_factory=list)
    # "new", "changed" or "same" when it can be written.
    outcome: str = ""

    @property
    def email(self) -> str:
        """Whom the line names."""
        return self.cells.get("e-mail", "")


@dataclass
class Reading:
    """A whole list."""

    lines: list[Line]

    @property
    def wrong(self) -> list[Line]:
        """Lines that cannot be written."""
        return [line for line in self.lines if line.errors]

    @property
    def is_good(self) -> bool:
        """Every line can be written."""
        return bool(self.lines) and not self.wrong

    def count(self, outcome: str) -> int:
        """How many lines would come out so."""
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def plans(self) -> list[Plan]:
        """What would be written."""
        return [line.plan for line in self.lines if line.plan]


def template() -> str:
    """An example to fill in: semicolons and a mark in front, as spreadsheets here expect."""
    day = timezone.localdate()
    rows = [
        COLUMNS,
        ("karim@voorbeeld.be", "Vroege", f"{day} 07:00", f"{day} 15:00", "", "ja"),
        ("karim@voorbeeld.be", "Nacht", f"{day} 22:00", f"{day + dt.timedelta(days=1)} 06:00", "Overleie", "nee"),
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return "\ufeff" + out.getvalue()


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, else what Windows writes here."""
    if len(raw) > MOST_BYTES:
        raise UnreadableError(_("Dit bestand is te groot: hoogstens 2 MB."))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw:
        raise UnreadableError(_("Dit is geen CSV-bestand. Bewaar je rekenblad als CSV en probeer opnieuw."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read(text: str, organisation: Organisation) -> Reading:
    """Every line with its plan or its errors. Raises `UnreadableError` when there are no lines to speak of."""
    rows = _rows(text)
    people = _people_of(organisation)
    areas = areas_today()
    lines = [_line(number, cells, people, areas) for number, cells in rows]
    _find_doubles(lines)
    standing = _standing(lines)
    for line in lines:
        if line.plan and not line.errors:
            _compare(line, line.plan, standing[line.plan.person.pk], organisation)
    return Reading(lines)


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    text = text.lstrip("\ufeff")
    if len(text.encode()) > MOST_BYTES:
        raise UnreadableError(_("Deze lijst is te groot: hoogstens 2 MB."))
    head = text.lstrip("\r\n").splitlines()[:1]
    if not head:
        raise UnreadableError(_("Kies een bestand of plak een lijst."))
    delimiter = max(";\t,", key=head[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as wrong:
        raise UnreadableError(_("Deze lijst is niet te lezen als CSV: %(why)s.") % {"why": wrong}) from wrong
    if len(rows) > MOST_LINES:
        raise UnreadableError(_("Deze lijst is te lang: hoogstens %(n)d lijnen.") % {"n": MOST_LINES})
    names = [_column(cell) for cell in rows[0][1]]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UnreadableError(
            _("De eerste lijn moet de kolommen noemen. Deze ontbreken: %(names)s.") % {"names": ", ".join(missing)}
        )
    if len(rows) == 1:
        raise UnreadableError(_("Onder de kolommen staat niets."))
    return [(number, {n: c.strip() for n, c in zip(names, row, strict=False)}) for number, row in rows[1:]]


def _column(cell: str) -> str:
    name = cell.strip().strip("\ufeff").casefold()
    return OTHER_NAMES.get(name, name)


def _people_of(organisation: Organisation) -> dict[str, Person]:
    work = Assignment.objects.on(timezone.localdate()).filter(organisation=organisation, person__is_active=True)
    return {a.person.email.casefold(): a.person for a in work.select_related("person")}


def _line(number: int, cells: dict[str, str], people: dict[str, Person], areas: list[Area]) -> Line:
    line = Line(number, cells)
    person = people.get(cells.get("e-mail", "").casefold())
    if person is None:
        line.errors.append(_("“%(email)s” werkt niet bij je organisatie.") % {"email": cells.get("e-mail", "")})
    name = cells.get("dienst", "")
    if not 0 < len(name) <= 40:
        line.errors.append(_("Geef de dienst een naam van hoogstens 40 tekens."))
    start, end = (_moment(cells.get(column, ""), column, line) for column in ("van", "tot"))
    if start and end and end <= start:
        line.errors.append(_("Het einde ligt niet na het begin."))
    elif start and end and end - start > LONGEST:
        line.errors.append(_("Deze dienst duurt langer dan 36 uur: kijk de dagen na."))
    area = _area(cells.get("gebied", ""), areas, line)
    is_lead = cells.get("leiding", "").casefold() in YES
    if cells.get("leiding", "").casefold() not in YES | NO:
        line.errors.append(_("Schrijf bij leiding “ja” of “nee”."))
    if person and start and end and not line.errors:
        line.plan = Plan(person=person, name=name, starts_at=start, ends_at=end, area=area, is_lead=is_lead)
    return line


def _moment(text: str, column: str, line: Line) -> dt.datetime | None:
    spoken = re.sub(r"\s+", " ", text.replace("T", " ")).strip()
    for pattern in MOMENTS:
        try:
            return timezone.make_aware(dt.datetime.strptime(spoken, pattern))  # noqa: DTZ007 - made aware at once
        except ValueError:
            continue
    line.errors.append(
        _("“%(text)s” bij %(column)s is geen moment. Schrijf 2026-11-23 14:00.") % {"text": text, "column": column}
    )
    return None


def _area(text: str, areas: list[Area], line: Line) -> Area | None:
    if not text:
        return None
    area = find_area(text, areas)
    if area is None:
        line.errors.append(_("“%(text)s” is geen gebied, of meer dan één. Schrijf indeling/code.") % {"text": text})
    return area


def _find_doubles(lines: list[Line]) -> None:
    """Two lines of one list that would have somebody work twice at once."""
    planned = sorted((line for line in lines if line.plan), key=lambda line: (line.plan.person.pk, line.plan.starts_at))  # type: ignore[union-attr]
    latest: Line | None = None
    for line in planned:
        assert line.plan is not None  # noqa: S101 - for the type checker: filtered above
        before = latest.plan if latest else None
        if latest and before and before.person == line.plan.person and line.plan.starts_at < before.ends_at:
            line.errors.append(_("Overlapt met lijn %(number)d.") % {"number": latest.number})
        if before is None or before.person != line.plan.person or line.plan.ends_at > before.ends_at:
            latest = line


def _standing(lines: list[Line]) -> dict[int, list[Shift]]:
    """The shifts on the roster that could meet these lines, by person, in one query."""
    plans = [line.plan for line in lines if line.plan]
    found: dict[int, list[Shift]] = {plan.person.pk: [] for plan in plans}
    if plans:
        first, last = min(plan.starts_at for plan in plans), max(plan.ends_at for plan in plans)
        rows = Shift.objects.filter(person__in=found, starts_at__lt=last, ends_at__gt=first)
        for shift in rows.select_related("organisation"):
            found[shift.person_id].append(shift)
    return found


def _compare(line: Line, plan: Plan, standing: list[Shift], organisation: Organisation) -> None:
    """New, changed or the same as what stands on the roster; an error when something is in the way."""
    met = [shift for shift in standing if shift.starts_at < plan.ends_at and shift.ends_at > plan.starts_at]
    same = [shift for shift in met if _is_same(shift, plan, organisation)]
    if same:
        line.outcome = "changed" if plan.differs_from(same[0]) else "same"
    elif not met:
        line.outcome = "new"
    else:
        said = {
            "name": plan.person.display_name,
            "shift": met[0].name,
            "moment": moment_words(met[0].starts_at),
            "organisation": met[0].organisation.short_name,
        }
        line.errors.append(_("%(name)s staat dan al op het rooster: %(shift)s, %(moment)s (%(organisation)s).") % said)


def _is_same(shift: Shift, plan: Plan, organisation: Organisation) -> bool:
    return (shift.starts_at, shift.ends_at, shift.organisation_id) == (plan.starts_at, plan.ends_at, organisation.pk)
