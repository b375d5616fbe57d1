"""Style sheets as a browser reads them: rules with their layer, their conditions and their order.

Read: nesting, `@media`, `@supports`, `@container`, `@layer`, `@scope`, `@import`. A selector that
cssselect2 does not know never matches, one by one, so that its neighbours in a list still do.
"""

from __future__ import annotations

import itertools
import operator
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import cssselect2
import tinycss2

from polyclinic.check import css_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Token = Any  # a node of tinycss2, which ships no types
Tokens = tuple[Token, ...]  # component values
Layer = tuple[str, ...]  # the names from the outermost layer to the innermost; () for none

ROOT_SIZE: Final = 16.0  # px, what browsers start with
_ABSOLUTE: Final = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
_RELATIVE: Final = {"em": 1.0, "rem": 1.0, "lh": 1.5, "rlh": 1.5, "ch": 0.5, "ex": 0.5, "ic": 1.0}
_VIEWPORT: Final = {"vw", "vi", "svw", "lvw", "dvw"}, {"vh", "vb", "svh", "lvh", "dvh"}


@dataclass(frozen=True, slots=True)
class World:
    """One way in which a page is seen. Sizes are in px."""

    name: str
    media: str
    width: int
    height: int
    scheme: str
    differs: tuple[tuple[str, str], ...] = ()  # media features that are not as usual

    def feature(self, name: str) -> str:
        """The value of a media feature in words; "" where there is no such feature."""
        if name in dict(self.differs):
            return dict(self.differs)[name]
        orientation = "landscape" if self.width > self.height else "portrait"
        sizes = {"width": str(self.width), "height": str(self.height)}
        features = (
            _FEATURES | sizes | {"prefers-color-scheme": self.scheme, "orientation": orientation}
        )
        return features.get(name, "")


SCREENS: Final = (
    World("on a wide screen", "screen", 1280, 800, "light"),
    World("on a phone", "screen", 320, 568, "light"),
    World("in dark colors", "screen", 1280, 800, "dark"),
)
PAPER: Final = World("on paper", "print", 718, 1047, "light")  # A4 less its margins
WORLDS: Final = (*SCREENS, PAPER)
_TOUCH: Final = tuple(
    (name, value)
    for name, value in (("hover", "none"), ("any-hover", "none"), ("pointer", "coarse"),
    ("any-pointer", "coarse"), ("resolution", "3"))
)  # fmt: skip
# Worlds that are asked about only where a style sheet tells them from those above.
_FURTHER: Final = (
    World("on a touch screen", "screen", 390, 844, "light", _TOUCH),
    World("on a tablet", "screen", 820, 1180, "light", _TOUCH),
    World("on a large screen", "screen", 2560, 1440, "light", (("resolution", "2"),)),
    World("with scripts", "screen", 1280, 800, "light", (("scripting", "enabled"),)),
    World(
        "with less motion", "screen", 1280, 800, "light", (("prefers-reduced-motion", "reduce"),)
    ),
    World("with more contrast", "screen", 1280, 800, "light", (("prefers-contrast", "more"),)),
    World("in forced colors", "screen", 1280, 800, "light", (("forced-colors", "active"),)),
    World("on a dark phone", "screen", 320, 568, "dark"),
)

# What a reader's device says where nothing is known of it.
_FEATURES: Final = {
    "prefers-contrast": "no-preference",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "none",  # the disclaimer is there without scripts
    "grid": "0",
    "update": "fast",
    "color": "8",
    "color-gamut": "srgb",
    "display-mode": "browser",
    "resolution": "1",
}
_FALSE_ALONE: Final = {"", "none", "no-preference", "0"}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property and the tokens of its value."""

    name: str
    tokens: Tokens
    important: bool


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Selectors and declarations, and the queries that must hold for them."""

    selector: str
    declarations: tuple[Declaration, ...]
    layer: Layer
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """Another style sheet, named at the head of one."""

    address: str
    layer: Layer
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of an animation: `at` is "from", "to" or percentages."""

    animation: str
    at: tuple[str, ...]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A style sheet: its rules in order, and its layers in the order in which they first appear.

    One is equal to itself alone: to compare all that is in it takes longer than to read it.
    """

    rules: tuple[StyleRule, ...]
    layers: tuple[Layer, ...]
    imports: tuple[Import, ...]
    frames: tuple[Frame, ...] = ()
    initial: tuple[tuple[str, Tokens], ...] = ()  # of custom properties that `@property` names


@lru_cache(maxsize=64)
def parse(text: str) -> Sheet:
    """Read a style sheet. Nothing in it is an error: what a browser would skip is skipped."""
    reader = _Reader()
    reader.read(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), _TOP)
    return Sheet(
        tuple(reader.rules),
        tuple(dict.fromkeys(reader.layers)),
        tuple(reader.imports),
        tuple(reader.frames),
        tuple(reader.initial),
    )


def declarations(text: str) -> tuple[Declaration, ...]:
    """What a style attribute declares."""
    return tuple(_declarations(tinycss2.parse_blocks_contents(text, skip_comments=True)))


def _declarations(nodes: Iterable[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            value = tuple(t for t in node.value if t.type != "comment")
            yield Declaration(name, value, node.important)


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds a rule in its sheet."""

    parent: str = ""
    layer: Layer = ()
    queries: tuple[str, ...] = ()

    def within(
        self, parent: str | None = None, layer: Layer = (), queries: tuple[str, ...] = ()
    ) -> _Place:
        kept = self.parent if parent is None else parent
        return _Place(kept, self.layer + layer, self.queries + queries)


_TOP: Final = _Place()
_anonymous = itertools.count(1)


@dataclass(slots=True)
class _Reader:
    rules: list[StyleRule] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    initial: list[tuple[str, Tokens]] = field(default_factory=list)

    def read(self, nodes: Iterable[Any], place: _Place) -> None:
        """Add the rules among the nodes; bare declarations belong to the rule around them."""
        pending: list[Any] = []
        for node in nodes:
            if node.type == "declaration":
                pending.append(node)
            elif node.type in {"qualified-rule", "at-rule"}:
                self._flush(pending, place)
                if node.type == "qualified-rule":
                    self._style(node, place)
                else:
                    self._at_rule(node, place)
        self._flush(pending, place)

    def _flush(self, pending: list[Any], place: _Place) -> None:
        found = tuple(_declarations(pending))
        pending.clear()
        if found and place.parent:
            self.rules.append(StyleRule(place.parent, found, place.layer, place.queries))

    def _style(self, node: Token, place: _Place) -> None:
        selector = _nested(tinycss2.serialize(node.prelude).strip(), place.parent)
        inner = tinycss2.parse_blocks_contents(
            node.content, skip_comments=True, skip_whitespace=True
        )
        self.read(inner, place.within(parent=selector))

    def _at_rule(self, node: Token, place: _Place) -> None:
        prelude = tinycss2.serialize(node.prelude).strip()
        keyword = node.lower_at_keyword
        if keyword == "import":
            self._import(node, place)
        elif keyword == "layer" and node.content is None:
            self.layers += [place.layer + _layer(name) for name in prelude.split(",")]
        elif keyword == "layer":
            layer = _layer(prelude) or (f"#{next(_anonymous)}",)
            self.layers.append(place.layer + layer)
            self._inside(node, place.within(layer=layer))
        elif keyword == "scope":
            root = re.match(r"\((.*?)\)", prelude)
            self._inside(node, place.within(parent=f":is({root[1]})" if root else place.parent))
        elif keyword in {"keyframes", "-webkit-keyframes"} and node.content is not None:
            self._frames(prelude, node)
        elif keyword == "property" and node.content is not None:
            for each in declarations(tinycss2.serialize(node.content)):
                if each.name == "initial-value":
                    self.initial.append((prelude, each.tokens))
        elif keyword in _CONDITIONAL:
            self._inside(node, place.within(queries=(f"{keyword} {prelude}",)))

    def _inside(self, node: Token, place: _Place) -> None:
        if node.content is None:
            return
        read = tinycss2.parse_blocks_contents if place.parent else tinycss2.parse_rule_list
        self.read(read(node.content, skip_comments=True, skip_whitespace=True), place)

    def _frames(self, name: str, node: Token) -> None:
        rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        for rule in rules:
            if rule.type == "qualified-rule":
                at = tuple(p.strip().lower() for p in tinycss2.serialize(rule.prelude).split(","))
                found = declarations(tinycss2.serialize(rule.content))
                self.frames.append(Frame(name, at, found))

    def _import(self, node: Token, place: _Place) -> None:
        tokens = [t for t in node.prelude if t.type not in {"whitespace", "comment"}]
        address, rest = _address(tokens[0]) if tokens else "", tokens[1:]
        layer: Layer = ()
        if rest and getattr(rest[0], "lower_name", getattr(rest[0], "lower_value", "")) == "layer":
            inner = tinycss2.serialize(getattr(rest[0], "arguments", [])).strip()
            layer = _layer(inner) or (f"#{next(_anonymous)}",)
            self.layers.append(place.layer + layer)
            rest = rest[1:]
        query = tinycss2.serialize(_spaced(rest)).strip()
        if address:
            self.imports.append(Import(address, layer, (f"media {query}",) if query else ()))


_CONDITIONAL: Final = {"media", "supports", "container"}


def _spaced(tokens: Sequence[Any]) -> list[Any]:
    space = tinycss2.ast.WhitespaceToken(0, 0, " ")
    return [part for token in tokens for part in (space, token)]


def _address(token: Token) -> str:
    if token.type == "function" and token.arguments:
        return str(getattr(token.arguments[0], "value", ""))
    return str(token.value) if token.type in {"string", "url"} else ""


def _layer(name: str) -> Layer:
    return tuple(part for part in name.strip().split(".") if part)


def _nested(selector: str, parent: str) -> str:
    if not parent:
        return selector
    parts = (part.strip() for part in _split(re.sub(r":scope\b", "&", selector)))
    around = f":is({parent})"
    return ", ".join(p.replace("&", around) if "&" in p else f"{around} {p}" for p in parts)


def _split(text: str) -> list[str]:
    """Part at the commas that are in no parentheses."""
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def selectors(text: str) -> Iterator[Any]:
    """The compiled selectors of a list; those that cssselect2 does not know are left out."""
    try:
        yield from cssselect2.compile_selector_list(text)
    except cssselect2.SelectorError:
        parts = _split(text)
        if len(parts) > 1:
            for part in parts:
                yield from selectors(part)


def holds(query: str, world: World) -> bool:
    """Whether a query, written with its keyword, holds in a world."""
    keyword, _, text = query.partition(" ")
    if keyword == "supports":
        return _condition(text.lower(), world, _supported)
    if keyword == "container":
        text = text[text.find("(") :] if "(" in text else ""
    return media(text, world)


@lru_cache(maxsize=512)
def media(text: str, world: World) -> bool:
    """Whether a list of media queries holds in a world; a feature nobody knows does not."""
    return not text.strip() or any(_query(part, world) for part in _split(text.lower()))


_DISPLAYS: Final = frozenset(
    [
        "none",
        "block",
        "inline",
        "inline-block",
        "flow-root",
        "flow",
        "flex",
        "inline-flex",
        "grid",
        "inline-grid",
        "contents",
        "table",
        "inline-table",
        "table-row",
        "table-cell",
        "table-caption",
        "list-item",
        "ruby",
        "math",
        "subgrid",
        "-webkit-box",
        "inherit",
        "initial",
        "unset",
        "revert",
        "revert-layer",
    ]
)


def _supported(text: str, _world: World) -> bool:
    """As the newest browser would say. Of values, those of `display` alone are known by heart."""
    name, colon, value = (part.strip() for part in text.partition(":"))
    if not colon or name == "display":
        return bool(colon) and value.removesuffix("!important").strip() in _DISPLAYS
    return not re.search("nonsense|unknown|fake", text)


def further(queries: Iterable[str], known: Sequence[World]) -> list[World]:
    """More worlds: those that some query tells from all that are known, and from each other."""
    queries = tuple(dict.fromkeys(queries))
    seen = {tuple(holds(query, world) for query in queries) for world in known}
    found = []
    for world in (*_FURTHER, *_between(queries)):
        said = tuple(holds(query, world) for query in queries)
        if said not in seen:
            seen.add(said)
            found.append(world)
    return found


_NARROWEST: Final = 240  # px: below it no device shows pages
_WIDTH: Final = re.compile(r"([\d.]+)(px|r?em)", re.IGNORECASE)


def _between(queries: Iterable[str]) -> Iterator[World]:
    """A screen of each width at which some query may begin or cease to hold."""
    scale = {"px": 1.0, "em": ROOT_SIZE, "rem": ROOT_SIZE}
    limits = {
        round(float(number) * scale[unit.lower()])
        for query in queries
        for number, unit in _WIDTH.findall(query)
        if re.fullmatch(r"\d*\.?\d+", number)
    }
    for width in sorted({limit + step for limit in limits for step in (-1, 0, 1)}):
        if width >= _NARROWEST:
            yield World(f"at a width of {width}px", "screen", width, 800, "light")


def _query(text: str, world: World) -> bool:
    match = re.match(r"\s*(not\s+|only\s+)?([a-z]+)(?:\s+and\s+(.*))?$", text.strip(), re.DOTALL)
    if match is None:
        return _condition(text, world)
    fits = match[2] in {"all", world.media} and _condition(match[3] or "", world)
    return not fits if (match[1] or "").startswith("not") else fits


def _condition(
    text: str, world: World, holds_alone: Callable[[str, World], bool] | None = None
) -> bool:
    """Parentheses joined by and, or, not. `holds_alone` decides on what is in them."""
    alone = holds_alone or _feature
    tokens = [
        t
        for t in tinycss2.parse_component_value_list(text, skip_comments=True)
        if t.type != "whitespace"
    ]
    results: list[bool] = []
    negated, either = False, False
    for token in tokens:
        word = getattr(token, "lower_value", "") if token.type == "ident" else ""
        either |= word == "or"
        if word == "not":
            negated = True
        elif token.type == "() block":
            inner = tinycss2.serialize(token.content).strip()
            nested = re.match(r"\(|not\b", inner)
            found = _condition(inner, world, alone) if nested else alone(inner, world)
            results.append(found != negated)
            negated = False
        elif token.type == "function" and token.lower_name == "selector":
            results.append(not negated)
            negated = False
        elif not word:
            results.append(False)
    return any(results) if either else all(results)


_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


def _feature(text: str, world: World) -> bool:
    if text.startswith(("(", "not ", "not(")):
        return _condition(text, world)
    return _range(text, world) if re.search("[<>=]", text) else _plain(text, world)


def _plain(text: str, world: World) -> bool:
    """A feature alone, or with its value after a colon."""
    name, colon, value = (part.strip() for part in text.partition(":"))
    limit = re.match(r"(min|max)-(?:device-)?(width|height|resolution|aspect-ratio)$", name)
    if limit is not None:
        return _range(f"{limit[2]} {'>=' if limit[1] == 'min' else '<='} {value}", world)
    if colon and _size(name, world) is not None:
        return _range(f"{name} = {value}", world)
    actual = world.feature(name)
    return actual == value if colon else actual not in _FALSE_ALONE


def _range(text: str, world: World) -> bool:
    parts = [part.strip() for part in re.split(r"(<=|>=|<|>|=)", text)]
    sizes = [_size(part, world) for part in parts[::2]]
    pairs = zip(sizes, parts[1::2], sizes[1:], strict=False)
    return all(a is not None and b is not None and _COMPARE[sign](a, b) for a, sign, b in pairs)


def _leaf(
    token: Token, world: World, size: float, root: float, whole: float | None
) -> float | None:
    """A part of a calculation: a number is a factor there, no length."""
    if token.type == "number":
        return float(token.value)
    return length(token, world, size, root, whole)


def _size(text: str, world: World) -> float | None:
    if text in {"width", "device-width", "inline-size"}:
        return float(world.width)
    if text in {"height", "device-height", "block-size"}:
        return float(world.height)
    if text in {"resolution", "aspect-ratio"}:
        ratio_of_sides = world.width / world.height
        return float(world.feature(text)) if text == "resolution" else ratio_of_sides
    return _ratio(text, world)


def _ratio(text: str, world: World) -> float | None:
    """A ratio of sides, a density of dots, or else a length."""
    if ratio := re.fullmatch(r"(\d+)\s*/\s*([1-9]\d*)", text):
        return int(ratio[1]) / int(ratio[2])
    if dots := re.fullmatch(r"([\d.]+)(dppx|dpi|dpcm|x)", text):
        return float(dots[1]) / {"dpi": 96.0, "dpcm": 96 / 2.54}.get(dots[2], 1.0)
    token = tinycss2.parse_one_component_value(text)
    return length(token, world, ROOT_SIZE, ROOT_SIZE)


def length(
    token: Token,
    world: World,
    size: float,
    root: float,
    whole: float | None = None,
) -> float | None:
    """A length in px, or None where it can't be told. `whole` is what a percentage is part of."""
    if token.type == "function" and token.lower_name in css_values.MATH:
        return css_values.arithmetic(token, lambda t: _leaf(t, world, size, root, whole))
    unit = "%" if token.type == "percentage" else getattr(token, "lower_unit", "")
    if token.type not in {"number", "percentage", "dimension"}:
        return None
    if token.value == 0:
        return 0.0
    scale = _ABSOLUTE.get(unit)
    if unit == "%" and whole is not None:
        scale = whole / 100
    elif unit in _RELATIVE:
        scale = _RELATIVE[unit] * (root if unit.startswith("r") else size)
    for units, side in zip(_VIEWPORT, (world.width, world.height), strict=True):
        if unit in units:
            scale = side / 100
    return None if scale is None else float(token.value) * scale
