"""Addresses of the blogs. What an area and a team both have bears one name; the arguments tell them apart."""

from django.urls import path

from werkveld.blog import views

urlpatterns = [
    path("gebied/<slug:layer>/<str:code>/", views.area, name="area"),
    path("gebied/<slug:layer>/<str:code>/archief/", views.area_archive, name="area_archive"),
    path("gebied/<slug:layer>/<str:code>/archief/<int:year>/<int:month>/", views.area_archive, name="area_archive"),
    path("gebied/<slug:layer>/<str:code>/gelezen/", views.read_all, name="read_all"),
    path("gebied/<slug:layer>/<str:code>/ongelezen/<uuid:key>/", views.mark_unread, name="mark_unread"),
    path("team/<slug:code>/", views.team, name="team"),
    path("team/<slug:code>/archief/", views.team_archive, name="team_archive"),
    path("team/<slug:code>/archief/<int:year>/<int:month>/", views.team_archive, name="team_archive"),
    path("team/<slug:code>/gelezen/", views.read_all, name="read_all"),
    path("team/<slug:code>/ongelezen/<uuid:key>/", views.mark_unread, name="mark_unread"),
]
