from django.urls import path

from werkveld.briefing import posting

urlpatterns = [
    path("nieuw/", posting.new_item, name="new_item"),
    path("concept/<uuid:key>/", posting.save_draft, name="save_draft"),
    path("zichtbaar/", posting.audience_preview, name="audience_preview"),
    path("bericht/<uuid:key>/briefing/", posting.promote_item, name="promote_item"),
]
