"""A translated page says so, says that it was not checked, and leads to its source page.

The notice names the language that the page was made from.

Why: a reader must know that a doubt can be settled in the source, and where that is.

Remedy: include `partials/translation-notice.html` in the main part, before the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check import css, document, visibility
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.disclaimer_words import SOURCE_NAMES, TRANSLATORS, base, denies
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "include partials/translation-notice.html in the main part, before the text"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Look for the notice, its place, its words and its link."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    main = document.main(root)
    notices = document.translation_notices(root)
    if page.locale == page.source_locale:
        if notices:
            yield Finding("the source page says that it is a translation", HELP, part="html")
        return
    inside = [notice for notice in notices if document.within(notice, main)]
    if len(inside) != 1:
        yield Finding(
            f"the page has {len(inside) or 'no'} notice of translation in its main part; "
            "it needs one",
            HELP,
            part="html",
        )
        return
    yield from _place(page, main, inside[0])
    yield from _words(page, inside[0])
    yield from _link(page, inside[0])


def _place(
    page: RenderedPage, main: document.Element, notice: document.Element
) -> Iterator[Finding]:
    order = list(main.iter())
    texts = document.with_class(main, "prose") or list(main.iter("h2"))
    if texts and order.index(notice) > order.index(texts[0]):
        yield Finding("the notice of translation comes after the text", HELP, part="html")
    for why, worlds in visibility.hidden_texts(page, notice, css.WORLDS).items():
        yield Finding(
            f"the notice of translation can't be seen {visibility.where(worlds)}: "
            f"{why.element}: {why.reason}",
            "remove what hides it from the style sheets or the template",
            part="html",
        )


def _words(page: RenderedPage, notice: document.Element) -> Iterator[Finding]:
    """The link may name the language too, so only what stands around it is read."""
    links = [document.text(a) for a in notice.iter("a")]
    text = document.text(notice)
    for link in links:
        text = text.replace(link, " ")
    language, source = base(page.locale), base(page.source_locale)
    named = SOURCE_NAMES.get(language, {}).get(source, "")
    if not re.search(named, text, re.IGNORECASE):
        yield Finding(
            "the notice does not say which language it was translated from", HELP, text, part="html"
        )
    translator = TRANSLATORS.get(language, "")
    checked = re.search(translator, text, re.IGNORECASE) and denies(text, page.locale)
    if not checked:
        yield Finding(
            "the notice does not say that no qualified translator has checked the page",
            HELP,
            text,
            part="html",
        )


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
RULE = PageRule(
    "DSC010",
    "a translation that does not say so",
    Severity.ERROR,
    check,
    bad=(
        translated_page(('class="translation-notice"', "")),
        translated_page((_TRANSLATOR, "")),
        translated_page(("../../contact/", "../../about/")),
    ),
    good=(translated_page(), article_page()),
    blocks=True,
)
