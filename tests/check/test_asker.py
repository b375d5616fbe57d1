"""Servers are asked politely whether addresses are alive, whatever they answer."""

from __future__ import annotations

import http.server
import socket
import threading
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic.check.asker import AGENT, Asker, on_the_wire, only_what_is_sure
from polyclinic.check.external import Answer, LinkState
from polyclinic.cli.links import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MONDAY = date(2026, 11, 2)


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
            "/broken": 500,
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


def asker(**more: Any) -> Asker:
    return Asker(timeout=5, wait=0.01, pause=0, **more)


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
    asker().ask(address + "/broken")
    assert asked["HEAD /broken"] == 3


def test_a_server_that_says_there_is_nothing_is_believed_at_once(
    server: tuple[str, Counter[str]],
) -> None:
    address, asked = server
    asker().ask(address + "/gone")
    assert asked["HEAD /gone"] + asked["GET /gone"] == 2


class Hostile(Server):
    """A server that does what no server should."""

    def answer(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        if self.path == "/garbage":
            self.wfile.write(b"nonsense\r\n\r\n")
        elif self.path.startswith("/hangs"):
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
    answer = Asker(timeout=0.3, tries=1, pause=0).ask(hostile[0] + path)
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
        ask(urls, known, Stopped(timeout=5, pause=0, at_once=1), kept.append)
    (states,) = kept
    assert set(states) == {urls[0], urls[19]}
    assert states[urls[0]].reason == "status 404"


def test_no_server_is_a_failure_with_its_reason() -> None:
    answer = Asker(timeout=1, tries=1).ask("http://127.0.0.1:9/x")
    assert not answer.alive
    assert answer.reason


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (
            "https://bücher.example/über?q=é x",
            "https://xn--bcher-kva.example/%C3%BCber?q=%C3%A9%20x",
        ),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/%C3%A9?a=1&b=%20#part", "https://a.example/%C3%A9?a=1&b=%20"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("https://例え.example/x", "https://xn--r8jz45g.example/x"),
    ],
)
def test_an_address_is_sent_in_ascii(address: str, sent: str) -> None:
    assert on_the_wire(address) == sent


@pytest.mark.parametrize(
    "address",
    ["http://a.example:99999/", "https:///x", f"https://{'a' * 64}.example/", "http://[::1/x"],
)
def test_what_is_no_address_fails_with_its_reason(address: str) -> None:
    answer = asker().ask(address)
    assert not answer.alive
    assert "no web address" in answer.reason


def unfound(monkeypatch: pytest.MonkeyPatch, *, code: int = socket.EAI_NONAME) -> None:
    """Names that end in .invalid are found nowhere; "here" is this machine."""
    real = socket.getaddrinfo

    def find(host: str, *rest: Any, **more: Any) -> Any:
        if host.endswith(".invalid"):
            raise socket.gaierror(code, "Name or service not known")
        return real("127.0.0.1" if host == "here" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", find)


def kept_of(urls: list[str]) -> dict[str, LinkState]:
    kept: list[dict[str, LinkState]] = []
    ask(urls, {}, asker(tries=1), kept.append)
    return kept[-1]


def test_without_a_network_nothing_is_held_against_an_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unfound(monkeypatch)
    assert kept_of(["https://a.invalid/", "https://b.invalid/x"]) == {}
    assert "network" in capsys.readouterr().err


def test_a_name_that_is_gone_fails_where_others_are_found(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, Counter[str]]
) -> None:
    unfound(monkeypatch)
    found = kept_of(["https://a.invalid/", server[0].replace("127.0.0.1", "here") + "/ok"])
    assert found["https://a.invalid/"].reason == "no server of the name a.invalid was found"


def test_a_server_on_an_address_of_numbers_proves_no_network(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, Counter[str]]
) -> None:
    unfound(monkeypatch)
    assert set(kept_of(["https://a.invalid/", server[0] + "/ok"])) == {server[0] + "/ok"}


def test_a_resolver_that_fails_for_now_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, Counter[str]]
) -> None:
    unfound(monkeypatch, code=socket.EAI_AGAIN)
    here = server[0].replace("127.0.0.1", "here") + "/ok"
    assert set(kept_of(["https://a.invalid/", here])) == {here}


def test_no_answer_is_lost_where_all_is_sure() -> None:
    answers = {"https://a.example/": Answer(alive=True), "https://b.example/": DEAD}
    assert only_what_is_sure(answers) == answers


class Shy(Server):
    """A server whose robots.txt can't be read now."""

    def answer(self) -> None:
        self.asked[f"{self.command} {self.path}"] += 1
        self.send_response(500 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815


def test_nothing_is_asked_while_robots_txt_can_not_be_read() -> None:
    for address, asked in _serving(Shy):
        answer = asker().ask(f"{address}/ok")
        assert not answer.asked
        assert "robots.txt" in answer.reason
        assert set(asked) == {"GET /robots.txt"}


def test_many_pages_of_a_slow_host_do_not_hold_up_another(
    server: tuple[str, Counter[str]], hostile: tuple[str, Counter[str]]
) -> None:
    slow = [f"{hostile[0]}/hangs?{number}" for number in range(8)]
    told: list[str] = []
    impatient = Asker(timeout=0.2, tries=1, pause=0, at_once=2)
    impatient.ask_all([*slow, f"{server[0]}/ok"], lambda url, _: told.append(url))
    assert told.index(f"{server[0]}/ok") < 4
    assert len(told) == 9


def test_the_keeper_of_a_server_is_told_who_asks() -> None:
    seen: list[str | None] = []

    class Noting(Server):
        def answer(self) -> None:
            seen.append(self.headers["User-Agent"])
            super().answer()

        do_GET = do_HEAD = answer  # noqa: N815

    for address, _ in _serving(Noting):
        asker(contact="https://clinic.example/").ask(f"{address}/ok")
    assert set(seen) == {f"{AGENT} (+https://clinic.example/)"}
