"""Numbers that stand in several words, or in signs that are no digits.

“A hundred and fifty” is 150 and neither 100 nor 50; “une heure et demie” is 1½; “un día sí y otro
no” is every 2 days; stage III is stage 3. Like single words, they excuse a digit that stands on one
side alone, and never make a fault.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from polyclinic.check.number_words import (
    CHINESE_DIGITS,
    NUMERAL_SIGNS,
    Said,
    chinese_whole,
    duals,
    normal,
    words_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HALF: Final = Fraction(1, 2)

# What stands between the words of one number.
_WITHIN: Final = re.compile(r"[\s\u00a0\u202f-]+(?:(?:and|y|e|et|và|і|एवं)\s+)?|\s+و\s*")
# Of the many words for the small numbers only these are parts of a larger one: a “second” is not.
_CARDINALS: Final = {
    "en": "one a an two three four",
    "es": "un uno una dos tres cuatro",
    "fr": "un une deux trois quatre",
    "pt": "um uma dois duas três quatro",
    "ar": "واحد واحدة اثنان اثنين اثنتان اثنتين ثلاث ثلاثة اربع اربعة",
    "hi": "एक दो तीन चार डेढ़ ढाई",
    "vi": "một mốt hai ba bốn tư",
    "uk": (
        "один одна одне одного одної два дві двох двом двома три трьох трьом чотири чотирьох"
        " чотирьом"
    ),
}
_SMALL: Final = 5

# “… and a half” behind a number, with the word for what is counted before it or after it.
AND_A_HALF: Final = {
    "en": r"(?:\s+[a-z]+)?\s+and a half",
    "es": r"(?:\s+\w+)?\s+y medi[oa]",
    "fr": r"(?:\s+\w+)?\s+et demie?",
    "pt": r"(?:\s+\w+)?\s+e mei[oa]",
    "vi": r"(?:\s+\w+){0,2}\s+rưỡi",
    "uk": r"(?:\s+[\w'’]+)?\s+(?:з|із) половиною",
    "ar": r"(?:\s+\w+)?\s+و\s?نصف",
    "zh": r"\s?(?:个|年|天|片|粒|月|周|小时|点|岁|杯|勺)半",
}
# Hindi says the part before the number: साढ़े तीन is 3½.
_BEFORE: Final = {
    "hi": (("साढ़े|साढे", _HALF), ("सवा", Fraction(1, 4)), ("पौने", Fraction(-1, 4))),
}
# Phrases of Chinese, which has no spaces: a pattern and what it says.
_CHINESE_PHRASES: Final = (
    (re.compile("半年"), 6),
    (re.compile("半个?月"), 15),
    (re.compile("半天|半日"), 12),
    (re.compile("隔(?:天|日|周|月|年)"), 2),
    (re.compile("一刻钟"), 15),
    (re.compile("三刻钟"), 45),
)
_TENTHS: Final = re.compile(f"(?P<digit>[{''.join(CHINESE_DIGITS)}])成")
_CHINESE: Final = re.compile(
    f"(?P<number>[{''.join(NUMERAL_SIGNS)}]+(?:点[{''.join(CHINESE_DIGITS)}]+)?)"
    f"(?P<half>{AND_A_HALF['zh']})?|半"
)


def counts(text: str, language: str) -> Counter[Fraction]:
    """The values that words of a text may stand for, and how often."""
    if language == "zh":
        return _chinese(text)
    said = normal(text)
    found: Counter[Fraction] = Counter()
    known = words_in(said, language)
    for run in _runs(known, said):
        whole = _composed(run, language)
        halves = [*_with_halves(run[-1].end, whole or run[-1].values, said, language)]
        if halves:  # “dos tabletas y media” is not 2
            found.update(halves)
            run, whole = run[:-1], ()  # noqa: PLW2901 - what went before says itself
        found.update([*whole] if whole else [value for word in run for value in word.values])
    for pattern, part in _before(language):
        for match in pattern.finditer(said):
            found.update(_parted(match.end(), part, known))
    if language == "ar":
        found.update(_duals(said))
    return found


def _runs(known: Sequence[Said], said: str) -> Iterator[list[Said]]:
    """The words that stand together."""
    run: list[Said] = []
    for word in known:
        if run and not _WITHIN.fullmatch(said[run[-1].end : word.start]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _composed(run: Sequence[Said], language: str) -> tuple[Fraction, ...]:
    """The one value of a row of words such as “two hundred and five”, if it is one number."""
    if language == "vi" and len(run) > 1 and run[-1].text == "năm":
        # Years: five is "lăm" behind a ten, and "linh năm" behind a hundred.
        return _composed(run[:-1], language) or run[0].values
    if len(run) == 1:
        return ()
    value = _sum([_part(word, language) for word in run])
    return () if value is None else (value,)


def _part(word: Said, language: str) -> Fraction | None:
    whole = [v for v in word.values if v >= 1 and (v.denominator == 1 or language == "hi")]
    small = bool(whole) and whole[0] < _SMALL
    if not whole or (small and word.text not in _CARDINALS.get(language, "").split()):
        return None
    return whole[0]


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Add and multiply the parts as they follow each other; None if they are no one number."""
    total = group = Fraction(0)
    lowest = Fraction(10**12)  # of what went before: what follows must be smaller
    for part in parts:
        if part is None:
            return None
        if part >= 1000:  # noqa: PLR2004 - thousands and millions multiply
            if part >= lowest:
                return None
            total, group, lowest = total + (group or 1) * part, Fraction(0), part
        elif part == 100 and group:  # noqa: PLR2004 - so do hundreds
            if group >= 10:  # noqa: PLR2004
                return None
            group *= 100
        elif group % _place_above(part):
            return None
        else:
            group += part
    return total + group


def _place_above(part: Fraction) -> int:
    """What a number must be a multiple of for this part to follow it."""
    if part >= 100:  # noqa: PLR2004
        return 10**9
    return 10 if part < 10 else 100  # noqa: PLR2004


def _with_halves(
    end: int, values: Sequence[Fraction], said: str, language: str
) -> Iterator[Fraction]:
    if re.compile(AND_A_HALF.get(language, "(?!)")).match(said, end):
        yield from (value + _HALF for value in values if value.denominator == 1)


@cache
def _before(language: str) -> tuple[tuple[re.Pattern[str], Fraction], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{normal(words)})\s+"), part)
        for words, part in _BEFORE.get(language, ())
    )


def _parted(at: int, part: Fraction, known: Sequence[Said]) -> Iterator[Fraction]:
    """“साढ़े तीन घंटे” is 3½ hours, and 210 minutes."""
    for word in known:
        if word.start == at:
            for value in word.values:
                yield value + part
                yield (value + part) * 60


def _duals(said: str) -> Iterator[Fraction]:
    for _, end in duals(said):
        yield Fraction(2)
        if re.match(AND_A_HALF["ar"], said[end:]):
            yield Fraction(5, 2)


# Chinese


def _chinese(text: str) -> Counter[Fraction]:
    found: Counter[Fraction] = Counter()
    for pattern, value in _CHINESE_PHRASES:
        found[Fraction(value)] += len(pattern.findall(text))
    for match in _TENTHS.finditer(text):
        found[Fraction(10 * CHINESE_DIGITS[match["digit"]])] += 1
    for match in _CHINESE.finditer(text):
        found.update(_said_in_chinese(match))
    return found


def _said_in_chinese(match: re.Match[str]) -> Iterator[Fraction]:
    if match["number"] is None:
        yield from (_HALF, Fraction(30))
        return
    whole, _, decimals = match["number"].partition("点")
    # 两三天 is two or three days.
    if len(whole) == 2 and all(CHINESE_DIGITS.get(sign) for sign in whole):  # noqa: PLR2004
        yield from (Fraction(CHINESE_DIGITS[sign]) for sign in whole)
        return
    value = Fraction(chinese_whole(whole))
    for place, digit in enumerate(decimals, 1):
        value += Fraction(CHINESE_DIGITS[digit], 10**place)
    yield value
    if match["half"]:
        yield value + _HALF


# Roman numerals

_ROMAN: Final = re.compile(
    r"(?<![\w-])(?P<sign>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3}))"
    r"(?=[a-dA-Dа-г]?(?![\w'’]))(?!-[^\W\d])"
)
_ROMAN_SIGNS: Final = {"I": 1, "V": 5, "X": 10}
# In English, these are more often a pronoun, a drip and letters: a word before them tells.
_UNSURE: Final = frozenset({"I", "IV", "V", "X"})
_GRADED: Final = re.compile(
    r"(?:grade|stage|type|level|phase|class|category|factor|group|part|degree|step|chapter|table"
    r"|appendix|section|angiotensin|bipolar|collagen|nerve|[IVX]+[ab]?\s*(?:[-–,/]|to|or|and))s?\s*$",
    re.IGNORECASE,
)


def romans(source: str, target: str) -> tuple[Counter[Fraction], Counter[Fraction]]:
    """The values of the Roman numerals that stand in the English text alone, and in the other."""
    here, there = ([*_ROMAN.finditer(text)] for text in (source, target))
    both = Counter(m["sign"] for m in here) & Counter(m["sign"] for m in there)
    sure = [m for m in here if m["sign"] not in _UNSURE or _GRADED.search(source[: m.start()])]
    return _alone(sure, both), _alone(there, both)


def _alone(found: Sequence[re.Match[str]], both: Counter[str]) -> Counter[Fraction]:
    signs = Counter(match["sign"] for match in found) - both
    return Counter(_roman(sign) for sign in signs.elements())


def _roman(sign: str) -> Fraction:
    if sign[0] >= "Ⅰ":
        return Fraction(ord(sign) - ord("Ⅰ") + 1)
    values = [_ROMAN_SIGNS[letter] for letter in sign]
    return Fraction(
        sum(-a if a < b else a for a, b in pairwise([*values, 0])),
    )


# Months and days of the week that other languages number

_MONTHS: Final = (
    "Jan(?:uary)?", "Feb(?:ruary)?", "Mar(?:ch)?", "Apr(?:il)?", "May", "June?", "July?",
    "Aug(?:ust)?", "Sept?(?:ember)?", "Oct(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?",
)  # fmt: skip
# “May” before a verb is none.
_MONTH: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        f"(?P<m{number}>{name})(?!\\w)" + (r"(?!\s+(?!of|to|and|or|in)[a-z])" * (name == "May"))
        for number, name in enumerate(_MONTHS, 1)
    )
    + ")"
)
_WEEKDAY: Final = re.compile(
    r"(?<!\w)(?:(?P<d2>Mon)|(?P<d3>Tue)s?|(?P<d4>Wed)(?:nes)?|(?P<d5>Thu)(?:rs)?|(?P<d6>Fri)"
    r"|(?P<d7>Sat)(?:ur)?)(?:days?)?(?!\w)"
)
_NUMBERED: Final = {"zh": (_MONTH,), "vi": (_MONTH, _WEEKDAY), "ar": (_MONTH,)}
# Two names for two months each: the first and the second Tishrin, the first and the second Kanun.
_LEVANTINE: Final = {10: 1, 11: 2, 12: 1, 1: 2}


def calendar_numbers(source: str, language: str) -> Counter[Fraction]:
    """The numbers that a language gives to the months and days an English text names.

    A text that is one such name may be written without its capital.
    """
    text = source.strip().capitalize() if re.fullmatch(r"\s*[a-z]+\.?\s*", source) else source
    named = [
        int(match.lastgroup[1:])
        for pattern in _NUMBERED.get(language, ())
        for match in pattern.finditer(text)
        if match.lastgroup
    ]
    if language == "ar":
        named = [_LEVANTINE[month] for month in named if month in _LEVANTINE]
    return Counter(map(Fraction, named))
