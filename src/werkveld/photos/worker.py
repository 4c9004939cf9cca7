"""A process for one picture, that may break, hang or eat without harm: `python -m werkveld.photos.worker`.

It reads one message on standard input and writes one on standard output. It takes its own limits before it reads a
byte, writes no file, and was started without the server's environment, so without its passwords.
"""

import contextlib
import resource
import sys

from werkveld.photos import wire
from werkveld.photos.limits import CPU_SECONDS, MEMORY, MOST_BYTES
from werkveld.photos.refused import PictureRefusedError, Why
from werkveld.photos.regions import Region


def limit() -> None:
    """No more than this of memory, processor and files; what a system does not know is left out."""
    wanted = [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ]
    for what, most in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> int:
    """Do what one message asks. A refusal is an answer; anything else ends with a code that says nothing."""
    limit()
    header, parts = wire.read(sys.stdin.buffer, MOST_BYTES)
    try:
        from werkveld.photos.making import hide_more, make_safe

        if "shares" in header:
            made = hide_more(parts[0], [Region(*share) for share in header["shares"]])
        else:
            made = make_safe(parts[0])
    except PictureRefusedError as refusal:
        wire.write(sys.stdout.buffer, {"why": refusal.why})
    except MemoryError:
        wire.write(sys.stdout.buffer, {"why": Why.TOO_LARGE})
    else:
        figures = {name: getattr(made, name) for name in ("width", "height", "faces", "plates")}
        wire.write(sys.stdout.buffer, figures, made.image, made.small)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
