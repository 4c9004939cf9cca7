"""From bytes that anybody may have made to plain pixels, or a refusal. Runs in the worker only."""

import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from werkveld.photos.kinds import formats_of
from werkveld.photos.limits import LONGEST, MOST_BYTES, MOST_PIXELS
from werkveld.photos.refused import PictureRefusedError, Why

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def open_picture(data: bytes) -> Image.Image:
    """The picture as it is looked at, in sRGB, its longest side at most `LONGEST`; nothing else of the file.

    Raises `PictureRefusedError`. The header says how many pixels would be unpacked before any is.
    """
    if not data:
        raise PictureRefusedError(Why.NO_PICTURE)
    if len(data) > MOST_BYTES:
        raise PictureRefusedError(Why.TOO_HEAVY)
    formats = formats_of(data[:16])
    if not formats:
        raise PictureRefusedError(Why.OTHER_KIND)
    if formats == ["HEIF"]:
        _know_heic()
    try:
        with warnings.catch_warnings():
            # Pillow only warns between once and twice the limit; here that is a refusal as well.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(data, formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefusedError(Why.TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError) as error:
        raise PictureRefusedError(Why.BROKEN) from error


def _decode(data: bytes, formats: list[str]) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=formats) as file:
        width, height = file.size
        if width * height > MOST_PIXELS:
            raise PictureRefusedError(Why.TOO_LARGE)
        if min(width, height) < 16:
            raise PictureRefusedError(Why.BROKEN)
        # A second picture in a phone's JPEG or HEIC is its depth or a preview; one in PNG or WebP is a film.
        if formats[0] in {"PNG", "WEBP"} and getattr(file, "n_frames", 1) > 1:
            raise PictureRefusedError(Why.MOVING)
        # Lets the JPEG decoder itself halve: a fourth of the memory for a large photo.
        file.draft("RGB", (LONGEST, LONGEST))
        file.load()
        profile = file.info.get("icc_profile")
        turned = ImageOps.exif_transpose(file)
    small = _shrink(_flat(turned))
    return _to_srgb(small, profile)


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency (on white) and in three colours."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        over = picture.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(ground, over).convert("RGB")
    return picture.convert("RGB")


def _shrink(picture: Image.Image) -> Image.Image:
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture


def _to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen understands them; a profile that makes no sense is left aside."""
    fresh = picture
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            fresh = (
                ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            fresh = picture
    # Pixels and nothing else: what the file said about itself stays behind.
    return Image.frombytes("RGB", fresh.size, fresh.tobytes())


def _know_heic() -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise PictureRefusedError(Why.OTHER_KIND) from error
    register_heif_opener(thumbnails=False)
