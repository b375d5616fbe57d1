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
