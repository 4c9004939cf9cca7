"""What a file is, by its first bytes; its name and what the browser says of it count for nothing."""

# What a HEIC file calls itself.
HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}


def formats_of(head: bytes) -> list[str]:
    """The decoder that may try a file that starts so, in a list; none for anything that we do not take."""
    if head.startswith(b"\xff\xd8\xff"):
        return ["JPEG"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ["PNG"]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ["WEBP"]
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        return ["HEIF"]
    return []
