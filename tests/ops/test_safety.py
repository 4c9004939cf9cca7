"""The doctor sees settings that are not for other people's work, and serving refuses the worst of them."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from werkveld.kit.secrets import NAME, private_table, secret_key
from werkveld.ops import safety, serve
from werkveld.ops.machine import Verdict
from werkveld.ops.terminal import Refusal


@pytest.mark.parametrize("name", ["WERKVELD_DEMO", "WERKVELD_DEBUG"])
def test_serving_refuses_what_opens_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    monkeypatch.delenv(name, raising=False)
    serve.insist_on_earnest()
    assert safety.ask_switches(tmp_path).verdict is Verdict.GOOD
    monkeypatch.setenv(name, "1")
    with pytest.raises(Refusal, match=name):
        serve.insist_on_earnest()
    assert safety.ask_switches(tmp_path).verdict is Verdict.WRONG


def test_key_is_made_for_its_owner_alone_and_an_open_one_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WERKVELD_SECRET_KEY", raising=False)
    assert len(secret_key(tmp_path)) > 60
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert safety.ask_key(tmp_path).verdict is Verdict.GOOD
    (tmp_path / NAME).chmod(0o644)
    assert safety.ask_key(tmp_path).verdict is Verdict.WRONG
    for weak in ("geheim", "a" * 60):
        monkeypatch.setenv("WERKVELD_SECRET_KEY", weak)
        assert safety.ask_key(tmp_path).verdict is Verdict.WRONG


def test_agreements_are_read_from_a_private_file_only(tmp_path: Path) -> None:
    file = tmp_path / "doors.toml"
    file.write_text('[stad]\nname = "Stad"\n')
    file.chmod(0o644)
    with pytest.raises(PermissionError):
        private_table(str(file))
    file.chmod(0o600)
    assert private_table(str(file)) == {"stad": {"name": "Stad"}}
    assert private_table("") == {}


def test_open_connection_console_mail_and_no_contact_are_lacking(settings: Settings, tmp_path: Path) -> None:
    settings.BEHIND_TLS = False
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    asks = (safety.ask_tls, safety.ask_mail, safety.ask_contact)
    assert [ask(tmp_path).verdict for ask in asks] == [Verdict.LACKING] * 3
    settings.BEHIND_TLS = True
    settings.ALLOWED_HOSTS = ["werkveld.example.org", "localhost"]
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    settings.SECURITY_CONTACT = "veilig@example.org"
    assert [ask(tmp_path).verdict for ask in asks] == [Verdict.GOOD] * 3
    settings.ALLOWED_HOSTS = ["*"]
    assert safety.ask_tls(tmp_path).verdict is Verdict.WRONG


def test_door_without_tls_or_half_described_is_wrong(settings: Settings, tmp_path: Path) -> None:
    said = {"name": "Stad", "issuer": "https://stad.be", "client_id": "x", "client_secret": "y"}
    for wrong in ({"issuer": "http://stad.be"}, {"client_id": None}):
        half = {key: value for key, value in (said | wrong).items() if value}
        settings.ORGANISATION_SIGN_IN = {"stad": half}
        assert safety.ask_doors(tmp_path).verdict is Verdict.WRONG
    with_key = {key: value for key, value in said.items() if key != "client_secret"} | {"client_key": "…"}
    assert safety._is_whole(said)
    assert safety._is_whole(with_key)
    assert not safety._is_whole(with_key | {"client_key": ""})
    assert os.environ.get("WERKVELD_DEMO") != "1"


def test_lines_to_other_machines_that_are_open_are_lacking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_APP_URL", raising=False)
    monkeypatch.delenv("WERKVELD_SYSLOG", raising=False)
    assert safety.ask_wires(tmp_path).verdict is Verdict.GOOD
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@db.example.org/werkveld")
    monkeypatch.setenv("WERKVELD_SYSLOG", "/dev/log")
    assert safety.ask_wires(tmp_path).verdict is Verdict.GOOD
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@db.example.org/werkveld?sslmode=require")
    assert "sslmode=require" in safety.ask_wires(tmp_path).finding
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("WERKVELD_SYSLOG", "log.example.org:514")
    assert safety.ask_wires(tmp_path).verdict is Verdict.LACKING


def test_limits_that_are_off_are_lacking(settings: Settings, tmp_path: Path) -> None:
    for factor, verdict in ((1.0, Verdict.GOOD), (2.0, Verdict.GOOD), (0.0, Verdict.LACKING), (100.0, Verdict.LACKING)):
        settings.LIMITS_FACTOR = factor
        assert safety.ask_limits(tmp_path).verdict is verdict
