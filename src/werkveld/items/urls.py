from django.urls import path

from werkveld.items import changing, finding, guarding, photopages, views

urlpatterns = [
    path("bericht/<uuid:key>/", views.item, name="item"),
    path("bericht/<uuid:key>/reactie/", views.comment, name="comment"),
    path("bericht/<uuid:key>/gezien/", views.acknowledge_item, name="acknowledge_item"),
    path("bericht/<uuid:key>/klopt/", views.confirm_item, name="confirm_item"),
    path("bericht/<uuid:key>/versies/", views.item_versions, name="item_versions"),
    path("bericht/<uuid:key>/aanpassen/", changing.change_item, name="change_item"),
    path("bericht/<uuid:key>/zichtbaarheid/", changing.change_audience, name="change_audience"),
    path("bericht/<uuid:key>/intrekken/", changing.withdraw_item, name="withdraw_item"),
    path("bericht/<uuid:key>/fotos/", photopages.item_photos, name="item_photos"),
    path("bericht/<uuid:key>/fotos/<uuid:photo>/", photopages.edit_photo, name="edit_photo"),
    path("bericht/<uuid:key>/fotos/<uuid:photo>/vervagen/", photopages.blur_photo, name="blur_photo"),
    path("bericht/<uuid:key>/fotos/<uuid:photo>/plaatsen/", photopages.place_photo, name="place_photo"),
    path("bericht/<uuid:key>/fotos/<uuid:photo>/weg/", photopages.remove_photo, name="remove_photo"),
    path("foto/<uuid:photo>/", photopages.photo_file, name="photo"),
    path("foto/<uuid:photo>/klein/", photopages.small_photo_file, name="small_photo"),
    path("mijn/", views.my_items, name="my_items"),
    path("mijn/concept/<uuid:key>/weg/", views.discard_draft, name="discard_draft"),
    path("mijn/meldingen/gezien/", views.see_notices, name="see_notices"),
    path("zoeken/", finding.search, name="search"),
    path("woorden/", guarding.look_at_words, name="look_at_words"),
]
