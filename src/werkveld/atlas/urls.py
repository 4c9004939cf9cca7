"""Addresses of the maps, and of the pages on which an organisation keeps its divisions."""

from django.urls import path

from werkveld.atlas import drawing, keeping, thresholding, views

urlpatterns = [
    path("kaart/", views.map_page, name="map"),
    path("kaart/kaart.geojson", views.map_geojson, name="map_geojson"),
    path("beheer/indelingen/", keeping.own_layers, name="own_layers"),
    path("beheer/indelingen/nieuw/", keeping.new_layer, name="new_layer"),
    path("beheer/indelingen/<slug:layer_code>/inlezen/", keeping.new_edition, name="new_edition"),
    path("beheer/indelingen/<slug:layer_code>/drempels/", thresholding.thresholds, name="thresholds"),
    path("beheer/indelingen/<slug:layer_code>/tekenen/", drawing.draw_edition, name="draw_edition"),
    path("beheer/uitgave/<int:pk>/", keeping.keep_edition, name="keep_edition"),
    path("beheer/uitgave/<int:pk>/publiceren/", keeping.publish_edition, name="publish_edition"),
    path("beheer/uitgave/<int:pk>/terugnemen/", keeping.undo_edition, name="undo_edition"),
    path("beheer/uitgave/<int:pk>/weg/", keeping.discard_edition, name="discard_edition"),
]
