"""What a page's catalog says: where to look a message up, and what is told about the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.catalog import Catalog, State, Translation
from polyclinic.library.messages import synonym_message, title_message
from polyclinic.library.view import Text
from polyclinic.markdown.safety import unsafe_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.i18n.message import Message
    from polyclinic.library.article import Article
    from polyclinic.markdown.extension import Lookup, Rejection


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
    if found.state is not State.TRANSLATED or unsafe_plain(message.msgid, found.text):
        return None
    return found.text


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


def rejected(rejections: list[Rejection]) -> Iterator[Diagnostic]:
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
