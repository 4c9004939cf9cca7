"""The command explains itself and refuses in words."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from werkveld.ops import command, territory
from werkveld.ops.terminal import Refusal, insist


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _parsers(child)


EVERY = list(_parsers(command.build_parser()))


@pytest.mark.parametrize("parser", EVERY, ids=lambda parser: parser.prog)
def test_help_teaches_whatever_the_command(parser: argparse.ArgumentParser) -> None:
    text = parser.format_help()
    assert parser.description
    assert max(map(len, text.splitlines())) <= 120
    for action in parser._actions:
        assert action.help is not argparse.SUPPRESS
        assert action.option_strings in ([], ["-h", "--help"]) or action.help


def test_every_promised_command_is_there() -> None:
    found = {parser.prog for parser in EVERY}
    promised = {"demo", "serve", "migrate", "territory import", "territory locate", "person invite", "tick", "doctor"}
    promised |= {f"db {what}" for what in ("status", "backup", "restore", "reset", "start", "stop")}
    assert {f"werkveld {name}" for name in promised} <= found


def test_bare_command_shows_first_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    assert "werkveld demo" in capsys.readouterr().out


def test_missing_postgresql_is_said_in_a_sentence_when_a_command_needs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WERKVELD_POSTGRES", str(tmp_path))
    monkeypatch.setattr("werkveld.ops.database.data_folder", lambda: tmp_path)
    assert command.main(["db", "start"]) == 1
    assert "Install it and try again" in capsys.readouterr().err


def test_irreversible_act_is_refused_when_nobody_can_be_asked() -> None:
    with pytest.raises(Refusal, match="--yes"):
        insist("Throw away everything?", yes=False)


@pytest.mark.parametrize("text", ["50.8280,3.2649", "3.26", "kortrijk", "200,10"])
def test_point_is_refused_when_it_cannot_be_meant(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        territory.point_of(text)


def test_point_is_longitude_then_latitude() -> None:
    assert territory.point_of("3.2649,50.8280") == (3.2649, 50.828)


def test_closed_data_folder_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse() -> Path:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("werkveld.ops.database.data_folder", refuse)
    assert command.main(["db", "start"]) == 1
    assert "WERKVELD_DATA" in capsys.readouterr().err
