"""What a reader's browser fetches before a page is complete, for each kind of page and language.

Builds the library, serves it with gzip as a hospital's server would, and opens one page of each
kind in Chromium with an empty cache: python benchmarks/page_weight.py [FOLDER OF A BUILT SITE]

Prints KiB as transferred, headers left out, and what is above LIMITS, by exit code 1 too.
Pages in large print or in two languages are left out: no reader's first view is one of them.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import re
import shutil
import sys
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from polyclinic.adapters.mkdocs import build_site
from polyclinic.library import companions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Request

ROOT = Path(__file__).parent.parent
# In bytes, and numbers of requests and fonts.
LIMITS: Final = {
    "script": 5 * 1024,
    "stylesheet": 10 * 1024,
    "all": 25 * 1024,
    "requests": 5,
    "font": 0,
}
# The page of results brings the search along, whose bytes `search_speed.py` counts.
SEARCH_LIMITS: Final = LIMITS | {"script": 10 * 1024, "requests": 7}
_KIND = re.compile(r'<body class="page page-([\w-]+)"')
_LANGUAGE = re.compile(r'<html lang="([\w-]+)"')
_PACKED: Final = {".html", ".css", ".js", ".svg", ".json", ".xml", ".wasm"}


class Packing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, its texts compressed; wrong addresses get its 404.html."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if file.is_file() else Path(self.directory) / "404.html"
        body = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Cache-Control", "max-age=3600")
        if file.suffix in _PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    handler = functools.partial(Packing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@dataclass(frozen=True, slots=True)
class Weight:
    """What one page fetched: bytes by type of resource, and how many requests it took."""

    kind: str
    language: str
    address: str
    bytes: Counter[str]
    requests: int
    fonts: int

    @property
    def figures(self) -> dict[str, int]:
        """What is limited."""
        light = sum(size for kind, size in self.bytes.items() if kind != "image")
        return {
            "script": self.bytes["script"],
            "stylesheet": self.bytes["stylesheet"],
            "all": light,
            "requests": self.requests,
            "font": self.fonts,
        }

    @property
    def misses(self) -> list[str]:
        """The figures above their limits."""
        limits = SEARCH_LIMITS if self.kind == "search" else LIMITS
        return [name for name, value in self.figures.items() if value > limits[name]]


def heaviest(folder: Path) -> dict[tuple[str, str], str]:
    """The largest page of each kind and language, by its address: kinds are those of `body`."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        kind, language = _KIND.search(text), _LANGUAGE.search(text)
        if kind and language and not companions.is_one(text):
            address = file.relative_to(folder).as_posix().removesuffix("index.html")
            key = (kind[1], language[1])
            found[key] = max(found.get(key, (0, "")), (len(text.encode()), address))
    return {key: address for key, (_, address) in sorted(found.items())}


def weigh(browser: Browser, base: str, key: tuple[str, str], address: str) -> Weight:
    """Open a page with an empty cache, and count what it fetches until it is idle."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108 - marks it
    page.goto(base + address, wait_until="networkidle")
    sizes: Counter[str] = Counter()
    for request in asked:
        sizes[_type(request)] += request.sizes()["responseBodySize"]
    kinds = [_type(request) for request in asked]
    # The icon of the tab is fetched out of sight of developer tools, once for the whole site.
    icon = int("image" not in kinds and page.locator("link[rel=icon]").count())
    context.close()
    return Weight(*key, address, sizes, len(asked) + icon, kinds.count("font"))


def _type(request: Request) -> str:
    icon = request.url.endswith((".svg", ".ico")) and request.resource_type == "other"
    return "image" if icon else request.resource_type


def chromium() -> str:
    """The program of the browser tests."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        sys.exit("no Chromium: install it, or say where it is as CHROMIUM=/path/to/it")
    return program


def weights(folder: Path) -> Iterator[Weight]:
    """Weigh a page of each kind in each language."""
    with served(folder) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for key, address in heaviest(folder).items():
            yield weigh(browser, base, key, address)
        browser.close()


def report(found: Iterator[Weight]) -> bool:
    """Print a table; whether all limits hold."""
    print("kind          language     JS KiB  CSS KiB  all but images KiB  requests  fonts")
    good = True
    for weight in found:
        figures = weight.figures
        kib = {name: figures[name] / 1024 for name in ("script", "stylesheet", "all")}
        miss = f"  too much: {', '.join(weight.misses)}" if weight.misses else ""
        print(
            f"{weight.kind:12}  {weight.language:10}  {kib['script']:7.2f}  "
            f"{kib['stylesheet']:7.2f}  {kib['all']:18.2f}  {weight.requests:8}  "
            f"{weight.fonts:5}{miss}"
        )
        good = good and not weight.misses
    return good


def main() -> None:
    """Weigh the library, or a built site."""
    if len(sys.argv) > 1:
        sys.exit(not report(weights(Path(sys.argv[1]))))
    with tempfile.TemporaryDirectory() as folder:
        build_site(ROOT / "mkdocs.yml", site_dir=Path(folder))
        sys.exit(not report(weights(Path(folder))))


if __name__ == "__main__":
    main()
