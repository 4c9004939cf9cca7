"""How many faces and number plates are found, by size and by what spoils them, and what is blurred for nothing.

    python -m bench.photos [--only faces|plates|empty] [--each 4] [--seed 7]

Run with the pictures of `bench.pictures`. Found means: four fifths of the true place lie in what gets blurred.
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from bench.pictures import Scene, face_scenes, grounds, plate_scenes, portraits
from werkveld.photos.faces import find_faces
from werkveld.photos.hiding import face_area, plate_area
from werkveld.photos.networks import Pixels
from werkveld.photos.plates import find_plates
from werkveld.photos.regions import Region

Finder = Callable[[Pixels], list[Region]]
HIDDEN = 0.8


def covered(true: Region, found: Iterable[Region]) -> bool:
    """Whether enough of a true place is hidden by one of the found."""
    for region in found:
        wide = min(true.right, region.right) - max(true.left, region.left)
        high = min(true.bottom, region.bottom) - max(true.top, region.top)
        if wide > 0 and high > 0 and wide * high >= HIDDEN * true.area:
            return True
    return False


def measure(
    scenes: Iterator[tuple[str, int, Scene]], finder: Finder, what: str, area: Callable[[Region], Region]
) -> None:
    """Print recall by size and by condition."""
    hits: dict[tuple[str, int], list[bool]] = defaultdict(list)
    extra, pictures, spent = 0, 0, 0.0
    for how, size, scene in scenes:
        start = time.perf_counter()
        found = [area(region) for region in finder(scene.pixels)]
        spent += time.perf_counter() - start
        true = getattr(scene, what)
        hits[how, size] += [covered(place, found) for place in true]
        extra += sum(all(region.shared(place) < 0.1 for place in true) for region in found)
        pictures += 1
        print(f"\r{pictures} {how} {size}", end="", file=sys.stderr, flush=True)
    sizes = sorted({size for _how, size in hits})
    side = "height" if what == "faces" else "width"
    print(f"\n{what}: recall by {side} in pixels, {pictures} pictures of 1600 × 1066")
    print(f"{'':<9}" + "".join(f"{size:>10}" for size in sizes))
    for how in dict.fromkeys(how for how, _size in hits):
        cells = [hits.get((how, size), []) for size in sizes]
        print(f"{how:<9}" + "".join(f"{f'{sum(c)}/{len(c)}' if c else '':>10}" for c in cells))
    print(f"blurred for nothing: {extra} places in {pictures} pictures; {spent / pictures:.2f} s a picture")


def empty() -> None:
    """What is blurred in pictures without people or plates, and in portraits besides the face."""
    for name, finder in (("faces", find_faces), ("plates", find_plates)):
        places = [len(finder(ground)) for ground in grounds()]
        print(f"\n{name} found in {len(places)} pictures that hold none: {sum(places)}")
    found = [covered(face, [face_area(r) for r in find_faces(picture)]) for picture, face in portraits()]
    print(f"portraits as they are: {sum(found)} of {len(found)} faces found")


def main() -> None:
    """Measure what was asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=("faces", "plates", "empty"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--each", type=int, default=4, help="backgrounds for each size and condition; default 4")
    chosen = parser.parse_args()
    if chosen.only in {None, "faces"}:
        measure(face_scenes(random.Random(chosen.seed), chosen.each), find_faces, "faces", face_area)
    if chosen.only in {None, "plates"}:
        measure(plate_scenes(random.Random(chosen.seed), chosen.each), find_plates, "plates", plate_area)
    if chosen.only in {None, "empty"}:
        empty()


if __name__ == "__main__":
    main()
