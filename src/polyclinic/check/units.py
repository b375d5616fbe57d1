"""The units beside the numbers of a text, by their symbols and names in each language.

Symbols and names are CLDR's, with the other spellings people use. A unit is bound to the number it
stands at: “2 to 7 mg” is 7 mg, and 2 may be mg too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from polyclinic.check.numbers import bare, language_of, numbers
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from polyclinic.check.numbers import Number, Span

# Lengths of time: their words bend in many ways, so a name that is not known is no fault.
OF_TIME: Final = frozenset({"s", "min", "h", "day", "week", "month", "year"})

# Names that are other words as well ("5 in", "5 pi"): beside them, a missing one is no fault.
UNSURE: Final = OF_TIME | {"in", "ft"}

# Symbols that are the same in every language. Those of one letter need a space or a known place.
_SYMBOLS: Final = {
    "kg": "kg|kgs",
    "g": "g|gr",
    "mg": "mg|mgs",
    "µg": "µg|\u03bcg|mcg|ug",
    "ng": "ng",
    "L": "L|l|ℓ",
    "dL": "dL|dl",
    "mL": "mL|ml|mls|cc",
    "µL": "µL|µl|\u03bcL|\u03bcl",
    "m": "m",
    "cm": "cm|cms",
    "mm": "mm|mms",
    "km": "km|kms",
    "°C": "°C|° C|ºC|º C|℃|°c",
    "°F": "°F|° F|ºF|º F|℉|°f",
    "%": "%",
    "mmHg": "mmHg|mm Hg",
    "kcal": "kcal",
    "mSv": "mSv",
    "Sv": "Sv",
    "Gy": "Gy",
    "mGy": "mGy",
    "mmol/L": "mmol/L|mmol/l",
    "mg/dL": "mg/dL|mg/dl",
    "IU": "IU|UI",
    "h": "h",
    "min": "min",
}
# Spellings beside CLDR's, by language.
_NAMES: Final = {
    "en": {
        "km": "kilometer|kilometers|kilometre|kilometres",
        "µL": "microliter|microliters|microlitre|microlitres",
        "ng": "nanogram|nanograms",
        "µg": "microgram|micrograms",
        "L": "litre|litres|liter|liters",
        "mL": "millilitre|millilitres|cc",
        "m": "metre|metres",
        "cm": "centimetre|centimetres",
        "mm": "millimetre|millimetres",
        "°C": "degrees C|degrees centigrade",
        "°F": "degrees F",
        "%": "percent|per cent|percentage points",
        "IU": "IU|international units",
        "bpm": "beats per minute|beats a minute",
        "mSv": "millisievert|millisieverts",
        "s": "sec|second|seconds",
        "min": "mins",
        "h": "hrs|hr",
    },
    "es": {
        "km": "kilómetro|kilómetros",
        "µL": "microlitro|microlitros",
        "ng": "nanogramo|nanogramos",
        "°C": "grados centígrados|grado centígrado|centígrados",
        "µg": "mcg",
        "mSv": "milisievert|milisieverts",
        "min": "min.",
        "h": "hs|hrs",
        "IU": "unidades internacionales",
        "bpm": "latidos por minuto|pulsaciones por minuto",
    },
    "fr": {
        "km": "kilomètre|kilomètres",
        "µL": "microlitre|microlitres",
        "ng": "nanogramme|nanogrammes",
        "°C": "degrés centigrades|degrés C",
        "L": "L",
        "mSv": "millisievert|millisieverts",
        "IU": "unités internationales",
        "h": "heures|h.",
        "bpm": "battements par minute|batt/min",
    },
    "pt": {
        "km": "quilômetro|quilômetros",
        "µL": "microlitro|microlitros",
        "ng": "nanograma|nanogramas",
        "°C": "graus centígrados|graus C",
        "mSv": "milisievert|milisieverts",
        "kg": "quilos|quilo",
        "IU": "unidades internacionais",
        "bpm": "batimentos por minuto|batidas por minuto",
    },
    "ar": {
        "km": "كم|كيلومتر|كيلومترات|كيلومترًا|كيلومترا",
        "µL": "ميكرولتر|ميكروليتر",
        "ng": "نانوغرام|نانوجرام|نغ",
        "mg": "ملغ|ملغم|مجم|ملجم|ملليغرام|ملليجرام|ميليغرام|ميلليغرام|مليجرام|ملي غرام|مغ|ملّيغرام",
        "µg": "مكغ|ميكروجرام|ميكروغرامًا|مكجم|ميكغ",
        "g": "غ|جم|جرام|جرامًا|جرامات|غراما",
        "kg": "كغ|كجم|كيلوجرام|كيلوغرامًا|كيلو|كلغ",
        "mL": "مل|ملل|ملي|ملليلتر|ميليلتر|ملي لتر|ميلليلتر|مللتر",
        "L": "ل|لترًا|لترات|لترا",
        "cm": "سنتيمترًا|سنتيمترات|سنتم|سنتمتر",
        "mm": "ملم|ملليمتر|ميليمتر|مليمترات|مليمترًا|ملليمترات",
        "°C": "درجة مئوية|درجات مئوية|درجة سلسيوس|درجة سيلزيوس|م°|°م|° م|مئوية",
        "°F": "درجة فهرنهايت|درجات فهرنهايت|ف°|° ف|فهرنهايت",
        "%": "بالمئة|في المئة|في المائة|بالمية",
        "mmHg": "ملم زئبق|مم زئبق|ملليمتر زئبق|ميليمتر زئبقي",
        "mSv": "مللي سيفرت|ميلي سيفرت|مليسيفرت|ملليسيفرت",
        "s": "ثوان|ثواني|ثوانٍ",
        "h": "ساعةً",
        "day": "يوماً|يوما|أيّام",
        "month": "شهراً|شهرا|شهور",
        "week": "أسبوعاً|أسبوعا",
        "year": "عامًا|عاماً|أعوام|عام|سنين",
        "IU": "وحدة دولية|وحدات دولية",
    },
    "zh": {
        "km": "公里|千米",
        "µL": "微升",
        "ng": "纳克",
        "Sv": "希沃特|西弗",
        "mGy": "毫戈瑞|毫戈",
        "°C": "摄氏度|℃|度摄氏",
        "°F": "华氏度|℉",
        "kg": "公斤",
        "g": "公克",
        "µg": "μg|µg",
        "mL": "ml|cc",
        "L": "公升",
        "cm": "公分",
        "mm": "公厘",
        "%": "％",
        "mSv": "毫西弗|毫希",
        "Gy": "戈瑞|戈",
        "min": "分钟",
        "h": "个小时|钟头|个钟头",
        "day": "日",
        "week": "个星期|星期|个礼拜",
        "month": "月",
        "year": "岁",
        "mmHg": "毫米汞柱",
        "bpm": "次每分",
        "IU": "国际单位",
    },
    "hi": {
        "km": "किमी|कि.मी.|किलोमीटर",
        "µL": "माइक्रोलीटर",
        "ng": "नैनोग्राम",
        "mg": "मिग्रा|मिलीग्रा|एमजी|मि.ग्रा.|मि.ग्रा|मिलिग्राम|मिग्रा.",
        "µg": "माइक्रोग्रा|एमसीजी|मा.ग्रा.",
        "g": "ग्रा|ग्रा.",
        "kg": "किग्रा|किलो|कि.ग्रा.|किलोग्रा",
        "mL": "मिली|मि.ली.|एमएल|मिलिलीटर|मि.ली|मिली.",
        "L": "ली|ली.|लिटर",
        "cm": "सेमी|सें.मी.|से.मी.|सेंमी",
        "mm": "मिमी|मि.मी.|मिलिमीटर",
        "°C": "डिग्री सेल्सियस|डिग्री सेंटीग्रेड|डिग्री से.|डिग्री से॰",
        "°F": "डिग्री फ़ारेनहाइट|डिग्री फारेनहाइट|डिग्री फ़ा.|डिग्री फ़ैरेनहाइट",
        "%": "प्रतिशत|फ़ीसदी|फीसदी",
        "h": "घंटों",
        "day": "दिनों",
        "week": "हफ़्ते|हफ्ते|हफ़्तों|हफ्तों|सप्ताहों|हफ़्ता",
        "month": "महीनों",
        "year": "साल|सालों|वर्षों",
        "min": "मिनटों",
        "mSv": "मिलीसीवर्ट",
    },
    "vi": {
        "km": "ki-lô-mét|kilômét|kilomet|cây số",
        "µL": "microlit",
        "ng": "nanogam",
        "°C": "độ C|°C|oC",
        "°F": "độ F|oF",
        "µg": "microgam|mcg|micrôgam",
        "mg": "miligam|milligam",
        "L": "lít",
        "mL": "mililit|mililít|cc|millilít",
        "cm": "xăng-ti-mét|centimet|centimét|cm",
        "mm": "milimet|milimét|mi-li-mét",
        "kg": "kilogam|ki-lô-gam|kilôgam",
        "%": "phần trăm",
        "h": "tiếng|h",
        "mSv": "millisievert|milisievert",
    },
    "uk": {
        "km": "км|кілометр|кілометри|кілометра|кілометрів|кілометрах",
        "µL": "мкл|мікролітр|мікролітрів",
        "ng": "нг|нанограм|нанограмів",
        "Sv": "Зв|зіверт|зівертів",
        "mGy": "мГр",
        "mg": "міліграмами|міліграмах",
        "µg": "мікрограмами|мкг",
        "°C": "° за Цельсієм|градусів за Цельсієм|°С|° С|ºС",
        "°F": "градусів за Фаренгейтом|°Ф",
        "h": "години|годину|годинами|годинах|год.",
        "min": "хвилину|хвилинами|хв.",
        "day": "доба|доби|діб|добу|днями|днях",
        "week": "тижнями|тижнях",
        "month": "місяцями",
        "year": "роками|роках",
        "s": "сек|сек.|секунду",
        "mSv": "мілізіверт|мілізіверта|мілізівертів|мілізіверти",
        "Gy": "грей|греїв|грея",
        "IU": "МО",
    },
}
# Signs that stand before their number.
_BEFORE: Final = {
    "zh": {"%": "百分之", "°C": "摄氏", "°F": "华氏"},
    "ar": {"%": "%"},
}
# CLDR's short signs of one letter, where they are safe: a number and a space stand before them.
_ONE_LETTER: Final = frozenset("gLlmhsглмсчجغلدثم克升米秒天周年日月岁磅")
_LETTER: Final = r"[^\W\d_]|[\u0900-\u0963\u0970-\u097f\u064b-\u0652]"
_SPACE: Final = r"[\s\u00a0\u202f\u2009\u200e\u200f\u2066-\u2069-]{0,2}"
# Symbols of up to two letters mean something by their case: mL, Mg.
_SYMBOL_LENGTH: Final = 2
_SLASH: Final = re.compile(r"[ \u00a0\u202f]?[/⁄∕][ \u00a0\u202f]?")
# Units that are the beginning of another word before one of these: 升级 is to upgrade.
_NO_UNIT_BEFORE: Final = {
    "升": "级高温华学至降职起", "克": "服隆制里拉罗", "米": "饭粉线色", "天": "然气空使",
    "度": "过数量", "分": "之类组别开散布析成",
}  # fmt: skip
# Units with a slash that have a name of their own; of others, what is below may be in words.
COMPOUND: Final = frozenset({"mg/dL", "mmol/L"})
# A unit after the second number of a range belongs to the first as well.
_NEAR: Final = 14


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and its unit; `certain` if the unit stands at this number itself."""

    value: Fraction
    unit: str
    text: str
    start: int
    end: int
    certain: bool = True


def measured(text: str, locale: str, taken: Iterable[Span] = ()) -> list[Measured]:
    """The numbers of a text that have a unit, in order."""
    taken = tuple(taken)
    plain, found = bare(text, taken), list[Measured]()
    known = numbers(text, locale, taken)
    for number in known:
        unit = _unit_at(plain, number, locale)
        if unit is not None:
            name, end = unit
            found.append(Measured(number.value, name, text[number.start : end], number.start, end))
    return sorted([*found, *_shared(known, found, plain)], key=lambda m: m.start)


def _unit_at(plain: str, number: Number, locale: str) -> tuple[str, int] | None:
    pattern, units = _after(locale)
    match = pattern.match(plain, number.end)
    if match is not None:
        unit, end = units[_key(match["unit"])], match.end()
        if unit == "m" and re.search(r"\dh\s?$", plain[: number.start]):
            unit = "min"  # 2h30m
        return _compound(unit, plain, end, locale)
    for unit, sign in _BEFORE.get(language_of(locale), {}).items():
        if plain[: number.start].rstrip().endswith(sign):
            return unit, number.end
    return None


def _compound(unit: str, plain: str, end: int, locale: str) -> tuple[str, int]:
    """A unit with those that a slash puts under it: mg/kg/h."""
    pattern, units = _after(locale)
    while (slash := _SLASH.match(plain, end)) is not None:
        below = pattern.match(plain, slash.end())
        if below is None:
            break
        unit, end = f"{unit}/{units[_key(below['unit'])]}", below.end()
    return unit, end


def _shared(known: list[Number], found: list[Measured], plain: str) -> Iterator[Measured]:
    by_start = {m.start: m for m in found}
    following: Measured | None = None
    later: Number | None = None
    for number in reversed(known):
        own = by_start.get(number.start)
        if own is None and following is not None and later is not None:
            gap = plain[number.end : later.start]
            if len(gap) <= _NEAR and not re.search(r"[.;:!?。।؟]", gap):
                text = following.text
                span = number.start, number.end
                yield Measured(number.value, following.unit, text, *span, certain=False)
            else:
                following = None
        else:
            following = own
        later = number


def _key(text: str) -> str:
    """Names are compared without case; symbols of a few letters say what they mean by it."""
    tidy = re.sub(r"\s+", " ", text)
    return tidy if len(tidy) <= _SYMBOL_LENGTH else tidy.casefold()


@cache
def _after(locale: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Match the unit at the place where a number ends, and tell units by their `_key`."""
    units: dict[str, str] = {}
    for unit, name in _all_names(locale):
        units.setdefault(_key(name), unit)
    longest_first = sorted({name for _, name in _all_names(locale)}, key=len, reverse=True)
    either = "|".join(map(_pattern, longest_first))
    # Chinese has no spaces; elsewhere a name ends where its letters do.
    bound = "(?![A-Za-z])" if language_of(locale) == "zh" else f"(?!{_LETTER})"
    return re.compile(rf"{_SPACE}(?P<unit>{either}){bound}"), units


def _pattern(name: str) -> str:
    escaped = re.escape(name).replace(r"\ ", r"\s+")
    if name in _NO_UNIT_BEFORE:
        return f"{name}(?![{_NO_UNIT_BEFORE[name]}])"
    return escaped if len(name) <= _SYMBOL_LENGTH else f"(?i:{escaped})"


@cache
def _all_names(locale: str) -> tuple[tuple[str, str], ...]:
    names = [(unit, name) for unit, all_ in _SYMBOLS.items() for name in all_.split("|")]
    for unit, more in _NAMES.get(language_of(locale), {}).items():
        names += ((unit, name) for name in more.split("|"))
    names += _cldr(locale)
    return tuple(names)


def _cldr(locale: str) -> Iterator[tuple[str, str]]:
    lengths: tuple[locales.Length, ...] = ("long", "short")
    for unit in (*locales.UNITS, *locales.SYMBOLS):
        for value in map(Decimal, ("1", "2", "3", "5", "11", "1.5")):
            for length in lengths:
                before, _, name = locales.format_unit(value, unit, locale, length).partition(
                    locales.format_number(value, locale)
                )
                name = re.sub(r"\s+", " ", name).strip()
                if not before and name and _is_safe(name, unit):
                    yield unit, name


def _is_safe(name: str, unit: str) -> bool:
    """“1 in 10” has no inches, and “5 a 8” no years."""
    if unit in {"in", "ft"} and len(name) <= _SYMBOL_LENGTH:
        return False
    return len(name) > 1 or name in _ONE_LETTER or not name.isalpha()
