"""Addresses of supervision."""

from django.urls import path

from werkveld.governance import views

urlpatterns = [
    path("toezicht/", views.supervision, name="supervision"),
    path("toezicht/wie-zag-dit/", views.look_up, name="look_up"),
    path("toezicht/wie-zag-dit/<uuid:key>/", views.reads, name="reads"),
    path("toezicht/wie-zag-dit/<uuid:key>/lijst.csv", views.reads_csv, name="reads_csv"),
]
