"""How hard an article is to read, in each language by the formula that is named and pinned for it.

A trend between versions of one article in one language, never a gate, and nothing to compare two
languages by: a formula counts long words and long sentences, not whether they are the right ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from lxml import html as lxml_html

from polyclinic.check.syllables import BY_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A text of fewer words or sentences gives no figure: one sentence more would change it too much.
FEWEST_WORDS, FEWEST_SENTENCES = 30, 5
# Letters of a word that LIX does not call long yet.
LONG = 6
# Headings, tables, code and figures are no running text.
_NO_PROSE = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "pre", "figure", "summary", "svg", "dt")
_BLOCKS = ("p", "li", "dd", "div", "blockquote", "td", "details", "section", "ul", "ol", "dl")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U000323af]")
_NUMBER = r"\d+(?:[.,٫٬\u202f\u00a0]\d+)*"
# Marks of vowels are part of their word, whether they are letters of their own or not.
_WORD = re.compile(
    rf"{_NUMBER}|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903"
    r"\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d]|['’ʼ-](?=[^\W\d_]))*"
)
_MARK = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u0900-\u0903\u093a-\u094f"
    r"\u0951-\u0957\u0962\u0963\u200c\u200d'’ʼ-]"
)
_CLOSING = "\"'”’»›)\\]」』）】"
# A full stop ends a sentence before white space and a letter that may begin one; in scripts without
# capitals any letter may. Chinese marks and the danda need no space.
_END = re.compile(rf"[。！？।॥][{_CLOSING}]*|[.!?؟…]+[{_CLOSING}]*(?=\s|$)")
_BEGINS = re.compile(r"\s*[\"'“‘«‹(\[¿¡「『（]*(.)", re.DOTALL)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Dra|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|approx|Sr|Sra|p\. ?ej|p\. ?ex|pág"
    r"|EE\. ?UU|núm|Mme|Mlle|Pr|env|ex|cf"
    r"|д-р|ім|вул|напр|проф|т\. ?д|т\. ?п|د|أ\. ?د|डॉ|BS|ThS|TS)\.$"
)


@dataclass(frozen=True)
class Counts:
    """What formulas count in a text: each sentence as its words."""

    language: str
    sentences: tuple[tuple[str, ...], ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words; in Chinese, each character is one."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def words_a_sentence(self) -> float:
        """The mean length of a sentence."""
        return len(self.words) / len(self.sentences)

    @property
    def syllables_a_word(self) -> float:
        """The mean length of a word; a number counts as one syllable."""
        count = BY_LANGUAGE[self.language]
        spoken = (count(word) if word[0].isalpha() else 1 for word in self.words)
        return sum(spoken) / len(self.words)

    @property
    def long_words(self) -> float:
        """How many words of a hundred have more than six letters; marks of vowels are none."""
        letters = (len(_MARK.sub("", word)) for word in self.words if word[0].isalpha())
        return 100 * sum(count > LONG for count in letters) / len(self.words)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what its figures mean. A change of how it counts is another `version`."""

    name: str
    meaning: str  # which way is easier, and what the figure is
    source: str
    measure: Callable[[Counts], float]
    version: int = 1

    @property
    def pinned(self) -> str:
        """The name with the version: figures under two such names are not to be compared."""
        return f"{self.name}, count {self.version}"


def _length(counts: Counts) -> float:
    return counts.words_a_sentence


def _lix(counts: Counts) -> float:
    return counts.words_a_sentence + counts.long_words


_LIX_SOURCE = (
    "C. H. Björnsson, Läsbarhet, 1968; Readability of Newspapers in 11 Languages, Reading Research "
    "Quarterly 18(4), 1983. Not made for this language: no formula with figures we could verify is"
)
_LENGTH_SOURCE = "Plain counting: no formula with figures we could verify is made for this language"

FORMULAS: Final[dict[str, Formula]] = {
    "en": Formula(
        "Flesch-Kincaid grade",
        "a US school grade; lower is easier, aim at 6 to 8",
        "J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, Derivation of New "
        "Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75, 1975",
        lambda c: 0.39 * c.words_a_sentence + 11.8 * c.syllables_a_word - 15.59,
        2,
    ),
    "es": Formula(
        "Szigriszt-Pazos perspicuity",
        "about 0 to 100; higher is easier, 55 to 65 is normal on the INFLESZ scale",
        "F. Szigriszt Pazos, Sistemas predictivos de legibilidad del mensaje escrito, 1993; "
        "I. M. Barrio-Cantalejo and others, Anales del Sistema Sanitario de Navarra 31(2), 2008",
        lambda c: 206.835 - 62.3 * c.syllables_a_word - c.words_a_sentence,
    ),
    "fr": Formula(
        "Kandel-Moles reading ease",
        "about 0 to 100; higher is easier",
        "L. Kandel, A. Moles, Application de l'indice de Flesch à la langue française, Cahiers "
        "d'Études de Radio-Télévision 19, 1958",
        lambda c: 207 - 1.015 * c.words_a_sentence - 73.6 * c.syllables_a_word,
    ),
    "pt": Formula(
        "Flesch reading ease, adapted to Portuguese",
        "about 0 to 100; higher is easier",
        "T. B. F. Martins, C. M. Ghiraldelo, M. G. V. Nunes, O. N. Oliveira Jr., Readability "
        "Formulas Applied to Textbooks in Brazilian Portuguese, 1996",
        lambda c: 248.835 - 1.015 * c.words_a_sentence - 84.6 * c.syllables_a_word,
    ),
    "uk": Formula("LIX", "about 20 to 60; lower is easier", _LIX_SOURCE, _lix),
    "ar": Formula("LIX", "about 20 to 60; lower is easier", _LIX_SOURCE, _lix),
    "hi": Formula("LIX", "about 20 to 60; lower is easier", _LIX_SOURCE, _lix),
    "vi": Formula("syllables a sentence", "mean length; lower is easier", _LENGTH_SOURCE, _length),
    "zh": Formula("characters a sentence", "mean length; lower is easier", _LENGTH_SOURCE, _length),
}
# What any other language that puts spaces between words is measured by.
OTHER: Final = FORMULAS["uk"]


def formula(locale: str) -> Formula:
    """The formula of a language."""
    return FORMULAS.get(_language(locale), OTHER)


def measure(html: str, locale: str) -> float | None:
    """The figure of a text in HTML, to one decimal; None if it is too short to have one."""
    counts = count(html, locale)
    if len(counts.words) < FEWEST_WORDS or len(counts.sentences) < FEWEST_SENTENCES:
        return None
    return round(formula(locale).measure(counts), 1)


@lru_cache(maxsize=16)
def count(html: str, locale: str) -> Counts:
    """The sentences of the running text of a page that is in its own language."""
    language = _language(locale)
    sentences = (words(s, language) for text in _texts(html) for s in sentences_of(text, language))
    return Counts(language, tuple(found for found in sentences if found))


def sentences_of(text: str, language: str) -> Iterator[str]:
    """The sentences of a paragraph. What has no end mark, such as the item "Bone", is none."""
    start = 0
    capitals = language not in {"ar", "hi", "zh"}
    for end in _END.finditer(text):
        after = _BEGINS.match(text, end.end())
        begins = after is None or not (capitals and after[1].islower())
        if begins and not (end[0] == "." and _ABBREVIATION.search(text[start : end.end()])):
            yield text[start : end.end()]
            start = end.end()


def words(sentence: str, language: str) -> tuple[str, ...]:
    """The words of a sentence: syllables in Vietnamese, characters in Chinese."""
    if language == "zh":
        sentence = _HAN.sub(r" \g<0> ", sentence)
    return tuple(_WORD.findall(sentence))


def _texts(html: str) -> Iterator[str]:
    """The texts of the blocks; no headings, tables or code, nothing in another language."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.xpath(" | ".join(f"//{name}" for name in _NO_PROSE) + " | //*[@lang]"):
        element.drop_tree()
    for block in root.xpath("|".join(f"descendant-or-self::{name}" for name in _BLOCKS)):
        text = " ".join("".join(_own(block)).split())
        if text:
            yield text


def _own(block: lxml_html.HtmlElement) -> Iterator[str]:
    """The text of a block without that of the blocks in it."""
    yield block.text or ""
    for child in block:
        if isinstance(child.tag, str):
            yield from () if child.tag in _BLOCKS else _own(child)
        yield f" {child.tail or ''}" if child.tag in {*_BLOCKS, "br"} else child.tail or ""


def _language(locale: str) -> str:
    return re.split(r"[-_]", locale)[0].lower()
