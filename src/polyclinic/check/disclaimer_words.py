"""What the disclaimer checks know of the nine languages, in tables that an editor can check."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Small words that a text of some sentences can't do without, and that the others do not share.
STOP_WORDS: Final = {
    "en": "the and not your this from you with does what because or to of is by for on an",
    "es": "el los las y con por del usted su este esta una qué ni es su lo le sobre al se",
    "fr": "le les des et du vous votre cet cette une pas avec ne est sur pour aux dans ni à",
    "pt": "o os as e do da você seu sua este esta uma não com é em ao à um dos das nem foi",
    "vi": "này không của và bạn là một các cho được có hoặc từ để những trên với vì trong",
    "hi": "है में नहीं के की का और से यह इस आप को या न करें हैं पर ने ही अपने",
    "uk": "не і та ви або ця цю це від про що на з у в якщо ваш вам цієї до як",
    "ar": "في من على لا هذا هذه أو ولا إلى عن أي ما هي هو لم بسبب عند بين كل",
}
LANGUAGE_NAMES: Final = {
    "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "vi": "Vietnamese",
    "hi": "Hindi", "uk": "Ukrainian", "ar": "Arabic", "zh": "Chinese",
}  # fmt: skip

# The letters of each language's script; what is in no table is written in Latin letters.
SCRIPTS: Final = {
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "uk": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}
LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters of a neighbour that shares the script: Russian, Persian and Urdu, traditional Chinese.
FOREIGN_LETTERS: Final = {
    "uk": "ыэъёЫЭЪЁ",
    "ar": "پچژگکی",
    "zh-Hans": "們這個來說請療醫藥師對會應該過還與為從護電話開關處無體檢專業獲變",
    "pt": "ñ¿¡",
    "es": "ãõ",
    "fr": "ãõñ¿¡",
    "en": "ãõñ¿¡éèàçß",
}

# What makes "do not" out of "do": one of them stands in each sentence that forbids or denies.
NEGATIONS: Final = {
    "en": r"\bnot\b|n[’']t\b|\bnever\b|\bno\b|\bcannot\b",
    "es": r"\bno\b|\bnunca\b|\bning[uú]n",
    "fr": r"\bne\b|\bn[’']|\bpas\b|\bjamais\b|\baucun",
    "pt": r"\bn[ãa]o\b|\bnunca\b|\bnenhum",
    "ar": r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|عدم|دون|غير)(?!\w)",
    "zh": r"不|勿|未|没|别|无",
    # A vowel sign is no letter for `\w`: "ने" is not "न".
    "hi": r"नहीं|(?<![\w\u0900-\u097f])(?:न|ना|मत)(?![\w\u0900-\u097f])|बिना",
    "vi": r"không|đừng|chưa|chớ|chẳng",
    "uk": r"\bне\b|\bні\b|\bжод|\bнемає\b|\bбез\b",
}

# The source's language as each language names it, and a qualified translator.
SOURCE_NAMES: Final = {
    "es": {"en": "inglés"},
    "fr": {"en": "anglais"},
    "pt": {"en": "inglês"},
    "ar": {"en": "إنجليزي|انجليزي|إنكليزي"},
    "zh": {"en": "英文|英语"},
    "hi": {"en": "अंग्रेज़ी|अंग्रेज़ी|अंग्रेजी|इंग्लिश"},
    "vi": {"en": "tiếng Anh"},
    "uk": {"en": "англійськ"},
    "en": {"es": "Spanish", "fr": "French"},
}
TRANSLATORS: Final = {
    "en": r"translator", "es": r"traductor", "fr": r"traduct(?:eur|rice)", "pt": r"tradutor",
    "ar": r"مترجم(?!ة)", "zh": r"译员|译者", "hi": r"अनुवादक", "uk": r"перекладач",
    "vi": r"biên dịch|người dịch|dịch giả",
}  # fmt: skip

# The words before or after a number that is called.
CALLING: Final = {
    "en": r"\b(?:call|dial|phone|ring)\b",
    "es": r"\b(?:llam|marque|marcar|telefon)",
    "fr": r"\b(?:appel|compos|téléphon)",
    "pt": r"\b(?:ligue|ligar|disque|chame|telefon)",
    "ar": r"اتصل|اتصال|هاتف",
    "zh": r"拨打|致电|呼叫|拨",
    "hi": r"फ़ोन|फ़ोन|फोन|कॉल|डायल",
    "vi": r"gọi|điện thoại|bấm số",
    "uk": r"зателефон|телефон|дзвон|виклич",
}


def base(locale: str) -> str:
    """The language of a locale: `pt` of `pt-BR`."""
    return locale.replace("_", "-").split("-")[0].lower()


@lru_cache(maxsize=1024)
def wrong_language(text: str, locale: str) -> str:
    """Why a text can't be in a language, or "" where it can. Short texts pass for lack of proof."""
    language = base(locale)
    return _wrong_script(text, language) or _foreign_letter(text, locale) or _others(text, language)


def _wrong_script(text: str, language: str) -> str:
    own = SCRIPTS.get(language, LATIN)
    letters = sum(c.isalpha() or unicodedata.category(c).startswith("M") for c in text)
    least, half = 8, 0.5
    if letters < least or len(own.findall(text)) >= half * letters:
        return ""
    return f"only {len(own.findall(text))} of its {letters} letters are of the right script"


def _foreign_letter(text: str, locale: str) -> str:
    signs = FOREIGN_LETTERS.get(locale) or FOREIGN_LETTERS.get(base(locale), "")
    found = [c for c in text if c in signs]
    enough = 2
    return f"it has the foreign letters {''.join(found[:5])}" if len(found) >= enough else ""


def _others(text: str, language: str) -> str:
    """Whether the small words are those of another language."""
    if language not in STOP_WORDS:
        return ""
    words = re.findall(r"[^\W\d_]+(?:[\u0900-\u097f]+[^\W\d_]*)*", text.lower())
    counts = {name: sum(word in _stop_words(name) for word in words) for name in STOP_WORDS}
    best = max(counts, key=lambda name: counts[name])
    lead = 2
    if counts[best] < counts[language] + lead:
        return ""
    return f"its small words are {LANGUAGE_NAMES.get(best, best)}"


@lru_cache(maxsize=16)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(STOP_WORDS[language].split())


def denies(text: str, locale: str) -> bool:
    """Whether a text has a "not" of its language; a language nobody described may."""
    pattern = NEGATIONS.get(base(locale))
    return pattern is None or bool(re.search(pattern, text, re.IGNORECASE))


def western_digits(text: str) -> str:
    """A text with the digits of all scripts written as 0 to 9."""
    return _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)


_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
