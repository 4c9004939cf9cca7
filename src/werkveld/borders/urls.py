"""Addresses of where divisions do not coincide, and of who works at a place."""

from django.urls import path

from werkveld.borders import views

urlpatterns = [
    path("grenzen/", views.borders, name="borders"),
    path("grenzen/tabel.xlsx", views.workbook, name="borders_workbook"),
    path("grenzen/stukken.geojson", views.pieces, name="borders_pieces"),
    path("grenzen/afspraak/", views.agree, name="agree_street"),
    path("tegenhanger/", views.counterpart, name="counterpart"),
    path("bericht/<uuid:key>/tegenhanger/", views.counterpart_of_item, name="counterpart_of_item"),
]
