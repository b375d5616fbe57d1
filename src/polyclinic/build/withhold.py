"""A page with a fault that could hurt a reader is not published; a safe one stands in its place.

In a translation that is the source page, with a notice in the reader's language; where the source
itself has the fault, a page that says so, in every language. All other pages stay, and offer the
withheld one no more.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from polyclinic.check.report import Report
    from polyclinic.check.subjects import RenderedPage


def _main(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    return next(found[0] for path in _MAIN if (found := root.xpath(path)))


# Where a page's own content is, on our theme and on others.
_MAIN = ("//main", "//*[@role='main']", "//body")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A page that is not published in a language, and the codes of the rules that say why."""

    page: RenderedPage
    codes: tuple[str, ...]
    source_too: bool  # the source article itself is at fault


def withheld(pages: Iterable[RenderedPage], reports: Iterable[Report]) -> list[Withheld]:
    """The pages that blocking findings keep from their readers."""
    pages = list(pages)
    articles = {page.article.shown for page in pages if page.article}
    blocking = [report for report in reports if report.blocks]
    found = []
    for page in pages:
        mine = [report for report in blocking if _concerns(report, page, articles)]
        source = {report.code for report in mine if not report.locale}
        own = {report.code for report in mine if report.locale == page.locale}
        if source or own:
            found.append(Withheld(page, tuple(sorted(source | own)), bool(source)))
    return found


def _concerns(report: Report, page: RenderedPage, articles: set[str]) -> bool:
    """Whether a finding is on a page: its article's, or that very page's.

    What is said on every page, such as the disclaimer, concerns them all.
    """
    if not report.article:
        return report.place.path.partition("#")[0] == page.address
    shown_in = set(report.article.split())
    if not shown_in <= articles:
        return True
    return page.article is not None and page.article.shown in shown_in


def replacement(held: Withheld, source: RenderedPage | None, notice: str) -> str:
    """The page to publish in the place of a withheld one; `notice` is in its reader's language."""
    if held.source_too or source is None:
        return _emptied(held.page, notice)
    root = lxml_html.document_fromstring(source.html)
    _move_links(root, source.address, held.page.address)
    _head(root)
    main = _main(root)
    main.insert(0, _notice(held.page.locale, _direction(held.page), notice))
    return _text(root)


def _emptied(page: RenderedPage, notice: str) -> str:
    root = lxml_html.document_fromstring(page.html)
    _head(root)
    main = _main(root)
    for child in list(main):
        main.remove(child)
    main.text = None
    title = lxml_html.fragment_fromstring("<h1></h1>")
    title.text = root.findtext(".//title", "").rpartition(" · ")[0] or root.findtext(".//title")
    wrap = lxml_html.fragment_fromstring('<div class="wrap"></div>')
    wrap.extend([title, _notice(page.locale, _direction(page), notice)])
    main.append(wrap)
    return _text(root)


def _direction(page: RenderedPage) -> str:
    match = re.search(r"<html[^>]*\bdir=\"(\w+)\"", page.html)
    return match[1] if match else "ltr"


def _notice(locale: str, direction: str, words: str) -> lxml_html.HtmlElement:
    text = f'<div class="withheld-notice" role="note" lang="{locale}" dir="{direction}"></div>'
    box = lxml_html.fragment_fromstring(text)
    box.append(lxml_html.fragment_fromstring(f"<p>{escape(words)}</p>"))
    return box


def _head(root: lxml_html.HtmlElement) -> None:
    """A withheld page is no version for search engines: they are led to the source."""
    for link in root.xpath("//link[@rel='alternate'][@hreflang]"):
        link.getparent().remove(link)
    robots = lxml_html.fragment_fromstring('<meta name="robots" content="noindex">')
    for head in root.xpath("//head"):
        head.append(robots)


def _move_links(root: lxml_html.HtmlElement, before: str, after: str) -> None:
    """The same addresses, as seen from another folder."""

    def moved(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        target = urljoin("/" + before, parts.path)
        path = posixpath.relpath(target, posixpath.dirname("/" + after) or "/")
        path += "/" if target.endswith("/") else ""
        return parts._replace(path=path).geturl()

    root.rewrite_links(moved, resolve_base_href=False)


def _text(root: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(root, encoding="unicode", doctype="<!doctype html>")) + "\n"


def without(html: str, locales: Iterable[str]) -> str:
    """A page that offers search engines no version in some languages."""
    for locale in locales:
        code = re.escape(locale)
        html = re.sub(rf"<link rel=\"alternate\" hreflang=\"{code}\"[^>]*>\n*", "", html)
    return html


def without_address(sitemap: str, addresses: Iterable[str]) -> str:
    """A sitemap without some pages, whether they stand alone or as an alternate."""
    for address in addresses:
        url = re.escape(escape(address))
        sitemap = re.sub(rf"\s*<url>\s*<loc>{url}</loc>.*?</url>", "", sitemap, flags=re.DOTALL)
        sitemap = re.sub(rf"\s*<xhtml:link[^>]*href=\"{url}\"[^>]*/>", "", sitemap)
    return sitemap


def rewrite_sitemap(folder: Path, addresses: Iterable[str]) -> None:
    """Take pages out of the sitemap, and out of its compressed copy."""
    file = folder / "sitemap.xml"
    addresses = list(addresses)
    if not addresses or not file.is_file():
        return
    text = without_address(file.read_text(encoding="utf-8"), addresses)
    file.write_text(text, encoding="utf-8")
    packed = file.with_suffix(".xml.gz")
    if packed.is_file():
        packed.write_bytes(gzip.compress(text.encode(), mtime=0))


def changes(
    held: list[Withheld],
    pages: Iterable[RenderedPage],
    notices: Mapping[tuple[str, bool], str],
) -> Iterator[tuple[str, str]]:
    """Every page to write anew by address. `notices` are by locale and whether its source erred."""
    pages = list(pages)
    sources = {p.article.shown: p for p in pages if p.article and p.locale == p.source_locale}
    hidden: dict[str, list[str]] = {}
    for item in held:
        article = item.page.article
        source = sources.get(article.shown) if article else None
        notice = notices[item.page.locale, item.source_too or source is None]
        yield item.page.address, replacement(item, source, notice)
        if article:
            hidden.setdefault(article.shown, []).append(item.page.locale)
    replaced = {item.page.address for item in held}
    for page in pages:
        locales = hidden.get(page.article.shown, []) if page.article else []
        if locales and page.address not in replaced:
            yield page.address, without(page.html, locales)
