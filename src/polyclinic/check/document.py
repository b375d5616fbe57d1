"""A built page as a tree, parsed one time for all its rules."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from polyclinic.check.rule_pages import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.sight import Sight
    from polyclinic.check.subjects import RenderedPage

Element = Any  # an lxml element: lxml ships no types

# Their text is never shown as text.
NO_TEXT = frozenset({
    "script", "style", "template", "noscript", "head", "title", "textarea", "select", "option",
    "iframe", "object", "audio", "video", "canvas", "datalist", "noframes", "noembed", "svg",
    "rp", "meter", "progress",
})  # fmt: skip


@lru_cache(maxsize=16)
def tree(html: str) -> Element:
    """The root element. Comments are left out: no reader sees them."""
    # Not lxml's own classes for HTML: to choose one for each element takes as long as to parse it.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    return etree.fromstring(html.encode() or b"<html></html>", parser=parser)


def marked(root: Element, name: str, value: str = "") -> list[Element]:
    """The elements with an attribute, or with that attribute and value."""
    found = root.xpath(f"descendant-or-self::*[@{name}]")
    return [e for e in found if e.get(name) == value] if value else list(found)


def main(root: Element) -> Element | None:
    """The page's main part."""
    return next(root.iter("main"), None)


def within(element: Element, ancestor: Element | None) -> bool:
    """Whether an element is inside another one."""
    return ancestor is not None and any(above is ancestor for above in element.iterancestors())


def full_blocks(root: Element) -> list[Element]:
    """The full disclaimers of a page, wherever they are."""
    return marked(root, "data-disclaimer", "full")


def full_blocks_alone(html: str) -> str:
    """The full disclaimers of a page, as HTML without all else."""
    if "data-disclaimer" not in html:
        return ""
    blocks = full_blocks(tree(html))
    outermost = (b for b in blocks if not any(within(b, other) for other in blocks))
    return "".join(
        etree.tostring(b, encoding="unicode", method="html", with_tail=False) for b in outermost
    )


def full_block(root: Element) -> Element | None:
    """The full disclaimer, where there is exactly one: other rules have nothing to say of two."""
    blocks = full_blocks(root)
    return blocks[0] if len(blocks) == 1 else None


def short_blocks(root: Element) -> list[Element]:
    """The short forms of the disclaimer."""
    return marked(root, "data-disclaimer", "short")


def slots(block: Element) -> dict[str, Element]:
    """The named parts of a disclaimer, the first of each name, in their order."""
    found: dict[str, Element] = {}
    for element in marked(block, "data-disclaimer-slot"):
        found.setdefault(element.get("data-disclaimer-slot"), element)
    return found


def translation_notices(root: Element) -> list[Element]:
    """What says that the page is a translation."""
    return with_class(root, "translation-notice")


def with_class(root: Element, name: str) -> list[Element]:
    """The elements of a class."""
    possible = root.xpath("descendant-or-self::*[contains(@class, $name)]", name=name)
    return [e for e in possible if name in e.get("class").split()]


def text(element: Element, silent: frozenset[str] = NO_TEXT) -> str:
    """What an element says, its spaces made one; scripts and other `silent` ones say nothing."""
    return " ".join("".join(_pieces(element, silent)).split())


def _pieces(element: Element, silent: frozenset[str]) -> Iterator[str]:
    if element.tag in silent:
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child, silent)
        yield child.tail or ""


def speaking(element: Element) -> Iterator[Element]:
    """The elements that have text of their own."""
    for e in element.iter():
        own = (e.text or "") + "".join(child.tail or "" for child in e)
        if own.strip() and e.tag not in NO_TEXT:
            yield e


def language(element: Element) -> str:
    """The language that the nearest `lang` states; "" where none does."""
    while element is not None:
        if element.get("lang") is not None:
            return str(element.get("lang"))
        element = element.getparent()
    return ""


def by_id(root: Element, name: str) -> list[Element]:
    """The elements with an id: one, in a page without faults."""
    return marked(root, "id", name) if name else []


def target(page: RenderedPage | Sight, href: str) -> tuple[str, str]:
    """Address and fragment that a link leads to; to another site it is the whole address."""
    try:
        address, fragment = urldefrag(urljoin(f"https://site.invalid/{page.address}", href.strip()))
        parts = urlsplit(address)
    except ValueError:  # it leads nowhere
        return href, ""
    if parts.netloc != "site.invalid":
        return address, fragment
    return re.sub(r"(^|/)index\.html$", r"\1", parts.path.removeprefix("/")), fragment


def shown(element: Element) -> str:
    """An element as a person would name it: `section#page-disclaimer`."""
    name = str(element.tag)
    if element.get("id"):
        return f"{name}#{element.get('id')}"
    if element.get("data-disclaimer-slot"):
        return f"{name}[data-disclaimer-slot={element.get('data-disclaimer-slot')}]"
    classes = (element.get("class") or "").split()
    return f"{name}.{classes[0]}" if classes else name


def is_article(page: RenderedPage) -> bool:
    """Whether the full disclaimer belongs on a page: an article of a kind, on a health site."""
    return page.settings.options.health and page.article is not None and bool(page.article.kind)


def explains_rules(page: RenderedPage) -> bool:
    """Whether a page is one for contributors: its code shows faults on purpose."""
    made = page.settings.options.rule_pages and page.article is None
    return made and page.address.startswith(f"{FOLDER}/")


def is_health(page: RenderedPage) -> bool:
    """Whether the page is one that a reader gets from a health site."""
    return page.settings.options.health
