"""The guard while somebody types: the findings in what stands in a form now. Nothing is kept of what is looked at."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.discretion.findings import Kind, Strength
from werkveld.items.content import TYPED
from werkveld.items.discreet import Found, audience_of_keys, look_at, of_strength, said_by, unsaid_before
from werkveld.items.held import notes_of, plain_text
from werkveld.items.models import Item
from werkveld.kit.pages import render_page

LOOKED_AT = (*TYPED, "reason", "alt")
# Longer than any field: what is typed over the edge is looked at as well, a book is not.
LONGEST = 10_000


@require_POST
def look_at_words(request: SignedInRequest) -> HttpResponse:
    """The notes of each field in the form, for the page to put in their places."""
    texts = {name: plain_text(request.POST[name])[:LONGEST] for name in LOOKED_AT if name in request.POST}
    found = _found(request, texts)
    alarms = any(f.kind is Kind.EMERGENCY for findings in found.values() for f in findings)
    notes = notes_of(found)
    context = {
        "fields": [(name, notes.get(name, [])) for name in texts],
        "asks": bool(of_strength(found, Strength.ASK)),
        "alarms": alarms,
    }
    return render_page(request, "items/held_live.html", context)


def _found(request: SignedInRequest, texts: dict[str, str]) -> Found:
    viewer = request.viewer
    item = _item(request)
    if item is None:
        keys = [int(key) for key in request.POST.getlist("circles")[:500] if key.isdecimal() and len(key) < 10]
        return look_at(texts, audience_of_keys(keys, viewer.organisation), viewer.organisation)
    is_authors = "title" in texts
    organisation = item.organisation if is_authors else viewer.organisation
    found = look_at(texts, audience_of_keys(item.audience, organisation), organisation)
    return unsaid_before(found, said_by(item).values()) if is_authors else found


def _item(request: SignedInRequest) -> Item | None:
    """What the words are about, when the form says so and its writer may see it."""
    try:
        key = uuid.UUID(request.POST.get("about", ""))
    except ValueError:
        return None
    return Item.objects.visible_to(request.viewer).select_related("organisation").filter(pk=key).first()
