"""The links of a built site: what each page points to, and where in the site that is.

Addresses are relative to the site's root, without a leading slash; a folder ends in a slash.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from polyclinic.check.document import tree
from polyclinic.text import position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from urllib.parse import SplitResult

    from polyclinic.check.document import Element
    from polyclinic.check.subjects import RenderedPage, Site

# The attributes that hold an address, by element. Those of `ping` are only sent to.
ADDRESSES = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "link": ("href",),
    "img": ("src", "longdesc", "usemap"),
    "script": ("src",),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "embed": ("src",),
    "iframe": ("src", "longdesc"),
    "input": ("src", "formaction", "usemap"),
    "button": ("formaction",),
    "object": ("data", "usemap"),
    "form": ("action",),
    "blockquote": ("cite",),
    "q": ("cite",),
    "ins": ("cite",),
    "del": ("cite",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
}
# The properties of `<meta>` that hold an address.
_META = frozenset({"og:image", "og:url", "twitter:image"})
# Relations that name a server, not a file of it.
_OF_SERVERS = frozenset({"preconnect", "dns-prefetch"})
# The attributes that name ids of the same page, with spaces between them.
ID_REFERENCES = (
    "for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls",
    "aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant", "aria-flowto",
)  # fmt: skip
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?\s*(?:,|$)")
_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
# What stands for the host in addresses that begin with a slash.
_HERE = "https://site.invalid/"


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands in the page, and the element it stands in."""

    address: str
    element: str
    language: str = ""  # hreflang
    relation: str = ""  # rel


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the site: a file's or folder's path, and the fragment after the hash."""

    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a page points to, and what on it can be pointed to."""

    links: tuple[Link, ...]
    ids: tuple[str, ...]  # in the order of the page, with repetitions
    names: frozenset[str]  # the old `<a name>`, and the maps of images
    references: tuple[tuple[str, str, str], ...]  # element, attribute, id
    base: str


# Every rule on links asks for the same outlines; a site of more pages is only read again.
@lru_cache(maxsize=2048)
def outline(html: str) -> Outline:
    """Read a page one time."""
    links: list[Link] = []
    ids: list[str] = []
    names: set[str] = set()
    references: list[tuple[str, str, str]] = []
    base = ""
    for element in _elements(html):
        # Read at once: to ask an element for its attributes one by one takes longer.
        tag, attributes = element.tag, dict(element.items())
        if not attributes and tag != "style":
            continue
        if "id" in attributes:
            ids.append(attributes["id"])
        if tag in {"a", "map"} and "name" in attributes:
            names.add(attributes["name"])
        if tag == "base":
            base = base or attributes.get("href", "")
        links += _links(element, attributes)
        for name in ID_REFERENCES:
            if name in attributes:
                references += [(tag, name, one) for one in attributes[name].split()]
    return Outline(tuple(links), tuple(ids), frozenset(names), tuple(references), base)


def _elements(html: str) -> Iterator[Element]:
    if html.strip():
        yield from tree(html).iter("*")


def _links(element: Element, attributes: Mapping[str, str]) -> Iterator[Link]:
    tag = element.tag
    language, relation = attributes.get("hreflang", ""), attributes.get("rel", "")
    for name in ADDRESSES.get(tag, ()):
        if name in {"action", "formaction"} and _method(element) != "get":
            continue  # answered by a program, not by a file
        if name in attributes and not _OF_SERVERS & set(relation.lower().split()):
            yield Link(attributes[name], tag, language, relation)
    for name in ("srcset", "imagesrcset"):
        for candidate in _CANDIDATE.findall(attributes[name]) if name in attributes else ():
            yield Link(candidate, tag)
    style = (element.text or "") if tag == "style" else ""
    for address in style_addresses(f"{attributes.get('style', '')}\n{style}"):
        yield Link(address, tag)
    if "srcdoc" in attributes:
        yield from outline(attributes["srcdoc"]).links
    if tag == "meta":
        yield from _of_meta(tag, attributes)


def _method(element: Element) -> str:
    """How a form is sent; a button may differ from its form."""
    form = element if element.tag == "form" else next(element.iterancestors("form"), None)
    own = element.get("formmethod") or ("" if form is None else form.get("method"))
    return (own or "get").strip().lower()


def _of_meta(tag: str, attributes: Mapping[str, str]) -> Iterator[Link]:
    """Where a page moves to, and the picture it is shared with."""
    named = attributes.get("property") or attributes.get("name") or ""
    if tag == "meta" and named.lower() in _META and attributes.get("content"):
        yield Link(attributes["content"], tag)
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        moved = _REFRESH.match(attributes.get("content", ""))
        if moved:
            yield Link(moved[1].strip(), tag)


def style_addresses(css: str) -> list[str]:
    """The addresses in a style sheet."""
    if "(" not in css and "@" not in css:
        return []
    found = _CSS_ADDRESS.findall(_CSS_COMMENT.sub("", css))
    return ["".join(groups) for groups in found]


def target(address: str, page: str, site_url: str, base: str = "") -> Target | None:
    """Where in the site an address on a page leads; None for what is outside of it."""
    address = address.strip()
    # Most links stand on all pages of a folder, and lead to the same place from each.
    of_page = base or not address or address[0] in "#?"
    return _target(address, page if of_page else page[: page.rfind("/") + 1], site_url, base)


@lru_cache(maxsize=4096)
def _target(address: str, page: str, site_url: str, base: str) -> Target | None:
    root = site_url if site_url.endswith("/") else f"{site_url}/"
    if not urlsplit(root).netloc:
        root = _HERE
    try:
        whole = urlsplit(urljoin(urljoin(root + page, base), address))
    except ValueError:
        return None
    home = urlsplit(root)
    if whole.scheme not in _PORTS or _host(whole) != _host(home):
        return None
    if not f"{whole.path}/".startswith(home.path):
        return None
    path = whole.path.removeprefix(home.path) if whole.path != home.path.rstrip("/") else ""
    fragment, _, _ = whole.fragment.partition(":~:")
    return Target(unquote(path), unquote(fragment))


_PORTS = {"http": 80, "https": 443}


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """A server's name and port; http and https, without a port, are one site."""
    try:
        port = parts.port
    except ValueError:  # no number
        return parts.netloc, None
    return parts.hostname or "", None if port == _PORTS.get(parts.scheme) else port


def file_of(path: str, files: frozenset[str]) -> str | None:
    """The file that a server shows at a path, or None."""
    if path in files:
        return path
    index = f"{path}index.html" if not path or path.endswith("/") else f"{path}/index.html"
    return index if index in files else None


def address_of(file: str) -> str:
    """The address of a page's file, as pages are named."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def anchors(html: str) -> str:
    """What of a page can be pointed to, as HTML: all that rules on links look at on other pages."""
    read = outline(html)
    ids = (f'<i id="{escape(name)}"></i>' for name in read.ids)
    names = (f'<a name="{escape(name)}"></a>' for name in sorted(read.names))
    return "".join((*ids, *names)).replace("\r", "&#13;")


def leads_to(page: RenderedPage) -> str:
    """The paths in the site that a page leads to, as a JSON list."""
    found = _targets(page.html, page.address, page.settings.site_url)
    return json.dumps(sorted({there.path for _, there in found}))


def internal(site: Site) -> Iterator[tuple[RenderedPage, Link, Target]]:
    """Every different link of every page in focus that stays in the site."""
    for page in site.focus:
        for link, found in _targets(page.html, page.address, site.settings.site_url):
            yield page, link, found


@lru_cache(maxsize=2048)
def _targets(html: str, address: str, site_url: str) -> tuple[tuple[Link, Target], ...]:
    """The links of a page that stay in the site, for all rules on links."""
    read = outline(html)
    links = dict.fromkeys(read.links)
    found = ((link, target(link.address, address, site_url, read.base)) for link in links)
    return tuple((link, there) for link, there in found if there is not None)


def source_place(page: RenderedPage, link: Link) -> str:
    """`path:line:column` of a link in the article's Markdown, or "" where it can't be told.

    MkDocs rewrites `../about/contact.md` to `../../about/contact/`, and adds `../` in other
    languages, so a link is looked for as it stands, then by the name of its file and its fragment.
    """
    article = page.article
    if article is None:
        return ""
    path, hash_, fragment = link.address.partition("#")
    bare = re.sub(r"^(?:\.\.?/)+", "", path)
    name = posixpath.basename(bare.rstrip("/").removesuffix(".html"))
    for pattern in (
        re.escape(link.address),
        rf"[^\s()\"]*{re.escape(bare.rstrip('/'))}(?:\.md)?{re.escape(hash_ + fragment)}"
        if bare
        else "",
        rf"[^\s()\"]*{re.escape(name)}(?:\.md)?{re.escape(hash_ + fragment)}" if name else "",
        rf"[^\s()\"]*{re.escape(hash_ + fragment)}" if fragment else "",
    ):
        # In parentheses, in quotes, or after the colon of a reference.
        found = pattern and re.search(
            rf"(?:[(\"<]|\]:\s+)(?P<link>{pattern})(?=[)\"\s>]|$)", article.body
        )
        if found:
            line, column = position(article.body, found.start("link"))
            return f"{article.shown}:{line + article.body_line - 1}:{column}"
    return ""


def at(place: str) -> str:
    """` in docs/…:12:5` for the remedy, or nothing."""
    return f" in {place}" if place else ""
