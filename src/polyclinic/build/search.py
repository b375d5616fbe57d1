"""What search reads: in each language a list of topics, and Pagefind's index of its pages.

Both are made of the finished pages, after the checks: what is withheld, withdrawn or moved has no
page that says `data-pagefind-body` in its own language, and so can't be found.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, Self

from lxml import html as lxml_html

from polyclinic.build import addresses, pagefind
from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.fingerprint import digest
from polyclinic.i18n import locales
from polyclinic.library import companions
from polyclinic.library.addresses import address, of_file
from polyclinic.library.article import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from polyclinic.build.former import Former
    from polyclinic.build.lifecycle import Lifecycle
    from polyclinic.config import Settings

TOPICS = "search-topics.json"
BUNDLE = "pagefind"
# Pagefind needs up to 0.2 GB for one.
_AT_ONCE: Final = 2
_MARK = "data-pagefind-body"
_IGNORE = "data-pagefind-ignore"


@dataclass(frozen=True, slots=True)
class Found:
    """A page that search may find. `address` is as seen from its language's home."""

    address: str
    file: str
    title: str
    names: tuple[str, ...]
    html: str


def place(settings: Settings, life: Lifecycle, layout: Layout) -> str | None:
    """The address of the page with a layout that search needs, from its language's home.

    None where the site has no such page, or no search.
    """
    if not (settings.options.health and settings.options.search):
        return None
    path, directory_urls = life.layouts.get(layout), settings.use_directory_urls
    return None if path is None else address(path, directory_urls=directory_urls)


def write(
    folder: Path, settings: Settings, life: Lifecycle, former: Former | None = None
) -> Iterator[Diagnostic]:
    """Write the topics and the index of each language into its folder of a finished site.

    Those of the former site are taken where no page of their language has changed.
    """
    if place(settings, life, Layout.SEARCH) is None:
        return
    program = pagefind.program()
    with _Workers.open() as workers:
        for locale in (settings.source_locale, *settings.locales):
            yield from workers.begin(_Language(folder, settings, locale, program, former))
        yield from workers.end()
    if program is None:
        missing = f"search finds titles only: {pagefind.PROGRAM} is not installed"
        yield _problem(
            settings,
            f"{missing}, which reads the whole text",
            f"run `pip install {pagefind.PACKAGE}`, or write `search: false` under polyclinic",
        )


@dataclass(slots=True)
class _Language:
    """The search of one language."""

    folder: Path
    settings: Settings
    locale: str
    program: Path | None
    former: Former | None
    _texts: dict[str, str] = field(default_factory=dict)

    @property
    def _home(self) -> Path:
        return self.folder / addresses.home(self.settings, self.locale)

    def taken(self) -> bool:
        """Take it from the former site, if that can be."""
        shutil.rmtree(self._home / BUNDLE, ignore_errors=True)
        (self._home / TOPICS).unlink(missing_ok=True)
        self._texts = dict(texts_of(self.folder, self.settings, self.locale))
        files = self.former.files(self._key()) if self.former else None
        for name, data in (files or {}).items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(data)
        return files is not None

    def made(self) -> list[Diagnostic]:
        """Make it; gives what went wrong."""
        pages = pages_of(self._texts, self.locale, self.settings)
        if not pages:
            return []
        (self._home / TOPICS).write_text(topics(pages), encoding="utf-8", newline="\n")
        if self.program is None:
            return []
        return list(_index(self.program, self._home, pages, self.locale, self.settings))

    def note(self) -> None:
        """Tell later builds what it was made of."""
        if self.former is None:
            return
        files = [self._home / TOPICS, *sorted((self._home / BUNDLE).rglob("*"))]
        made = {
            file.relative_to(self.folder).as_posix(): file.read_bytes()
            for file in files
            if file.is_file()
        }
        self.former.note(self._key(), made)

    def _key(self) -> str:
        """All that it is made of."""
        program = self.program
        state = program.stat() if program is not None else None
        which = (str(program), state.st_size, state.st_mtime_ns) if state is not None else ()
        said = (f"{name} {digest(text)}" for name, text in self._texts.items())
        return digest("\0".join((self.locale, self.settings.source_locale, repr(which), *said)))


@dataclass(slots=True)
class _Workers:
    """Several languages at once, one on each processor.

    Pagefind works on one thing after the other: on all processors it is hardly done earlier, and
    costs a twentieth more.
    """

    pool: ThreadPoolExecutor
    most: int
    _at_work: deque[tuple[_Language, Future[list[Diagnostic]]]] = field(default_factory=deque)

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Self]:
        """Ends all work, also where something went wrong."""
        processors: SimpleQueue[int] = SimpleQueue()
        for processor in _processors():
            processors.put(processor)
        most = max(1, min(_AT_ONCE, processors.qsize()))
        with ThreadPoolExecutor(most, initializer=_stay, initargs=(processors,)) as pool:
            try:
                yield cls(pool, most)
            finally:
                pool.shutdown(cancel_futures=True)

    def begin(self, language: _Language) -> Iterator[Diagnostic]:
        """Make the search of one more language; what was found in earlier ones."""
        if not language.taken():
            self._at_work.append((language, self.pool.submit(language.made)))
        while len(self._at_work) > self.most:
            yield from self._done()

    def end(self) -> Iterator[Diagnostic]:
        """Wait for all."""
        while self._at_work:
            yield from self._done()

    def _done(self) -> Iterator[Diagnostic]:
        language, work = self._at_work.popleft()
        problems = work.result()
        if not problems:
            language.note()
        yield from problems


def _processors() -> list[int]:
    """Those that this process may use, where the system tells."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _stay(processors: SimpleQueue[int]) -> None:
    """Keep a thread, and the programs that it starts, on one processor."""
    with suppress(Empty, OSError):
        os.sched_setaffinity(0, {processors.get_nowait()})


def topics(pages: Sequence[Found]) -> str:
    """The list that suggestions are made from: [address, title, other names...] a page."""
    rows = [[page.address, page.title, *page.names] for page in pages]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def pages_of(texts: Mapping[str, str], locale: str, settings: Settings) -> list[Found]:
    """Those of a language's pages, given by their file, that are in that language."""
    found = (_found(text, name, locale, settings) for name, text in texts.items())
    return sorted((page for page in found if page is not None), key=lambda page: page.address)


def texts_of(folder: Path, settings: Settings, locale: str) -> Iterator[tuple[str, str]]:
    """The pages of a language that may be found, by their file as seen from its home."""
    home = folder / addresses.home(settings, locale)
    others = {folder / other for other in settings.locales if other != locale}
    for file in sorted(home.rglob("*.html")):
        if home == folder and not others.isdisjoint(file.parents):
            continue
        text = file.read_text(encoding="utf-8")
        if _MARK in text and not companions.is_one(text):
            yield file.relative_to(home).as_posix(), text


def _found(text: str, name: str, locale: str, settings: Settings) -> Found | None:
    """A page as Pagefind is to read it, or None if a reader of its language is not to find it."""
    root = lxml_html.document_fromstring(text)
    mine, source = locales.parse(locale).tag, locales.parse(settings.source_locale).tag
    headings = root.xpath(f"//h1[@{_MARK}]")
    if root.get("lang") != mine or not headings or _unlisted(root):
        return None
    # A page whose very title is not translated is found in the source language.
    if headings[0].get("lang", mine) != mine:
        return None
    if mine != source:
        for element in root.xpath("//body//*[@lang=$source]", source=source):
            element.set(_IGNORE, "all")
    # Pagefind reads no labels, and what stands beside a box of a checklist is one.
    for line in root.iter("label"):
        line.tag = "span"
    names = tuple(_words(item) for item in root.xpath("//*[@data-search-names]//li[not(@lang)]"))
    html = str(lxml_html.tostring(root, encoding="unicode", doctype="<!doctype html>"))
    return Found(of_file(name), name, _words(headings[0]), names, html)


def _unlisted(root: lxml_html.HtmlElement) -> bool:
    return any(
        "noindex" in robots.get("content", "") for robots in root.xpath("//meta[@name='robots']")
    )


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _index(
    program: Path, home: Path, pages: Sequence[Found], locale: str, settings: Settings
) -> Iterator[Diagnostic]:
    """Pagefind's index of one language."""
    texts = {page.file: page.html for page in pages}
    why = pagefind.index(program, texts, home / BUNDLE, locales.parse(locale).tag)
    if why is not None:
        remedy = f"install {pagefind.PACKAGE} anew, or write `search: false` under polyclinic"
        yield _problem(settings, f"Pagefind could not index the pages in {locale}: {why}", remedy)


def _problem(settings: Settings, message: str, remedy: str) -> Diagnostic:
    shown = settings.shown(settings.config_file)
    return Diagnostic(Severity.WARNING, message, remedy, shown)
