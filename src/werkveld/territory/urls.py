from django.urls import path

from werkveld.territory import suggesting, views

urlpatterns = [
    path("gebieden/", views.areas, name="areas"),
    path("plaatsen/", suggesting.places, name="places"),
    path("indeling/<slug:layer_code>/", views.layer, name="layer"),
]
