"""The frame of a page: its disclaimers and notices, and what is around and beside them.

Letters are one "x"; values of attributes that nothing asks for are left out. Where a frame would be
read in another way than its page, there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

import cssselect2

from polyclinic.check import css, document, styles
from polyclinic.check.cascade import spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from polyclinic.check.document import Element
    from polyclinic.check.subjects import RenderedPage

# Attributes whose values are asked for, beside those that selectors name.
_VALUES: Final = frozenset({
    "aria-controls", "aria-hidden", "aria-label", "aria-selected", "bgcolor", "class", "color",
    "content", "data-disclaimer", "data-disclaimer-slot", "dir", "disabled", "http-equiv", "id",
    "lang", "media", "popover", "rel", "role", "style", "text", "type", "xml:lang",
})  # fmt: skip
_VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "basefont", "frame", "isindex",
})  # fmt: skip
_NOTICE: Final = "translation-notice"


def frame(
    page: RenderedPage, overlays: Sequence[str], asking: Sequence[str], tests: Sequence[str]
) -> str:
    """The frame of a page as HTML; "" where the page itself must be looked at."""
    root = document.tree(page.html)
    own = [css.parse(style.text or "") for style in root.iter("style")]
    values = _Values((*tests, *(each for sheet in own for each in styles.tests(sheet))))
    overlays = (*overlays, *(each for sheet in own for each in styles.overlays(sheet)))
    over = _laid_over(root, overlays)
    writer = _Writer(page, root, over, values)
    html = writer.html
    again = document.tree(html)
    if _Writer.whole(again, values) != html:
        return ""
    asking = (*asking, *(each for sheet in own for each in styles.asking(sheet)))
    here, there = _Matched(root, asking), _Matched(again, asking)
    kept = zip(writer.order, again.iter(), strict=True)
    same = all(here.of(e) == there.of(twin) for e, twin in kept if e in writer.kept)
    return html if same else ""


class _Matched:
    """Which of some selectors an element matches; those of other elements are not found out."""

    def __init__(self, root: Element, asked: Sequence[str]) -> None:
        self._matcher = _matcher(tuple(asked))
        self._wrappers = {root: cssselect2.ElementWrapper.from_html_root(root)}

    def of(self, element: Element) -> frozenset[int]:
        """The numbers of the selectors that match."""
        return frozenset(match[3] for match in self._matcher.match(self._wrapper(element)))

    def _wrapper(self, element: Element) -> Any:  # noqa: ANN401 - cssselect2 ships no types
        if element not in self._wrappers:
            for child in self._wrapper(element.getparent()).iter_children():
                self._wrappers[child.etree_element] = child
        return self._wrappers[element]


# The pages of a site ask for the same.
@lru_cache(maxsize=64)
def _matcher(asked: tuple[str, ...]) -> Any:  # noqa: ANN401 - cssselect2 ships no types
    matcher = cssselect2.Matcher()
    for number, text in enumerate(asked):
        for selector in css.selectors(text):
            if not selector.never_matches:
                matcher.add_selector(selector, number)
    return matcher


def _laid_over(root: Element, selectors: Sequence[str]) -> set[Element]:
    """The elements that some of the selectors match, or that say themselves that they spread."""
    found = {e for e in root.xpath("//*[@style]") if spreads(css.declarations(e.get("style")))}
    classes = {name for e in root.xpath("//*[@class]") for name in e.get("class").split()}
    possible = [s for s in selectors if any(classes.issuperset(part) for part in styles.needed(s))]
    tags = {_tag(part) for selector in possible for part in styles.bare(selector).split(",")}
    matched = _Matched(root, possible)
    asked = root.iter(*(() if "" in tags else tags)) if possible else ()
    return found | {e for e in asked if matched.of(e)}


def _tag(selector: str) -> str:
    """The tag that a bare selector asks for; "" for any."""
    last = re.split(r"[\s>+~]+", selector.strip())[-1]
    found = re.match(r"[a-z][a-z0-9]*(?![\w|-])", last)
    return found[0] if found else ""


class _Values:
    """What of the values of attributes is asked for."""

    def __init__(self, tests: Iterable[str]) -> None:
        self._whole = set(_VALUES)
        self._starts = defaultdict[str, list[str]](list, href=["tel:"])  # for paper, a number
        for test in tests:
            name, is_start, start = test.partition("^=")
            if is_start:
                self._starts[name].append(start)
            else:
                self._whole.add(name)

    def of(self, name: str, value: str) -> str:
        """The value, or the longest start of it that is asked for: it begins as the value does."""
        if name in self._whole:
            return value
        # Some values are compared without regard to case.
        low, starts = value.lower(), self._starts.get(name, ())
        return value[: max((len(s) for s in starts if low.startswith(s.lower())), default=0)]


class _Writer:
    """Writes the frame of a page. `order` is each element that is in it, as they come."""

    def __init__(
        self,
        page: RenderedPage | None,
        root: Element,
        overlays: set[Element],
        values: _Values,
    ) -> None:
        self._page, self._values = page, values
        blocks = [*document.marked(root, "data-disclaimer"), *document.with_class(root, _NOTICE)]
        inside = {e for block in blocks for e in block.iter()}
        outside = {e for e in root.iter("link", "style", "meta") if _decides(e)}
        outside |= {*overlays, *document.marked(root, "role", "tab"), *root.iter("main")}
        chains = {above for e in (*blocks, *outside) for above in e.iterancestors()} | {root}
        self.kept = inside | outside | chains
        self._open = inside | chains
        self.order: list[Element] = []
        self.html = "".join(self._written(root))

    @classmethod
    def whole(cls, root: Element, values: _Values) -> str:
        """All of a frame, as it was written."""
        writer = cls.__new__(cls)
        writer._page, writer._values, writer.order = None, values, []  # noqa: SLF001 - its own
        writer.kept = writer._open = set(root.iter())  # noqa: SLF001 - its own
        return "".join(writer._written(root))  # noqa: SLF001 - its own

    def _written(self, element: Element) -> Iterator[str]:
        self.order.append(element)
        yield f"<{element.tag}{''.join(self._attributes(element))}>"
        if element.tag in _VOID:
            return
        if element.tag == "style":
            yield element.text or ""
        elif element not in self._open:
            yield "x" if len(element) else _letter(element.text)
        else:
            yield _letter(element.text) if not len(element) else _letter(element.text).strip()
            for child in element:
                # What is in the head has no looks.
                if element.tag != "head" or child in self.kept:
                    yield from self._written(child)
                    yield _letter(child.tail).strip()
        yield f"</{element.tag}>"

    def _attributes(self, element: Element) -> Iterator[str]:
        for name, value in sorted(element.attrib.items()):
            text = self._values.of(name, value)
            if name == "href" and element.tag == "link":
                text = self._address(value)
            elif name == "href" and element.get("role") == "tab":
                text = value  # what it opens
            yield f' {name}="{escape(text)}"'

    def _address(self, href: str) -> str:
        """The whole address of a style sheet: it holds for pages in other folders."""
        if self._page is None:
            return href
        found, _ = document.target(self._page, href)
        return f"/{found}" if "//" not in found else found


def _decides(element: Element) -> bool:
    """Whether a `<link>`, `<style>` or `<meta>` says how its page looks."""
    if element.tag == "link":
        return "stylesheet" in (element.get("rel") or "").lower().split()
    return element.tag == "style" or element.get("http-equiv") is not None


def _letter(text: str | None) -> str:
    """One letter for a text, one space for white space."""
    return "" if not text else ("x" if text.strip() else " ")
