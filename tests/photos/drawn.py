"""Pictures made for the tests: a street, a computed head that is nobody's likeness, a plate of invented signs."""

import io
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_SIDE = 256


@lru_cache(maxsize=1)
def head(size: int = 320) -> Image.Image:
    """A head on nothing, lit from the front: an ellipsoid with soft hollows for eyes, brows, nose and mouth."""
    down, across = np.mgrid[0:_SIDE, 0:_SIDE].astype(np.float32)
    x, y = (across - _SIDE / 2) / (_SIDE * 0.33), (down - _SIDE * 0.52) / (_SIDE * 0.44)

    def blob(at_x: float, at_y: float, wide: float, high: float) -> Any:
        return np.exp(-(((x - at_x) / wide) ** 2 + ((y - at_y) / high) ** 2))

    light = np.clip(0.35 + 0.65 * np.sqrt(np.clip(1 - x * x - y * y, 0, 1)) + 0.12 * x - 0.1 * y, 0, 1.1)
    for side in (-1, 1):
        light -= 0.38 * blob(side * 0.40, -0.16, 0.20, 0.10) + 0.30 * blob(side * 0.40, -0.13, 0.075, 0.06)
        light += 0.12 * blob(side * 0.50, -0.12, 0.05, 0.03) + 0.12 * blob(side * 0.29, -0.12, 0.05, 0.03)
        light -= 0.42 * blob(side * 0.41, -0.33, 0.22, 0.045) + 0.22 * blob(side * 0.10, 0.24, 0.06, 0.04)
        light += 0.10 * blob(side * 0.45, 0.15, 0.2, 0.15) - 0.10 * blob(side * 0.17, 0.05, 0.07, 0.25)
    light += 0.16 * blob(0, 0.05, 0.06, 0.25) + 0.14 * blob(0, 0.2, 0.09, 0.07) - 0.16 * blob(0, 0.31, 0.18, 0.04)
    light -= 0.34 * blob(0, 0.50, 0.28, 0.035) + 0.14 * blob(0, 0.46, 0.26, 0.05) + 0.10 * blob(0, 0.70, 0.18, 0.05)
    skin = light[..., None] * np.array([228, 178, 150])
    lips = 0.45 * blob(0, 0.50, 0.27, 0.08)[..., None]
    skin = skin * (1 - lips) + np.array([170, 70, 70]) * lips * light[..., None]
    face = 1 / (1 + np.exp((x * x + y * y - 1) * 30))
    skull = ((across - _SIDE / 2) / (_SIDE * 0.40)) ** 2 + ((down - _SIDE * 0.44) / (_SIDE * 0.44)) ** 2
    front = 1 / (1 + np.exp((y + 0.52 + 0.12 * np.cos(x * 3)) * 22))
    hair = np.clip(np.maximum(1 - face, front) / (1 + np.exp((skull - 1) * 25)), 0, 1)
    colours = skin * face[..., None] * (1 - hair[..., None]) + np.array([60, 42, 30]) * hair[..., None]
    colours += np.random.default_rng(3).normal(0, 3, colours.shape)
    solid = np.maximum(face, hair)[..., None] * 255
    pixels = np.clip(np.concatenate([colours, solid], axis=2), 0, 255).astype(np.uint8)
    return Image.fromarray(pixels, "RGBA").resize((size, size))


def plate(text: str = "1-ABC-123", width: int = 220) -> Image.Image:
    """A Belgian plate: red on white."""
    sign = Image.new("RGB", (520, 110), "white")
    pen = ImageDraw.Draw(sign)
    pen.rectangle((2, 2, 517, 107), outline=(160, 20, 30), width=4)
    pen.rectangle((4, 4, 44, 105), fill=(10, 50, 160))
    pen.text((282, 56), text, fill=(160, 20, 30), font=ImageFont.load_default(86), anchor="mm")
    return sign.resize((width, width * 110 // 520), Image.Resampling.LANCZOS)


def street(width: int = 1200, height: int = 800) -> Image.Image:
    """Sky, houses, pavement; nobody there."""
    picture = Image.new("RGB", (width, height), (150, 180, 205))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height // 5, width, height * 3 // 4), fill=(150, 92, 74))
    pen.rectangle((0, height * 3 // 4, width, height), fill=(110, 110, 112))
    for left in range(60, width - 160, 260):
        pen.rectangle((left, height // 3, left + 110, height // 2), fill=(70, 84, 96))
    return picture.filter(ImageFilter.GaussianBlur(1))


HEAD, PLATE = (300, 380, 620, 700), (760, 640, 980, 686)


def scene() -> Image.Image:
    """The street with one head and one plate, at those places."""
    picture = street()
    picture.paste(head(), HEAD[:2], head())
    picture.paste(plate(), PLATE[:2])
    return picture


def file_of(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    kept = io.BytesIO()
    picture.save(kept, form, **options)  # type: ignore[arg-type]
    return kept.getvalue()
