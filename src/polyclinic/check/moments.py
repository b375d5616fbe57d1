"""Dates and times of day in a text, written out or in figures, in each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from polyclinic.check.numbers import bare, has_figures, language_of
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Year, month, day; 0 is what is not said.
Day = tuple[int, int, int]
Readings = frozenset[Day]

# Beside CLDR's names, in the form a date has: other forms and other regions' names, as patterns.
_MONTHS: Final = {
    "en": "jan feb mar apr may jun jul aug sept? oct nov dec",
    "es": "ene feb mar abr may jun jul ago sept?(?:iembre)?|set(?:iembre)? oct nov dic",
    "fr": "janv févr mars avr mai juin juil août|aout sept oct nov déc",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "ar": (
        "كانون الثاني|جانفي شباط|فيفري آذار نيسان|ابريل|أفريل أيار|ماي حزيران|جوان"
        " تموز|جويلية آب|اغسطس|أوت أيلول تشرين الأول|اكتوبر تشرين الثاني كانون الأول"
    ),
    "hi": (
        "जन॰ फ़र॰|फरवरी|फ़रवरी मार्च अप्रैल मई जून जुल॰|जुलाई अग॰|अगस्त सित॰|सितंबर|सितम्बर अक्टू॰|अक्टूबर|अक्तूबर"
        " नव॰|नवंबर|नवम्बर दिस॰|दिसंबर|दिसम्बर"
    ),
    "uk": (
        r"січ(?:ень|н\w+) лют(?:ий|ого|ому|им) берез(?:ень|н\w+) квіт(?:ень|н\w+) трав(?:ень|н\w+)"
        r" черв(?:ень|н\w+) лип(?:ень|н\w+) серп(?:ень|н\w+) верес(?:ень|н\w+) жовт(?:ень|н\w+)"
        r" листопад\w* груд(?:ень|н\w+)"
    ),
}
_TWO_WORDS: Final = ("كانون الثاني", "تشرين الأول", "تشرين الثاني", "كانون الأول")
# What may stand between the parts of a date, by language; white space may always.
_BETWEEN: Final = {
    "en": r"(?:st|nd|rd|th)?\s*(?:of\s+|,\s*)?",
    "es": r"(?:\.?º)?\s*(?:de[l]?\s+)?",
    "fr": r"(?:er)?\s*",
    "pt": r"(?:\.?º)?\s*(?:de\s+)?",
    "uk": r"(?:-?го|-?е)?\s*",
    "ar": r"\s*(?:من\s+)?(?:عام\s+|سنة\s+)?",
    "hi": r"\s*,?\s*",
}
_YEAR: Final = r"(?P<y>\d{4})"
_DAY: Final = r"(?P<d>\d{1,2})"
# Direction marks stand beside the slashes of dates in right-to-left languages.
_BIDI: Final = r"[\u200e\u200f\u061c]?"
_IN_FIGURES: Final = (
    re.compile(
        rf"(?<![\d./-])(?P<y>\d{{4}}){_BIDI}[-/.]{_BIDI}(?P<m>\d{{1,2}}){_BIDI}[-/.]{_BIDI}"
        r"(?P<d>\d{1,2})(?![\d/-])"
    ),
    re.compile(
        rf"(?<![\d./-])(?P<a>\d{{1,2}}){_BIDI}(?P<s>[-/.]){_BIDI}"
        rf"(?P<b>\d{{1,2}}){_BIDI}(?P=s){_BIDI}"
        r"(?P<y>\d{4})(?![\d/-])"
    ),
)
_CHINESE: Final = (
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号])?"),
    re.compile(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"),
)
_VIETNAMESE: Final = (
    re.compile(
        r"(?:(?P<d>\d{1,2})\s+)?(?:tháng|thg\.?)\s+(?P<m>\d{1,2})(?:\s*(?:năm|,)\s*(?P<y>\d{4}))",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<d>\d{1,2})\s+(?:tháng|thg\.?)\s+(?P<m>\d{1,2})", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date where it stands; in figures, “04/05/2025” can be read two ways."""

    readings: Readings
    text: str
    start: int
    end: int


def dates(text: str, locale: str) -> list[DateFound]:
    """The calendar dates of a text: day and month at least, or month and year."""
    return list(_dates(text, locale))


@lru_cache(maxsize=256)
def _dates(text: str, locale: str) -> tuple[DateFound, ...]:
    if not has_figures(text):
        return ()
    plain = bare(text)
    found: list[DateFound] = []
    for pattern in _patterns(locale):
        for match in pattern.finditer(plain):
            span = match.span()
            readings = _readings(match, locale)
            if readings and all(span[1] <= d.start or span[0] >= d.end for d in found):
                found.append(DateFound(readings, text[slice(*span)], *span))
    return tuple(sorted(found, key=lambda d: d.start))


def _readings(match: re.Match[str], locale: str) -> Readings:
    parts = match.groupdict()
    year, day = int(parts.get("y") or 0), int(parts.get("d") or 0)
    if "a" in parts:
        one, two = int(parts["a"]), int(parts["b"])
        both = {(year, two, one), (year, one, two)}
    elif parts.get("m"):
        both = {(year, int(parts["m"]), day)}
    else:
        both = {(year, _month(parts["name"], locale), day)}
    return frozenset(day for day in both if _is_day(*day))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day or 1)
    except ValueError:
        return False
    return bool(year or day)


@cache
def _patterns(locale: str) -> tuple[re.Pattern[str], ...]:
    language = language_of(locale)
    if language == "zh":
        return (*_CHINESE, *_IN_FIGURES)
    if language == "vi":
        return (*_VIETNAMESE, *_IN_FIGURES)
    name = f"(?P<name>{'|'.join(pattern for pattern, _ in _months(locale))})" + r"\.?(?![^\W\d_])"
    between = _BETWEEN.get(language, r"\s*")
    # An English month has a capital letter: "may" is a verb.
    flags = re.RegexFlag(0) if language == "en" else re.IGNORECASE
    written = [
        rf"(?<![\d.,]){_DAY}{between}{name}(?:\s*,?\s*{between}{_YEAR}(?!\d))?",
        rf"(?<![^\W\d_]){name}\s*,?\s*{between}{_YEAR}(?!\d)",
    ]
    if language == "en":
        day = rf"{_DAY}(?:st|nd|rd|th)?(?![\d:%])"
        written.insert(0, rf"(?<![^\W\d_]){name}\s+{day}(?:\s*,?\s*{_YEAR}(?!\d))?")
    return (*(re.compile(pattern, flags) for pattern in written), *_IN_FIGURES)


@cache
def _months(locale: str) -> tuple[tuple[str, int], ...]:
    """Patterns of the months' names with their numbers, longest first."""
    language, names = language_of(locale), []
    other = _MONTHS.get(language, "")
    for number, words in enumerate(_TWO_WORDS):
        other = other.replace(words, f"\x01{number}")
    more = other.split()
    for month in range(1, 13):
        # The name is the longest word of the date: beside it stand only "de", "year" and figures.
        written = locales.format_date_words(date(2027, month, 8), locale)
        names.append((re.escape(max(re.findall(r"[^\s\d,]+", written), key=_weight)), month))
        names += [(re.escape(name), month) for name in locales.month_names(month, locale)]
        if len(more) == len(range(12)):
            names += ((_restored(form), month) for form in _alternatives(more[month - 1]))
    names = list(dict.fromkeys(names))
    if language == "en":
        names = [(name[:1].upper() + name[1:], month) for name, month in names]
    return tuple(sorted(names, key=lambda pair: len(pair[0]), reverse=True))


def _weight(word: str) -> tuple[bool, int]:
    return word.casefold() not in {"року", "р."}, len(word)


def _alternatives(pattern: str) -> list[str]:
    return re.split(r"\|(?![^(]*\))", pattern)


def _restored(form: str) -> str:
    return re.sub("\x01(\\d)", lambda m: _TWO_WORDS[int(m[1])].replace(" ", r"\s+"), form)


def _month(name: str, locale: str) -> int:
    flags = re.IGNORECASE
    return next(month for form, month in _months(locale) if re.fullmatch(form, name, flags))


def day_in_words(found: DateFound) -> str:
    """The date unmistakably, for a message: 2027-05-31."""
    year, month, day = min(found.readings)
    return "-".join(f"{part:02d}" if part else "??" for part in (year, month, day))


# Words of the parts of a day, by whether they add twelve hours to what stands beside them.
_MORNING: Final = {
    "en": r"a\.?m\b\.?|in the morning",
    "es": r"a\.\s?m\.|am\b|de la (?:mañana|madrugada)",
    "fr": r"du matin",
    "pt": r"da (?:manhã|madrugada)",
    "ar": r"صباح\w*|ص(?!\w)|فجر\w*",
    "zh": r"上午|早上|凌晨|清晨",
    "hi": r"सुबह",
    "vi": r"sáng",
    "uk": r"ранку|ночі|дп\b",
}
_AFTERNOON: Final = {
    "en": r"p\.?m\b\.?|in the (?:afternoon|evening)",
    "es": r"p\.\s?m\.|pm\b|de la (?:tarde|noche)",
    "fr": r"de l['’]après-midi|du soir",
    "pt": r"da (?:tarde|noite)",
    "ar": r"مساء\w*|ظهر\w*|عصر\w*|م(?!\w)",
    "zh": r"下午|晚上|中午|傍晚",
    "hi": r"दोपहर|शाम|रात",
    "vi": r"chiều|tối|trưa",
    "uk": r"дня|вечора|пп\b",
}
# Words that tell the part of the day from wherever in the text they stand.
_PART_OF_DAY: Final = {
    "es": r"mañana|madrugada|tarde|noche|mediod",
    "fr": r"matin|midi|soir|nuit",
    "pt": r"manhã|madrugada|tarde|noite|meio-dia",
    "ar": r"صباح|مساء|ظهر|عصر|فجر|ليل|\b[صم]\b",
    "zh": r"[早晚午夜]|凌晨|清晨|傍晚",
    "hi": r"सुबह|सवेरे|दोपहर|शाम|रात",
    "vi": r"sáng|trưa|chiều|tối|đêm|\b(?:SA|CH)\b",
    "uk": r"ранк|дня|вечор|вечер|ноч|полудн|\b[дп]п\b",
}
_HOUR_SIGN: Final = {
    "fr": r"h|heures?",
    "es": r"h|horas?",
    "pt": r"h|horas?",
    "zh": r"[点时]",
    "vi": r"h|giờ",
    "uk": r"год(?:ин[аиі]?)?\.?",
    "hi": r"बजे",
}
_CHINESE_CLOCK: Final = (
    r"|(?P<h4>[零〇一二两三四五六七八九十]{1,3}|\d{1,2})[点时]"
    r"(?P<m4>半|[一三]刻|[零〇一二三四五六七八九十]{2,3}|[二三四五]?十(?=分))"
)
_MINUTE_SIGN: Final = r"(?:\s?(?:分|phút|хв\.?|min\b|m\b))?"
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time of day where it stands: the minutes after midnight that it may mean."""

    readings: frozenset[int]
    text: str
    start: int
    end: int
    parts: tuple[int, ...]


def times(text: str, locale: str) -> list[TimeFound]:
    """The times of day of a text, by the 12- or the 24-hour clock."""
    return list(_times(text, locale))


@lru_cache(maxsize=256)
def _times(text: str, locale: str) -> tuple[TimeFound, ...]:
    if not has_figures(text):
        return ()
    plain, found = bare(text), list[TimeFound]()
    for match in _clock(language_of(locale)).finditer(plain):
        parts = match.groupdict()
        before, after = parts["before"] or "", parts["after"] or ""
        hour = _figure(next(parts[key] for key in ("h1", "h2", "h3", "h4") if parts.get(key)))
        said = (parts[key] for key in ("m1", "m2", "m3", "m4") if parts.get(key))
        minute = _figure(next(said, "0"))
        start, end = match.span()
        readings = frozenset(_minutes(hour, minute, before + after, language_of(locale)))
        if not (before or after) and _by_24_hours(plain, language_of(locale)):
            readings &= {hour % 24 * 60 + minute}
        if readings and _sure(match):
            found.append(TimeFound(readings, text[start:end].strip(), start, end, (hour, minute)))
    return tuple(found)


def _sure(match: re.Match[str]) -> bool:
    """A bare hour is a time only beside a part of the day; otherwise it may be a length of time."""
    parts = match.groupdict()
    return any(parts.get(key) for key in ("m1", "m2", "m4", "before", "after"))


def _by_24_hours(text: str, language: str) -> bool:
    """Whether a time that stands alone can only be meant by the 24-hour clock.

    So do all our languages but English write it. Where the text names a part of the day, it may be
    that of this time.
    """
    part = _PART_OF_DAY.get(language)
    return part is not None and not re.search(rf"{part}|\b[ap]\.?\s?m\b", text, re.IGNORECASE)


_CHINESE_FIGURES: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {
    "〇": 0,
    "两": 2,
}
_OF_AN_HOUR: Final = {"半": 30, "一刻": 15, "三刻": 45}


def _figure(text: str) -> int:
    """The value of a number below a hundred, in figures or, in Chinese, in words."""
    if text.isdecimal():
        return int(text)
    if text in _OF_AN_HOUR:
        return _OF_AN_HOUR[text]
    tens, ten, ones = text.rpartition("十")
    units = [_CHINESE_FIGURES[c] for c in ones]
    return (_CHINESE_FIGURES.get(tens, 1) * 10 if ten else 0) + sum(units)


def _minutes(hour: int, minute: int, part: str, language: str) -> Iterator[int]:
    if hour > 24 or minute > 59:  # noqa: PLR2004 - the clock
        return
    after = re.search(_AFTERNOON.get(language, "(?!)"), part, re.IGNORECASE)
    morning = re.search(_MORNING.get(language, "(?!)"), part, re.IGNORECASE)
    if hour > _NOON or not (after or morning):
        yield hour % 24 * 60 + minute
    if hour <= _NOON and (morning or (not after and hour < _NOON)):
        yield hour % _NOON * 60 + minute
    if hour <= _NOON and not morning:
        yield (hour % _NOON + _NOON) * 60 + minute


@cache
def _clock(language: str) -> re.Pattern[str]:
    part = f"{_MORNING.get(language, '(?!)')}|{_AFTERNOON.get(language, '(?!)')}"
    sign = _HOUR_SIGN.get(language, "(?!)")
    # Chinese and Hindi name the part of the day first.
    before = part if language in {"zh", "hi"} else "(?!)"
    after = "(?!)" if language == "zh" else part
    return re.compile(
        rf"(?:(?P<before>{before})\s*)?"
        r"(?<![\d.,:])(?:"
        r"(?P<h1>\d{1,2}):(?P<m1>[0-5]\d)(?![\d:])"
        rf"|(?P<h2>\d{{1,2}})\s?(?:{sign})\s?(?P<m2>[0-5]\d)(?!\d){_MINUTE_SIGN}"
        rf"{_CHINESE_CLOCK if language == 'zh' else ''}"
        r"|(?P<h3>\d{1,2})(?:\.(?P<m3>[0-5]\d))?(?!\d)"
        rf")(?:\s?(?:{sign})(?!\w))?(?:[\s\u00a0\u202f]*(?P<after>{after}))?",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Pairing:
    """The dates, or the times, that stand opposite each other, whether they agree or not.

    What has no partner is in neither: it is left to the comparison of numbers.
    """

    agreeing: tuple[tuple[DateFound | TimeFound, DateFound | TimeFound], ...]
    differing: tuple[tuple[DateFound | TimeFound, DateFound | TimeFound], ...]


def paired(source: str, target: str, locale: str, source_locale: str = "en") -> tuple[Pairing, ...]:
    """Pair the dates, and the times, of a text with those of its translation."""
    return (
        _pairing(dates(source, source_locale), dates(target, locale)),
        _pairing(times(source, source_locale), times(target, locale)),
    )


def _pairing(
    source: Sequence[DateFound | TimeFound], target: Sequence[DateFound | TimeFound]
) -> Pairing:
    agreeing, alone, left = [], [], list(target)
    for here in source:
        there = next((t for t in left if _agree(here, t)), None)
        if there is None:
            alone.append(here)
        else:
            left.remove(there)
            agreeing.append((here, there))
    return Pairing(tuple(agreeing), tuple(zip(alone, left, strict=False)))


def _agree(here: DateFound | TimeFound, there: DateFound | TimeFound) -> bool:
    if isinstance(here, TimeFound) and isinstance(there, TimeFound):
        return bool(here.readings & there.readings)
    if isinstance(here, DateFound) and isinstance(there, DateFound):
        return bool(here.readings & there.readings)
    return False
