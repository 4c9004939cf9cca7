"""Who is on when: three weeks back and two ahead, so that everybody has a last shift and a current or next one."""

import datetime as dt

from werkveld.ops.demo.cast import ROLES, Role
from werkveld.ops.demo.clock import Clock
from werkveld.ops.demo.crew import Crew
from werkveld.people.models import Shift

# name: hours from and to, counted from midnight of the first day.
EARLY, LATE, NIGHT, DAY = (
    ("Vroege dienst", 6, 14),
    ("Late dienst", 14, 22),
    ("Nachtdienst", 22, 30),
    ("Dagdienst", 9, 17),
)
EVENING = ("Avonddienst", 14, 22)
BACK, AHEAD = 21, 14
ABSENT_SINCE = 15

type Slot = tuple[str, int, int]
# The slots a rhythm turns through, a week each.
TURNS: dict[str, tuple[Slot, ...]] = {
    "shift": (EARLY, LATE),
    "absent": (EARLY, LATE),
    "lead": (EARLY, LATE, NIGHT),
    "patrol": (EARLY, LATE, NIGHT),
    "day": (DAY,),
    "evening": (EVENING,),
}


def fill_shifts(crew: Crew, clock: Clock) -> list[Shift]:
    """Make every shift; the oldest first."""
    rows = [row for number, role in enumerate(ROLES) for row in _of(role, number, crew, clock)]
    Shift.objects.bulk_create(rows)
    return sorted(rows, key=lambda s: (s.starts_at, s.person_id))


def _of(role: Role, number: int, crew: Crew, clock: Clock) -> list[Shift]:
    days = _days_on(role, number, clock)
    rows = []
    for day in days:
        slots = TURNS[role.rhythm]
        slot = slots[((day + 70) // 7 + number) % len(slots)]
        rows.append(_row(role, slot, day, crew, clock))
    return _around_now(role, rows, crew, clock)


def _days_on(role: Role, number: int, clock: Clock) -> list[int]:
    """Office hours on weekdays; the others four days on and three off, each starting on another day."""
    days = list(range(-BACK, AHEAD + 1))
    if role.rhythm == "absent":
        days = [d for d in days if d < -ABSENT_SINCE or d >= 0]
    if role.rhythm in {"day", "evening"}:
        return [d for d in days if clock.day(d).weekday() < 5]
    return [d for d in days if (d + number + 70) % 7 < 4]


def _row(role: Role, slot: Slot, day: int, crew: Crew, clock: Clock) -> Shift:
    name, start, end = slot
    area = crew.areas[role.where[0]] if role.where else None
    return Shift(
        person=crew.people[role.key],
        organisation=crew.organisations[role.organisation],
        name=name,
        starts_at=clock.at(day, start),
        ends_at=clock.at(day + end // 24, end % 24),
        # One area: the shift is there. More: in all of them, as the assignments say.
        area=area if role.where and len(role.where) == 1 else None,
        is_lead=role.rhythm == "lead",
    )


def _slot_now(role: Role, clock: Clock) -> tuple[Slot, int]:
    """The slot that suits this person and holds now, else the next one; and its day."""
    hour = clock.now.astimezone(clock.at(0).tzinfo).hour
    if role.rhythm in {"day", "evening"}:
        mine = DAY if role.rhythm == "day" else EVENING
        if hour < mine[2]:
            return mine, 0
        # In the evening: office people stayed for a meeting in the gebied.
        return (EVENING, 0) if hour < 22 else (mine, 1)
    if hour < 6:
        return (NIGHT, -1) if role.rhythm in {"lead", "patrol"} else (EARLY, 0)
    if hour < 14:
        return EARLY, 0
    if hour < 22:
        return LATE, 0
    return (NIGHT, 0) if role.rhythm in {"lead", "patrol"} else (EARLY, 1)


def _around_now(role: Role, rows: list[Shift], crew: Crew, clock: Clock) -> list[Shift]:
    """Who tells the story is on now (or next), and was on last two days ago: there is something new to read."""
    if not (role.note or role.rhythm in {"lead", "patrol"} or role.key in {"aline", "jana", "jelle", "nadia", "greet"}):
        return rows
    slot, day = _slot_now(role, clock)
    current = _row(role, slot, day, crew, clock)
    last = _row(role, slot if slot != EVENING else TURNS[role.rhythm][0], min(day, 0) - 2, crew, clock)
    window = (last.starts_at - dt.timedelta(hours=12), current.ends_at + dt.timedelta(hours=10))
    rows = [row for row in rows if row.ends_at <= window[0] or row.starts_at >= window[1]]
    return [*rows, current] if role.rhythm == "absent" else [*rows, last, current]
