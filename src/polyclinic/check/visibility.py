"""Whether an element's text can be seen, by the page's own style sheets and attributes.

Asked in four worlds: a wide screen, a phone, dark colors, paper. Values that can't be told, such as
`calc()` or a picture behind the text, count as visible: a rule that blocks may not guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from polyclinic.check import css, document, hiding
from polyclinic.check.cascade import (
    NUMERIC,
    Color,
    Looks,
    contrast,
    looks,
    number_of,
    over,
)
from polyclinic.check.css import PAPER, SCREENS, WORLDS, Tokens, World
from polyclinic.check.document import Element
from polyclinic.check.hiding import LOWEST_CONTRAST, LOWEST_OPACITY, OFF_SCREEN, SMALLEST_TEXT

if TYPE_CHECKING:
    from polyclinic.check.sight import Sight

BLURRED: Final = 2.0  # px


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why a text can't be seen: an element at or above it, and what is the matter with it."""

    element: str
    reason: str


# Reasons: each says why an element can't be seen, or "".
Reason = Callable[[Looks, Element, World], str]


def _attribute(_looks: Looks, element: Element, _world: World) -> str:
    if element.tag in document.NO_TEXT:
        return f"it is in <{element.tag}>"
    for name in ("hidden", "inert", "popover"):
        if element.get(name) is not None:
            return f"it has the attribute {name}"
    silent = (element.get("aria-hidden") or "").strip().lower() == "true"
    return 'it has aria-hidden="true"' if silent else ""


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
    for tab in document.marked(looks.root, "role", "tab"):
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
    numbers = [t for t in arguments if t.type in NUMERIC]
    if function.startswith("scale"):
        share = 0.3
        return any(abs(number_of((t,), 1.0)) <= share for t in numbers)
    if function.startswith("rotate") and function != "rotate":
        quarter = 90
        return any(t.type == "dimension" and abs(t.value) == quarter for t in numbers)
    if not function.startswith("translate"):
        return False
    for token in numbers:
        if token.type == "percentage" and abs(token.value) >= 100:  # noqa: PLR2004 - all of it
            return True
        far = looks.px(element, token, world, None)
        if far is not None and abs(far) >= OFF_SCREEN:
            return True
    return False


def _no_room(looks: Looks, element: Element, world: World) -> str:
    """A box too small for its lines that cuts off the rest. Scrolling does not help paper."""
    if not _shared(_cuts, looks, element, world):
        return ""
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
            if room is not None and room < needed[axis] and _cutting(world).intersection(words):
                return f"{name}: {room:.0f}px with overflow: {words[0]} cuts it off"
    clamp = _clamp(looks, element, world)
    if clamp and clamp[0].type == "number" and clamp[0].value < lines:
        return f"line-clamp: {clamp[0].value:.0f} cuts it off"
    return ""


def _cuts(looks: Looks, element: Element, world: World) -> str:
    """What may cut off a text, if its box is too small."""
    overflow = (looks.tokens(element, f"overflow-{axis}", world) for axis in "yx")
    words = {t.lower_value for tokens in overflow for t in tokens if t.type == "ident"}
    return " ".join(words & _cutting(world)) or "".join(map(str, _clamp(looks, element, world)))


def _cutting(world: World) -> frozenset[str]:
    return frozenset({"hidden", "clip", *(("auto", "scroll") if world.media == "print" else ())})


def _clamp(looks: Looks, element: Element, world: World) -> Tokens:
    return looks.tokens(element, "-webkit-line-clamp", world) or looks.tokens(
        element, "line-clamp", world
    )


def _struck(_looks: Looks, element: Element, _world: World) -> str:
    return f"it is struck out with <{element.tag}>" if element.tag in {"del", "s", "strike"} else ""


def _faint(looks: Looks, element: Element, world: World) -> str:
    left = looks.opacity(element, world)
    if left < LOWEST_OPACITY:
        return f"opacity: {left:g}"
    return ""


def _blurred(looks: Looks, element: Element, world: World) -> str:
    for token in looks.tokens(element, "filter", world):
        if token.type == "function" and token.lower_name == "blur" and token.arguments:
            far = looks.px(element, token.arguments[0], world, None)
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
        own = looks.px(element, token, world, looks.size(element, world))
        height = token.value * size if token.type == "number" else own
        half = 0.5
        if height is not None and height < half * size:
            return f"line-height: {token.serialize()} lays its lines on each other"
    return ""


def _zoom(looks: Looks, element: Element, world: World) -> float:
    zoom = 1.0
    while element is not None:
        zoom *= number_of(looks.tokens(element, "zoom", world), 1.0)
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
    ratio = contrast(over((*color[:3], color[3] * left), behind), behind)
    if ratio >= LOWEST_CONTRAST:
        return ""
    return f"its text is {_hex(color)} on {_hex(behind)}, a contrast of {ratio:.1f}:1"


def _hex(color: Color) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color[:3])


_OF_BOX: Final[tuple[Reason, ...]] = (
    _attribute, _closed, _tab, _display, hiding.clipped, hiding.masked, _moved, hiding.turned,
    _no_room, hiding.contained, _struck, _blurred, hiding.filtered, hiding.covered,
    hiding.animated, hiding.unsaid, hiding.first_line,
)  # fmt: skip
_OF_TEXT: Final[tuple[Reason, ...]] = (
    _closed_itself, _faint, _invisible, _tiny, _indented, hiding.scattered, _colorless,
)  # fmt: skip

# These look at nothing but values. Most texts of a site stand in frames that its pages share, so
# they are asked one time for all of these.
_OF_VALUES: Final[frozenset[Reason]] = frozenset({
    _display, hiding.clipped, hiding.masked, _moved, hiding.turned, hiding.contained, _blurred,
    hiding.filtered, hiding.covered, hiding.animated, hiding.first_line, _faint, _invisible, _tiny,
    _indented, hiding.scattered, _colorless,
})  # fmt: skip


def hidden(look: Looks, element: Element, world: World) -> Hidden | None:
    """Why the text of an element can't be seen in a world; None where it can."""
    return _around(look, element, world) or _first(_OF_TEXT, look, element, world)


def _around(look: Looks, element: Element, world: World) -> Hidden | None:
    """What hides a whole element, by itself or by one above it."""
    key = element, world
    if key not in look.kept:
        parent = element.getparent()
        found = _around(look, parent, world) if parent is not None else None
        look.kept[key] = found or _first(_OF_BOX, look, element, world)
    why: Hidden | None = look.kept[key]
    return why


def _first(
    reasons: tuple[Reason, ...], look: Looks, element: Element, world: World
) -> Hidden | None:
    for reason in reasons:
        ask = _shared if reason in _OF_VALUES else _asked
        why = ask(reason, look, element, world)
        if why:
            return Hidden(document.shown(element), why)
    return None


def _asked(reason: Reason, look: Looks, element: Element, world: World) -> str:
    return reason(look, element, world)


def _shared(reason: Reason, look: Looks, element: Element, world: World) -> str:
    """What a reason says that looks at values alone, found out one time for all pages."""
    known = look.shared(element, world)
    if reason not in known:
        known[reason] = reason(look, element, world)
    why: str = known[reason]
    return why


def hidden_texts(
    page: Sight, block: Element, worlds: tuple[World, ...]
) -> dict[Hidden, list[World]]:
    """What hides a text of a block, and in which worlds.

    On paper a link that only works on a screen may be left out; a phone number may not.
    """
    look = looks(page)
    found: dict[Hidden, list[World]] = defaultdict(list)
    if worlds != (PAPER,):
        worlds = (*worlds, *css.further(look.queries(block), WORLDS))
    for world in worlds:
        cover = hiding.over_all(look, block, world)
        if cover is not None:
            found[Hidden(document.shown(cover), "it lies over the text")].append(world)
    for element in document.speaking(block):
        for world in worlds:
            if world.media == "print" and _only_for_screens(element):
                continue
            why = hidden(look, element, world)
            if why is not None and world not in found[why]:
                found[why].append(world)
    return dict(found)


def _only_for_screens(element: Element) -> bool:
    return element.tag == "a" and not (element.get("href") or "").startswith("tel:")


def where(worlds: list[World]) -> str:
    """The names of worlds in a sentence."""
    if set(worlds) >= set(WORLDS):
        return "anywhere"
    if set(worlds) >= set(SCREENS):
        return "on any screen"
    return " or ".join(world.name for world in worlds)
