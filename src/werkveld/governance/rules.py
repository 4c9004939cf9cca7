"""Who may come here: the data protection officer, each for the own organisation."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpResponse
from django.utils import timezone

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.governance.models import Report
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Organisation


def supervised_by(viewer: Viewer) -> Organisation:
    """The organisation whose officer is looking. Raises Http404 for everybody else: for them this is not here."""
    if viewer.organisation is None or not viewer.is_data_protection_officer:
        raise Http404
    return viewer.organisation


def has_officer(organisation: Organisation) -> bool:
    """Whether somebody is its data protection officer today."""
    return bool(officers_of([organisation.pk]))


def officers_of(organisations: Iterable[int], on: dt.date | None = None) -> set[int]:
    """Which of some organisations have an officer on a day (today when not given), by key."""
    held = Assignment.objects.on(on or timezone.localdate()).filter(organisation__in=list(organisations))
    held = held.filter(function=Function.DATA_PROTECTION_OFFICER, person__is_active=True)
    return set(held.values_list("organisation", flat=True))


def may_decide(viewer: Viewer, report: Report) -> bool:
    """An officer of the organisation that wrote the item."""
    own = viewer.organisation is not None and viewer.organisation.pk == report.organisation_id
    return own and viewer.is_data_protection_officer


def officer_only[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """A view that is absent for who is not a data protection officer today."""

    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        supervised_by(request.viewer)
        return view(request, *args, **kwargs)

    return guarded
