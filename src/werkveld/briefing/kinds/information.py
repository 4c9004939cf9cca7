"""Information: good to know, nothing to do."""

from django.utils.translation import gettext_lazy as _

from werkveld.briefing.kinds.kind import Kind

INFORMATION = Kind("information", _("Ter info"), _("goed om te weten"), "info")
