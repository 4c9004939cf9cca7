"""The briefing on the phone and at the desk: shown, acknowledged, answered."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.briefing import actions
from werkveld.briefing.compose import MUST_KNOW, Briefing, compose
from werkveld.briefing.coverage import coverage_of
from werkveld.briefing.lines import written
from werkveld.briefing.models import Form, Sheet
from werkveld.briefing.scope import Scope, own_scope, scope_of_team
from werkveld.briefing.shifts import CATCH_UP, current_shift, missed_since
from werkveld.items.actions import acknowledge_items
from werkveld.items.held import HeldForm, rewritten, wants_rewrite
from werkveld.items.models import Item, State
from werkveld.items.views import find, organisation_of
from werkveld.kit.pages import answer_invalid, came_from, render_page
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Team, TeamKind
from werkveld.territory.models import Area


def scope_from(request: SignedInRequest, layer: str = "", code: str = "") -> Scope:
    """The scope an address names: an area of a layer, a team, or (neither) the viewer's own; 404 for none such."""
    viewer = request.viewer
    if layer:
        # Like the area's own page: a guest of one table has no areas.
        if not viewer.assignments:
            raise Http404
        rows = Area.objects.light().in_force(viewer.on).select_related("edition__layer")
        return Scope(get_object_or_404(rows, edition__layer__code=layer, code=code))
    if code:
        team = get_object_or_404(Team, code=code)
        scope = scope_of_team(team)
        if scope.circle not in viewer.circles and not _may_look_in(viewer, team):
            raise Http404
        return scope
    return own_scope(viewer)


def _may_look_in(viewer: Viewer, team: Team) -> bool:
    """An area team's briefing may be opened by who holds an assignment; it still shows only what they may see."""
    return team.kind == TeamKind.AREA_TEAM and bool(viewer.assignments)


def briefing(request: SignedInRequest, layer: str = "", code: str = "") -> HttpResponse:
    """What I must know before I go out."""
    viewer = request.viewer
    scope = scope_from(request, layer, code)
    now = timezone.now()
    found = compose(viewer, scope, missed_since(viewer), now)
    sheet = actions.keep_sheet(found, viewer, Form.SHOWN)
    return render_page(request, "briefing/briefing.html", _page(viewer, found, sheet))


def _page(viewer: Viewer, found: Briefing, sheet: Sheet) -> dict[str, Any]:
    name = f"{found.scope.word} {found.scope.name}" if found.scope.area else ""
    unread = [line for line in found.to_confirm if not line.is_read]
    return {
        "briefing": found,
        "scope": found.scope,
        "sheet": sheet,
        "shift": current_shift(viewer),
        "is_catch_up": found.at - found.since > CATCH_UP,
        "read": len(found.to_confirm) - len(unread),
        "unread": len(unread),
        "total": len(found.to_confirm),
        "coverage": coverage_of(viewer, found),
        "switch": _switch(viewer, found.scope),
        "links": links_of(found.scope),
        "changed": written(found.changed, section="changed", name=name),
        "must_know": written(found.must_know, section="new", name=name),
        "more": written(found.more, section="new", name=name),
        "asked": written(found.asked, section="asked", name=name),
        "owed": written(found.owed, section="owed", name=name),
        "today": written(found.today, section="today", name=name),
        "standing": written(found.standing, section="standing", name=name),
        "lapsed": written(found.lapsed, section="lapsed", name=name),
    }


def links_of(scope: Scope) -> dict[str, str]:
    """Addresses of the other views of the same list."""
    if scope.area:
        kwargs = {"layer": scope.area.edition.layer.code, "code": scope.area.code}
        suffix = "_of_area"
    elif scope.team:
        kwargs, suffix = {"code": scope.team.code}, "_of_team"
    else:
        kwargs, suffix = {}, ""
    names = {"here": "briefing", "wall": "wall", "sheet": "sheet", "pdf": "sheet_pdf"}
    return {word: reverse(f"{name}{suffix}", kwargs=kwargs) for word, name in names.items()}


def _switch(viewer: Viewer, scope: Scope) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Other briefings to go to, grouped by the owner's word: [(word, [(name, address, is this one)])]."""
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    areas = {area.pk: area for area in viewer.areas}
    if viewer.organisation and viewer.organisation.kind == OrganisationKind.POLICE:
        sectors = Area.objects.light().in_force(viewer.on).filter(edition__layer__word="sector")
        areas |= {area.pk: area for area in sectors.select_related("edition__layer")}
    for area in areas.values():
        word = str(area.edition.layer.get_word_display()).capitalize()
        here = scope.area is not None and scope.area.pk == area.pk
        address = reverse("briefing_of_area", args=[area.edition.layer.code, area.code])
        groups.setdefault(word, []).append((area.name, address, here))
    for team in viewer.teams:
        here = scope.team is not None and scope.team.pk == team.pk
        groups.setdefault(_("Team"), []).append((str(team), reverse("briefing_of_team", args=[team.code]), here))
    return list(groups.items())


@require_POST
def acknowledge_all(request: SignedInRequest) -> HttpResponse:
    """ "Gezien" to everything on a kept briefing, in the versions that were on the screen.

    What was corrected while it was being read stays to be read: nobody says "gezien" to what they have not seen.
    """
    sheet = get_object_or_404(Sheet, stamp=request.POST.get("stamp", ""), person=request.user)
    shown = _open_on(sheet)
    items = list(Item.objects.visible_to(request.viewer).filter(pk__in=shown).exclude(state=State.DRAFT))
    same = [item for item in items if shown[item.pk] >= item.substance]
    shift = current_shift(request.viewer)
    acknowledge_items(same, by=request.user, shift=shift)
    if len(same) < len(items):
        messages.warning(request, _("Er werd intussen iets rechtgezet. Lees wat er nu staat."))
    else:
        messages.success(request, _("Gelezen. Goede dienst."))
    return redirect(came_from(request, reverse("briefing")))


def _open_on(sheet: Sheet) -> dict[uuid.UUID, int]:
    """What stood open on a kept briefing, with its version; nobody says "gezien" to what was folded."""
    new = [line for line in sheet.lines if line[2] == "new"][:MUST_KNOW]
    rest = [line for line in sheet.lines if line[2] in {"changed", "you", "today"}]
    return {uuid.UUID(key): version for key, version, _section in [*rest, *new]}


@require_POST
def take_request(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Take up a question that was asked of one's function."""
    item = find(request, key)
    if not (item.is_standing and item.ask_of and item.ask_of in request.viewer.functions):
        raise PermissionDenied
    take = actions.take_request(item, by=request.user)
    if take.person_id == request.user.pk:
        messages.success(request, _("Jij neemt dit op. Koppel terug wanneer je meer weet."))
    else:
        messages.info(request, _("%(name)s nam dit al op.") % {"name": take.person.display_name})
    return redirect(came_from(request, reverse("briefing")))


class FeedbackForm(HeldForm):
    """What was done with a question."""

    held = ("body",)

    body = forms.CharField(
        label=gettext_lazy("Wat deed je ermee?"),
        help_text=gettext_lazy("Eén of twee zinnen, over wat en waar. Niet over wie."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Schrijf in één zin wat je ermee deed.")},
    )


def give_feedback(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Answer a question: who asked is told, and nothing is owed any more."""
    item = find(request, key)
    if not item.is_briefing or item.state not in {State.PUBLISHED, State.LAPSED} or not item.ask_of:
        raise Http404
    speaks_for = request.viewer.organisation
    form = FeedbackForm(request.POST or None, about=item, speaks_for=speaks_for)
    if wants_rewrite(request):
        form = FeedbackForm(rewritten(request.POST, form.found), about=item, speaks_for=speaks_for)
        return render_page(request, "briefing/feedback.html", {"form": form, "item": item})
    if request.method == "POST":
        if not form.is_valid():
            return answer_invalid(request, "briefing/feedback.html", {"form": form, "item": item})
        organisation = organisation_of(request.viewer)
        body = form.cleaned_data["body"]
        actions.give_feedback(item, body, by=request.user, organisation=organisation, answer=form.answer)
        messages.success(request, _("Teruggekoppeld. Wie het vroeg, krijgt bericht."))
        return redirect("item", key=key)
    return render_page(request, "briefing/feedback.html", {"form": form, "item": item})
