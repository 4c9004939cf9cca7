"""Addresses of teams, roster, administration and invitations."""

from django.urls import path

from werkveld.staff import administration, protocols, roster, tables, views, welcome

urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("uitnodiging/", welcome.welcome, name="welcome"),
    path("uitnodiging/<str:token>/", welcome.accept_invitation, name="accept_invitation"),
    path("rooster/", roster.roster, name="roster"),
    path("rooster/nieuw/", roster.new_shift, name="new_shift"),
    path("rooster/dienst/<int:pk>/", roster.change_shift, name="change_shift"),
    path("rooster/dienst/<int:pk>/weg/", roster.remove_shift, name="remove_shift"),
    path("rooster/inlezen/", roster.import_roster, name="import_roster"),
    path("rooster/inlezen/voorbeeld.csv", roster.roster_template, name="roster_template"),
    path("protocollen/", protocols.protocols, name="protocols"),
    path("protocollen/nieuw/", protocols.new_protocol, name="new_protocol"),
    path("protocollen/<int:pk>/bevestigen/", protocols.confirm_protocol, name="confirm_protocol"),
    path("protocollen/<int:pk>/beeindigen/", protocols.end_protocol, name="end_protocol"),
    path("beheer/", administration.administration, name="administration"),
    path("beheer/uitnodigen/", administration.invite, name="invite"),
    path("beheer/persoon/<int:pk>/", administration.person, name="administer_person"),
    path("beheer/persoon/<int:pk>/functie/", administration.assign, name="assign"),
    path("beheer/persoon/<int:pk>/uitnodiging/", administration.renew, name="renew_invitation"),
    path("beheer/persoon/<int:pk>/sluiten/", administration.deactivate, name="deactivate_person"),
    path("beheer/persoon/<int:pk>/openen/", administration.reactivate, name="reactivate_person"),
    path("beheer/functie/<int:pk>/verplaatsen/", administration.move, name="move_assignment"),
    path("beheer/functie/<int:pk>/beeindigen/", administration.end, name="end_assignment"),
    path("beheer/tafels/", tables.tables, name="administer_tables"),
    path("beheer/tafels/nieuw/", tables.new_team, name="new_team"),
    path("beheer/tafels/<slug:code>/", tables.team, name="administer_team"),
    path("beheer/tafels/<slug:code>/zetel/", tables.add_seat, name="add_seat"),
    path("beheer/zetel/<int:pk>/", tables.fill_seat, name="fill_seat"),
    path("beheer/zetel/<int:pk>/uitnodigen/", tables.invite_to_seat, name="invite_to_seat"),
    path("beheer/zetel/<int:pk>/verlengen/", tables.renew_guest, name="renew_guest"),
    path("beheer/zetel/<int:pk>/weg/", tables.remove_seat, name="remove_seat"),
]
