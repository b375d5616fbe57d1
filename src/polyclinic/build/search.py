"""What search reads: in each language a list of topics, and Pagefind's index of its pages.

Both are made of the finished pages, after the checks: what is withheld, withdrawn or moved has no
page that says `data-pagefind-body` in its own language, and so can't be found.
"""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from polyclinic.build import addresses, search_parts
from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.fingerprint import digest
from polyclinic.i18n import locales
from polyclinic.library.addresses import address, of_file
from polyclinic.library.article import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from polyclinic.build.lifecycle import Lifecycle
    from polyclinic.build.store import Store
    from polyclinic.config import Settings

TOPICS = "search-topics.json"
BUNDLE = "pagefind"
PACKAGE = "pagefind_bin_extended"
PROGRAM = "pagefind_extended"
# Pagefind's own interface, which our pages do not use; and a worker, for much bigger sites.
_UNUSED = (
    "pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-ui.*", "pagefind-highlight.js",
    "pagefind-worker.js",
)  # fmt: skip
# Bytes of pages that are read in one run: Pagefind needs some thirty times as much memory.
BATCH = 6_000_000
# Signs in words of Indic scripts that are no letters: the dot below, and what joins consonants.
# Pagefind takes them for punctuation and has each word with one twice, unless it is told.
_JOINING = frozenset(
    sign for code in range(0x0900, 0x1D00) if unicodedata.combining(sign := chr(code)) in {7, 9}
)
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


def program() -> Path | None:
    """Pagefind with its dictionaries of Chinese: the Python package's, or one on the PATH."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        for name in (PROGRAM, f"{PROGRAM}.exe"):
            if (folder / name).is_file():
                return folder / name
    there = shutil.which(PROGRAM)
    return Path(there) if there else None


def place(settings: Settings, life: Lifecycle, layout: Layout) -> str | None:
    """The address of the page with a layout that search needs, from its language's home.

    None where the site has no such page, or no search.
    """
    if not (settings.options.health and settings.options.search):
        return None
    path, directory_urls = life.layouts.get(layout), settings.use_directory_urls
    return None if path is None else address(path, directory_urls=directory_urls)


def write(
    folder: Path, settings: Settings, life: Lifecycle, store: Store | None = None
) -> Iterator[Diagnostic]:
    """Write the topics and the index of each language into its folder of a finished site.

    With a store, those of a language are only made where one of its pages has changed.
    """
    if place(settings, life, Layout.SEARCH) is None:
        return
    pagefind = program()
    missing = pagefind is None
    for locale in (settings.source_locale, *settings.locales):
        home = folder / addresses.home(settings, locale)
        shutil.rmtree(home / BUNDLE, ignore_errors=True)
        texts = dict(texts_of(folder, settings, locale))
        key = _key(pagefind, texts, locale, settings) if store is not None else ""
        kept = store.get(key) if store is not None else None
        if kept is not None:
            _unpack(kept, home)
            continue
        problems = list(_written(pagefind, home, texts, locale, settings))
        yield from problems
        if store is not None and not problems:
            store.put(key, _packed(home))
    if missing:
        yield _problem(
            settings,
            f"search finds titles only: {PROGRAM} is not installed, which reads the whole text",
            f"run `pip install {PACKAGE}`, or write `search: false` under polyclinic",
        )


def _written(
    pagefind: Path | None, home: Path, texts: Mapping[str, str], locale: str, settings: Settings
) -> Iterator[Diagnostic]:
    """The topics and the index of one language; `texts` are its pages by their file."""
    pages = pages_of(texts, locale, settings)
    if not pages:
        (home / TOPICS).unlink(missing_ok=True)
        return
    (home / TOPICS).write_text(topics(pages), encoding="utf-8", newline="\n")
    if pagefind is not None:
        yield from _index(pagefind, home, pages, locale, settings)


def _key(pagefind: Path | None, texts: Mapping[str, str], locale: str, settings: Settings) -> str:
    """All that the search of a language is made of."""
    state = pagefind.stat() if pagefind is not None else None
    which = (str(pagefind), state.st_size, state.st_mtime_ns) if state is not None else ()
    said = (f"{name} {digest(text)}" for name, text in texts.items())
    return digest("\0".join(("search", locale, settings.source_locale, repr(which), *said)))


def _packed(home: Path) -> bytes:
    """What was written for a language, in one piece."""
    buffer = io.BytesIO()
    files = [home / TOPICS, *sorted(path for path in (home / BUNDLE).rglob("*") if path.is_file())]
    with zipfile.ZipFile(buffer, "w") as packed:
        for file in files:
            if file.is_file():
                packed.writestr(file.relative_to(home).as_posix(), file.read_bytes())
    return buffer.getvalue()


def _unpack(kept: bytes, home: Path) -> None:
    (home / TOPICS).unlink(missing_ok=True)
    with zipfile.ZipFile(io.BytesIO(kept)) as packed:
        packed.extractall(home)


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
        if _MARK in text:
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
    pagefind: Path, home: Path, pages: Sequence[Found], locale: str, settings: Settings
) -> Iterator[Diagnostic]:
    """Pagefind's bundle of one language, without what our pages do not use."""
    bundle = home / BUNDLE
    with tempfile.TemporaryDirectory(prefix="polyclinic-search-") as name:
        done = _made(pagefind, Path(name), bundle, pages, locale)
    if done is not None:
        shutil.rmtree(bundle, ignore_errors=True)
        remedy = f"install {PACKAGE} anew, or write `search: false` under polyclinic"
        yield _problem(settings, f"Pagefind could not index the pages in {locale}: {done}", remedy)
        return
    _prune(bundle)


def _made(
    pagefind: Path, stage: Path, bundle: Path, pages: Sequence[Found], locale: str
) -> str | None:
    """Why it failed, or None."""
    # It knows languages without their regions and scripts; zh-Hans is its zh.
    options = ["--force-language", locales.parse(locale).tag.partition("-")[0]]
    signs = _JOINING & set().union(*(page.html for page in pages))
    if signs:
        options += ["--include-characters", "".join(sorted(signs))]
    some: list[Path] = []
    for number, batch in enumerate(_batches(pages)):
        some.append(stage / str(number) / BUNDLE)
        done = _run(pagefind, options, some[-1], batch)
        if done is not None:
            return done
    try:
        search_parts.join(some, bundle)
    except search_parts.UnknownFormatError:
        # Another Pagefind's, which nobody here can read: the search finds the same, and costs more.
        whole = stage / "whole" / BUNDLE
        done = _run(pagefind, options, whole, pages)
        if done is not None:
            return done
        shutil.copytree(whole, bundle, dirs_exist_ok=True)
    return None


def _batches(pages: Sequence[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.html.encode())
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _run(
    pagefind: Path, options: Sequence[str], bundle: Path, pages: Sequence[Found]
) -> str | None:
    """Why it failed, or None."""
    stage = bundle.with_name("pages")
    for page in pages:
        file = stage / page.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.html, encoding="utf-8", newline="\n")
    command = [
        str(pagefind), "--silent", "--site", str(stage), "--output-path", str(bundle.resolve()),
        *options,
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the program is ours, its arguments are folders
            command, capture_output=True, text=True, encoding="utf-8", errors="replace",
            cwd=stage, check=False,
        )  # fmt: skip
    except OSError as problem:
        return problem.strerror or str(problem)
    if done.returncode:
        said = (done.stderr or done.stdout).split("\n")
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return last or f"it ended with {done.returncode}"
    return None


def _prune(bundle: Path) -> None:
    for pattern in _UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    used = {
        f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()
    }
    for file in bundle.glob("wasm.*.pagefind"):
        if file.name not in used:
            file.unlink()


def _problem(settings: Settings, message: str, remedy: str) -> Diagnostic:
    shown = settings.shown(settings.config_file)
    return Diagnostic(Severity.WARNING, message, remedy, shown)
