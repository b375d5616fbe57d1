"""Reviews, each bound to what was reviewed: when that changes, the review is stale.

A clinician's review stands in the article's front matter. A translator's stands in the header of
the catalog, one field an article, which Poedit, Weblate and gettext's own tools keep:

    X-Polyclinic-Review-procedures-biopsy: article="procedures/biopsy.md" on="2026-11-22"
      role="Medical translator" credential="ATA" hash="…" messages="… …"

The messages are short marks of each text with its translation, so that what has changed since can
be named.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.catalog import SITE, Catalog, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from polyclinic.i18n.catalog import Translation
    from polyclinic.i18n.message import Message
    from polyclinic.i18n.po import PoFile
    from polyclinic.library.article import Article

HEADER = "X-Polyclinic-Review"
_FIELD = re.compile(r"(?P<name>article|on|role|credential|hash|messages)=\"(?P<value>[^\"]*)\"")
_UNREADABLE = "remove the field, and record the review again with `polyclinic review accept`"


@dataclass(frozen=True, slots=True)
class TranslationReview:
    """That a qualified translator has read an article's translation, and what it said then.

    `article` is the path in the docs folder, or `site` for the words that all pages share.
    """

    article: str
    on: date
    role: str
    credential: str
    digest: str
    messages: tuple[str, ...]

    def __str__(self) -> str:
        """The value of the catalog's header field."""
        fields = {
            "article": self.article,
            "on": self.on.isoformat(),
            "role": self.role,
            "credential": self.credential,
            "hash": self.digest,
            "messages": " ".join(self.messages),
        }
        return " ".join(f'{name}="{value}"' for name, value in fields.items())

    def possible(self, today: date) -> bool:
        """Whether it can be true: not done in the future, by someone with a qualification."""
        return self.on <= today and not (unsaid(self.role) or unsaid(self.credential))


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article's texts and their translations say now, message by message."""

    messages: Mapping[str, tuple[Message, Translation]]

    @classmethod
    def of(cls, messages: Iterable[Message], catalog: Catalog, section: str) -> Reading:
        """Look the messages up as the page does."""
        found: dict[str, tuple[Message, Translation]] = {}
        for message in messages:
            translation = catalog.lookup(section, message.msgid, message.context)
            found[_mark(catalog.locale, message, translation)] = (message, translation)
        return cls(found)

    @property
    def digest(self) -> str:
        """The same as long as no text and no translation changes; their order is no matter."""
        return _digest(" ".join(sorted(self.messages)))

    def review(self, article: str, on: date, role: str, credential: str) -> TranslationReview:
        """The record of a review of just this."""
        marks = tuple(sorted(mark[:_SHORT] for mark in self.messages))
        return TranslationReview(article, on, role, credential, self.digest, marks)

    def changed_since(self, review: TranslationReview) -> list[tuple[Message, Translation]]:
        """The messages that are new, or translated in another way, since a review."""
        known = set(review.messages)
        if not known:  # the record does not tell
            return []
        return [said for mark, said in self.messages.items() if mark[:_SHORT] not in known]

    def gone_since(self, review: TranslationReview) -> int:
        """How many messages of the review stand there no longer, be they changed or removed."""
        present = {mark[:_SHORT] for mark in self.messages}
        return sum(mark not in present for mark in review.messages)


# Letters of a message's mark in a record: enough to tell which of some hundred has changed, while
# the hash of all tells whether any has.
_SHORT = 6


def _mark(locale: str, message: Message, found: Translation) -> str:
    said = (found.text, *found.forms) if found.state is State.TRANSLATED else ()
    parts = (locale, message.context or "", message.msgid, message.msgid_plural or "", *said)
    return _digest("\0".join(parts))


def current(
    reading: Reading, records: Iterable[TranslationReview], today: date
) -> TranslationReview | None:
    """The latest review of exactly this, wherever the article was when it was read."""
    if not reading.messages:
        return None
    same = [r for r in records if r.digest == reading.digest and r.possible(today)]
    return max(same, key=lambda review: review.on, default=None)


def records(headers: Mapping[str, str]) -> dict[str, TranslationReview]:
    """The reviews in a catalog's header by the names of their fields, less unreadable ones."""
    found: dict[str, TranslationReview] = {}
    for name, value in headers.items():
        review = _read(value) if name.startswith(HEADER) else None
        if isinstance(review, TranslationReview):
            found[name] = review
    return found


def of_language(catalog: Catalog) -> list[TranslationReview]:
    """The reviews in all catalogs of a language: an article may move to another section."""
    return [r for headers in catalog.headers.values() for r in records(headers).values()]


def unreadable(file: PoFile) -> Iterator[Diagnostic]:
    """The fields of reviews that nobody can read."""
    for name, value in file.headers.items():
        problem = _read(value) if name.startswith(HEADER) else None
        if isinstance(problem, str):
            line = field_line(file, name)
            message = f"{name} can't be read: {problem}"
            yield Diagnostic(Severity.ERROR, message, _UNREADABLE, file.path, line, 1)


def field_line(file: PoFile, name: str) -> int:
    """The line of the file on which a field of its header stands."""
    header = file.header
    if header is None or header.line is None or header.raw is None:
        return 1
    lines = header.raw.split("\n")
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("msgid"))
    found = (number for number, line in enumerate(lines) if f'"{name}:' in line)
    return header.line + next(found, first) - first


def _read(value: str) -> TranslationReview | str:
    """A record, or why it is none."""
    fields = {match["name"]: match["value"] for match in _FIELD.finditer(value)}
    missing = [name for name in ("article", "on", "hash") if not fields.get(name)]
    if missing:
        return f"it has no {' and no '.join(missing)}"
    try:
        on = date.fromisoformat(fields["on"])
    except ValueError:
        return f"{fields['on']} is no date"
    said = (fields.get("role", ""), fields.get("credential", ""))
    marks = tuple(fields.get("messages", "").split())
    return TranslationReview(fields["article"], on, *said, fields["hash"], marks)


def field_name(article: str, headers: Mapping[str, str]) -> str:
    """The header field for an article's review: the one it has, or else a new one."""
    known = records(headers)
    for name, review in known.items():
        if review.article == article:
            return name
    words = re.sub(r"[^A-Za-z0-9]+", "-", article.rsplit(".", 1)[0]).strip("-") or "article"
    name, number = f"{HEADER}-{words}", 1
    while name in known:
        number += 1
        name = f"{HEADER}-{words}-{number}"
    return name


# What people write where they have nothing to say.
_NOTHING = frozenset({
    "a", "any", "anonymous", "n/a", "n.a.", "na", "nil", "nn", "no", "nobody", "none", "null",
    "pending", "reviewer", "someone", "tba", "tbc", "tbd", "test", "todo", "unknown", "x", "xx",
    "xxx", "yes",
})  # fmt: skip


def unsaid(text: str) -> bool:
    """Whether a role or a credential says nothing: no letters, or a word that stands for none."""
    return not any(map(str.isalpha, text)) or text.strip(" .?!-").casefold() in _NOTHING


@dataclass(frozen=True, slots=True)
class TranslationFacts:
    """What a translated page may say of its translation: when it changed last, who has read it.

    `role` is that of the article's clinical reviewer in the page's language, "" where it is not
    translated.
    """

    changed_on: date | None = None
    review: TranslationReview | None = None
    role: str = ""


def changed_on(catalog: Catalog, section: str, today: date) -> date | None:
    """The day of the newest catalog that a page's words come from, if their headers tell.

    A day after today, of a clock that goes wrong, is not believed.
    """
    stated = (catalog.headers.get(name, {}).get("PO-Revision-Date", "") for name in (section, SITE))
    days = [day for day in map(revision_day, stated) if day is not None and day <= today]
    return max(days, default=None)


_REVISION = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[ T](?P<time>\d{2}:\d{2})(?::\d{2})?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)


def revision_day(text: str) -> date | None:
    """The day of a PO-Revision-Date in UTC, as builds count; None where there is none yet."""
    found = _REVISION.fullmatch(text.strip())
    if found is None:
        return None
    try:
        moment = datetime.fromisoformat(
            f"{found['day']}T{found['time'] or '00:00'}{found['zone'] or ''}"
        )
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def article_digest(article: Article) -> str:
    """What an article says to its readers: wrapping, comments and settings aside."""
    words = " ".join(_COMMENT.sub(" ", article.body).split())
    return _digest("\0".join((article.title, article.summary, *article.also_called, words)))


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    for number in (day.day, 30, 29):
        try:
            return day.replace(year=year, month=month + 1, day=number)
        except ValueError:
            continue
    return day.replace(year=year, month=month + 1, day=28)
