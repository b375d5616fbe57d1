"""What decides on how the disclaimers and notices of a page look, and nothing else of the page.

Most pages of a site have the same frame around the same blocks. What is found out of that frame and
of the style sheets holds for all of them, and stays when a word elsewhere changes.

A frame has the blocks, the elements around these and beside them, and what may be laid over them.
Letters are one "x"; values of attributes that nothing asks for are left out. Of the style sheets,
properties that hide nothing are left out, and rules for classes that no frame has. Where a frame
would be read in another way than its page, the page itself takes its place.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Final

import cssselect2
import tinycss2

from polyclinic.check import css, document
from polyclinic.check.cache import digest
from polyclinic.check.cascade import spreads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from polyclinic.check.cache import Cache
    from polyclinic.check.css import Declaration, Sheet, StyleRule
    from polyclinic.check.document import Element
    from polyclinic.check.subjects import RenderedPage

# Properties that nothing in `cascade`, `hiding` and `visibility` looks at.
DECORATION: Final = frozenset({
    "align-content", "align-items", "align-self", "accent-color", "appearance",
    "border", "border-block", "border-block-end", "border-block-start", "border-bottom",
    "border-collapse", "border-color", "border-end-end-radius", "border-end-start-radius",
    "border-inline", "border-inline-end", "border-inline-start", "border-left", "border-radius",
    "border-right", "border-spacing", "border-start-end-radius", "border-start-start-radius",
    "border-style", "border-top", "border-width", "box-decoration-break", "box-shadow",
    "break-after", "break-before", "break-inside", "caption-side", "caret-color", "column-gap",
    "cursor", "flex", "flex-basis", "flex-direction", "flex-flow", "flex-grow", "flex-shrink",
    "flex-wrap", "font-family", "font-feature-settings", "font-kerning", "font-style",
    "font-variant", "font-variant-numeric", "font-weight", "gap", "grid-area",
    "grid-auto-columns", "grid-auto-flow", "grid-auto-rows", "grid-column", "grid-gap", "grid-row",
    "grid-template", "grid-template-areas", "grid-template-columns", "grid-template-rows",
    "hyphens", "justify-content", "justify-items", "justify-self", "list-style",
    "list-style-position", "list-style-type", "order", "orphans", "outline", "outline-color",
    "outline-offset", "outline-style", "outline-width", "overflow-wrap", "padding",
    "padding-block", "padding-block-end", "padding-block-start", "padding-bottom",
    "padding-inline", "padding-inline-end", "padding-inline-start", "padding-left",
    "padding-right", "padding-top", "place-items", "place-content", "place-self", "quotes",
    "row-gap", "scroll-behavior", "scroll-margin", "scroll-margin-block-start",
    "scroll-padding-block-start", "scrollbar-gutter", "tab-size", "text-align",
    "text-decoration-color", "text-decoration-skip-ink", "text-decoration-thickness",
    "text-rendering", "text-underline-offset", "text-underline-position", "text-wrap",
    "touch-action", "transition", "transition-duration", "transition-property", "user-select",
    "vertical-align", "white-space", "widows", "word-break",
})  # fmt: skip

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
_CLASS: Final = re.compile(r"\.(-?[^\W\d][\w-]*)")
_ATTRIBUTE: Final = re.compile(r"\[\s*(?:[\w*]*\|)?([\w-]+)\s*([^\]]*)")
_START: Final = re.compile(r"\^=\s*(?:\"([^\"\\]+)\"|'([^'\\]+)')\s*")


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page looks: its HTML or its frame, with style sheets by their address."""

    html: str
    address: str  # "" of a frame, whose links to style sheets are whole
    styles: Mapping[str, Sheet]
    is_article: bool
    is_health: bool
    is_translation: bool

    @classmethod
    def of(cls, page: RenderedPage, styles: Mapping[str, Sheet] | None = None) -> Sight:
        """The whole of a page; its own style sheets, if no others are given."""
        if styles is None:
            styles = {name: css.parse(text) for name, text in page.styles.items()}
        facts = document.is_article(page), document.is_health(page)
        return cls(page.html, page.address, styles, *facts, page.locale != page.source_locale)


class Sights:
    """The sights of the pages of a site; what is found out of pages and style sheets is kept."""

    def __init__(self, pages: Sequence[RenderedPage], cache: Cache | None) -> None:
        self._cache = cache
        self._styles: dict[int, _Styles] = {}
        self._frames: dict[str, str] = {}
        for page in pages:
            styles = self._of(page)
            frame = self._frame(page, styles)
            styles.words.update(_words(frame) if frame else _classes(page.html))

    def place(self, page: RenderedPage) -> tuple[str, str]:
        """The shelf and the key that findings on a page's look are kept under."""
        styles = self._of(page)
        html, address = self._seen(page, styles)
        seen = Sight.of(page, {})
        facts = address, seen.is_article, seen.is_health, seen.is_translation
        return "sights", digest(f"{styles.told} {facts!r} {html}")

    def of(self, page: RenderedPage) -> Sight:
        """What a rule is shown of a page's look."""
        styles = self._of(page)
        html, address = self._seen(page, styles)
        return Sight.of(replace(page, html=html, address=address), styles.shown)

    def _of(self, page: RenderedPage) -> _Styles:
        known = self._styles.get(id(page.styles))
        if known is None:
            known = self._styles[id(page.styles)] = _Styles(page.styles, self._cache)
        return known

    def _seen(self, page: RenderedPage, styles: _Styles) -> tuple[str, str]:
        """The frame; where there is none, the page with its address, which its links need."""
        frame = self._frame(page, styles)
        return (frame, "") if frame else (page.html, page.address)

    def _frame(self, page: RenderedPage, styles: _Styles) -> str:
        key = digest(f"{page.address} {styles.asked} {page.html}")
        if key not in self._frames:

            def made() -> str:
                return frame(page, styles.overlays, styles.asking, styles.tests)

            self._frames[key] = self._cache.text("frames", key, made) if self._cache else made()
        return self._frames[key]


def _words(frame: str) -> Iterator[str]:
    """The classes of a frame."""
    for found in re.findall(r'class="([^"]*)"', frame):
        yield from found.split()


def _classes(html: str) -> Iterator[str]:
    """The classes of a page, however they are written."""
    for element in document.tree(html).iter():
        yield from (element.get("class") or "").split()


# Style sheets


class _Styles:
    """The style sheets of a site, as far as they can hide something that a frame has."""

    def __init__(self, styles: Mapping[str, str], cache: Cache | None) -> None:
        self.words: set[str] = set()
        self._texts = styles
        self._facts = {name: _facts(text, cache) for name, text in sorted(styles.items())}
        self.overlays, self.asking, self.tests = (
            tuple(sorted({each for facts in self._facts.values() for each in facts[name]}))
            for name in ("overlays", "asking", "tests")
        )
        self.asked = digest(repr((self.overlays, self.asking, self.tests)))

    @cached_property
    def told(self) -> str:
        """A text that only sheets have that look the same."""
        lines = []
        for name, facts in self._facts.items():
            kept = (rule for rule, parts in facts["rules"] if self._may_match(parts))
            lines += [repr(name), facts["rest"], *kept]
        return digest("\n".join(lines))

    @cached_property
    def shown(self) -> Mapping[str, Sheet]:
        """The sheets by their address."""
        shown = {}
        for name, facts in self._facts.items():
            sheet = plain(css.parse(self._texts[name]))
            rules = zip(sheet.rules, facts["rules"], strict=True)
            kept = tuple(rule for rule, (_, parts) in rules if self._may_match(parts))
            shown[name] = replace(sheet, rules=kept)
        return shown

    def _may_match(self, parts: Sequence[Sequence[str]]) -> bool:
        return any(self.words.issuperset(part) for part in parts)


def plain(sheet: Sheet) -> Sheet:
    """A style sheet without what only decorates."""
    kept = (
        replace(rule, declarations=left)
        for rule in sheet.rules
        if (left := tuple(d for d in rule.declarations if d.name not in DECORATION))
    )
    return replace(sheet, rules=tuple(kept))


def _facts(text: str, cache: Cache | None) -> dict[str, list]:  # type: ignore[type-arg]
    """What must be known of a style sheet before it is read; from the cache if it can be."""

    def made() -> str:
        sheet = plain(css.parse(text))
        layers = _Layers(sheet)
        return json.dumps(
            {
                "rules": [(_told(rule, layers), needed(rule.selector)) for rule in sheet.rules],
                "rest": _rest(sheet, layers),
                "overlays": _overlays(sheet),
                "asking": _asking(sheet),
                "tests": _tests(sheet),
            }
        )

    read: dict[str, list] = json.loads(  # type: ignore[type-arg]
        cache.text("styles", digest(text), made) if cache else made()
    )
    return read


class _Layers(dict[str, str]):
    """The names of layers; those without a name are numbered as they come."""

    def __init__(self, sheet: Sheet) -> None:
        every = (*sheet.layers, *(each.layer for each in sheet.imports))
        nameless = dict.fromkeys(name for layer in every for name in layer if name[:1] == "#")
        super().__init__((name, f"#{number}") for number, name in enumerate(nameless))

    def __missing__(self, name: str) -> str:
        return name


def _told(rule: StyleRule, layers: _Layers) -> str:
    layer = [layers[name] for name in rule.layer]
    return repr((rule.selector, layer, rule.queries, _values(rule.declarations)))


def _values(declared: Iterable[Declaration]) -> list[tuple[str, str, bool]]:
    return [(d.name, tinycss2.serialize(d.tokens), d.important) for d in declared]


def _rest(sheet: Sheet, layers: _Layers) -> str:
    return repr(
        (
            [[layers[name] for name in layer] for layer in sheet.layers],
            [(i.address, [layers[name] for name in i.layer], i.queries) for i in sheet.imports],
            [(f.animation, f.at, _values(f.declarations)) for f in sheet.frames],
            [(name, tinycss2.serialize(tokens)) for name, tokens in sheet.initial],
        )
    )


def needed(selector: str) -> list[list[str]]:
    """For each selector of a list, the classes without which it matches nothing."""
    if "\\" in selector:
        return [[]]  # a name that is written in another way
    left, bare = None, selector
    while left != bare:
        left, bare = bare, re.sub(r"\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|:[\w-]+\([^()]*\)", "", bare)
    if re.search(r"[()\[\]\"']", bare):
        return [[]]
    return [sorted(set(_CLASS.findall(part))) for part in bare.split(",")]


def _overlays(sheet: Sheet) -> list[str]:
    """The selectors of what may be laid over a block."""
    return [rule.selector for rule in sheet.rules if spreads(rule.declarations)]


def _asking(sheet: Sheet) -> list[str]:
    """The selectors that ask what is inside an element, or may do so in a hidden way."""
    selectors = (rule.selector for rule in sheet.rules)
    return [each for each in selectors if ":has(" in each.lower() or "\\" in each]


def _tests(sheet: Sheet) -> list[str]:
    """What selectors ask of attributes: `name` for the value, `name^=start` for how it begins.

    Whether an attribute is there can always be told.
    """
    found = []
    for rule in sheet.rules:
        for name, rest in _ATTRIBUTE.findall(rule.selector):
            start = _START.fullmatch(rest)
            if start is not None:
                found.append(f"{name.lower()}^={start[1] or start[2]}")
            elif rest:
                found.append(name.lower())
    return found


# Frames


def frame(
    page: RenderedPage, overlays: Sequence[str], asking: Sequence[str], tests: Sequence[str]
) -> str:
    """The frame of a page as HTML; "" where the page itself must be looked at."""
    root = document.tree(page.html)
    own = [css.parse(style.text or "") for style in root.iter("style")]
    values = _Values((*tests, *(each for sheet in own for each in _tests(sheet))))
    overlays = (*overlays, *(each for sheet in own for each in _overlays(sheet)))
    over = _matched(root, overlays).keys() | {e for e in root.iter() if _spreads_itself(e)}
    writer = _Writer(page, root, over, values)
    html = writer.html
    again = document.tree(html)
    if _Writer.whole(again, values) != html:
        return ""
    asking = (*asking, *(each for sheet in own for each in _asking(sheet)))
    here, there = _matched(root, asking), _matched(again, asking)
    kept = zip(writer.order, again.iter(), strict=True)
    same = all(here.get(e) == there.get(twin) for e, twin in kept if e in writer.kept)
    return html if same else ""


def _spreads_itself(element: Element) -> bool:
    style = element.get("style")
    return bool(style) and spreads(css.declarations(style))


def _matched(root: Element, asked: Sequence[str]) -> dict[Element, frozenset[int]]:
    """The elements that some of the selectors match, and which."""
    matcher = cssselect2.Matcher()
    for number, text in enumerate(asked):
        for selector in css.selectors(text):
            if not selector.never_matches:
                matcher.add_selector(selector, number)
    whole = cssselect2.ElementWrapper.from_html_root(root)
    found = ((each.etree_element, matcher.match(each)) for each in whole.iter_subtree())
    return {
        element: frozenset(match[3] for match in matches) for element, matches in found if matches
    }


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
