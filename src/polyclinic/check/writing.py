"""How the nine languages are written: scripts, common words, usual lengths, marks, look-alikes."""

from __future__ import annotations

import re
from functools import lru_cache

NOT_PROSE = re.compile(
    r"\{[^{}]*\}|%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|(?<!\d)(?<!\d\s)%[sdrif](?![^\W_])"
    r"|\]\([^()]*\)|</?\d+/?>|\[\^[^\]]*\]|`[^`]*`|<[a-zA-Z/!][^<>]*>|!\["
    r"|&#?\w+;"
    r"|\b(?:https?|mailto|tel):[^\s)]+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+"
)
"""Quantities, marks, placeholders, code, tags and addresses: no rule on words reads them."""

# What one letter of a script looks like, by the language written in it.
OWN_LETTER = {
    "ar": r"[\u0600-\u06FF\u0750-\u077F]",
    "hi": r"[\u0900-\u097F]",
    "uk": r"[\u0400-\u052F]",
    "zh": r"[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]",
    "es": r"[A-Za-zªº\u00C0-\u024F]",
    "fr": r"[A-Za-z\u00C0-\u024F]",
    "pt": r"[A-Za-zªº\u00C0-\u024F]",
    "vi": r"[A-Za-z\u00C0-\u024F\u0300-\u0309\u0323\u1E00-\u1EFF]",
}

# Letters that the language does not have and a neighbour in the same script does.
FOREIGN_LETTER = {
    "uk": ("[ыэёъ]", "Russian"),
    "ar": ("[پچژگۀےٹڈڑ]", "Persian or Urdu"),
    "zh": (
        "[\u3040-\u30ff\uac00-\ud7a3們這個來時會說對為醫療藥術體請問與從開關還應將過進運動選擇]",
        "traditional Chinese, Japanese or Korean",
    ),
}

# Common words that none of the other languages here has, for telling Latin scripts apart.
STOP_WORDS = {
    "en": "the|and|of|is|are|you|your|with|for|this|that|it|or|have|what|when|from|by|not",
    "es": "el|los|las|y|usted|su|sus|con|una|del|lo|le|es|muy|pero|esta|este|puede|cuando|o al",
    "fr": "le|et|vous|votre|vos|du|dans|avec|une|pour|est|sont|ou|ce|cette|qui|pas|au|aux|il|elle",
    "pt": "não|você|uma|um|da|do|em|na|dos|seu|sua|com|ou|isso|é|mais|são|pelo|pela|ao|ele|ela",
    "vi": "bạn|của|và|là|có|không|được|cho|này|các|trong|một|với|hoặc|những|khi|để|đã|bị|hãy|nếu",
}

# Length of a translation over that of its source, in letters without marks, for texts of 30 to 79
# letters and for longer ones. Measured on 2576 reviewed entries, then widened by half.
LENGTHS = {
    "es": ((0.45, 2.9), (0.50, 2.6)),
    "fr": ((0.45, 3.4), (0.55, 2.6)),
    "pt": ((0.45, 2.9), (0.50, 2.6)),
    "ar": ((0.30, 2.6), (0.36, 2.2)),
    "zh": ((0.12, 0.9), (0.14, 0.85)),
    "hi": ((0.40, 2.7), (0.48, 2.3)),
    "vi": ((0.30, 2.7), (0.50, 2.5)),
    "uk": ((0.35, 2.8), (0.48, 2.3)),
}

_NO_SPACE_BEFORE = (r"(?<=\w)[ \u00a0\u202f]+[,;:!?](?!\w)", "no space stands before this mark")
# A sign of inches or seconds stands behind a figure.
_STRAIGHT = r"(?<!\d)\"(?!\w*['′])"

# What a language's typography does not write: a pattern, and what it writes instead.
# French: Lexique des règles typographiques en usage à l'Imprimerie nationale; the others: CLDR.
TYPOGRAPHY: dict[str, tuple[tuple[str, str], ...]] = {
    "es": (_NO_SPACE_BEFORE, (_STRAIGHT, "use « »")),
    "fr": (
        (r"(?<![\u00a0\u202f;!?«])[;!?]", "put a narrow no-break space (U+202F) before it"),
        (r"(?<![\u00a0\u202f\d/:]):(?![:\w]|//)", "put a no-break space (U+00A0) before it"),
        (r"«(?![\u00a0\u202f])", "put a no-break space (U+00A0) after it"),
        (r"(?<![\u00a0\u202f])»", "put a no-break space (U+00A0) before it"),
        (_STRAIGHT, "use « »"),
    ),
    "fr-CA": (
        (r"(?<![\u00a0\u202f\d/:]):(?![:\w]|//)", "put a no-break space (U+00A0) before it"),
        (_STRAIGHT, "use « »"),
    ),
    "pt": (_NO_SPACE_BEFORE, (_STRAIGHT, "use “ ”")),
    "ar": (
        (r"(?<=[\u0621-\u064a])\s*,", "use ،"),
        (r"(?<=[\u0621-\u064a])\s*;", "use ؛"),
        (r"(?<=[\u0621-\u064a])\s*\?", "use ؟"),
        (_STRAIGHT, "use « »"),
    ),
    "zh": (
        (r"(?<=[\u4e00-\u9fff]),", "use ， or 、"),
        (r"(?<=[\u4e00-\u9fff])\.(?![\w.])", "use 。"),
        (r"(?<=[\u4e00-\u9fff]);", "use ；"),
        (r"(?<=[\u4e00-\u9fff]):", "use ："),
        (r"(?<=[\u4e00-\u9fff])\?", "use ？"),
        (r"(?<=[\u4e00-\u9fff])!", "use ！"),
        (r"[\u4e00-\u9fff] +(?=[\u4e00-\u9fff])", "no space stands between Chinese letters"),
        (_STRAIGHT, "use “ ”"),
    ),
    "hi": (
        (r"(?<=[\u0900-\u0963])(?<!डॉ)(?<!श्री)(?<!प्रो)\.(?=\s|$)", "end the sentence with ।"),
        # With space on both sides it parts the forms of a term.
        (r"(?<=[\u0900-\u0963])(?:\||\s\|(?=\s*$))", "end the sentence with ।"),
        _NO_SPACE_BEFORE,
        (_STRAIGHT, "use “ ”"),
    ),
    "vi": (_NO_SPACE_BEFORE, (_STRAIGHT, "use “ ”")),
    "uk": (_NO_SPACE_BEFORE, (_STRAIGHT, "use « »")),
}

# Spanish opens what it closes.
PAIRED = {"es": (("¿", "?"), ("¡", "!"))}

# Signs nobody sees. Joiners shape Arabic and Devanagari; the marks of direction belong to Arabic.
INVISIBLE = {
    "\u00ad": "soft hyphen",
    "\u061c": "Arabic letter mark",
    "\u115f": "Hangul filler",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "end of embedding",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2060": "word joiner",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first-strong isolate",
    "\u2069": "end of isolate",
    "\u3164": "Hangul filler",
    "\ufeff": "byte order mark",
    "\ufffd": "replacement character",
}
USEFUL_INVISIBLE = {
    "ar": frozenset("\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"),
    "hi": frozenset("\u200c\u200d"),
}

LATIN = r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]"
# A word that begins in one alphabet and goes on in one that looks like it.
MIXED = (
    (
        re.compile(
            rf"(?<![\w’'-])[\w’'-]*(?:{LATIN}[\u0400-\u052F]|[\u0400-\u052F]{LATIN})[\w’'-]*"
        ),
        "Cyrillic",
    ),
    # Greek μ in μg or μm is the unit's own letter.
    (re.compile(rf"(?<!\w)\w*(?:{LATIN}[Α-ώ]|(?!μ[glLmMs]\b)[Α-ώ]{LATIN})\w*"), "Greek"),
)
# A Latin letter alone among Cyrillic words, which looks like a word of the language.
LONE = {"uk": re.compile(r"(?<![\w.,'’-])[aioyex](?![\w.,'’)-])")}
# Persian letters that look like Arabic ones and are not found when a reader searches.
LOOK_ALIKE = {"ar": re.compile("[یک]"), "uk": re.compile("(?!)")}


# Each alternative of NOT_PROSE begins with one of these, or has it within.
_SIGN = re.compile(r"[{%\]<`!&@]|\[\^|https?:|mailto:|tel:|www\.")


# All rules on words ask for the same texts, one after the other.
@lru_cache(maxsize=256)
def prose(text: str) -> str:
    """The text with what is no prose blanked out, each place as long as before."""
    if not _SIGN.search(text):
        return text
    return NOT_PROSE.sub(lambda match: "0" * len(match[0]), text)


@lru_cache(maxsize=256)
def words_only(text: str) -> str:
    """The text without what is no prose."""
    return NOT_PROSE.sub(" ", text) if _SIGN.search(text) else text
