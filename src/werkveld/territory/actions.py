"""Every write of this room: keep a layer, draft an edition, publish or discard it, keep addresses.

People and the journal live on higher floors, so these acts take no `by`: the command or page that calls them records
the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.territory import filing
from werkveld.territory.addresses import Merged, merge_addresses
from werkveld.territory.models import AddressFile, Area, AreaOverlap, Edition, EditionState, Layer, LayerKind, Word
from werkveld.territory.refused import ImportRefused
from werkveld.territory.thresholds import apply_thresholds

if TYPE_CHECKING:
    import datetime

    from shapely import MultiPolygon, Polygon

    from werkveld.territory.addressfile import Doors

# Below this share a common piece is the rounding of a shared border and would only be noise in every list.
SMALLEST_SHARE = 1e-6


@dataclass(frozen=True, slots=True)
class Piece:
    """One area to be kept: shape in EPSG:31370, outline as GeoJSON geometry in WGS84."""

    code: str
    name: str
    shape: Polygon | MultiPolygon
    outline: dict[str, Any]
    ring: str = ""


def keep_layer(
    code: str, name: str, *, word: str = Word.GEBIED, kind: str = LayerKind.PARTITION, is_public_label: bool = True
) -> Layer:
    """The layer with this code, made when it is new. What exists is left as it is."""
    layer, _is_new = Layer.objects.get_or_create(
        code=code, defaults={"name": name, "word": word, "kind": kind, "is_public_label": is_public_label}
    )
    return layer


def edition_with_checksum(layer_code: str, checksum: str) -> Edition | None:
    """The edition that already holds exactly these areas."""
    return Edition.objects.filter(layer__code=layer_code, checksum=checksum).first()


@transaction.atomic
def draft_edition(
    layer: Layer,
    *,
    name: str,
    valid_from: datetime.date,
    checksum: str,
    pieces: Iterable[Piece],
    valid_until: datetime.date | None = None,
    source: str = "",
    licence: str = "",
    attribution: str = "",
    source_crs: str = "EPSG:31370",
    is_schematic: bool = False,
) -> Edition:
    """Keep an edition with its areas, not yet in force. The same checksum in the same layer is the same edition."""
    if known := edition_with_checksum(layer.code, checksum):
        return known
    edition = Edition.objects.create(
        layer=layer,
        name=name,
        valid_from=valid_from,
        valid_until=valid_until,
        checksum=checksum,
        source=source[:200],
        licence=licence[:200],
        attribution=attribution[:300],
        source_crs=source_crs,
        is_schematic=is_schematic,
    )
    Area.objects.bulk_create([_area_of(edition, piece) for piece in pieces])
    return edition


def _area_of(edition: Edition, piece: Piece) -> Area:
    min_x, min_y, max_x, max_y = piece.shape.bounds
    return Area(
        edition=edition,
        code=piece.code,
        name=piece.name,
        ring=piece.ring,
        geometry=piece.shape.wkb,
        min_x=min_x,
        min_y=min_y,
        max_x=max_x,
        max_y=max_y,
        square_metres=piece.shape.area,
        outline=piece.outline,
    )


@transaction.atomic
def publish_edition(edition: Edition, *, at: datetime.datetime | None = None) -> Edition:
    """Put a draft in force from its first day, and count its overlap with every other layer in force, both ways.

    Known addresses are placed in it, and overlaps counted by them too.

    The edition that was in force until then ends on that day. Publishing again changes nothing. Raises
    `ImportRefused` when a later edition of the layer is already published.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("layer").get(pk=edition.pk)
    if edition.is_published:
        return edition
    _end_predecessor(edition)
    edition.state = EditionState.PUBLISHED
    edition.published_at = at or timezone.now()
    edition.save(update_fields=["state", "published_at", "valid_until"])
    _count_overlaps(edition)
    filing.file_edition(edition)
    apply_thresholds()
    return edition


def _end_predecessor(edition: Edition) -> None:
    others = Edition.objects.published().filter(layer=edition.layer)
    later = others.filter(valid_from__gte=edition.valid_from).order_by("valid_from").first()
    if later and (edition.valid_until is None or edition.valid_until > later.valid_from):
        raise ImportRefused(
            _("Van {layer} geldt al een uitgave vanaf {date}.").format(
                layer=edition.layer.name, date=later.valid_from.strftime("%d.%m.%Y")
            ),
            _("Kies een latere begindatum."),
        )
    others.in_force(edition.valid_from).update(valid_until=edition.valid_from)


def _count_overlaps(edition: Edition) -> None:
    """Shares by surface with all published editions of other layers that hold on some same day as this one, and with
    the edition it takes the place of: by these, who works in an area of then works in areas of now.
    """
    from django.db.models import Q

    from werkveld.territory.overlay import shares_between

    beside = Q(valid_until=None) | Q(valid_until__gt=edition.valid_from)
    if edition.valid_until:
        beside &= Q(valid_from__lt=edition.valid_until)
    before = Q(layer=edition.layer, valid_until=edition.valid_from)
    others = Edition.objects.published().filter((beside & ~Q(layer=edition.layer)) | before)
    own = list(edition.areas.only("id", "geometry"))
    rows = []
    for other in others:
        theirs = list(other.areas.only("id", "geometry"))
        for source, target, share, reverse in shares_between(own, theirs):
            rows.append(AreaOverlap(source_id=source, target_id=target, by_surface=share))
            rows.append(AreaOverlap(source_id=target, target_id=source, by_surface=reverse))
    AreaOverlap.objects.bulk_create([row for row in rows if row.by_surface > SMALLEST_SHARE])


@transaction.atomic
def discard_draft(edition: Edition) -> None:
    """Throw a draft away, for example because a wrong column was taken. A published edition stays."""
    if Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk).is_published:
        raise ImportRefused(
            _("Een gepubliceerde uitgave wordt nooit gewist of gewijzigd."), _("Importeer een nieuwe uitgave.")
        )
    edition.delete()


@transaction.atomic
def undo_edition(edition: Edition) -> Edition:
    """Take a published edition back before its first day: it is a draft again, and the one before it goes on.

    Raises `ImportRefused` from its first day on: by then things were located in it.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("layer").get(pk=edition.pk)
    if not edition.is_published:
        return edition
    if edition.valid_from <= timezone.localdate():
        raise ImportRefused(
            _("Deze uitgave is al in gebruik."), _("Importeer een nieuwe uitgave, of de vorige opnieuw met een datum.")
        )
    own = edition.areas.values("pk")
    AreaOverlap.objects.filter(source__in=own).delete()
    AreaOverlap.objects.filter(target__in=own).delete()
    filing.unfile_edition(edition)
    edition.state, edition.published_at = EditionState.DRAFT, None
    edition.save(update_fields=["state", "published_at"])
    before = Edition.objects.published().filter(layer=edition.layer, valid_until=edition.valid_from)
    before.update(valid_until=edition.valid_until)
    return edition


@transaction.atomic
def keep_addresses(
    found: Doors,
    *,
    name: str,
    source: str = "",
    licence: str = "",
    attribution: str = "",
    is_schematic: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> Merged:
    """Bring the addresses of the register's municipalities in line with it, and place them in every published edition.

    The same register twice changes nothing. `progress` hears a sentence and the share done, 0 to 1.
    """
    tell = progress or (lambda _sentence, _share: None)
    tell(_("Adressen bewaren"), 0.0)
    merged = merge_addresses(found)
    AddressFile.objects.update_or_create(
        checksum=found.checksum,
        defaults={
            "name": name[:120],
            "source": source[:200],
            "licence": licence[:200],
            "attribution": attribution[:300],
            "is_schematic": is_schematic,
            "addresses": len(found.doors),
            "imported_at": timezone.now(),
        },
    )
    if merged.is_nothing:
        return merged
    _place_in_every_edition(merged, tell)
    tell(_("Overlap tellen"), 0.9)
    filing.count_overlaps_anew()
    apply_thresholds()
    tell(_("Klaar"), 1.0)
    return merged


def _place_in_every_edition(merged: Merged, tell: Callable[[str, float], None]) -> None:
    import numpy as np

    editions = list(Edition.objects.published().select_related("layer"))
    keys = np.array([row[0] for row in merged.rows], dtype=np.int64)
    points = np.array([row[2:] for row in merged.rows], dtype=np.float64).reshape(-1, 2)
    for number, edition in enumerate(editions):
        tell(_("Adressen plaatsen in {edition}").format(edition=edition), 0.2 + 0.6 * number / len(editions))
        filing.place_addresses(edition, keys, points)
    tell(_("Straten tellen"), 0.8)
    filing.refile_streets([edition.pk for edition in editions], merged.streets)
