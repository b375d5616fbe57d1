"""The notice of a page that is not wholly translated, for themes whose templates have none."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from polyclinic.i18n.message import Message
from polyclinic.markdown.safety import unsafe_plain

if TYPE_CHECKING:
    from polyclinic.i18n.catalog import Catalog
    from polyclinic.markdown.extension import Coverage

PARTLY = Message(
    "{percent}% of this page is translated. The rest is shown in its original language.",
    notes=("{percent} is a number: copy {percent} as it is.",),
)
NOT_YET = Message("This page is not translated yet. It is shown in its original language.")
ORIGINAL = Message("Read the original page")
MESSAGES = (PARTLY, NOT_YET, ORIGINAL)

# On pages that a check keeps from their readers.
TRANSLATION_WITHHELD = Message(
    "The translation of this page is withheld. A safety check found a problem in it. "
    "You see the English page instead.",
    safety=True,
)
ARTICLE_WITHHELD = Message(
    "This page is withheld. A safety check found a problem in it. Please ask your care team.",
    safety=True,
)
WITHHELD = Message(
    "This page is withheld",
    notes=("Heading of a page in which a safety check found a problem: the page is not shown.",),
)
HOME = Message("Go to the home page", notes=("A link.",))
# As in overrides/partials/emergency-sentence.html.
EMERGENCY = Message("In an emergency, call your local emergency number right away.", safety=True)
EMERGENCY_NUMBER = Message(
    "In an emergency, call %(number)s right away.",
    notes=("%(number)s is an emergency phone number, such as 911.",),
    safety=True,
)

# In the place of an article that was taken down.
WITHDRAWN = Message(
    "This article was withdrawn",
    notes=("Heading of a page whose article was taken down for good: its text is gone.",),
)
WITHDRAWN_ON = Message(
    "We withdrew this article on %(date)s. Please do not follow advice from it. "
    "Ask your care team.",
    notes=("%(date)s is a date in words.",),
    safety=True,
)
WITHDRAWN_UNDATED = Message(
    "We withdrew this article. Please do not follow advice from it. Ask your care team.",
    safety=True,
)
REASON = Message("Reason: %(reason)s", notes=("%(reason)s is a whole sentence.",))
INSTEAD = Message(
    "Read this article instead: %(article)s", notes=("%(article)s is the title of an article.",)
)

# At the old address of a page.
MOVED = Message("This page has moved", notes=("Heading of a page that leads to another one.",))
MOVED_TO = Message("Go to the new address of the page", notes=("A link.",))

LIFECYCLE = (
    TRANSLATION_WITHHELD, ARTICLE_WITHHELD, WITHHELD, HOME, EMERGENCY, EMERGENCY_NUMBER, WITHDRAWN,
    WITHDRAWN_ON, WITHDRAWN_UNDATED, REASON, INSTEAD, MOVED, MOVED_TO,
)  # fmt: skip


def html(coverage: Coverage, catalog: Catalog, source_lang: str, source_url: str) -> str:
    """The notice, or "" for a page that is wholly translated.

    Words that are not translated are marked as the source's language.
    """
    if coverage.translated == coverage.total:
        return ""
    message = PARTLY if coverage.translated else NOT_YET
    words = _said(message, catalog, source_lang, percent=str(coverage.percent))
    link = _said(ORIGINAL, catalog, source_lang)
    return (
        f'<div class="polyclinic-notice" role="note"><p>{words} '
        f'<a href="{escape(source_url)}" hreflang="{escape(source_lang)}">{link}</a></p></div>\n'
    )


def _said(message: Message, catalog: Catalog, source_lang: str, **values: str) -> str:
    text = catalog.gettext(message.msgid)
    if unsafe_plain(message.msgid, text):
        text = message.msgid
    translated = text != message.msgid
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return (
        escape(text)
        if translated
        else f'<span lang="{escape(source_lang)}" dir="ltr">{escape(text)}</span>'
    )
