"""Facts about languages: names, direction, plural forms, dates, numbers and units.

This is the only import of Babel's locale data (from the Unicode CLDR).
"""

from __future__ import annotations

import difflib
import gettext
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list as babel_format_list
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

Length = Literal["short", "long", "narrow"]

# Western digits for everyone, with the signs that belong to them: CLDR's default for all our
# languages (ar and hi too), what thermometers and packages show, and the only digits Babel writes.
NUMBERING: Final = "latn"

UNITS: Final = {
    "°C": "temperature-celsius",
    "°F": "temperature-fahrenheit",
    "kg": "mass-kilogram",
    "g": "mass-gram",
    "mg": "mass-milligram",
    "µg": "mass-microgram",
    "lb": "mass-pound",
    "oz": "mass-ounce",
    "L": "volume-liter",
    "dL": "volume-deciliter",
    "mL": "volume-milliliter",
    "m": "length-meter",
    "cm": "length-centimeter",
    "mm": "length-millimeter",
    "in": "length-inch",
    "ft": "length-foot",
    "s": "duration-second",
    "min": "duration-minute",
    "h": "duration-hour",
    "day": "duration-day",
    "week": "duration-week",
    "month": "duration-month",
    "year": "duration-year",
    "%": "concentr-percent",
    "mmHg": "pressure-millimeter-ofhg",
    "kcal": "energy-kilocalorie",
    "mg/dL": "concentr-milligram-ofglucose-per-deciliter",
    "mmol/L": "concentr-millimole-per-liter",
}
"""The units an author may write, and their names in CLDR."""

ALIASES: Final = {
    "\u03bcg": "µg",
    "mcg": "µg",
    "ml": "mL",
    "l": "L",
    "dl": "dL",
    "hour": "h",
    "hours": "h",
    "minute": "min",
    "minutes": "min",
    "second": "s",
    "seconds": "s",
    "days": "day",
    "weeks": "week",
    "months": "month",
    "years": "year",
}
"""Other spellings of the units."""

# CLDR has no radiation dose and no heart rate. SI's own symbols stand wherever none of the
# language's own was found in use. Looked up 2026-11-22:
# uk Гр: Law of Ukraine 15/98-ВР, by http://dict.ippi.org.ua/, "МІЛІГРЕЙ (МГР)".
# hi mSv: https://radiographyinhindi.blogspot.com/2019/02/sievert.html writes "6.8 mSv" in Hindi.
# Heart rate: es https://www.latamsalud.com/guia-de-enfermedades/arritmia.html,
# pt https://mariagabrielaandrade.github.io/adaptacaodeprojeto, ar https://daralqalb.com/3831,
# hi https://hindi.scitechnol.com/abstract/a-short-note-on-arrhythmia-11931.html,
# vi https://vi.411answers.com/a/nhip-tim-binh-thuong-cua-nguoi-lon-la-bao-nhieu.html
SYMBOLS: Final = {
    "mSv": {"": "mSv", "uk": "мЗв"},
    "Gy": {"": "Gy", "uk": "Гр"},
    "bpm": {
        "": "bpm",
        "en": "beats per minute",
        "es": "latidos por minuto",
        "fr": "battements par minute",
        "pt": "batimentos por minuto",
        "ar": "نبضة في الدقيقة",
        "hi": "बीट प्रति मिनट",
        "vi": "nhịp mỗi phút",
        "uk": "уд/хв",
    },
}
"""Units CLDR does not know: their symbols by language, "" for all others."""

# CLDR's minimumGroupingDigits, which Babel leaves out: “1.000 mg” could be read as one milligram.
_GROUPED_FROM_FIVE_DIGITS: Final = frozenset({"es", "pl", "bg"})
_FIVE_DIGITS: Final = 10_000

# In a menu of languages the brackets of CLDR's “中文 (简体)” are unusual.
NATIVE_NAMES: Final = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


# Latin letters in Hindi: CLDR's abbreviations (से॰, फ़ेरन) are not what thermometers in India show.
# mmHg is one word, as CLDR writes it for the other languages.
PATTERNS: Final = {
    ("hi", "°C"): "{0}°C",
    ("hi", "°F"): "{0}°F",
    ("hi", "mmHg"): "{0} mmHg",
    ("vi", "mmHg"): "{0} mmHg",
    # CLDR's own words for the two; for both together it has مغم and मिलिग्राम.
    ("ar", "mg/dL"): "{0} مليغرام/ديسيلتر",
    ("hi", "mg/dL"): "{0} मिलीग्राम प्रति डेसीलीटर",
    ("zh", "bpm"): "{0}次/分",
}
"""Units written otherwise than CLDR says, by language."""

# Chinese text has brackets of a character's width, which bring their own space (GB/T 15834-2011,
# 5.1.3: https://w3.org/zh-hans/news/2013/translation-of-gb-t-15834-2011-part-5).
_BRACKETS: Final = {"zh": "（{}）", "ja": "（{}）"}

_TIME: Final = frozenset({"s", "min", "h", "day", "week", "month", "year"})
# "µg" and "mcg" are misread as "mg", a thousandfold overdose: NHS, GOV.UK and EMA write the word in
# full (https://github.com/nhsuk/nhsuk-service-manual-community-backlog/issues/515).
_ALWAYS_WORDS: Final = _TIME | {"µg", "bpm"}
# Words where the symbols of CLDR are not what all readers know. ar: milligram is ملغ in one place
# (medicalguidelines.msf.org, paracetamol oral, in Arabic), مجم in another
# (https://decorbaitk.com/?p=103896), and CLDR's مغم in neither. hi: मि॰ग्रा॰ is written out on
# health pages (https://siddhbhoomi.com/, "4000 मिलीग्राम"). zh: labels of medicines say 克
# (https://www.511yao.com/goodsList-api/goodsList/detailGoods?goodscode=0649000). pt, uk: a full
# stop in a symbol ("pol.", "унц.") would meet that of the sentence.
_DOSES: Final = frozenset({"kg", "g", "mg", "L", "dL", "mL"})
_WORDS: Final = {
    "ar": _DOSES | {"m", "cm", "mm", "mmHg", "kcal", "mg/dL", "mmol/L"},
    "hi": _DOSES | {"m", "cm", "mm", "mg/dL", "mmol/L"},
    "zh": _DOSES | {"lb", "oz"},
    "pt": frozenset({"in"}),
    "uk": frozenset({"lb", "oz", "ft"}),
}

# “2 l” is read as 21: for that reason the 16th CGPM adopted L beside l, for every language
# (Resolution 6, 1979, http://www.bipm.org/fr/CGPM/db/16/6/); CLDR writes it in mg/dL for es.
_SMALL_LITER: Final = re.compile(r"(?<![^\W\d_])([md]?)l\b")
# CLDR's French has a narrow no-break space before most symbols, and a wide one before a few.
_SYMBOL_SPACES: Final = {"fr": "\N{NARROW NO-BREAK SPACE}"}

# Dates that are not written as CLDR says, by language. vi: a comma stands between CLDR's month and
# year; Decree 30/2020/NĐ-CP, appendix I, writes the word “năm”
# (https://luatvietnam.vn/hanh-chinh/cach-viet-ngay-thang-nam-trong-van-ban-570-20349-article.html);
# “ngày” belongs to the sentence. uk: the full stop of CLDR's “р.” would meet the sentence's own.
_DATES: Final = {"vi": "d MMMM 'năm' y", "uk": "d MMMM y 'року'"}
# The first of a month is an ordinal: fr “1er” (Guide du rédacteur, 2.4.2,
# https://tplus-pp.btb.gc.ca/redac-chap?info0=2.4.2&lang=eng&lettr=chapsect2), pt in Brazil “1º”
# (https://www12.senado.leg.br/manualdecomunicacao/estilos/datas).
_FIRST_DAY: Final = {"fr": "1er", "pt": "1º", "pt_PT": ""}

# CLDR has no words for a range; a language that has none here takes a dash.
RANGE_WORDS: Final = {
    "ar": " إلى ",
    "en": " to ",
    "es": " a ",
    "fr": " à ",
    "hi": " से ",
    "pt": " a ",
    "vi": " đến ",
    "zh": "至",
}
"""What stands between two numbers of a range in running text, by language."""


@dataclass(frozen=True, slots=True)
class LocaleFacts:
    """One language, or one language as a country writes it.

    `tag` is BCP 47 (`pt-BR`), `gettext` the form in paths and catalogs (`pt_BR`); `plural_forms` is
    the value of a catalog's header.
    """

    tag: str
    gettext: str
    language: str
    script: str | None
    native_name: str
    english_name: str
    direction: Literal["ltr", "rtl"]
    plural_forms: str
    nplurals: int


@cache
def parse(code: str) -> LocaleFacts:
    """Tell the facts of a code, `pt-BR` or `pt_BR`; raises PolyclinicError if it is unknown."""
    locale = _locale(code)
    plural = get_plural(locale)
    tag = _tag(locale, code)
    name = NATIVE_NAMES.get(tag) or locale.get_display_name(locale) or tag
    return LocaleFacts(
        tag=tag,
        gettext=tag.replace("-", "_"),
        language=locale.language,
        script=locale.script,
        # CLDR has the case a name takes in a sentence; in a menu it stands alone.
        native_name=name[:1].upper() + name[1:],
        english_name=locale.get_display_name("en") or tag,
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        plural_forms=f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        nplurals=plural.num_plurals,
    )


@cache
def name_in(code: str, reader: str) -> str:
    """What a language is called in another, within a sentence: ar is “arabe” in fr."""
    return _locale(code).get_display_name(_locale(reader)) or _tag(_locale(code), code)


@cache
def with_region(code: str) -> str:
    """A language and the region CLDR holds likeliest: `pt_BR`, of uk `uk_UA`.

    Open Graph knows no language without one (https://ogp.me/#optional). Nothing else is made of
    it: whoever reads Arabic need not be in Egypt.
    """
    locale = _locale(code)
    likely = get_global("likely_subtags")
    name = str(locale)
    whole = likely.get(name) or likely.get(locale.language) or name
    region = locale.territory or Locale.parse(whole).territory
    return f"{locale.language}_{region}" if region else locale.language


def plural_counts(code: str) -> frozenset[int]:
    """How many forms a catalog of this language may have.

    gettext and CLDR differ where CLDR has a form for millions (es, fr, pt); tools write either.
    """
    return frozenset({parse(code).nplurals, len(_locale(code).plural_form.tags) + 1})


def plural_examples(code: str) -> dict[str, int]:
    """A number of each of CLDR's plural categories of whole numbers: {"one": 1, "other": 0}."""
    rule, found = _locale(code).plural_form, dict[str, int]()
    # Millions have a category of their own in Spanish, French and Portuguese.
    for number in (*range(201), 1_000_000):
        found.setdefault(rule(number), number)
    return found


@cache
def plural_rule_problem(header: str, code: str) -> str | None:
    """Say what is wrong with the value of a Plural-Forms header for this language, or None."""
    found = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*", header)
    if not found:
        return "Plural-Forms cannot be read"
    count = int(found[1])
    if count not in plural_counts(code):
        facts = parse(code)
        said = "1 form" if count == 1 else f"{count} forms"
        return f"Plural-Forms says {said}, but {facts.english_name} has {facts.nplurals}"
    try:
        rule = gettext.c2py(found[2])
        fits = all(0 <= rule(number) < count for number in range(1001))
    except (ValueError, ZeroDivisionError):
        return f"the plural rule “{found[2].strip()}” cannot be read"
    return None if fits else "the plural rule chooses a form that is not there"


@cache
def _locale(code: str) -> Locale:
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError, TypeError) as problem:
        raise error(f"the language “{code}” is unknown", _suggestion(code)) from problem
    tag = _tag(locale, code)
    if tag.casefold() != code.replace("_", "-").casefold():
        # An address must not hang on what Babel makes of a name that is out of use, such as iw.
        tag = tag if re.search("[-_]", code) else locale.language
        raise error(f"“{code}” is another name of “{tag}”", f"write {tag}")
    return locale


def _tag(locale: Locale, code: str) -> str:
    """The BCP 47 tag; the script that Babel fills in (zh-TW is zh-Hant-TW) stays out of it."""
    short = f"{locale.language}-{locale.territory}"
    whole = str(locale).replace("_", "-")
    return short if short.casefold() == code.replace("_", "-").casefold() else whole


def _suggestion(code: str) -> str:
    """Offer codes that look like this one, or whose English name does."""
    tags = [name.replace("_", "-") for name in localedata.locale_identifiers()]
    english = Locale("en").languages.items()
    names = {name.casefold(): tag.replace("_", "-") for tag, name in english}
    folded = {name: tag for name, tag in names.items() if tag in tags} | {
        tag.casefold(): tag for tag in tags
    }
    wanted = code.replace("_", "-").casefold()
    near = [folded[name] for name in difflib.get_close_matches(wanted, folded, n=3)]
    language = wanted.partition("-")[0]
    near = [folded[language], *near] if language in folded else near
    meant = f"did you mean {', '.join(list(dict.fromkeys(near))[:3])}? " if near else ""
    return f"{meant}Use a BCP 47 code such as fr, pt-BR or zh-Hans"


@cache
def format_date_words(day: date, code: str) -> str:
    """Write a date with the month as a word, such as “31 de mayo de 2027”."""
    locale = _locale(code)
    pattern = _DATES.get(locale.language) or str(locale.date_formats["long"].pattern)
    # A country's own way comes before the language's: Portugal's first day is “1 de janeiro”.
    first = _FIRST_DAY.get(str(locale), _FIRST_DAY.get(locale.language, ""))
    if day.day == 1 and first:
        pattern = re.sub(r"\bd\b", f"'{first}'", pattern, count=1)
    return format_date(day, format=pattern, locale=locale)


def month_names(month: int, code: str) -> tuple[str, ...]:
    """The names of a month, from 1, whole and short, as words of three letters or more."""
    names = _locale(code).months
    found = (str(names[use][width][month]) for use in names for width in ("wide", "abbreviated"))
    bare = (name.strip(" .") for name in found)
    return tuple(dict.fromkeys(n for n in bare if len(n) > 2 and n.isalpha()))  # noqa: PLR2004


def format_brackets(text: str, code: str) -> str:
    """Write what explains the words before it, in brackets, with the space they ask for."""
    return _BRACKETS.get(_locale(code).language, " ({})").format(text)


def format_number(number: Decimal, code: str) -> str:
    """Write a number exactly, with the locale's signs, without trailing zeros.

    A trailing zero invites a tenfold overdose where the sign is overlooked (ISMP, list of
    error-prone dose designations).
    """
    locale = _locale(code)
    grouped = locale.language not in _GROUPED_FROM_FIVE_DIGITS or abs(number) >= _FIVE_DIGITS
    written = format_decimal(
        number,
        locale=locale,
        decimal_quantization=False,
        group_separator=grouped,
        numbering_system=NUMBERING,
    )
    # Screen readers pass over a hyphen, and a line may break behind it.
    return written.replace("-", "\N{MINUS SIGN}")


def format_percent(number: Decimal, code: str) -> str:
    """Write a percentage; 40 means 40%."""
    return format_unit(number, "%", code)


def format_list(items: Sequence[str], code: str) -> str:
    """Join the items with the locale's commas and its word for “and”."""
    return babel_format_list(list(items), locale=_locale(code))


def is_unit(unit: str) -> bool:
    """Whether authors may write this unit."""
    return ALIASES.get(unit, unit) in UNITS or unit in SYMBOLS


def reads_in_words(unit: str, code: str) -> bool:
    """Whether running text shows the unit as a word, “10 minutes”, and not as a symbol."""
    name = ALIASES.get(unit, unit)
    return name in _ALWAYS_WORDS or name in _WORDS.get(_locale(code).language, ())


def format_unit(value: Decimal, unit: str, code: str, length: Length = "short") -> str:
    """Write a quantity, such as “3,5 mg”; raises KeyError for what `is_unit` does not know."""
    return _fill(unit, value, code, length, format_number(value, code))


def format_range_unit(
    low: Decimal, high: Decimal, unit: str, code: str, length: Length = "short"
) -> str:
    """Write a range with one unit, in the plural form of the higher number.

    “3–5 mm” beside a symbol; “2 to 7 days” beside a word, where screen readers say nothing for
    a dash; “−5 to −3°C” because a dash beside a minus sign is unreadable.
    """
    language, signed = _locale(code).language, low < 0
    words = RANGE_WORDS.get(language) if length == "long" or signed else None
    between = words or ("…" if signed else "–")
    return _fill(unit, high, code, length, format_range(low, high, code, between))


def format_range(low: Decimal, high: Decimal, code: str, between: str = "–") -> str:
    """Write a range of numbers, with an en dash or other words between them."""
    return f"{format_number(low, code)}{between}{format_number(high, code)}"


def _fill(unit: str, value: Decimal, code: str, length: Length, number: str) -> str:
    pattern = _unit_pattern(unit, value, code, length)
    if length != "long":
        # A number and its symbol belong on one line; a number and a word may be parted.
        space = _SYMBOL_SPACES.get(_locale(code).language, "\N{NO-BREAK SPACE}")
        pattern = re.sub("[ \N{NO-BREAK SPACE}]", space, _SMALL_LITER.sub(r"\1L", pattern))
        number = number.replace(" ", "\N{NO-BREAK SPACE}")
    return pattern.replace("{0}", number)


def _unit_pattern(unit: str, value: Decimal, code: str, length: Length) -> str:
    """Find the pattern for a number, by the rules CLDR's data leave out what can be inherited.

    First the general form of the same length, then the short form. Babel's own format_unit stops
    early and writes “5 duration-day” in zh, vi, ar and pt-BR.
    """
    name = ALIASES.get(unit, unit)
    if (_locale(code).language, name) in PATTERNS:
        return PATTERNS[_locale(code).language, name]
    if unit in SYMBOLS:
        return "{0} " + _symbol(unit, code)
    patterns = _unit_patterns(_locale(code)).get(UNITS[name], {})
    form = _locale(code).plural_form(value)
    for chosen in (length, "short", "long", "narrow"):
        for count in (form, "other", "many", "few"):
            pattern = patterns.get(chosen, {}).get(count)
            # Arabic has a word alone for one and for two of a thing, “ساعتان”. A quantity keeps
            # its digits; the dual's ending hangs on the sentence, “ساعتين” after a preposition.
            if pattern and "{0}" in pattern:
                return str(pattern)
    return "{0} " + unit


@cache
def _unit_patterns(locale: Locale) -> Any:  # noqa: ANN401 - Babel's data have no type
    data: Any = localedata.load(str(locale))
    return localedata.LocaleDataDict(data)["unit_patterns"]


def _symbol(unit: str, code: str) -> str:
    symbols = SYMBOLS[unit]
    return symbols.get(_locale(code).language, symbols[""])
