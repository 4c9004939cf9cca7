"""Addresses of where divisions do not coincide, of who works at a place, and of where they can be found."""

from django.urls import path

from werkveld.borders import contactpoints, views

urlpatterns = [
    path("grenzen/", views.borders, name="borders"),
    path("grenzen/tabel.xlsx", views.workbook, name="borders_workbook"),
    path("grenzen/stukken.geojson", views.pieces, name="borders_pieces"),
    path("grenzen/afspraak/", views.agree, name="agree_street"),
    path("tegenhanger/", views.counterpart, name="counterpart"),
    path("bericht/<uuid:key>/tegenhanger/", views.counterpart_of_item, name="counterpart_of_item"),
    path("beheer/contactpunten/", contactpoints.contact_points, name="contact_points"),
    path("beheer/contactpunten/nieuw/", contactpoints.new_contact_point, name="new_contact_point"),
    path("beheer/contactpunt/<int:pk>/", contactpoints.change_contact_point, name="change_contact_point"),
    path("beheer/contactpunt/<int:pk>/dagen/", contactpoints.add_special_days, name="add_special_days"),
    path("beheer/dagen/<int:pk>/weg/", contactpoints.remove_special_days, name="remove_special_days"),
    path("beheer/contactpunt/<int:pk>/weg/", contactpoints.remove_contact_point, name="remove_contact_point"),
]
