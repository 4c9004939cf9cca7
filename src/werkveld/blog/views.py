"""The pages of a blog: of an area, of a team, and of a month."""

import datetime as dt
import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from werkveld.audience.circles import circle_of_team
from werkveld.audience.membership import members_of
from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.models import Circle, CircleKind
from werkveld.audience.viewer import Viewer
from werkveld.blog import actions, archive, panels
from werkveld.blog.forms import Filters
from werkveld.blog.marks import MOST, mark_of, unread_count
from werkveld.blog.posts import Reader, rows_of
from werkveld.blog.streams import Stream
from werkveld.blog.walk import Page, facts_of, organisations, page_of, read_cursor, write_cursor
from werkveld.items.feed import PAGE
from werkveld.items.models import Item
from werkveld.kit.pages import came_from, render_page
from werkveld.kit.prepared import prepared
from werkveld.people.merging import merged
from werkveld.people.models import Team, TeamKind
from werkveld.staff.contacts import panel_of_area
from werkveld.staff.onduty import on_duty
from werkveld.territory.drawing import svg_of_area
from werkveld.territory.models import Area, Edition
from werkveld.territory.succession import area_of_now


@require_GET
def area(request: SignedInRequest, layer: str, code: str) -> HttpResponse:
    """The blog of an area, with the area at a glance beside it."""
    viewer, now = request.viewer, timezone.now()
    if viewer.assignments and (moved := _moved_to(layer, code, viewer.on)):
        return redirect("area", layer=layer, code=moved.code)
    stream = _area_stream(viewer, layer, code)
    found: Area = stream.of  # type: ignore[assignment]
    circle = _team_circle(found)
    context = _blog(request, stream, now) | {
        "area": found,
        "team": circle.team if circle else None,
        "member_count": len(members_of([circle.pk], viewer.on)) if circle else 0,
    }
    if not context["is_older"]:
        context |= {
            "drawing": svg_of_area(found),
            "today": panels.today(viewer, found, now),
            "on_duty": on_duty(found, now),
            "contacts": panel_of_area(found.pk, now),
            "valid": panels.still_valid(viewer, found, now),
        }
    return render_page(request, "blog/area.html", context)


@require_GET
def team(request: SignedInRequest, code: str) -> HttpResponse:
    """What was told to a team, and who sits in it."""
    stream = _team_stream(request.viewer, code)
    found: Team = stream.of  # type: ignore[assignment]
    benches = panels.members(found, request.viewer.on)
    context = _blog(request, stream, timezone.now()) | {
        "team": found,
        "merged": merged([found], request.viewer.on).get(found.pk),
        "benches": benches,
        "member_count": panels.count_of(benches),
        "is_member": found in request.viewer.teams,
        "drawing": svg_of_area(found.area) if found.area else "",
    }
    return render_page(request, "blog/team.html", context)


@require_GET
def area_archive(request: SignedInRequest, layer: str, code: str, year: int = 0, month: int = 0) -> HttpResponse:
    """One month of an area's blog; without a month the newest that holds something."""
    return _archive(request, _area_stream(request.viewer, layer, code), year, month)


@require_GET
def team_archive(request: SignedInRequest, code: str, year: int = 0, month: int = 0) -> HttpResponse:
    """One month of a team's blog."""
    return _archive(request, _team_stream(request.viewer, code), year, month)


@require_POST
def read_all(request: SignedInRequest, code: str, layer: str = "") -> HttpResponse:
    """Move the mark to the moment the page was made."""
    stream = _stream(request.viewer, layer, code)
    actions.read_all(stream, by=request.user, until=_moment(request.POST.get("until", "")))
    return HttpResponseRedirect(stream.url)


@require_POST
def mark_unread(request: SignedInRequest, key: uuid.UUID, code: str, layer: str = "") -> HttpResponse:
    """Move the mark back to just before an item."""
    stream = _stream(request.viewer, layer, code)
    item = get_object_or_404(Item.objects.visible_to(request.viewer).exclude(published_at=None), pk=key)
    actions.mark_unread(stream, item, by=request.user)
    return HttpResponseRedirect(came_from(request, stream.url))


def _moved_to(layer: str, code: str, on: dt.date) -> Area | None:
    """The area that took over from one that is no more: an old link still leads somewhere. None for any other."""
    then = Area.objects.filter(edition__layer__code=layer, code=code, edition__valid_until__lte=on).light()
    if not then.exists() or Area.objects.in_force(on).of_layer(layer).filter(code=code).exists():
        return None
    last = then.select_related("edition").latest("edition__valid_until")
    return area_of_now(last, on) if last.edition.is_published else None


def _team_circle(found: Area) -> Circle | None:
    """The circle of an area's team, made when nobody needed it yet; None for areas without a team."""
    circle = next(iter(_circles(area=found)), None)
    if circle is None and (own := Team.objects.filter(area=found).first()):
        return circle_of_team(own)
    return circle


@prepared
def _circles(*, area: Any) -> QuerySet[Circle]:
    return Circle.objects.filter(kind=CircleKind.TEAM, team__area=area).select_related("team").order_by("pk")[:1]


def _stream(viewer: Viewer, layer: str, code: str) -> Stream:
    return _area_stream(viewer, layer, code) if layer else _team_stream(viewer, code)


def _area_stream(viewer: Viewer, layer: str, code: str) -> Stream:
    """An area's blog is for who holds an assignment; a guest of one table finds nothing here."""
    if not viewer.assignments:
        raise Http404
    # The frame names the viewer's areas anyway: mostly it is one of those.
    for own in viewer.areas:
        if own.code == code and own.edition.layer.code == layer and _holds(own.edition, viewer.on):
            return Stream(own)
    rows = Area.objects.in_force(viewer.on).of_layer(layer).light().select_related("edition__layer")
    return Stream(get_object_or_404(rows, code=code))


def _holds(edition: Edition, on: dt.date) -> bool:
    is_over = edition.valid_until is not None and edition.valid_until <= on
    return edition.is_published and edition.valid_from <= on and not is_over


def _team_stream(viewer: Viewer, code: str) -> Stream:
    """An area team is known to who holds an assignment, a steering group or table only to who sits there."""
    rows = Team.objects.select_related("area__edition__layer").defer("area__geometry", "area__outline")
    found = get_object_or_404(rows, code=code)
    is_open = found.kind == TeamKind.AREA_TEAM and bool(viewer.assignments)
    if not is_open and found not in viewer.teams:
        raise Http404
    return Stream(found)


def _blog(request: SignedInRequest, stream: Stream, now: dt.datetime) -> dict[str, Any]:
    """What the list of a blog needs, with or without filters, first page or an older one."""
    viewer = request.viewer
    since = mark_of(viewer, stream)
    known = organisations()
    filters = Filters(request.GET, organisations=known)
    sieve = filters.sieve(since)
    before = read_cursor(request.GET.get("ouder", ""))
    page = page_of(viewer, stream, sieve, before, known=known)
    is_first = before is None
    unread = unread_count(viewer, stream, since) if is_first else 0
    reader = Reader(viewer, stream, since, now)
    return {
        "stream": stream,
        "posts": rows_of(reader, page, unread=unread),
        "is_empty": not page.items,
        "older": _older(request, page),
        "is_older": not is_first,
        "filters": filters,
        "is_sifted": not sieve.is_open or sieve.with_lapsed,
        "unread": unread,
        "is_capped": unread >= MOST,
        "since": since,
        "now": now,
    } | _addresses(stream)


def _addresses(stream: Stream) -> dict[str, str]:
    kind = "team" if isinstance(stream.of, Team) else "area"
    return {
        "url": stream.url,
        "read_all_url": stream.address("read_all"),
        "archive_url": stream.address(f"{kind}_archive"),
        # Another room's address: by position, so that it may name its own parameters.
        "briefing_url": reverse(f"briefing_of_{kind}", args=list(stream.kwargs.values())),
    }


def _older(request: SignedInRequest, page: Page) -> str:
    if page.older is None:
        return ""
    query = request.GET.copy()
    query["ouder"] = write_cursor(page.older)
    return query.urlencode()


def _archive(request: SignedInRequest, stream: Stream, year: int, month: int) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    months = archive.months_of(viewer, stream)
    kind = "team" if isinstance(stream.of, Team) else "area"
    links = [
        (found, stream.address(f"{kind}_archive", year=found.first.year, month=found.first.month)) for found in months
    ]
    if request.GET.get("deel") == "maanden":
        return render_page(request, "blog/archive.html#months", {"months": links})
    if year == 0:
        first = months[0].first if months else viewer.on
        year, month = first.year, first.month
    if not (2000 <= year <= viewer.on.year + 1 and 1 <= month <= 12):
        raise Http404
    items = archive.items_of_month(viewer, stream, year, month)
    page = Paginator(items, PAGE).get_page(request.GET.get("pagina"))
    shown = list(page.object_list)
    reader = Reader(viewer, stream, mark_of(viewer, stream), now)
    context = {
        "stream": stream,
        "url": stream.url,
        "month": dt.date(year, month, 1),
        "months": links,
        "page": page,
        "posts": rows_of(reader, Page(shown, facts_of(viewer, shown), None)),
        "is_empty": not shown,
    }
    return render_page(request, "blog/archive.html", context)


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None
