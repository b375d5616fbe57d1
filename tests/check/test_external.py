"""External links: asked politely, remembered with dates, dead only after two days."""

from __future__ import annotations

import http.server
import threading
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.external import (
    Answer,
    Asker,
    LinkState,
    addresses,
    dump,
    learned,
    parse,
)
from polyclinic.cli.links import ask
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
DEAD = Answer(alive=False, reason="status 404")


class Server(http.server.BaseHTTPRequestHandler):
    """A server with a page of every kind, which counts what it is asked."""

    asked: Counter[str]

    def answer(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        count = self.asked[f"{self.command} {self.path}"]
        status = {
            "/ok": 200,
            "/gone": 404,
            "/secret": 403,
            "/no-head": 405 if self.command == "HEAD" else 200,
            "/sometimes": 500 if count == 1 else 200,
        }.get(self.path, 404)
        body = b"User-agent: *\nDisallow: /private\n" if self.path == "/robots.txt" else b"x"
        self.send_response(200 if self.path == "/robots.txt" else status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_GET = do_HEAD = answer  # noqa: N815 - the names are the base's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, Counter[str]]]:
    yield from _serving(Server)


def _serving(kind: type[Server]) -> Iterator[tuple[str, Counter[str]]]:
    asked: Counter[str] = Counter()
    handler = type("Handler", (kind,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def asker() -> Asker:
    return Asker(timeout=5, wait=0.01)


@pytest.mark.parametrize(
    ("path", "alive"),
    [("/ok", True), ("/gone", False), ("/secret", True), ("/no-head", True), ("/sometimes", True)],
)
def test_an_address_is_alive_if_something_is_there(
    server: tuple[str, Counter[str]], path: str, alive: bool
) -> None:
    assert asker().ask(server[0] + path).alive is alive


def test_robots_txt_is_obeyed(server: tuple[str, Counter[str]]) -> None:
    address, asked = server
    answer = asker().ask(address + "/private/page")
    assert not answer.asked
    assert set(asked) == {"GET /robots.txt"}


def test_robots_txt_is_asked_for_one_time_a_host(server: tuple[str, Counter[str]]) -> None:
    address, asked = server
    told: list[str] = []
    asker().ask_all([address + "/ok", address + "/gone"], lambda url, _: told.append(url))
    assert asked["GET /robots.txt"] == 1
    assert len(told) == 2


def test_a_failure_is_tried_again_and_not_for_ever(server: tuple[str, Counter[str]]) -> None:
    address, asked = server
    asker().ask(address + "/gone")
    assert asked["HEAD /gone"] == 3


class Hostile(Server):
    """A server that does what no server should."""

    def answer(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        if self.path == "/garbage":
            self.wfile.write(b"nonsense\r\n\r\n")
        elif self.path == "/hangs":
            self.rfile.read(1)  # the client sends nothing more
        elif self.path == "/refuses-head" and self.command == "HEAD":
            self.close_connection = True
        elif self.path == "/busy":
            self.send_response(429)
            self.send_header("Retry-After", "3600")
            self.end_headers()
        elif self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/huge":
            self.send_response(200)
            self.send_header("Content-Length", str(10**12))
            self.end_headers()
        else:
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815


@pytest.fixture
def hostile() -> Iterator[tuple[str, Counter[str]]]:
    yield from _serving(Hostile)


@pytest.mark.parametrize(
    ("path", "alive", "reason"),
    [
        ("/garbage", False, "nonsense"),
        ("/hangs", False, "timed out"),
        ("/refuses-head", True, ""),
        ("/loop", False, "status 302"),
        ("/huge", True, ""),
        ("/busy", True, "status 429"),
    ],
)
def test_a_hostile_server_is_one_answer(
    hostile: tuple[str, Counter[str]], path: str, alive: bool, reason: str
) -> None:
    answer = Asker(timeout=0.3, tries=1).ask(hostile[0] + path)
    assert (answer.alive, reason in answer.reason) == (alive, True)


def test_encryption_that_fails_is_a_failure(hostile: tuple[str, Counter[str]]) -> None:
    answer = Asker(timeout=2, tries=1).ask(hostile[0].replace("http:", "https:") + "/ok")
    assert not answer.alive
    assert "SSL" in answer.reason


def test_a_host_that_asks_to_wait_is_asked_no_more(hostile: tuple[str, Counter[str]]) -> None:
    address, asked = hostile
    one = asker()
    assert not one.ask(address + "/busy").asked
    assert not one.ask(address + "/ok").asked
    assert asked["HEAD /ok"] + asked["GET /ok"] == 0
    assert asked["HEAD /busy"] == 1


def test_what_was_learned_before_ctrl_c_is_kept(server: tuple[str, Counter[str]]) -> None:
    address, _ = server
    urls = [f"{address}/ok?{number}" for number in range(20)]
    known = {urls[19]: LinkState(MONDAY)}
    kept: list[dict[str, LinkState]] = []

    class Stopped(Asker):
        def ask_all(
            self, urls: Iterable[str], told: Callable[[str, Answer], None]
        ) -> dict[str, Answer]:
            def stop(url: str, answer: Answer) -> None:
                told(url, answer)
                raise KeyboardInterrupt

            return super().ask_all(urls, stop)

    with pytest.raises(KeyboardInterrupt):
        ask(urls, known, Stopped(timeout=5, at_once=1), kept.append)
    (states,) = kept
    assert set(states) == {urls[0], urls[19]}
    assert states[urls[0]].reason == "status 404"


def test_no_server_is_a_failure_with_its_reason() -> None:
    answer = Asker(timeout=1, tries=1).ask("http://127.0.0.1:9/x")
    assert not answer.alive
    assert answer.reason


def test_two_failures_on_one_day_are_one() -> None:
    state = learned(learned(LinkState(), DEAD, MONDAY), DEAD, MONDAY)
    assert state.failures == (MONDAY,)
    assert learned(state, DEAD, TUESDAY).failures == (MONDAY, TUESDAY)


def test_an_answer_clears_what_failed() -> None:
    state = LinkState(None, (MONDAY,), "status 404")
    assert learned(state, Answer(alive=True), TUESDAY) == LinkState(TUESDAY)


def test_what_may_not_be_asked_stays_as_it_was() -> None:
    state = LinkState(MONDAY)
    assert learned(state, Answer(alive=False, asked=False), TUESDAY) == state


def test_what_is_known_is_kept() -> None:
    states = {"https://b/": LinkState(MONDAY), "https://a/": LinkState(None, (MONDAY,), "x")}
    assert parse(dump(states), "file") == states
    assert dump(states).index("https://a/") < dump(states).index("https://b/")


@pytest.mark.parametrize("text", ["{", "[]", '{"a": {"ok": "soon"}}', '{"a": {"failures": 1}}'])
def test_a_file_that_is_not_ours_is_a_clear_error(text: str) -> None:
    with pytest.raises(PolyclinicError, match="links --online"):
        parse(text, "file")


def test_addresses_are_those_of_links_without_their_fragments() -> None:
    html = (
        '<a href="https://a/x?b=1&amp;c=2#d">x</a> <a href="/in">y</a> <a href="https://a/z">z</a>'
    )
    assert addresses(html) == ["https://a/x?b=1&c=2", "https://a/z"]
