"""Reading the journal back: does every line still hold the digest that its content and the line before it give?

The content is put together here a second time, sharing no code with the trigger that made the chain, so that a changed
trigger shows as well. Anchors from outside the database show a tail that was cut off, and a chain that was made anew.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from werkveld.journal.models import Anchor, Cut

STRETCH = 20_000
# One row a line, in the order of the chains; the moment in whole microseconds, the detail as PostgreSQL writes it.
_LINES = """
SELECT chain, number, id, (extract(epoch FROM at) * 1000000)::bigint, verb, by_id, organisation_id,
    subject_kind, subject_key, detail::text, digest
FROM journal_line ORDER BY chain, number"""

type Head = tuple[int, int]
type Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Broken:
    """The first line that does not hold: `key` is its key in the table, None when it is no longer there."""

    chain: int
    number: int
    key: int | None
    why: str

    def __str__(self) -> str:
        name = f"line {self.key} " if self.key is not None else ""
        return f"{name}(chain {self.chain}, number {self.number}): {self.why}"


@dataclass
class Verdict:
    """What was read, and the first thing found wrong (None: all of it holds)."""

    lines: int = 0
    chains: int = 0
    anchors: int = 0
    broken: Broken | None = None


@dataclass
class _Chain:
    """Where the reading of one chain stands."""

    name: int
    number: int = 0
    digest: bytes = b""
    # number → digest in hexadecimals, as anchored; emptied while they are met.
    anchored: dict[int, str] = field(default_factory=dict)

    def broken(self, number: int, key: int | None, why: str) -> Broken:
        return Broken(self.name, number, key, why)


def verify(outside: Iterable[dict[str, Any]] = (), progress: Progress | None = None) -> Verdict:
    """Read all lines against their chain and against every anchor; stops at the first that does not hold.

    `outside` are anchors kept elsewhere: `{"day", "lines", "heads"}`, heads as of `Anchor`. `progress` gets lines read
    and lines in all. Run as a role that sees the whole journal.
    """
    kept = list(outside)
    within = [{"day": anchor.day, "heads": anchor.heads} for anchor in Anchor.objects.order_by("day")]
    anchored = _anchored([*kept, *within])
    verdict = Verdict(anchors=len({str(anchor["day"]) for anchor in [*kept, *within]}))
    if contradiction := anchored.pop("contradiction", None):
        verdict.broken = contradiction
        return verdict
    with transaction.atomic():
        chains = _after_cuts(anchored)
        if isinstance(chains, Broken):
            verdict.broken = chains
            return verdict
        verdict.broken = _read(chains, verdict, progress or (lambda _read, _all: None))
    verdict.chains = len(chains)
    return verdict


def words_of(row: tuple[Any, ...]) -> bytes:
    """What is chained of one row of `_LINES`: an array of JSON, spaced as PostgreSQL spaces it."""
    chain, number, key, at, verb, by, organisation, kind, subject, detail = row[:10]
    before = json.dumps([chain, number, key, at, verb, by, organisation, kind, subject], ensure_ascii=False)
    return f"{before[:-1]}, {detail}]".encode()


def _anchored(anchors: Iterable[dict[str, Any]]) -> dict[Any, Any]:
    """{chain: {number: digest}}; with a `contradiction` when two anchors say another thing of one line."""
    found: dict[Any, Any] = {}
    for anchor in anchors:
        for chain, number, digest in anchor["heads"]:
            known = found.setdefault(chain, {}).setdefault(number, digest)
            if known != digest:
                why = f"two anchors (one of {anchor['day']}) name another digest"
                found.setdefault("contradiction", Broken(chain, number, None, why))
    return found


def _after_cuts(anchored: dict[int, dict[int, str]]) -> dict[int, _Chain] | Broken:
    """Where each chain starts: at nothing, or at its last cut, which must stand at an anchor."""
    chains = {name: _Chain(name, anchored=dict(heads)) for name, heads in anchored.items()}
    for cut in Cut.objects.order_by("chain", "through"):
        chain = chains.setdefault(cut.chain, _Chain(cut.chain))
        digest = bytes(cut.digest)
        if chain.anchored.get(cut.through) != digest.hex():
            return chain.broken(cut.through, None, "lines were cut off where no anchor stands")
        chain.number, chain.digest = cut.through, digest
    for chain in chains.values():
        chain.anchored = {n: d for n, d in chain.anchored.items() if n > chain.number}
    return chains


def _read(chains: dict[int, _Chain], verdict: Verdict, progress: Progress) -> Broken | None:
    total = _count()
    for rows in _stretches():
        for row in rows:
            chain = chains.setdefault(row[0], _Chain(row[0]))
            if broken := _step(chain, row):
                return broken
            verdict.lines += 1
        progress(verdict.lines, total)
    for chain in chains.values():
        if chain.anchored:
            number = chain.number + 1
            return chain.broken(number, None, "the tail is gone: an anchor names a later line")
    return None


def _step(chain: _Chain, row: tuple[Any, ...]) -> Broken | None:
    """One line further, or what is wrong with it."""
    number, key, digest = row[1], row[2], bytes(row[10])
    if number <= chain.number:
        return chain.broken(number, key, "it stands before the cut that should have taken it")
    if number != chain.number + 1:
        return chain.broken(chain.number + 1, None, "it is gone")
    if hashlib.sha256(chain.digest + words_of(row)).digest() != digest:
        return chain.broken(number, key, "its content is not what was chained")
    if chain.anchored.pop(number, digest.hex()) != digest.hex():
        return chain.broken(number, key, "its digest is not the one that was anchored: the chain was made anew")
    chain.number, chain.digest = number, digest
    return None


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_line")
        return int(cursor.fetchone()[0])


def _stretches() -> Iterator[list[tuple[Any, ...]]]:
    """All lines, some thousands at a time, from one snapshot."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LINES)
        while rows := cursor.fetchmany(STRETCH):
            yield rows
