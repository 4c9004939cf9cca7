"""Every figure that is promised, taken in one process over the pages' own role; prints JSON for `bench.pages`.

`python -m bench.figures --data FOLDER [--only briefing]`
"""

import argparse
import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.clock import Times, in_turn
from bench.place import DATA, start

MANY, SOME = int(os.environ.get("BENCH_MANY", "200")), int(os.environ.get("BENCH_SOME", "60"))


@dataclass
class Figure:
    """One line of the table. `value` is in `unit`; `goal` is the most it may be, None for a line to compare with."""

    group: str
    name: str
    value: float
    unit: str
    goal: float | None = None
    p95: float | None = None
    floor: float | None = None
    cpu: float | None = None

    @classmethod
    def of_times(cls, group: str, name: str, times: Times, *, goal: float | None = None, floor: float | None = None):  # type: ignore[no-untyped-def]
        """Milliseconds on the wall; the goal is for the 95th percentile."""
        return cls(group, name, times.median, "ms", goal, times.p95, floor, times.cpu_median)


class Scene:
    """Who looks and where, found again in the measured database."""

    def __init__(self, data: Path) -> None:
        from bench.floors import Floor
        from bench.visits import Visitor
        from bench.world import BROAD, NARROW, OFFICER
        from werkveld.audience.viewer import viewer_of
        from werkveld.people.models import Person
        from werkveld.territory.models import Area

        self.data, self.floor = data, Floor(data)
        self.persons = {"ruim": BROAD, "nauw": NARROW, "wijk": OFFICER}
        self.visitors = {name: Visitor(Person.objects.get(email=e)) for name, e in self.persons.items()}
        self.viewers = {name: viewer_of(v.person) for name, v in self.visitors.items()}
        areas = Area.objects.light().of_layer("gebieden").select_related("edition__layer").order_by("code")
        self.area = areas[0]


def figures(data: Path, only: str = "") -> list[Figure]:
    """All figures, or those of one group."""
    scene = Scene(data)
    groups: dict[str, Callable[[Scene], list[Figure]]] = {
        "briefing": briefing,
        "newest": newest,
        "item": item_page,
        "search": searching,
        "publish": publish,
        "doctor": doctor,
        "memory": memory,
    }
    return [figure for name, group in groups.items() if only in ("", name) for figure in group(scene)]


def briefing(scene: Scene) -> list[Figure]:
    """Queries and time of composing, and of the whole request around it, for two readers."""
    from django.urls import reverse

    from bench.floors import STANDING
    from bench.visits import queries_of

    found, address = [], reverse("briefing")
    for name in ("wijk", "ruim"):
        viewer, page = scene.viewers[name], scene.visitors[name].opens(address)
        held = {"circles": sorted(viewer.circles), "areas": [_own_area(scene, name), -1]}
        calls = {"compose": _composing(scene, name), "page": page, "floor": scene.floor.asks(STANDING, [held])}
        taken, floor = in_turn(calls, MANY), None
        floor = taken["floor"].median
        for part, words in (("compose", "compose"), ("page", "whole request")):
            queries = len(queries_of(calls[part]))
            # What is promised is composing; the request around it stands beside it to compare with.
            most, slowest = (12, 40) if part == "compose" else (None, None)
            found.append(Figure("briefing", f"queries to {words}, {_words(name)}", queries, "", most))
            label = f"{words}, {_words(name)}"
            found.append(Figure.of_times("briefing", label, taken[part], goal=slowest, floor=floor))
    return found


def _composing(scene: Scene, name: str) -> Callable[[], object]:
    """From a signed-in person to the sections: their circles, their shift, their area, the briefing."""
    from werkveld.audience.viewer import viewer_of, viewing
    from werkveld.briefing.compose import compose
    from werkveld.briefing.scope import own_scope
    from werkveld.briefing.shifts import missed_since

    def call() -> object:
        with viewing(viewer_of(scene.visitors[name].person)) as viewer:
            return compose(viewer, own_scope(viewer), missed_since(viewer))

    return call


def _own_area(scene: Scene, name: str) -> int:
    return next(a.area_id for a in scene.viewers[name].assignments if a.area_id)


def _beside_empty(scene: Scene, group: str, pages: dict[str, Callable[[], object]], goal: float) -> list[Figure]:
    """CPU of pages as a multiple of an empty page, taken in turn with it."""
    empty, frame = (scene.visitors["ruim"].opens(path) for path in ("/leeg/", "/kader/"))
    taken = in_turn(pages | {"empty": empty, "frame": frame}, MANY)
    floor = taken["empty"].cpu_median
    found = []
    for name in pages:
        cpu = taken[name].cpu_median
        found.append(Figure(group, f"CPU of {name}, times an empty page", cpu / floor, "×", goal))
        found.append(
            Figure(
                group, "   the same in milliseconds (median; p95 on the wall)", cpu, "ms", None, taken[name].p95, floor
            )
        )
    found.append(Figure(group, "floor: CPU of an empty page", floor, "ms"))
    found.append(Figure(group, "for comparison: CPU of the frame with nothing in it", taken["frame"].cpu_median, "ms"))
    return found


def newest(scene: Scene) -> list[Figure]:
    """The newest fifty of an area, as keys from the feed and as a page."""
    from django.urls import reverse

    from bench.floors import NEWEST
    from werkveld.audience.viewer import viewing
    from werkveld.items.feed import Place
    from werkveld.items.feed import newest as walk

    place = Place.of_areas([scene.area.pk])
    partners = scene.floor.one("SELECT id FROM audience_circle WHERE kind = 'partners'")
    calls: dict[str, Callable[[], object]] = {
        "floor": scene.floor.asks(NEWEST, [{"circle": partners, "area": scene.area.pk}])
    }
    found = []
    for name in ("ruim", "nauw"):
        viewer = scene.viewers[name]
        with viewing(viewer):
            part = in_turn(calls | {name: lambda v=viewer: walk(v, place)}, MANY)  # type: ignore[misc]
        words = f"keys of the newest 50 of an area, {_words(name)}"
        found.append(Figure.of_times("newest", words, part[name], floor=part["floor"].median))
    address = reverse("area", kwargs={"layer": "gebieden", "code": scene.area.code})
    # A guest of one table has no area pages; the table's own page is the same walk and the same list.
    table = reverse("team", kwargs={"code": "tafel-00"})
    pages = {
        "an area's page, who sees nearly all": scene.visitors["ruim"].opens(address),
        "the table's page, who sees 0.02 %": scene.visitors["nauw"].opens(table),
    }
    return found + _beside_empty(scene, "newest", pages, 8)


def item_page(scene: Scene) -> list[Figure]:
    """One item's page, over many items."""
    from django.urls import reverse

    from werkveld.audience.viewer import viewing
    from werkveld.items.feed import Place
    from werkveld.items.feed import newest as walk

    pages = {}
    for name in ("ruim", "nauw"):
        with viewing(scene.viewers[name]):
            keys = walk(scene.viewers[name], Place(), limit=MANY)
        paths = [reverse("item", args=[key]) for key in keys]
        pages[f"the page, {_words(name)}"] = scene.visitors[name].opens_in_turn(paths)
    return _beside_empty(scene, "item", pages, 12)


def _asked(scene: Scene) -> dict[str, list[str]]:
    """Words to search, from the commonest to those in hardly any item, one with a typing error each."""
    from bench.vocabulary import COMMON, words

    every = words()
    known = [w for w in every[len(COMMON) :] if scene.floor.one("SELECT 1 FROM items_word WHERE word = %s", w)]
    common = COMMON[COMMON.index("buurt") : COMMON.index("buurt") + 20]
    medium, rare = known[400:440:2], known[-20:]
    return {
        "common word": common,
        "word in one item of some hundreds": medium,
        "rare word": rare,
        "two common words": [f"{a} {b}" for a, b in zip(common, common[5:], strict=False)],
        "rare word, mistyped": [w[:3] + w[4] + w[3] + w[5:] for w in rare],
    }


def searching(scene: Scene) -> list[Figure]:
    """A page of answers, for each sort of word and both viewers."""
    from bench.floors import FOUND
    from werkveld.audience.viewer import viewing
    from werkveld.items.search import search

    found = []
    for sort, texts in _asked(scene).items():
        for name in ("ruim", "nauw"):
            viewer = scene.viewers[name]
            turn = iter(texts * 100)

            def ask(viewer=viewer, turn=turn) -> object:  # type: ignore[no-untyped-def]
                with viewing(viewer):
                    return search(viewer, next(turn))

            # Warm, as promised: what nobody asked since the server started pays for its pages from disk first.
            for text in texts:
                with viewing(viewer):
                    search(viewer, text)
            floor = scene.floor.asks(FOUND, [{"text": text} for text in texts])
            taken = in_turn({"ask": ask, "floor": floor}, SOME)
            words = f"{sort}, {_words(name)}"
            found.append(Figure.of_times("search", words, taken["ask"], goal=150, floor=taken["floor"].median))
    return found


def publish(scene: Scene) -> list[Figure]:
    """Post to the area's team: file, feed, learn words, version, journal, commit."""
    from bench.floors import WRITE
    from bench.vocabulary import Writer
    from werkveld.audience.circles import circle_of_team
    from werkveld.audience.viewer import viewing
    from werkveld.items.actions import publish_item
    from werkveld.items.content import Content
    from werkveld.kit.ids import uuid7

    writer, made = Writer(int(dt.datetime.now(dt.UTC).timestamp())), []
    viewer = scene.viewers["ruim"]
    assert viewer.person is not None
    assert viewer.organisation is not None
    circles = [circle_of_team(scene.area.team)]
    titles, bodies = iter(writer.sentences(300, 4, 8)), iter(writer.sentences(300, 10, 45))
    x, y = (scene.area.min_x + scene.area.max_x) / 2, (scene.area.min_y + scene.area.max_y) / 2

    def post() -> None:
        made.append(uuid7())
        content = Content(title=next(titles)[:80], body=next(bodies), x=x, y=y, kind="attention")
        with viewing(viewer):
            publish_item(made[-1], content, by=viewer.person, organisation=viewer.organisation, circles=circles)

    taken = in_turn({"post": post, "floor": scene.floor.asks(WRITE, [{}])}, MANY)
    scene.floor.run("DELETE FROM items_feedentry WHERE item_id = ANY (%s)", made)
    scene.floor.run("DELETE FROM items_itemarea WHERE item_id = ANY (%s)", made)
    scene.floor.run("DELETE FROM items_itemversion WHERE item_id = ANY (%s)", made)
    scene.floor.run("DELETE FROM items_item WHERE id = ANY (%s)", made)
    return [
        Figure.of_times("publish", "publish at a point", taken["post"], goal=60, floor=taken["floor"].median),
        Figure.of_times("publish", "floor: one bare row and its commit", taken["floor"]),
    ]


def doctor(scene: Scene) -> list[Figure]:
    """The proof that the feed agrees with every item, as the doctor asks it."""
    call = scene.floor.asks("SELECT count(*) FROM werkveld_feed_differences()", [{}])
    taken = in_turn({"whole": call}, 1, warm=0)
    return [Figure("doctor", "the feed compared with all items", taken["whole"].median / 1000, "s", 120)]


def memory(scene: Scene) -> list[Figure]:
    """A real worker after a walk over every area, two hundred items, the briefing and searches."""
    from django.urls import reverse

    from bench.memory import worker_megabytes
    from werkveld.audience.viewer import viewing
    from werkveld.items.feed import Place
    from werkveld.items.feed import newest as walk
    from werkveld.territory.models import Area

    areas = Area.objects.light().select_related("edition__layer")
    paths = [reverse("area", kwargs={"layer": a.edition.layer.code, "code": a.code}) for a in areas]
    with viewing(scene.viewers["ruim"]):
        keys = walk(scene.viewers["ruim"], Place(), limit=MANY)
    paths += [reverse("item", args=[key]) for key in keys]
    paths += [f"{reverse('search')}?q={word}" for word in ("buurt", "straat", "lamp")] + [reverse("briefing")] * 20
    before, after = worker_megabytes(scene.data, scene.visitors["ruim"].cookie, paths)
    return [
        Figure("memory", f"a worker after {len(paths)} pages", after, "MB", 200, floor=before),
    ]


def _words(name: str) -> str:
    return {"ruim": "who sees nearly all", "nauw": "who sees 0.02 %", "wijk": "officer of one beat"}[name]


def main() -> None:
    """Take the figures and print them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", default="", help="one group: briefing, newest, item, search, publish, doctor, memory")
    chosen = parser.parse_args()
    start(chosen.data, "app")
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.addresses"
    print(json.dumps([asdict(figure) for figure in figures(chosen.data, chosen.only)]))


if __name__ == "__main__":
    main()
