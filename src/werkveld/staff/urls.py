"""Addresses of teams, roster, administration and invitations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
