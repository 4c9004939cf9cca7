"""The wall: the same briefing before a whole crew, one item a screen, turned by keys or by plain links."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.briefing import actions
from werkveld.briefing.compose import Briefing, Line, compose
from werkveld.briefing.models import Form
from werkveld.briefing.shifts import current_shift, missed_since
from werkveld.briefing.views import links_of, scope_from
from werkveld.items.models import Priority
from werkveld.kit.pages import render_page


@dataclass(frozen=True)
class Section:
    """A part of the briefing as the wall names it: word, icon, and the colour's class."""

    word: str | Promise
    icon: str
    colour: str


CHANGED = Section(_("Gewijzigd"), "pen-line", "c-chg")
NEW = Section(_("Nieuw"), "sparkle", "c-new")
ASKED = Section(_("Vraag"), "hand-helping", "c-you")
TODAY = Section(_("Vandaag"), "calendar-days", "c-day")


@dataclass(frozen=True)
class Screen:
    """One item, as large as it goes. `number` counts from one; the overview before it is number nought."""

    number: int
    section: Section
    line: Line

    @property
    def until(self) -> int:
        """When it must leave the wall by itself, in milliseconds; 0 for what has no end."""
        moment = self.line.item.valid_until
        return int(moment.timestamp() * 1000) if moment and not self.line.item.is_withdrawn else 0

    @property
    def is_urgent(self) -> bool:
        """True for what was marked so."""
        return self.line.item.priority == Priority.HIGH


def screens_of(briefing: Briefing) -> list[Screen]:
    """What the crew must know, in the order of the risk of missing it: never what lapsed, never what waits for one."""
    parts = [
        (CHANGED, briefing.changed),
        (NEW, briefing.must_know),
        (ASKED, briefing.asked),
        (TODAY, briefing.today),
    ]
    rows = [(section, line) for section, lines in parts for line in lines]
    return [Screen(number, section, line) for number, (section, line) in enumerate(rows, start=1)]


@require_GET
def wall(request: SignedInRequest, layer: str = "", code: str = "") -> HttpResponse:
    """One item a screen; `?nr=3` is the third, without it the overview."""
    viewer, now = request.viewer, timezone.now()
    scope = scope_from(request, layer, code)
    found = compose(viewer, scope, missed_since(viewer), now)
    sheet = actions.keep_sheet(found, viewer, Form.WALL)
    screens = screens_of(found)
    number = _number(request.GET.get("nr", ""), len(screens))
    context = {
        "briefing": found,
        "scope": scope,
        "links": links_of(scope),
        "shift": current_shift(viewer),
        "sheet": sheet,
        "screens": screens,
        "number": number,
        "previous": max(number - 1, 0),
        "next": min(number + 1, len(screens)),
        "is_light": "licht" in request.GET,
    }
    return render_page(request, "briefing/wall.html", context)


def _number(text: str, last: int) -> int:
    return min(int(text), last) if text.isdecimal() and len(text) < 5 else 0
