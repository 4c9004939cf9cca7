import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

from tests.photos.drawn import file_of, street
from werkveld.photos.kinds import formats_of
from werkveld.photos.limits import LONGEST, MOST_BYTES
from werkveld.photos.opening import open_picture
from werkveld.photos.refused import PictureRefusedError, Why

SECRET = b"50.8279,3.2646 Kerkstraat 12"


def why(data: bytes) -> Why:
    with pytest.raises(PictureRefusedError) as refused:
        open_picture(data)
    return refused.value.why


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says to be huge: a chunk of nothing, packed a thousandfold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_picture_opens_in_each_form_we_take(form: str) -> None:
    register_heif_opener()
    opened = open_picture(file_of(street(400, 300), form))
    assert (opened.mode, opened.size) == ("RGB", (400, 300))


def test_large_picture_shrinks_to_what_is_kept() -> None:
    assert open_picture(file_of(street(4000, 1000))).size == (LONGEST, 400)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>",
        b"GIF89a" + bytes(40),
        b"PK\x03\x04" + bytes(40),
        b"BM" + bytes(40),
        b"II*\x00" + bytes(40),
        b"\x00\x00\x00\x1cftypisom" + bytes(40),
        b"\x00\x00\x00\x1cftypavif" + bytes(40),
        b"x",
    ],
)
def test_anything_else_is_refused_by_its_first_bytes(data: bytes) -> None:
    assert formats_of(data[:16]) == []
    assert why(data) == Why.OTHER_KIND


def test_other_form_within_a_taken_name_meets_no_other_decoder() -> None:
    hidden = io.BytesIO()
    street(40, 40).save(hidden, "TIFF")
    assert why(b"\xff\xd8\xff" + hidden.getvalue()) == Why.BROKEN


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (70_000, 1_000), (1_000_000, 1_000_000)])
def test_bomb_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    assert why(bomb(width, height)) in {Why.TOO_LARGE, Why.BROKEN}


def test_packed_text_of_a_hundred_megabytes_is_refused() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    plain = file_of(street(40, 40), "PNG")
    packed = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))
    assert why(plain[:33] + packed + plain[33:]) == Why.BROKEN


def test_empty_heavy_tiny_cut_and_moving_files_are_refused_each_with_its_reason() -> None:
    whole = file_of(street(600, 400))
    assert why(b"") == Why.NO_PICTURE
    assert why(b"\xff\xd8\xff" + bytes(MOST_BYTES)) == Why.TOO_HEAVY
    assert why(file_of(street(8, 8), "PNG")) == Why.BROKEN
    assert why(whole[: len(whole) // 2]) == Why.BROKEN
    moving = file_of(street(60, 40), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    assert why(moving) == Why.MOVING
    moving = file_of(street(60, 40), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    assert why(moving) == Why.MOVING


def test_orientation_is_applied_before_it_is_thrown_away() -> None:
    picture = street(400, 200)
    picture.paste((255, 0, 0), (0, 0, 100, 50))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turned
    opened = open_picture(file_of(picture, exif=exif))
    assert opened.size == (200, 400)
    red, green, blue = opened.getpixel((180, 20))  # type: ignore[misc]
    assert red > 200
    assert green < 60
    assert blue < 60


def test_nothing_of_the_file_but_its_pixels_goes_on() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 49.0, 40.0), 3: "E", 4: (3.0, 15.0, 52.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = file_of(street(200, 100), exif=exif, comment=SECRET, icc_profile=profile)
    assert SECRET in data
    opened = open_picture(data + b"PK\x03\x04<script>" + SECRET)
    assert opened.info == {}
    assert not opened.getexif()
    again = file_of(opened)
    assert all(word not in again for word in (SECRET, b"Exif", b"ICC_PROFILE", b"<script", b"PK\x03\x04"))


def test_profile_that_makes_no_sense_is_left_aside() -> None:
    assert open_picture(file_of(street(100, 100), icc_profile=b"not a profile" * 20)).size == (100, 100)


def test_transparent_picture_stands_on_white() -> None:
    opened = open_picture(file_of(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert opened.getpixel((25, 25)) == (255, 255, 255)
