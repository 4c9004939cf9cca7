"""Home, health, language, account and style guide."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from werkveld.audience.middleware import SignedInRequest, without_viewer
from werkveld.blog.marks import unread_counts
from werkveld.kit.pages import answer_invalid, came_from, render_page
from werkveld.people.models import Person
from werkveld.territory.models import Area
from werkveld.web import actions, guide
from werkveld.web.accounts import remember_language
from werkveld.web.forms import ThemeForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever opens the front door wants the briefing of their own area."""
    return redirect("briefing")


@never_cache
@without_viewer
@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Does the process answer, and does the database? 200, or 503 when it does not. Says nothing else to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"process": "ok", "database": "gone"}, status=503)
    return JsonResponse({"process": "ok", "database": "ok"})


@without_viewer
@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@without_viewer
@login_not_required
@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); absent until an address was set."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    address = contact if ":" in contact else f"mailto:{contact}"
    until = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=300)
    lines = [f"Contact: {address}", f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: nl, en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@without_viewer
@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone put Werkveld on its home screen."""
    icon = {"src": static("web/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": "Werkveld",
            "short_name": "Werkveld",
            "start_url": reverse("home"),
            "display": "standalone",
            "background_color": "#f3f4f1",
            "theme_color": "#0f5c52",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Switch language, signed in or not; who is signed in finds it again on every device."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if isinstance(request.user, Person):
        actions.choose_language(request.user, language, by=request.user)
    response = redirect(came_from(request, reverse("home")))
    remember_language(response, language)
    return response


@never_cache
@require_GET
def unread(request: SignedInRequest) -> HttpResponse:
    """How many items are new in each of the viewer's areas, for the numbers in the frame.

    Apart from the pages, so that none of them waits for it.
    """
    counts = unread_counts(request.viewer)
    return JsonResponse({str(of.pk): number for of, number in counts.items() if isinstance(of, Area) and number})


@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    """Myself: language, light or dark, password, what I do and where."""
    return render_page(request, "web/account.html", {"form": ThemeForm(instance=request.user)})


@require_GET
def passkeys(request: SignedInRequest) -> HttpResponse:
    """They stand among the other ways to sign in; the package leads here after removing one."""
    return redirect("mfa_index")


@require_POST
def set_theme(request: SignedInRequest) -> HttpResponse:
    """Light, dark, as the device, or dark during a night shift."""
    form = ThemeForm(request.POST, instance=Person.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return answer_invalid(request, "web/account.html", {"form": form})
    actions.choose_theme(request.user, form.cleaned_data["theme"], by=request.user)
    messages.success(request, _("Weergave bewaard."))
    return redirect("account")


@login_not_required
@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part of the design, in both themes, with the words to use it."""
    return render_page(request, "web/style_guide.html", guide.parts())
