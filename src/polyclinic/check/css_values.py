"""What computed values of style sheets come to: arithmetic, and colors made of other colors.

A value that needs what nobody knows here comes to None.
"""

from __future__ import annotations

import colorsys
import math
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Token = Any  # a node of tinycss2, which ships no types
Color = tuple[float, float, float, float]

MATH: Final = {"calc", "-webkit-calc", "min", "max", "clamp"}
_TURNS: Final = {"deg": 1 / 360, "grad": 1 / 400, "rad": 1 / math.tau, "turn": 1.0}


def meaning(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that are no spaces and no comments."""
    return [token for token in tokens if token.type not in {"whitespace", "comment"}]


def arguments(tokens: Sequence[Token], sign: str = ",") -> list[list[Token]]:
    """The arguments of a function, parted by a sign."""
    parts: list[list[Token]] = [[]]
    for token in meaning(tokens):
        if token.type == "literal" and token.value == sign:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def arithmetic(token: Token, leaf: Callable[[Token], float | None]) -> float | None:
    """The value of `calc()` and its kind; `leaf` gives that of a number, length or percentage."""
    if token.type == "() block":
        return _sum(meaning(token.content), leaf)
    if token.type != "function" or token.lower_name not in MATH:
        return leaf(token)
    values = [_sum(part, leaf) for part in arguments(token.arguments)]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return _chosen(token.lower_name, known)


def _chosen(name: str, known: list[float]) -> float | None:
    match name, len(known):
        case "min", _:
            return min(known)
        case "max", _:
            return max(known)
        case "clamp", 3:
            return max(known[0], min(known[1], known[2]))
        case _, 1:
            return known[0]
    return None


def _sum(tokens: Sequence[Token], leaf: Callable[[Token], float | None]) -> float | None:
    """Terms joined by + and -, each of factors joined by * and /."""
    total, sign, factors = 0.0, 1.0, list[Token]()
    for token in [*tokens, None]:
        plus = token is not None and token.type == "literal" and token.value in {"+", "-"}
        if token is not None and not (plus and factors):
            factors.append(token)
            continue
        value = _product(factors, leaf)
        if value is None:
            return None
        total += sign * value
        sign = -1.0 if token is not None and token.value == "-" else 1.0
        factors = []
    return total


def _product(tokens: Sequence[Token], leaf: Callable[[Token], float | None]) -> float | None:
    result, divides = 1.0, False
    if not tokens:
        return None
    for token in tokens:
        if token.type == "literal" and token.value in {"*", "/"}:
            divides = token.value == "/"
            continue
        value = arithmetic(token, leaf)
        if value is None or (divides and value == 0):
            return None
        result = result / value if divides else result * value
        divides = False
    return result


def turns(token: Token) -> float:
    """An angle as a share of a full turn; 0 where it is none."""
    scale = _TURNS.get(getattr(token, "lower_unit", ""), 0.0)
    return float(token.value) * scale if token.type == "dimension" else 0.0


# Colors


def mixed(token: Token, parsed: Callable[[Token], Color | None]) -> Color | None:
    """The color of `color-mix()`. All spaces are taken for sRGB: near enough to see or not."""
    parts = arguments(token.arguments)[-2:]
    found: list[tuple[Color, float | None]] = []
    for part in parts:
        colors = [color for each in part if each.type != "percentage" for color in [parsed(each)]]
        share = next((each.value / 100 for each in part if each.type == "percentage"), None)
        if len(colors) != 1 or colors[0] is None:
            return None
        found.append((colors[0], share))
    if len(found) != len("ab"):
        return None
    (first, one), (second, other) = found
    if one is None:
        one = 0.5 if other is None else 1 - other
    other = 1 - one if other is None else other
    whole = one + other
    return _blended(first, second, one / whole, min(whole, 1.0)) if whole else None


def _blended(first: Color, second: Color, share: float, left: float) -> Color:
    """Mixed by their premultiplied parts, as CSS Color 5 says."""
    alpha = first[3] * share + second[3] * (1 - share)
    if alpha == 0:
        return 0, 0, 0, 0
    red, green, blue = (
        (a * first[3] * share + b * second[3] * (1 - share)) / alpha
        for a, b in zip(first[:3], second[:3], strict=True)
    )
    return red, green, blue, alpha * left


def relative(token: Token, parsed: Callable[[Token], Color | None]) -> Color | None:
    """The color of `rgb(from …)` and `hsl(from …)`, in the older two spaces alone."""
    tokens = meaning(token.arguments)
    origin = parsed(tokens[1]) if len(tokens) > 1 else None
    if origin is None or token.lower_name not in {"rgb", "rgba", "hsl", "hsla"}:
        return None
    is_rgb = token.lower_name.startswith("rgb")
    channels, alpha = (*arguments(tokens[2:], "/"), [])[:2]
    hue, light, saturation = colorsys.rgb_to_hls(*origin[:3])
    names = (
        dict(zip("rgb", (part * 255 for part in origin[:3]), strict=True))
        if is_rgb
        else {"h": hue * 360, "s": saturation * 100, "l": light * 100}
    )
    values = [_channel(each, names | {"alpha": origin[3]}) for each in [*channels, *alpha]]
    if len(channels) != len("rgb") or any(value is None for value in values):
        return None
    one, two, three, *rest = [value for value in values if value is not None]
    opacity = rest[0] if rest else origin[3]
    if is_rgb:
        return one / 255, two / 255, three / 255, opacity
    return (*colorsys.hls_to_rgb(one / 360, three / 100, two / 100), opacity)


def _channel(token: Token, names: dict[str, float]) -> float | None:
    def leaf(each: Token) -> float | None:
        if each.type == "ident":
            return names.get(each.lower_value)
        return float(each.value) if each.type in {"number", "percentage", "dimension"} else None

    return arithmetic(token, leaf)
