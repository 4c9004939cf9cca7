"""The guard from outside: one text a line in, one JSON object a line out, with a database or without."""

import io
import json
from pathlib import Path

import pytest

from werkveld.ops.command import main


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[dict[str, object]]]:
    assert main(["discretion", "check", *arguments]) == 0
    return [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]


@pytest.fixture(autouse=True)
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """No database to learn names from."""
    monkeypatch.setattr("werkveld.ops.discretion._knows_a_database", lambda _data: False)


def test_every_line_has_its_answer_with_offsets_in_code_points(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("👋 Bel Jan Peeters\r\n\nFeest in de Jan Breydellaan\n\u2028Mohamed \u0085 hier", encoding="utf-8")
    first, empty, clean, odd = told(capsys, str(file))
    assert first == [{"kind": "name", "start": 6, "end": 17, "text": "Jan Peeters", "strength": "ASK"}]
    assert (empty, clean) == ([], [])
    assert [f["text"] for f in odd] == ["Mohamed"]


def test_standard_input_and_a_wider_audience(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Bel Jan Peeters\n\xff\n")))
    named, broken = told(capsys, "-", "--audience", "public")
    assert [f["strength"] for f in named] == ["BLOCK"]
    assert broken == []


def test_a_file_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["discretion", "check", "/nergens/teksten.txt"]) == 1
    assert "cannot be read" in capsys.readouterr().err
