"""Every write to a photo. What comes here is already blurred: `photos.running` is the only way to a `SafePicture`."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from werkveld.audience.circles import circle_of_person
from werkveld.items.discreet import UNANSWERED, Answer, audience_of_keys, hold_words, record_kept
from werkveld.items.models import Item, State
from werkveld.items.pictures import MOST_PHOTOS, Photo, PhotoDraft
from werkveld.journal.actions import record
from werkveld.people.models import Person
from werkveld.photos.refused import Why
from werkveld.photos.running import SafePicture


class TooManyPhotosError(Exception):
    """The item has as many photos as it may."""


class StalePhotoError(Exception):
    """Somebody hid more in this photo meanwhile: what was made from the older one would show that again."""


def _insist_on_room(item: Item) -> Item:
    """The item, held until the end of the transaction, when one more photo fits."""
    row = Item.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=item.pk)
    if row.state not in {State.PUBLISHED, State.LAPSED}:
        raise PermissionDenied
    if Photo.objects.filter(item=row).count() >= MOST_PHOTOS:
        raise TooManyPhotosError
    return row


@transaction.atomic
def await_photo(item: Item, *, by: Person) -> PhotoDraft:
    """A place for a photo that is being made safe; nobody but who sent it knows of it. Raises `TooManyPhotosError`."""
    row = _insist_on_room(item)
    circle = circle_of_person(by).pk
    if PhotoDraft.objects.filter(item=row, circle=circle, why="").count() >= MOST_PHOTOS:
        raise TooManyPhotosError
    empty = {"width": 0, "height": 0, "image": b"", "small": b""}
    draft: PhotoDraft = PhotoDraft.objects.create(item=row, circle=circle, by=by, **empty)
    record("send photo", by=by, organisation=row.organisation, subject=row, detail={"photo": str(draft.pk)})
    return draft


@transaction.atomic
def draft_photo(key: uuid.UUID, safe: SafePicture, *, by: Person) -> None:
    """Keep the blurred picture for who sent it, until they have looked; nothing when it was taken away meanwhile."""
    draft = _awaited(key)
    if draft is None:
        return
    for name, value in (_columns(safe) | {"faces": safe.faces, "plates": safe.plates}).items():
        setattr(draft, name, value)
    draft.save()
    detail = {"photo": str(draft.pk), "faces": safe.faces, "plates": safe.plates}
    record("draft photo", by=by, organisation=draft.item.organisation, subject=draft.item, detail=detail)


@transaction.atomic
def refuse_photo(key: uuid.UUID, why: Why, *, by: Person) -> None:
    """No picture came of it; its sender reads why."""
    draft = _awaited(key)
    if draft is None:
        return
    draft.why = why
    draft.save(update_fields=["why"])
    detail = {"photo": str(draft.pk), "why": why}
    record("refuse photo", by=by, organisation=draft.item.organisation, subject=draft.item, detail=detail)


def _awaited(key: uuid.UUID) -> PhotoDraft | None:
    rows = PhotoDraft.objects.select_for_update(of=("self",)).filter(pk=key, width=0)
    return rows.select_related("item__organisation").first()


@transaction.atomic
def add_photo(draft: PhotoDraft, alt: str, *, by: Person, answer: Answer = UNANSWERED) -> Photo:
    """The sender looked and says that nobody can be recognised: from now on whoever reads the item sees it.

    No new version: the text stays as it was; the journal says when the photo came. Raises `TooManyPhotosError`,
    `StalePhotoError`, and `IndiscreetError` for words that may not go as far as the item does.
    """
    row = _insist_on_room(draft.item)
    words = hold_words({"alt": alt}, audience_of_keys(row.audience, row.organisation), row.organisation, answer)
    kept = PhotoDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if kept.brushed != draft.brushed or not kept.is_ready:
        raise StalePhotoError
    columns = ("id", "width", "height", "faces", "plates", "brushed", "image", "small")
    photo: Photo = Photo.objects.create(item=row, by=by, alt=alt, **{name: getattr(kept, name) for name in columns})
    kept.delete()
    detail = {"photo": str(photo.pk), "version": row.version, "brushed": photo.brushed}
    record("add photo", by=by, organisation=row.organisation, subject=row, detail=detail)
    record_kept(words, answer, by=by, organisation=row.organisation, subject=row)
    return photo


@transaction.atomic
def blur_more(photo: Photo | PhotoDraft, safe: SafePicture, places: int, *, by: Person) -> None:
    """Put the picture with more places hidden in the stead of the one it was made from. Raises `StalePhotoError`."""
    held = type(photo).objects.select_for_update(of=("self",)).light().get(pk=photo.pk)
    if held.brushed != photo.brushed:
        raise StalePhotoError
    for name, value in _columns(safe).items():
        setattr(held, name, value)
    held.brushed += places
    held.save(update_fields=["image", "small", "width", "height", "brushed"])
    detail = {"photo": str(held.pk), "places": places}
    record("blur photo", by=by, organisation=held.item.organisation, subject=held.item, detail=detail)


@transaction.atomic
def remove_photo(photo: Photo | PhotoDraft, *, by: Person) -> None:
    """Gone for good, for everybody, from the next request on."""
    record(
        "remove photo",
        by=by,
        organisation=photo.item.organisation,
        subject=photo.item,
        detail={"photo": str(photo.pk)},
    )
    type(photo).objects.filter(pk=photo.pk).delete()


def _columns(safe: SafePicture) -> dict[str, object]:
    return {"image": safe.image, "small": safe.small, "width": safe.width, "height": safe.height, "at": timezone.now()}
