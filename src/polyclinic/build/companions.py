"""Writes the companions of articles: their pages in large print, and beside another language.

They are made of finished pages, when those have passed the checks: what is withheld has none, and
nothing is said in them that the checks have not read.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from polyclinic.build import addresses, aligned, traces
from polyclinic.build.withhold import move_links
from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.fingerprint import digest
from polyclinic.i18n import locales
from polyclinic.library import companions
from polyclinic.library.addresses import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    from polyclinic.build.aligned import Block
    from polyclinic.build.former import Former
    from polyclinic.config import Settings
    from polyclinic.library.article import Article

# Where the two languages go, in the frame of the first one's page.
_MAIN = "polyclinic-main"
# In the place of a language, where it is the same for all.
_NONE = "-"
_TITLE = re.compile(r"(<title>)(.*?)(</title>)", re.DOTALL)


def write(
    folder: Path,
    articles: Iterable[Article],
    settings: Settings,
    held: Iterable[str],
    former: Former | None = None,
) -> Iterator[Diagnostic]:
    """Write the companions of every article. `held` are the addresses of withheld pages.

    One of the former site is taken where its pages have not changed.
    """
    withheld = frozenset(held)
    for article in articles:
        _clear(folder, article, settings)
        if companions.has(article, settings):
            yield from _Companions.of(folder, article, settings, withheld, former).write()


def _clear(folder: Path, article: Article, settings: Settings) -> None:
    """Take away those of an earlier build: the article may be withheld or withdrawn by now."""
    for locale in (settings.source_locale, *settings.locales):
        for where in companions.addresses(article, settings, locale):
            file = folder / file_of(where)
            if file.is_file() and companions.is_one(file.read_text("utf-8", "replace")):
                file.unlink()


@dataclass(frozen=True, slots=True)
class _Companions:
    """Those of one article. `pages` are its published pages by language."""

    folder: Path
    article: Article
    settings: Settings
    pages: dict[str, str]
    gone: tuple[str, ...]  # the languages in which it is not published
    former: Former | None = None
    _second: dict[tuple[str, str], Block] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        folder: Path,
        article: Article,
        settings: Settings,
        withheld: frozenset[str],
        former: Former | None,
    ) -> _Companions:
        pages, gone = {}, []
        for locale in (settings.source_locale, *settings.locales):
            where = companions.page_of(article, settings, locale)
            file = folder / file_of(where)
            if where in withheld or not file.is_file():
                gone.append(locale)
            else:
                pages[locale] = file.read_text(encoding="utf-8")
        return cls(folder, article, settings, pages, tuple(gone), former)

    def write(self) -> Iterator[Diagnostic]:
        self._withdraw_offers()
        for where, html in self._made():
            file = self.folder / file_of(where)
            if file.exists():
                yield self._taken(where)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(html, encoding="utf-8", newline="\n")

    def _withdraw_offers(self) -> None:
        """No page offers a language that is withheld; the page put in its place offers nothing."""
        if not self.gone:
            return
        tags = [locales.parse(locale).tag for locale in self.gone]
        for locale in (self.settings.source_locale, *self.settings.locales):
            file = self.folder / file_of(self._page(locale))
            if not file.is_file():
                continue
            html = file.read_text(encoding="utf-8")
            left = _without(html, tags) if locale in self.pages else _without_tools(html)
            if left != html:
                file.write_text(left, encoding="utf-8", newline="\n")
            if locale in self.pages:
                self.pages[locale] = left

    def _page(self, locale: str) -> str:
        return companions.page_of(self.article, self.settings, locale)

    def _made(self) -> Iterator[tuple[str, str]]:
        """Each companion's address and text."""
        for locale in self.pages:
            large = companions.large_print(self._page(locale))
            yield large, self._kept(large, locale) or self._large(locale, large)
            where = {
                other: companions.beside(self._page(locale), other)
                for other in companions.partners(self.settings, locale)
                if other in self.pages
            }
            known = {other: self._kept(where[other], locale, other) for other in where}
            yield from ((where[other], html) for other, html in known.items() if html)
            new = {other: there for other, there in where.items() if not known[other]}
            if new:
                yield from self._pairs(locale, new)

    def _large(self, locale: str, where: str) -> str:
        return self._noted(_finished(self._frame(locale, where, "large-print")), where, locale)

    def _kept(self, where: str, *languages: str) -> str:
        """A companion as it was made of the same pages; "" where there is none."""
        files = self.former.files(self._key(where, languages)) if self.former else None
        return files[file_of(where)].decode() if files else ""

    def _noted(self, html: str, where: str, *languages: str) -> str:
        if self.former is not None:
            self.former.note(self._key(where, languages), {file_of(where): html.encode()})
        return html

    def _key(self, where: str, languages: Iterable[str]) -> str:
        """All that a companion is made of: the finished pages, and what the languages are."""
        parts = (f"{self._page(code)} {code} {self.pages[code]}" for code in languages)
        return digest("\0".join(("companion", where, self.settings.source_locale, *parts)))

    def _frame(self, locale: str, where: str, kind: str) -> HtmlElement:
        """A page of the article, as seen from a companion's address, with a companion's tools."""
        root = lxml_html.document_fromstring(self.pages[locale])
        move_links(root, self._page(locale), where)
        root.set(companions.MARK, kind)
        root.body.set("data-pagefind-ignore", "all")
        for link in root.xpath("//link[@rel='stylesheet'][contains(@href, 'assets/css/site.css')]"):
            sheet = deepcopy(link)
            sheet.set("href", link.get("href").replace("site.css", "companions.css"))
            link.addnext(sheet)
        for element in root.xpath("//*[@data-companion-hides]"):
            element.drop_tree()
        for element in root.xpath("//*[@data-companion-shows]"):
            element.attrib.pop("hidden", None)
        return root

    def _pairs(self, locale: str, where: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The pages of one language beside others, at their addresses: their frame is the same."""
        # As seen from beside all of them: seen from one, links to that one would lead to each.
        root = self._frame(locale, companions.beside(self._page(locale), _NONE), "beside")
        _drop_contents(root)
        main = root.find(".//main")
        one = aligned.first(deepcopy(main), _language(locale))
        _empty(main)
        frame = _finished(root)
        for other, there in where.items():
            both = aligned.beside(one, self._other(other, self._nowhere(locale, there)))
            both = aligned.mended(both, _language(other).lang)
            html = _filled(_titled(frame, locale, other), both, other)
            yield there, self._noted(html, there, locale, other)

    def _nowhere(self, locale: str, where: str) -> str:
        """An address as deep as one of a language, in no language: links lead out of any alike."""
        home = addresses.home(self.settings, locale)
        return f"{_NONE}/{where.removeprefix(home)}" if home else where

    def _other(self, locale: str, where: str) -> Block:
        """A page's text as it stands beside others, at an address of theirs."""
        key = locale, where
        if key not in self._second:
            root = lxml_html.document_fromstring(self.pages[locale])
            move_links(root, self._page(locale), where)
            _drop_contents(root)
            self._second[key] = aligned.second(root.find(".//main"), _language(locale))
        return self._second[key]

    def _taken(self, where: str) -> Diagnostic:
        message = f"a page of this article is to stand at /{where}, and the site has another there"
        remedy = "give the other file a different name"
        return Diagnostic(Severity.ERROR, message, remedy, self.article.shown)


def _language(locale: str) -> aligned.Language:
    facts = locales.parse(locale)
    return aligned.Language(facts.tag, facts.direction)


def _drop_contents(root: HtmlElement) -> None:
    """Two languages need the room of the list of contents."""
    for contents in root.find_class("contents"):
        contents.drop_tree()
    for body in root.find_class("has-contents"):
        body.classes.discard("has-contents")


def _empty(main: HtmlElement) -> None:
    for child in list(main):
        main.remove(child)
    main.text = _MAIN


def _finished(root: HtmlElement) -> str:
    html = str(lxml_html.tostring(root, encoding="unicode", doctype="<!doctype html>")) + "\n"
    return traces.unlisted(_BLANK.sub("\n", html))


# Templates leave empty lines; a library has many of these pages.
_BLANK = re.compile(r"\n\s*\n")


def _filled(frame: str, both: str, other: str) -> str:
    """The frame of the first language with the text of both; the list of languages says which."""
    tag = locales.parse(other).tag
    start, _, rest = frame.partition("<main")
    _, _, end = rest.partition(f"{_MAIN}</main>")
    item = f'<li data-beside="{tag}"><a '
    here = both.replace(item, f'{item}aria-current="page" ', 1)
    return start + _BLANK.sub("\n", here) + end


def _titled(frame: str, locale: str, other: str) -> str:
    """The frame, whose title names both languages in the words of the first.

    Its own words in the second would be read aloud as the first's: no part of a title can say its
    language.
    """
    both = locales.format_list([locales.name_in(code, locale) for code in (locale, other)], locale)
    named = escape(both[:1].upper() + both[1:])

    def put(found: re.Match[str]) -> str:
        ours, _, site = found[2].rpartition(" · ")
        parts = (ours, named, site) if ours else (site, named)
        return f"{found[1]}{' · '.join(parts)}{found[3]}"

    return _TITLE.sub(put, frame, 1)


def _without_tools(html: str) -> str:
    root = lxml_html.document_fromstring(html)
    tools = root.xpath("//div[@class='page-tools']")
    for element in tools:
        element.drop_tree()
    if not tools:
        return html
    return str(lxml_html.tostring(root, encoding="unicode", doctype="<!doctype html>")) + "\n"


_LIST = re.compile(r'<details class="beside">.*?</details>\s*', re.DOTALL)


def _without(html: str, tags: Iterable[str]) -> str:
    """A page that does not offer to show languages beside it; no list is left that has none."""
    for tag in tags:
        item = rf'<li data-beside="{re.escape(escape(tag))}">.*?</li>\s*'
        html = re.sub(item, "", html, flags=re.DOTALL)
    return _LIST.sub(lambda found: found[0] if "data-beside=" in found[0] else "", html)
