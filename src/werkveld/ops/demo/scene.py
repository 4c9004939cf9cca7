"""A text told by hand, with its own moments."""

from dataclasses import dataclass

from werkveld.ops.demo.text import Text

# Days from today, then hour and minute of the start and of the end.
Hours = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class Scene:
    """A text with its own moments. `told` is (days, hour, minute) from today; `happens` (days, from, to) likewise."""

    who: str
    text: Text
    told: tuple[int, int, int]
    place: str = ""
    happens: Hours | None = None
    was: Hours | None = None
    corrected: tuple[int, int, int] | None = None
    reason: str = ""
    until: int | None = None
    taken_by: str = ""
