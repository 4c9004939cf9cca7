"""Who may share with whom: only where a data protocol is in force.

An organisation may choose a circle when it has a protocol with every other organisation in it: of an area team, whoever
works there in one of its functions; of a table, whoever has a chair, taken or not; of all partners, whoever holds an
assignment. What is for everybody needs none: that is publishing, not sharing. A protocol of one table counts at that
table alone, and one that not every party's officer confirmed counts nowhere. No protocol, no sharing: also what was
shared earlier is narrowed (decision 0021).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from werkveld.audience.membership import COMPOSITION, OF_ANYBODY, rows_of
from werkveld.audience.models import Refusal
from werkveld.audience.policies import guarded_models
from werkveld.people.models import Organisation

# (organisation that shares, circle, organisation in it with which it has no protocol)
_GAPS = (
    OF_ANYBODY
    + """, touched (circle_id, team_id, organisation_id) AS (
    SELECT id, NULL::bigint, organisation_id FROM wanted WHERE kind IN ('organisation', 'organisation_area')
    UNION
    SELECT c.id, c.team_id, r.organisation_id FROM wanted c
      JOIN people_team t ON c.kind = 'team' AND t.id = c.team_id AND t.kind = 'area_team'
      JOIN reach r ON r.area_id = t.area_id
      JOIN people_organisation o ON o.id = r.organisation_id
    WHERE (o.kind, r.function) IN (COMPOSITION)
    UNION
    SELECT c.id, c.team_id, s.organisation_id FROM wanted c JOIN people_seat s
        ON c.kind = 'team' AND c.team_id = s.team_id
        AND s.starts_on <= %(on)s AND (s.ends_on IS NULL OR s.ends_on >= %(on)s)
    UNION
    SELECT c.id, NULL, p.organisation_id FROM wanted c JOIN presence p ON c.kind = 'partners'
    UNION
    SELECT c.id, NULL, m.organisation_id FROM wanted c JOIN (
        SELECT person_id, organisation_id FROM presence UNION SELECT person_id, organisation_id FROM chair) m
        ON c.kind = 'person' AND c.person_id = m.person_id
), bond (a, b, team_id) AS (
    SELECT x.organisation_id, y.organisation_id, p.team_id
    FROM people_protocol p
      JOIN people_protocol_parties x ON x.protocol_id = p.id
      JOIN people_protocol_parties y ON y.protocol_id = p.id
    WHERE p.confirmed_at IS NOT NULL AND p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
)
SELECT o.id, w.circle_id, w.organisation_id
FROM people_organisation o JOIN touched w ON w.organisation_id <> o.id
WHERE NOT EXISTS (
    SELECT 1 FROM bond b WHERE b.a = o.id AND b.b = w.organisation_id AND (b.team_id IS NULL OR b.team_id = w.team_id))
""".replace("COMPOSITION", COMPOSITION)
)


def _asked_of(circles: str) -> str:
    wanted = "WITH wanted AS (SELECT * FROM audience_circle WHERE WHICH), presence"
    return _GAPS.replace("WITH presence", wanted.replace("WHICH", circles), 1)


_OF_CIRCLES = _asked_of("id = ANY(%(circles)s)") + " AND o.id = %(organisation)s"
# No form offers a circle of one person, so nothing is kept for those; acts ask for them like for any other.
_OF_SHARED = _asked_of("kind <> 'person'")
_LOCK = "hashtext('werkveld.refusals')"


class NoProtocolError(PermissionDenied):
    """Somebody would share with an organisation that theirs has no data protocol with."""


def missing_for(
    organisation: Organisation, circles: Iterable[int], on: dt.date | None = None
) -> dict[int, frozenset[int]]:
    """Of these circles those that an organisation may not choose: {circle: organisations without a protocol}."""
    asked = {"circles": list(circles), "organisation": organisation.pk, "on": on or timezone.localdate()}
    found: dict[int, set[int]] = {}
    for _own, circle, other in rows_of(_OF_CIRCLES, asked):
        found.setdefault(circle, set()).add(other)
    return {circle: frozenset(others) for circle, others in found.items()}


def allowed(organisation: Organisation, circles: Iterable[int]) -> list[int]:
    """Those of some circles that an organisation may share with today, for writing down who reads."""
    keys = list(circles)
    _wait("pg_advisory_xact_lock_shared")
    refused = missing_for(organisation, keys)
    return [key for key in keys if key not in refused]


def insist_on_protocols(organisation: Organisation, circles: Iterable[int]) -> None:
    """Raise `NoProtocolError` when one of these circles may not be chosen: a form never leads here, a script may."""
    _wait("pg_advisory_xact_lock_shared")
    if missing := missing_for(organisation, circles):
        raise NoProtocolError(f"{organisation.short_name}: {len(missing)} circles without a data protocol")


def _wait(lock: str) -> None:
    """Who writes readers and who takes them away go one after the other, or a protocol could end in between."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}({_LOCK})")


@dataclass(frozen=True)
class Settled:
    """What one pass changed: (organisation, circle) that closed and that are open again, and how many rows narrowed."""

    closed: frozenset[tuple[int, int]] = frozenset()
    opened: frozenset[tuple[int, int]] = frozenset()
    narrowed: int = 0


@transaction.atomic
def take_away(on: dt.date | None = None) -> Settled:
    """Narrow everything for which no protocol is in force any more, here and now, for everybody.

    Giving back is left to the clockwork of the room that owns the rows, which knows what else may hold them closed:
    until then what is refused stays so.
    """
    _wait("pg_advisory_xact_lock")
    rows = rows_of(_OF_SHARED, {"circles": [], "on": on or timezone.localdate()})
    wanted = {(own, circle) for own, circle, _other in rows}
    held = set(Refusal.objects.values_list("organisation", "circle"))
    closed = frozenset(wanted - held)
    Refusal.objects.bulk_create(Refusal(organisation_id=own, circle_id=circle) for own, circle in closed)
    narrowed = sum(model.narrow() for model in guarded_models()) if closed else 0
    return Settled(closed, frozenset(held - wanted), narrowed)


@transaction.atomic
def settle(on: dt.date | None = None) -> Settled:
    """The same, and forget what is no longer refused: in this transaction the caller gives those readers back."""
    done = take_away(on)
    if done.opened:
        rows = {(r.organisation_id, r.circle_id): r.pk for r in Refusal.objects.all()}
        Refusal.objects.filter(pk__in=[rows[pair] for pair in done.opened]).delete()
    return done
