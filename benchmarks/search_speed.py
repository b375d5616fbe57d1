"""What the search costs at 1,000 articles: to build Pagefind's index, and to a reader's connection.

The articles are made of the words of the library's own: 1,800 each, varied by a fixed seed, so that
the index has the size of a real one. Needs the tests' Chromium (or CHROMIUM).

Memory is the most that Pagefind, one process, had at once; the build that starts it has its own.
Bytes are as a server with gzip sends them, the script of the search included. How many it takes to
the first full text hangs on the words: each may need another part of the index. So QUERIES of one
word and of two are asked, each with an empty cache; the heaviest is what is limited.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from dataclasses import replace  # noqa: E402 - the tests' folder comes first

from playwright.sync_api import sync_playwright  # noqa: E402

from polyclinic.build import search  # noqa: E402
from search_site import SETTINGS, indexed, page, put, put_script  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES, WORDS, SENTENCE, PARTS = 1000, 1800, 14, 12
OWN = 0.08  # how many of an article's words are in no other
CPU, MEMORY, TOPIC, TEXT = 8.0, 0.6, 55_000, 190_000  # what is wanted

QUERIES = (
    "bleeding", "fever", "freezing", "kidney", "pain", "swelling",
    "blood thinner", "doctor scan", "kidney tumor", "sore throat", "tissue freezing", "pain after",
)  # fmt: skip


def vocabulary() -> list[str]:
    """The words of the library's English pages and documents, as often as they stand there."""
    files = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
    text = " ".join(file.read_text(encoding="utf-8") for file in files)
    return re.findall(r"[A-Za-z]{2,}", text)


def articles(folder: Path) -> None:
    """Write them, each with some words of its own, as names of medicines and illnesses are."""
    chance, common = random.Random(4), vocabulary()  # noqa: S311 - no secret
    for _ in range(ARTICLES):
        own = [
            "".join(chance.choices("abdeilmnoprstu", k=chance.randint(6, 11))) for _ in range(25)
        ]
        parts = []
        for part in range(PARTS):
            words = [
                chance.choice(own if chance.random() < OWN else common)
                for _word in range(WORDS // PARTS)
            ]
            said = ". ".join(
                " ".join(words[at : at + SENTENCE]) for at in range(0, len(words), SENTENCE)
            )
            parts.append(f'<h2 id="part-{part}">{" ".join(words[:4])}</h2><p>{said}.</p>')
        title = f"{own[0].title()} {chance.choice(common).lower()}"
        names = (f"{own[0].title()} {chance.choice(common).lower()}", own[1].title())
        slug = f"articles/{title.lower().replace(' ', '-')}"
        put(folder, slug, page("en", (title, names, "".join(parts))))


class _Zipped(http.server.SimpleHTTPRequestHandler):
    """Counts what a server that zips texts would send."""

    # One number a file: each is answered by a thread of its own, and `+=` would lose some.
    sent: ClassVar[list[int]] = []

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass

    def do_GET(self) -> None:
        """Count, and send as it is."""
        file = Path(self.translate_path(self.path))
        if file.is_file():
            data = file.read_bytes()
            _Zipped.sent.append(min(len(data), len(gzip.compress(data, mtime=0))))
        super().do_GET()


def served(folder: Path) -> Iterator[str]:
    """The address of a site; ends with the second step."""
    serving = functools.partial(_Zipped, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


RUN = {
    "topic": """async query => {
  const topics = await import('/assets/js/search.js');
  return topics.find(await topics.load('/search-topics.json'), query).length;
}""",
    "text": """async query => {
  const page = await import('/assets/js/search.js');
  const {results} = await page.found(query, '/search-topics.json', '/pagefind/pagefind.js');
  return (await page.read(results.find(({page}) => page))).data.excerpt.length;
}""",
}


def transferred(folder: Path, kind: str, query: str) -> int:
    """Bytes that a browser with an empty cache asks for until the first result."""
    for address in served(folder):
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            tab = browser.new_page()
            tab.goto(address + "empty.html")
            _Zipped.sent.clear()
            if not tab.evaluate(RUN[kind], query):
                raise SystemExit(f"nothing was found for {query}")
            browser.close()
    return sum(_Zipped.sent)


def main() -> int:
    """Print each figure beside what is wanted; 1 if one is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put_script(folder)
        (folder / "empty.html").write_text('<!doctype html><html lang="en"></html>')
        articles(folder)
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        mine = time.process_time()
        problems = indexed(folder, replace(SETTINGS, locales=()))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if problems:
            raise SystemExit("\n".join(problems))
        wall, own = time.perf_counter() - clock, time.process_time() - mine
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        topics = (folder / search.TOPICS).read_bytes()
        title = topics.decode().split('"')[3].split()[0].lower()
        texts = [transferred(folder, "text", query) for query in QUERIES]
        rows = [
            ("Pagefind, CPU s", cpu, CPU),
            ("Pagefind, GB at most", after.ru_maxrss / 1e6, MEMORY),
            ("bytes to the first topic", transferred(folder, "topic", title), TOPIC),
            ("bytes to the first full text", max(texts), TEXT),
        ]
    print(f"{ARTICLES} articles of {WORDS} words, {wall:.1f} s; our part {own:.1f} CPU s")
    print(f"topics: {len(topics):,} bytes, {len(gzip.compress(topics)):,} zipped")
    for what, measured, most in rows:
        print(f"{what}: {measured:,.2f} of {most:,}")
    print(f"bytes to the first full text, {len(texts)} queries: from {min(texts):,} bytes")
    return int(any(measured > most for _, measured, most in rows))


if __name__ == "__main__":
    sys.exit(main())
