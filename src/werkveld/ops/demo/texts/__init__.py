"""What the people of the demo tell one another: hand-written, by theme."""

from werkveld.ops.demo.text import Text
from werkveld.ops.demo.texts import (
    attention,
    culture,
    meeting,
    neighbourhood,
    prevention,
    requests,
    roads,
    safety,
    seasons,
    teamwork,
    today,
    welfare,
    youth,
)

# For any gebied; the rooms of one table, one organisation or the whole city have their own modules.
AREA_TEXTS: tuple[Text, ...] = (
    *attention.TEXTS,
    *culture.TEXTS,
    *meeting.TEXTS,
    *neighbourhood.TEXTS,
    *prevention.TEXTS,
    *requests.TEXTS,
    *roads.TEXTS,
    *safety.TEXTS,
    *seasons.TEXTS,
    *teamwork.TEXTS,
    *today.TEXTS,
    *welfare.TEXTS,
    *youth.TEXTS,
)
