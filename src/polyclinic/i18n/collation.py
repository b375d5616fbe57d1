"""The alphabetical order of a language, and the headings of its index.

The only import of ICU: Babel knows no collation. The order and the headings are CLDR's: Chinese by
pinyin under Latin letters, Vietnamese Đ after D, Spanish Ñ after N, Hindi by Devanagari letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Generic, TypeVar

import icu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Item = TypeVar("Item")

# What an index calls names that begin with no letter of any alphabet it has, such as "5-FU".
OTHER = "#"

# Arabic dictionaries and indexes set the article aside: "الكلى" (the kidney) stands under ك.
_ARTICLE = re.compile(r"^ال(?=\w{2})")
# In these words the two letters belong to the root (form VIII of roots in ل), as in inflammation.
_NO_ARTICLE = re.compile(
    r"^ال(?:تهاب|تهام|تئام|تواء|تصاق|تحام|تماس|تزام|تباس|تفاف|تقاء|تقاط|تجاء|تحاق|تحاء|تماع|تهائ"
    r"|زهايمر|رجي|ياف|كترون|بومين|دوستيرون|فا|ماس)"
)
# Brackets and quotes before a name do not count.
_LEADING = re.compile(r"^[^\w]+(?=\w)")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")


@dataclass(frozen=True, slots=True)
class Heading(Generic[Item]):
    """One heading of an index, and what stands under it, in order."""

    label: str
    items: tuple[Item, ...]


class Alphabet:
    """The order of one language's names."""

    def __init__(self, locale: str) -> None:
        """Take a language by its BCP 47 tag; an unknown one has the order of the root locale."""
        self.locale = locale
        self._icu = icu.Locale.forLanguageTag(locale)
        self._collator = icu.Collator.createInstance(self._icu)

    def key(self, name: str) -> bytes:
        """What to sort a name by; equal for the same name, case and accents told apart last."""
        return bytes(self._collator.getSortKey(self.filed(name)))

    def filed(self, name: str) -> str:
        """A name as it is filed: without what the language sets aside."""
        name = _LEADING.sub("", " ".join(name.split()))
        if self._icu.getLanguage() != "ar":
            return name
        bare = _MARKS.sub("", name)
        return bare if _NO_ARTICLE.match(bare) else _ARTICLE.sub("", bare)

    def index(self, items: Iterable[Item], name: Callable[[Item], str]) -> list[Heading[Item]]:
        """Items under the headings of the language, in its order; empty headings are left out.

        Names in another alphabet, such as MRI in Arabic, have headings of their own after it.
        """
        index = icu.AlphabeticIndex(self._icu)
        index.addLabels(icu.Locale.getEnglish())
        buckets = index.buildImmutableIndex()
        found: dict[str, list[Item]] = {}
        others: list[Item] = []
        for item in sorted(items, key=lambda item: (self.key(name(item)), name(item))):
            filed = self.filed(name(item))
            label, kind = buckets.getBucket(buckets.getBucketIndex(filed))
            letter = kind == icu.UAlphabeticIndexLabelType.NORMAL
            (found.setdefault(label, []) if letter else others).append(item)
        labels = (buckets.getBucket(number)[0] for number in range(buckets.bucketCount))
        headings = [Heading(label, tuple(found[label])) for label in labels if label in found]
        return [*headings, Heading(OTHER, tuple(others))] if others else headings

    def letters(self, count: int) -> list[str]:
        """Small letters to count with: a, b, c, and after the last one aa, ab."""
        buckets = icu.AlphabeticIndex(self._icu).buildImmutableIndex()
        found = (buckets.getBucket(number) for number in range(buckets.bucketCount))
        normal = icu.UAlphabeticIndexLabelType.NORMAL
        alphabet = [label.lower() for label, kind in found if kind == normal]
        length = 1
        while sum(len(alphabet) ** n for n in range(1, length + 1)) < count:
            length += 1
        words = (product(alphabet, repeat=n) for n in range(1, length + 1))
        return ["".join(word) for group in words for word in group][:count]
