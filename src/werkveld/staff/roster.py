"""The pages of the roster: a day, a week, one shift, and a list to read in."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.dates import period_words
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Assignment, Organisation, Person, Shift
from werkveld.staff import rosterfile, rostering
from werkveld.staff.forms import ImportForm, ShiftForm
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import administered_by
from werkveld.staff.shifts import Duty, duties, week_of

A_DAY = dt.timedelta(days=1)


@require_GET
def roster(request: SignedInRequest) -> HttpResponse:
    """Who is on, by day or by week."""
    viewer = request.viewer
    own = administered_by(viewer)
    is_week = request.GET.get("weergave") == "week"
    day = _day_of(request)
    if is_week:
        day -= dt.timedelta(days=day.weekday())
    found = duties(viewer, day, 7 if is_week else 1, own)
    chosen = request.GET.get("organisatie", "")
    organisations = {d.shift.organisation.code: d.shift.organisation for d in found}
    if chosen:
        found = [d for d in found if d.shift.organisation.code == chosen]
    step = dt.timedelta(days=7 if is_week else 1)
    context = {
        "day": day,
        "last": day + dt.timedelta(days=6),
        "before": day - step,
        "after": day + step,
        "today": viewer.on,
        "is_week": is_week,
        "groups": [] if is_week else _by_organisation(found),
        "week": week_of(found, day) if is_week else [],
        "days": [day + dt.timedelta(days=n) for n in range(7)],
        "organisations": sorted(organisations.values(), key=lambda o: o.name),
        "chosen": chosen,
        "may_change": bool(own),
    }
    return render_page(request, "staff/roster.html", context)


def _by_organisation(found: list[Duty]) -> list[tuple[Organisation, list[Duty]]]:
    ordered = sorted(found, key=lambda duty: (duty.shift.organisation.kind, duty.shift.organisation.name))
    return [(key, list(group)) for key, group in groupby(ordered, key=lambda duty: duty.shift.organisation)]


def _day_of(request: SignedInRequest) -> dt.date:
    try:
        day = parse_date(request.GET.get("dag", ""))
    except ValueError:
        day = None
    # A day so far away that the calendar ends is a typing error.
    return day if day and dt.date(2000, 1, 1) < day < dt.date(2200, 1, 1) else request.viewer.on


def _organisation(request: SignedInRequest) -> Organisation:
    """The organisation whose roster is being kept: the only one, or the one named."""
    own = administered_by(request.viewer)
    wanted = request.POST.get("organisatie") or request.GET.get("organisatie")
    for organisation in own:
        if wanted in {None, "", organisation.code}:
            return organisation
    raise Http404


def _people(organisation: Organisation) -> QuerySet[Person]:
    work = Assignment.objects.on(timezone.localdate()).filter(organisation=organisation)
    return Person.objects.filter(is_active=True, pk__in=work.values("person")).order_by("given_name", "family_name")


@require_http_methods(["GET", "POST"])
def new_shift(request: SignedInRequest) -> HttpResponse:
    """Put a shift on the roster."""
    organisation = _organisation(request)
    initial = {"day": _day_of(request), "person": request.GET.get("wie")}
    form = ShiftForm(request.POST or None, people=_people(organisation), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            shift = rostering.plan_shift(_plan(form), organisation=organisation, by=request.user)
        except rostering.OverlapError as met:
            form.add_error("start", _in_the_way(met.shift))
        else:
            messages.success(request, _("De dienst staat op het rooster."))
            return HttpResponseRedirect(_address(shift))
    return _shift_page(request, form, organisation, None)


@require_http_methods(["GET", "POST"])
def change_shift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a shift."""
    shift = _own_shift(request, pk)
    start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    initial = {
        "person": shift.person_id,
        "name": shift.name,
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
        "where": str(shift.area_id or ""),
        "is_lead": shift.is_lead,
    }
    people = _people(shift.organisation) | Person.objects.filter(pk=shift.person_id)
    form = ShiftForm(request.POST or None, people=people.distinct(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = rostering.change_shift(shift, _plan(form), by=request.user)
        except rostering.OverlapError as met:
            form.add_error("start", _in_the_way(met.shift))
        else:
            messages.success(request, _("De dienst is aangepast."))
            return HttpResponseRedirect(_address(changed))
    return _shift_page(request, form, shift.organisation, shift)


@require_POST
def remove_shift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a shift off the roster."""
    shift = _own_shift(request, pk)
    address = _address(shift)
    try:
        rostering.remove_shift(shift, by=request.user)
    except RefusedError as why:
        messages.error(request, str(why))
        return redirect("change_shift", pk=pk)
    messages.success(request, _("De dienst is van het rooster gehaald."))
    return HttpResponseRedirect(address)


def _own_shift(request: SignedInRequest, pk: int) -> Shift:
    own = administered_by(request.viewer)
    rows = Shift.objects.filter(organisation__in=own).select_related("person", "organisation")
    return get_object_or_404(rows, pk=pk)


def _plan(form: ShiftForm) -> rostering.Plan:
    said = form.cleaned_data
    start, end = form.moments
    return rostering.Plan(
        person=said["person"],
        name=said["name"],
        starts_at=start,
        ends_at=end,
        area=form.area,
        is_lead=said["is_lead"],
    )


def _in_the_way(shift: Shift) -> str:
    said = {"shift": shift.name, "period": period_words(shift.starts_at, shift.ends_at)}
    return _("Dan is er al een dienst: %(shift)s, %(period)s.") % said


def _address(shift: Shift) -> str:
    return f"{reverse('roster')}?dag={timezone.localdate(shift.starts_at)}"


def _shift_page(
    request: SignedInRequest, form: ShiftForm, organisation: Organisation, shift: Shift | None
) -> HttpResponse:
    context = {"form": form, "organisation": organisation, "shift": shift, "now": timezone.now()}
    answer = answer_invalid if form.is_bound else render_page
    return answer(request, "staff/shift.html", context)


@require_http_methods(["GET", "POST"])
def import_roster(request: SignedInRequest) -> HttpResponse:
    """Read a list: first shown line by line, then written as a whole or not at all."""
    organisation = _organisation(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "organisation": organisation, "columns": rosterfile.COLUMNS}
    if request.method == "GET":
        return render_page(request, "staff/import.html", context)
    if not form.is_valid():
        return answer_invalid(request, "staff/import.html", context)
    file = form.cleaned_data["file"]
    try:
        text = rosterfile.decode(file.read(rosterfile.MOST_BYTES + 1)) if file else form.cleaned_data["text"]
        reading = rosterfile.read(text, organisation)
    except rosterfile.UnreadableError as why:
        form.add_error("file" if file else "text", str(why))
        return answer_invalid(request, "staff/import.html", context)
    if reading.is_good and request.POST.get("stap") == "schrijf":
        return _write(request, reading, organisation)
    context |= {"reading": reading, "text": text}
    if reading.wrong:
        return answer_invalid(request, "staff/import.html", context)
    return render_page(request, "staff/import.html", context)


def _write(request: SignedInRequest, reading: rosterfile.Reading, organisation: Organisation) -> HttpResponse:
    new, changed = rostering.import_shifts(reading.plans, organisation=organisation, by=request.user)
    said = {"new": new, "changed": changed}
    messages.success(request, _("Rooster ingelezen: %(new)d nieuw, %(changed)d aangepast.") % said)
    first = min(timezone.localdate(plan.starts_at) for plan in reading.plans)
    return HttpResponseRedirect(f"{reverse('roster')}?weergave=week&dag={first}")


@require_GET
def roster_template(request: SignedInRequest) -> HttpResponse:
    """An example to fill in."""
    _organisation(request)
    answer = HttpResponse(rosterfile.template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rooster.csv"'
    return answer
