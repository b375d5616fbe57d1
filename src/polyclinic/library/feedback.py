"""The link that reports a mistake: it says on which page, in which language, of which version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

if TYPE_CHECKING:
    from polyclinic.config import Organisation

# Of an address, what may stand in a query as it is (RFC 3986): people read these links.
_READABLE = "/:"


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about. `language` is a BCP 47 tag, `subject` the words of a letter's."""

    page: str
    language: str
    version: str
    subject: str


def url(organisation: Organisation, about: About) -> str:
    """Where to report a mistake: the organisation's form, else a letter to it, else "".

    It ends in the value that takes the reader's own text, so a marked paragraph can be appended to
    it, percent-encoded; only the form's own fragment may follow.
    """
    if organisation.feedback_url:
        return _form(organisation.feedback_url, about)
    return _letter(organisation.email, about) if organisation.email else ""


def _form(form: str, about: About) -> str:
    """The form's address; what it asks for itself goes before what we tell it."""
    parts = urlsplit(form)
    told = {"page": about.page, "language": about.language, "version": about.version, "text": ""}
    asked = parse_qsl(parts.query, keep_blank_values=True)
    own = [(name, value) for name, value in asked if name not in told]
    return parts._replace(
        query=urlencode([*own, *told.items()], safe=_READABLE, quote_via=quote)
    ).geturl()


def _letter(email: str, about: About) -> str:
    """RFC 6068: lines end in CR LF, and a space is %20."""
    lines = (about.page, f"{about.language} {about.version}".strip(), "", "")
    body = quote("\r\n".join(lines), safe=_READABLE)
    return f"mailto:{quote(email, safe='@')}?subject={quote(about.subject, safe='')}&body={body}"
