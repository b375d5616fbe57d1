"""What readers of a language get of an article: what the review of a translation is of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.catalog import SITE, State
from polyclinic.library import interface, messages, reviews, translation
from polyclinic.library.reviews import Reading, TranslationFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from polyclinic.i18n.catalog import Catalog, Translation
    from polyclinic.i18n.message import Message
    from polyclinic.library.article import Article
    from polyclinic.markdown.document import Converter

# How many of the texts that are not translated are told one by one, and how much of each.
_TOLD, _LETTERS = 5, 60


@dataclass(frozen=True, slots=True)
class Text:
    """An article's texts in a language, or those that all pages share (`name` is then `site`)."""

    name: str
    shown: str
    reading: Reading
    refused: tuple[Diagnostic, ...]  # translations that no page uses

    def problem(self, catalog: str) -> Diagnostic | None:
        """Why nobody can have read it as a whole. `catalog` is the file it belongs in."""
        said = self.reading.messages.values()
        left = [one for one in said if one[1].state is not State.TRANSLATED]
        if not left:
            return self.refused[0] if self.refused else None
        lines = [_place(message, found, catalog) for message, found in left[:_TOLD]]
        lines += [f"and {len(left) - _TOLD} more"] if len(left) > _TOLD else []
        listed = "".join(f"\n    {line}" for line in lines)
        return Diagnostic(
            Severity.ERROR,
            f"{self.shown} is not wholly translated: {len(left)} of {len(said)} texts are left",
            f"translate them, or remove “fuzzy” from what is right, before it is read:{listed}",
            catalog,
            left[0][1].line,
            left[0][1].column,
        )


def of_article(article: Article, converter: Converter, catalog: Catalog) -> Text:
    """The texts of an article's page, as the page looks them up."""
    section = article.section
    reading = reading_of(article, converter, catalog)
    lookup = translation.lookup_in(catalog, section)
    page = converter.translated(article.body, lookup).page
    titles = translation.refused(catalog, section, messages.front_matter(article))
    refused = tuple(translation.rejected([*titles, *page.rejections]))
    return Text(article.path, article.shown, reading, refused)


def reading_of(article: Article, converter: Converter, catalog: Catalog) -> Reading:
    """What the texts of an article say in a language; who reviewed it is none of them."""
    found = messages.of_article(replace(article, review=None), converter).messages
    return Reading.of(found, catalog, article.section)


def facts(
    article: Article, catalog: Catalog, today: date, converter: Callable[[], Converter]
) -> TranslationFacts:
    """What the article's page in a language may say of its translation.

    `converter` is asked for only where there is a review that might be of this article.
    """
    records = reviews.of_language(catalog)
    review = None
    if records:
        review = reviews.current(reading_of(article, converter(), catalog), records, today)
    day = reviews.changed_on(catalog, article.section, today)
    if review is not None and day is not None and day > review.on:
        # Of another page of the section: this one is what was reviewed.
        day = None
    return TranslationFacts(day, review, _role(article, catalog))


def _role(article: Article, catalog: Catalog) -> str:
    """The profession of the article's reviewer in a language, "" where there is none."""
    if article.review is None or not article.review.role:
        return ""
    message = messages.reviewer_message(article.review.role)
    return translation.plain(catalog, article.section, message) or ""


def of_site(found: Iterable[Message], catalog: Catalog) -> Text:
    """The words that all pages share: navigation, disclaimer and interface."""
    refused = tuple(translation.rejected(interface.refused(catalog)))
    return Text(SITE, "the words of all pages", Reading.of(found, catalog, SITE), refused)


def _place(message: Message, found: Translation, catalog: str) -> str:
    where = f"{found.path or catalog}:{found.line}" if found.line else catalog
    state = "fuzzy" if found.state is State.FUZZY else "not translated"
    text = " ".join(message.msgid.split())
    return f"{where}: {state}: {text if len(text) <= _LETTERS else text[:_LETTERS] + '…'}"
