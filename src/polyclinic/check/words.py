"""Words of the nine languages that a rule looks for, and how to find them in running text.

A lexicon is a table of entries between bars. `*` stands for any further letters, so `evit*` finds
“evite” and “evitar”. Case, Arabic vowel signs, alef forms and the Devanagari nukta do not matter.
An Arabic entry is also found behind و ف ب ك ل س and the article; a Chinese one anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

LETTER = r"(?:[^\W\d_\u0900-\u097F]|[\u0900-\u0963\u0971-\u097F])"

# Signs that a writer may put or leave without another word: Arabic vowel signs and tatweel, the
# Ukrainian stress mark, the nukta, joiners, and what isolates a run of text.
_NO_LETTERS = frozenset(
    "\u0301\u093c\u0640\u0670\u00ad\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
    + "".join(map(chr, range(0x064B, 0x0653)))
)
_SAME_LETTER = str.maketrans("أإآىँ’ʼ`", "اااي\u0902'''")

_SENTENCE_END = re.compile(r"(?<=[.!?…؟])[\"»”’)\]*]*\s+|(?<=[。！？।])[”」）]?\s*|\n\s*\n")
_ARABIC_PREFIX = "(?:[وف])?(?:[بكلس])?(?:ال|ل)?"


@dataclass(frozen=True, slots=True)
class Found:
    """A word as it stands in the text, and where."""

    text: str
    offset: int


def language(locale: str) -> str:
    """The language a lexicon is kept under: `pt` for `pt-BR`."""
    return re.split("[-_]", locale)[0]


@lru_cache(maxsize=4096)
def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without differences that make no other word; where each letter of it stood."""
    letters = [_letters(letter) for letter in text]
    places = (place for place, parts in enumerate(letters) for _ in parts)
    return "".join(letters), (*places, len(text))


@cache
def _letters(letter: str) -> str:
    """What is left of a letter: mostly one, of a sign nothing."""
    parts = unicodedata.normalize("NFC", letter).lower().translate(_SAME_LETTER)
    return "".join(part for part in parts if part not in _NO_LETTERS)


@lru_cache(maxsize=4096)
def pattern(entries: str, tongue: str) -> re.Pattern[str]:
    """One pattern for all entries of a lexicon, the longest first; for folded text."""
    folded = sorted((fold(entry)[0].strip() for entry in entries.split("|")), key=len, reverse=True)
    parts = "|".join(_entry(entry) for entry in folded if entry) or "(?!)"
    if tongue == "zh":
        return re.compile(f"(?:{parts})")
    prefix = _ARABIC_PREFIX if tongue == "ar" else ""
    return re.compile(
        f"(?<!(?:{LETTER}))".replace("(?:[^", "(?:[^") + f"{prefix}(?:{parts})(?!{LETTER})"
    )


def _entry(entry: str) -> str:
    escaped = re.escape(entry).replace(r"\*", f"{LETTER}*")
    return re.sub(r"(?:\\ )+", r"\\s+", escaped)


def find(entries: str, tongue: str, text: str) -> list[Found]:
    """Where the entries of a lexicon stand in the text."""
    return list(_find(entries, tongue, text))


@lru_cache(maxsize=1024)
def _find(entries: str, tongue: str, text: str) -> tuple[Found, ...]:
    folded, places = fold(text)
    return tuple(
        Found(text[places[match.start()] : places[match.end() - 1] + 1], places[match.start()])
        for match in pattern(entries, tongue).finditer(folded)
    )


def without(entries: str, tongue: str, text: str) -> str:
    """The text with each of the entries blanked out, as long as before."""
    for found in find(entries, tongue, text):
        end = found.offset + len(found.text)
        text = text[: found.offset] + " " * len(found.text) + text[end:]
    return text


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def aligned(source: str, target: str) -> list[tuple[str, str]]:
    """Sentence beside sentence, or the whole texts where a translator joined or split some."""
    left, right = sentences(source), sentences(target)
    return list(zip(left, right, strict=True)) if len(left) == len(right) else [(source, target)]


# What says "not". Clitics (n'), affixes and verbs that carry the denial (avoid) are among them.
NEGATORS = {
    "en": "not|cannot|*n't|no|never|nobody|nothing|none|neither|nor|without|avoid|avoids|avoiding"
    "|unable|nowhere",
    "es": "no|nunca|jamás|nadie|nada|ningún|ninguno|ninguna|ni|sin|tampoco|evit*|imposible|incapaz"
    "|incapaces|carec*|falta|prohib*|duda*|inválid*|incomplet*|inactiv*|indisponib*|insuficient*"
    "|desconocid*|inexistent*|omit*|exclu*|excepto|salvo",
    "fr": "ne|n|non|pas|jamais|aucun|aucune|sans|rien|ni|évit*|incapable*|impossible*|guère"
    "|nul|doute*"
    "|nulle|interdi*|dépourvu*|introuvable*|inactif*|inactive*|invalide*|indisponible*|incomplet*"
    "|incomplète*|insuffisan*|inconnu*|absent*|échou*|omet*|exclu*|sauf",
    "pt": "não|nunca|jamais|ninguém|nada|nenhum|nenhuma|nem|sem|evit*|tampouco|impossível|incapaz"
    "|incapazes|proib*|dúvida*|inválid*|incomplet*|inativ*|indispon*|insuficient*|desconhecid*"
    "|inexistent*|omit*|omiss*|exclu*|exceto|salvo",
    "ar": "لا|لم|لن|ليس*|لست|لسنا|لستم|لسن|غير|دون|بدون|عدم|تجنب*|يتجنب*|بلا|ألا|لئلا|كيلا|تعذر*"
    "|يتعذر|تتعذر|عاجز*|انعدام|ممنوع*|امتنع*|الامتناع|ما من|خال|خالي*|يمنع|خلو|فشل*|إلا|ماعدا"
    "|ما عدا|سوى",
    "zh": "不|没|沒|无|無|未|勿|别|非|莫|免|禁|否|毫无|拒",
    "hi": "नहीं|नही|न|ना|मत|बिना|बगैर|बगैर|बचें|बचना|बचिए|बचने|परहेज़|असमर्थ|मना|ग़ैर*|रहित"
    "|शंका|संदेह|असंभव"
    "|नामुमकिन|वर्जित|अमान्य|अनुपलब्ध|असफल|विफल|अक्षम|सिवाय|अलावा",
    "vi": "không|chưa|đừng|chẳng|chớ|tránh|thiếu|vô|phi|chả|cấm|miễn|máu vẫn chảy",
    "uk": "не|ні|ані|без|ніхто|нікого|нікому|ніким|ніколи|нічого|нічому|нічим|ніщо|ніде|ніяк*|немає"
    "|нема|жоден|жодн*|уник*|неможлив*|нездатн*|неспромож*|нетермінов*|нев*|незатверд*"
    "|заборон*|відсутн*|брак*|недостат*|недоступ*|непорожн*|недійсн*|неповн*|неактивн*|неправильн*"
    "|неприпуст*|недопуст*|непотрібн*|крім|окрім",
}

# Words that hold a negator's letters and deny nothing.
NOT_NEGATING = {
    "en": "not only|not just|isn't only|isn't just|whether or not|or not|no longer than"
    "|no more than|not more than|not greater than|not less than|not later than|no later than"
    "|no less than|no matter|not the same",
    "es": "no solo|no sólo|no obstante|nada más",
    "fr": "non seulement|pas à pas",
    "pt": "não só|não apenas",
    "ar": "لا سيما|لا بد|لا بأس|غيره|غيرها|غيرهم|ألا وهو",
    "zh": "特别|分别|性别|级别|类别|区别|识别|个别|别人|别的|别名|派别|鉴别|非常|未来|不同"
    "|不过|不仅|不断|不但|不管"
    "|不论|无论|不少|差不多|除非|免疫|免责|无障碍|免费|不锈钢|不良|是否|非洲|不妨|莫名",
    "hi": "न सिर्फ़|न केवल",
    "vi": "không những|không chỉ|không khí|hay không|được không|vô cùng|vô trùng|phi hành"
    "|phi thường"
    "|không gian|chẳng hạn|miễn trừ|miễn dịch|miễn phí|thiếu niên",
    "uk": "не лише|не тільки|не менше ніж|невідкладн*|невеликий|невелик*|невід'ємн*|невролог*"
    "|неврит*",
}

MUST, SHOULD, MAY = "must", "should", "may"

# How strongly a text asks. English has the class; a translation may use any word of the same row.
# "Should" is rendered with the verb of duty in most of these languages.
MODALITY = {
    MUST: {
        "en": "must|have to|has to|need to|needs to",
        "es": "deb*|tiene que|tienen que|tendrá que|tenga que|tener que|hay que|necesari*|necesit*"
        "|oblig*|requ*|hace falta|precis*|imprescindible*",
        "fr": "doi*|dev*|devr*|faut|faudra|falloir|nécessaire*|besoin|oblig*|requi*|exig*"
        "|indispensable*",
        "pt": "dev*|precis*|tem que|têm que|tem de|têm de|ter de|ter que|necess*|obrig*|é preciso"
        "|exig*",
        "ar": "يجب|تجب|ينبغي|لا بد|يلزم*|تلزم*|علي*|مطلوب*|ضرور*|تحتاج*|يحتاج*|نحتاج|احتاج*|بحاجة"
        "|حاجة"
        "|وجب|واجب*|يتعين|يتوجب|تضطر*|تطلب*|يتطلب|تتطلب",
        "zh": "必|务|需|应|须|要|一定|得",
        "hi": "ज़रूर*|चाहिए|चाहिये|होगा|होगी|होंगे|पड़*|अनिवार्य|आवश्यक*|लाज़िमी|लाज़मी|है कि|करना है",
        "vi": "phải|cần|buộc|bắt buộc|đòi hỏi",
        "uk": "повин*|мус*|має|маєте|мають|маю|маємо|треба|потріб*|необхідн*|слід|обов'язков*"
        "|зобов'яз*"
        "|доведеться|доводиться|потребу*",
    },
    SHOULD: {
        "en": "should|ought to",
        "es": "deb*|convien*|conven*|recom*|aconsej*|es mejor|tiene que|tienen que|tengo que"
        "|hay que",
        "fr": "doi*|dev*|devr*|faut|faudra*|conseil*|recommand*|vaut mieux|mieux vaut|convient"
        "|préférable",
        "pt": "dev*|precis*|convém|recom*|aconselh*|é melhor|tem que|têm que|tenho que|tem de"
        "|têm de",
        "ar": "يجب|ينبغي|علي*|يستحسن|يفضل|الأفضل|ينصح|ننصح|يحسن|لا بد|يلزم*|يتعين",
        "zh": "应|该|最好|建议|宜|需|须|要|必|得",
        "hi": "चाहिए|चाहिये|बेहतर|सलाह|उचित|होगा|ज़रूर*|करूँ|करना है|करनी है|करनी हैं|करने हैं",
        "vi": "nên|cần|phải|khuyên|tốt nhất",
        "uk": "слід|варто|повин*|краще|бажан*|треба|потріб*|має|маєте|мають|рекоменд*|доцільн*"
        "|мус*|радимо",
    },
    MAY: {
        "en": "may|might|can|could",
        "es": "pued*|podr*|podem*|poder|podí*|pud*|posib*|quizá*|tal vez|a veces|permit*|capa*"
        "|logr*",
        "fr": "peu*|pouv*|pourr*|puiss*|possib*|éventuel*|parfois|capable*|risqu*|permet*|arriv*",
        "pt": "pod*|poss*|pud*|talvez|às vezes|permit*|capa*|consig*|conseg*|possív*|possiv*|pôde",
        "ar": "قد|يمكن*|تمكن*|يتمكن*|أمكن*|ربما|تستطيع*|يستطيع*|نستطيع|استطاع*|بإمكان*|إمكان*"
        "|قادر*|لعل*|يجوز|محتمل*"
        "|احتمال*|ممكن*|يحتمل|تحتمل|يسمح|أحيانا|يتسنى|لتمكين*|متاح*|تقدر*",
        "zh": "可|能|会|或许|也许|有时|得以|允许",
        "hi": "सक*|शायद|संभव*|संभाव*|मुमकिन|कभी-कभी|पाए*|पाएँ|पाते|पाता|इजाज़त|अनुमति",
        "vi": "có thể|được|có khi|có lẽ|khả năng|đôi khi|thể",
        "uk": "мож*|могт*|могл*|зможе*|змож*|можлив*|мабуть|дозвол*|вда*|здатн*|іноді|інколи"
        "|змог*|міг",
    },
}

# Where English words of a class are no class: a denied "can" is a fact, not a leave to do it.
NO_MODALITY = (
    "cannot|*n't|can not|may not|might not|could not|must not|should not|do not have to"
    "|does not have to|do not need to|does not need to|if you can|as soon as you can|can find"
    "|can see"
)

BEFORE = {
    "en": "before|prior to|beforehand",
    "es": "antes|previ*|anterior*|con antelación|hasta que",
    "fr": "avant|auparavant|préalable*|d'abord",
    "pt": "antes|prévi*|anterior*|com antecedência|até que",
    "ar": "قبل*|قبيل|سابق*|مسبق*",
    "zh": "前|先|以前|事先",
    "hi": "पहले|पूर्व",
    "vi": "trước",
    "uk": "перед|до|раніше|заздалегідь|перш|попередн*|напередодні|передопераційн*",
}

AFTER = {
    "en": "after|afterward|afterwards",
    "es": "después|tras|luego|posterior*|una vez|al cabo|pasad*|pas*",
    "fr": "après|à la suite|une fois|dès|au bout|ensuite|suivant*|suiv*|passé*",
    "pt": "depois|após|logo que|assim que|pós*|seguinte*|passad*",
    "ar": "بعد*|عقب|إثر|تلي*|التالي*|لاحق*|أعقاب|انتهاء",
    "zh": "后|之后|以后|再|完",
    "hi": "बाद|उपरांत|पश्चात|फिर",
    "vi": "sau|xong|hậu",
    "uk": "після|потім|згодом|опісля|через|післяопераційн*|наступн*|услід",
}

# Words that hold the letters of "before" or "after" and mean something else.
NOT_TIME = {
    "en": "than after|before they return|before you return|before long|after all|look after",
    "zh": "前列腺|目前|后果|前臂|最后|背后|后背|后腹膜",
    "hi": "पहले से",
}

LEFT = {
    "en": "left",
    "es": "izquierd*",
    "fr": "gauche*",
    "pt": "esquerd*",
    "ar": "يسار*|أيسر|يسرى",
    "zh": "左",
    "hi": "बाँय*|बाय*|बाएँ|बाएं|बाईं|बायाँ|बायां|बायें|बायीं|उलटे हाथ|उल्टे हाथ",
    "vi": "trái",
    "uk": "лів*|зліва|ліворуч|наліво",
}

RIGHT = {
    "en": "right",
    "es": "derech*",
    "fr": "droit*",
    "pt": "direit*",
    "ar": "يمين*|أيمن|يمنى",
    "zh": "右",
    "hi": "दाँय*|दाय*|दाएँ|दाएं|दाईं|दायाँ|दायां|दायें|दायीं|दाहिन*|सीधे हाथ",
    "vi": "phải",
    "uk": "прав*|справа|праворуч|направо",
}

# What has a left and a right. Only beside one of these, or behind "on the" and the like, is the
# English word a side: "right away" and "the cancer that is left" are none.
SIDED = (
    "side|sided|hand|arm|leg|foot|feet|knee|hip|shoulder|elbow|wrist|ankle|thigh|calf|eye|eyes"
    "|ear|ears"
    "|lung|lungs|kidney|kidneys|breast|breasts|ovary|testicle|chest|groin|lobe|lower|upper|half"
    "|atrium"
    "|ventricle|cheek|finger|thumb|toe|heel|buttock|hemisphere|armpit|collarbone|jaw|temple|flank"
    "|abdomen"
)
