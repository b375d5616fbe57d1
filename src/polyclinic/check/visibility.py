"""Whether an element's text can be seen, by the page's own style sheets and attributes.

Asked in four worlds: a wide screen, a phone, dark colors, paper. Values that can't be told, such as
`calc()` or a picture behind the text, count as visible: a rule that blocks may not guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import cssselect2
import tinycss2
from tinycss2 import color5

from polyclinic.check import css, document
from polyclinic.check.css import WORLDS, Declaration, Layer, Sheet, Tokens, World
from polyclinic.check.document import Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from polyclinic.check.subjects import RenderedPage

Color = tuple[float, float, float, float]

OFF_SCREEN: Final = 400.0  # px beyond the edge: no layout moves readable text so far
SMALLEST_TEXT: Final = 9.0  # px: below it nobody reads
LOWEST_OPACITY: Final = 0.3
LOWEST_CONTRAST: Final = 3.0  # below it not even large text passes WCAG 1.4.3
BLURRED: Final = 2.0  # px
_DEEPEST: Final = 16  # of custom properties that name each other

# A property, and those that set it too. The last one to be declared wins.
_SETS: Final = {
    "background": ("background-color", "background-image"),
    "font": ("font-size", "line-height"),
    "overflow": ("overflow-x", "overflow-y"),
    "overflow-inline": ("overflow-x",),
    "overflow-block": ("overflow-y",),
    "inline-size": ("width",),
    "block-size": ("height",),
    "max-inline-size": ("max-width",),
    "max-block-size": ("max-height",),
    "inset": ("top", "right", "bottom", "left"),
    "inset-inline": ("left", "right"),
    "inset-block": ("top", "bottom"),
    "inset-inline-start": ("left",),
    "inset-inline-end": ("right",),
    "inset-block-start": ("top",),
    "inset-block-end": ("bottom",),
    "margin": ("margin-left", "margin-top", "margin-right"),
    "margin-inline": ("margin-left", "margin-right"),
    "margin-block": ("margin-top",),
    "margin-inline-start": ("margin-left",),
    "margin-inline-end": ("margin-right",),
    "margin-block-start": ("margin-top",),
    "-webkit-filter": ("filter",),
    "-webkit-transform": ("transform",),
    "-webkit-clip-path": ("clip-path",),
}
_INHERITED: Final = {
    "visibility", "font-size", "color", "text-indent", "line-height", "color-scheme",
    "-webkit-text-fill-color",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why a text can't be seen: an element at or above it, and what is the matter with it."""

    element: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    declarations: tuple[Declaration, ...]
    layer: tuple[float, ...]
    worlds: frozenset[str]


class Cascade:
    """The style sheets of a page, in their order, ready to be matched."""

    def __init__(self, sheets: tuple[tuple[Sheet, Layer, tuple[str, ...]], ...]) -> None:
        self._matcher = cssselect2.Matcher()
        self._order: dict[Layer, int] = {}
        for sheet, prefix, _ in sheets:
            for layer in (prefix, *(prefix + inner for inner in sheet.layers)):
                for end in range(1, len(layer) + 1):
                    self._order.setdefault(layer[:end], len(self._order))
        for sheet, prefix, queries in sheets:
            for rule in sheet.rules:
                self._add(rule, prefix, queries)

    def _add(self, rule: css.StyleRule, prefix: Layer, queries: tuple[str, ...]) -> None:
        wanted = queries + rule.queries
        worlds = frozenset(
            world.name for world in WORLDS if all(css.holds(query, world) for query in wanted)
        )
        if not worlds:
            return
        candidate = _Candidate(rule.declarations, self._rank(prefix + rule.layer), worlds)
        for selector in css.selectors(rule.selector):
            if not selector.never_matches:
                self._matcher.add_selector(selector, candidate)

    def _rank(self, layer: Layer) -> tuple[float, ...]:
        """Later layers win; what stands outside the inner layers wins over them."""
        path = (self._order[layer[:end]] for end in range(1, len(layer) + 1))
        return (*path, float("inf"))

    def match(self, wrapper: Any) -> list[tuple[Any, _Candidate]]:  # noqa: ANN401 - no types
        """The rules of an element with their specificity, in the order of the sheets."""
        found = sorted(self._matcher.match(wrapper), key=lambda match: match[1])
        return [(match[0], match[3]) for match in found if match[2] is None]


@lru_cache(maxsize=32)
def _cascade(sources: tuple[tuple[str, Layer, tuple[str, ...]], ...]) -> Cascade:
    return Cascade(tuple((css.parse(text), layer, queries) for text, layer, queries in sources))


def _sources(page: RenderedPage) -> Iterator[tuple[str, Layer, tuple[str, ...]]]:
    for element in document.tree(page.html).iter("link", "style"):
        query = (element.get("media") or "").strip()
        queries = (f"media {query}",) if query else ()
        if element.tag == "style":
            yield element.text or "", (), queries
            continue
        relations = (element.get("rel") or "").lower().split()
        if (
            "stylesheet" in relations
            and "alternate" not in relations
            and "disabled" not in element.attrib
        ):
            address, _ = document.target(page, element.get("href") or "")
            yield from _sheet(address, page.styles, (), queries, ())


def _sheet(
    address: str,
    styles: Mapping[str, str],
    layer: Layer,
    queries: tuple[str, ...],
    seen: tuple[str, ...],
) -> Iterator[tuple[str, Layer, tuple[str, ...]]]:
    """A style sheet after those that it imports."""
    if address not in styles or address in seen:
        return
    text = styles[address]
    for each in css.parse(text).imports:
        name = "/".join((*address.split("/")[:-1], each.address))
        inner = re.sub(r"(^|/)(?:\./)+", r"\1", re.sub(r"[^/]+/\.\./", "", name))
        yield from _sheet(
            inner, styles, layer + each.layer, queries + each.queries, (*seen, address)
        )
    yield text, layer, queries


def looks(page: RenderedPage) -> Looks:
    """How the elements of a page look; computed as it is asked, and kept for the next rule."""
    return _looks(page.html, tuple(_sources(page)))


@lru_cache(maxsize=8)
def _looks(html: str, sources: tuple[tuple[str, Layer, tuple[str, ...]], ...]) -> Looks:
    return Looks(document.tree(html), _cascade(sources))


class Looks:
    """The computed style of a page's elements, as far as it decides what can be seen."""

    def __init__(self, root: Element, cascade: Cascade) -> None:
        self._root = root
        self._cascade = cascade
        self._wrappers = {root: cssselect2.ElementWrapper.from_html_root(root)}
        self._matches: dict[Element, list[tuple[Any, _Candidate]]] = {}
        self._winners: dict[tuple[Element, str], dict[str, Declaration]] = {}
        self._hidden: dict[tuple[Element, World], Hidden | None] = {}
        self._sizes: dict[tuple[Element, World], float] = {}

    def hidden(self, element: Element, world: World) -> Hidden | None:
        """Why the text of an element can't be seen in a world; None where it can."""
        around = self._around(element, world)
        if around is not None:
            return around
        for reason in _OF_TEXT:
            why = reason(self, element, world)
            if why:
                return Hidden(document.shown(element), why)
        return None

    def _around(self, element: Element, world: World) -> Hidden | None:
        """What hides a whole element, by itself or by one above it."""
        key = element, world
        if key not in self._hidden:
            parent = element.getparent()
            found = self._around(parent, world) if parent is not None else None
            self._hidden[key] = found or self._itself(element, world)
        return self._hidden[key]

    def _itself(self, element: Element, world: World) -> Hidden | None:
        for reason in _OF_BOX:
            why = reason(self, element, world)
            if why:
                return Hidden(document.shown(element), why)
        return None

    def declared(self, element: Element, world: World) -> dict[str, Declaration]:
        """The winning declaration of each property."""
        key = element, world.name
        if key not in self._winners:
            ranked = sorted(self._ranked(element, world), key=lambda each: each[0])
            winners: dict[str, Declaration] = {}
            for _, declaration in ranked:
                for name in _SETS.get(declaration.name, (declaration.name,)):
                    winners[name] = declaration
            self._winners[key] = winners
        return self._winners[key]

    def _ranked(
        self, element: Element, world: World
    ) -> Iterator[tuple[tuple[Any, ...], Declaration]]:
        if element not in self._matches:
            self._matches[element] = self._cascade.match(self._wrapper(element))
        for specificity, candidate in self._matches[element]:
            if world.name in candidate.worlds:
                for each in candidate.declarations:
                    layer = candidate.layer
                    rank = tuple(-part for part in layer) if each.important else layer
                    yield (each.important, False, rank, specificity), each
        for each in css.declarations(element.get("style") or ""):
            yield (each.important, True, (), ()), each

    def _wrapper(self, element: Element) -> Any:  # noqa: ANN401 - cssselect2 has no types
        if element not in self._wrappers:
            for child in self._wrapper(element.getparent()).iter_children():
                self._wrappers[child.etree_element] = child
        return self._wrappers[element]

    def value(self, element: Element, name: str, world: World) -> tuple[str, Tokens] | None:
        """The property that won and its tokens, without spaces; None where the default holds."""
        while element is not None:
            winner = self.declared(element, world).get(name)
            tokens = self._substituted(element, winner.tokens, world) if winner else None
            word = _word(tokens)
            if winner and tokens is not None and word not in _DEFAULTS | {"inherit"}:
                return winner.name, tokens
            goes_up = name in _INHERITED and word not in {"initial", "revert"}
            if not goes_up and word != "inherit":
                return None
            element = element.getparent()
        return None

    def tokens(self, element: Element, name: str, world: World) -> Tokens:
        """The tokens of a property; none where the default holds."""
        found = self.value(element, name, world)
        return found[1] if found else ()

    def word(self, element: Element, name: str, world: World) -> str:
        """The value of a property that is one word."""
        return _word(self.tokens(element, name, world))

    def _substituted(
        self, element: Element, tokens: Tokens, world: World, depth: int = 0
    ) -> Tokens | None:
        """The tokens with their `var()` filled in; None where one has no value."""
        found: list[Any] = []
        for token in tokens:
            if token.type == "function" and token.lower_name == "var":
                inner = self._variable(element, token, world, depth)
                if inner is None:
                    return None
                found += inner
            elif token.type not in {"whitespace", "comment"}:
                found.append(self._filled(element, token, world, depth))
        return tuple(found)

    def _filled(self, element: Element, token: Any, world: World, depth: int) -> Any:  # noqa: ANN401
        """A function, the variables inside it filled in."""
        if token.type != "function" or "var(" not in token.serialize().lower():
            return token
        parts: list[Any] = []
        for each in token.arguments:
            inner = self._substituted(element, (each,), world, depth)
            parts += inner or [each]
        return tinycss2.ast.FunctionBlock(0, 0, token.name, parts)

    def _variable(self, element: Element, token: Any, world: World, depth: int) -> Tokens | None:  # noqa: ANN401
        arguments = [t for t in token.arguments if t.type not in {"whitespace", "comment"}]
        name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
        above = element
        while above is not None and depth < _DEEPEST:
            winner = self.declared(above, world).get(name)
            if winner is not None and _word(winner.tokens) not in _DEFAULTS | {"inherit"}:
                return self._substituted(above, winner.tokens, world, depth + 1)
            above = above.getparent()
        fallback = tuple(arguments[2:])
        return self._substituted(element, fallback, world, depth + 1) if fallback else None

    # Sizes

    def size(self, element: Element, world: World) -> float:
        """The font size in px."""
        key = element, world
        if key not in self._sizes:
            parent = element.getparent()
            above = self.size(parent, world) if parent is not None else css.ROOT_SIZE
            self._sizes[key] = self._own_size(element, world, above)
        return self._sizes[key]

    def _own_size(self, element: Element, world: World, above: float) -> float:
        winner = self.declared(element, world).get("font-size")
        tokens = self._substituted(element, winner.tokens, world) if winner else None
        if not winner or not tokens:
            return above
        token = next((t for t in tokens if t.type in _NUMERIC), tokens[0])
        if winner.name == "font" and token.type == "number" and token.value != 0:
            return above
        is_root = element is self._root
        root = css.ROOT_SIZE if is_root else self.size(self._root, world)
        found = css.length(token, world, above, root, whole=above)
        return above if found is None else found

    def length(
        self, element: Element, name: str, world: World, whole: float | None = None
    ) -> float | None:
        """A property in px; None where it is not set or can't be told."""
        found = self.value(element, name, world)
        if found is None or not found[1]:
            return None
        token = _side(found[0], name, found[1])
        return self._px(element, token, world, whole)

    def _px(
        self,
        element: Element,
        token: Any,  # noqa: ANN401 - tinycss2 has no types
        world: World,
        whole: float | None,
    ) -> float | None:
        root = self.size(self._root, world)
        return css.length(token, world, self.size(element, world), root, whole)

    # Colors

    def color(self, element: Element, world: World) -> Color | None:
        """The color of the text, or None where it can't be told."""
        for name in ("-webkit-text-fill-color", "color"):
            tokens = self.tokens(element, name, world)
            if tokens and _word(tokens) != "currentcolor":
                return self._parsed(element, tokens, world)
        return (1, 1, 1, 1) if self._scheme(element, world) == "dark" else (0, 0, 0, 1)

    def background(self, element: Element, world: World) -> Color | None:
        """The color behind the text, or None where it is a picture or can't be told."""
        paper: Color = (1, 1, 1, 1)
        if world.media == "print":  # most printers leave backgrounds out
            return paper
        veils: list[Color] = []
        while element is not None:
            if self._pictured(element, world):
                return None
            found = self._own_background(element, world)
            if found is None:
                return None
            veils.append(found)
            if found[3] >= 1:
                break
            element = element.getparent()
        if self._scheme(self._root, world) == "dark":
            paper = (0.07, 0.07, 0.07, 1)
        for veil in reversed(veils):
            paper = _over(veil, paper)
        return paper

    def _pictured(self, element: Element, world: World) -> bool:
        return any(
            t.type == "url"
            or (t.type == "function" and re.search("gradient|url|image", t.lower_name))
            for t in self.tokens(element, "background-image", world)
        )

    def _own_background(self, element: Element, world: World) -> Color | None:
        clear: Color = (0, 0, 0, 0)
        found = self.value(element, "background-color", world)
        if found is None:
            return clear
        name, tokens = found
        if name == "background-color":
            return self._parsed(element, tokens, world)
        for token in tokens:
            parsed = self._parsed(element, (token,), world)
            if parsed is not None:
                return parsed
        return None if any(t.type == "function" for t in tokens) else clear

    def _parsed(self, element: Element, tokens: Tokens, world: World) -> Color | None:
        scheme = self._scheme(element, world)
        if _word(tokens) in _SYSTEM_COLORS:
            return _SYSTEM_COLORS[_word(tokens)][scheme == "dark"]
        try:
            found = color5.parse_color(tokens[0], color_schemes=[scheme])
            if found is None or isinstance(found, str):
                return None
            red, green, blue = (min(max(part, 0.0), 1.0) for part in found.to("srgb").coordinates)
        except (AttributeError, NotImplementedError, TypeError, ValueError, IndexError):
            return None
        return red, green, blue, float(found.alpha)

    def _scheme(self, element: Element, world: World) -> str:
        words = {
            t.lower_value for t in self.tokens(element, "color-scheme", world) if t.type == "ident"
        }
        if world.media == "print" or "dark" not in words:
            return "light"
        return "dark" if "light" not in words or world.scheme == "dark" else "light"

    def opacity(self, element: Element, world: World) -> float:
        """How much of an element is left by it and all above it."""
        left = 1.0
        while element is not None:
            left *= _number(self.tokens(element, "opacity", world), 1.0)
            for token in self.tokens(element, "filter", world):
                if token.type == "function" and token.lower_name == "opacity":
                    left *= _number(tuple(token.arguments), 1.0)
            element = element.getparent()
        return left


_DEFAULTS: Final = {"initial", "unset", "revert", "revert-layer"}
_NUMERIC: Final = {"dimension", "percentage", "number"}
_SYSTEM_COLORS: Final[dict[str, tuple[Color, Color]]] = {
    "canvas": ((1, 1, 1, 1), (0.07, 0.07, 0.07, 1)),
    "canvastext": ((0, 0, 0, 1), (1, 1, 1, 1)),
    "linktext": ((0, 0, 0.93, 1), (0.62, 0.62, 1, 1)),
}


def _word(tokens: Tokens | None) -> str:
    """The value, where it is one word."""
    words = [t for t in tokens or () if t.type not in {"whitespace", "comment"}]
    return str(words[0].lower_value) if len(words) == 1 and words[0].type == "ident" else ""


def _number(tokens: Tokens, default: float) -> float:
    for token in tokens:
        if token.type == "number":
            return float(token.value)
        if token.type == "percentage":
            return float(token.value) / 100
    return default


def _side(declared: str, name: str, tokens: Tokens) -> Any:  # noqa: ANN401 - tinycss2 has no types
    """The token of one side out of a shorthand that sets several."""
    if declared in {"inset", "margin"}:
        places = {"top": 0, "right": 1, "bottom": 2, "left": 3}
        index = places[name.removeprefix("margin-")]
        return tokens[(index, index % 2 if len(tokens) > 1 else 0)[index >= len(tokens)]]
    return tokens[-1] if name in {"right", "bottom", "margin-right"} else tokens[0]


def _over(veil: Color, under: Color) -> Color:
    alpha = veil[3]
    red, green, blue = (
        above * alpha + below * (1 - alpha)
        for above, below in zip(veil[:3], under[:3], strict=True)
    )
    return red, green, blue, 1


def contrast(first: Color, second: Color) -> float:
    """The contrast of two colors as WCAG 2 counts it, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    knee = 0.04045
    red, green, blue = (
        part / 12.92 if part <= knee else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Reasons: each says why an element can't be seen, or "".
Reason = Callable[[Looks, Element, World], str]


def _attribute(_looks: Looks, element: Element, _world: World) -> str:
    if element.tag in document.NO_TEXT:
        return f"it is in <{element.tag}>"
    for name in ("hidden", "inert", "popover"):
        if element.get(name) is not None:
            return f"it has the attribute {name}"
    return 'it has aria-hidden="true"' if element.get("aria-hidden") == "true" else ""


def _closed(_looks: Looks, element: Element, _world: World) -> str:
    """The content of a closed <details> or <dialog>. A summary is seen."""
    if element.tag == "dialog" and element.get("open") is None:
        return "it is a closed <dialog>"
    parent = element.getparent()
    if parent is None or parent.tag != "details" or parent.get("open") is not None:
        return ""
    first = next(parent.iterchildren("summary"), None)
    return "" if element is first else "it is in a closed <details>"


def _closed_itself(_looks: Looks, element: Element, _world: World) -> str:
    """Text that stands in a closed <details> without an element of its own."""
    closed = element.tag == "details" and element.get("open") is None
    return "it is in a closed <details>" if closed else ""


def _tab(looks: Looks, element: Element, _world: World) -> str:
    """A tab that is not the one shown at first."""
    classes = (element.get("class") or "").split()
    before = [
        e for e in element.itersiblings(preceding=True) if e.get("class") == element.get("class")
    ]
    if "tabbed-block" in classes and before:
        return "it is in a tab that is not open"
    if element.get("role") != "tabpanel":
        return ""
    for tab in document.marked(looks._root, "role", "tab"):  # noqa: SLF001 - its own module
        names = {tab.get("aria-controls"), (tab.get("href") or "").removeprefix("#")}
        if element.get("id") in names - {None, ""} and tab.get("aria-selected") != "true":
            return "it is in a tab that is not open"
    return ""


def _display(looks: Looks, element: Element, world: World) -> str:
    if looks.word(element, "display", world) == "none":
        return "display: none"
    if looks.word(element, "content-visibility", world) == "hidden":
        return "content-visibility: hidden"
    return ""


def _clipped(looks: Looks, element: Element, world: World) -> str:
    for token in looks.tokens(element, "clip-path", world):
        if token.type == "function" and _clips(token):
            return f"clip-path: {token.serialize()}"
    positioned = looks.word(element, "position", world) in {"absolute", "fixed"}
    for token in looks.tokens(element, "clip", world):
        if positioned and token.type == "function" and token.lower_name == "rect":
            sides = [t for t in token.arguments if t.type in {"dimension", "number"}]
            if len(sides) == len("trbl") and abs(sides[2].value - sides[0].value) <= 1:
                return f"clip: {token.serialize()}"
    return ""


def _clips(token: Any) -> bool:  # noqa: ANN401 - tinycss2 has no types
    half = 50
    numbers = [t for t in token.arguments if t.type in _NUMERIC]
    match token.lower_name:
        case "inset":
            return any(t.type == "percentage" and t.value >= half for t in numbers) and (
                len(numbers) == 1 or sum(t.value >= half for t in numbers) > 1
            )
        case "circle" | "ellipse":
            return bool(numbers) and numbers[0].value == 0
        case "polygon":
            return bool(numbers) and all(t.value == 0 for t in numbers)
        case "rect" | "xywh":
            return bool(numbers) and all(t.value == 0 for t in numbers)
    return False


def _moved(looks: Looks, element: Element, world: World) -> str:
    """Off the page, by position, by margin or by a transform."""
    if looks.word(element, "position", world) in {"absolute", "fixed", "relative", "sticky"}:
        for name in ("left", "right", "top", "bottom"):
            whole = world.width if name in {"left", "right"} else world.height
            far = looks.length(element, name, world, whole)
            beyond = whole if name in {"left", "right"} else 4 * OFF_SCREEN
            if far is not None and (far <= -OFF_SCREEN or far >= max(beyond, OFF_SCREEN)):
                return f"{name}: {far:.0f}px puts it off the page"
    for name in ("margin-left", "margin-top", "margin-right"):
        far = looks.length(element, name, world, world.width)
        if far is not None and far <= -OFF_SCREEN:
            return f"{name}: {far:.0f}px puts it off the page"
    return _transformed(looks, element, world)


def _transformed(looks: Looks, element: Element, world: World) -> str:
    for name in ("transform", "translate", "scale"):
        tokens = looks.tokens(element, name, world)
        groups = (
            [(t.lower_name, t.arguments) for t in tokens if t.type == "function"]
            if name == "transform"
            else [(name, tokens)]
        )
        for function, arguments in groups:
            if _away(looks, element, world, function, tuple(arguments)):
                return f"{name}: {tinycss2.serialize(_joined(tokens))} takes it out of sight"
    return ""


def _joined(tokens: Tokens) -> list[Any]:
    space = tinycss2.ast.WhitespaceToken(0, 0, " ")
    return [part for token in tokens for part in (token, space)][:-1]


def _away(looks: Looks, element: Element, world: World, function: str, arguments: Tokens) -> bool:
    numbers = [t for t in arguments if t.type in _NUMERIC]
    if function.startswith("scale"):
        share = 0.3
        return any(abs(_number((t,), 1.0)) <= share for t in numbers)
    if function.startswith("rotate") and function != "rotate":
        quarter = 90
        return any(t.type == "dimension" and abs(t.value) == quarter for t in numbers)
    if not function.startswith("translate"):
        return False
    for token in numbers:
        if token.type == "percentage" and abs(token.value) >= 100:  # noqa: PLR2004 - all of it
            return True
        far = looks._px(element, token, world, None)  # noqa: SLF001 - its own module
        if far is not None and abs(far) >= OFF_SCREEN:
            return True
    return False


def _no_room(looks: Looks, element: Element, world: World) -> str:
    """A box too small for its lines that cuts off the rest. Scrolling does not help paper."""
    cuts = {"hidden", "clip"} | ({"auto", "scroll"} if world.media == "print" else set())
    lines = max(1, len(document.marked(element, "data-disclaimer-slot")))
    needed = {"y": lines * looks.size(element, world), "x": 2 * looks.size(element, world)}
    for axis, names in (("y", ("height", "max-height")), ("x", ("width", "max-width"))):
        words = [
            t.lower_value
            for t in looks.tokens(element, f"overflow-{axis}", world)
            if t.type == "ident"
        ]
        for name in names:
            room = looks.length(element, name, world)
            if room is not None and room < needed[axis] and cuts.intersection(words):
                return f"{name}: {room:.0f}px with overflow: {words[0]} cuts it off"
    clamp = looks.tokens(element, "-webkit-line-clamp", world) or looks.tokens(
        element, "line-clamp", world
    )
    if clamp and clamp[0].type == "number" and clamp[0].value < lines:
        return f"line-clamp: {clamp[0].value:.0f} cuts it off"
    return ""


def _struck(_looks: Looks, element: Element, _world: World) -> str:
    return f"it is struck out with <{element.tag}>" if element.tag in {"del", "s", "strike"} else ""


def _faint(looks: Looks, element: Element, world: World) -> str:
    left = looks.opacity(element, world)
    if left < LOWEST_OPACITY:
        return f"opacity: {left:g}"
    for token in looks.tokens(element, "filter", world):
        if token.type == "function" and token.lower_name == "blur" and token.arguments:
            far = looks._px(element, token.arguments[0], world, None)  # noqa: SLF001 - its own module
            if far is not None and far > BLURRED:
                return f"filter: blur({far:g}px)"
    return ""


def _invisible(looks: Looks, element: Element, world: World) -> str:
    word = looks.word(element, "visibility", world)
    return f"visibility: {word}" if word in {"hidden", "collapse"} else ""


def _tiny(looks: Looks, element: Element, world: World) -> str:
    size = looks.size(element, world) * _zoom(looks, element, world)
    if size < SMALLEST_TEXT:
        return f"its text is {size:.1f}px high"
    found = looks.value(element, "line-height", world)
    if found and found[0] == "line-height" and found[1]:
        token = found[1][0]
        own = looks._px(element, token, world, looks.size(element, world))  # noqa: SLF001 - its own
        height = token.value * size if token.type == "number" else own
        half = 0.5
        if height is not None and height < half * size:
            return f"line-height: {token.serialize()} lays its lines on each other"
    return ""


def _zoom(looks: Looks, element: Element, world: World) -> float:
    zoom = 1.0
    while element is not None:
        zoom *= _number(looks.tokens(element, "zoom", world), 1.0)
        element = element.getparent()
    return zoom


def _indented(looks: Looks, element: Element, world: World) -> str:
    far = looks.length(element, "text-indent", world, world.width)
    if far is None or (far > -OFF_SCREEN and far < world.width):
        return ""
    return f"text-indent: {far:.0f}px puts it off the page"


def _colorless(looks: Looks, element: Element, world: World) -> str:
    color = looks.color(element, world)
    if color is None:
        return ""
    if color[3] == 0:
        return "its text is transparent"
    behind = looks.background(element, world)
    if behind is None:
        return ""
    left = looks.opacity(element, world)
    ratio = contrast(_over((*color[:3], color[3] * left), behind), behind)
    if ratio >= LOWEST_CONTRAST:
        return ""
    return f"its text is {_hex(color)} on {_hex(behind)}, a contrast of {ratio:.1f}:1"


def _hex(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color[:3])


_OF_BOX: Final[tuple[Reason, ...]] = (
    _attribute, _closed, _tab, _display, _clipped, _moved, _no_room, _struck,
)  # fmt: skip
_OF_TEXT: Final[tuple[Reason, ...]] = (
    _closed_itself, _faint, _invisible, _tiny, _indented, _colorless,
)  # fmt: skip


def hidden_texts(
    page: RenderedPage, block: Element, worlds: tuple[World, ...]
) -> dict[Hidden, list[World]]:
    """What hides a text of a block, and in which worlds.

    On paper a link that only works on a screen may be left out; a phone number may not.
    """
    look = looks(page)
    found: dict[Hidden, list[World]] = defaultdict(list)
    for element in document.speaking(block):
        for world in worlds:
            if world.media == "print" and _only_for_screens(element):
                continue
            why = look.hidden(element, world)
            if why is not None and world not in found[why]:
                found[why].append(world)
    return dict(found)


def _only_for_screens(element: Element) -> bool:
    return element.tag == "a" and not (element.get("href") or "").startswith("tel:")


def where(worlds: list[World]) -> str:
    """The names of worlds in a sentence."""
    return "everywhere" if worlds == list(WORLDS) else " and ".join(world.name for world in worlds)
