"""The same questions as bare SQL, without the rule, the framework or the page: what no design could undercut."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from werkveld.kit import database

NEWEST = """
SELECT item_id FROM items_feedentry WHERE circle = %(circle)s AND area = %(area)s
ORDER BY published_at DESC, item_id DESC LIMIT 50"""

FOUND = "SELECT id FROM items_item WHERE search @@ websearch_to_tsquery('werkveld_nl', %(text)s) LIMIT 200"

STANDING = """
SELECT i.* FROM items_item i WHERE i.id IN (
    SELECT item_id FROM items_feedentry
    WHERE circle = ANY (%(circles)s) AND area = ANY (%(areas)s) AND valid_until > now())"""

# One row and its commit: what the disk asks.
WRITE = """
INSERT INTO journal_line (at, verb, subject_kind, subject_key, detail) VALUES (now(), 'measure', 'bench', '', '{}')"""


class Floor:
    """A bare connection as owner, past the policies."""

    def __init__(self, data: Path) -> None:
        self._connection: psycopg.Connection[Any] = database.connect("owner", data)

    def asks(self, sql: str, rounds: list[dict[str, Any]]) -> Callable[[], object]:
        """A call that runs the statement with the next of these values each time."""
        turn = -1

        def call() -> object:
            nonlocal turn
            turn = (turn + 1) % len(rounds)
            answer = self._connection.execute(sql, rounds[turn])
            return answer.fetchall() if answer.description else None

        return call

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row."""
        row = self._connection.execute(sql, values).fetchone()
        return row and row[0]

    def run(self, sql: str, *values: object) -> None:
        """A statement without an answer."""
        self._connection.execute(sql, values)
