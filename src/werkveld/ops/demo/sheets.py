"""Briefings as they were shown at the start of a shift: what a crew knew then has an exact answer."""

import hashlib
import json
import random
from collections import defaultdict

from werkveld.briefing.models import Form, Sheet
from werkveld.items.models import Reading
from werkveld.kit.ids import ALPHABET
from werkveld.ops.demo.cast import ROLES
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Rows
from werkveld.people.models import Shift


def fill_sheets(stage: Stage, rows: Rows) -> None:
    """One for each shift in which somebody confirmed a briefing; the chiefs had theirs on paper."""
    by_shift: dict[Shift, list[Reading]] = defaultdict(list)
    for reading in rows.readings:
        if reading.shift and reading.acknowledged_at:
            by_shift[reading.shift].append(reading)
    chiefs = {stage.crew.people[r.key].pk for r in ROLES if r.rhythm == "lead"}
    Sheet.objects.bulk_create([_sheet(shift, readings, chiefs) for shift, readings in by_shift.items()])


def _sheet(shift: Shift, readings: list[Reading], chiefs: set[int]) -> Sheet:
    lines = [[str(r.item_id), r.version, "new"] for r in sorted(readings, key=lambda r: r.read_at)]
    chance = random.Random(f"sheet {shift.person_id} {shift.starts_at}")
    drawn = "".join(chance.choices(ALPHABET, k=7))
    return Sheet(
        stamp=f"{drawn[:3]}-{drawn[3:]}",
        person_id=shift.person_id,
        shift=shift,
        area_id=shift.area_id,
        form=Form.PRINTED if shift.person_id in chiefs else Form.SHOWN,
        at=max(r.read_at for r in readings),
        since=shift.starts_at,
        lines=lines,
        digest=hashlib.blake2b(json.dumps(lines).encode(), digest_size=16).hexdigest(),
    )
