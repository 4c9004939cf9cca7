"""Safety: a risk for whoever goes there."""

from django.utils.translation import gettext_lazy as _

from werkveld.briefing.kinds.kind import Kind

SAFETY = Kind("safety", _("Veiligheid"), _("een risico voor wie er komt"), "triangle-alert")
