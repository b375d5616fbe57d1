"""Reviews, each bound to what was reviewed: when that changes, the review is stale.

A clinician's review stands in the article's front matter, a translator's in the header of the
catalog, which Poedit and Weblate keep.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from polyclinic.i18n.po import PoFile
    from polyclinic.library.article import Article

HEADER = "X-Polyclinic-Review"
_FIELD = re.compile(r"(?P<name>on|role|credential|hash)=\"(?P<value>[^\"]*)\"")


@dataclass(frozen=True, slots=True)
class TranslationReview:
    """That a qualified translator has read a catalog: when, in which role, and what it said."""

    on: date
    role: str
    credential: str
    digest: str

    def __str__(self) -> str:
        """The value of the catalog's header."""
        fields = {"on": self.on.isoformat(), "role": self.role, "credential": self.credential}
        fields["hash"] = self.digest
        return " ".join(f'{name}="{value}"' for name, value in fields.items())


def translation_review(file: PoFile) -> TranslationReview | None:
    """The review in a catalog's header, current or stale; None where there is none.

    Raises PolyclinicError for a header that can't be read.
    """
    value = file.headers.get(HEADER)
    if value is None:
        return None
    fields = {match["name"]: match["value"] for match in _FIELD.finditer(value)}
    try:
        on = date.fromisoformat(fields["on"])
        return TranslationReview(on, fields["role"], fields["credential"], fields["hash"])
    except (KeyError, ValueError) as problem:
        remedy = "remove the header, and record the review again with `polyclinic review accept`"
        line = file.header.line if file.header else None
        raise error(f"{HEADER} can't be read: {problem}", remedy, file.path, line) from problem


def catalog_digest(file: PoFile) -> str:
    """What a catalog says: the same as long as no text and no translation in it changes."""
    said = sorted(
        "\0".join((e.msgctxt or "", e.msgid, e.msgstr, *e.msgstr_plural, str(e.fuzzy)))
        for e in file.messages
    )
    return _digest("\1".join(said))


def article_digest(article: Article) -> str:
    """What an article says to its readers: wrapping and settings aside."""
    said = (article.title, article.summary, *article.also_called, " ".join(article.body.split()))
    return _digest("\0".join(said))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


_BLOCK = re.compile(r"^review:[^\n]*\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*", re.MULTILINE)


_FRONT_MATTER = re.compile(r"\A(---[^\n]*\n.*?)(^---)", re.DOTALL | re.MULTILINE)


def with_review(  # noqa: PLR0913 - a review is all of this
    text: str, *, on: date, due: date, role: str, credential: str, digest: str
) -> str:
    """An article's file with its review recorded; all else stays as it was."""
    block = (
        "review:\n"
        "  status: reviewed\n"
        f"  reviewed_on: {on.isoformat()}\n"
        f"  next_review: {due.isoformat()}\n"
        f"  role: {_quoted(role)}\n"
        f"  credential: {_quoted(credential)}\n"
        f"  hash: {_quoted(digest)}\n"
    )
    if _BLOCK.search(text):
        return _BLOCK.sub(lambda _: block, text, count=1)
    return _FRONT_MATTER.sub(lambda match: match[1] + block + match[2], text, count=1)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
