"""The origin of an address, for what a page may load."""

from urllib.parse import urlsplit


def origins_of(address: str) -> list[str]:
    """ "https://tiles.example.org" of a whole address, in a list; none when it is empty or names no host.

    A part in braces before the first dot ({s}.tiles.example.org, as map servers have it) stands for any name.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return []
    host = "*" + parts.netloc[parts.netloc.index("}") + 1 :] if parts.netloc.startswith("{") else parts.netloc
    return [f"{parts.scheme}://{host}"]
