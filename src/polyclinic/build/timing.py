"""Where the time of a build goes, for who asks: `polyclinic build --profile-build`.

Each step counts what it does itself, and not the steps inside it. Without a profile a step costs
next to nothing.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER: Final = "the rest"


def _now() -> tuple[float, float]:
    """Seconds of processors, those of ended children with them, and of a clock."""
    children = os.times()
    own = time.process_time()
    return own + children.children_user + children.children_system, time.perf_counter()


@dataclass(slots=True)
class Step:
    """One kind of work: how often it was begun, and seconds of processors and of a clock."""

    times: int = 0
    cpu: float = 0.0
    wall: float = 0.0


@dataclass(slots=True)
class Profile:
    """The steps of one build, by name, in the order in which they began first."""

    steps: dict[str, Step] = field(default_factory=dict)
    _names: list[str] = field(default_factory=lambda: [OTHER])
    _last: tuple[float, float] = field(default_factory=_now)

    def begin(self, name: str) -> None:
        """Count for this step from now on."""
        self._count()
        self._names.append(name)
        self.steps.setdefault(name, Step()).times += 1

    def end(self) -> None:
        """Count for the step around it again."""
        self._count()
        self._names.pop()

    def finish(self) -> None:
        """Count what was done since the last step."""
        self._count()

    def _count(self) -> None:
        cpu, wall = _now()
        step = self.steps.setdefault(self._names[-1], Step())
        step.cpu += cpu - self._last[0]
        step.wall += wall - self._last[1]
        self._last = cpu, wall

    def lines(self) -> Iterator[str]:
        """A table: what took most comes first."""
        cpu = sum(step.cpu for step in self.steps.values())
        wall = sum(step.wall for step in self.steps.values())
        yield f"{'CPU s':>8} {'share':>6} {'clock s':>8} {'times':>6}"
        for name, step in sorted(self.steps.items(), key=lambda item: -item[1].cpu):
            share = f"{step.cpu / cpu:.0%}" if cpu else ""
            times = step.times or ""
            yield f"{step.cpu:8.2f} {share:>6} {step.wall:8.2f} {times:>6}  {name}"
        yield f"{cpu:8.2f} {'':6} {wall:8.2f} {'':6}  all, with the programs that it started"


_asked: ContextVar[Profile | None] = ContextVar("profile", default=None)


@contextmanager
def profile() -> Iterator[Profile]:
    """Count the steps of what is done inside."""
    found = Profile()
    token = _asked.set(found)
    try:
        yield found
    finally:
        found.finish()
        _asked.reset(token)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Count what is done inside, if somebody asked for that."""
    found = _asked.get()
    if found is None:
        yield
        return
    found.begin(name)
    try:
        yield
    finally:
        found.end()
