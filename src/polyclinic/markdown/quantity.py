"""Measurements that are typed once and cannot change in translation.

`{38.3 °C = 101 °F}` states a temperature twice and is checked to agree, `{38 °C}` is converted,
`{5 mg}` is a dose, `{3–5 mm}` a range, and `{emergency}` the emergency number of the deployment's
country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Container

CELSIUS, FAHRENHEIT = "°C", "°F"
# Two temperatures agree when they are the same to one decimal of a degree Celsius.
TOLERANCE = Decimal("0.05")
# A comma groups thousands: the source is English.
_NUMBER = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MEASURE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:–|-|to)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\s\d=][^=]*?)\s*"
)
# A word or a measurement in braces; anything else in braces belongs to other extensions.
PATTERN = r"\{\s*([Ee]mergency|[-−]?\d[^{}]*?)\s*\}"
# Carries the quantity as it was typed from the inline parser to what looks at the finished tree.
TYPED = "data-typed"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, or a range of numbers, and its unit."""

    low: Decimal
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """One measure, or the same temperature in two units, as written."""

    first: Measure
    second: Measure | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a group in braces is no quantity, and what would be right."""

    text: str
    message: str
    help: str


class Renderer(Protocol):
    """What a quantity looks like to the readers of one locale and profile."""

    def quantity(self, quantity: Quantity) -> str:
        """The quantity in words and digits of the locale."""

    def emergency(self) -> tuple[str, str]:
        """The emergency number or the words for it, and the address to call it by.

        The address is "" where no number is set.
        """


def parse(text: str, units: Container[str]) -> Quantity | Fault:
    """Read the inside of the braces; `units` are the unit symbols that can be rendered."""
    measures = []
    for part in text.split("="):
        match = _MEASURE.fullmatch(part.strip())
        if match is None or match["unit"] not in units:
            return Fault(
                text, f"{{{text}}} is no quantity", "write a number and a unit, such as {5 mg}"
            )
        measure = _measure(match)
        if measure.high is not None and measure.high <= measure.low:
            return Fault(
                text, f"the range in {{{text}}} does not rise", "write the lower one first"
            )
        measures.append(measure)
    if len(measures) == 1:
        return Quantity(measures[0])
    return _pair(text, measures)


def _measure(match: re.Match[str]) -> Measure:
    high = match["high"]
    return Measure(_decimal(match["low"]), _decimal(high) if high else None, match["unit"])


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("−", "-"))


def _pair(text: str, measures: list[Measure]) -> Quantity | Fault:
    if [m.unit for m in measures] not in ([CELSIUS, FAHRENHEIT], [FAHRENHEIT, CELSIUS]):
        return Fault(
            text, f"{{{text}}} equates other things than °C and °F", "state one measurement"
        )
    first, second = measures
    for here, there in ((first.low, second.low), (first.high, second.high)):
        if (here is None) != (there is None):
            return Fault(text, f"{{{text}}} equates a range and a number", "give both as ranges")
        if here is not None and there is not None and not _agree(here, there, first.unit):
            right = tidy(convert(here, first.unit))
            remedy = f"{here} {first.unit} is {right} {second.unit}"
            return Fault(text, f"the temperatures in {{{text}}} disagree", remedy)
    return Quantity(first, second)


def _agree(here: Decimal, there: Decimal, unit: str) -> bool:
    celsius, fahrenheit = (here, there) if unit == CELSIUS else (there, here)
    return abs(convert(fahrenheit, FAHRENHEIT) - celsius) <= TOLERANCE


def convert(value: Decimal, unit: str) -> Decimal:
    """A temperature in the other of the two units, exactly."""
    if unit == CELSIUS:
        return value * 9 / 5 + 32
    return (value - 32) * 5 / 9


def tidy(value: Decimal) -> Decimal:
    """One decimal, and none where it would be 0."""
    rounded = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def other_unit(measure: Measure) -> Measure | None:
    """The same temperature in the other unit; None for what is no temperature."""
    if measure.unit not in (CELSIUS, FAHRENHEIT):
        return None
    unit = FAHRENHEIT if measure.unit == CELSIUS else CELSIUS
    high = None if measure.high is None else tidy(convert(measure.high, measure.unit))
    return Measure(tidy(convert(measure.low, measure.unit)), high, unit)


# Where a raw tag stands open there are attributes, not text.
_IN_TAG = re.compile(r"<[A-Za-z/][^<>]*$")
_TAG_LENGTH = 2000


def in_tag(data: str, start: int) -> bool:
    """Whether an offset of a raw text is inside a tag."""
    return _IN_TAG.search(data, max(0, start - _TAG_LENGTH), start) is not None


class QuantityProcessor(InlineProcessor):
    """Renders quantities before links and attribute lists can take their braces."""

    def __init__(self, units: Container[str], renderer: Renderer, faults: list[Fault]) -> None:
        """Render by a renderer, which may be exchanged between pages.

        Faults are added to the list, not raised.
        """
        super().__init__(PATTERN)
        self.units = units
        self.renderer = renderer
        self.faults = faults

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """A quantity becomes an isolated element: right-to-left text keeps its digits in order."""
        if in_tag(data, m.start()):
            return None, None, None
        inside = " ".join(m[1].split())
        if inside.lower() == "emergency":
            return self._emergency(m[0]), m.start(), m.end()
        quantity = parse(inside, self.units)
        if isinstance(quantity, Fault):
            # A text is read more than one time: for its message, and for its HTML.
            if quantity not in self.faults:
                self.faults.append(quantity)
            return None, None, None
        element = Element("bdi", {"class": "quantity", TYPED: m[0]})
        element.text = AtomicString(self.renderer.quantity(quantity))
        return element, m.start(), m.end()

    def _emergency(self, typed: str) -> Element:
        words, address = self.renderer.emergency()
        element = Element("a", {"href": address}) if address else Element("span")
        element.set("class", "emergency-number")
        element.set(TYPED, typed)
        element.text = AtomicString(words)
        return element


def in_braces(text: str) -> bool:
    """Whether a group in braces is a quantity or a known name, and so no attribute list."""
    return re.fullmatch(PATTERN, text) is not None
