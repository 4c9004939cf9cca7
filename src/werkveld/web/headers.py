"""Headers on every answer that Django itself has no setting for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
FIXED = {
    "Permissions-Policy": ", ".join(f"{name}={who}" for name, who in PERMISSIONS.items()),
    # Nobody else's page may load ours as a picture, a script or a frame; with the opener policy the page is alone.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Stands in front of everything, so that files and refusals carry the headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what is fixed; keep what is somebody's own out of every cache, the browser's included.

        A phone goes from hand to hand between shifts: after signing out, "back" must show nothing.
        """
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        is_personal = "Cookie" in response.get("Vary", "") or response.cookies
        if is_personal and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response
