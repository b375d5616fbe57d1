"""The emergency number is that of the deployment's country, can be called, and is the only one.

Without a country, or with one whose number the project has no source for, the page says "your local
emergency number" in words. Read are telephone links, the numbers of cards and of the disclaimers,
and numbers beside a word for calling.

Why: a number of another country rings nowhere, or somewhere else.

Remedy: set `country` in mkdocs.yml, and write {emergency} in articles instead of a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.disclaimer_words import CALLING, base, western_digits
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity
from polyclinic.library.wording import EMERGENCY_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

# Numbers that reach the same help from every telephone of the country, looked up on 2026-11-22.
# Not here: 112 in Australia and Hong Kong, which works on mobile telephones alone
# (http://www.acma.gov.au/theACMA/emergency-call-service-faq-i-acma).
ALSO_RIGHT: Final = {
    # 112 works in every country of the European Union beside its own numbers:
    # https://europa.eu/youreurope/citizens/travel/security-and-emergencies/emergency/faq/index_pt.htm
    # and in France https://comarquage.ville-agde.fr/particuliers/?xml=F33954
    "FR": {"112"},
    # “If someone is in immediate danger, call 999 or 112”: the East of England ambulance service;
    # from landlines too: https://www.wellingtonpractice.co.uk/emergency-information/
    "GB": {"112"},
    # https://www2.hse.ie/emergencies/when-to-call-112-or-999/
    "IE": {"999"},
    # 108 for an ambulance, now answered with 112:
    # https://business-standard.com/amp/article/pti-stories/himachal-pradesh-first-state-to-launch-single-emergency-number-112-118112801008_1.html
    "IN": {"108"},
    # https://kr.informator.ua/2024/01/21/u-yakyh-vypadkah-treba-vyklykaty-ekstrenu-dopomogu-ta-yak-tse-zrobyty-aby-vona-pryyihala/amp/
    "UA": {"112"},
}
NUMBERS: Final = frozenset(EMERGENCY_NUMBERS.values()).union(*ALSO_RIGHT.values())
# Two digits are too often an amount; a link or a card with them is still read.
_IN_TEXT: Final = re.compile(
    r"(?<![\w.,:/+–-])(?:{})(?![\w%°:/–-]|[.,]\d)".format(
        "|".join(sorted(number for number in NUMBERS if len(number) > 2))  # noqa: PLR2004 - above
    )
)
VERB_LAST: Final = {"hi"}  # "911 पर कॉल करें": the word for calling follows the number
_NEAR: Final = 30  # characters between a number and the word for calling it
_SENTENCE: Final = re.compile(r"[.!?;,。！？；।؟]")
HELP = "set country in mkdocs.yml, and write {emergency} in articles instead of a number"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Compare every number that is called with the country's."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    country = page.settings.options.country
    number = EMERGENCY_NUMBERS.get(country, "")
    right = ALSO_RIGHT.get(country, set()) | ({number} if number else set())
    yield from _links(root, right)
    yield from _cards(root, right)
    yield from _text(page, root, right)
    if document.is_article(page):
        block = document.full_block(root)
        slot = document.slots(block).get("emergency") if block is not None else None
        if slot is not None:
            yield from _said(slot, "disclaimer", number)
    for short in document.short_blocks(root):
        yield from _said(short, "short disclaimer", number)


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", western_digits(text)))


def _tel(link: document.Element) -> str:
    href = (link.get("href") or "").strip()
    return _digits(href) if href.lower().startswith("tel:") else ""


def _said(part: document.Element, name: str, number: str) -> Iterator[Finding]:
    """What the disclaimer itself says: the number with its link, or words."""
    said = re.findall(r"\d+", western_digits(document.text(part)))
    links = [_tel(a) for a in part.iter("a") if _tel(a)]
    if not number:
        for wrong in (*said, *links):
            yield Finding(
                f"the {name} names the number {wrong}, and no country is set",
                HELP,
                wrong,
                part="html",
            )
        return
    if number not in said:
        yield Finding(f"the {name} does not name the number {number}", HELP, part="html")
    if number not in links:
        yield Finding(f"the {name} has no link to tel:{number}", HELP, part="html")
    for wrong in {*said, *links} - {number}:
        yield Finding(f"the {name} names {wrong} beside {number}", HELP, wrong, part="html")


def _links(root: document.Element, right: set[str]) -> Iterator[Finding]:
    for link in root.iter("a"):
        called, shown = _tel(link), _digits(document.text(link))
        if called in NUMBERS - right or (called and shown in NUMBERS - right):
            yield _foreign(called if called in NUMBERS - right else shown, right)
        elif called and shown and called != shown and {called, shown} & NUMBERS:
            yield Finding(f"a link says {shown} and calls {called}", HELP, shown, part="html")


def _cards(root: document.Element, right: set[str]) -> Iterator[Finding]:
    for element in document.with_class(root, "emergency-number"):
        number = _digits(document.text(element))
        if number and number not in right:
            yield _foreign(number, right)


def _text(page: RenderedPage, root: document.Element, right: set[str]) -> Iterator[Finding]:
    calling = CALLING.get(base(page.locale))
    if calling is None or document.main(root) is None:
        return
    silent = document.NO_TEXT | ({"pre"} if document.explains_rules(page) else set())
    text = western_digits(document.text(document.main(root), silent))
    for match in _IN_TEXT.finditer(text):
        before = _SENTENCE.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
        after = _SENTENCE.split(text[match.end() : match.end() + _NEAR])[0]
        words = after if base(page.locale) in VERB_LAST else before
        called = re.search(calling, words, re.IGNORECASE)
        if called and match[0] not in right:
            yield _foreign(match[0], right)


def _foreign(number: str, right: set[str]) -> Finding:
    instead = f"the number here is {' or '.join(sorted(right))}" if right else "no country is set"
    return Finding(
        f"the page gives {number} as an emergency number; {instead}", HELP, number, part="html"
    )


_WORDS = "call your local emergency number."
RULE = PageRule(
    "DSC008",
    "a wrong emergency number",
    Severity.ERROR,
    check,
    bad=(
        article_page(("A sprain is", "Call 911. A sprain is")),
        article_page((_WORDS, 'call <a href="tel:911">999</a>.'), country="GB"),
        article_page(country="US"),
    ),
    good=(
        article_page(),
        article_page((_WORDS, 'call <a href="tel:911">911</a>.'), country="US"),
        article_page(("A sprain is", "Of 911 people who call, 120 have a fever. A sprain is")),
    ),
    blocks=True,
)
