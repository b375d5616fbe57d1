"""A translated page says so, when it changed, and who has checked it; it leads to its source.

The notice names the language that the page was made from. Until a qualified translator has read
the page, it says that none has. It claims a review only
where the catalog records one of just this text (`polyclinic review accept`), with the day, the role
and the credential of the record. The day of the last change is the catalog's PO-Revision-Date;
where there is none, the notice has none.

Why: a reader must know that a doubt can be settled in the source, and whom to trust. A review that
nobody has done is the worst thing to say.

Remedy: include `partials/translation-notice.html` in the main part, before the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check import css, document, visibility
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.disclaimer_words import SOURCE_NAMES, TRANSLATORS, base, denies
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.check.sight import Sight
from polyclinic.diagnostic import Severity
from polyclinic.i18n import locales
from polyclinic.library.reviews import TranslationFacts, TranslationReview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "include partials/translation-notice.html in the main part, before the text"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Read the page, and look at it."""
    yield from words(page)
    yield from sight(Sight.of(page))


def sight(seen: Sight) -> Iterator[Finding]:
    """Ask each text of the one notice whether it can be seen."""
    inside = _inside(document.tree(seen.html))
    if len(inside) != 1 or not seen.is_health or not seen.is_translation:
        return
    for why, worlds in visibility.hidden_texts(seen, inside[0], css.WORLDS).items():
        yield Finding(
            f"the notice of translation can't be seen {visibility.where(worlds)}: "
            f"{why.element}: {why.reason}",
            "remove what hides it from the style sheets or the template",
            part="html",
        )


def _inside(root: document.Element) -> list[document.Element]:
    main = document.main(root)
    return [n for n in document.translation_notices(root) if document.within(n, main)]


def words(page: RenderedPage) -> Iterator[Finding]:
    """Look for the notice, its place, its words and its link."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    notices = document.translation_notices(root)
    if page.locale == page.source_locale:
        if notices:
            yield Finding("the source page says that it is a translation", HELP, part="html")
        return
    inside = _inside(root)
    if len(inside) != 1:
        yield Finding(
            f"the page has {len(inside) or 'no'} notice of translation in its main part; "
            "it needs one",
            HELP,
            part="html",
        )
        return
    yield from _place(document.main(root), inside[0])
    yield from _words(page, inside[0])
    yield from _link(page, inside[0])


def _place(main: document.Element, notice: document.Element) -> Iterator[Finding]:
    order = list(main.iter())
    texts = document.with_class(main, "prose") or list(main.iter("h2"))
    if texts and order.index(notice) > order.index(texts[0]):
        yield Finding("the notice of translation comes after the text", HELP, part="html")


def _words(page: RenderedPage, notice: document.Element) -> Iterator[Finding]:
    """The link may name the language too, so only what stands around it is read."""
    text = document.text(notice)
    for link in notice.iter("a"):
        text = text.replace(document.text(link), " ")
    language, source = base(page.locale), base(page.source_locale)
    named = SOURCE_NAMES.get(language, {}).get(source, "")
    if not re.search(named, text, re.IGNORECASE):
        yield Finding(
            "the notice does not say which language it was translated from", HELP, text, part="html"
        )
    review = page.translation.review if page.translation else None
    said = [s for s in _sentences(text, review) if _of_translator(s, page.locale)]
    claims = [sentence for sentence in said if not denies(sentence, page.locale)]
    if not said:
        yield Finding(
            "the notice does not say that no qualified translator has checked the page",
            HELP,
            text,
            part="html",
        )
    if claims and review is None:
        yield Finding(
            "the notice says that a translator has checked the page; the catalog records no review "
            "of what it says now",
            HELP,
            claims[0],
            part="html",
        )
    yield from _days(page, notice, claimed=bool(claims))
    if claims and review is not None:
        yield from _reviewer(review, text)


def _sentences(text: str, review: TranslationReview | None) -> list[str]:
    """What the notice says, less the reviewer's own words, which may hold any stop or "not"."""
    for words in (review.role, review.credential) if review else ():
        text = text.replace(words, " ")
    return re.split(r"(?<=[.!?。।؟！？])", text)


def _of_translator(sentence: str, locale: str) -> bool:
    pattern = TRANSLATORS.get(base(locale), "")
    return bool(sentence.strip() and re.search(pattern, sentence, re.IGNORECASE))


def _reviewer(review: TranslationReview, text: str) -> Iterator[Finding]:
    for what, words in (("role", review.role), ("credential", review.credential)):
        if words not in text:
            message = f"the notice does not print the reviewer's {what}, {words!r}"
            yield Finding(message, HELP, text, part="html")


def _days(page: RenderedPage, notice: document.Element, *, claimed: bool) -> Iterator[Finding]:
    """The days of the notice are those of the catalogs, in words too, and no others."""
    facts = page.translation
    if facts is None:
        return
    wanted = {facts.changed_on: "changed"} if facts.changed_on else {}
    if claimed and facts.review is not None:
        wanted[facts.review.on] = "was reviewed"
    times = {time.get("datetime") or "": document.text(time) for time in notice.iter("time")}
    for day, what in wanted.items():
        words = " ".join(locales.format_date_words(day, page.locale).split())
        said = times.pop(day.isoformat(), None)
        if said is None:
            message = f"the notice does not print the day on which the translation {what}, {day}"
            yield Finding(message, HELP, part="html")
        elif said != words:
            yield Finding(f"the notice prints {said!r} for {words!r}", HELP, said, part="html")
    for extra, said in times.items():
        message = f"the notice prints the day {extra or said}; the catalogs have no such day"
        yield Finding(message, HELP, said, part="html")


def _link(page: RenderedPage, notice: document.Element) -> Iterator[Finding]:
    wanted = page.address.removeprefix(f"{page.locale}/")
    links = [a for a in notice.iter("a") if a.get("hreflang") == page.source_locale]
    if not links:
        yield Finding(
            f"the notice has no link with hreflang={page.source_locale!r}", HELP, part="html"
        )
    for link in links:
        address, _ = document.target(page, link.get("href") or "")
        if address != wanted or not document.text(link):
            yield Finding(
                f"the notice leads to {address!r}; its source page is {wanted!r}", HELP, part="html"
            )


_TRANSLATOR = " Ningún traductor humano cualificado la ha revisado."
_REVIEW = TranslationReview("contact.md", date(2026, 11, 1), "Traductora médica", "ATA", "ab", ())
_REVIEWED_ON = '<time datetime="2026-11-01">1 de noviembre de 2026</time>'
_CLAIM = (
    _TRANSLATOR,
    f" Una traductora cualificada la revisó el {_REVIEWED_ON}. Traductora médica, ATA.",
)
_CHANGED = (
    "la ha revisado.",
    'la ha revisado. Se modificó el <time datetime="2026-11-20">20 de noviembre de 2026</time>.',
)


def _recorded(facts: TranslationFacts, *changes: tuple[str, str]) -> RenderedPage:
    return replace(translated_page(*changes), translation=facts)


_SAME = TranslationFacts(review=_REVIEW)
_DATED = TranslationFacts(changed_on=date(2026, 11, 20))
RULE = PageRule(
    "DSC010",
    "a translation that does not say so",
    Severity.ERROR,
    check,
    words=words,
    sight=sight,
    bad=(
        translated_page(('class="translation-notice"', "")),
        translated_page((_TRANSLATOR, "")),
        translated_page(("../../contact/", "../../about/")),
        translated_page(_CLAIM),
        _recorded(_SAME, _CLAIM, ("2026-11-01", "2026-11-02")),
        _recorded(_SAME, _CLAIM, (", ATA", "")),
        _recorded(_DATED),
        _recorded(_DATED, _CHANGED, ("20 de noviembre", "21 de noviembre")),
        translated_page(_CHANGED),
    ),
    good=(
        translated_page(),
        article_page(),
        _recorded(_SAME, _CLAIM),
        _recorded(_SAME),
        _recorded(_DATED, _CHANGED),
    ),
    blocks=True,
)
