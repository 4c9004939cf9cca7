"""What the frame around every page needs. Nothing is asked of the database until the frame is really drawn."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from werkveld.audience.viewer import Viewer
from werkveld.kit.drafts import take_finished_drafts
from werkveld.people.models import Person, Shift, Theme
from werkveld.web import navigation
from werkveld.web.navigation import Link


class Shell:
    """The frame, for one request. Each property is computed when a template asks for it, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.path = request.path
        self.is_demo: bool = settings.DEMO

    @cached_property
    def viewer(self) -> Viewer | None:
        """Who is looking, or None when nobody signed in (or an answer is given outside a view)."""
        viewer: Viewer | None = getattr(self.request, "viewer", None)
        return viewer if viewer is not None and viewer.person is not None else None

    @cached_property
    def person(self) -> Person | None:
        """The person signed in."""
        return self.viewer.person if self.viewer else None

    @cached_property
    def draft_owner(self) -> str:
        """Whose drafts the device may keep, as a word that tells nothing: those of another are wiped."""
        if self.person is None:
            return ""
        return salted_hmac("werkveld.web.drafts", str(self.person.pk), algorithm="sha256").hexdigest()[:16]

    @cached_property
    def function(self) -> str:
        """What the person does, as it stands under their name."""
        assignments = self.viewer.assignments if self.viewer else []
        return assignments[0].get_function_display() if assignments else ""

    @cached_property
    def theme(self) -> str:
        """What `data-theme` says: own choice, dark during a night shift, else the device's."""
        if self.person is None:
            return Theme.AUTO
        if self.person.theme != Theme.SHIFT:
            return self.person.theme
        now = timezone.now()
        shift = Shift.objects.filter(person=self.person, starts_at__lte=now, ends_at__gt=now).first()
        return Theme.DARK if shift and shift.is_night else Theme.AUTO

    @cached_property
    def briefing(self) -> Link:
        """The first place to go."""
        return navigation.link_to(navigation.BRIEFING, self.path)

    @cached_property
    def compose(self) -> Link:
        """Writing something."""
        return navigation.link_to(navigation.COMPOSE, self.path)

    @cached_property
    def search(self) -> Link:
        """Looking something up."""
        return navigation.link_to(navigation.SEARCH, self.path)

    @cached_property
    def mine(self) -> Link:
        """What I wrote, what is still a draft, and what I was told about it."""
        return navigation.link_to(navigation.MINE, self.path)

    @cached_property
    def account(self) -> Link:
        """Oneself."""
        return navigation.link_to(navigation.ACCOUNT, self.path)

    @cached_property
    def others(self) -> list[Link]:
        """Every other place this viewer may go."""
        return navigation.other_links(self.viewer, self.path) if self.viewer else []

    @cached_property
    def areas(self) -> list[Link]:
        """The viewer's areas, own ones first."""
        return list(navigation.area_links(self.viewer, self.path)) if self.viewer else []

    @cached_property
    def own_area(self) -> Link:
        """The blog of the first own area; who has none reads all areas."""
        return self.areas[0] if self.areas else navigation.link_to(navigation.AREAS, self.path)

    @cached_property
    def finished_drafts(self) -> list[str]:
        """Drafts that the device may forget: their form arrived."""
        return take_finished_drafts(self.request)

    @property
    def words(self) -> dict[str, str]:
        """The few sentences that the script says, in the page's language."""
        return {
            "saved": _("Concept bewaard {at}"),
            "offline": _("Niet verbonden: je tekst blijft op dit toestel"),
            "here": _("Op dit toestel bewaard {at}"),
            "restored": _("Je tekst van {at} staat er weer. "),
            "undo": _("Maak ongedaan"),
            "left": _("Nog {n} tekens"),
            "over": _("{n} tekens te veel"),
            "place": _("{n} van {of}"),
            "close": _("Sluit"),
            "zone": settings.TIME_ZONE,
        }


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
