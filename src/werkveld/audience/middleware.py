"""One transaction a request, carrying the viewer: nothing is read outside it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from werkveld.audience.viewer import Viewer, viewer_of, viewing
from werkveld.people.models import Person


class ViewedRequest(HttpRequest):
    """A request with its viewer; every view of ours takes one."""

    viewer: Viewer


class SignedInRequest(ViewedRequest):
    """A request of somebody with an account (the middleware in front turns others away)."""

    user: Person


def without_viewer[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """Mark a view that reads no content, so that it answers even when the database does not."""
    view.needs_viewer = False  # type: ignore[attr-defined]
    return view


class ViewerMiddleware:
    """Runs each view inside `viewing(viewer)`.

    It stands last and runs the view itself, because a setting local to a transaction must be made inside the very
    transaction in which the view and its templates read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ViewedRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer with the view's response, rendered before the transaction ends."""
        if not getattr(view, "needs_viewer", True):
            return None
        person = request.user if isinstance(request.user, Person) else None
        with viewing(viewer_of(person)) as viewer:
            request.viewer = viewer
            response: HttpResponse = view(request, *args, **kwargs)
            if response.streaming:
                raise RuntimeError("A streaming response would outlive its viewer: build the whole answer first.")
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response
