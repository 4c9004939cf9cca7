"""Who may come here: the data protection officer, each for the own organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.http import Http404, HttpResponse

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.governance.models import Report
from werkveld.people.models import Organisation


def supervised_by(viewer: Viewer) -> Organisation:
    """The organisation whose officer is looking. Raises Http404 for everybody else: for them this is not here."""
    if viewer.organisation is None or not viewer.is_data_protection_officer:
        raise Http404
    return viewer.organisation


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
