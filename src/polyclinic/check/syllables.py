"""How many syllables a word has, in the languages whose reading formulas count them.

The counts are pinned: another way of counting is another version of a formula (`readability.py`),
and its figures are not to be compared with older ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# English: vowels that are said apart: "media", "area", "period", "science", "cryo"; not "-tion".
_APART = re.compile(
    r"(?<![tscg])i[ao](?!u)|[^c]ea$|eo(?!ple)|[^gq]ua|(?:sc|[^tc])ie(?:n[ct]|t$)|[^aeiou]yo"
)


def english(word: str) -> int:
    """The syllables of an English word, at least 1."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    if re.search(r"[^aeiouyl]e$|[aeiouy]le$", letters):
        count -= 1  # a silent e: "make", "while", but not "table"
    if re.search(r"[^aeiouytd]ed$", letters):
        count -= 1  # "used", but not "treated"
    count += len(_APART.findall(letters))
    return max(count, 1)


_ES_SILENT = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
# One vowel is said by itself if it is strong, or weak with an accent; weak ones go with another.
_ES_GROUP = re.compile(r"[aeoáéíóúiuü]+|y(?![aeoáéíóúiuü])")
_ES_STRONG = re.compile(r"[aeoáéíóú]")


def spanish(word: str) -> int:
    """The syllables of a Spanish word, at least 1: "día" has 2, "tiene" 2, "cirugía" 4."""
    text = _ES_SILENT.sub("", word.lower())
    text = re.sub(r"(?<=[aeou])y(?![aeoáéíóúiu])", "i", text)
    groups = _ES_GROUP.findall(text)
    return max(sum(max(len(_ES_STRONG.findall(group)), 1) for group in groups), 1)


_PT_SILENT = re.compile(r"(?<=[qg])u(?=[aeiouáéíóúâêôãõ])")
_PT_NASAL = re.compile(r"ão|ãe|õe|ãi")
# At the end of a word with an accent before, "história", "água": said as one.
_PT_END = re.compile(r"(?<=[^aeiouáéíóúâêôãõ])[iu](?=[aeo]s?$)")
_PT_ACCENT = re.compile(r"[áéíóúâêô]")
# A weak vowel goes with the vowel before it, but not before nh, nor where a consonant of its own
# syllable follows: "ra-i-nha", "a-in-da", "ca-ir".
_PT_FALLING = re.compile(
    r"(?<=[aeouáéóâêô])i(?!nh|[lmnrz](?![aeiouáéíóúâêôãõ]))"
    r"|(?<=[aeiáéíâê])u(?!nh|[lmnrz](?![aeiouáéíóúâêôãõ]))|(?<=ó)u|(?<=o)u"
)


def portuguese(word: str) -> int:
    """The syllables of a Portuguese word, at least 1: "dia" has 2, "não" 1, "história" 3."""
    text = _PT_SILENT.sub("", word.lower())
    if len(_PT_ACCENT.findall(text)) == 1 and _PT_ACCENT.search(text[:-3]):
        text = _PT_END.sub("", text)
    text = _PT_NASAL.sub("ã", text)
    text = _PT_FALLING.sub("", text)
    return max(len(re.findall(r"[aeiouáéíóúâêôãõàüy]", text)), 1)


_FR_GROUP = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
# Vowels that are said apart: "cré-er", "ré-action", "na-ïf", and after two consonants "cli-ent".
_FR_APART = re.compile(
    r"é(?=[aèêoiu]|e(?!s?$))|(?<=[aou])ï|ë(?=[lm])|(?<=[bcdfgptv][lr])i(?=[aeéèo])"
)
_FR_SILENT = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])es?$|(?<=[éiu])es?$")
_FR_GLIDE = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéèê])")


def french(word: str) -> int:
    """The syllables of a French word as it is said, at least 1: a last e or es is silent.

    The ending -ent is counted, as its letters do not tell whether it is a verb's.
    """
    total = 0
    for part in re.split(r"[-'’]", word.lower()):
        text = _FR_GLIDE.sub("", part)
        groups = len(_FR_GROUP.findall(text)) + len(_FR_APART.findall(text))
        if groups > 1 and _FR_SILENT.search(text):
            groups -= 0 if re.search(r"[éiu]es?$", text) else 1
        total += max(groups, 1) if re.search(r"[^\W\d_]{2}", text) else 0
    return max(total, 1)


BY_LANGUAGE: Final[dict[str, Callable[[str], int]]] = {
    "en": english,
    "es": spanish,
    "pt": portuguese,
    "fr": french,
}
