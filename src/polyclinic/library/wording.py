"""How quantities and the emergency number read to the people of one locale, profile and country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.config import Profile
from polyclinic.i18n import locales
from polyclinic.i18n.message import Message
from polyclinic.markdown.quantity import CELSIUS, FAHRENHEIT, Measure, Quantity, other_unit

if TYPE_CHECKING:
    from decimal import Decimal

    from polyclinic.i18n.catalog import Catalog

# One row a country: the number for a medical emergency. A deployment states its country; a language
# says nothing of where its reader is. Checked 2026-11-22 against the project's list of sure
# numbers; one is added only with a source.
EMERGENCY_NUMBERS = {
    "AE": "998",
    "AR": "107",
    "AU": "000",
    "BR": "192",
    "CA": "911",
    "CL": "131",
    "CN": "120",
    "CO": "123",
    "EG": "123",
    "ES": "112",
    "FR": "15",
    "GB": "999",
    "HK": "999",
    "IE": "112",
    "IN": "112",
    "MX": "911",
    "PT": "112",
    "SA": "997",
    "TW": "119",
    "UA": "103",
    "US": "911",
    "VN": "115",
}

LOCAL_NUMBER = Message(
    "your local emergency number",
    notes=("Stands in sentences such as: Call your local emergency number.",),
    safety=True,
)
_LEVEL_NOTE = ("Stands before the title of a box, and says how urgent the box is.",)
# The words before a card's title, by the card's type in Markdown.
LEVELS = {
    "emergency": Message("Emergency:", "level", _LEVEL_NOTE, safety=True),
    "urgent": Message("Urgent:", "level", _LEVEL_NOTE, safety=True),
    "routine": Message("Not urgent:", "level", _LEVEL_NOTE, safety=True),
    "warning": Message("Important:", "level", _LEVEL_NOTE, safety=True),
}

# Every unit an author may write.
UNITS = frozenset({*locales.UNITS, *locales.ALIASES, *locales.SYMBOLS})
# Words read better than the symbols of time: "10 minutes", not "10 min".
_WORDS = frozenset({"s", "min", "h", "day", "week", "month", "year"})


def _parted(words: str) -> str:
    """A full-width colon brings its own space."""
    return words if words.endswith("\N{FULLWIDTH COLON}") else f"{words} "


@dataclass(frozen=True, slots=True)
class Wording:
    """Renders quantities for one locale. Frozen, so that a page depends on nothing else."""

    locale: str
    profile: Profile
    country: str
    catalog: Catalog | None = None  # None on the source's own pages

    def quantity(self, quantity: Quantity) -> str:
        """The quantity. Behind an Arabic letter mark a degree sign stands left of its number."""
        arabic = locales.parse(self.locale).language == "ar"
        return ("\N{ARABIC LETTER MARK}" if arabic else "") + self._quantity(quantity)

    def _quantity(self, quantity: Quantity) -> str:
        """The quantity; a temperature in both scales, or in Celsius alone for the UK."""
        first = quantity.first
        second = quantity.second or other_unit(first)
        if second is None:
            return self._measure(first)
        by_unit = {first.unit: first, second.unit: second}
        celsius, fahrenheit = (self._measure(by_unit[unit]) for unit in (CELSIUS, FAHRENHEIT))
        match self.profile:
            case Profile.UK:
                return celsius
            case Profile.US:
                return fahrenheit + locales.format_brackets(celsius, self.locale)
            case Profile.GLOBAL:
                return celsius + locales.format_brackets(fahrenheit, self.locale)

    def levels(self) -> dict[str, str]:
        """The words before the titles of cards, each with the space that follows it."""
        return {name: _parted(self._said(message)) for name, message in LEVELS.items()}

    def _said(self, message: Message) -> str:
        if self.catalog is None:
            return message.msgid
        return self.catalog.gettext(message.msgid, context=message.context)

    def emergency(self) -> tuple[str, str]:
        """The number of the deployment's country and its address; words alone where none is set."""
        number = EMERGENCY_NUMBERS.get(self.country)
        if number is not None:
            return number, f"tel:{number}"
        return self._said(LOCAL_NUMBER), ""

    def _measure(self, measure: Measure) -> str:
        words = locales.ALIASES.get(measure.unit, measure.unit) in _WORDS
        length: locales.Length = "long" if words else "short"
        if measure.high is None:
            return locales.format_unit(measure.low, measure.unit, self.locale, length)
        return self._range(measure.low, measure.high, measure.unit, length)

    def _range(self, low: Decimal, high: Decimal, unit: str, length: locales.Length) -> str:
        return locales.format_range_unit(low, high, unit, self.locale, length)
