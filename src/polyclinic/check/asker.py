"""Asking servers whether addresses are alive, politely.

Few hosts at once; one request at a time to a host, with a pause between two; robots.txt obeyed
(RFC 9309); a failure tried again; a host that asks to wait is left in peace for the day.
"""

from __future__ import annotations

import errno
import http.client
import queue
import socket
import threading
import time
import urllib.error
import urllib.request
import urllib.robotparser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from polyclinic.check.external import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

AGENT = "polyclinic-link-check"
_NOT_GET = frozenset({403, 405, 501})  # answers of servers that dislike HEAD
_ALIVE = frozenset({401, 403, 405, 999})  # there is something, only not for us
_LASTING = frozenset({404, 410})  # a server that says this will say it again
_WAIT = frozenset({429, 503})  # the host has enough of us for today: it is asked no more
# Faults of the way there, which may be our own network's: they say nothing of the address alone.
_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_LONGEST_PAUSE = 30.0  # seconds, whatever a robots.txt asks for
_ROBOTS_LETTERS = 500_000  # as much of robots.txt as RFC 9309 says is read at least
_RESERVED = "!$&'()*+,;=:@/?%"


@dataclass(slots=True)
class _Host:
    """What is known of a host during one run."""

    robots: urllib.robotparser.RobotFileParser | None = None
    closed: str = ""  # why it is asked no more
    asked: float | None = None  # when it was asked last, by the monotonic clock


@dataclass(slots=True)
class Asker:
    """Asks servers whether their addresses are alive.

    `wait` is between two tries at one address, `pause` between two requests to one host, both in
    seconds. `contact` is an address that tells a server's keeper who asks.
    """

    timeout: float = 20.0
    tries: int = 3
    wait: float = 2.0
    pause: float = 0.5
    at_once: int = 6
    contact: str = ""
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def ask_all(
        self, urls: Iterable[str], told: Callable[[str, Answer], None]
    ) -> dict[str, Answer]:
        """Ask for every address; `told` hears of each answer as it comes, in this thread."""
        by_host: dict[str, list[str]] = {}
        for url in urls:
            by_host.setdefault(_host(url), []).append(url)
        said: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
        answers: dict[str, Answer] = {}
        self._stopped.clear()
        pool = ThreadPoolExecutor(self.at_once)
        try:
            for same_host in by_host.values():
                pool.submit(self._ask_host, same_host, said)
            for _ in range(sum(map(len, by_host.values()))):
                url, answer = said.get()
                answers[url] = answer
                told(url, answer)
        finally:
            # Stopped by Ctrl-C, nobody is asked again, and what is still waited for is left.
            self._stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
        return answers

    def _ask_host(self, urls: list[str], said: queue.SimpleQueue[tuple[str, Answer]]) -> None:
        for url in urls:
            try:
                answer = self.ask(url)
            except Exception as problem:  # noqa: BLE001 - a thread that dies is waited for for ever
                answer = Answer(alive=False, reason=f"{type(problem).__name__}: {problem}")
            said.put((url, answer))

    def ask(self, url: str) -> Answer:
        """Ask for one address. Two threads never ask one host: `ask_all` sees to that."""
        if self._stopped.is_set():
            return Answer(alive=False, reason="stopped", asked=False)
        try:
            wire = on_the_wire(url)
        except ValueError as problem:
            return Answer(alive=False, reason=f"no web address: {problem}")
        host = self._hosts.setdefault(_host(url), _Host())
        refused = host.closed or self._forbidden(wire, host)
        if refused:
            return Answer(alive=False, reason=refused, asked=False)
        answer = self._try(wire, host)
        for attempt in range(1, self.tries):
            if answer.alive or answer.lasting or host.closed:
                break
            if self._stopped.wait(self.wait * attempt):
                break
            answer = self._try(wire, host)
        return answer

    def _forbidden(self, url: str, host: _Host) -> str:
        """Why robots.txt forbids to ask, "" if it does not."""
        if host.robots is None:
            host.robots = self._robots(url, host)
        if host.robots.can_fetch(AGENT, url):
            return ""
        return host.closed or "robots.txt asks not to"

    def _robots(self, url: str, host: _Host) -> urllib.robotparser.RobotFileParser:
        robots = urllib.robotparser.RobotFileParser()
        parts = urlsplit(url)
        try:
            with self._open(f"{parts.scheme}://{parts.netloc}/robots.txt", "GET", host) as answer:
                text = answer.read(_ROBOTS_LETTERS).decode("utf-8", "replace")
        except urllib.error.HTTPError as problem:
            problem.close()
            text = ""  # without one, all is allowed
            if problem.code in _WAIT or problem.code >= 500:  # noqa: PLR2004 - server errors
                # As long as it can't be known what is allowed, nothing is.
                host.closed = f"its robots.txt can't be read now: status {problem.code}"
                text = "User-agent: *\nDisallow: /"
        except (OSError, ValueError, http.client.HTTPException):
            text = ""  # the address itself will tell what is wrong
        robots.parse(text.splitlines())
        return robots

    def _try(self, url: str, host: _Host) -> Answer:
        answer = self._request(url, "HEAD", host)
        return answer if answer.alive else self._request(url, "GET", host)

    def _request(self, url: str, method: str, host: _Host) -> Answer:
        try:
            with self._open(url, method, host):
                return Answer(alive=True)
        except urllib.error.HTTPError as problem:
            problem.close()
            if problem.code in _WAIT:
                host.closed = f"the server asked to wait (status {problem.code})"
                return Answer(alive=True, reason=host.closed, asked=False)
            if method == "HEAD" and problem.code in _NOT_GET:
                return Answer(alive=False, reason=f"status {problem.code}")
            lasting = problem.code in _LASTING
            return Answer(problem.code in _ALIVE, f"status {problem.code}", lasting=lasting)
        except (OSError, ValueError, http.client.HTTPException) as problem:
            return _failure(problem, url)

    def _open(self, url: str, method: str, host: _Host) -> http.client.HTTPResponse:
        self._pause(host)
        agent = f"{AGENT} (+{self.contact})" if self.contact else AGENT
        headers = {"User-Agent": agent, "Accept": "*/*"}
        request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310 - http(s) alone
        found: http.client.HTTPResponse = urllib.request.urlopen(  # noqa: S310
            request, timeout=self.timeout
        )
        return found

    def _pause(self, host: _Host) -> None:
        """Wait until the host may be asked again: as long as its robots.txt says, within reason."""
        delay = host.robots.crawl_delay(AGENT) if host.robots else None
        seconds = min(max(self.pause, float(delay or 0)), _LONGEST_PAUSE)
        if host.asked is not None:
            self._stopped.wait(max(0.0, host.asked + seconds - time.monotonic()))
        host.asked = time.monotonic()


def on_the_wire(url: str) -> str:
    """An address as it is sent: ASCII, with its host in IDNA and the rest percent-encoded.

    Raises ValueError where there is no such host or port.
    """
    parts = urlsplit(url)
    name, port = parts.hostname, parts.port
    if not name:
        raise ValueError("it has no host")
    try:
        ascii_name = name if ":" in name else name.encode("idna").decode("ascii")
    except UnicodeError as problem:
        raise ValueError(f"its host can't be written in IDNA: {name}") from problem
    shown = f"[{ascii_name}]" if ":" in ascii_name else ascii_name
    netloc = shown if port is None else f"{shown}:{port}"
    path, query = quote(parts.path, safe=_RESERVED), quote(parts.query, safe=_RESERVED)
    return urlunsplit((parts.scheme, netloc, path or "/", query, ""))


def only_what_is_sure(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers, where failures that may be those of our own network are none.

    A name that is not found counts only if another name was: without a network, none is.
    """
    online = any(not a.unreached and _is_name(url) for url, a in answers.items() if a.asked)
    return {
        url: replace(answer, asked=False) if answer.unreached and not online else answer
        for url, answer in answers.items()
    }


def _failure(problem: Exception, url: str) -> Answer:
    cause = getattr(problem, "reason", problem)
    reason = getattr(cause, "strerror", None) or str(cause) or type(problem).__name__
    number = getattr(cause, "errno", None)
    if isinstance(cause, socket.gaierror):
        reason = f"no server of the name {urlsplit(url).hostname} was found"
        sure = number == socket.EAI_NONAME
        return Answer(alive=False, reason=reason, unreached=True, asked=sure)
    return Answer(alive=False, reason=reason, unreached=number in _NO_WAY)


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()


def _is_name(url: str) -> bool:
    try:
        ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return True
    return False
