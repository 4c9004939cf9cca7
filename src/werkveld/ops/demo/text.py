"""How a text of the demo is written down: once, with slots for place and moment and a few words that may differ.

Slots: `{p}` the place ("Budastraat"), `{at}` the same in a sentence ("in de Budastraat"), `{area}` the gebied, `{day}`
"zaterdag 28 november", `{hours}` "van 14 tot 17 uur", `{from}` and `{to}` single hours, `{end}` the last day it
holds. `[een|twee]` is one of these, chosen by the seed.
"""

import datetime as dt
import random
import re
from dataclasses import dataclass, replace

from werkveld.people.functions import Function

F = Function

# Who may have written it: a short word here, functions there. "lead" is the city's own worker of the area.
AUTHORS: dict[str, tuple[Function, ...]] = {
    "lead": (F.AREA_WORKER, F.CULTURE_OFFICER),
    "guard": (F.COMMUNITY_GUARD,),
    "library": (F.LIBRARIAN,),
    "prevention": (F.PREVENTION_SERVICE,),
    "centre": (F.SERVICE_CENTRE, F.COMMUNITY_WORKER),
    "social": (F.SOCIAL_SERVICE, F.SERVICE_CENTRE),
    "worker": (F.COMMUNITY_WORKER,),
    "street": (F.STREET_WORKER,),
    "officer": (F.NEIGHBOURHOOD_OFFICER,),
    "patrol": (F.PATROL_OFFICER, F.PATROL_CHIEF),
    "youth": (F.YOUTH_PARTNER,),
    "housing": (F.HOUSING_PARTNER,),
}

SEASONS: dict[str, tuple[int, ...]] = {
    "": tuple(range(1, 13)),
    "winter": (11, 12, 1, 2),
    "dark": (10, 11, 12, 1, 2),
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "warm": (4, 5, 6, 7, 8, 9),
    "autumn": (9, 10, 11),
    "school": (1, 2, 3, 4, 5, 6, 9, 10, 11, 12),
    "start": (8, 9),
    "frost": (12, 1, 2),
    "december": (11, 12),
    "october": (10,),
    "september": (9,),
    "may": (5, 6),
    "carnival": (2, 3),
}

# The first letter of the text, of a sentence and of a line.
_SENTENCE = re.compile(r"(?:^|(?<=[.!?] )|(?<=\n))[a-z]")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True)
class Text:
    """One hand-written text. `to` is the audience in a word (see `ops.demo.audiences`); `when` a moment in a day.

    `when` is "14:00-17:00", with a weekday in front ("za 14:00-17:00") when it can be no other; `areas` are names of
    gebieden when it is at home in a few only; `days` is how long it holds; `replies` are lines under it.
    """

    kind: str
    by: str
    title: str
    body: str
    ask: str = ""
    ask_of: str = ""
    at: str = ""
    to: str = "team"
    season: str = ""
    when: str = ""
    days: int = 7
    basis: str = "seen"
    is_high: bool = False
    # Days of the year between which it can be said, "11-11/11-20"; and whether its moment is never at a weekend.
    between: str = ""
    weekdays: bool = False
    areas: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()

    def is_in_season(self, day: dt.date) -> bool:
        """Whether it could be said on this day of the year."""
        if day.month not in SEASONS[self.season]:
            return False
        if not self.between:
            return True
        first, last = self.between.split("/")
        told = f"{day:%m-%d}"
        return first <= told <= last if first <= last else told >= first or told <= last


def post(by: str, title: str, body: str, **more: object) -> Text:
    """A story on the blog."""
    return replace(Text("post", by, title, body), **more)  # type: ignore[arg-type]


def attention(by: str, title: str, body: str, **more: object) -> Text:
    """Something to keep an eye on."""
    return replace(Text("attention", by, title, body), **more)  # type: ignore[arg-type]


def information(by: str, title: str, body: str, **more: object) -> Text:
    """Something to know."""
    return replace(Text("information", by, title, body), **more)  # type: ignore[arg-type]


def request(by: str, title: str, body: str, ask: str, of: str, **more: object) -> Text:
    """A question to a function."""
    return replace(Text("request", by, title, body, ask=ask, ask_of=of), **more)  # type: ignore[arg-type]


def safety(by: str, title: str, body: str, **more: object) -> Text:
    """Something that can hurt a colleague or a passer-by."""
    return replace(Text("safety", by, title, body), **more)  # type: ignore[arg-type]


def worded(text: str, slots: dict[str, str], seed: str) -> str:
    """The text with its choices made and its slots filled: the same seed gives the same words."""
    chance = random.Random(seed)
    chosen = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), text)
    for slot, word in slots.items():
        chosen = chosen.replace("{" + slot + "}", word)
    return _SENTENCE.sub(lambda found: found[0].upper(), chosen)
