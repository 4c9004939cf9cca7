"""What the owners of a division do with it: make it, draft an edition, publish it, take it back, throw a draft away."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkveld.atlas import following
from werkveld.atlas.models import Turn
from werkveld.journal.actions import record
from werkveld.people.models import LayerOwner, Organisation, Person
from werkveld.territory import actions as territory
from werkveld.territory.imports import Preview, import_edition
from werkveld.territory.models import Edition, EditionState, Layer, LayerKind
from werkveld.territory.refused import ImportRefused
from werkveld.territory.thresholds import keep_threshold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkveld.territory.imports import FoundArea


@transaction.atomic
def make_layer(
    name: str, *, word: str, kind: str, is_public_label: bool, organisation: Organisation, by: Person
) -> Layer:
    """A new division, still without areas. Raises `ImportRefused` when its name is taken."""
    code = slugify(name)[:40]
    if not code or Layer.objects.filter(code=code).exists():
        raise ImportRefused(_("Er is al een indeling «{name}».").format(name=name), _("Kies een andere naam."))
    layer = territory.keep_layer(code, name, word=word, kind=kind, is_public_label=is_public_label)
    LayerOwner.objects.create(layer=layer, organisation=organisation)
    record("make layer", by=by, organisation=organisation, subject=layer)
    return layer


@transaction.atomic
def draft_from_file(
    layer: Layer, found: Preview, *, valid_from: dt.date, about: dict[str, Any], is_schematic: bool, by: Person
) -> Edition:
    """Keep what a file holds as a draft. The same areas twice are one and the same edition."""
    known = territory.edition_with_checksum(layer.code, found.checksum)
    if known:
        return known
    edition = import_edition(
        found.path, layer.code, layer.name, valid_from, found=found, is_schematic=is_schematic, **about
    )
    record("draft edition", by=by, organisation=_owner(layer), subject=edition, detail={"areas": len(found.areas)})
    return edition


@transaction.atomic
def draft_from_drawing(
    layer: Layer, areas: Sequence[FoundArea], *, name: str, valid_from: dt.date, by: Person
) -> Edition:
    """Keep areas that were drawn by hand as a draft."""
    from werkveld.territory.imports import checksum_of, pieces_of

    checksum = checksum_of(list(areas))
    if known := territory.edition_with_checksum(layer.code, checksum):
        return known
    edition = territory.draft_edition(
        layer,
        name=name,
        valid_from=valid_from,
        checksum=checksum,
        pieces=pieces_of(list(areas), is_partition=layer.kind == LayerKind.PARTITION),
        source=_("getekend in Werkveld"),
    )
    record("draw edition", by=by, organisation=_owner(layer), subject=edition, detail={"areas": len(areas)})
    return edition


@transaction.atomic
def publish_draft(edition: Edition, *, valid_from: dt.date, by: Person) -> Edition:
    """Put a draft in force from a day; twice changes nothing. Raises `ImportRefused` for a day that is taken."""
    row = Edition.objects.select_for_update(of=("self",)).select_related("layer").get(pk=edition.pk)
    if row.is_published:
        return row
    if row.valid_until and row.valid_until <= valid_from:
        row.valid_until = None
    row.valid_from = valid_from
    row.save(update_fields=["valid_from", "valid_until"])
    turns = foresee(row)
    published = territory.publish_edition(row)
    detail = {"areas": published.areas.count(), "from": valid_from.isoformat(), "turns": len(turns)}
    record("publish edition", by=by, organisation=_owner(row.layer), subject=published, detail=detail)
    _note(published, turns)
    if valid_from <= timezone.localdate():
        following.follow(published, by=by)
    return published


def foresee(draft: Edition) -> list[following.Turned]:
    """Who would come into which area and who would leave it: published in trial, looked at, and taken back."""
    from werkveld.atlas.comparing import current_of

    current = current_of(draft)
    if current is None:
        return []
    day = max(draft.valid_from, timezone.localdate())
    before = following.members_in(current, day)
    with transaction.atomic():
        trial = territory.publish_edition(Edition.objects.get(pk=draft.pk))
        following.follow(trial, by=None)
        after = following.members_in(trial, day)
        transaction.set_rollback(True)
    return following.turns_between(before, after)


def turns_foreseen(draft: Edition) -> list[Turn]:
    """Who would come and who would leave, as rows to show."""
    return shown(foresee(draft))


def shown(told: Sequence[following.Turned]) -> list[Turn]:
    """What was foreseen as rows to show, with their people; nothing is kept."""
    people = Person.objects.in_bulk({turn.person for turn in told})
    organisations = Organisation.objects.in_bulk({turn.organisation for turn in told})
    return [
        Turn(
            code=t.code,
            name=t.name,
            person=people[t.person],
            organisation=organisations[t.organisation],
            has_come=t.has_come,
        )
        for t in told
    ]


def _note(edition: Edition, turns: Sequence[following.Turned]) -> None:
    Turn.objects.filter(edition=edition).delete()
    Turn.objects.bulk_create(
        Turn(
            edition=edition,
            code=turn.code,
            name=turn.name,
            person_id=turn.person,
            organisation_id=turn.organisation,
            has_come=turn.has_come,
        )
        for turn in turns
    )


def follow_pending() -> int:
    """For the clockwork: on the first day of an edition its people follow, whoever published it; how many moved."""
    moved = 0
    for edition in following.waiting():
        with transaction.atomic():
            old = following.predecessor_of(edition)
            before = following.members_in(old, timezone.localdate()) if old else {}
            moved += following.follow(edition, by=None)
            if not Turn.objects.filter(edition=edition).exists():
                _note(edition, following.turns_between(before, following.members_in(edition, timezone.localdate())))
    return moved


@transaction.atomic
def undo_edition(edition: Edition, *, by: Person) -> Edition:
    """Take a published edition back before its first day; it is a draft again. Raises `ImportRefused` after that."""
    if not edition.is_published:
        return edition
    undone = territory.undo_edition(edition)
    Turn.objects.filter(edition=undone).delete()
    record("undo edition", by=by, organisation=_owner(edition.layer), subject=undone)
    return undone


@transaction.atomic
def discard_draft(edition: Edition, *, by: Person) -> None:
    """Throw a draft away."""
    record("discard draft edition", by=by, organisation=_owner(edition.layer), subject=edition)
    territory.discard_draft(edition)


def foresee_threshold(layer: Layer, other: Layer, share: float) -> dict[int, list[following.Turned]]:
    """Who would come into which area and who would leave it, by key of the edition in force of either division: the
    new threshold is kept in trial, looked at, and taken back.
    """
    day = timezone.localdate()
    editions = list(Edition.objects.in_force(day).filter(layer__in=[layer, other]).order_by("layer__name"))
    before = {edition.pk: following.members_in(edition, day) for edition in editions}
    with transaction.atomic():
        keep_threshold(layer, other, share)
        after = {edition.pk: following.members_in(edition, day) for edition in editions}
        transaction.set_rollback(True)
    return {key: following.turns_between(members, after[key]) for key, members in before.items()}


@transaction.atomic
def change_threshold(layer: Layer, other: Layer, share: float, *, by: Person) -> None:
    """Say from which share (0 to 1) areas of two divisions count as the same ground. In force at once."""
    turns = [turn for told in foresee_threshold(layer, other, share).values() for turn in told]
    pair = keep_threshold(layer, other, share)
    come = sum(turn.has_come for turn in turns)
    detail = {"share": share, "come": come, "gone": len(turns) - come}
    record("change threshold", by=by, organisation=_owner(layer), subject=pair, detail=detail)


def _owner(layer: Layer) -> Organisation:
    return LayerOwner.objects.select_related("organisation").get(layer=layer).organisation


def drafts_of(layers: Sequence[Layer]) -> list[Edition]:
    """Editions nobody confirmed yet."""
    rows = Edition.objects.filter(layer__in=layers, state=EditionState.DRAFT).select_related("layer")
    return list(rows.order_by("layer__code", "-pk"))
