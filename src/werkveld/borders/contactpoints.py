"""The pages on which an organisation keeps its centres, desks and contact hours. Hidden from all others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.borders import actions
from werkveld.borders.contactforms import ContactPointForm, SpecialDaysForm
from werkveld.items.held import rewritten, wants_rewrite
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.contactpoints import ContactPoint, SpecialDays
from werkveld.people.openings import opening_of
from werkveld.staff.administration import chosen_organisation, own_organisations
from werkveld.staff.contacts import contacts_held_by


@require_GET
def contact_points(request: SignedInRequest) -> HttpResponse:
    """All contact points of an organisation, each as it stands now."""
    organisation = chosen_organisation(request)
    current, ended = contacts_held_by(organisation)
    context = {
        "organisation": organisation,
        "organisations": own_organisations(request),
        "current": current,
        "ended": ended,
    }
    return render_page(request, "borders/contact_points.html", context)


@require_http_methods(["GET", "POST"])
def new_contact_point(request: SignedInRequest) -> HttpResponse:
    """Add a contact point."""
    organisation = chosen_organisation(request)
    form = ContactPointForm(request.POST or None, organisation=organisation)
    context = {"form": form, "organisation": organisation}
    if request.method == "POST" and wants_rewrite(request):
        context["form"] = ContactPointForm(rewritten(request.POST, form.found), organisation=organisation)
    elif request.method == "POST" and not form.is_valid():
        return answer_invalid(request, "borders/contact_point.html", context)
    elif request.method == "POST":
        point = actions.add_contact_point(form.said, organisation=organisation, by=request.user, answer=form.answer)
        messages.success(request, _("%(name)s staat erbij.") % {"name": point.name})
        return _to_list(point)
    return render_page(request, "borders/contact_point.html", context)


@require_http_methods(["GET", "POST"])
def change_contact_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say it anew; beneath it stand the days with other hours."""
    point = _own_point(request, pk)
    form = ContactPointForm(request.POST or None, organisation=point.organisation, point=point)
    if request.method == "POST" and wants_rewrite(request):
        form = ContactPointForm(rewritten(request.POST, form.found), organisation=point.organisation, point=point)
    elif request.method == "POST" and form.is_valid():
        actions.change_contact_point(point, form.said, by=request.user, answer=form.answer)
        messages.success(request, _("Bewaard."))
        return _to_list(point)
    elif request.method == "POST":
        return answer_invalid(request, "borders/contact_point.html", _page(point, form=form))
    return render_page(request, "borders/contact_point.html", _page(point, form=form))


def _page(point: ContactPoint, **forms: Any) -> dict[str, Any]:
    """A contact point with its form and that of other days, either as it was typed."""
    return {
        "point": point,
        "organisation": point.organisation,
        "opening": opening_of(point),
        "form": ContactPointForm(organisation=point.organisation, point=point),
        "days_form": SpecialDaysForm(auto_id="days_%s"),
        **forms,
    }


@require_POST
def add_special_days(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close on some days, or open at other hours."""
    point = _own_point(request, pk)
    form = SpecialDaysForm(request.POST, auto_id="days_%s")
    if not form.is_valid():
        return answer_invalid(request, "borders/contact_point.html", _page(point, days_form=form))
    said = form.cleaned_data
    days = (said["starts_on"], said["ends_on"] or said["starts_on"])
    actions.add_special_days(point, days, form.stretch, note=said["note"], by=request.user, answer=form.answer)
    messages.success(request, _("Deze dagen staan erbij."))
    return redirect(reverse("change_contact_point", args=[pk], fragment="dagen"))


@require_POST
def remove_special_days(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the usual hours hold again."""
    rows = SpecialDays.objects.filter(point__organisation__in=own_organisations(request))
    days = get_object_or_404(rows.select_related("point__organisation"), pk=pk)
    actions.remove_special_days(days, by=request.user)
    messages.success(request, _("Weg: de gewone uren gelden weer."))
    return redirect(reverse("change_contact_point", args=[days.point_id], fragment="dagen"))


@require_POST
def remove_contact_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away one that should never have stood there."""
    point = _own_point(request, pk)
    answer = _to_list(point)
    actions.remove_contact_point(point, by=request.user)
    messages.success(request, _("%(name)s is weg.") % {"name": point.name})
    return answer


def _own_point(request: SignedInRequest, pk: int) -> ContactPoint:
    rows = ContactPoint.objects.filter(organisation__in=own_organisations(request))
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _to_list(point: ContactPoint) -> HttpResponse:
    return redirect(reverse("contact_points", query={"organisatie": point.organisation.code}))
