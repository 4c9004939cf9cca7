"""Posting: the form, its draft while typing, who will see it, and a post that becomes a briefing item."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkveld.audience.circles import circle_of_team
from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.outcome import Outcome, default_for, outcome_of
from werkveld.audience.protocols import missing_for
from werkveld.audience.viewer import Viewer
from werkveld.briefing.forms import LATER, ComposeForm
from werkveld.briefing.kinds import KINDS
from werkveld.items import actions, rules
from werkveld.items.discreet import IndiscreetError
from werkveld.items.forms import default_coarseness, initial_of
from werkveld.items.held import rewritten, wants_rewrite
from werkveld.items.models import POST, Basis, Item, State
from werkveld.items.places import area_by_address, areas_in_force, default_areas
from werkveld.items.reach import grouped, sees_not_words, sees_words, warns_of_police
from werkveld.items.views import find, organisation_of
from werkveld.items.when import Day
from werkveld.kit.dates import moment_words
from werkveld.kit.drafts import finish_draft
from werkveld.kit.ids import uuid7
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Seat, Team

# One click from a post: the kind that asks nothing of its author.
PROMOTED = "attention"


def new_item(request: SignedInRequest) -> HttpResponse:
    """The form. Its key stands in the address, so that the same page opened again is the same draft."""
    organisation_of(request.viewer)
    if request.method == "POST":
        return _post(request)
    key = _uuid(request.GET.get("concept", ""))
    if key is None:
        query = request.GET.copy()
        query["concept"] = str(uuid7())
        return redirect(f"{reverse('new_item')}?{query.urlencode()}")
    draft = Item.objects.visible_to(request.viewer).filter(pk=key, author=request.user).first()
    if draft and draft.state != State.DRAFT:
        return redirect("item", key=key)
    viewer = request.viewer
    initial = _of_draft(viewer, draft) if draft else _of_address(request)
    also = tuple(draft.audience) if draft else tuple(int(pk) for pk in initial["circles"])
    form = ComposeForm(viewer=viewer, initial={"key": key, **initial}, also=also)
    return render_page(request, "briefing/new_item.html", _page(request, form, draft))


def _post(request: SignedInRequest) -> HttpResponse:
    form = ComposeForm(request.POST, viewer=request.viewer)
    if "show" in request.POST:
        # Without JavaScript: the same form once more, with the outcome in words; nothing is checked yet.
        shown = ComposeForm(viewer=request.viewer, initial=_typed(form))
        return render_page(request, "briefing/new_item.html", _page(request, shown))
    if wants_rewrite(request):
        form = ComposeForm(rewritten(request.POST, form.found), viewer=request.viewer)
        return render_page(request, "briefing/new_item.html", _page(request, form))
    if not form.is_valid():
        return answer_invalid(request, "briefing/new_item.html", _page(request, form))
    item = _publish(request, form)
    finish_draft(request, str(form.cleaned_data["key"]))
    if item.state == State.DRAFT and item.publish_at:
        said = _("Gepland: %(moment)s.") % {"moment": moment_words(item.publish_at)}
        messages.success(request, said)
        return redirect("my_items")
    messages.success(request, _("Geplaatst. Zichtbaar voor: %(who)s.") % {"who": sees_words(outcome_of(form.picked))})
    return redirect("item_photos" if "photos" in request.POST else "item", key=item.pk)


def _publish(request: SignedInRequest, form: ComposeForm) -> Item:
    viewer = request.viewer

    def publish(key: uuid.UUID) -> Item:
        return actions.publish_item(
            key,
            form.ready(),
            by=request.user,
            organisation=organisation_of(viewer),
            circles=form.picked,
            function=function_of(viewer),
            answer=form.answer,
        )

    return _under_own_key(form.cleaned_data["key"], request, publish)


def _under_own_key(key: uuid.UUID, request: SignedInRequest, act: Callable[[uuid.UUID], Item]) -> Item:
    """Act under the key the form came with. A key that is somebody else's is silently traded for one of one's own:
    an answer that differs would tell that their item exists.
    """
    try:
        return act(key)
    except (IntegrityError, PermissionDenied):
        return act(uuid.uuid5(key, str(request.user.pk)))


@require_POST
def save_draft(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Keep what is being typed; takes anything, however unfinished. Answers 204; 200 says that nothing was kept, for
    words stand in it that never are: then the copy on the device is the only one.
    """
    form = ComposeForm(request.POST, viewer=request.viewer)
    form.is_valid()
    viewer = request.viewer

    def save(key: uuid.UUID) -> Item:
        return actions.save_draft(
            key,
            form.unfinished(),
            by=request.user,
            organisation=organisation_of(viewer),
            circles=form.picked,
            function=function_of(viewer),
        )

    try:
        _under_own_key(key, request, save)
    except IndiscreetError:
        return HttpResponse(_("Alleen op je toestel bewaard."))
    return HttpResponse(status=204)


@require_POST
def audience_preview(request: SignedInRequest) -> HttpResponse:
    """Who will see it, from the rule itself; with the choices anew when another area changed them."""
    form = ComposeForm(request.POST, viewer=request.viewer)
    context = _reach(request.viewer, form)
    context["is_other_offer"] = request.POST.get("offered", "") != context["offered"]
    return render_page(request, "briefing/preview.html", context)


@require_POST
def promote_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """A post becomes a briefing item; it stays on the blog, and its audience stays as it is."""
    found = find(request, key)
    if found.is_briefing and found.is_standing:
        return redirect("item", key=key)
    if not rules.may_promote(request.viewer, found):
        raise PermissionDenied
    asked = request.POST.get("kind", "")
    actions.promote_item(found, asked if asked in KINDS else PROMOTED, by=request.user)
    messages.success(request, _("Staat nu ook in de briefing, een week lang."))
    return redirect("item", key=key)


def function_of(viewer: Viewer) -> str:
    """In which function somebody speaks: of the first assignment, else of a seat."""
    if viewer.assignments:
        return str(viewer.assignments[0].function)
    seat = Seat.objects.on(viewer.on).filter(person=viewer.person).first()
    return str(seat.function) if seat else ""


def _page(request: SignedInRequest, form: ComposeForm, draft: Item | None = None) -> dict[str, Any]:
    viewer = request.viewer
    mine = Item.objects.visible_to(viewer).filter(author=request.user, state=State.DRAFT)
    key = _uuid(str(form["key"].value())) or uuid7()
    # The device's copy is put back only when it is newer than what is served.
    saved = draft.changed_at if draft else (timezone.now() if form.is_bound else None)
    return {
        "form": form,
        "key": key,
        "kinds": list(KINDS.values()),
        "is_secrecy_bound": viewer.is_secrecy_bound,
        "was_scheduled": draft.publish_at if draft else None,
        "drafts": list(mine.exclude(pk=key).order_by("-changed_at")[:3]),
        "saved_at": int(saved.timestamp() * 1000) if saved else 0,
        **_reach(viewer, form),
    }


def _reach(viewer: Viewer, form: ComposeForm) -> dict[str, Any]:
    outcome: Outcome = outcome_of(form.picked)
    return {
        "groups": grouped(viewer, form.offer, form.picked),
        "picked": {c.pk for c in form.picked},
        "offered": ",".join(str(c.pk) for c in form.offer),
        "refused": form.offer.refused,
        "sees": sees_words(outcome),
        "sees_not": sees_not_words(outcome),
        "people": outcome.people,
        "warns_of_police": warns_of_police(viewer, outcome),
    }


def _of_draft(viewer: Viewer, draft: Item) -> dict[str, Any]:
    """A kept draft as what the form shows, readers included."""
    initial = initial_of(viewer, draft) | {"kind": draft.kind, "circles": [str(pk) for pk in draft.audience]}
    if draft.publish_at:
        here = timezone.localtime(draft.publish_at)
        initial |= {"publish": LATER, "publish_on": here.date(), "publish_time": here.time()}
    return initial


def _of_address(request: HttpRequest) -> dict[str, Any]:
    """An empty form, prefilled by the address: ?gebied=layer/code, ?soort=, ?team=, a point."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = request.GET
    area = area_by_address(asked.get("gebied", ""), areas_in_force())
    team = next((t for t in viewer.teams if t.code == asked.get("team")), None)
    initial: dict[str, Any] = {
        "kind": asked.get("soort") if asked.get("soort") in KINDS else POST,
        "areas": [str(a.pk) for a in ([area] if area else _team_area(team) if team else default_areas(viewer))],
        "circles": [str(c.pk) for c in default_for(viewer)],
        "coarseness": default_coarseness(viewer),
        "basis": Basis.SEEN,
        "day": Day.NONE,
        "publish": "now",
        **{name: asked[name] for name in ("x", "y", "lon", "lat") if _is_number(asked.get(name, ""))},
    }
    if team:
        initial |= _for_team(viewer, team)
    return initial


def _team_area(team: Team) -> list[Any]:
    return [team.area] if team.area else []


def _for_team(viewer: Viewer, team: Team) -> dict[str, Any]:
    """The team as readers, and its place. Never police by default for the OCMW: then the author chooses (R6)."""
    given: dict[str, Any] = {"place": team.place, "x": team.x, "y": team.y} if team.place else {}
    circle = circle_of_team(team)
    own = viewer.organisation.kind if viewer.organisation else ""
    may = not missing_for(viewer.organisation, [circle.pk]) if viewer.organisation else False
    if may and (own != OrganisationKind.OCMW or not outcome_of([circle]).has_police):
        given["circles"] = [str(circle.pk)]
    return given


def _typed(form: ComposeForm) -> dict[str, Any]:
    """Every field as it was typed, for showing it again unjudged."""
    return {name: form[name].value() for name in form.fields}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
