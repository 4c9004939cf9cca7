"""Pictures to measure by, composed from what packages and the system ship; none of it is kept in this project.

`BENCH_PICTURES` names a folder with photos (backgrounds without people in `grounds/`, portraits in `faces/`); without
it scikit-image's own are used when that package is there (`uv run --with scikit-image`).
"""

import importlib.util
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from werkveld.photos.networks import Pixels
from werkveld.photos.regions import Region

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansCondensed-Bold.ttf")
GROUNDS = ("coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png", "grass.png", "gravel.png", "brick.png")
# Background and colour of the signs, whether a blue strip stands at the left.
FORMS = {
    "BE": ("1-{a}{b}{c}-{x}{y}{z}", "white", (160, 20, 30), True),
    "BE old": ("{a}{b}{c}-{x}{y}{z}", "white", (160, 20, 30), False),
    "NL": ("{a}{b}-{x}{y}{z}-{c}", (250, 200, 20), "black", True),
    "FR": ("{a}{b}-{x}{y}{z}-{c}{d}", "white", "black", True),
}


@dataclass
class Scene:
    """A picture, what is in it, and what is special about it."""

    pixels: Pixels
    faces: list[Region] = field(default_factory=list)
    plates: list[Region] = field(default_factory=list)
    words: str = ""


def package_folder() -> Path | None:
    """Where scikit-image keeps its pictures."""
    spec = importlib.util.find_spec("skimage")
    return Path(spec.origin).parent / "data" if spec and spec.origin else None


def grounds() -> list[Pixels]:
    """Pictures without people or text, 1600 pixels wide."""
    folder = os.environ.get("BENCH_PICTURES")
    files = sorted(Path(folder, "grounds").glob("*")) if folder else []
    if not files and (own := package_folder()):
        files = [own / name for name in GROUNDS]
    read = [cv2.imread(str(file)) for file in files]
    return [_fit(picture) for picture in read if picture is not None]


def _fit(picture: Pixels) -> Pixels:
    scale = max(1600 / picture.shape[1], 1066 / picture.shape[0])
    sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return sized[:1066, :1600].copy()


def portraits() -> list[tuple[Pixels, Region]]:
    """Photos of one person each, with where the face is (`name.jpg` beside `name.txt`: left top right bottom)."""
    found = []
    if own := package_folder():
        found.append((cv2.imread(str(own / "astronaut.png")), Region(180, 65, 270, 180)))
    folder = os.environ.get("BENCH_PICTURES")
    for note in sorted(Path(folder, "faces").glob("*.txt")) if folder else []:
        edges = [float(figure) for figure in note.read_text().split()]
        found.append((cv2.imread(str(note.with_suffix(".jpg"))), Region(*edges)))
    return [(picture, region) for picture, region in found if picture is not None]


def put_face(
    ground: Pixels,
    source: tuple[Pixels, Region],
    size: int,
    dice: random.Random,
    *,
    turn: float = 0,
    edge: bool = False,
) -> Region:
    """Lay a head with its shoulders into the ground, the face `size` pixels high; answers where the face came."""
    picture, face = source
    around = face.grown(0.6).clipped(picture.shape[1], picture.shape[0])
    part = picture[int(around.top) : int(around.bottom), int(around.left) : int(around.right)]
    scale = size / face.height
    head = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    high, wide = head.shape[:2]
    mask = np.zeros((high, wide), np.uint8)
    cv2.ellipse(mask, (wide // 2, high // 2), (int(wide * 0.48), int(high * 0.49)), 0, 0, 360, 255, -1)
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1)
    head, mask = cv2.warpAffine(head, matrix, (wide, high)), cv2.warpAffine(mask, matrix, (wide, high))
    mask = cv2.GaussianBlur(mask, (0, 0), max(1.0, size / 40))
    if ground.shape[0] - high < 2 or ground.shape[1] - wide < 2:
        raise ValueError("the head does not fit")
    left, top = dice.randrange(ground.shape[1] - wide), dice.randrange(ground.shape[0] - high)
    inner = Region(
        (face.left - around.left) * scale,
        (face.top - around.top) * scale,
        (face.right - around.left) * scale,
        (face.bottom - around.top) * scale,
    )
    cut = int(inner.left + inner.width * 0.25) if edge else 0
    left = 0 if edge else left
    head, mask = head[:, cut:], mask[:, cut:, None].astype(np.float32) / 255
    spot = ground[top : top + high, left : left + wide - cut]
    spot[:] = (head * mask + spot * (1 - mask)).astype(np.uint8)
    return inner.moved(left - cut, top).clipped(ground.shape[1], ground.shape[0])


def plate(form: str, dice: random.Random) -> Pixels:
    """A number plate of invented signs, 520 by 110 pixels."""
    pattern, ground, ink, has_strip = FORMS[form]
    letters = {name: dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for name in "abcd"}
    figures = {name: str(dice.randrange(10)) for name in "xyz"}
    drawing = Image.new("RGB", (520, 110), ground)
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((2, 2, 517, 107), outline=ink if isinstance(ink, tuple) else (20, 20, 20), width=4)
    if has_strip:
        pen.rectangle((4, 4, 44, 105), fill=(10, 50, 160))
    pen.text(
        (282, 56), pattern.format(**letters, **figures), fill=ink, font=ImageFont.truetype(str(FONT), 88), anchor="mm"
    )
    return cv2.cvtColor(np.asarray(drawing), cv2.COLOR_RGB2BGR)


def put_plate(
    ground: Pixels, sign: Pixels, width: int, dice: random.Random, *, turn: float = 0, slant: float = 0
) -> Region:
    """Lay a plate on a dark bumper in the ground, `width` pixels wide, turned by degrees and seen from aside."""
    high, wide = sign.shape[:2]
    scale = width / wide
    near, far = wide * scale, wide * scale * (1 - slant)
    corners = np.array(
        [[0, 0], [far, high * scale * slant], [far, high * scale], [0, high * scale * (1 + slant / 2)]], np.float32
    )
    angle = np.deg2rad(turn)
    corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    corners -= corners.min(axis=0)
    across, down = np.ceil(corners.max(axis=0)).astype(int)
    pad = max(4, width // 6)
    left, top = dice.randrange(pad, ground.shape[1] - across - pad), dice.randrange(pad, ground.shape[0] - down - pad)
    car = ground[top - pad : top + down + pad, left - pad : left + across + pad]
    car[:] = (car * 0.25 + 20).astype(np.uint8)
    shrunk = cv2.resize(sign, (max(2, round(near)), max(2, round(high * scale))), interpolation=cv2.INTER_AREA)
    flat = np.array(
        [[0, 0], [shrunk.shape[1], 0], [shrunk.shape[1], shrunk.shape[0]], [0, shrunk.shape[0]]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(flat, np.asarray(corners + np.array([left, top]), np.float32))
    size = (ground.shape[1], ground.shape[0])
    mask = cv2.warpPerspective(np.full(shrunk.shape[:2], 255, np.uint8), matrix, size)[..., None] / 255.0
    ground[:] = (cv2.warpPerspective(shrunk, matrix, size) * mask + ground * (1 - mask)).astype(np.uint8)
    return Region(float(left), float(top), float(left + across), float(top + down))


def spoiled(pixels: Pixels, how: str) -> Pixels:
    """The picture dark, out of focus, moved or badly kept."""
    if how == "dark":
        noise = np.random.default_rng(7).normal(0, 6, pixels.shape)
        return np.clip(pixels * 0.22 + noise, 0, 255).astype(np.uint8)
    if how == "unsharp":
        return cv2.GaussianBlur(pixels, (0, 0), 1.6)
    if how == "moved":
        return cv2.filter2D(pixels, -1, np.full((1, 7), 1 / 7, np.float32))
    if how == "poor":
        return cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 25])[1], cv2.IMREAD_COLOR)
    return pixels


def face_scenes(dice: random.Random, each: int) -> Iterator[tuple[str, int, Scene]]:
    """(how, height of the face, scene): every size plain, and some sizes spoiled, turned, at the edge."""
    backs, people = grounds(), portraits()
    plain = [(size, "plain") for size in (16, 24, 32, 48, 64, 96, 160, 300)]
    hard = [(size, how) for how in ("dark", "unsharp", "moved", "poor", "turned", "edge") for size in (32, 64, 160)]
    for size, how in plain + hard:
        for back in dice.sample(backs, min(each, len(backs))):
            ground = back.copy()
            several = 3 if size <= 160 else 1
            turn = dice.choice((-35, -20, 20, 35)) if how == "turned" else dice.uniform(-8, 8)
            faces: list[Region] = []
            for _ in range(several):
                trial = ground.copy()
                face = put_face(trial, dice.choice(people), size, dice, turn=turn, edge=how == "edge")
                if all(face.grown(1).shared(other.grown(1)) == 0 for other in faces):
                    ground, faces = trial, [*faces, face]
            yield how, size, Scene(spoiled(ground, how), faces=faces)


def plate_scenes(dice: random.Random, each: int) -> Iterator[tuple[str, int, Scene]]:
    """(how, width of the plate, scene)."""
    backs = grounds()
    plain = [(width, form) for form in FORMS for width in (40, 60, 90, 140, 220, 400)]
    hard = [
        (width, how)
        for how in ("dark", "unsharp", "moved", "poor", "turned", "slanted")
        for width in (60, 90, 140, 220)
    ]
    for width, how in plain + hard:
        for back in dice.sample(backs, min(each, len(backs))):
            ground = back.copy()
            form = how if how in FORMS else dice.choice(list(FORMS))
            turn = dice.choice((-25, -15, 15, 25)) if how == "turned" else dice.uniform(-4, 4)
            plates: list[Region] = []
            for _ in range(2):
                trial = ground.copy()
                spot = put_plate(trial, plate(form, dice), width, dice, turn=turn, slant=0.3 if how == "slanted" else 0)
                if all(spot.grown(0.6).shared(other.grown(0.6)) == 0 for other in plates):
                    ground, plates = trial, [*plates, spot]
            yield how, width, Scene(spoiled(ground, how), plates=plates)
