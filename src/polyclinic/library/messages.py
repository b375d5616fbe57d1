"""The messages of the library: of its articles, its navigation, and the engine's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.message import Message
from polyclinic.library import notice
from polyclinic.library.addresses import address
from polyclinic.library.wording import CITED, LEVELS, LOCAL_NUMBER
from polyclinic.markdown.extension import context_of
from polyclinic.text import position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polyclinic.library.article import Article
    from polyclinic.markdown.document import Converter
    from polyclinic.markdown.extension import Page

SITE = "site"


def title_message(title: str, role: str = "title") -> Message:
    """The message of an article's title, summary or synonym."""
    return Message(title, context_of(title, role))


def synonym_message(name: str) -> Message:
    """Synonyms are searched for: people's own words, so their context is always said."""
    note = (
        "Another name of this page's topic. "
        "Write what people really say and search for, not a literal translation."
    )
    return Message(name, "synonym", (note,))


def reviewer_message(role: str) -> Message:
    """The profession of the clinician who reviewed an article."""
    return Message(role, "reviewer", ("Profession of the clinician who reviewed the page.",))


def front_matter(article: Article) -> Iterator[Message]:
    """The messages of an article's front matter."""
    if article.title:
        yield replace(title_message(article.title), notes=("Title of the page.",))
    if article.summary:
        yield replace(title_message(article.summary, "summary"), notes=("Summary of the page.",))
    yield from map(synonym_message, article.also_called)


def reason(article: Article) -> Iterator[Message]:
    """Why the article was withdrawn, where that is said."""
    if article.withdrawal is not None and article.withdrawal.reason:
        said = title_message(article.withdrawal.reason, "reason")
        yield replace(said, notes=("Why the article was withdrawn.",), safety=True)


@dataclass(frozen=True, slots=True)
class ArticleMessages:
    """What one article gives to its catalog, and what was found on the way."""

    messages: tuple[Message, ...]
    findings: tuple[Diagnostic, ...]


def of_article(article: Article, converter: Converter) -> ArticleMessages:
    """Parse an article for its messages."""
    page = converter.source(article.body).page
    messages = [*front_matter(article), *reason(article), *page.messages]
    if article.review is not None and article.review.reviewed and article.review.role:
        messages.append(reviewer_message(article.review.role))
    note = f"page: /{address(article.path)}"
    located = (replace(m, notes=(note, *m.notes), references=(article.shown,)) for m in messages)
    return ArticleMessages(tuple(located), tuple(findings(article, page)))


def findings(article: Article, page: Page) -> Iterator[Diagnostic]:
    """What stands in the article that no translator will see, or that is no quantity."""
    for block in page.unreadable:
        remedy = "write its links and tags more simply"
        yield _finding(
            article,
            block,
            "the parts of this text can't be told apart, so it stays untranslated",
            remedy,
        )
    for text in page.raw_html:
        remedy = "Markdown, or the attribute markdown on its tag, lets the engine check more"
        finding = _finding(
            article, text, "the text of this raw HTML is translated as it is", remedy
        )
        yield replace(finding, severity=Severity.INFO)
    for fault in page.faults:
        yield replace(
            _finding(article, fault.text, fault.message, fault.help), severity=Severity.ERROR
        )


def _finding(article: Article, text: str, message: str, remedy: str) -> Diagnostic:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    offset = article.body.find(first) if first else -1
    line, column = position(article.body, max(offset, 0))
    return Diagnostic(
        Severity.WARNING, message, remedy, article.shown, line + article.body_line - 1, column
    )


def of_navigation(nav: object, reference: str) -> Iterator[Message]:
    """The titles that mkdocs.yml gives to pages and sections."""
    for entry in nav if isinstance(nav, list) else []:
        for title, below in entry.items() if isinstance(entry, Mapping) else ():
            if title:
                notes = ("Title in the navigation.",)
                yield Message(str(title), context_of(str(title), "nav"), notes, (reference,))
            yield from of_navigation(below, reference)


def of_folders(articles: Iterable[Article], reference: str) -> Iterator[Message]:
    """The titles that MkDocs gives to folders where mkdocs.yml has no navigation."""
    folders = {str(part) for a in articles for part in PurePosixPath(a.path).parts[:-1]}
    for folder in sorted(folders):
        words = folder.replace("-", " ").replace("_", " ")
        title = words.capitalize() if words.lower() == words else words
        yield Message(title, context_of(title, "nav"), ("Title of a section.",), (reference,))


def own_words(reference: str, *, health: bool, notices: bool) -> Iterator[Message]:
    """What the engine itself says on pages."""
    said = (
        *((LOCAL_NUMBER, *LEVELS.values(), CITED, *notice.LIFECYCLE) if health else ()),
        *(notice.MESSAGES if notices else ()),
    )
    yield from (replace(message, references=(reference,)) for message in said)
