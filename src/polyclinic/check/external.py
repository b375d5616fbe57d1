"""External links: what is known of each, with dates, in a file that is committed or kept.

The normal build reads this file and never the network. `polyclinic links --online` writes it,
politely: few requests at once, one at a time to a host, robots.txt obeyed, a failure tried again.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
import urllib.error
import urllib.request
import urllib.robotparser
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FILE = ".polyclinic-links.json"
AGENT = "polyclinic-link-check"
# Failures that are kept for each address: the rule needs two, a person some more.
KEPT = 5
_HREF = re.compile(r"\bhref=\"(https?://[^\"#]+)")
_NOT_GET = frozenset({403, 405, 501})  # answers of servers that dislike HEAD
_ALIVE = frozenset({401, 403, 405, 999})  # there is something, only not for us
_WAIT = frozenset({429, 503})  # the host has enough of us for today: it is asked no more


@dataclass(frozen=True, slots=True)
class LinkState:
    """When an address last answered, and the days on which it failed since."""

    ok: date | None = None
    failures: tuple[date, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said: whether there is something, and if not why."""

    alive: bool
    reason: str = ""
    asked: bool = True  # False where robots.txt forbids it


def addresses(html: str) -> list[str]:
    """The external addresses of a page, in order, without their fragments."""
    found = (match[1].replace("&amp;", "&") for match in _HREF.finditer(html))
    return list(dict.fromkeys(found))


def parse(text: str, shown: str) -> dict[str, LinkState]:
    """Read the file; raises PolyclinicError if it is not one of ours."""
    try:
        return {url: _state(row) for url, row in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError, KeyError) as problem:
        remedy = "remove it, and write it again with `polyclinic links --online`"
        raise error(f"what is known of links can't be read: {problem}", remedy, shown) from problem


def _state(row: Mapping[str, object]) -> LinkState:
    failures = row.get("failures") or []
    if not isinstance(failures, list):
        raise TypeError("failures is no list")
    ok = row.get("ok")
    return LinkState(
        date.fromisoformat(str(ok)) if ok else None,
        tuple(date.fromisoformat(str(day)) for day in failures),
        str(row.get("reason") or ""),
    )


def dump(states: Mapping[str, LinkState]) -> str:
    """The file's text, in the order of the addresses: few lines change at a time."""
    rows = {}
    for url, state in sorted(states.items()):
        row: dict[str, object] = {"ok": state.ok.isoformat()} if state.ok else {}
        if state.failures:
            row |= {"failures": [day.isoformat() for day in state.failures], "reason": state.reason}
        rows[url] = row
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def learned(state: LinkState, answer: Answer, today: date) -> LinkState:
    """What is known after an answer. One failure a day counts, so two are two days."""
    if not answer.asked:
        return state
    if answer.alive:
        return LinkState(today)
    days = (*state.failures, today) if today not in state.failures else state.failures
    return replace(state, failures=days[-KEPT:], reason=answer.reason)


@dataclass(slots=True)
class Asker:
    """Asks servers whether their addresses are alive. `wait` is between two tries, in seconds."""

    timeout: float = 20.0
    tries: int = 3
    wait: float = 2.0
    at_once: int = 6
    _hosts: dict[str, threading.Lock] = field(default_factory=dict)
    _robots: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)
    _paused: set[str] = field(default_factory=set)  # hosts that asked to wait
    _stopped: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask_all(
        self, urls: Iterable[str], told: Callable[[str, Answer], None]
    ) -> dict[str, Answer]:
        """Ask for every address; `told` hears of each answer as it comes, in this thread."""
        urls = list(urls)

        answers: dict[str, Answer] = {}
        self._stopped.clear()
        pool = ThreadPoolExecutor(self.at_once)
        asked = {pool.submit(self.ask, url): url for url in urls}
        try:
            for done in as_completed(asked):
                answers[asked[done]] = done.result()
                told(asked[done], done.result())
        finally:
            # Stopped by Ctrl-C, nobody is asked again, and what is still waited for is left.
            self._stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
        return answers

    def ask(self, url: str) -> Answer:
        """Ask for one address, one at a time to its host."""
        host = urlsplit(url).netloc
        with self._lock:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            if self._stopped.is_set():
                return Answer(alive=False, reason="stopped", asked=False)
            if host in self._paused:
                return Answer(alive=False, reason="the server asked to wait", asked=False)
            if not self._allowed(url, host):
                return Answer(alive=False, reason="robots.txt asks not to", asked=False)
            answer = self._try(url)
            for attempt in range(1, self.tries):
                if answer.alive or host in self._paused:
                    break
                if self._stopped.wait(self.wait * attempt):
                    break
                answer = self._try(url)
            return answer

    def _allowed(self, url: str, host: str) -> bool:
        if host not in self._robots:
            robots = urllib.robotparser.RobotFileParser()
            text = self._robots_text(f"{urlsplit(url).scheme}://{host}/robots.txt")
            robots.parse(text.split("\n"))
            self._robots[host] = robots
        return self._robots[host].can_fetch(AGENT, url)

    def _robots_text(self, url: str) -> str:
        try:
            with self._open(url, "GET") as answer:
                return str(answer.read(200_000).decode("utf-8", "replace"))
        except (OSError, ValueError, http.client.HTTPException):
            return ""

    def _try(self, url: str) -> Answer:
        answer = self._request(url, "HEAD")
        return answer if answer.alive else self._request(url, "GET")

    def _request(self, url: str, method: str) -> Answer:
        try:
            with self._open(url, method):
                return Answer(alive=True)
        except urllib.error.HTTPError as problem:
            problem.close()
            if problem.code in _WAIT:
                self._paused.add(urlsplit(url).netloc)
                return Answer(alive=True, reason=f"status {problem.code}", asked=False)
            if method == "HEAD" and problem.code in _NOT_GET:
                return Answer(alive=False, reason=f"status {problem.code}")
            return Answer(problem.code in _ALIVE, f"status {problem.code}")
        except (OSError, ValueError, http.client.HTTPException) as problem:
            return Answer(
                alive=False,
                reason=str(getattr(problem, "reason", problem)) or type(problem).__name__,
            )

    def _open(self, url: str, method: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310
        return urllib.request.urlopen(request, timeout=self.timeout)  # noqa: S310
