"""Photos are made safe beside the request: who sent them goes on, and finds them with their item when they are done.

What the camera made stays in this process's memory until its turn comes, and is never written to a disk (decision
0018). When the server stops meanwhile it is gone, and the page asks to send it again.
"""

import logging
import queue
import threading
import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items import photo_actions
from werkveld.items.pictures import PhotoDraft
from werkveld.people.models import Person
from werkveld.photos.limits import LATER_SECONDS, MOST_FILES
from werkveld.photos.refused import PictureRefusedError, Why
from werkveld.photos.running import make_safe

log = logging.getLogger(__name__)
# Two uploads of four: at most 160 MB in one process.
MOST_WAITING = 2 * MOST_FILES


@dataclass(frozen=True)
class Job:
    """A picture as it was sent, for which draft, by whom."""

    draft: uuid.UUID
    person: int
    data: bytes


_waiting: queue.Queue[Job] = queue.Queue()
_starting = threading.Lock()
_maker: threading.Thread | None = None


def has_room(number: int) -> bool:
    """Whether so many pictures more may wait in this process."""
    return _waiting.qsize() + number <= MOST_WAITING


def make_later(draft: PhotoDraft, data: bytes) -> None:
    """Make a picture safe once this transaction stands; in its turn, one at a time."""
    job = Job(draft.pk, draft.by_id, data)
    transaction.on_commit(lambda: _put(job))


def _put(job: Job) -> None:
    global _maker  # noqa: PLW0603 - one thread a process, begun by the first photo: a server forks before that
    _waiting.put(job)
    with _starting:
        if _maker is None or not _maker.is_alive():
            # It dies with the server: what it holds may be lost, and a restart need not wait for it.
            _maker = threading.Thread(target=_make_all, name="photos", daemon=True)
            _maker.start()


def _make_all() -> None:
    while True:
        job = _waiting.get()
        try:
            make(job)
        except Exception:
            # The next one must have its turn; this one shows as lost.
            log.exception("a photo was not made safe")
        finally:
            connection.close()


def make(job: Job) -> None:
    """The work on one picture; what comes of it is written with the eyes of who sent it."""
    safe, why = None, Why.BROKEN
    try:
        safe = make_safe(job.data, LATER_SECONDS)
    except PictureRefusedError as refusal:
        why = refusal.why
    person = Person.objects.get(pk=job.person)
    with viewing(viewer_of(person)):
        if safe is None:
            photo_actions.refuse_photo(job.draft, why, by=person)
        else:
            photo_actions.draft_photo(job.draft, safe, by=person)
