"""All addresses: one line a room. Addresses are Dutch, route names English."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("werkveld.web.urls")),
    path("", include("werkveld.governance.urls")),
    path("", include("werkveld.briefing.urls")),
    path("", include("werkveld.blog.urls")),
    path("", include("werkveld.atlas.urls")),
    path("", include("werkveld.borders.urls")),
    path("", include("werkveld.items.urls")),
    path("", include("werkveld.staff.urls")),
    path("", include("werkveld.territory.urls")),
]

handler400 = "werkveld.web.errors.not_understood"
handler403 = "werkveld.web.errors.not_allowed"
handler404 = "werkveld.web.errors.not_found"
handler500 = "werkveld.web.errors.went_wrong"
