"""What the search costs at 1,000 articles: to build Pagefind's index, and to a reader's connection.

    python benchmarks/search_speed.py [LANGUAGE ...]

Without a language: all of the library's. Ends with 1 if a figure is missed in one.
The articles are made of so many words as Pagefind counts in the longest one of the library in that
language, varied by a fixed seed, so that the index has the size of a real one: in English of the
library's own words, in another language of those of the catalogs that `corpus.py` and
`false_alarms.py` download.
Needs the tests' Chromium (or CHROMIUM).

Memory is the most that Pagefind, one process, had at once; the build that starts it has its own.
Bytes are as a server with gzip sends them, the script of the search included. How many it takes to
the first full text hangs on the words: each may need another part of the index. So queries of one
word and of two are asked, each with an empty cache; the heaviest is what is limited. In English
they are QUERIES; elsewhere they are common words, those of RANKS: the commonest ones say nothing.
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
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from collections import Counter  # noqa: E402 - the tests' folder comes first
from dataclasses import replace  # noqa: E402

import icu  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from corpus import CACHE  # noqa: E402
from false_alarms import entries, releases  # noqa: E402
from polyclinic.build import search  # noqa: E402
from polyclinic.markdown.extension import visible  # noqa: E402
from search_site import LOCALES, SETTINGS, home, indexed, page, put, put_script  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES, SENTENCE, PARTS = 1000, 14, 12
# Of the article on cryoablation, as a fragment of the built site says (`word_count`).
WORDS = {
    "en": 1255, "es": 1507, "fr": 1532, "pt-BR": 1513, "ar": 1214, "zh-Hans": 1644, "hi": 1618,
    "vi": 1821, "uk": 1222,
}  # fmt: skip
OWN = 0.08  # how many of an article's words are in no other
CPU, MEMORY, TOPIC, TEXT = 8.0, 0.6, 55_000, 190_000  # what is wanted

QUERIES = (
    "bleeding", "fever", "freezing", "kidney", "pain", "swelling",
    "blood thinner", "doctor scan", "kidney tumor", "bone infection", "tissue freezing",
    "pain after",
)  # fmt: skip


RANKS = slice(40, 52)
# Scripts that write no spaces, and what ends a sentence where it is no full stop.
UNSPACED, ENDS = {"zh-Hans"}, {"zh-Hans": "。", "hi": "।"}


@functools.cache
def vocabulary(locale: str) -> list[str]:
    """The words of the library's pages in a language, as often as they stand there."""
    if locale == SETTINGS.source_locale:
        files = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))]
        text = " ".join(file.read_text(encoding="utf-8") for file in files)
        return re.findall(r"[A-Za-z]{2,}", text)
    # The library's own words are too few yet: a thousand, of which each would be in each article.
    found = (pair for release in releases() for pair in entries(release, CACHE))
    said = (pair.msgstr for pair in found if pair.locale == locale)
    return list(words(visible(" ".join(said)), locale))


def words(text: str, locale: str) -> Iterator[str]:
    """The words of a text, as Unicode and the language's dictionary part them."""
    breaks = icu.BreakIterator.createWordInstance(icu.Locale(locale))
    whole = icu.UnicodeString(text)
    breaks.setText(whole)
    start = 0
    for end in breaks:
        word = str(whole[start:end])
        start = end
        if word[0].isalpha():
            yield word


def queries(locale: str) -> tuple[str, ...]:
    """Words to ask for, one and two at a time."""
    if locale == SETTINGS.source_locale:
        return QUERIES
    common = [word for word, _ in Counter(vocabulary(locale)).most_common(RANKS.stop)][RANKS]
    half = len(common) // 2
    pairs = (f"{one} {other}" for one, other in zip(common[:half], common[half:], strict=True))
    return (*common[:half], *pairs)


def articles(folder: Path, locale: str) -> None:
    """Write them, each with some words of its own, as names of medicines and illnesses are."""
    chance, common = random.Random(4), vocabulary(locale)  # noqa: S311 - no secret
    space, stop = "" if locale in UNSPACED else " ", ENDS.get(locale, ".")
    for _ in range(ARTICLES):
        own = [
            "".join(chance.choices("abdeilmnoprstu", k=chance.randint(6, 11))) for _ in range(25)
        ]
        parts = []
        for part in range(PARTS):
            chosen = [
                chance.choice(own if chance.random() < OWN else common)
                for _word in range(WORDS[locale] // PARTS)
            ]
            said = f"{stop} ".join(
                space.join(chosen[at : at + SENTENCE]) for at in range(0, len(chosen), SENTENCE)
            )
            heading = space.join(chosen[:4])
            parts.append(f'<h2 id="part-{part}">{heading}</h2><p>{said}{stop}</p>')
        title = f"{own[0].title()} {chance.choice(common).lower()}"
        names = (f"{own[0].title()} {chance.choice(common).lower()}", own[1].title())
        slug = f"{home(locale)}articles/{re.sub(r'[ .]', '-', title.lower())}"
        put(folder, slug, page(locale, (title, names, "".join(parts))))


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
    "topic": """async ([query, home]) => {
  const topics = await import('/assets/js/search.js');
  return topics.find(await topics.load(`/${home}search-topics.json`), query).length;
}""",
    "text": """async ([query, home]) => {
  const page = await import('/assets/js/search.js');
  const topics = `/${home}search-topics.json`, index = `/${home}pagefind/pagefind.js`;
  const {results} = await page.found(query, topics, index);
  const first = results.find(({page}) => page);
  return first ? (await page.read(first)).data.excerpt.length : 0;
}""",
}


def transferred(folder: Path, kind: str, query: str, locale: str) -> int:
    """Bytes that a browser with an empty cache asks for until the first result."""
    for address in served(folder):
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            tab = browser.new_page()
            tab.goto(address + "empty.html")
            _Zipped.sent.clear()
            if not tab.evaluate(RUN[kind], [query, home(locale)]):
                raise SystemExit(f"nothing was found for {query}")
            browser.close()
    return sum(_Zipped.sent)


def main(asked: list[str]) -> int:
    """Print each figure beside what is wanted; 1 if one is missed."""
    if len(asked) == 1:
        return measured(asked[0])
    # Each in a process of its own: the most memory is told of all children that a process had.
    runs = [
        subprocess.run([sys.executable, __file__, locale], check=False)
        for locale in asked or LOCALES
    ]
    return max(run.returncode for run in runs)


def measured(locale: str) -> int:
    """Print the figures of a language; 1 if one is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put_script(folder)
        empty = f'<!doctype html><html lang="{locale}"></html>'
        (folder / "empty.html").write_text(empty, encoding="utf-8")
        articles(folder, locale)
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        mine = time.process_time()
        problems = indexed(folder, replace(SETTINGS, locales=(locale,) if home(locale) else ()))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if problems:
            raise SystemExit("\n".join(problems))
        wall, own = time.perf_counter() - clock, time.process_time() - mine
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        topics = (folder / home(locale) / search.TOPICS).read_bytes()
        title = topics.decode().split('"')[3].split()[0].lower()
        texts = [transferred(folder, "text", query, locale) for query in queries(locale)]
        rows = [
            ("Pagefind, CPU s", cpu, CPU),
            ("Pagefind, GB at most", after.ru_maxrss / 1e6, MEMORY),
            ("bytes to the first topic", transferred(folder, "topic", title, locale), TOPIC),
            ("bytes to the first full text", max(texts), TEXT),
        ]
    print(f"{locale}: {ARTICLES} articles of {WORDS[locale]} words, {wall:.1f} s")
    print(f"our own part: {own:.1f} CPU s")
    print(f"topics: {len(topics):,} bytes, {len(gzip.compress(topics)):,} zipped")
    for what, figure, most in rows:
        missed = ": missed" if figure > most else ""
        print(f"{what}: {figure:,.2f} of {most:,}{missed}")
    print(f"bytes to the first full text, {len(texts)} queries: from {min(texts):,}", flush=True)
    return int(any(figure > most for _, figure, most in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
