"""Stylesheet, script, icons and catalogues: made by the Makefile, gathered here for serving."""

from pathlib import Path

from werkveld.ops.terminal import Refusal, console


def collect() -> None:
    """Gather the built assets where they are served from, with a hash in each name; nothing when nothing changed."""
    from django.conf import settings
    from django.core.management import call_command

    built = Path(settings.PROJECT) / "build" / "assets"
    if not (built / "app.css").exists():
        raise Refusal("The stylesheet and script were not built yet. Run `make assets` and try again.")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and manifest.stat().st_mtime >= newest_moment(built):
        return
    with console.status("Gathering stylesheet, script and icons …"):
        call_command("collectstatic", verbosity=0, interactive=False)


def newest_moment(folder: Path) -> float:
    """When anything in the folder last changed, in seconds since 1970."""
    return max((file.stat().st_mtime for file in folder.rglob("*")), default=0.0)
