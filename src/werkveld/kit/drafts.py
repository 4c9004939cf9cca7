"""Telling the next page that a form was sent, so that the copy on the device can go.

The device keeps what is typed until the server says it has it. A redirect stands in between, so the word travels in
the session and is taken out by the page that comes next.
"""

from django.http import HttpRequest

_KEY = "finished_drafts"


def finish_draft(request: HttpRequest, key: str) -> None:
    """Call this when a `form[data-draft]` with `data-draft-key="key"` succeeded, before the redirect."""
    request.session[_KEY] = [*request.session.get(_KEY, []), key]


def take_finished_drafts(request: HttpRequest) -> list[str]:
    """The keys of drafts that were finished since the last page; they are told once."""
    if not hasattr(request, "session") or _KEY not in request.session:
        return []
    keys: list[str] = request.session.pop(_KEY)
    return keys
