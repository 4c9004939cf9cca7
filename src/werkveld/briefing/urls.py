from django.urls import path

from werkveld.briefing import posting, views

urlpatterns = [
    path("briefing/", views.briefing, name="briefing"),
    path("briefing/gezien/", views.acknowledge_all, name="acknowledge_all"),
    path("briefing/gebied/<slug:layer>/<str:code>/", views.briefing, name="briefing_of_area"),
    path("briefing/team/<slug:code>/", views.briefing, name="briefing_of_team"),
    path("bericht/<uuid:key>/opnemen/", views.take_request, name="take_request"),
    path("bericht/<uuid:key>/terugkoppeling/", views.give_feedback, name="give_feedback"),
    path("nieuw/", posting.new_item, name="new_item"),
    path("concept/<uuid:key>/", posting.save_draft, name="save_draft"),
    path("zichtbaar/", posting.audience_preview, name="audience_preview"),
    path("bericht/<uuid:key>/briefing/", posting.promote_item, name="promote_item"),
]
