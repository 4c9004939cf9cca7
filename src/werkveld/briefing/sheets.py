"""The briefing on paper: an A4 sheet with boxes to tick, as a page to print and as a PDF; and my sheets so far."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.briefing import actions
from werkveld.briefing.compose import Briefing, Line, compose
from werkveld.briefing.known import outdated, place_of
from werkveld.briefing.models import Form, Sheet
from werkveld.briefing.paper import STYLESHEET, NoPrinterError, pdf_of
from werkveld.briefing.shifts import current_shift, missed_since
from werkveld.briefing.views import links_of, scope_from
from werkveld.kit.pages import render_page
from werkveld.people.models import Person

# How many of my sheets are listed.
LISTED = 30
# What still holds, at most, in a column of its own.
SHORT = 14


@require_GET
def sheet(request: SignedInRequest, layer: str = "", code: str = "") -> HttpResponse:
    """The sheet as a page, to print from the browser. Opening it is printing it: it gets its stamp."""
    return _shown(request, *_printed(request, layer, code))


@require_GET
def sheet_pdf(request: SignedInRequest, layer: str = "", code: str = "") -> HttpResponse:
    """The sheet as a PDF; where the machine cannot make one, the page, saying so."""
    found, kept = _printed(request, layer, code)
    try:
        page = render_to_string(
            "briefing/sheet.html", _page(request, found, kept) | {"is_pdf": True, "style": STYLESHEET}
        )
        answer = HttpResponse(pdf_of(page), content_type="application/pdf")
    except NoPrinterError:
        return _shown(request, found, kept, cannot=True)
    name = f"briefing-{slugify(found.scope.name)}-{timezone.localdate(found.at)}-{kept.stamp}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def my_sheets(request: SignedInRequest) -> HttpResponse:
    """What I printed, the newest first, and which of it no longer holds."""
    rows = Sheet.objects.filter(person=request.user, form=Form.PRINTED).select_related("area__edition__layer", "team")
    sheets = list(rows.defer("area__geometry", "area__outline")[:LISTED])
    changes = outdated(request.viewer, sheets)
    return render_page(
        request, "briefing/sheets.html", {"sheets": [(row, place_of(row), changes[row.pk]) for row in sheets]}
    )


def _printed(request: SignedInRequest, layer: str, code: str) -> tuple[Briefing, Sheet]:
    viewer, now = request.viewer, timezone.now()
    found = compose(viewer, scope_from(request, layer, code), missed_since(viewer), now)
    return found, actions.keep_sheet(found, viewer, Form.PRINTED)


def _shown(request: SignedInRequest, found: Briefing, kept: Sheet, *, cannot: bool = False) -> HttpResponse:
    context = _page(request, found, kept) | {"style": staticfiles_storage.url(STYLESHEET), "cannot": cannot}
    return render_page(request, "briefing/sheet.html", context)


def _page(request: SignedInRequest, found: Briefing, kept: Sheet) -> dict[str, Any]:
    said = {"day": timezone.localtime(found.at), "who": letters(request.user)}
    return {
        "briefing": found,
        "scope": found.scope,
        "sheet": kept,
        "shift": current_shift(request.viewer),
        "links": links_of(found.scope),
        "printed": said,
        "changed": [(line, _where(line, found)) for line in found.changed],
        "must_know": [(line, _where(line, found)) for line in found.must_know],
        "waiting": [*found.owed, *found.asked],
        # A short list stands beside today's; a long one flows through both columns and over the page.
        "is_short": len(found.standing) <= SHORT,
    }


def _where(line: Line, found: Briefing) -> str:
    """What the other owner calls the place: a reader of "wijk K4" is told "gebied Overleie", and the reverse."""
    other = [area for area in line.areas if not area.endswith(f" {found.scope.name}")]
    return other[0] if other else ""


def letters(person: Person) -> str:
    """A name as it may lie on a bench: "L. V."."""
    return " ".join(f"{name[0]}." for name in (person.given_name, person.family_name) if name)
