"""The kinds of briefing item, in the order a form offers them. A new kind: one file here, and one line below."""

from werkveld.briefing.kinds.attention import ATTENTION
from werkveld.briefing.kinds.information import INFORMATION
from werkveld.briefing.kinds.kind import Kind
from werkveld.briefing.kinds.request import REQUEST
from werkveld.briefing.kinds.safety import SAFETY

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (ATTENTION, REQUEST, SAFETY, INFORMATION)}
