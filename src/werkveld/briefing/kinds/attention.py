"""Attention: look out for this while you are out."""

from django.utils.translation import gettext_lazy as _

from werkveld.briefing.kinds.kind import Kind

ATTENTION = Kind("attention", _("Aandacht"), _("let hierop onderweg"), "eye")
