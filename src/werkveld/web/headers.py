"""What goes on in front of every view: headers that Django has no setting for, and words that no table can hold."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from werkveld.atlas.uploads import LARGEST
from werkveld.web.errors import too_large

# What a page of ours may ask of the device. Where you stand is asked once, by a button on the posting form.
PERMISSIONS = {
    "geolocation": "(self)",
    "publickey-credentials-create": "(self)",
    "publickey-credentials-get": "(self)",
    "accelerometer": "()",
    "autoplay": "()",
    "camera": "()",
    "display-capture": "()",
    "fullscreen": "()",
    "gyroscope": "()",
    "magnetometer": "()",
    "microphone": "()",
    "midi": "()",
    "payment": "()",
    "usb": "()",
    "xr-spatial-tracking": "()",
}
# The only verbs that any address of ours knows: a TRACE would be answered as a GET by views that name none.
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Beside the largest file of all: the other fields of its form.
ROOM = 1024 * 1024
FIXED = {
    "Permissions-Policy": ", ".join(f"{name}={who}" for name, who in PERMISSIONS.items()),
    # Nobody else's page may load ours as a picture, a script or a frame; with the opener policy the page is alone.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Frame-Options": "DENY",
    # Pages and photos have a policy of their own that says this too; files built beforehand get this one.
    "Content-Security-Policy": "frame-ancestors 'none'",
}


class HeadersMiddleware:
    """Stands in front of everything, so that files and refusals carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what is fixed; keep what is somebody's own out of every cache, the browser's included.

        A phone goes from hand to hand between shifts: after signing out, "back" must show nothing.
        """
        is_known = request.method in METHODS
        response = self.get_response(request) if is_known else HttpResponseNotAllowed(METHODS)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        is_personal = "Cookie" in response.get("Vary", "") or response.cookies
        if is_personal and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response


class LengthMiddleware:
    """Refuses unread what says to be larger than anything that may be sent.

    A file in a form is otherwise on disk before a view can look at it. Rooms that take files keep their own, smaller
    limits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413, or on to the next."""
        return self.get_response(request) if _fits(request) else too_large()


def _fits(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isascii() and length.isdecimal() and int(length[:20]) <= LARGEST + ROOM


ZERO = "\x00"


class ZeroMiddleware:
    """Refuses a zero byte in an address, a question or a form: no text of ours has one, and PostgreSQL keeps none.

    Forms refuse it by themselves; this holds for what is read without one. It stands behind the check against
    forgery, which has read the form already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing yet: only a request that found its view is looked at."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: dict[str, Any]) -> None:
        """404 for the address, 400 for what came along."""
        if ZERO in request.path:
            raise Http404
        for said in (request.GET, request.POST):
            if any(ZERO in key or any(ZERO in word for word in said.getlist(key)) for key in said):
                raise SuspiciousOperation("a zero byte")
