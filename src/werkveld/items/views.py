"""Reading an item and answering it. Every query starts at what the viewer may see; outside it is 404, as if absent."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.outcome import outcome_of
from werkveld.audience.viewer import Viewer
from werkveld.items import actions, readings, rules
from werkveld.items.differences import differences
from werkveld.items.forms import CommentForm
from werkveld.items.fragments import fragments, kind_words
from werkveld.items.held import rewritten, wants_rewrite
from werkveld.items.models import Change, Comment, Item, ItemVersion, Notice, State
from werkveld.items.pictures import Photo
from werkveld.items.places import area_words, said_and_derived
from werkveld.items.reach import circles_of_item, sees_not_words, sees_words
from werkveld.kit.drafts import finish_draft
from werkveld.kit.pages import answer_invalid, came_from, render_page
from werkveld.people.models import Organisation

# The same line sent again within this time was a finger that bounced.
BOUNCE = dt.timedelta(minutes=2)


def find(request: SignedInRequest, key: uuid.UUID) -> Item:
    """The item, or the same 404 for hidden and absent."""
    rows = Item.objects.visible_to(request.viewer).select_related("author", "organisation", "last_confirmed_by")
    found: Item = get_object_or_404(rows, pk=key)
    return found


def organisation_of(viewer: Viewer) -> Organisation:
    """Whom the viewer speaks for; who speaks for nobody may not write."""
    if viewer.organisation is None:
        raise PermissionDenied
    return viewer.organisation


def item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """One item, with everything about it. Opening it is reading it."""
    found = find(request, key)
    if found.state == State.DRAFT:
        return redirect(reverse("new_item", query={"concept": str(found.pk)}))
    actions.mark_read([found], by=request.user)
    if found.is_withdrawn:
        return render_page(request, "items/withdrawn.html", {"item": found})
    return render_page(request, "items/item.html", item_context(request, found))


def item_context(request: SignedInRequest, found: Item, form: CommentForm | None = None) -> dict[str, Any]:
    """What the item's page shows."""
    viewer = request.viewer
    outcome = outcome_of(circles_of_item(found.shared_with))
    is_own = rules.is_on_authors_side(viewer, found)
    answers = Comment.objects.visible_to(viewer).filter(item=found).select_related("author", "organisation")
    areas, touched = said_and_derived(viewer, found)
    return {
        "item": found,
        "kind": kind_words(found.kind),
        "areas": [area_words(area) for area in areas],
        "touched": [area_words(area) for area in touched],
        "home": next((area for area in areas + touched if area.pk in viewer.area_ids), None),
        "circles": [circle.in_words for circle in outcome.circles],
        "sees": sees_words(outcome),
        "sees_not": sees_not_words(outcome),
        "people": outcome.people,
        "comments": list(answers),
        "form": form or CommentForm(),
        "may_change": rules.may_change(viewer, found),
        "may_comment": rules.may_comment(viewer, found) and viewer.organisation is not None,
        "may_promote": rules.may_promote(viewer, found),
        "may_confirm": found.is_standing and found.is_briefing,
        "owes_answer": found.is_standing and bool(found.ask_of) and found.ask_of in viewer.functions,
        "is_own": is_own,
        "readers": readings.readers_by_organisation(viewer, found) if is_own else [],
        "outdated": readings.outdated_readers_by_organisation(viewer, found) if is_own else [],
        "correction": correction_for(viewer, found),
        "photos": list(Photo.objects.visible_to(viewer).filter(item=found).light()),
        **seen_context(viewer, found),
    }


def seen_context(viewer: Viewer, found: Item) -> dict[str, Any]:
    """The one reaction: how many, and whether I did."""
    return {
        "item": found,
        "seen": readings.acknowledged(viewer, found),
        "is_seen": readings.has_acknowledged(viewer, found),
    }


def correction_for(viewer: Viewer, found: Item) -> dict[str, Any] | None:
    """The last correction; with Was / Nu for who read what no longer holds, and for nobody else."""
    if found.substance < 2:
        return None
    rows = {v.number: v for v in ItemVersion.objects.visible_to(viewer).filter(item=found)}
    last, old = rows.get(found.substance), rows.get(readings.outdated_version_read(viewer, found))
    if last is None or last.change != Change.CORRECTION:
        return None
    is_told = old is not None and found.author_id != (viewer.person and viewer.person.pk)
    return {"version": last, "differences": differences(old, last) if old and is_told else []}


@require_POST
def comment(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Answer under an item."""
    found = find(request, key)
    if not rules.may_comment(request.viewer, found):
        raise PermissionDenied
    speaks_for = request.viewer.organisation
    form = CommentForm(request.POST, about=found, speaks_for=speaks_for)
    if wants_rewrite(request):
        form = CommentForm(rewritten(request.POST, form.found), about=found, speaks_for=speaks_for)
        return render_page(request, "items/item.html", item_context(request, found, form))
    if not form.is_valid():
        return answer_invalid(request, "items/item.html", item_context(request, found, form))
    body = form.cleaned_data["body"]
    again = Comment.objects.visible_to(request.viewer).filter(
        item=found, author=request.user, body=body, at__gte=timezone.now() - BOUNCE
    )
    if not again.exists():
        organisation = organisation_of(request.viewer)
        actions.comment_on(found, body, by=request.user, organisation=organisation, answer=form.answer)
        finish_draft(request, f"reactie:{key}")
    return redirect(reverse("item", args=[key], fragment="reacties"))


@require_POST
def acknowledge_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """ "Gezien": of the version that was on the screen."""
    found = find(request, key)
    if found.state == State.DRAFT:
        raise PermissionDenied
    if not _is_on_screen(request, found):
        messages.error(request, _("Dit bericht werd intussen rechtgezet. Lees eerst wat er nu staat."))
        return redirect("item", key=key)
    actions.acknowledge_items([found], by=request.user)
    # A list names where it wants to go back to, and takes its own row out of that page.
    if _is_htmx(request) and not request.POST.get("next"):
        return render_page(request, "items/seen.html", seen_context(request.viewer, found))
    return redirect(came_from(request, reverse("item", args=[key])))


@require_POST
def confirm_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """ "Klopt nog" or "klopt niet meer", by whoever stands there."""
    found = find(request, key)
    if found.is_standing:
        holds = request.POST.get("holds") == "yes"
        actions.confirm_item(found, holds=holds, by=request.user)
        thanks = _("Genoteerd: klopt nog.") if holds else _("Genoteerd. De auteur krijgt een melding.")
        messages.success(request, thanks)
    else:
        messages.error(request, _("Dit bericht is niet meer van kracht."))
    return redirect(came_from(request, reverse("item", args=[key])))


def item_versions(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Every version, the newest first, each with what it changed."""
    found = find(request, key)
    rows = list(ItemVersion.objects.visible_to(request.viewer).filter(item=found).select_related("by"))
    older = [None, *rows][: len(rows)]
    pairs = [(new, differences(old, new) if old else []) for old, new in zip(older, rows, strict=True)]
    return render_page(request, "items/versions.html", {"item": found, "versions": pairs[::-1]})


def my_items(request: SignedInRequest) -> HttpResponse:
    """What the viewer wrote: unfinished, waiting, standing and lapsed; and what they are told about it."""
    mine = Item.objects.visible_to(request.viewer).filter(author=request.user).select_related("organisation")
    drafts = list(mine.filter(state=State.DRAFT).order_by("-changed_at")[:100])
    posted = list(mine.filter(state__in=[State.PUBLISHED, State.LAPSED])[:200])
    told = Notice.objects.visible_to(request.viewer).filter(person=request.user, seen_at=None).select_related("item")
    context = {
        "drafts": [d for d in drafts if d.publish_at is None],
        "scheduled": [d for d in drafts if d.publish_at is not None],
        "standing": with_pieces([i for i in posted if not i.is_lapsed]),
        "lapsed": with_pieces([i for i in posted if i.is_lapsed]),
        "notices": list(told[:100]),
    }
    return render_page(request, "items/mine.html", context)


def with_pieces(rows: list[Item]) -> list[tuple[Item, Any]]:
    """Items with their rendered pieces."""
    pieces = fragments(rows)
    return [(row, pieces[row.pk]) for row in rows]


@require_POST
def discard_draft(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Throw an own draft away."""
    actions.discard_draft(find(request, key), by=request.user)
    messages.success(request, _("Concept weggegooid."))
    return redirect("my_items")


@require_POST
def see_notices(request: SignedInRequest) -> HttpResponse:
    """Put the notices away."""
    actions.see_notices(by=request.user)
    return redirect("my_items")


def _is_on_screen(request: HttpRequest, found: Item) -> bool:
    """Whether what somebody says to have seen is what it says now; without a version it is taken to be."""
    shown = request.POST.get("version", "")
    return not shown.isdecimal() or int(shown) >= found.substance


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
