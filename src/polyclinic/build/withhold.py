"""A page with a fault that could hurt a reader is not published; a safe one stands in its place.

In a translation that is the source page, with a notice in the reader's language; where the source
itself has the fault, a page that says so, in every language. All other pages stay, and offer the
withheld one no more.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import html as lxml_html

from polyclinic.build import traces
from polyclinic.build.listed import without_entries
from polyclinic.i18n import locales
from polyclinic.library import notice, standin, structured_data
from polyclinic.library.addresses import file_of, relative
from polyclinic.library.translation import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from polyclinic.check.report import Report
    from polyclinic.check.subjects import RenderedPage
    from polyclinic.library.standin import Reader

# Where a page's own content is, on our theme and on others.
_MAIN = ("//main", "//*[@role='main']", "//body")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A page that is not published in a language, and the findings that say why."""

    page: RenderedPage
    reports: tuple[Report, ...]
    source_too: bool  # the source article itself is at fault

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules."""
        return tuple(sorted({report.code for report in self.reports}))


def withheld(pages: Iterable[RenderedPage], reports: Iterable[Report]) -> list[Withheld]:
    """The pages that blocking findings keep from their readers."""
    pages = list(pages)
    articles = {page.article.shown for page in pages if page.article}
    blocking = [report for report in reports if report.blocks]
    found = []
    for page in pages:
        mine = [report for report in blocking if _concerns(report, page, articles)]
        why = tuple(report for report in mine if report.locale in ("", page.locale))
        if why:
            found.append(Withheld(page, why, any(not report.locale for report in why)))
    return found


def _concerns(report: Report, page: RenderedPage, articles: set[str]) -> bool:
    """Whether a finding is on a page: its article's, or that very page's.

    What is said on every page, such as the disclaimer, concerns them all.
    """
    if not report.article:
        return report.place.path.partition("#")[0] == page.address
    shown_in = set(report.article.split("\n"))
    if not shown_in <= articles:
        return True
    return page.article is not None and page.article.shown in shown_in


def publish(
    folder: Path,
    held: Sequence[Withheld],
    pages: Sequence[RenderedPage],
    reader: Callable[[str], Reader],
) -> None:
    """Put safe pages in the place of those withheld, and take these out of all that offers them.

    The unsafe pages go first: whatever happens after that, no reader gets one. `reader` gives the
    words of a locale.
    """
    for item in held:
        (folder / file_of(item.page.address)).unlink(missing_ok=True)
    if not held:
        return
    gone = [item.page.address for item in held]
    traces.leave_search(folder, gone)
    traces.leave_sitemap(folder, gone, held[0].page.settings.site_url)
    for path, html in changes(held, pages, reader):
        (folder / file_of(path)).write_text(html, encoding="utf-8", newline="\n")


def changes(
    held: Sequence[Withheld],
    pages: Iterable[RenderedPage],
    reader: Callable[[str], Reader],
) -> Iterator[tuple[str, str]]:
    """Every page to write anew, by address."""
    pages = list(pages)
    sources = {p.article.shown: p for p in pages if p.article and p.locale == p.source_locale}
    offers = [_offer(item, reader(item.page.locale)) for item in held]
    for item in held:
        source = sources.get(item.page.article.shown) if item.page.article else None
        # It lists other articles, of which some may be withheld too.
        source = replace(source, html=without(source, offers)) if source else None
        yield item.page.address, replacement(item, source, reader(item.page.locale))
    replaced = {item.page.address for item in held}
    for page in pages:
        if page.address not in replaced:
            html = without(page, offers)
            if html != page.html:
                yield page.address, html


@contextmanager
def or_retract(folder: Path) -> Iterator[None]:
    """Take all pages away if the checks break down: nobody knows then which of them are safe."""
    try:
        yield
    except BaseException:
        traces.retract(folder)
        raise


def replacement(held: Withheld, source: RenderedPage | None, reader: Reader) -> str:
    """The page to publish in the place of a withheld one."""
    if held.source_too or source is None:
        return _emptied(held, reader)
    page = held.page
    root = lxml_html.document_fromstring(source.html)
    move_links(root, source.address, page.address)
    _head(root)
    main = next(found[0] for path in _MAIN if (found := root.xpath(path)))
    main.insert(0, lxml_html.fragment_fromstring(_notice(page, reader, source_too=False)))
    return str(lxml_html.tostring(root, encoding="unicode", doctype="<!doctype html>")) + "\n"


def _emptied(held: Withheld, reader: Reader) -> str:
    """A page with nothing of the withheld one, not even its frame, which may be what is at fault.

    What hides a disclaimer would hide the notice too, so then the style sheets stay away as well.
    """
    page = held.page
    root = lxml_html.document_fromstring(page.html)
    hiding = any(code.startswith("DSC") for code in held.codes)
    styles = [] if hiding else root.xpath("//head/link[@rel='stylesheet']/@href")
    head = "".join(f'<link rel="stylesheet" href="{escape(url)}">\n' for url in styles)
    emergency = reader.emergency(page.settings.options.country)
    body = f"{_notice(page, reader, source_too=True)}\n<p><strong>{emergency}</strong></p>\n"
    return standin.page(reader, notice.WITHHELD, page.settings.site_name, head, body)


def _notice(page: RenderedPage, reader: Reader, *, source_too: bool) -> str:
    facts = locales.parse(page.locale)
    words = reader.say(notice.ARTICLE_WITHHELD if source_too else notice.TRANSLATION_WITHHELD)
    return (
        f'<div class="withheld-notice" role="note" lang="{facts.tag}" dir="{facts.direction}">'
        f'<p>{words}</p><p><a href="{escape(_home(page))}" hreflang="{facts.tag}">'
        f"{reader.say(notice.HOME)}</a></p></div>"
    )


def _home(page: RenderedPage) -> str:
    """The link to the home page in the page's language."""
    settings = page.settings
    language = "" if page.locale == page.source_locale else f"{page.locale}/"
    home = language if settings.use_directory_urls else f"{language}index.html"
    if page.address == "404.html":  # it may be shown at any depth
        return f"{urlsplit(settings.site_url).path.rstrip('/')}/{home}"
    return relative(home, page.address)


def _head(root: lxml_html.HtmlElement) -> None:
    """A withheld page is no version for search engines: they are led to the source.

    That is a hint to them; not to list the page is an order.
    """
    for link in root.xpath("//link[@rel='alternate'][@hreflang]"):
        link.getparent().remove(link)
    for said in root.xpath(_SAID_OF_THE_SOURCE):
        said.getparent().remove(said)
    for head in root.xpath("//head"):
        head.append(lxml_html.fragment_fromstring('<meta name="robots" content="noindex">'))


# What the source page tells search engines and previews of itself.
_SAID_OF_THE_SOURCE = (
    "//meta[@name='robots' or starts-with(@property, 'og:')]"
    " | //script[@type='application/ld+json']"
)


def move_links(root: lxml_html.HtmlElement, before: str, after: str) -> None:
    """Make a page's links lead to the same addresses from another folder."""

    def moved(link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        target = unquote(urlsplit(urljoin(f"/{quote(before)}", parts.path)).path).lstrip("/")
        return parts._replace(path=relative(target, after)).geturl()

    def candidate(match: re.Match[str]) -> str:
        return f"{match['gap']}{moved(match['url'])}{match['size']}"

    root.rewrite_links(moved, resolve_base_href=False)
    for element in root.xpath("//*[@srcset]"):
        element.set("srcset", _CANDIDATE.sub(candidate, element.get("srcset")))
    for element in root.xpath("//*[@poster]"):
        element.set("poster", moved(element.get("poster")))


# An address in `a.png 1x, b.png 2x`: a comma ends it only before a space.
_CANDIDATE = re.compile(
    r"(?P<gap>[\s,]*)(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<size>(?:\s+[^,]*)?(?:,|$))"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What other pages say of a withheld page: its language, and its title there."""

    held: Withheld
    title: str
    source_title: str


def _offer(item: Withheld, reader: Reader) -> Offer:
    article = item.page.article
    if article is None:
        return Offer(item, "", "")
    title = heading(article, reader.catalog, reader.source_locale).title.value
    return Offer(item, title, article.title)


_LINK = re.compile(r"<link\b[^>]*>\n*", re.IGNORECASE)
_PREVIEW = re.compile(
    r'<meta property="og:locale:alternate" content="(?P<region>[^"]*)">\n*', re.IGNORECASE
)
_DATA = re.compile(
    r'(?P<open><script type="application/ld\+json">)(?P<json>[^<]*)(?P<close></script>)',
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"(?P<tag><a\b[^>]*>)(?P<words>.*?)(?=</a\b)", re.IGNORECASE | re.DOTALL)
_EXPLAINED = re.compile(
    r"(?P<tag><template\b[^>]*\bdata-glossary=[^>]*>).*?</template>\n*", re.IGNORECASE | re.DOTALL
)
_TEXT = re.compile(r"(?:(?<=>)|^)[^<>]+(?=<|$)")


def without(page: RenderedPage, offers: Iterable[Offer]) -> str:
    """A page that offers search engines none of the withheld pages, and lists none.

    Readers still get there by links and menus, and are told which language awaits them. A title in
    a menu is the source's: the fault may be in the translated one.
    """
    offers = list(offers)
    by_address = {offer.held.page.address: offer for offer in offers}

    def offered(tag: str) -> Offer | None:
        address = _address(page, _attribute(tag, "href"))
        return None if address is None else by_address.get(address)

    def link(match: re.Match[str]) -> str:
        tag = match[0]
        alternate = "alternate" in _attribute(tag, "rel").split() and _attribute(tag, "hreflang")
        return "" if alternate and offered(tag) else tag

    def anchor(match: re.Match[str]) -> str:
        offer = offered(match["tag"])
        if offer is None or offer.held.source_too:
            return match[0]
        source = offer.held.page.source_locale
        words = _TEXT.sub(lambda text: _retitled(text[0], offer), match["words"])
        return _with(match["tag"], "hreflang", source) + words

    def preview(match: re.Match[str]) -> str:
        return "" if match["region"] in regions else match[0]

    def data(match: re.Match[str]) -> str:
        origin = structured_data.origin(match["json"])
        if not origin or _address(page, origin) not in by_address:
            return match[0]
        return match["open"] + structured_data.without_origin(match["json"]) + match["close"]

    def explained(match: re.Match[str]) -> str:
        # What a withheld glossary says of its terms may be what is wrong in it.
        address = _address(page, _attribute(match["tag"], "data-glossary"))
        return "" if address in by_address else match[0]

    regions = {locales.with_region(o.held.page.locale) for o in offers if _same(o.held.page, page)}
    html = without_entries(page.html, lambda tag: offered(tag) is not None)
    html = _EXPLAINED.sub(explained, _DATA.sub(data, _PREVIEW.sub(preview, html)))
    return _ANCHOR.sub(anchor, _LINK.sub(link, html))


def _same(one: RenderedPage, other: RenderedPage) -> bool:
    """Whether two pages are one article in two languages."""
    return bool(one.article and other.article and one.article.shown == other.article.shown)


def _retitled(words: str, offer: Offer) -> str:
    if offer.title == offer.source_title or unescape(words).strip() != offer.title:
        return words
    facts = locales.parse(offer.held.page.source_locale)
    title = escape(offer.source_title)
    return f'<span lang="{facts.tag}" dir="{facts.direction}">{title}</span>'


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", tag, re.IGNORECASE)
    return next((group for group in found.groups() if group is not None), "") if found else ""


def _with(tag: str, name: str, value: str) -> str:
    """A tag with an attribute set."""
    bare = re.sub(rf"\s{name}=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", "", tag, flags=re.IGNORECASE)
    return f'{bare.rstrip(">").rstrip()} {name}="{escape(value)}">'


def _address(page: RenderedPage, url: str) -> str | None:
    """The address in the site that a link on a page leads to; None for any other link."""
    root = page.settings.site_url.rstrip("/") or "https://site.invalid"
    try:
        whole = urljoin(f"{root}/{quote(page.address)}", url).partition("#")[0]
    except ValueError:
        return None
    if not url.partition("#")[0] or not whole.startswith(f"{root}/"):
        return None
    return unquote(whole.removeprefix(f"{root}/")).removesuffix("index.html")


def told(held: Sequence[Withheld]) -> list[str]:
    """For the maintainer: each article or page that is withheld, in which languages, and why.

    A source at fault is told with its first finding, and so is each kind of fault of translations.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Withheld]] = {}
    for item in held:
        name = item.page.article.shown if item.page.article else f"/{item.page.address}"
        groups.setdefault((name, () if item.source_too else item.codes), []).append(item)
    return [_told(name, items) for (name, _), items in groups.items()]


def _told(name: str, items: Sequence[Withheld]) -> str:
    settings = items[0].page.settings
    order = (settings.source_locale, *settings.locales)
    items = sorted(items, key=lambda item: order.index(item.page.locale))
    mine = list(dict.fromkeys(item.page.locale for item in items))
    languages = f"all {len(mine)} languages" if len(mine) == len(order) > 1 else ", ".join(mine)
    first = items[0].reports
    why = next((report for report in first if not report.locale), first[0])
    codes = ", ".join(sorted({code for item in items for code in item.codes}))
    more = len({report.fingerprint for item in items for report in item.reports}) - 1
    others = f" (and {more} more)" if more else ""
    return (
        f"{name} in {languages}: {codes}\n"
        f"  {why.diagnostic.place}: {why.message}{others}\n"
        f"  help: {why.help or 'mend what is named there'}"
    )


NEXT = """\
Readers get the English page, or a notice. Mend what is named above and build again: the pages
come back by themselves. To take an article down for good, write `status: withdrawn` in its front
matter.\
"""
