"""The computed style of a page's elements, as far as it decides what can be seen.

The cascade of CSS: origin and importance, the style attribute, layers, specificity, order, then
inheritance and custom properties. Values that can't be told, such as `calc()`, count as not set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import cssselect2
import tinycss2
from tinycss2 import color5

from polyclinic.check import css, css_values, document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from polyclinic.check.css import Declaration, Layer, Sheet, Token, Tokens, World
    from polyclinic.check.document import Element
    from polyclinic.check.sight import Sight

Color = tuple[float, float, float, float]
Wrapper = Any  # an element as cssselect2 sees it

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
    "mask": ("mask-image",),
    "-webkit-mask": ("mask-image",),
    "-webkit-mask-image": ("mask-image",),
    "text-decoration": ("text-decoration-line",),
    "-webkit-animation": ("animation",),
}
_INHERITED: Final = {
    "visibility", "font-size", "color", "text-indent", "line-height", "color-scheme",
    "-webkit-text-fill-color", "letter-spacing", "word-spacing", "interactivity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Candidate:
    declarations: tuple[Declaration, ...]
    layer: tuple[float, ...]
    queries: tuple[str, ...]


class Cascade:
    """The style sheets of a page, in their order, ready to be matched."""

    def __init__(self, sheets: tuple[tuple[Sheet, Layer, tuple[str, ...]], ...]) -> None:
        self._matcher = cssselect2.Matcher()
        # Of all pages with these style sheets: the numbers of `Looks.chain`, and what others
        # found out of the values there.
        self.chains: dict[tuple[int, tuple[Any, ...]], int] = {}
        self.kept: dict[tuple[int, World], dict[Any, Any]] = {}
        self._order: dict[Layer, int] = {}
        self.spreading: list[_Candidate] = []  # rules that lay a box over others
        self.frames = tuple(frame for sheet, _, _ in sheets for frame in sheet.frames)
        self.initial = dict(each for sheet, _, _ in sheets for each in sheet.initial)
        for sheet, prefix, _ in sheets:
            for layer in (prefix, *(prefix + inner for inner in sheet.layers)):
                for end in range(1, len(layer) + 1):
                    self._order.setdefault(layer[:end], len(self._order))
        for sheet, prefix, queries in sheets:
            for rule in sheet.rules:
                self._add(rule, prefix, queries)

    def _add(self, rule: css.StyleRule, prefix: Layer, queries: tuple[str, ...]) -> None:
        wanted = queries + rule.queries
        candidate = _Candidate(rule.declarations, self._rank(prefix + rule.layer), wanted)
        if spreads(rule.declarations):
            self.spreading.append(candidate)
        for selector in css.selectors(rule.selector):
            if not selector.never_matches:
                self._matcher.add_selector(selector, candidate)

    def _rank(self, layer: Layer) -> tuple[float, ...]:
        """Later layers win; what stands outside the inner layers wins over them."""
        path = (self._order[layer[:end]] for end in range(1, len(layer) + 1))
        return (*path, float("inf"))

    def match(self, wrapper: Wrapper) -> list[tuple[Any, str, _Candidate]]:
        """The rules of an element with specificity and pseudo-element, in the sheets' order."""
        found = sorted(self._matcher.match(wrapper), key=lambda match: match[1])
        return [(match[0], match[2] or "", match[3]) for match in found]


# A style sheet with the layer and the queries that it was imported or linked with.
_Source = tuple["Sheet", "Layer", tuple[str, ...]]


@lru_cache(maxsize=32)
def _cascade(sources: tuple[_Source, ...]) -> Cascade:
    return Cascade(sources)


def _sources(page: Sight) -> Iterator[_Source]:
    for element in document.tree(page.html).iter("link", "style"):
        query = (element.get("media") or "").strip()
        queries = (f"media {query}",) if query else ()
        if element.tag == "style":
            yield css.parse(element.text or ""), (), queries
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
    styles: Mapping[str, Sheet],
    layer: Layer,
    queries: tuple[str, ...],
    seen: tuple[str, ...],
) -> Iterator[_Source]:
    """A style sheet after those that it imports."""
    if address not in styles or address in seen:
        return
    sheet = styles[address]
    for each in sheet.imports:
        name = "/".join((*address.split("/")[:-1], each.address))
        inner = re.sub(r"(^|/)(?:\./)+", r"\1", re.sub(r"[^/]+/\.\./", "", name))
        yield from _sheet(
            inner, styles, layer + each.layer, queries + each.queries, (*seen, address)
        )
    yield sheet, layer, queries


def looks(page: Sight) -> Looks:
    """How the elements of a page look; computed as it is asked, and kept for the next rule."""
    kept = _looks(page.html, tuple(_sources(page)))
    if kept.root is not document.tree(page.html):
        # The page was parsed anew meanwhile: its elements are not those that are known here.
        _looks.cache_clear()
        kept = _looks(page.html, tuple(_sources(page)))
    return kept


@lru_cache(maxsize=8)
def _looks(html: str, sources: tuple[_Source, ...]) -> Looks:
    return Looks(document.tree(html), _cascade(sources))


class Looks:
    """The computed style of a page's elements, as far as it decides what can be seen."""

    def __init__(self, root: Element, cascade: Cascade) -> None:
        self.root = root
        self.kept: dict[Any, Any] = {}  # what others found out from these looks
        self.cascade = cascade
        self._wrappers = {root: cssselect2.ElementWrapper.from_html_root(root)}
        self._matches: dict[Element, list[tuple[Any, str, _Candidate]]] = {}
        self._winners: dict[tuple[Element, str, str], dict[str, Declaration]] = {}
        self._sizes: dict[tuple[Element, World], float] = {}
        self._chains: dict[Element, int] = {}
        self._shared: dict[tuple[Element, World], dict[Any, Any]] = {}

    def declared(self, element: Element, world: World, pseudo: str = "") -> dict[str, Declaration]:
        """The winning declaration of each property, of the element or of a pseudo-element."""
        key = element, world.name, pseudo
        if key not in self._winners:
            ranked = sorted(self._ranked(element, world, pseudo), key=lambda each: each[0])
            winners: dict[str, Declaration] = {}
            for _, declaration in ranked:
                for name in _SETS.get(declaration.name, (declaration.name,)):
                    winners[name] = declaration
            self._winners[key] = winners
        return self._winners[key]

    def _ranked(
        self, element: Element, world: World, pseudo: str
    ) -> Iterator[tuple[tuple[Any, ...], Declaration]]:
        for specificity, of, candidate in self.matches(element):
            if of == pseudo and _fit(candidate.queries, world):
                for each in candidate.declarations:
                    layer = candidate.layer
                    rank = tuple(-part for part in layer) if each.important else layer
                    yield (each.important, False, rank, specificity), each
        if pseudo:
            return
        for each in _presented(element):
            yield (False, False, (float("-inf"),), ()), each
        inline = element.get("style")
        for each in css.declarations(inline) if inline else ():
            yield (each.important, True, (), ()), each

    def matches(self, element: Element) -> list[tuple[Any, str, _Candidate]]:
        """All rules of an element and its pseudo-elements, in whatever world."""
        if element not in self._matches:
            self._matches[element] = self.cascade.match(self._wrapper(element))
        return self._matches[element]

    def chain(self, element: Element) -> int:
        """A number that elements share, on whatever page, of which all values are the same.

        They have the same rules, names, styles of their own and attributes that say how they look,
        and so has each one above them.
        """
        if element not in self._chains:
            parent = element.getparent()
            above = self.chain(parent) if parent is not None else 0
            attributes = tuple(element.get(name) for _, name in _PRESENTED)
            rules = tuple((rank, of, id(rule)) for rank, of, rule in self.matches(element))
            own = element.tag, element.get("style"), attributes, rules
            chains = self.cascade.chains
            self._chains[element] = chains.setdefault((above, own), len(chains) + 1)
        return self._chains[element]

    def shared(self, element: Element, world: World) -> dict[Any, Any]:
        """What others found out of an element's values alone; kept from page to page."""
        key = element, world
        if key not in self._shared:
            at = self.chain(element), world
            self._shared[key] = self.cascade.kept.setdefault(at, {})
        return self._shared[key]

    def queries(self, block: Element) -> list[str]:
        """All that the rules of a block, of what is in it and around it ask, in their order."""
        found: dict[str, None] = {}
        for element in (*block.iterancestors(), *block.iter()):
            for _, _, candidate in self.matches(element):
                found.update(dict.fromkeys(candidate.queries))
        return list(found)

    def spread(self) -> list[Element]:
        """The elements that a rule, or their own style, lays over others."""
        rules = {id(candidate) for candidate in self.cascade.spreading}
        styled = self.root.iter() if rules else self.root.xpath("//*[@style]")
        return [
            element
            for element in styled
            if spreads(css.declarations(element.get("style") or ""))
            or (rules and any(id(each) in rules for _, _, each in self.matches(element)))
        ]

    def may_have(self, element: Element, name: str, pseudo: str = "") -> bool:
        """Whether some world may set a property: asked before what takes longer."""
        if not pseudo and name in (element.get("style") or "").lower():
            return True
        return any(
            of == pseudo and any(each.name == name for each in candidate.declarations)
            for _, of, candidate in self.matches(element)
        )

    def _wrapper(self, element: Element) -> Wrapper:
        if element not in self._wrappers:
            for child in self._wrapper(element.getparent()).iter_children():
                self._wrappers[child.etree_element] = child
        return self._wrappers[element]

    def value(self, element: Element, name: str, world: World) -> tuple[str, Tokens] | None:
        """The property that won and its tokens, without spaces; None where the default holds."""
        while element is not None:
            winner = self.declared(element, world).get(name)
            if winner is None:
                if name not in _INHERITED:
                    return None
                element = element.getparent()
                continue
            tokens = self._substituted(element, winner.tokens, world)
            word = word_of(tokens)
            as_color = name == "color" and word == "currentcolor"
            if tokens is not None and word not in _DEFAULTS and word != "inherit" and not as_color:
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
        return word_of(self.tokens(element, name, world))

    def _substituted(
        self, element: Element, tokens: Tokens, world: World, depth: int = 0
    ) -> Tokens | None:
        """The tokens with their `var()` filled in; None where one has no value."""
        found: list[Any] = []
        for token in tokens:
            if token.type == "function" and token.lower_name in {"var", "env"}:
                inner = self._variable(element, token, world, depth)
                if inner is None:
                    return None
                found += inner
            elif token.type not in {"whitespace", "comment"}:
                found.append(self._filled(element, token, world, depth))
        return tuple(found)

    def _filled(self, element: Element, token: Token, world: World, depth: int) -> Token:
        """A function, the variables inside it filled in."""
        if token.type != "function" or not re.search(r"(?:var|env)\(", token.serialize().lower()):
            return token
        parts: list[Any] = []
        for each in token.arguments:
            inner = self._substituted(element, (each,), world, depth)
            parts += inner or [each]
        return tinycss2.ast.FunctionBlock(0, 0, token.name, parts)

    def _variable(self, element: Element, token: Token, world: World, depth: int) -> Tokens | None:
        arguments = [t for t in token.arguments if t.type not in {"whitespace", "comment"}]
        name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
        above = element if token.lower_name == "var" else None
        while above is not None and depth < _DEEPEST:
            winner = self.declared(above, world).get(name)
            if winner is not None and word_of(winner.tokens) not in _DEFAULTS | {"inherit"}:
                return self._substituted(above, winner.tokens, world, depth + 1)
            above = above.getparent()
        fallback = tuple(arguments[2:]) or self.cascade.initial.get(name, ())
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
        token = next((t for t in tokens if t.type in NUMERIC or _is_math(t)), tokens[0])
        if winner.name == "font" and token.type == "number" and token.value != 0:
            return above
        is_root = element is self.root
        root = css.ROOT_SIZE if is_root else self.size(self.root, world)
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
        return self.px(element, token, world, whole)

    def px(
        self,
        element: Element,
        token: Token,
        world: World,
        whole: float | None,
    ) -> float | None:
        """One token in px, or None where it can't be told."""
        root = self.size(self.root, world)
        return css.length(token, world, self.size(element, world), root, whole)

    # Colors

    def color(self, element: Element, world: World) -> Color | None:
        """The color of the text, or None where it can't be told."""
        for name in ("-webkit-text-fill-color", "color"):
            tokens = self.tokens(element, name, world)
            if tokens and word_of(tokens) != "currentcolor":
                return self.parsed(element, tokens, world)
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
            found = self.own_background(element, world)
            if found is None:
                return None
            veils.append(found)
            if found[3] >= 1:
                break
            element = element.getparent()
        if self._scheme(self.root, world) == "dark":
            paper = (0.07, 0.07, 0.07, 1)
        for veil in reversed(veils):
            paper = over(veil, paper)
        return paper

    def _pictured(self, element: Element, world: World) -> bool:
        return any(
            t.type == "url"
            or (t.type == "function" and re.search("gradient|url|image", t.lower_name))
            for t in self.tokens(element, "background-image", world)
        )

    def own_background(self, element: Element, world: World) -> Color | None:
        """The color of an element's own box, or None where it can't be told."""
        clear: Color = (0, 0, 0, 0)
        found = self.value(element, "background-color", world)
        if found is None:
            return clear
        name, tokens = found
        if name == "background-color":
            return self.parsed(element, tokens, world)
        for token in tokens:
            parsed = self.parsed(element, (token,), world)
            if parsed is not None:
                return parsed
        return None if any(t.type == "function" for t in tokens) else clear

    def parsed(self, element: Element, tokens: Tokens, world: World) -> Color | None:
        """A color, or None where it can't be told."""
        scheme = self._scheme(element, world)
        if word_of(tokens) in _SYSTEM_COLORS:
            return _SYSTEM_COLORS[word_of(tokens)][scheme == "dark"]
        if word_of(tokens) == "currentcolor":
            return self.color(element, world)
        if tokens and tokens[0].type == "function":
            made = self._made(element, tokens[0], world)
            if made is not None:
                return made
        try:
            found = color5.parse_color(tokens[0], color_schemes=[scheme])
            if found is None or isinstance(found, str):
                return None
            red, green, blue = (min(max(part, 0.0), 1.0) for part in _srgb(found))
        except (AttributeError, NotImplementedError, TypeError, ValueError, IndexError):
            return None
        return red, green, blue, float(found.alpha)

    def _made(self, element: Element, token: Token, world: World) -> Color | None:
        """A color that is made of others."""

        def parsed(each: Token) -> Color | None:
            return self.parsed(element, (each,), world)

        if token.lower_name == "color-mix":
            return css_values.mixed(token, parsed)
        first = css_values.meaning(token.arguments)[:1]
        if first and first[0].type == "ident" and first[0].lower_value == "from":
            return css_values.relative(token, parsed)
        return None

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
            left *= number_of(self.tokens(element, "opacity", world), 1.0)
            for token in self.tokens(element, "filter", world):
                if token.type == "function" and token.lower_name == "opacity":
                    left *= number_of(tuple(token.arguments), 1.0)
            element = element.getparent()
        return left


_DEFAULTS: Final = {"initial", "unset", "revert", "revert-layer"}
NUMERIC: Final = {"dimension", "percentage", "number"}
_SYSTEM_COLORS: Final[dict[str, tuple[Color, Color]]] = {
    "canvas": ((1, 1, 1, 1), (0.07, 0.07, 0.07, 1)),
    "canvastext": ((0, 0, 0, 1), (1, 1, 1, 1)),
    "linktext": ((0, 0, 0.93, 1), (0.62, 0.62, 1, 1)),
}


def _srgb(color: Token) -> tuple[float, ...]:
    """Red, green and blue; tinycss2 takes OKLab and OKLCH only as far as XYZ."""
    try:
        return tuple(color.to("srgb").coordinates)
    except NotImplementedError:
        xyz = color.to("xyz-d65").coordinates
    linear = (sum(a * b for a, b in zip(row, xyz, strict=True)) for row in _FROM_XYZ)
    knee = 0.0031308
    return tuple(
        12.92 * part if part <= knee else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear
    )


# CSS Color 4, section 18: from CIE XYZ (D65) to linear light.
_FROM_XYZ: Final = (
    (3.2409699, -1.5373832, -0.4986108),
    (-0.9692436, 1.8759675, 0.0415551),
    (0.0556301, -0.2039770, 1.0569715),
)


def word_of(tokens: Tokens | None) -> str:
    """The value, where it is one word."""
    words = [t for t in tokens or () if t.type not in {"whitespace", "comment"}]
    return str(words[0].lower_value) if len(words) == 1 and words[0].type == "ident" else ""


def number_of(tokens: Tokens, default: float) -> float:
    """The first number or percentage, as a share of one."""
    for token in tokens:
        value = css_values.arithmetic(token, _number)
        if value is not None:
            return value
    return default


def _number(token: Token) -> float | None:
    if token.type == "percentage":
        return float(token.value) / 100
    return float(token.value) if token.type == "number" else None


def spreads(declared: tuple[Declaration, ...]) -> bool:
    """Whether declarations take a box out of the flow and let it fill what is around it."""
    own = {name: each for each in declared for name in _SETS.get(each.name, (each.name,))}
    placed = "position" in own and word_of(own["position"].tokens) in {"absolute", "fixed"}
    return placed and fills(own)


def fills(own: Mapping[str, Declaration]) -> bool:
    """Whether declarations make a box as wide and as high as what is around it."""
    for sides, size in ((("left", "right"), "width"), (("top", "bottom"), "height")):
        stretched = all(side in own and _is_zero(own[side].tokens) for side in sides)
        wide = size in own and any(
            (t.type == "percentage" or getattr(t, "lower_unit", "") in {"vw", "vh", "dvh", "svh"})
            and t.value >= 100  # noqa: PLR2004 - percent
            for t in own[size].tokens
        )
        if not stretched and not wide:
            return False
    return True


def _is_zero(tokens: Tokens) -> bool:
    numbers = [t for t in tokens if t.type in NUMERIC]
    return bool(numbers) and all(t.value <= 0 for t in numbers)


def _is_math(token: Token) -> bool:
    return token.type == "function" and token.lower_name in css_values.MATH


@lru_cache(maxsize=8192)
def _fit(queries: tuple[str, ...], world: World) -> bool:
    return all(css.holds(query, world) for query in queries)


# Attributes that say how an element looks, below all style sheets (HTML, section 15).
_PRESENTED: Final = {
    ("font", "color"): "color",
    ("body", "text"): "color",
    **{(tag, "bgcolor"): "background-color" for tag in ("body", "table", "tr", "td", "th")},
}


def _presented(element: Element) -> Iterator[Declaration]:
    for (tag, name), target in _PRESENTED.items():
        if element.tag == tag and element.get(name):
            yield from css.declarations(f"{target}: {element.get(name)}")


def _side(declared: str, name: str, tokens: Tokens) -> Token:
    """The token of one side out of a shorthand that sets several."""
    if declared in {"inset", "margin"}:
        places = {"top": 0, "right": 1, "bottom": 2, "left": 3}
        index = places[name.removeprefix("margin-")]
        return tokens[(index, index % 2 if len(tokens) > 1 else 0)[index >= len(tokens)]]
    return tokens[-1] if name in {"right", "bottom", "margin-right"} else tokens[0]


def over(veil: Color, under: Color) -> Color:
    """A color laid over another one."""
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
