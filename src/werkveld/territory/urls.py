from django.urls import path

from werkveld.territory import views

urlpatterns = [
    path("gebieden/", views.areas, name="areas"),
    path("indeling/<slug:layer_code>/", views.layer, name="layer"),
]
