"""Two pages for everybody, residents too: what Werkveld never does, and who may do what."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkveld.discretion.recall import RECALL
from werkveld.governance.sampling import figures
from werkveld.kit.pages import render_page
from werkveld.people.models import Protocol
from werkveld.web.promises import ALSO, PROMISES
from werkveld.web.roles import PERMISSIONS, Role


@login_not_required
@require_safe
def never(request: HttpRequest) -> HttpResponse:
    """What Werkveld never does, how it is held to that, and the figures of today."""
    context = {
        "promises": [*ALSO, *PROMISES],
        "protocols": Protocol.objects.on(timezone.localdate()).count(),
        "figures": figures(),
        "recall": RECALL,
    }
    return render_page(request, "web/never.html", context)


@login_not_required
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, as one table."""
    context = {"permissions": PERMISSIONS, "roles": [role.value for role in Role]}
    return render_page(request, "web/roles.html", context)
