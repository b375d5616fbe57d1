"""Numbers written as words in the nine languages: a table an editor can check.

Words only excuse a digit that stands on one side alone; they never make a fault. So an ambiguous
word ("un" is 1 and an article) stays in the table, and a form that is missing costs one alarm.
A line is a value and its forms, and goes on where the next begins with a bar; `~` ends a form that
goes on with any letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

Span = tuple[int, int]

_WORDS: Final = {
    "en": """
        0 zero | none | no
        1 one | a | an | once | single | first | each | every | per | daily
          | weekly | monthly | yearly | hourly | annual | annually | nightly
        2 two | second | twice | both | double | pair | couple | twofold | every other | alternate
          | alternating
        3 three | third | thirds | thrice | triple | trimester | trimesters | quarterly
        4 four | fourth | quarter | quarters
        5 five | fifth
        6 six | sixth | half a year
        7 seven | seventh
        8 eight | eighth
        9 nine | ninth
        10 ten | tenth | decade
        11 eleven | eleventh
        12 twelve | twelfth | dozen | noon | midday
        13 thirteen | thirteenth
        14 fourteen | fourteenth | fortnight
        15 fifteen | fifteenth | quarter of an hour
        16 sixteen | sixteenth
        17 seventeen | seventeenth
        18 eighteen | eighteenth
        19 nineteen | nineteenth
        20 twenty | twentieth
        24 midnight
        30 thirty | half an hour | half hour
        40 forty
        50 fifty
        60 sixty
        70 seventy
        80 eighty
        90 ninety | hour and a half
        100 hundred | century
        1000 thousand
        1/2 half | halve | halves
        1/3 third
        1/4 quarter
        3/2 one and a half | hour and a half
    """,
    "es": """
        0 cero | ningún | ninguno | ninguna
        1 uno | una | un | primero | primera | primer | sola | solo | cada
        2 dos | segundo | segunda | ambos | ambas | doble | par
          | quince días | un día sí y otro no | día por medio | días alternos
        3 tres | tercero | tercera | tercer | triple | trimestre
        4 cuatro | cuarto | cuarta
        5 cinco | quinto | quinta
        6 seis | sexto | sexta | medio año | semestre
        7 siete | séptimo | séptima
        8 ocho | octavo | octava
        9 nueve | noveno | novena
        10 diez | décimo | décima | decena
        11 once
        12 doce | docena
        13 trece
        14 catorce | quince días | quincena
        15 quince | quince días | quincena
        16 dieciséis
        17 diecisiete
        18 dieciocho
        19 diecinueve
        20 veinte | veintena
        21 veintiuno | veintiuna | veintiún
        22 veintidós
        23 veintitrés
        24 veinticuatro
        25 veinticinco
        26 veintiséis
        27 veintisiete
        28 veintiocho
        29 veintinueve
        30 treinta | media hora
        40 cuarenta
        50 cincuenta
        60 sesenta
        70 setenta
        80 ochenta
        90 noventa | hora y media
        100 cien | ciento | centenar
        200 doscientos | doscientas
        300 trescientos | trescientas
        400 cuatrocientos | cuatrocientas
        500 quinientos | quinientas
        600 seiscientos | seiscientas
        700 setecientos | setecientas
        800 ochocientos | ochocientas
        900 novecientos | novecientas
        1000 mil | millar
        1/2 medio | media | mitad
        1/3 tercio | tercera parte
        1/4 cuarto | cuarta parte
        3/2 hora y media
    """,
    "fr": """
        0 zéro | aucun | aucune
        1 un | une | premier | première | seul | seule | chaque | unique
        2 deux | second | seconde | deuxième | double | paire
          | jours alternés | quinze jours | quinzaine
        3 trois | troisième | triple | trimestre
        4 quatre | quatrième | quart | quarts
        5 cinq | cinquième
        6 six | sixième | semestre
        7 sept | septième
        8 huit | huitième
        9 neuf | neuvième
        10 dix | dixième | dizaine
        11 onze | onzième
        12 douze | douzième | douzaine | midi
        13 treize
        14 quatorze
        15 quinze | quinzaine | quinze jours | quart d'heure
        16 seize
        17 dix-sept
        18 dix-huit
        19 dix-neuf
        20 vingt | vingtaine
        30 trente | trentaine | demi-heure
        40 quarante | quarantaine
        50 cinquante | cinquantaine
        60 soixante | soixantaine
        70 soixante-dix
        80 quatre-vingts | quatre-vingt
        90 quatre-vingt-dix
        100 cent | cents | centaine
        1000 mille | millier | milliers
        1/2 demi | demie | moitié
        1/3 tiers
        1/4 quart
    """,
    "pt": """
        0 zero | nenhum | nenhuma
        1 um | uma | primeiro | primeira | único | única | cada
        2 dois | duas | segundo | segunda | ambos | ambas | dobro | duplo | dupla | par
          | quinze dias | dia sim | dias alternados
        3 três | terceiro | terceira | triplo | trimestre
        4 quatro | quarto | quarta
        5 cinco | quinto | quinta
        6 seis | sexto | sexta | meia | meio ano | semestre
        7 sete | sétimo | sétima
        8 oito | oitavo | oitava
        9 nove | nono | nona
        10 dez | décimo | décima | dezena
        11 onze
        12 doze | dúzia | meio-dia
        13 treze
        14 catorze | quatorze
        15 quinze | quinzena
        16 dezesseis | dezasseis
        17 dezessete | dezassete
        18 dezoito
        19 dezenove | dezanove
        20 vinte
        30 trinta | meia hora
        40 quarenta
        50 cinquenta
        60 sessenta
        70 setenta
        80 oitenta
        90 noventa | hora e meia
        100 cem | cento | centena
        200 duzentos | duzentas
        300 trezentos | trezentas
        400 quatrocentos | quatrocentas
        500 quinhentos | quinhentas
        600 seiscentos | seiscentas
        700 setecentos | setecentas
        800 oitocentos | oitocentas
        900 novecentos | novecentas
        1000 mil | milhar
        1/2 meio | meia | metade
        1/3 terço
        1/4 quarto
        3/2 hora e meia
    """,
    "ar": """
        0 صفر | لا شيء | لا يوجد | لا توجد
        1 واحد | واحدا | واحدة | أحد | إحدى | أول | أولى | مرة | كل | وحيد | وحيدة
        2 اثنان | اثنين | اثنتان | اثنتين | إثنان | إثنين | ثان | ثاني | ثانية
          | كلا | كلتا | ضعف | مثنى | زوج
          | يوما بعد يوم | يوم بعد يوم
        3 ثلاث | ثلاثة | ثالث | ثالثة | ثلاثي
        4 أربع | أربعة | رابع | رابعة
        5 خمس | خمسة | خامس | خامسة
        6 ست | ستة | سادس | سادسة | نصف سنة | نصف عام
        7 سبع | سبعة | سابع | سابعة
        8 ثمان | ثماني | ثمانية | ثامن | ثامنة
        9 تسع | تسعة | تاسع | تاسعة
        10 عشر | عشرة | عاشر | عاشرة
        11 أحد عشر | إحدى عشرة | حادي عشر | حادية عشرة
        12 اثنا عشر | اثني عشر | اثنتا عشرة | اثنتي عشرة | ثاني عشر
        13 ثلاثة عشر | ثلاث عشرة
        14 أربعة عشر | أربع عشرة
        15 خمسة عشر | خمس عشرة
        16 ستة عشر | ست عشرة
        17 سبعة عشر | سبع عشرة
        18 ثمانية عشر | ثماني عشرة
        19 تسعة عشر | تسع عشرة
        20 عشرون | عشرين
        30 ثلاثون | ثلاثين | نصف ساعة
        40 أربعون | أربعين
        50 خمسون | خمسين
        60 ستون | ستين
        70 سبعون | سبعين
        80 ثمانون | ثمانين
        90 تسعون | تسعين
        100 مئة | مائة
        200 مئتان | مئتين | مائتان | مائتين | مئتا | مئتي | مائتا | مائتي
        300 ثلاثمئة | ثلاثمائة | ثلاث مئة
        400 أربعمئة | أربعمائة | أربع مئة
        500 خمسمئة | خمسمائة | خمس مئة
        600 ستمئة | ستمائة | ست مئة
        700 سبعمئة | سبعمائة | سبع مئة
        800 ثمانمئة | ثمانمائة | ثماني مئة
        900 تسعمئة | تسعمائة | تسع مئة
        1000 ألف | آلاف
        2000 ألفان | ألفين
        1/2 نصف
        1/3 ثلث
        1/4 ربع
        2/3 ثلثان | ثلثي | ثلثين
    """,
    "hi": """
        0 शून्य
        1 एक | पहला | पहली | पहले | प्रथम | हर | प्रति
        2 दो | दूसरा | दूसरी | दूसरे | दोनों | दोगुना | दोगुनी | दुगुना | दोबारा | द्वितीय
          | एक दिन छोड़कर
        3 तीन | तीसरा | तीसरी | तीसरे | तीनों | तिगुना | तिमाही
        4 चार | चौथा | चौथी | चौथे | चारों
        5 पाँच | पांच | पाँचवाँ | पाँचवीं
        6 छह | छः | छ: | छठा | छठी | छमाही | आधा साल | आधे साल
        7 सात | सातवाँ | सातवीं
        8 आठ | आठवाँ | आठवीं
        9 नौ | नौवाँ
        10 दस | दसवाँ
        11 ग्यारह
        12 बारह | दर्जन
        13 तेरह
        14 चौदह
        15 पंद्रह | पन्द्रह
        16 सोलह
        17 सत्रह
        18 अठारह
        19 उन्नीस
        20 बीस
        21 इक्कीस
        22 बाईस
        23 तेईस
        24 चौबीस
        25 पच्चीस
        26 छब्बीस
        27 सत्ताईस
        28 अट्ठाईस
        29 उनतीस
        30 तीस | आधा घंटा | आधे घंटे
        31 इकतीस
        32 बत्तीस
        33 तैंतीस
        34 चौंतीस
        35 पैंतीस
        36 छत्तीस
        37 सैंतीस
        38 अड़तीस
        39 उनतालीस
        40 चालीस
        45 पैंतालीस | पौन घंटा | पौन घंटे | पौने घंटे
        48 अड़तालीस
        50 पचास
        60 साठ
        70 सत्तर
        72 बहत्तर
        75 पचहत्तर | सवा घंटा | सवा घंटे
        80 अस्सी
        90 नब्बे | डेढ़ घंटा | डेढ़ घंटे
        100 सौ
        150 ढाई घंटे
        1000 हज़ार | हजार
        1/2 आधा | आधी | आधे
        1/3 तिहाई
        1/4 चौथाई
        3/4 पौन | पौन घंटा | पौन घंटे | पौने घंटे
        5/4 सवा | सवा घंटा | सवा घंटे
        3/2 डेढ़ | डेढ़ घंटा | डेढ़ घंटे
        5/2 ढाई | ढाई घंटे
    """,
    "vi": """
        0 không
        1 một | nhất | mốt | mỗi | đầu | đầu tiên
        2 hai | nhì | đôi | gấp đôi | cặp | cách ngày | cách nhật
        3 ba
        4 bốn | tư
        5 năm | lăm
        6 sáu | nửa năm
        7 bảy | bẩy
        8 tám
        9 chín
        10 mười
        12 tá
        30 nửa giờ | nửa tiếng
        100 trăm
        1000 nghìn | ngàn
        1/2 nửa | rưỡi
        1/3 một phần ba
        1/4 một phần tư
    """,
    "uk": """
        0 нуль | нуля | жоден | жодної | жодного
        1 один | одна | одне | одного | одної | однієї | одній
          | одному | одну | одним | перш~ | раз | щодня
        2 два | дві | двох | двом | двома | друг~ | обидва | обидві | обох | удвічі | вдвічі
          | двічі | двократн~ | дво~ | пара
          | через день | через добу
        3 три | трьох | трьом | трьома | трет~ | тричі | утричі | втричі | трикратн~ | триденн~
          | триместр~ | квартал~
        4 чотири | чотирьох | чотирьом | четверт~ | четвер~ | чотириденн~
        5 п'ять | п'яти | п'ятьох | п'ятьма | п'ят~
        6 шість | шести | шістьох | шост~ | півроку | пів року
        7 сім | семи | сімох | сьом~ | семиденн~
        8 вісім | восьми | вісьмох | восьм~
        9 дев'ять | дев'яти | дев'ят~
        10 десять | десяти | десятьох | десят~
        11 одинадцять | одинадцяти | одинадцят~
        12 дванадцять | дванадцяти | дюжина | полудень | опівдні
        13 тринадцять | тринадцяти
        14 чотирнадцять | чотирнадцяти
        15 п'ятнадцять | п'ятнадцяти
        16 шістнадцять | шістнадцяти
        17 сімнадцять | сімнадцяти
        18 вісімнадцять | вісімнадцяти
        19 дев'ятнадцять | дев'ятнадцяти
        20 двадцять | двадцяти
        24 доба | добу | доби
        30 тридцять | тридцяти | пів години | півгодини
        40 сорок | сорока
        48 дві доби | двох діб | дві добі
        50 п'ятдесят | п'ятдесяти
        60 шістдесят | шістдесяти
        70 сімдесят | сімдесяти
        72 три доби | трьох діб
        80 вісімдесят | вісімдесяти
        90 дев'яносто | дев'яноста | півтори години
        100 сто | ста | сотня | сотні
        200 двісті | двохсот
        300 триста | трьохсот
        400 чотириста | чотирьохсот
        500 п'ятсот | п'ятисот
        600 шістсот | шестисот
        700 сімсот | семисот
        800 вісімсот | восьмисот
        900 дев'ятсот | дев'ятисот
        1000 тисяча | тисячі | тисяч
        1/2 пів | половина | половину | половини | пів~
        1/3 третина | третину
        1/4 чверть | чверті
        3/2 півтора | півтори | півтори години
    """,
}

# How tens and ones stand together: 21 is "twenty-one", "veinte y uno", "hai mươi mốt".
_JOINED: Final = {
    "en": ("{tens}-{ones}", "{tens} {ones}"),
    "es": ("{tens} y {ones}",),
    "fr": ("{tens}-{ones}", "{tens} {ones}", "{tens} et {ones}", "{tens}-et-{ones}"),
    "pt": ("{tens} e {ones}",),
    "ar": ("{ones} و{tens}", "{ones} و {tens}"),
    "uk": ("{tens} {ones}",),
}
# In French the seventies and nineties count on from sixty and eighty.
_COUNTED_ON: Final = {"fr": {60: range(1, 20), 80: range(1, 20)}}

# Two of a thing is one word in Arabic. The feminine dual shows itself; of the masculine ones, which
# look like plurals of people, these are the words of a leaflet.
_MASCULINE: Final = (
    "يوم اسبوع شهر عام قرص كوب لتر غرام جانب قسم نوع جزء شخص رقم مقياس مثل مكان موعد دواء كيس قرن"
    " متر مستوي ضعف اختبار فحص سؤال خيار سبب طريق حد رطل"
)
_DUAL: Final = re.compile(
    r"\w{2,}(?:تين|تان)|\w{0,3}(?:" + "|".join(_MASCULINE.split()) + r")(?:ين|ان)"
)

_MULTIPLIERS: Final = {
    "en": "1000 thousand; 1000000 million; 1000000000 billion",
    "es": "1000 mil; 1000000 millón | millones",
    "fr": "1000 mille; 1000000 million | millions; 1000000000 milliard | milliards",
    "pt": "1000 mil; 1000000 milhão | milhões; 1000000000 bilhão | bilhões | bilião | biliões",
    "ar": "1000 ألف | آلاف | ألفًا; 1000000 مليون | ملايين | مليونًا; 1000000000 مليار | مليارات",
    "zh": "100 百; 1000 千; 10000 万; 1000000 百万; 10000000 千万; 100000000 亿; 1000000000 十亿",
    "hi": "100 सौ; 1000 हज़ार | हजार; 100000 लाख; 1000000 मिलियन; 10000000 करोड़; 1000000000 अरब",
    "vi": "1000 nghìn | ngàn; 1000000 triệu; 1000000000 tỷ | tỉ",
    "uk": "1000 тисяча | тисячі | тисяч | тис.; 1000000 мільйон | мільйона | мільйони | мільйонів"
    " | млн; 1000000000 мільярд | мільярда | мільярди | мільярдів | млрд",
}

# "minus 20": the sign in words.
_BELOW_ZERO: Final = {
    "en": "minus | below zero",
    "es": "menos | bajo cero",
    "fr": "moins",
    "pt": "menos | abaixo de zero",
    "ar": "ناقص | سالب | تحت الصفر",
    "zh": "零下 | 负",
    "hi": "माइनस | ऋण | शून्य से नीचे",
    "vi": "âm | trừ",
    "uk": "мінус | нижче нуля",
}

# Letters of words, with the vowel signs that are no letters to `re`.
_LETTER: Final = r"[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u097f']"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ‘ʹ", "'") | dict.fromkeys("‐‑", "-"))
_ARABIC_LETTERS: Final = str.maketrans(dict.fromkeys("أإآٱ", "ا") | {"ى": "ي", "ـ": None})
_VOWEL_SIGNS: Final = re.compile("[\u064b-\u0652\u0670]")
_PROCLITICS: Final = "(?:[وف]?(?:[بلك]?(?:ال)?|لل))"

CHINESE_DIGITS: Final = {
    digit: value
    for value, digits in enumerate(
        ("零〇", "一壹首每单", "二两贰俩双", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_CHINESE_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
NUMERAL_SIGNS: Final = (*CHINESE_DIGITS, *"十百千万亿")


def normal(text: str) -> str:
    """A text in which spellings that differ only in signs are the same."""
    text = unicodedata.normalize("NFC", text).casefold().translate(_APOSTROPHES)
    return _VOWEL_SIGNS.sub("", text.translate(_ARABIC_LETTERS))


@dataclass(frozen=True, slots=True)
class Said:
    """A number word where it stands in a `normal` text, and the values it may have."""

    text: str
    start: int
    end: int
    values: tuple[Fraction, ...]


def words_in(said: str, language: str) -> list[Said]:
    """The number words of a `normal` text, in order."""
    pattern, values = _lexicon(language)
    return [
        Said(match["word"], match.start("word"), match.end(), _values_of(match["word"], values))
        for match in pattern.finditer(said)
    ]


def duals(said: str) -> list[Span]:
    """Where Arabic words for two of a thing stand in a `normal` text."""
    return [word.span() for word in re.finditer(r"\S+", said) if _DUAL.fullmatch(_bare(word[0]))]


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]*_،؛؟«»\"'")


def _values_of(word: str, values: dict[str, tuple[Fraction, ...]]) -> tuple[Fraction, ...]:
    if word in values:
        return values[word]
    stems = [stem for stem in values if stem.endswith("~") and word.startswith(stem[:-1])]
    return tuple(value for stem in stems for value in values[stem])


@cache
def _lexicon(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Fraction, ...]]]:
    values: dict[str, tuple[Fraction, ...]] = {}
    for value, forms in _forms(language).items():
        for form in forms:
            values[form] = tuple(dict.fromkeys((*values.get(form, ()), value)))
    if not values:
        return re.compile(r"(?P<word>(?!))"), values
    forms_first = sorted(values, key=len, reverse=True)
    either = "|".join(
        f"{re.escape(f[:-1])}(?:{_LETTER})*" if f.endswith("~") else re.escape(f)
        for f in forms_first
    )
    before = _PROCLITICS if language == "ar" else ""
    after = f"(?!{_LETTER})"
    return re.compile(f"(?<![^\\W\\d_]){before}(?P<word>{either}){after}"), values


def _forms(language: str) -> dict[Fraction, list[str]]:
    forms: dict[Fraction, list[str]] = {}
    table = re.sub(r"\n\s*\|", " |", _WORDS.get(language, ""))
    for line in table.strip().split("\n"):
        value, _, words = line.strip().partition(" ")
        if not words:
            continue
        forms[Fraction(value)] = [normal(word.strip()) for word in words.split("|")]
    for tens in range(20, 100, 10):
        for ones in _COUNTED_ON.get(language, {}).get(tens, range(1, 10)):
            for pattern in _JOINED.get(language, ()):
                forms.setdefault(Fraction(tens + ones), []).extend(
                    pattern.format(tens=ten, ones=one)
                    for ten in forms.get(Fraction(tens), ())
                    for one in forms.get(Fraction(ones), ())
                    if "~" not in ten + one
                )
    if language == "vi":
        _vietnamese(forms)
    if language == "ar":
        _arabic_decades(forms)
    return forms


def _vietnamese(forms: dict[Fraction, list[str]]) -> None:
    """Tens are built of ones: 24 is "hai mươi bốn"."""
    for ones in range(1, 10):
        forms.setdefault(Fraction(10 + ones), []).extend(f"mười {o}" for o in _ones(forms, ones))
    for tens in range(2, 10):
        ten = f"{forms[Fraction(tens)][0]} mươi"
        forms.setdefault(Fraction(tens * 10), []).append(ten)
        for ones in range(1, 10):
            forms.setdefault(Fraction(tens * 10 + ones), []).extend(
                f"{ten} {one}" for one in _ones(forms, ones)
            )


def _ones(forms: dict[Fraction, list[str]], ones: int) -> list[str]:
    """Behind ten, five is "lăm": "mười năm" is ten years."""
    return [form for form in forms[Fraction(ones)] if form != "năm"]


def _arabic_decades(forms: dict[Fraction, list[str]]) -> None:
    """The seventies are السبعينيات."""
    for tens in range(20, 100, 10):
        own = forms[Fraction(tens)]
        own += [f"{form}{end}" for form in own if form.endswith("ين") for end in ("يات", "ات")]


def chinese_whole(signs: str) -> int:
    """The value of Chinese numerals."""
    for sign, unit in (("亿", 10**8), ("万", 10**4)):
        if sign in signs:
            high, _, low = signs.partition(sign)
            return (chinese_whole(high) if high else 1) * unit + chinese_whole(low)
    total, digit = 0, 0
    for sign in signs:
        if sign in _CHINESE_PLACES:
            total += (digit or 1) * _CHINESE_PLACES[sign]
            digit = 0
        else:
            digit = digit * 10 + CHINESE_DIGITS[sign] if digit else CHINESE_DIGITS[sign]
    return total + digit


@cache
def multiplier(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Match the word after a number that multiplies it, and tell its value by `normal` form."""
    values = {
        word.strip().casefold(): int(value)
        for entry in _MULTIPLIERS.get(language, "").split(";")
        if entry.strip()
        for value, _, words in (entry.strip().partition(" "),)
        for word in words.split("|")
    }
    if not values:
        return re.compile(r"(?!)"), values
    either = "|".join(re.escape(word) for word in sorted(values, key=len, reverse=True))
    # 千克 is a kilogram, 百分 a hundredth.
    after = "(?![克卡米瓦分帕])" if language == "zh" else f"(?!{_LETTER})"
    # A tonne of spaces is allowed: the no-break ones, too.
    return re.compile(rf"[\s\u00a0\u202f]*(?P<word>{either}){after}", re.IGNORECASE), values


def says_below_zero(text: str, language: str) -> bool:
    """Whether words of a text put a minus before a number."""
    said = normal(text)
    return any(
        normal(word.strip()) in said for word in _BELOW_ZERO.get(language, "").split("|") if word
    )
