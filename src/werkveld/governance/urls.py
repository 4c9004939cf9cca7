"""Addresses of supervision."""

from django.urls import path

from werkveld.governance import breachpages, reportpages, samplepages, termpages, views

urlpatterns = [
    path("toezicht/", views.supervision, name="supervision"),
    path("toezicht/wie-zag-dit/", views.look_up, name="look_up"),
    path("toezicht/wie-zag-dit/<uuid:key>/", views.reads, name="reads"),
    path("toezicht/wie-zag-dit/<uuid:key>/lijst.csv", views.reads_csv, name="reads_csv"),
    path("toezicht/steekproef/", samplepages.samples, name="samples"),
    path("toezicht/steekproef/lijn/<int:pk>/", samplepages.line_sample, name="line_sample"),
    path("toezicht/steekproef/<int:pk>/", samplepages.sample, name="sample"),
    path("toezicht/bewaren/", termpages.terms, name="terms"),
    path("toezicht/vertrokken/", termpages.leavers, name="leavers"),
    path("toezicht/vertrokken/<int:person>/wissen/", termpages.erase_person, name="erase_person"),
    path("mijn/gegevens/", termpages.own_data, name="own_data"),
    path("bericht/<uuid:key>/melden/", reportpages.report_item, name="report_item"),
    path("melding/", reportpages.reports, name="reports"),
    path("melding/<int:pk>/", reportpages.report, name="report"),
    path("melding/<int:pk>/beslissen/", reportpages.decide_report, name="decide_report"),
    path("datalek/", breachpages.breaches, name="breaches"),
    path("datalek/melden/", breachpages.report_breach, name="report_breach"),
    path("datalek/<uuid:key>/", breachpages.breach, name="breach"),
    path("datalek/<uuid:key>/aanvullen/", breachpages.fill_in_breach, name="fill_in_breach"),
    path("datalek/<uuid:key>/afsluiten/", breachpages.close_breach, name="close_breach"),
    path("datalek/<uuid:key>/dossier.json", breachpages.breach_json, name="breach_json"),
    path("datalek/<uuid:key>/dossier/", breachpages.breach_paper, name="breach_paper"),
]
