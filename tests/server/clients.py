"""Readers who ask for one page after the other, while something happens to the site."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from types import TracebackType


@dataclass
class Readers:
    """Some readers in threads. `known` are the bodies that may come, by path; none, any body."""

    port: int
    paths: Sequence[str]
    known: Mapping[str, Collection[bytes]] = field(default_factory=dict)
    number: int = 8
    failed: list[str] = field(default_factory=list)
    seen: Counter[bytes] = field(default_factory=Counter)
    asked: int = 0

    def __post_init__(self) -> None:
        self._more, self._end = threading.Condition(), threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(i,)) for i in range(self.number)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Until so many more requests have been answered, or have failed."""
        with self._more:
            until = self.asked + more
            assert self._more.wait_for(lambda: self.asked >= until, 120)

    def _read(self, first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            for path in itertools.islice(itertools.cycle(self.paths), first, None):
                problem, body = self._ask(connection, path)
                with self._more:
                    self.asked += 1
                    self.seen[body] += 1
                    self.failed += [problem] if problem else []
                    self._more.notify_all()
                if self._end.is_set():
                    return

    def _ask(self, connection: http.client.HTTPConnection, path: str) -> tuple[str, bytes]:
        """What is wrong with an answer, or "", and its body."""
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()  # raises if it is shorter than was said
        except (OSError, http.client.HTTPException) as problem:
            connection.close()
            return f"{path}: {problem!r}", b""
        if answer.status != 200:
            return f"{path}: {answer.status}", b""
        if path in self.known and body not in self.known[path]:
            return f"{path}: a body that no release has: {body[:80]!r}", b""
        return "", body if self.known else b""
