"""Was / Nu: what a correction changed, in the words of the two versions."""

import uuid
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from werkveld.audience.viewer import Viewer
from werkveld.items.differences import Difference, differences
from werkveld.items.models import Item, ItemVersion

# A blog tells a change in two short lines; who wants every word opens the versions.
LONGEST = 240
MOST = 2

_LINES = "<dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>"


def changes_of(viewer: Viewer, items: Iterable[Item]) -> dict[uuid.UUID, SafeString]:
    """Was and Nu of each corrected item among these, in one query; nothing for what was never corrected."""
    corrected = {item.pk: item for item in items if item.substance > 1 and not item.is_withdrawn}
    if not corrected:
        return {}
    before: dict[uuid.UUID, ItemVersion] = {}
    latest: dict[uuid.UUID, ItemVersion] = {}
    rows = ItemVersion.objects.visible_to(viewer).filter(item__in=corrected.keys()).order_by("item", "number")
    for version in rows:
        latest[version.item_id] = version
        if version.number < corrected[version.item_id].substance:
            before[version.item_id] = version
    return {key: was_and_now(differences(old, latest[key])) for key, old in before.items()}


def was_and_now(changed: Iterable[Difference]) -> SafeString:
    """The lines as a blog shows them; empty when all that changed is too long for it."""
    short = [one for one in changed if len(strip_tags(one.was)) + len(strip_tags(one.now)) <= LONGEST]
    # The new title stands right above; it is only told when nothing else changed.
    short = [one for one in short if one.name != _("Titel")][:MOST] or short[:1]
    if not short:
        return SafeString("")
    lines = ((_("Was"), one.was or "–", _("Nu"), one.now or "–") for one in short)
    return format_html('<dl class="was">{}</dl>', format_html_join("", _LINES, lines))
