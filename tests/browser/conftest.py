"""The built library in a real browser, served from this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from polyclinic.build.server import HEADERS
from site_fixtures import build_library

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library, built once for all browser tests of a process."""
    return build_library(tmp_path_factory.mktemp("library") / "site")


@pytest.fixture(scope="session")
def address(library_folder: Path) -> Iterator[str]:
    """Serve the library on a free port of the loopback interface."""
    with _served(_Quiet, library_folder) as found:
        yield found


@pytest.fixture(scope="session")
def strict_address(library_folder: Path) -> Iterator[str]:
    """The same with all headers that `polyclinic server` tells a server to send."""
    with _served(_Strict, library_folder) as found:
        yield found


@contextmanager
def _served(handler: type[_Quiet], folder: Path) -> Iterator[str]:
    serving = functools.partial(handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        # A page closed before it was read whole breaks the pipe, which is no fault of the site.
        if not isinstance(sys.exc_info()[1], BrokenPipeError | ConnectionResetError):
            super().handle_error(request, client_address)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


class _Strict(_Quiet):
    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("no Chromium: run `make test`, which finds or installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def artefacts() -> Path:
    """Where screenshots are kept for a person to look at."""
    folder = Path(".cache") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
