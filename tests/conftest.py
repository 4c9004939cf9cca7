"""One embedded PostgreSQL for all tests, one database for each run and each of its workers."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from django.test import TransactionTestCase
from django.utils import translation
from psycopg import sql

from tests.database import AS_APP, AS_OWNER, as_owner
from werkveld.kit import database
from werkveld.kit.database.roles import make_database

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WERKVELD_DATA", PROJECT / ".werkveld" / "test")).absolute()
# The folder of collected assets is made by serving; a clone that was never served must be testable too.
(PROJECT / "build" / "static").mkdir(parents=True, exist_ok=True)


# Tables that no model knows of: Django would leave in them what a test committed.
UNMODELLED = ("items_word", "web_attempt")


def pytest_configure() -> None:
    """Assets go by their plain names in tests: nothing needs to be gathered or hashed first."""
    # A test does in a second what nobody does in an hour; those about limits set their own.
    settings.LIMITS = {}
    settings.SECOND_STEP_REQUIRED = False  # Those about the second step say so themselves.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def cluster() -> Iterator[database.Cluster]:
    """The test server; ended by the last run that uses it, unless it ran before any of them."""
    with _counted(DATA / "runs.lock") as is_last:
        cluster = database.ensure_running(DATA)
        database.prepare(cluster)
        mark = DATA / "started-by-tests"
        if cluster.was_started:
            mark.touch()
        yield cluster
        if mark.exists() and is_last():
            mark.unlink()
            database.stop(DATA)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: Any, cluster: database.Cluster
) -> Iterator[None]:
    """Make, migrate and hand out this worker's database; `--reuse-db` keeps it for the next run."""
    is_kept = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    name = _name(request, is_kept=is_kept)
    _make(name, is_kept=is_kept)
    settings = connections["default"].settings_dict
    # Changed in place: Django reads this very dictionary for each new connection, also in a live server's threads.
    wanted = database.connection_for("owner", DATA) | {"TEST": {**settings["TEST"], "NAME": name}}
    settings.update(wanted, NAME=name, CONN_MAX_AGE=0, CONN_HEALTH_CHECKS=False)
    with django_db_blocker.unblock():
        settings["OPTIONS"] |= {"options": AS_OWNER}
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        settings["OPTIONS"] |= {"options": AS_APP}
        _flush_as_owner()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    if not request.config.getvalue("reuse_db"):
        _drop(name)


def _name(request: pytest.FixtureRequest, *, is_kept: bool) -> str:
    """A name nobody else uses: by process, or (kept) by the caller's wish and the worker's number."""
    wish = os.environ.get("WERKVELD_TEST_DATABASE", "test_werkveld")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    if request.config.getvalue("reuse_db"):
        return f"{wish}_{worker}" if worker else wish
    return f"{wish}_{os.getpid()}"


def _make(name: str, *, is_kept: bool) -> None:
    with database.connect("owner", DATA, "postgres") as owner:
        listed = {row[0] for row in owner.execute("SELECT datname FROM pg_database").fetchall()}
        for old in listed:
            if _is_abandoned(old):
                _drop(old)
        if name in listed and not is_kept:
            _drop(name)
        if name not in listed or not is_kept:
            make_database(owner, name)
    with database.connect("owner", DATA, name) as owner:
        database.grants(owner)


def _is_abandoned(name: str) -> bool:
    """A run that was killed leaves its database; its process number is in the name."""
    number = name.removeprefix("test_werkveld_")
    if number == name or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def _drop(name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with database.connect("owner", DATA, "postgres") as owner:
        # The server's own vacuum may work there just now, and only a superuser may end that.
        for _again in range(40):
            with suppress(psycopg.errors.InsufficientPrivilege):
                owner.execute(drop)
                return
            time.sleep(0.5)
        owner.execute(drop)


def _flush_as_owner() -> None:
    """Emptying tables between tests of real transactions is the owner's right; pages may not truncate."""
    teardown = TransactionTestCase._fixture_teardown

    def flush(case: TransactionTestCase) -> None:
        # A connection of its own: what the test left in its session must not decide whose right this is.
        connections["default"].close()
        with as_owner():
            for is_last in (False, False, False, True):
                _wait_for_others()
                try:
                    teardown(case)
                    with connections["default"].cursor() as cursor:
                        cursor.execute(f"TRUNCATE {', '.join(UNMODELLED)}")
                except (OperationalError, CommandError):
                    # A page that was just leaving asked once more, between the look and the lock.
                    if is_last:
                        raise
                else:
                    return

    TransactionTestCase._fixture_teardown = flush


def _wait_for_others(most: float = 10) -> None:
    """Until a live server has answered what a closed page had still asked: its locks and ours could form a ring."""
    until = time.monotonic() + most
    with connections["default"].cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if cursor.fetchone()[0] == 0:
                return
            time.sleep(0.05)


@contextmanager
def _counted(file: Path) -> Iterator[Any]:
    """Hold a share in `file` while in use; yields a question: is nobody else left?"""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as share:
        fcntl.flock(share, fcntl.LOCK_SH)

        def is_last() -> bool:
            try:
                fcntl.flock(share, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        yield is_last


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Each test begins in Dutch: a page in English leaves its language behind in this thread."""
    with translation.override("nl"):
        yield


@pytest.fixture
def cast(db: None) -> Any:
    """The small cast of the audience rule (see tests/cast.py)."""
    from tests.cast import make_cast

    return make_cast()
