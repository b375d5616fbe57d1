"""The library, published, and shown by real servers on the loopback interface."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic import config
from polyclinic.build import publish, server
from site_fixtures import ROOT, build_library

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SETTINGS = config.load(ROOT / "mkdocs.yml")
SITE = server.Site.of(SETTINGS)
UNPACKED = ROOT / ".cache/servers/usr"


@dataclass(frozen=True)
class Answer:
    """What a server answers; the names of headers are in lower case, bodies as they were sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    """A server that shows what is published in a folder."""

    port: int
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path exactly as it is written; `if_none_match` is sent as If-None-Match."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, path, headers={"Host": SITE.host, **sent})
            answer = connection.getresponse()
            got = [(name.lower(), value) for name, value in answer.getheaders()]
            # A header that is sent two times is one list.
            joined = {name: ", ".join(v for n, v in got if n == name) for name, _ in got}
            return Answer(answer.status, joined, answer.read())


def program(name: str) -> str:
    """Where a server is that `make test` found or unpacked."""
    places = (
        os.environ.get(name.upper()),
        name,
        f"/usr/sbin/{name}",
        *UNPACKED.glob(f"*bin/{name}"),
    )
    found = next(
        (shutil.which(str(place)) for place in places if place and shutil.which(place)), None
    )
    if found is None:
        pytest.fail(f"no {name}: run `make test`, which finds or unpacks one")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """A server that answers on a port, until the end of the block."""
    # Caddy keeps what it was told below the home.
    env = os.environ | {"HOME": str(log.parent), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=env) as process,
    ):
        try:
            _wait(process, port, log)
            yield
        finally:
            process.terminate()
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
    pytest.fail(f"the server did not start: {log.read_text()}")


MAIN = """
daemon off;
{modules}
{user}
worker_processes 2;
pid {home}/pid;
error_log {home}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/site.conf;
}}
"""


def brotli_module() -> Path | None:
    """nginx's module that sends .br files, where there is one."""
    name = "lib/nginx/modules/ngx_http_brotli_static_module.so"
    return next((at / name for at in (UNPACKED, Path("/usr")) if (at / name).is_file()), None)


def nginx_command(home: Path, site: str, module: Path | None = None) -> list[str]:
    """nginx in a folder of its own, without any right."""
    home.mkdir()
    (home / "site.conf").write_text(site, encoding="utf-8")
    # Started by root, it would work as a user who can't look into the folders of tests.
    user = "user root;" if os.geteuid() == 0 else ""
    modules = f"load_module {module};" if module else ""
    (home / "nginx.conf").write_text(MAIN.format(home=home, user=user, modules=modules))
    return [program("nginx"), "-p", str(home), "-c", str(home / "nginx.conf"), "-e", "stderr"]


@contextlib.contextmanager
def nginx(
    folder: Path, home: Path, site: server.Site = SITE, module: Path | None = None
) -> Iterator[Served]:
    """A folder of releases, shown by nginx as `polyclinic server nginx` says."""
    port = free_port()
    text = server.nginx(site, folder, f"127.0.0.1:{port}", brotli=module is not None)
    with running(nginx_command(home, text, module), port, home.with_name(f"{home.name}.log")):
        yield Served(port, folder)


@contextlib.contextmanager
def caddy(folder: Path, home: Path, site: server.Site = SITE) -> Iterator[Served]:
    """The same by Caddy, which must neither ask for a certificate nor listen for orders."""
    port = free_port()
    home.mkdir()
    options = "{\n    admin off\n    auto_https off\n}\n"
    (home / "Caddyfile").write_text(options + server.caddy(site, folder, f"http://:{port}"))
    command = [
        program("caddy"),
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        str(home / "Caddyfile"),
    ]
    with running(command, port, home.with_name(f"{home.name}.log")):
        yield Served(port, folder)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library as it is published, and files of kinds that it does not have yet."""
    place = tmp_path_factory.mktemp("published")
    site = build_library(place / "site")
    for name in ("tool.wasm", "app.webmanifest", "guide.pdf", "talk.vtt", "odd.xyz"):
        (site / name).write_bytes(b"x" * 2000)
    (site / ".secret").write_text("secret")
    (site / ".well-known").mkdir()
    (site / ".well-known/security.txt").write_text("Contact: mailto:contact@example.org\n")
    (site / "zipped").mkdir()
    for name in ("page.html", "page.html.gz", "page.html.br"):
        (site / "zipped" / name).write_text(f"this is {name} {'é' * 1000}", encoding="utf-8")
    publish.publish(site, place / "www")
    return place / "www"


@pytest.fixture(scope="session")
def by_nginx(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with nginx(library, tmp_path_factory.mktemp("nginx") / "home") as served:
        yield served


@pytest.fixture(scope="session")
def by_caddy(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with caddy(library, tmp_path_factory.mktemp("caddy") / "home") as served:
        yield served


@pytest.fixture(params=["nginx", "caddy"])
def served(request: pytest.FixtureRequest) -> Served:
    """The library, by one server and then by the other."""
    found: Served = request.getfixturevalue(f"by_{request.param}")
    return found
