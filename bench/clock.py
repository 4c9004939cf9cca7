"""Taking times: calls in turn, so that what else the machine does falls on all of them alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass
class Times:
    """Milliseconds on the wall and of this process's own CPU, one of each per call."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Half of the calls took less (wall)."""
        return statistics.median(self.wall)

    @property
    def p95(self) -> float:
        """Nineteen of twenty took less (wall)."""
        return sorted(self.wall)[max(0, round(len(self.wall) * 0.95) - 1)]

    @property
    def cpu_median(self) -> float:
        """Half of the calls cost less CPU."""
        return statistics.median(self.cpu)


def in_turn(calls: Mapping[str, Callable[[], object]], times: int, warm: int = 10) -> dict[str, Times]:
    """Call each so many times, one after the other round and round, after some rounds that do not count."""
    taken = {name: Times() for name in calls}
    for turn in range(-warm, times):
        for name, call in calls.items():
            wall, cpu = time.perf_counter(), time.process_time()
            call()
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            if turn >= 0:
                taken[name].wall.append(wall * 1000)
                taken[name].cpu.append(cpu * 1000)
        if turn == 0:
            # As `werkveld/wsgi.py` does when everything is loaded.
            gc.collect()
            gc.freeze()
    return taken
