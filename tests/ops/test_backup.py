"""Backup and restore keep every row, also those that no page may see."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.conftest import Command
from werkveld.kit import database
from werkveld.ops import backup

HIDE = """
    CREATE TABLE IF NOT EXISTS hidden (n int);
    ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
    ALTER TABLE hidden FORCE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS nobody ON hidden;
    CREATE POLICY nobody ON hidden USING (n < 10);
    INSERT INTO hidden SELECT generate_series(1, 100);
"""


@pytest.fixture
def hidden(house: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The house with 100 rows of which a page sees nine."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with database.connect("owner", house) as owner:
        owner.execute(HIDE)
    yield house
    with database.connect("owner", house) as owner:
        owner.execute("DROP TABLE IF EXISTS hidden")


def _seen_by(role: str, folder: Path) -> int:
    with database.connect(role, folder) as connection:
        row = connection.execute("SELECT count(*) FROM hidden").fetchone()
    return row[0] if row else 0


def test_every_row_returns_when_restored_under_row_level_security(
    hidden: Path, werkveld: Command, tmp_path: Path
) -> None:
    assert (_seen_by("app", hidden), _seen_by("backup", hidden)) == (9, 100)
    file = tmp_path / "all.dump"
    done = werkveld("db", "backup", str(file))
    assert done.returncode == 0, done.stderr
    with database.connect("owner", hidden) as owner:
        before = backup.count_rows(owner)
        owner.execute("DELETE FROM hidden WHERE n > 50")
    done = werkveld("db", "restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    with database.connect("owner", hidden) as owner:
        assert backup.count_rows(owner) == before
    assert (_seen_by("app", hidden), _seen_by("backup", hidden)) == (9, 100)
    assert before["django_migrations"] > 0


def test_rights_and_functions_return_when_restored(hidden: Path, werkveld: Command, tmp_path: Path) -> None:
    before = _rights(hidden)
    werkveld("db", "backup", str(tmp_path / "all.dump"))
    assert werkveld("db", "restore", str(tmp_path / "all.dump"), "--yes").returncode == 0
    assert _rights(hidden) == before
    assert werkveld("migrate", "--plan").stdout.strip() == "Nothing waits."


def _rights(folder: Path) -> list[tuple[object, ...]]:
    asked = """
        SELECT relname, relrowsecurity, relforcerowsecurity, relowner::regrole::text, NULL,
            ARRAY(SELECT a::text FROM unnest(relacl) a ORDER BY 1) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
        UNION ALL SELECT proname, false, prosecdef, proowner::regrole::text, prosrc,
            ARRAY(SELECT a::text FROM unnest(proacl) a ORDER BY 1) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1, 2, 3, 4, 5"""
    with database.connect("owner", folder) as owner:
        return owner.execute(asked).fetchall()


def test_backup_is_readable_by_its_maker_alone(hidden: Path, werkveld: Command, tmp_path: Path) -> None:
    werkveld("db", "backup", str(tmp_path / "all.dump"))
    assert (tmp_path / "all.dump").stat().st_mode & 0o077 == 0


def test_broken_file_costs_nothing_when_restored(hidden: Path, werkveld: Command, tmp_path: Path) -> None:
    file = tmp_path / "all.dump"
    werkveld("db", "backup", str(file))
    file.write_bytes(file.read_bytes()[:-2000])
    done = werkveld("db", "restore", str(file), "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert _seen_by("backup", hidden) == 100


def test_missing_file_is_said_when_restored(werkveld: Command, tmp_path: Path) -> None:
    done = werkveld("db", "restore", str(tmp_path / "absent.dump"), "--yes")
    assert done.returncode == 1
    assert "There is no file" in done.stderr


def test_reset_asks_first_when_not_told_yes(werkveld: Command) -> None:
    done = werkveld("db", "reset")
    assert done.returncode == 1
    assert "--yes" in done.stderr


def test_newer_postgresql_takes_over_by_backup_reset_and_restore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path that the refusal of another version names, from the system's PostgreSQL to the wheel's."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="werkveld-newer-"))
    folder.chmod(0o755)
    made = {found.source: found.major for found in reversed(database.available_binaries())}
    if len(made) < 2 or made["system"] == made["wheel"]:
        pytest.skip("needs two versions of PostgreSQL")
    old = database.ensure_running(folder)
    database.prepare(old)
    with database.connect("owner", folder) as owner:
        owner.execute("CREATE TABLE probe AS SELECT generate_series(1, 500) AS n")
    backup.backup(old, tmp_path / "old.dump")
    database.stop(folder)
    monkeypatch.setenv("WERKVELD_POSTGRES", "wheel")
    with pytest.raises(database.WrongPostgres):
        database.ensure_running(folder)
    new = backup.reset(folder)
    _wanted, there = backup.restore(new, tmp_path / "old.dump")
    assert there == {"probe": 500}
    database.stop(folder)
    shutil.rmtree(folder)
