"""The program's own addresses, and two empty pages behind the same middleware and sign-in: the floors of every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing at all, for somebody who signed in."""
    return HttpResponse("")


def frame(request: HttpRequest) -> HttpResponse:
    """The frame that stands around every page, with nothing in it."""
    return render(request, "page.html")


urlpatterns = [path("leeg/", empty), path("kader/", frame), path("", include("werkveld.urls"))]
