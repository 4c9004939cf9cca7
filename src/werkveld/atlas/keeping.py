"""The pages on which an organisation keeps its own divisions. For everybody else they do not exist."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.atlas import actions
from werkveld.atlas.actions import turns_foreseen
from werkveld.atlas.comparing import compare, current_of
from werkveld.atlas.keepforms import EditionForm, LayerForm, PublishForm
from werkveld.atlas.models import Turn
from werkveld.atlas.rules import kept_by, owner_for
from werkveld.atlas.turns import by_area
from werkveld.atlas.uploads import forget_upload, keep_upload, kept_upload
from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Organisation
from werkveld.staff.rules import administered_by
from werkveld.territory.drawing import svg_of_edition
from werkveld.territory.imports import Preview, preview
from werkveld.territory.models import Edition, Layer
from werkveld.territory.refused import ImportRefused


@require_GET
def own_layers(request: SignedInRequest) -> HttpResponse:
    """The divisions of the own organisations, each with its editions and drafts."""
    _organisations(request)
    held = kept_by(request.viewer)
    today = timezone.localdate()
    editions: dict[int, list[Edition]] = {one.layer_id: [] for one in held}
    for edition in Edition.objects.filter(layer__in=editions).order_by("-valid_from", "-pk"):
        editions[edition.layer_id].append(edition)
    rows = [(one, editions[one.layer_id]) for one in held]
    return render_page(request, "atlas/own_layers.html", {"rows": rows, "today": today})


@require_http_methods(["GET", "POST"])
def new_layer(request: SignedInRequest) -> HttpResponse:
    """Make a division; its areas follow from a file or by drawing."""
    own = {organisation.code: organisation for organisation in _organisations(request)}
    form = LayerForm(request.POST or None, organisations=[(o.code, o.name) for o in own.values()])
    if request.method == "GET":
        return render_page(request, "atlas/new_layer.html", {"form": form})
    if form.is_valid():
        said = form.cleaned_data
        try:
            layer = actions.make_layer(
                said["name"],
                word=said["word"],
                kind=said["kind"],
                is_public_label=not said["is_internal"],
                organisation=own[said["organisation"]],
                by=request.user,
            )
            return redirect("new_edition", layer_code=layer.code)
        except ImportRefused as refused:
            form.add_error("name", str(refused))
    return answer_invalid(request, "atlas/new_layer.html", {"form": form})


@require_http_methods(["GET", "POST"])
def new_edition(request: SignedInRequest, layer_code: str) -> HttpResponse:
    """Send a file of areas, and say what the file does not. What is far too large never comes this far."""
    layer = own_layer(request, layer_code)
    waiting = kept_upload(request)
    is_post = request.method == "POST"
    sent = (request.POST, request.FILES) if is_post else (None, None)
    form = EditionForm(*sent, layer=layer, has_file=waiting is not None)
    context = {"form": form, "layer": layer, "waiting": waiting[1] if waiting else ""}
    if not is_post:
        return render_page(request, "atlas/new_edition.html", context)
    if form.is_valid():
        try:
            return _draft(request, layer, form)
        except ImportRefused as refused:
            about = refused.about if refused.about in form.fields else "file"
            kept = kept_upload(request)
            said = f"{refused.problem} {refused.advice}"
            # On disk it has a name of ours; whoever sent it knows it by its own.
            form.add_error(about, said.replace(kept[0].name, kept[1]) if kept else said)
            context["waiting"] = kept[1] if kept else ""
    return answer_invalid(request, "atlas/new_edition.html", context)


def _draft(request: SignedInRequest, layer: Layer, form: EditionForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    if file:
        keep_upload(request, file)
    waiting = kept_upload(request)
    if waiting is None:
        raise ImportRefused(_("Het bestand is er niet meer."), _("Kies het opnieuw."))
    path, name = waiting
    found = preview(path, **form.reading)
    about = form.about | {"source": form.about["source"] or name}
    said = form.cleaned_data
    edition = actions.draft_from_file(
        layer, found, valid_from=said["valid_from"], about=about, is_schematic=said["is_schematic"], by=request.user
    )
    forget_upload(request)
    _tell(request, found, edition)
    return redirect("keep_edition", pk=edition.pk)


def _tell(request: HttpRequest, found: Preview, edition: Edition) -> None:
    """What was read and repaired, once; the page that follows says the rest."""
    if edition.is_published:
        messages.info(
            request,
            _("Deze gebieden staan er al als uitgave “%(name)s”. Er is niets veranderd.") % {"name": edition.name},
        )
        return
    shown = [*found.sentences()[:2]]
    if found.repairs:
        shown.append(_("Ongeldige vorm hersteld: {names}.").format(names=", ".join(found.repairs)))
    if found.skipped:
        shown.append(_("{count} rijen zonder oppervlakte overgeslagen.").format(count=found.skipped))
    messages.success(request, " ".join(shown))


@require_GET
def keep_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft beside the edition in force: what moves, before anybody confirms."""
    edition, organisation = _own_edition(request, pk)
    if edition.is_published and edition.valid_from <= timezone.localdate():
        return redirect(reverse("layer", args=[edition.layer.code], query={"uitgave": str(edition.pk)}))
    form = PublishForm(initial={"valid_from": max(edition.valid_from, timezone.localdate())})
    return render_page(request, "atlas/keep_edition.html", _page(request, edition, organisation, form))


def _page(request: SignedInRequest, edition: Edition, organisation: Organisation, form: PublishForm) -> dict[str, Any]:
    current = current_of(edition)
    found = Turn.objects.filter(edition=edition) if edition.is_published else turns_foreseen(edition)
    return {
        "turns": by_area(found),
        "edition": edition,
        "layer": edition.layer,
        "organisation": organisation,
        "form": form,
        "compared": compare(request.viewer, edition, organisation),
        "drawing": svg_of_edition(edition, over=current),
        "drawing_before": svg_of_edition(current) if current else "",
    }


@require_POST
def publish_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the draft in force from the day that was confirmed."""
    edition, organisation = _own_edition(request, pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            edition = actions.publish_draft(edition, valid_from=form.cleaned_data["valid_from"], by=request.user)
            messages.success(
                request, _("Gepubliceerd. Wat nog geldt, krijgt vanaf die dag zijn plaats in de nieuwe gebieden.")
            )
            return redirect("own_layers")
        except ImportRefused as refused:
            form.add_error("valid_from", str(refused))
    return answer_invalid(request, "atlas/keep_edition.html", _page(request, edition, organisation, form))


@require_POST
def undo_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it back before its first day."""
    edition, _organisation = _own_edition(request, pk)
    try:
        actions.undo_edition(edition, by=request.user)
        messages.success(request, _("Teruggenomen: de uitgave is weer een ontwerp."))
    except ImportRefused as refused:
        messages.error(request, str(refused))
        return redirect("own_layers")
    return redirect("keep_edition", pk=pk)


@require_POST
def discard_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    edition, _organisation = _own_edition(request, pk)
    try:
        actions.discard_draft(edition, by=request.user)
        messages.success(request, _("Het ontwerp is weg."))
    except ImportRefused as refused:
        messages.error(request, str(refused))
    return redirect("own_layers")


def _organisations(request: SignedInRequest) -> list[Organisation]:
    """The organisations the viewer coordinates; a 404 for who coordinates none."""
    own = administered_by(request.viewer)
    if not own:
        raise Http404
    return own


def own_layer(request: SignedInRequest, code: str) -> Layer:
    """A division the viewer may change; a 404 for everybody else."""
    layer = get_object_or_404(Layer, code=code)
    if owner_for(request.viewer, layer) is None:
        raise Http404
    return layer


def _own_edition(request: SignedInRequest, pk: int) -> tuple[Edition, Organisation]:
    edition = get_object_or_404(Edition.objects.select_related("layer"), pk=pk)
    owner = owner_for(request.viewer, edition.layer)
    if owner is None:
        raise Http404
    return edition, owner
