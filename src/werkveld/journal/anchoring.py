"""Once a day the end of every chain is written down, in the database and outside it: what goes missing shows there.

A chain proves that nothing in the middle was changed. That its last lines were dropped shows only against something
kept elsewhere: a file (append it to a medium the database's administrator cannot write), a mail, the system's log.
"""

import datetime as dt
import json
import logging
import logging.handlers
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils import timezone

from werkveld.journal.models import Anchor

logger = logging.getLogger("werkveld.anchor")
# Held while today's anchor is made: two clockworks make one.
LOCK = 7_319_003

# Per chain the last line, found by its own index.
_HEADS = """
SELECT c.chain, l.number, encode(l.digest, 'hex')
FROM (SELECT DISTINCT chain FROM journal_line) c, LATERAL (
    SELECT number, digest FROM journal_line WHERE chain = c.chain ORDER BY number DESC LIMIT 1) l
ORDER BY c.chain"""


def anchor_file() -> Path:
    """Where anchors are kept outside the database: `WERKVELD_ANCHORS`, else `anchors.jsonl` in the data folder."""
    return Path(os.environ.get("WERKVELD_ANCHORS") or Path(settings.DATA) / "anchors.jsonl")


def anchor_journal(now: dt.datetime | None = None) -> Anchor | None:
    """Anchor today, once: in the database, then in the file, the mail and the system's log. None when it was done.

    Run as the owner role. Outside a transaction: what is written elsewhere must not be rolled back here.
    """
    day = timezone.localdate(now)
    if Anchor.objects.filter(day=day).exists():
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            if Anchor.objects.filter(day=day).exists():
                return None
            cursor.execute(_HEADS)
            heads = [list(row) for row in cursor.fetchall()]
            cursor.execute("SELECT count(*) FROM journal_line")
            lines = int(cursor.fetchone()[0])
        anchor = Anchor.objects.create(day=day, at=now or timezone.now(), lines=lines, heads=heads)
    _write_elsewhere(json.dumps({"day": str(anchor.day), "lines": lines, "heads": heads}))
    return anchor


def anchors_in(file: Path) -> Iterator[dict[str, Any]]:
    """The anchors of a file, one JSON object a line; nothing when there is no file. Raises ValueError on other text."""
    if not file.exists():
        return
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        if line.strip():
            try:
                anchor = json.loads(line)
                yield {"day": anchor["day"], "heads": [(int(c), int(n), str(d)) for c, n, d in anchor["heads"]]}
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}, line {number} is no anchor.") from error


def put_away_anchors() -> None:
    """The journal they belong to was thrown away on purpose (the demo made anew): keep them under another name."""
    if anchor_file().exists():
        anchor_file().rename(anchor_file().with_suffix(f".{timezone.now():%Y%m%dT%H%M%S}"))


def _write_elsewhere(words: str) -> None:
    """Each place on its own: a mail server that is down keeps no anchor out of the file."""
    for write in (_to_file, _to_mail, _to_log):
        try:
            write(words)
        except OSError as error:
            logger.warning("The anchor of the journal did not reach one of its places: %s", error)


def _to_file(words: str) -> None:
    anchor_file().parent.mkdir(parents=True, exist_ok=True)
    with anchor_file().open("a") as file:
        file.write(f"{words}\n")
        file.flush()
        os.fsync(file.fileno())


def _to_mail(words: str) -> None:
    if to := os.environ.get("WERKVELD_ANCHOR_MAIL"):
        send_mail("Werkveld: anker van het logboek", words, None, [to])


def _to_log(words: str) -> None:
    """`WERKVELD_SYSLOG` is a socket (/dev/log) or host:port."""
    if where := os.environ.get("WERKVELD_SYSLOG"):
        host, _colon, port = where.rpartition(":")
        address = (host, int(port)) if host and port.isdecimal() else where
        handler = logging.handlers.SysLogHandler(address)
        handler.handle(logging.makeLogRecord({"msg": f"werkveld anchor {words}", "levelno": logging.INFO}))
        handler.close()
