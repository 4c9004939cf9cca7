"""What a new edition changes for who is looking: `{% load atlas %}{% turned %}`."""

from typing import Any

from django import template

from werkveld.atlas.turns import turns_for

register = template.Library()


@register.inclusion_tag("atlas/turned.html", takes_context=True)
def turned(context: template.Context) -> dict[str, Any]:
    """A note for the person concerned and for the coordinators of their organisation; nothing when nothing moved."""
    viewer = getattr(context.get("request"), "viewer", None)
    return {"told": turns_for(viewer) if viewer is not None and viewer.person else []}
