"""The deployment's key is replaced in two steps; secrets may come from a vault; a network is not trusted."""

import os
from pathlib import Path

import pytest

from tests.ops.conftest import Command
from werkveld.kit.database.connections import connection_for, trusted
from werkveld.kit.secrets import NAME, OLD, old_keys, private_table, secret_key, take_credentials


def test_key_is_replaced_and_forgotten_by_the_command(werkveld: Command, house: Path) -> None:
    werkveld("tick")
    before = (house / NAME).read_text()
    done = werkveld("key", "replace")
    assert done.returncode == 0, done.stderr
    assert (house / NAME).read_text() != before
    assert (house / OLD).read_text().strip() == before.strip()
    assert [(house / name).stat().st_mode & 0o777 for name in (NAME, OLD)] == [0o600, 0o600]
    werkveld("key", "replace")
    assert len(old_keys(house)) == 2
    done = werkveld("key", "forget")
    assert "0 secrets locked anew, 2 old keys thrown away" in done.stdout
    assert not (house / OLD).exists()


def test_key_in_the_environment_is_not_replaced_by_us(werkveld: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERKVELD_SECRET_KEY", "x" * 60)
    done = werkveld("key", "replace")
    assert done.returncode == 1
    assert "WERKVELD_OLD_SECRET_KEYS" in done.stderr


def test_old_keys_come_from_environment_and_file_the_youngest_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WERKVELD_OLD_SECRET_KEYS", raising=False)
    assert old_keys(tmp_path) == []
    (tmp_path / OLD).write_text("c\nd\n")
    monkeypatch.setenv("WERKVELD_OLD_SECRET_KEYS", "a,b")
    assert old_keys(tmp_path) == ["a", "b", "c", "d"]


def test_secrets_are_taken_from_the_service_manager_and_never_over_what_was_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("WERKVELD_SECRET_KEY", "WERKVELD_SMTP_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_APP_URL", "postgresql://eerst")
    for name in ("WERKVELD_SECRET_KEY", "DATABASE_APP_URL", "PATH"):
        (tmp_path / name).write_text(f"uit de kluis {name}\n")
    path = os.environ["PATH"]
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    take_credentials()
    try:
        assert secret_key(tmp_path / "nergens") == "uit de kluis WERKVELD_SECRET_KEY"
        assert os.environ["DATABASE_APP_URL"] == "postgresql://eerst"
        assert os.environ["PATH"] == path, "only what we know of"
        assert "WERKVELD_SMTP_PASSWORD" not in os.environ
    finally:
        os.environ.pop("WERKVELD_SECRET_KEY", None)
    doors = tmp_path / "sign-in"
    doors.write_text('[stad]\nname = "Stad"\n')
    doors.chmod(0o440)
    assert private_table(str(doors)) == {"stad": {"name": "Stad"}}, "the folder is closed to others already"


def test_database_elsewhere_is_reached_over_tls_with_a_proved_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def options(url: str) -> dict[str, object]:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.delenv("DATABASE_APP_URL", raising=False)
        found = connection_for("app", tmp_path)["OPTIONS"]
        return {word: value for word, value in found.items() if word.startswith("ssl")}

    assert options("postgresql://u:p@db.example.org/werkveld") == {"sslmode": "verify-full", "sslrootcert": trusted()}
    assert options("postgresql://u:p@10.0.0.3/werkveld?sslrootcert=/etc/own.pem") == {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/own.pem",
    }
    assert options("postgresql://u@db.example.org/w?sslmode=verify-full&sslcert=/c.pem&sslkey=/k.pem")["sslcert"]
    assert options("postgresql://u:p@db.example.org/werkveld?sslmode=disable")["sslmode"] == "disable"
    for here in ("postgresql://u@127.0.0.1/w", "postgresql://u@localhost:5433/w", "postgresql://u@%2Frun%2Fpg/w"):
        assert options(here) == {}
