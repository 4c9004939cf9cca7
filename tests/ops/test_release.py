"""What goes to a server is the program alone: no history, no tests, no tools, no demo."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.house.source import PROJECT


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked."""
    if not (PROJECT / "build" / "assets" / "app.css").exists():
        pytest.skip("the assets were not built: make assets")
    made = subprocess.run(
        [sys.executable, "frontend/release.py"], cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
    )
    archive = Path(made.stdout.strip().splitlines()[-1])
    folder = tmp_path_factory.mktemp("server")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    return next(folder.iterdir())


def test_release_holds_the_program_and_nothing_of_developers(release: Path) -> None:
    assert {one.name for one in release.iterdir()} == {
        "src", "build", "docs", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "pyproject.toml", "uv.lock",
        ".python-version",
    }  # fmt: skip
    files = [file.relative_to(release) for file in release.rglob("*") if file.is_file()]
    assert not [file for file in files if {".git", "tests", "bench", "frontend", "node_modules"} & set(file.parts)]
    assert not [file for file in files if file.is_relative_to("src/werkveld/ops/demo")]
    assert list((release / "build" / "static").glob("app.*.css"))
    assert (release / "src/werkveld/locale/en/LC_MESSAGES/django.mo").exists()


def test_release_runs_and_has_no_demo(release: Path, tmp_path: Path) -> None:
    def werkveld(*said: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(release / "src"), "WERKVELD_DATA": str(tmp_path)}
        command = [sys.executable, "-m", "werkveld.ops.command", *said]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "serve" in werkveld("--help").stdout
    where = [sys.executable, "-c", "import werkveld; print(werkveld.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(release / "src")}
    found = subprocess.run(where, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert found.startswith(str(release)), "it is this one that runs"
    refused = werkveld("demo", "--no-serve")
    assert refused.returncode == 1
    assert "the demo does not come along" in refused.stderr
