"""Addresses of the maps."""

from django.urls import path

from werkveld.atlas import views

urlpatterns = [
    path("kaart/", views.map_page, name="map"),
    path("kaart/kaart.geojson", views.map_geojson, name="map_geojson"),
]
