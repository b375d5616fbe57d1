"""How quantities and the emergency number read to the people of one locale, profile and country."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from polyclinic.config import Profile
from polyclinic.i18n import locales
from polyclinic.i18n.message import Message
from polyclinic.markdown.quantity import CELSIUS, FAHRENHEIT, Measure, Quantity, other_unit

if TYPE_CHECKING:
    from polyclinic.i18n.catalog import Catalog

# One row a country: the number for a medical emergency, and the page that says so, looked up on
# 2026-11-22. A deployment states its country; a language says nothing of where its reader is. A row
# is added only with such a page: lists that name one number a country often give the police's.
EMERGENCY_NUMBERS = {
    # 998 for an ambulance: https://nationalambulance.ae/en/news_detail/32
    "AE": "998",
    # 107: https://www.santafe.gob.ar/index.php/web/content/view/full/258167/(subtema)/114560 and
    # https://buenosaires.gob.ar/noticias/el-same-por-dentro-los-equipos-que-monitorean-la-salud-de-la-ciudad
    "AR": "107",
    # http://www.acma.gov.au/theACMA/emergency-call-service-faq-i-acma
    "AU": "000",
    # http://www.saude.gov.br/saude-de-a-z/servico-de-atendimento-movel-de-urgencia-samu-192
    "BR": "192",
    # https://crtc.gc.ca/eng/phone/911/can.htm
    "CA": "911",
    # https://www.radiopolar.com/samu-magallanes-refuerza-llamado-prevencion-responsable-131-ano
    "CL": "131",
    # https://wjw.beijing.gov.cn/Japan/HealthServices/HealthIndication/202212/t20221230_2887831.html
    "CN": "120",
    # Función Pública, by https://wradio.com.co/2023/08/25/numero-para-llamar-a-emergencias-es-el-mismo-en-toda-colombia/
    "CO": "123",
    # Ministry of Health, by https://www.elmhata.com/archives/4548
    "EG": "123",
    # https://www.laopiniondezamora.es/zamora/2026/01/12/llamar-decir-tienes-comunicarte-112-125591113.html
    "ES": "112",
    # Service-Public.fr F33954, by https://comarquage.ville-agde.fr/particuliers/?xml=F33954
    "FR": "15",
    # http://nhs.uk/nhsengland/aboutnhsservices/emergencyandurgentcareservices/pages/ambulanceservices.aspx
    "GB": "999",
    # https://sc.isd.gov.hk/TuniS/www.info.gov.hk/gia/general/202202/03/P2022020300588.htm
    "HK": "999",
    # https://www2.hse.ie/emergencies/when-to-call-112-or-999/
    "IE": "112",
    # https://en.vikaspedia.in/social-welfare/women-and-child-development/emergency-response-support-system
    "IN": "112",
    # https://etcetera.com.mx/nacional/implementan-a-nivel-nacional-el-911-como-nuevo-nmero-de-emergencia
    "MX": "911",
    # https://www.noticiasaominuto.com/pais/1409023/saiba-o-que-deve-fazer-e-nao-quando-liga-para-o-112
    "PT": "112",
    # Red Crescent, by https://www.zawya.com/en/life/makkah-red-crescent-heightens-readiness-level-amid-heavy-rain-vym08nl5
    "SA": "997",
    # https://www.nfa.gov.tw/eng/index.php?act=article&code=print&ids=625&article_id=1864
    "TW": "119",
    # https://kr.informator.ua/2024/01/21/u-yakyh-vypadkah-treba-vyklykaty-ekstrenu-dopomogu-ta-yak-tse-zrobyty-aby-vona-pryyihala/amp/
    "UA": "103",
    # 911.gov, by https://www.skowhegan.org/FAQ.aspx?QID=95
    "US": "911",
    # https://thuonghieusanpham.vn/bo-y-te-de-xuat-tich-hop-113-114-115-thanh-mot-dau-so-cap-cuu-quoc-gia-duy-nhat-83031.html
    "VN": "115",
}

LOCAL_NUMBER = Message(
    "your local emergency number",
    notes=("Stands in sentences such as: Call your local emergency number.",),
    safety=True,
)
_LEVEL_NOTE = (
    "Stands on a line of its own over the title of a box, and says how urgent the box is.",
)
# The words over a card's title, by the card's type in Markdown. No colon: languages differ in the
# letter that follows one (“Urgence : appelez”), and a title is written to stand alone.
LEVELS = {
    "emergency": Message("Emergency", "level", _LEVEL_NOTE, safety=True),
    "urgent": Message("Urgent", "level", _LEVEL_NOTE, safety=True),
    "routine": Message("Not urgent", "level", _LEVEL_NOTE, safety=True),
    "warning": Message("Important", "level", _LEVEL_NOTE, safety=True),
}
CITED = Message(
    "Source %(number)s",
    notes=("Read aloud for a number in the text, such as [1], that leads to the sources.",),
)

# Every unit an author may write.
UNITS = frozenset({*locales.UNITS, *locales.ALIASES, *locales.SYMBOLS})


@dataclass(frozen=True, slots=True)
class Wording:
    """Renders quantities for one locale. Frozen, so that a page depends on nothing else."""

    locale: str
    profile: Profile
    country: str
    catalog: Catalog | None = None  # None on the source's own pages

    def quantity(self, quantity: Quantity) -> str:
        """The quantity. Behind an Arabic letter mark a degree sign stands left of its number."""
        arabic = locales.parse(self.locale).language == "ar"
        return ("\N{ARABIC LETTER MARK}" if arabic else "") + self._quantity(quantity)

    def _quantity(self, quantity: Quantity) -> str:
        """The quantity; a temperature in both scales, or in Celsius alone for the UK."""
        first = quantity.first
        second = quantity.second or other_unit(first)
        if second is None:
            return self._measure(first)
        by_unit = {first.unit: first, second.unit: second}
        celsius, fahrenheit = (self._measure(by_unit[unit]) for unit in (CELSIUS, FAHRENHEIT))
        match self.profile:
            case Profile.UK:
                return celsius
            case Profile.US:
                return fahrenheit + locales.format_brackets(celsius, self.locale)
            case Profile.GLOBAL:
                return celsius + locales.format_brackets(fahrenheit, self.locale)

    def levels(self) -> dict[str, str]:
        """The words over the titles of cards."""
        return {name: self._said(message) for name, message in LEVELS.items()}

    def printed(self, number: int) -> str:
        """The number of a source as it stands in the text and in the list."""
        return f"[{locales.format_number(Decimal(number), self.locale)}]"

    def spoken(self, number: int) -> str:
        """The same as it is read aloud; a translation that lost its place has none."""
        said = self._said(CITED)
        said = said if said.count("%(number)s") == 1 else CITED.msgid
        return said.replace("%(number)s", locales.format_number(Decimal(number), self.locale))

    def _said(self, message: Message) -> str:
        if self.catalog is None:
            return message.msgid
        return self.catalog.gettext(message.msgid, context=message.context)

    def emergency(self) -> tuple[str, str]:
        """The number of the deployment's country and its address; words alone where none is set."""
        number = EMERGENCY_NUMBERS.get(self.country)
        if number is not None:
            return number, f"tel:{number}"
        return self._said(LOCAL_NUMBER), ""

    def _measure(self, measure: Measure) -> str:
        words = locales.reads_in_words(measure.unit, self.locale)
        length: locales.Length = "long" if words else "short"
        if measure.high is None:
            return locales.format_unit(measure.low, measure.unit, self.locale, length)
        return self._range(measure.low, measure.high, measure.unit, length)

    def _range(self, low: Decimal, high: Decimal, unit: str, length: locales.Length) -> str:
        return locales.format_range_unit(low, high, unit, self.locale, length)
