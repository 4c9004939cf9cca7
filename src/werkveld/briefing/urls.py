from django.urls import path

from werkveld.briefing import known, posting, sheets, views, wall

urlpatterns = [
    path("briefing/", views.briefing, name="briefing"),
    path("briefing/gezien/", views.acknowledge_all, name="acknowledge_all"),
    path("briefing/gebied/<slug:layer>/<str:code>/", views.briefing, name="briefing_of_area"),
    path("briefing/team/<slug:code>/", views.briefing, name="briefing_of_team"),
    path("briefing/groot/", wall.wall, name="wall"),
    path("briefing/gebied/<slug:layer>/<str:code>/groot/", wall.wall, name="wall_of_area"),
    path("briefing/team/<slug:code>/groot/", wall.wall, name="wall_of_team"),
    path("briefing/blad/", sheets.sheet, name="sheet"),
    path("briefing/gebied/<slug:layer>/<str:code>/blad/", sheets.sheet, name="sheet_of_area"),
    path("briefing/team/<slug:code>/blad/", sheets.sheet, name="sheet_of_team"),
    path("briefing/blad.pdf", sheets.sheet_pdf, name="sheet_pdf"),
    path("briefing/gebied/<slug:layer>/<str:code>/blad.pdf", sheets.sheet_pdf, name="sheet_pdf_of_area"),
    path("briefing/team/<slug:code>/blad.pdf", sheets.sheet_pdf, name="sheet_pdf_of_team"),
    path("briefing/bladen/", sheets.my_sheets, name="my_sheets"),
    path("briefing/wat-wist/", known.known_at, name="known_at"),
    path("briefing/stempel/<str:stamp>/", known.what_was_known, name="what_was_known"),
    path("bericht/<uuid:key>/opnemen/", views.take_request, name="take_request"),
    path("bericht/<uuid:key>/terugkoppeling/", views.give_feedback, name="give_feedback"),
    path("nieuw/", posting.new_item, name="new_item"),
    path("concept/<uuid:key>/", posting.save_draft, name="save_draft"),
    path("zichtbaar/", posting.audience_preview, name="audience_preview"),
    path("bericht/<uuid:key>/briefing/", posting.promote_item, name="promote_item"),
]
