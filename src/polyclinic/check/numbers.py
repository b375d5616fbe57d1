"""The numbers of a text: their values, exactly, whatever digits and signs they are written with.

Digits of every script are folded. Decimal and group signs are those of the language (from CLDR);
where a sign cannot be one of its own, it is read as what it must be: “2.5” is two and a half in
French too, “2,500” is not two thousand five hundred there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from polyclinic.check.number_phrases import AND_A_HALF, calendar_numbers, counts, romans
from polyclinic.check.number_words import multiplier
from polyclinic.i18n import locales
from polyclinic.markdown.marks import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]

# What a number in a message does not stand in: marks, quantities and other braces, placeholders,
# character references, addresses; a raised number is a part of a unit or a note.
_NO_PROSE: Final = re.compile(
    MARK.pattern + r"|\{[^{}]*\}|%\(\w+\)[sd]|%[sd](?!\w)|&#?\w+;"
    r"|(?:https?|tel|mailto):[^\s)\]>]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<=[mм])[23²³](?![\d.,\w])"
)
_BLANK: Final = "\x00"
_NO_BREAK: Final = "\u00a0\u202f\u2009"
_VULGAR: Final = {
    c: Fraction(unicodedata.numeric(c)).limit_denominator(10) for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞"
}
_SIGNS: Final = dict.fromkeys("٪％﹪", "%") | dict.fromkeys("∶：", ":")
_LARGEST_DENOMINATOR: Final = 10


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands. `text` is as written; `alternative` the numbers it may be too."""

    value: Fraction
    text: str
    start: int
    end: int
    alternative: tuple[Fraction, ...] = ()


class Timed(Protocol):
    """A time of day where it stands, with the minutes after midnight it may mean."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def readings(self) -> frozenset[int]:
        """Minutes after midnight."""


def language_of(locale: str) -> str:
    """The language of a locale: `pt` of `pt-BR`."""
    return re.split("[-_]", locale)[0]


# A text is folded by several rules, and a source for every language.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text with ASCII digits, letter for letter."""
    if text.isascii():
        return text
    return "".join(map(_folded, text))


def _folded(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal() or "₀" <= character <= "₉":
        return str(unicodedata.digit(character))
    return _SIGNS.get(character, character)


_CHINESE: Final = "零〇一二两三四五六七八九十"
_FIGURE: Final = re.compile(rf"[\d₀-₉{''.join(_VULGAR)}{_CHINESE}]")


@lru_cache(maxsize=1024)
def has_figures(text: str) -> bool:
    """Whether there is anything that a number, a date, a time or a phone number is written with.

    Most texts have nothing, and no rule on them needs to look closer.
    """
    return bool(_FIGURE.search(text) and _FIGURE.search(_prose(text)))


@lru_cache(maxsize=4096)
def _prose(text: str) -> str:
    return _NO_PROSE.sub(lambda m: _BLANK * len(m[0]), fold(text))


def bare(text: str, taken: Iterable[Span] = ()) -> str:
    """Folded prose alone: all else, and what is taken, is blanked, letter for letter."""
    blanked = _prose(text)
    for start, end in taken:
        blanked = blanked[:start] + _BLANK * (end - start) + blanked[end:]
    return blanked


@cache
def signs(locale: str) -> tuple[str, str]:
    """The decimal sign of a language, and its group sign."""
    text = locales.format_number(Decimal("1234567.5"), locale)
    return text[-2], text[1] if text[1] not in "0123456789" else text[2]


@cache
def _grammar(locale: str) -> re.Pattern[str]:
    point, group = signs(locale)
    groups = {group, *"'’٬", *_NO_BREAK} - {point, " "}
    whole = "|".join(
        rf"[1-9]\d{{0,2}}(?:{re.escape(g)}\d{{3}})+(?![{re.escape(g)}]?\d)" for g in sorted(groups)
    )
    points = f"{re.escape(point)}٫．·"
    return re.compile(
        # An address or a version: each part counts.
        r"(?P<chain>(?<![\d.])\d+(?:\.\d+){3,}(?![.]?\d))"
        # The seventies of a century.
        r"|(?P<decade>\d{1,2}世纪\d0年代)"
        # Both signs together leave no doubt, in whichever order.
        r"|(?P<mixed>[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+)(?!\d)"
        # Lakhs and crores: 1,00,000.
        r"|(?P<lakh>[1-9]\d?(?:,\d\d)+,\d{3})(?![,\d])"
        rf"|(?P<grouped>(?:{whole})(?:[{points}]\d+)?)"
        r"|(?P<spaced>[1-9]\d{0,2}(?: \d{3})+(?:[.,٫]\d+)?)(?!\d)"
        # One sign that can part nothing but decimals; of a chain such as 3.11.2 each part counts.
        rf"|(?<!\d[.,٫،])(?P<decimal>\d+[{points}]\d+)(?![{points}]?\d)"
        r"|(?<!\d[.,٫،])(?P<other>\d+[.,،]\d+)(?![.,،]?\d)"
        r"|(?P<with_part>\d{1,2} \d[/⁄]\d{1,2})(?![/⁄\d])"
        r"|(?P<fraction>\d{1,2}[/⁄]\d{1,2})(?![/⁄\d])"
        r"|(?P<plain>\d+)"
    )


_POINTS: Final = str.maketrans(dict.fromkeys(",٫．·،", "."))


def _exact(written: str) -> Fraction:
    """The value of ASCII figures; unlike those of `int`, there may be any number of them."""
    return Fraction(Decimal(written))


def numbers(text: str, locale: str, taken: Iterable[Span] = ()) -> list[Number]:
    """The numbers of a text in order, without those that stand in `taken`."""
    return list(_numbers(text, locale, tuple(taken)))


@lru_cache(maxsize=256)
def _numbers(text: str, locale: str, taken: tuple[Span, ...]) -> tuple[Number, ...]:
    if not has_figures(text):
        return ()
    plain = bare(text, taken)
    found: list[Number] = []
    grammar = _grammar(locale)
    match = grammar.search(plain)
    while match is not None:
        if match.lastgroup == "chain":
            found += _parts(match, text)
            match = grammar.search(plain, match.end())
            continue
        number = _signed(_read(match, text, locale), plain, text)
        number = _with_half(_multiplied(number, text, locale), text, locale)
        found.append(number)
        # A number may end before its match does: of 120/80, each is one.
        match = grammar.search(plain, max(number.end, number.start + 1))
    return tuple(sorted(_with_vulgar(found, plain, text), key=lambda n: n.start))


def _parts(match: re.Match[str], text: str) -> Iterator[Number]:
    for part in re.finditer(r"\d+", match[0]):
        start, end = match.start() + part.start(), match.start() + part.end()
        yield Number(_exact(part[0]), text[start:end], start, end)


_DECADE: Final = re.compile(r"(?:1[5-9]|20)\d0(?=s\b|['’]s\b|er\b)")


def _read(match: re.Match[str], text: str, locale: str) -> Number:
    start, end = match.span()
    written, kind = match[0], match.lastgroup
    alternative: tuple[Fraction, ...] = ()
    if kind == "fraction":
        over, under = (int(part) for part in re.split("[/⁄]", written))
        if not 0 < over < under <= _LARGEST_DENOMINATOR:
            end = start + re.match(r"\d+", written).end()  # type: ignore[union-attr]
            return Number(Fraction(over), text[start:end], start, end)
        value, alternative = Fraction(over, under), (Fraction(over), Fraction(under))
    elif kind == "with_part":
        whole, over, under = (int(part) for part in re.split("[ /⁄]", written))
        if not 0 < over < under <= _LARGEST_DENOMINATOR:
            end = start + len(written.partition(" ")[0])
            return Number(Fraction(whole), text[start:end], start, end)
        value, alternative = whole + Fraction(over, under), (Fraction(whole), Fraction(over, under))
    elif kind == "decade":
        century, years = (int(part) for part in re.findall(r"\d+", written))
        value = Fraction(100 * (century - 1) + years)
    elif kind in {"decimal", "other"}:
        value = _exact(written.translate(_POINTS))
    elif kind == "mixed":
        value = _exact(_without_groups(written))
    elif kind == "spaced":
        value = _exact(written.replace(" ", "").translate(_POINTS))
        alternative = tuple(_exact(p.translate(_POINTS)) for p in written.split(" "))
    else:
        parts = re.split(r"\D", written)
        # A last sign that differs from the first parts decimals.
        last = re.sub(r"\d", "", written)
        decimals = parts.pop() if len(set(last)) > 1 else ""
        value = _exact("".join(parts) + (f".{decimals}" if decimals else ""))
        if language_of(locale) == "en" and _DECADE.match(match.string, start):
            alternative = (value % 100,)
    return Number(value, text[start:end], start, end, alternative)


def _without_groups(written: str) -> str:
    """The last sign is that of the decimals."""
    whole, decimals = re.fullmatch(r"(.*)[.,](.*)", written).groups()  # type: ignore[union-attr]
    return f"{re.sub('[.,]', '', whole)}.{decimals}"


def _signed(number: Number, plain: str, text: str) -> Number:
    """A minus stands at the number and after a space; after a number or a letter it is a dash.

    Behind a letter it may be a minus too: Chinese has no spaces, and ICD-10 may be ICD -10.
    """
    sign = number.start - 1
    if sign < 0 or plain[sign] not in "-−–":
        return number
    before = plain[max(sign - 2, 0) : sign]
    if (
        before
        and not before[-1].isspace()
        and before[-1] not in "([（［「“‘*_\u2066\u2068\u200e\u200f"
    ):
        may_be = (-number.value,) if before[-1].isalpha() and not number.alternative else ()
        return replace(number, alternative=number.alternative or may_be)
    if before[:1].isdecimal():
        return number
    return Number(-number.value, text[sign : number.end], sign, number.end, number.alternative)


def _multiplied(number: Number, text: str, locale: str) -> Number:
    pattern, values = multiplier(language_of(locale))
    match = pattern.match(text, number.end)
    if match is None:
        return number
    value = number.value * values[match["word"].casefold()]
    # “3 mil” may be written 3 000, but “1 in 3 thousand” also stays two words.
    return Number(value, text[number.start : match.end()], number.start, match.end())


@cache
def _and_a_half(language: str) -> re.Pattern[str]:
    return re.compile(AND_A_HALF.get(language, "(?!)"), re.IGNORECASE)


def _with_half(number: Number, text: str, locale: str) -> Number:
    """“2 giờ rưỡi” is two hours and a half, or half past two."""
    match = _and_a_half(language_of(locale)).match(text, number.end)
    if match is None or number.value.denominator > 1 or number.alternative:
        return number
    half = number.value + Fraction(1, 2)
    written = text[number.start : match.end()]
    return Number(half, written, number.start, match.end(), (number.value, Fraction(30)))


def _with_vulgar(found: list[Number], plain: str, text: str) -> Iterator[Number]:
    by_end = {number.end: number for number in found}
    for place, character in enumerate(plain):
        if character in _VULGAR:
            whole = by_end.pop(place, None)
            part = _VULGAR[character]
            start = whole.start if whole else place
            value = whole.value + part if whole else part
            yield Number(value, text[start : place + 1], start, place + 1)
    yield from by_end.values()


def shown(value: Fraction) -> str:
    """A value as a person writes it in English, by `Decimal`: `str` refuses long integers."""
    if value.denominator == 1:
        return str(Decimal(value.numerator))
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(decimal) == value:
        return str(decimal)
    return f"{Decimal(value.numerator)}/{Decimal(value.denominator)}"


@dataclass(slots=True)
class Difference:
    """The numbers that stand on one side alone."""

    missing: list[Number]
    extra: list[Number]

    @classmethod
    def of(cls, source: list[Number], target: list[Number]) -> Difference:
        """Numbers of equal value cancel out, one for one."""
        return cls(_less(source, target), _less(target, source))

    def cancel_alternatives(self) -> None:
        """“2 500” is one number or two, 1/2 a half or “1 of 2”: either may stand opposite."""
        for here, there in ((self.missing, self.extra), (self.extra, self.missing)):
            for number in [n for n in here if n.alternative]:
                others = _taken_from(there, number.alternative)
                if others is not None:
                    here.remove(number)
                    for other in others:
                        there.remove(other)

    def cancel_times(self, alone: Iterable[Timed]) -> None:
        """“2:30 pm” may be the figures 14 and 30 in a form of the language that is not known."""
        for time in alone:
            own = [n for n in self.missing if time.start <= n.start < time.end]
            for minutes in sorted(time.readings) if own else ():
                hour, minute = divmod(minutes, 60)
                there = _either(self.extra, (hour, (hour - 1) % 12 + 1), minute)
                if there is not None:
                    self.missing = [n for n in self.missing if n not in own]
                    self.extra = [n for n in self.extra if n not in there]
                    break

    def excuse_names(self, source: str, target: str) -> None:
        """The digit of a name such as HbA1c goes where the name goes, if no digit came for it."""
        if not self.extra:
            self.missing = [n for n in self.missing if not _went_with_its_name(n, source, target)]

    def excuse_signs(self, *, in_target: bool, in_source: bool) -> None:
        """“-20” may be “minus 20” in words on the other side."""
        for here, there, said in (
            (self.missing, self.extra, in_target),
            (self.extra, self.missing, in_source),
        ):
            for number in [n for n in here if n.value < 0 and said]:
                opposite = _taken_from(there, (-number.value,))
                if opposite is not None:
                    here.remove(number)
                    there.remove(opposite[0])

    def excuse(self, said_in_target: Counter[Fraction], said_in_source: Counter[Fraction]) -> None:
        """A digit on one side may be a word on the other.

        Articles say 1 and negations 0 in passing, so they excuse no number that became another. A
        decade may be said without its century. A word that both sides have speaks of something
        else: where “class II” is “第二类”, neither excuses a 2.
        """
        beyond_one = [
            Counter({v: n for v, n in said.items() if v > 1 or v.denominator > 1})
            for said in (said_in_target - said_in_source, said_in_source - said_in_target)
        ]
        said_in_target, said_in_source = (
            Counter({v: n for v, n in said.items() if v in {0, 1}}) + beyond
            for said, beyond in zip((said_in_target, said_in_source), beyond_one, strict=True)
        )
        self.missing = _unsaid(self.missing, beyond_one[0])
        self.extra = _unsaid(self.extra, beyond_one[1])
        if not (self.missing and self.extra):
            self.missing = _unsaid(self.missing, said_in_target)
            self.extra = _unsaid(self.extra, said_in_source)


# A digit within letters, or at the end of a code: a medicine's name may touch its dose.
_NAME: Final = re.compile(r"\b(?P<stem>[A-Za-z]+)\d+[A-Za-z]+\b|\b(?P<code>[A-Z]{3,})\d+\b")
_FEWEST_LETTERS: Final = 3


def _went_with_its_name(number: Number, text: str, other: str) -> bool:
    """B12 and T4 say too little to be left out."""
    for match in _NAME.finditer(text):
        if match.start() < number.start and number.end <= match.end():
            stem = (match["stem"] or match["code"]).casefold()
            letters = re.sub(r"\d", "", match[0])
            return len(letters) >= _FEWEST_LETTERS and stem not in other.casefold()
    return False


def _either(extra: list[Number], hours: tuple[int, int], minute: int) -> list[Number] | None:
    for hour in hours:
        values = (Fraction(hour), Fraction(minute)) if minute else (Fraction(hour),)
        found = _taken_from(extra, values)
        if found is not None:
            return found
    return None


def _less(numbers_: list[Number], others: list[Number]) -> list[Number]:
    left = Counter(number.value for number in others)
    kept = []
    for number in numbers_:
        if left[number.value]:
            left[number.value] -= 1
        else:
            kept.append(number)
    return kept


def _taken_from(numbers_: list[Number], values: tuple[Fraction, ...]) -> list[Number] | None:
    rest, taken = list(numbers_), []
    for value in values:
        match = next((n for n in rest if n.value == value), None)
        if match is None:
            return None
        rest.remove(match)
        taken.append(match)
    return taken


def _unsaid(numbers_: list[Number], said: Counter[Fraction]) -> list[Number]:
    left = said.copy()
    kept = []
    for number in numbers_:
        alone = number.alternative if len(number.alternative) == 1 else ()
        value = next((v for v in (number.value, *alone) if left[v] > 0), None)
        if value is None:
            kept.append(number)
        else:
            left[value] -= 1
    return kept


def said_in(text: str, locale: str, taken: Iterable[Span] = ()) -> Counter[Fraction]:
    """The values that the words of a text may stand for, but for those in `taken`."""
    return counts(bare(text, taken).replace(_BLANK, " "), language_of(locale))


def said_otherwise(
    source: str, target: str, locale: str, taken: Iterable[Span]
) -> tuple[Counter[Fraction], Counter[Fraction]]:
    """The values of both sides that stand in signs of one side alone: in Roman numerals or names.

    The first are those of the source, which is English: its months are numbers in Chinese and
    Vietnamese.
    """
    here, there = romans(bare(source), bare(target))
    named = calendar_numbers(bare(source, taken).replace(_BLANK, " "), language_of(locale))
    return here + named, there
