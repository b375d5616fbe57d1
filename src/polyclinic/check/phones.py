"""Phone numbers in a text, however their digits are parted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from polyclinic.check.numbers import bare, has_figures

# A number for abroad; one of North America; one that begins with 0; one without its area.
_PHONE: Final = re.compile(
    r"(?<![\d.,+])(?:"
    r"\+\d{1,3}(?:[\s.()\u00a0\u202f-]{1,3}\d{1,4}){2,5}"
    r"|(?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.\s\u00a0-])\d{3}[.\s\u00a0-]\d{4}"
    r"|\(?0\d{1,4}\)?(?:[\s.\u00a0-]\d{2,4}){2,4}"
    r"|\d{3}-\d{4}"
    r")(?![\d-])"
)
_PARTED_BY: Final = r"[\s.()\u00a0\u202f\u200e\u200f\u2066-\u2069/+-]{0,3}"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number where it stands, and its digits."""

    digits: str
    text: str
    start: int
    end: int


def phones(text: str) -> list[Phone]:
    """The phone numbers of a text, in order."""
    return list(_phones(text))


@lru_cache(maxsize=256)
def _phones(text: str) -> tuple[Phone, ...]:
    if not has_figures(text):
        return ()
    return tuple(_phone(text, m.start(), m.end(), m[0]) for m in _PHONE.finditer(bare(text)))


def _phone(text: str, start: int, end: int, folded: str) -> Phone:
    return Phone(re.sub(r"\D", "", folded), text[start:end], start, end)


def same_digits(text: str, phone: Phone) -> Phone | None:
    """The same digits in a text, however they are parted there."""
    pattern = _PARTED_BY.join(phone.digits)
    match = re.search(rf"\+?(?<!\d){pattern}(?!\d)", bare(text))
    return None if match is None else _phone(text, match.start(), match.end(), match[0])


@dataclass(frozen=True, slots=True)
class Calls:
    """The phone numbers of both sides: those that agree, and those that stand alone."""

    agreeing: tuple[tuple[Phone, Phone], ...]
    missing: tuple[Phone, ...]
    extra: tuple[Phone, ...]

    @classmethod
    def of(cls, source: str, target: str) -> Calls:
        """Look in the translation for each number of the source, and the other way round."""
        agreeing, missing, extra = [], [], []
        for phone in phones(source):
            there = same_digits(target, phone)
            if there is None:
                missing.append(phone)
            else:
                agreeing.append((phone, there))
        taken = [there for _, there in agreeing]
        for phone in phones(target):
            inside = any(t.start < phone.end and phone.start < t.end for t in taken)
            if not inside and same_digits(source, phone) is None:
                extra.append(phone)
        return cls(tuple(agreeing), tuple(missing), tuple(extra))
