"""Ways to hide a text that need more than one property: masks, covers, animations, lost letters.

Each function says why an element can't be seen in a world, or "".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from polyclinic.check import css_values
from polyclinic.check.cascade import (
    NUMERIC,
    Color,
    Looks,
    contrast,
    fills,
    number_of,
    over,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from polyclinic.check.css import Declaration, Frame, Token, Tokens, World
    from polyclinic.check.document import Element

OFF_SCREEN: Final = 400.0  # px beyond the edge: no layout moves readable text so far
SMALLEST_TEXT: Final = 9.0  # px: below it nobody reads
LOWEST_OPACITY: Final = 0.3
LOWEST_CONTRAST: Final = 3.0  # below it not even large text passes WCAG 1.4.3
_SPECK: Final = 8.0  # px: a circle of it shows no word
_SMALL_SHARE: Final = 0.3
_FAR_SHARE: Final = 150  # percent
_SIDES: Final = ("top", "right", "bottom", "left")


# Clipped and masked


def clipped(looks: Looks, element: Element, world: World) -> str:
    """By `clip-path`, or by the older `clip`."""
    for token in looks.tokens(element, "clip-path", world):
        if token.type == "function" and _clips(looks, element, world, token):
            return f"clip-path: {token.serialize()}"
    positioned = looks.word(element, "position", world) in {"absolute", "fixed"}
    for token in looks.tokens(element, "clip", world):
        if positioned and token.type == "function" and token.lower_name == "rect":
            sides = [t for t in token.arguments if t.type in {"dimension", "number"}]
            if len(sides) == len("trbl") and abs(sides[2].value - sides[0].value) <= 1:
                return f"clip: {token.serialize()}"
    return ""


def _clips(looks: Looks, element: Element, world: World, token: Token) -> bool:
    parts = [t for t in css_values.meaning(token.arguments) if t.type in NUMERIC]
    match token.lower_name:
        case "circle" | "ellipse":
            return _round(looks, element, world, token)
        case "path":
            # A path without a line: nothing is inside.
            drawn = "".join(str(t.value) for t in token.arguments if t.type == "string")
            return bool(drawn) and not any(c in "lhvcsqta" for c in drawn.lower())
        case _:
            return bool(parts) and _shape(token.lower_name, parts)


def _shape(name: str, parts: list[Token]) -> bool:
    """Whether nothing, or next to nothing, is inside."""
    match name:
        case "inset":
            return _inset(_four(parts))
        case "polygon":
            return _area([t.value for t in parts]) < 1
        case "xywh":
            return any(t.value == 0 for t in parts[2:4])
        case "rect":
            top, right, bottom, left = (t.value for t in _four(parts))
            return bool(top >= bottom or left >= right)
    return False


def _four(parts: list[Token]) -> list[Token]:
    """Top, right, bottom and left, as CSS repeats those that are not given."""
    return [parts[index] for index in ((0,) * 4, (0, 1, 0, 1), (0, 1, 2, 1), (0, 1, 2, 3))[
        min(len(parts), 4) - 1
    ]]  # fmt: skip


def _inset(four: list[Token]) -> bool:
    for one, other in ((four[0], four[2]), (four[3], four[1])):
        share = sum(t.value for t in (one, other) if t.type == "percentage")
        far = any(t.type == "dimension" and t.value >= OFF_SCREEN for t in (one, other))
        if share >= 100 or far:  # noqa: PLR2004 - percent
            return True
    return False


def _round(looks: Looks, element: Element, world: World, token: Token) -> bool:
    """A circle too small, or one whose middle is far from the box."""
    radii: list[Token] = []
    middle: list[Token] = []
    place = radii
    for each in css_values.meaning(token.arguments):
        if each.type == "ident" and each.lower_value == "at":
            place = middle
        elif each.type in NUMERIC:
            place.append(each)
    for radius in radii:
        size = looks.px(element, radius, world, None)
        if radius.value <= 0 or (size is not None and size <= _SPECK):
            return True
    return any(
        abs(each.value) > (_FAR_SHARE if each.type == "percentage" else 4 * OFF_SCREEN)
        for each in middle
    )


def _area(numbers: list[float]) -> float:
    """The area of a polygon, in whatever unit its corners are."""
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    following = corners[1:] + corners[:1]
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(corners, following, strict=True))) / 2


def masked(looks: Looks, element: Element, world: World) -> str:
    """By a mask of which every color is transparent, or that has no size."""
    for token in looks.tokens(element, "mask-image", world):
        if token.type != "function" or "gradient" not in token.lower_name:
            continue
        stops = [each for part in css_values.arguments(token.arguments) for each in part[:1]]
        colors = [color for each in stops if (color := looks.parsed(element, (each,), world))]
        if colors and all(color[3] < LOWEST_OPACITY for color in colors):
            return f"mask: {token.serialize()}"
    size = looks.tokens(element, "mask-size", world)
    if size and looks.tokens(element, "mask-image", world) and size[0].type in NUMERIC:
        return "mask-size: 0" if size[0].value == 0 else ""
    return ""


def filtered(looks: Looks, element: Element, world: World) -> str:
    """By a filter that makes all colors one."""
    for token in looks.tokens(element, "filter", world):
        grey = token.type == "function" and token.lower_name == "contrast" and token.arguments
        if grey and number_of(tuple(token.arguments), 1.0) < 0.2:  # noqa: PLR2004 - a share
            return f"filter: {token.serialize()}"
    return ""


# Turned and pushed


def turned(looks: Looks, element: Element, world: World) -> str:
    """By a matrix, a turn out of the page, or a slant."""
    for token in looks.tokens(element, "transform", world):
        if token.type == "function" and _turns(token):
            return f"transform: {token.serialize()} takes it out of sight"
    tokens = looks.tokens(element, "rotate", world)
    words = {t.lower_value for t in tokens if t.type == "ident"}
    if words & {"x", "y"} and any(_quarter(t) for t in tokens):
        return "rotate turns it out of sight"
    return ""


def _turns(token: Token) -> bool:
    numbers = [t for t in css_values.meaning(token.arguments) if t.type in NUMERIC]
    values = [t.value for t in numbers]
    match token.lower_name, len(values):
        case "matrix", 6:
            flat = abs(values[0] * values[3] - values[1] * values[2]) < _SMALL_SHARE**2
            return flat or any(abs(value) >= OFF_SCREEN for value in values[4:])
        case "matrix3d", 16:
            flat = abs(values[0] * values[5] - values[1] * values[4]) < _SMALL_SHARE**2
            return flat or any(abs(value) >= OFF_SCREEN for value in values[12:14])
        case "rotatex" | "rotatey", 1:
            return _quarter(numbers[0])
        case "rotate3d", 4:
            return bool(values[0] or values[1]) and _quarter(numbers[3])
        case (("skew" | "skewx" | "skewy"), _):
            return any(80 / 360 <= abs(css_values.turns(t)) % 0.5 <= 100 / 360 for t in numbers)
    return False


def _quarter(token: Token) -> bool:
    """Whether a turn about an axis in the page shows its edge alone, or its back."""
    share = abs(css_values.turns(token)) % 1
    return abs(share - 0.25) < 0.02 or abs(share - 0.75) < 0.02  # noqa: PLR2004 - of a turn


def contained(looks: Looks, element: Element, world: World) -> str:
    """In a box whose size is told not to follow its content."""
    words = _words(looks.tokens(element, "contain", world))
    sized = words & {"size", "strict"}
    cuts = words & {"strict", "paint", "content"} or "hidden" in _words(
        looks.tokens(element, "overflow-y", world)
    )
    height = looks.tokens(element, "height", world) or looks.tokens(element, "min-height", world)
    if sized and cuts and not height:
        return f"contain: {sized.pop()} makes a box without height that cuts it off"
    room = looks.length(element, "height", world)
    room = looks.length(element, "max-height", world) if room is None else room
    if words & {"strict", "paint", "content"} and room is not None:
        size = looks.size(element, world)
        return f"contain cuts it off at a height of {room:.0f}px" if room < size else ""
    return ""


def _words(tokens: Tokens) -> set[str]:
    return {t.lower_value for t in tokens if t.type == "ident"}


# Covered


def covered(looks: Looks, element: Element, world: World) -> str:
    """By its own ::before or ::after, or by a background that it is under."""
    for pseudo in ("before", "after"):
        if looks.may_have(element, "position", pseudo) and _lies_over(
            looks, element, world, pseudo
        ):
            return f"::{pseudo} lies over it"
    index = looks.tokens(element, "z-index", world)
    if (
        index
        and index[0].type == "number"
        and index[0].value < 0
        and _is_positioned(looks, element, world)
    ):
        return _under(looks, element, world)
    return ""


def _lies_over(looks: Looks, element: Element, world: World, pseudo: str) -> bool:
    own = looks.declared(element, world, pseudo)
    if word_of(own["content"].tokens if "content" in own else ()) in {"none", "normal"}:
        return False
    return "content" in own and _is_sheet(looks, element, world, own)


def _is_sheet(looks: Looks, element: Element, world: World, own: Mapping[str, Declaration]) -> bool:
    """Whether declarations make a box that fills its surroundings, above them, in a color."""
    if word_of(own["position"].tokens if "position" in own else ()) not in {"absolute", "fixed"}:
        return False
    if word_of(own["display"].tokens if "display" in own else ()) == "none":
        return False
    if "z-index" in own and number_of(own["z-index"].tokens, 0.0) < 0:
        return False
    if "opacity" in own and number_of(own["opacity"].tokens, 1.0) < 0.7:  # noqa: PLR2004 - a share
        return False
    if word_of(own["visibility"].tokens if "visibility" in own else ()) == "hidden":
        return False
    return fills(own) and _is_opaque(looks, element, world, own)


def _is_opaque(
    looks: Looks, element: Element, world: World, own: Mapping[str, Declaration]
) -> bool:
    tokens = own["background-color"].tokens if "background-color" in own else ()
    colors = [c for t in tokens if (c := looks.parsed(element, (t,), world)) is not None]
    return any(color[3] > 0.7 for color in colors)  # noqa: PLR2004 - a share


def _is_positioned(looks: Looks, element: Element, world: World) -> bool:
    return looks.word(element, "position", world) in {"absolute", "fixed", "relative", "sticky"}


def _under(looks: Looks, element: Element, world: World) -> str:
    """What is behind its surroundings is under their background; that of the page is the canvas."""
    above = element.getparent()
    while above is not None and above.tag not in {"body", "html"}:
        if _is_positioned(looks, above, world) and looks.tokens(above, "z-index", world):
            return ""
        color = looks.own_background(above, world)
        if color is not None and color[3] > 0.7:  # noqa: PLR2004 - a share
            return f"its z-index puts it under the background of <{above.tag}>"
        above = above.getparent()
    return ""


def over_all(looks: Looks, block: Element, world: World) -> Element | None:
    """An element, not around the block and not in it, that lies over the block or the screen."""
    for element in _placed(looks):
        if element is block or _holds(element, block):
            continue
        own = looks.declared(element, world)
        fixed = word_of(own["position"].tokens if "position" in own else ()) == "fixed"
        around = fixed or _holds_positioned(looks, element, block, world)
        if around and _is_sheet(looks, element, world, own) and _is_shown(looks, element, world):
            return element
    return None


def _placed(looks: Looks) -> list[Element]:
    """The elements that some world may lay over others."""
    if "placed" not in looks.kept:
        looks.kept["placed"] = looks.spread()
    found: list[Element] = looks.kept["placed"]
    return found


def _holds(element: Element, inner: Element) -> bool:
    return any(above is element for above in inner.iterancestors())


def _holds_positioned(looks: Looks, element: Element, block: Element, world: World) -> bool:
    """Whether the box that an absolute element fills is one around the block, or the block."""
    for above in element.iterancestors():
        if _is_positioned(looks, above, world):
            return above is block or _holds(above, block)
    return False


def _is_shown(looks: Looks, element: Element, world: World) -> bool:
    if element.get("hidden") is not None or (
        element.tag == "dialog" and element.get("open") is None
    ):
        return False
    around = (element, *element.iterancestors())
    return all(looks.word(e, "display", world) != "none" for e in around) and (
        looks.opacity(element, world) > LOWEST_OPACITY
    )


# Animated


def animated(looks: Looks, element: Element, world: World) -> str:
    """By an animation that ends hidden and stays so, or that is hidden all the time."""
    tokens = [
        token
        for name in ("animation", "animation-name", "animation-fill-mode",
                     "animation-iteration-count")
        for token in looks.tokens(element, name, world)
    ]  # fmt: skip
    names = {t.value for t in tokens if t.type in {"ident", "string"}}
    stays, endless = names & {"forwards", "both"}, "infinite" in names
    for name in names:
        frames = [frame for frame in looks.cascade.frames if frame.animation == name]
        ends = any(_hides(frame) for frame in frames if {"to", "100%"} & set(frame.at))
        always = bool(frames) and all(map(_hides, frames))
        if (stays and ends) or (endless and always):
            return f"the animation {name} hides it"
    return ""


def _hides(frame: Frame) -> bool:
    for each in frame.declarations:
        word = word_of(each.tokens)
        if each.name == "opacity" and number_of(each.tokens, 1.0) < LOWEST_OPACITY:
            return True
        if (each.name, word) in {("visibility", "hidden"), ("display", "none")}:
            return True
        if each.name in {"scale", "font-size"} and number_of(each.tokens, 1.0) == 0:
            return True
    return False


# Letters


def scattered(looks: Looks, element: Element, world: World) -> str:
    """Letters or words on each other, or far apart; letters in another order; a line through."""
    size = looks.size(element, world)
    for name, low, high in (("letter-spacing", -0.4, 3.0), ("word-spacing", -2.0, 20.0)):
        far = looks.length(element, name, world)
        if far is not None and size and not low * size < far < high * size:
            return f"{name}: {far:.0f}px"
    order = looks.word(element, "unicode-bidi", world)
    if order in {"bidi-override", "isolate-override"}:
        return f"unicode-bidi: {order} sets its letters in another order"
    if looks.word(element, "interactivity", world) == "inert":
        return "interactivity: inert"
    if "line-through" in _words(looks.tokens(element, "text-decoration-line", world)):
        return "text-decoration: line-through strikes it out"
    return ""


def first_line(looks: Looks, element: Element, world: World) -> str:
    """What `::first-line` declares holds for the whole of a short text on a wide screen."""
    if not any(of == "first-line" for _, of, _ in looks.matches(element)):
        return ""
    own = looks.declared(element, world, "first-line")
    color = _color(looks, element, world, own)
    behind = looks.background(element, world)
    if color is not None and behind is not None:
        seen = over(color, behind)
        if contrast(seen, behind) < LOWEST_CONTRAST:
            return "::first-line paints it in the color of the page"
    size = own["font-size"].tokens if "font-size" in own else ()
    number = next((t for t in size if t.type in NUMERIC), None)
    px = looks.px(element, number, world, looks.size(element, world)) if number else None
    return f"::first-line is {px:.0f}px high" if px is not None and px < SMALLEST_TEXT else ""


def _color(
    looks: Looks, element: Element, world: World, own: Mapping[str, Declaration]
) -> Color | None:
    return looks.parsed(element, own["color"].tokens, world) if "color" in own else None


# Attributes

# The text inside these is not said: a name of one's own stands for it (WAI-ARIA 1.2).
_WITHOUT_CONTENT: Final = {
    "img", "image", "separator", "meter", "progressbar", "scrollbar", "slider", "math",
}  # fmt: skip
_NAMED: Final = {"button", "link", "checkbox", "switch", "tab", "option", "menuitem"}


def unsaid(_looks: Looks, element: Element, _world: World) -> str:
    """Not said by screen readers, or moving."""
    role = (element.get("role") or "").split(" ", maxsplit=1)[0].lower()
    if role in _WITHOUT_CONTENT:
        return f'it has role="{role}", whose content is not said'
    if role in _NAMED and element.get("aria-label"):
        return f"its aria-label {element.get('aria-label')!r} is said instead"
    if element.tag == "bdo" and element.get("dir"):
        return "<bdo> sets its letters in another order"
    return "it moves in a <marquee>" if element.tag == "marquee" else ""
