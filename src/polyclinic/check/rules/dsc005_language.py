"""The disclaimer and the notices are in the page's own language.

Read are the nearest `lang` and `dir`, the letters, and the small words of the text itself: an
attribute alone proves nothing.

Why: a reader of one language is not warned by a disclaimer in another. A string that lost its
translation falls back to the source's words without a sign.

Remedy: translate the disclaimer's strings in the catalog `site`, and do not set `lang` inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.disclaimer_words import wrong_language
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage


def check(page: RenderedPage) -> Iterator[Finding]:
    """Check the attributes of each text, and the words of each part."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    blocks = [*document.marked(root, "data-disclaimer"), *document.translation_notices(root)]
    for block in blocks:
        yield from _attributes(page, block)
        yield from _words(page, block)


def _attributes(page: RenderedPage, block: document.Element) -> Iterator[Finding]:
    own = _names(page)  # a role that nobody has translated says which language it is in
    speaking = [e for e in document.speaking(block) if document.text(e) not in own]
    stated = {document.language(e) for e in (block, *speaking)}
    for lang in sorted(stated - {page.locale}):
        yield Finding(
            f"{document.shown(block)} says lang={lang!r} on a page in {page.locale!r}",
            "write it in the page's language, and remove the attribute",
            part="html",
        )
    direction = next((e.get("dir") for e in (block, *block.iterancestors()) if e.get("dir")), "ltr")
    if direction != locales.parse(page.locale).direction:
        yield Finding(
            f"{document.shown(block)} runs {direction}, the language does not",
            "set dir on the page's root element",
            part="html",
        )


def _words(page: RenderedPage, block: document.Element) -> Iterator[Finding]:
    parts = list(document.slots(block).values()) or list(block.iter("p"))
    told: set[str] = set()
    for part in (*parts, *block.iter("h2", "h3"), block):
        text = _own_words(page, document.text(part))
        why = wrong_language(text, page.locale)
        if why and not (part is block and told):
            told.add(why)
            yield Finding(
                f"{document.shown(part)} is not in {page.locale!r}: {why}",
                "translate it in the catalog site, and build again",
                text,
                part="html",
            )


def _own_words(page: RenderedPage, text: str) -> str:
    """The text without names, which are the same in every language."""
    for name in _names(page):
        text = text.replace(name, " ")
    return " ".join(text.split())


def _names(page: RenderedPage) -> tuple[str, ...]:
    """What stands in every language as someone wrote it: names, and how reviewers are called."""
    review = page.article.review if page.article else None
    names = [page.settings.site_name, page.settings.options.organisation.name]
    for of in (review, page.translation and page.translation.review):
        names += [of.role, of.credential] if of else []
    return tuple(filter(None, names))


_ENGLISH = "This page is for education only. It does not replace advice from your own care team."
_SPANISH = "Esta página es solo educativa."
RULE = PageRule(
    "DSC005",
    "a disclaimer in another language",
    Severity.ERROR,
    check,
    bad=(
        translated_page((_SPANISH, _ENGLISH)),
        article_page(("<ul>\n<li data-disc", '<ul lang="fr">\n<li data-disc')),
    ),
    good=(translated_page(), article_page()),
    blocks=True,
)
