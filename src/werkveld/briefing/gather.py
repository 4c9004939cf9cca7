"""What a briefing is made of, before it is divided: five questions, however much there is."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language

from werkveld.audience.viewer import Viewer
from werkveld.briefing.models import Take
from werkveld.briefing.scope import Scope
from werkveld.items.models import POST, Change, Comment, Item, ItemArea, ItemVersion, Notice, Reading, State
from werkveld.kit.prepared import any_of, prepared, told_keys
from werkveld.territory.models import Word

# A correction of something read longer ago than this has found its readers, or never will.
FOLLOWS = dt.timedelta(days=28)
# An absurd scope (years of absence, the whole city) still answers.
MOST = 2000
MOST_NOTICES = 20
# City, police, police on patrol, welfare; then whatever else there is.
AS_SPOKEN = (Word.GEBIED, Word.WIJK, Word.SECTOR, Word.BUURT)


@dataclass(frozen=True)
class Found:
    """What the questions brought.

    `read` is when somebody had an item before them; `said` the newest version they acknowledged; `older` the newest
    that says something else than now, for what they have not acknowledged since. `areas` names where each lies.
    """

    items: dict[uuid.UUID, Item]
    in_scope: set[uuid.UUID]
    read: dict[uuid.UUID, dt.datetime]
    said: dict[uuid.UUID, int]
    older: dict[uuid.UUID, int]
    takes: dict[uuid.UUID, Take]
    areas: dict[uuid.UUID, tuple[str, ...]]
    # Questions with an answer under them; posts that became briefing items since; what this viewer put right.
    answered: set[uuid.UUID]
    promoted: set[uuid.UUID]
    own_hand: set[uuid.UUID]


def find(viewer: Viewer, scope: Scope, since: dt.datetime, moment: dt.datetime) -> Found:
    """Everything that may stand in the briefing of these streets. Call inside `viewing(viewer)`."""
    here, put_right, owed = _walk(viewer, scope, since, moment)
    read, said, older = _had(viewer, {*here, *put_right})
    rows = _items(viewer=viewer, keys=list({*here, *older, *owed}), since=since) if viewer.person else []
    items, language = {item.pk: item for item in rows}, get_language()

    def marked(flag: str) -> set[uuid.UUID]:
        return {key for key, item in items.items() if getattr(item, flag)}

    return Found(
        items=items,
        in_scope=set(here),
        read=read,
        said=said,
        older=older,
        takes={key: take for key, item in items.items() if (take := getattr(item, "take", None))},
        areas={key: _names(tuple(item.lies_in), language) for key, item in items.items()},  # type: ignore[attr-defined]
        answered=marked("is_answered"),
        promoted=marked("is_promoted"),
        own_hand=marked("is_own_hand"),
    )


# Three short walks down three indexes, never over the items: what was valid in the scope at some time after `since`;
# what was put right or taken back lately, anywhere; what this person took up and owes an answer to.
_WALK = """
(SELECT DISTINCT ON (valid_until, item_id) item_id, 'here' FROM items_feedentry
 WHERE circle = ANY(%(circles)s::integer[]) AND area = ANY(%(areas)s::integer[])
 AND valid_until > %(since)s AND published_at <= %(at)s
 ORDER BY valid_until DESC, item_id LIMIT %(most)s)
UNION ALL SELECT id, 'right' FROM items_item
 WHERE substance > 1 AND changed_at > %(lately)s AND readers && %(mine)s::integer[]
UNION ALL SELECT item_id, 'owed' FROM briefing_take WHERE person_id = %(me)s AND answered_at IS NULL
"""


def _walk(
    viewer: Viewer, scope: Scope, since: dt.datetime, moment: dt.datetime
) -> tuple[list[uuid.UUID], list[uuid.UUID], list[uuid.UUID]]:
    place = scope.place
    circles = told_keys(viewer.circles if place.circle is None else viewer.circles & {place.circle})
    params: dict[str, Any] = {
        "circles": circles,
        "mine": told_keys(viewer.circles),
        "areas": list(place.areas),
        "since": min(since, moment),
        "at": moment,
        "lately": moment - FOLLOWS,
        "most": MOST,
        "me": viewer.person.pk if viewer.person else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WALK, params)
        rows = cursor.fetchall()
    here, right, owed = ([key for key, kind in rows if kind == wanted] for wanted in ("here", "right", "owed"))
    return here, right, owed


def _had(
    viewer: Viewer, keys: set[uuid.UUID]
) -> tuple[dict[uuid.UUID, dt.datetime], dict[uuid.UUID, int], dict[uuid.UUID, int]]:
    """When each was read, in which version it was acknowledged, and which version before the correction was read."""
    read, said, older = {}, {}, {}
    rows = _readings(viewer=viewer, keys=list(keys)) if viewer.person else []
    for key, before, acknowledged, at, substance in rows:
        read[key], said[key] = at, acknowledged or 0
        if before and said[key] < substance:
            older[key] = before
    return read, said, older


@prepared
def _readings(*, viewer: Viewer, keys: list[uuid.UUID]) -> QuerySet[Any, tuple[Any, ...]]:
    rows = Reading.objects.visible_to(viewer).filter(item=any_of(keys), person=viewer.person).order_by()
    # A post that was only glanced at is not followed; one that was confirmed is.
    follows = Q(version__lt=F("item__substance")) & (~Q(item__kind=POST) | Q(acknowledged_at__isnull=False))
    told = rows.values("item").annotate(
        older=Max("version", filter=follows),
        said=Max("version", filter=Q(acknowledged_at__isnull=False)),
        at=Max("read_at"),
    )
    return told.values_list("item", "older", "said", "at", "item__substance")


@prepared
def _items(*, viewer: Viewer, keys: list[uuid.UUID], since: dt.datetime) -> QuerySet[Item]:
    """The items with who told them and took them up, where they lie, and what happened to them since."""
    of_item = {"item": OuterRef("pk")}
    answers = Comment.objects.visible_to(viewer).filter(**of_item, is_feedback=True)
    versions = ItemVersion.objects.visible_to(viewer).filter(**of_item)
    # Only the owners' own words for where it was said to be; what follows from an overlap stays off the line.
    lies_in = ItemArea.objects.visible_to(viewer).filter(**of_item, area__isnull=False, method__in=["point", "chosen"])
    # In the words of the day: where it lay before the borders moved is history.
    ends_later = Q(edition__valid_until=None) | Q(edition__valid_until__gt=viewer.on)
    lies_in = lies_in.filter(ends_later, edition__valid_from__lte=viewer.on).order_by("area__name")
    rows = Item.objects.visible_to(viewer).filter(pk=any_of(keys)).exclude(state=State.DRAFT)
    return rows.select_related("organisation", "take__person").annotate(
        is_answered=Exists(answers),
        is_promoted=Exists(versions.filter(change=Change.UPDATE, at__gt=since)),
        is_own_hand=Exists(versions.filter(number__gt=1, number=OuterRef("substance"), by=viewer.person)),
        lies_in=ArraySubquery(lies_in.values_list(Concat("edition__layer__word", Value(" "), "area__name"))),
    )


@lru_cache(maxsize=2000)
def _names(words_and_names: tuple[str, ...], _language: str | None) -> tuple[str, ...]:
    """ "gebied Overleie", "wijk K4", "sector Noord": the word in the page's language, in the order of the field."""
    told = [(Word(word), name) for word, _, name in (one.partition(" ") for one in words_and_names)]
    told.sort(key=lambda pair: AS_SPOKEN.index(pair[0]) if pair[0] in AS_SPOKEN else len(AS_SPOKEN))
    return tuple(f"{word.label} {name}" for word, name in told)


def versions_of(viewer: Viewer, items: list[Item]) -> dict[uuid.UUID, dict[int, ItemVersion]]:
    """Every version of these items, by number."""
    versions: dict[uuid.UUID, dict[int, ItemVersion]] = defaultdict(dict)
    for version in _versions(viewer=viewer, keys=[i.pk for i in items]) if items else ():
        versions[version.item_id][version.number] = version
    return versions


@prepared
def _versions(*, viewer: Viewer, keys: list[uuid.UUID]) -> QuerySet[ItemVersion]:
    return ItemVersion.objects.visible_to(viewer).filter(item=any_of(keys)).order_by("number")


def notices_of(viewer: Viewer) -> list[Notice]:
    """Word about this person's own items that they have not seen."""
    return _notices(viewer=viewer) if viewer.person else []


@prepared
def _notices(*, viewer: Viewer) -> QuerySet[Notice]:
    rows = Notice.objects.visible_to(viewer).filter(person=viewer.person, seen_at=None)
    return rows.select_related("item")[:MOST_NOTICES]
