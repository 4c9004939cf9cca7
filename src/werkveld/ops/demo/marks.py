"""Up to where everybody read each blog: the end of their last shift, so that the line "3 nieuw sinds" stands there."""

from werkveld.audience.viewer import viewer_of
from werkveld.blog.models import FeedMark
from werkveld.ops.demo.cast import READS_NOTHING, ROLES
from werkveld.ops.demo.clock import Clock
from werkveld.ops.demo.crew import Crew
from werkveld.people.models import Shift


def fill_marks(crew: Crew, shifts: list[Shift], clock: Clock) -> None:
    """One mark for each area and team a person works in."""
    rows = []
    for role in ROLES:
        person = crew.people[role.key]
        past = [s.ends_at for s in shifts if s.person_id == person.pk and s.ends_at <= clock.now]
        if role.key in READS_NOTHING or not past:
            continue
        viewer = viewer_of(person, clock.now)
        rows += [FeedMark(person=person, area=area, seen_until=max(past)) for area in viewer.areas]
        rows += [FeedMark(person=person, team=team, seen_until=max(past)) for team in viewer.teams]
    FeedMark.objects.bulk_create(rows)
