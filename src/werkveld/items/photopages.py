"""Photos with an item: send one, look at what was hidden, hide more, place it; and the one way to a photo's bytes."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.items import photo_actions, photo_making, rules
from werkveld.items.held import rewritten, wants_rewrite
from werkveld.items.models import Item, State
from werkveld.items.photoforms import BrushForm, ConfirmForm, UploadForm
from werkveld.items.pictures import MOST_PHOTOS, Photo, PhotoDraft
from werkveld.items.views import find
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Person
from werkveld.photos.parts import missing_parts
from werkveld.photos.refused import PictureRefusedError, Why
from werkveld.photos.running import hide_more
from werkveld.photos.words import hidden_words, refusal_words

# A picture that is opened on its own may do nothing: no script, no form, no origin.
ALONE: dict[str, Any] = {"default-src": [CSP.NONE], "sandbox": True, "frame-ancestors": [CSP.NONE]}


def own_posted_item(request: SignedInRequest, key: uuid.UUID) -> Item:
    """A posted item that the viewer may change: 404 when hidden, 403 when it is not theirs or not posted."""
    found = find(request, key)
    if not rules.may_change(request.viewer, found) or found.state == State.DRAFT:
        raise PermissionDenied
    return found


def photos_of(viewer: Viewer, item: Item) -> list[Photo]:
    """The photos with an item, in the order in which they came, without their bytes."""
    return list(Photo.objects.visible_to(viewer).filter(item=item).light())


def item_photos(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """The photos of an own item, and a form for more. They are made safe beside the request; the page says so."""
    found = own_posted_item(request, key)
    if request.method != "POST":
        return render_page(request, "items/photos.html", _photos_context(request.viewer, found, UploadForm()))
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        pictures = form.cleaned_data["photo"]
        try:
            _take(found, pictures, by=request.user)
        except PictureRefusedError as refusal:
            form.add_error("photo", refusal_words(refusal.why))
        except photo_actions.TooManyPhotosError:
            form.add_error("photo", _too_many(len(pictures)))
        else:
            return redirect("item_photos", key=key)
    return answer_invalid(request, "items/photos.html", _photos_context(request.viewer, found, form))


@transaction.atomic
def _take(found: Item, pictures: list[bytes], *, by: Person) -> None:
    """All of them or none."""
    if not photo_making.has_room(len(pictures)):
        raise PictureRefusedError(Why.BUSY)
    for data in pictures:
        photo_making.make_later(photo_actions.await_photo(found, by=by), data)


def _too_many(number: int) -> str:
    if number == 1:
        return _("Er staan al %(n)d foto’s bij. Haal er eerst een weg.") % {"n": MOST_PHOTOS}
    return _("Zoveel foto’s passen er niet bij: een bericht heeft er hoogstens %(n)d.") % {"n": MOST_PHOTOS}


def _photos_context(viewer: Viewer, found: Item, form: UploadForm) -> dict[str, Any]:
    drafts = list(PhotoDraft.objects.visible_to(viewer).filter(item=found).light())
    failed = [(d, refusal_words(Why(d.why)) if d.why else "") for d in drafts if d.why or d.is_lost]
    placed = photos_of(viewer, found)
    return {
        "item": found,
        "form": form,
        "photos": placed,
        "drafts": [draft for draft in drafts if draft.is_ready],
        "making": sum(draft.is_making for draft in drafts),
        "failed": failed,
        "is_off": bool(missing_parts()),
        "is_full": len(placed) >= MOST_PHOTOS,
        "off_words": refusal_words(Why.OFF),
    }


def edit_photo(request: SignedInRequest, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """One photo of an own item as others will see it, with what was hidden; hide more, place it, or take it away."""
    found = own_posted_item(request, key)
    return render_page(request, "items/photo.html", _photo_context(_own(request, found, photo)))


def _photo_context(
    picture: Photo | PhotoDraft, *, brush: BrushForm | None = None, confirm: ConfirmForm | None = None
) -> dict[str, Any]:
    return {
        "item": picture.item,
        "photo": picture,
        "is_draft": isinstance(picture, PhotoDraft),
        "hidden": hidden_words(picture.faces, picture.plates),
        "brush": brush or BrushForm(initial={"seen": picture.brushed}),
        "confirm": confirm or ConfirmForm(initial={"seen": picture.brushed}),
    }


def _own(
    request: SignedInRequest, found: Item, key: uuid.UUID, *, is_light: bool = True, is_ready_only: bool = True
) -> Photo | PhotoDraft:
    """A photo or an own draft with this item; absent, hidden and not yet made are the same 404."""
    for model in (Photo, PhotoDraft):
        rows: Any = model.objects.visible_to(request.viewer).filter(item=found, pk=key)
        if is_ready_only and model is PhotoDraft:
            rows = rows.filter(width__gt=0)
        picture: Photo | PhotoDraft | None = (rows.light() if is_light else rows).first()
        if picture is not None:
            picture.item = found
            return picture
    raise Http404


@require_POST
def blur_photo(request: SignedInRequest, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """Hide the places that somebody pointed out."""
    picture = _own(request, own_posted_item(request, key), photo, is_light=False)
    form = BrushForm(request.POST)
    if form.is_valid():
        picture.brushed = form.cleaned_data["seen"]
        shapes = form.cleaned_data["shapes"]
        try:
            photo_actions.blur_more(picture, hide_more(bytes(picture.image), shapes), len(shapes), by=request.user)
        except PictureRefusedError as refusal:
            form.add_error(None, refusal_words(refusal.why))
        except photo_actions.StalePhotoError:
            form.add_error(None, _("Deze foto werd intussen aangepast. Laad de pagina opnieuw en kijk ze na."))
        else:
            messages.success(request, _("Onherkenbaar gemaakt. Kijk de foto nog eens na."))
            return redirect("edit_photo", key=key, photo=photo)
    return answer_invalid(request, "items/photo.html", _photo_context(picture, brush=form))


@require_POST
def place_photo(request: SignedInRequest, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """Show the photo to whoever reads the item: only with the promise and a sentence that says what it shows."""
    found = own_posted_item(request, key)
    picture = _own(request, found, photo)
    if isinstance(picture, Photo):
        return redirect("item", key=key)
    form = ConfirmForm(request.POST, about=found, speaks_for=found.organisation)
    if wants_rewrite(request):
        form = ConfirmForm(rewritten(request.POST, form.found), about=found, speaks_for=found.organisation)
        return render_page(request, "items/photo.html", _photo_context(picture, confirm=form))
    if form.is_valid():
        picture.brushed = form.cleaned_data["seen"]
        try:
            photo_actions.add_photo(picture, form.cleaned_data["alt"], by=request.user, answer=form.answer)
        except photo_actions.TooManyPhotosError:
            form.add_error(None, _("Er staan al %(n)d foto’s bij. Haal er eerst een weg.") % {"n": MOST_PHOTOS})
        except photo_actions.StalePhotoError:
            form.add_error(None, _("Deze foto werd intussen aangepast. Laad de pagina opnieuw en kijk ze na."))
        else:
            messages.success(request, _("Foto geplaatst. Wie het bericht ziet, ziet ze nu ook."))
            return redirect("item", key=key)
    return answer_invalid(request, "items/photo.html", _photo_context(picture, confirm=form))


@require_POST
def remove_photo(request: SignedInRequest, key: uuid.UUID, photo: uuid.UUID) -> HttpResponse:
    """Take a photo away, for everybody."""
    found = own_posted_item(request, key)
    photo_actions.remove_photo(_own(request, found, photo, is_ready_only=False), by=request.user)
    messages.success(request, _("Foto weg, voor iedereen."))
    return redirect("item_photos", key=key)


@csp_override(ALONE)
def photo_file(request: SignedInRequest, photo: uuid.UUID) -> HttpResponse:
    """The bytes of a photo, for whoever may read its item now."""
    return _answer(request, photo, "image")


@csp_override(ALONE)
def small_photo_file(request: SignedInRequest, photo: uuid.UUID) -> HttpResponse:
    """The same, small."""
    return _answer(request, photo, "small")


def _answer(request: SignedInRequest, key: uuid.UUID, column: str) -> HttpResponse:
    for model in (Photo, PhotoDraft):
        rows: Any = model.objects.visible_to(request.viewer).filter(pk=key)
        data = rows.values_list(column, flat=True).first()
        # Empty: it is still being made safe.
        if data:
            headers = {
                "Cache-Control": "private, no-store",
                "Content-Disposition": 'inline; filename="foto.jpg"',
                "X-Content-Type-Options": "nosniff",
            }
            return HttpResponse(bytes(data), content_type="image/jpeg", headers=headers)
    raise Http404
