"""Request: a question to a function, which owes an answer (R14)."""

from django.utils.translation import gettext_lazy as _

from werkveld.briefing.kinds.kind import Kind

REQUEST = Kind("request", _("Vraag"), _("iemand moet iets doen"), "hand-helping", asks=True)
