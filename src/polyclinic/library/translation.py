"""What a page's catalog says: where to look a message up, and what is told about the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.catalog import Catalog, State, Translation
from polyclinic.library.messages import front_matter, synonym_message, title_message
from polyclinic.library.view import Text
from polyclinic.markdown.extension import Rejection, count_words
from polyclinic.markdown.safety import unsafe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polyclinic.i18n.message import Message
    from polyclinic.library.article import Article
    from polyclinic.markdown.extension import Coverage, Lookup


@dataclass(frozen=True, slots=True)
class Heading:
    """An article's front matter in a language."""

    title: Text
    summary: Text
    also_called: tuple[str, ...]


def lookup_in(catalog: Catalog, section: str) -> Lookup:
    """Where a page of a section finds its translations: the section's catalog, then the site's."""

    def lookup(msgid: str, context: str | None) -> Translation:
        return catalog.lookup(section, msgid, context)

    return lookup


def plain(catalog: Catalog, section: str, message: Message) -> str | None:
    """The translation of a plain text, or None where there is none that may be used."""
    found = catalog.lookup(section, message.msgid, message.context)
    if found.state is not State.TRANSLATED or unsafe_text(message.msgid, found.text):
        return None
    return found.text


def refused(catalog: Catalog, section: str, messages: Iterable[Message]) -> Iterator[Rejection]:
    """The translations of plain texts that `plain` does not use, and why."""
    for message in messages:
        found = catalog.lookup(section, message.msgid, message.context)
        reason = unsafe_text(message.msgid, found.text) if found.text else None
        if reason is not None:
            yield Rejection(found, reason, message.msgid)


def heading(article: Article, catalog: Catalog | None, source_locale: str) -> Heading:
    """The title, the summary and those synonyms that are translated.

    On the source page all are as they are.
    """
    if catalog is None:
        return Heading(Text(article.title), Text(article.summary), article.also_called)

    def said(message: Message) -> Text:
        text = plain(catalog, article.section, message)
        return Text(message.msgid, source_locale) if text is None else Text(text)

    names = (plain(catalog, article.section, synonym_message(name)) for name in article.also_called)
    return Heading(
        said(title_message(article.title)),
        said(title_message(article.summary, "summary")) if article.summary else Text(""),
        tuple(dict.fromkeys(name for name in names if name)),
    )


def count_heading(article: Article, catalog: Catalog, coverage: Coverage) -> None:
    """Count the words of the title and the summary into a page's coverage."""
    for message in front_matter(replace(article, also_called=())):
        words = count_words(message.msgid)
        coverage.total += words
        coverage.translated += words if plain(catalog, article.section, message) else 0


def rejected(rejections: Iterable[Rejection]) -> Iterator[Diagnostic]:
    """One warning for each translation that is not used, at its place in the catalog."""
    seen = set()
    for rejection in rejections:
        place = (rejection.translation.path, rejection.translation.line)
        if place not in seen:
            seen.add(place)
            found, reason = rejection.translation, rejection.reason
            message = f"{reason.message}; the source is shown instead"
            yield Diagnostic(
                Severity.WARNING, message, reason.help, found.path, found.line, found.column
            )
