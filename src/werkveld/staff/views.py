"""The list of teams."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import render_page
from werkveld.people.merging import merged
from werkveld.people.models import Seat, Team, TeamKind


@require_GET
def teams(request: SignedInRequest) -> HttpResponse:
    """The teams somebody sits in, and the area teams of the city for who works in it."""
    viewer = request.viewer
    mine = viewer.teams
    rows = Team.objects.filter(kind=TeamKind.AREA_TEAM).select_related("area__edition__layer")
    others = [t for t in rows.defer("area__geometry", "area__outline") if t not in mine] if viewer.assignments else []
    gone = merged(others, viewer.on)
    tables = [t for t in mine if t.kind != TeamKind.AREA_TEAM]
    context = {
        "mine": [t for t in mine if t.kind == TeamKind.AREA_TEAM],
        "tables": [(t, _seats(t, request)) for t in tables],
        "others": [t for t in others if t.pk not in gone],
        "merged": list(gone.values()),
    }
    return render_page(request, "staff/teams.html", context)


def _seats(team: Team, request: SignedInRequest) -> tuple[int, int]:
    """How many sit, on how many chairs."""
    seats = list(Seat.objects.on(request.viewer.on).filter(team=team).values_list("person", flat=True))
    return sum(person is not None for person in seats), len(seats)
