"""One archive for a server: what is committed and serves, with the assets as they were built.

    python frontend/release.py

Makes `build/werkveld-VERSION.tar.gz`. History, tests, measurements, tools of developers and the demo stay behind: what
is not there can be neither found nor misused.
"""

import os
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / "build"
SERVES = ("src", "docs", "README.md", "CHANGELOG.md", "ARCHITECTURE.md", "pyproject.toml", "uv.lock", ".python-version")
DEMO = Path("src/werkveld/ops/demo")


def main() -> None:
    """Put it together, and say where it is."""
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]
    commit = run("git", "rev-parse", "--short", "HEAD").decode().strip()
    name = f"werkveld-{version}-{commit}"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / name
        take_committed(root)
        shutil.rmtree(root / DEMO)
        take_built(root)
        archive = BUILD / f"{name}.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(root, arcname=name)
    print(archive)


def take_committed(root: Path) -> None:
    """As it stands in the last commit, whatever lies about."""
    root.mkdir()
    tar = root.with_suffix(".tar")
    run("git", "archive", "--format=tar", f"--output={tar}", "HEAD", *SERVES)
    with tarfile.open(tar) as committed:
        committed.extractall(root, filter="data")


def take_built(root: Path) -> None:
    """Stylesheet, script and icons, gathered with a hash in each name; the translations."""
    shutil.copytree(BUILD / "assets", root / "build" / "assets")
    for file in (PROJECT / "src").rglob("*.mo"):
        shutil.copy2(file, root / file.relative_to(PROJECT))
    command = [str(PROJECT / ".venv/bin/django-admin"), "collectstatic", "--noinput", "--verbosity=0"]
    settings = {"DJANGO_SETTINGS_MODULE": "werkveld.settings", "PYTHONPATH": str(root / "src")}
    with tempfile.TemporaryDirectory() as data:
        subprocess.run(command, check=True, env={**os.environ, **settings, "WERKVELD_DATA": data})


def run(*command: str) -> bytes:
    """What it says; raises when it fails."""
    return subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()
