"""Who keeps a division: the coordinators of the organisation that owns it."""

from __future__ import annotations

from werkveld.audience.viewer import Viewer
from werkveld.people.models import LayerOwner, Organisation
from werkveld.staff.rules import administered_by
from werkveld.territory.models import Edition, Layer


def kept_by(viewer: Viewer) -> list[LayerOwner]:
    """The divisions somebody may change, with their owner, by name."""
    rows = LayerOwner.objects.filter(organisation__in=administered_by(viewer)).select_related("layer", "organisation")
    return sorted(rows, key=lambda held: held.layer.name)


def owner_for(viewer: Viewer, layer: Layer) -> Organisation | None:
    """The owner of a division when the viewer speaks for it; None for everybody else."""
    return next((held.organisation for held in kept_by(viewer) if held.layer_id == layer.pk), None)


def may_keep(viewer: Viewer, edition: Edition) -> bool:
    """Draft, publish, discard and undo an edition."""
    return owner_for(viewer, edition.layer) is not None
