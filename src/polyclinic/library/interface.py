"""The words of the templates in one language, safe to print into HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import escape

from polyclinic.library.messages import SITE
from polyclinic.markdown.extension import Rejection
from polyclinic.markdown.safety import Reason, unsafe_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from polyclinic.i18n.catalog import Catalog

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%")


def unusable(msgid: str, msgstr: str) -> Reason | None:
    """Why a translated interface string can't be printed, or None where it can.

    It must have the source's placeholders, and be plain text.
    """
    if sorted(_PLACEHOLDER.findall(msgid)) != sorted(_PLACEHOLDER.findall(msgstr)):
        return Reason(
            "the placeholders differ from the source's",
            "copy each %(name)s from the source, exactly",
        )
    return unsafe_plain(msgid, msgstr)


def refused(catalog: Catalog) -> Iterator[Rejection]:
    """The strings of a language's own words that are not used, and why."""
    for (_, msgid), found in catalog.sections.get(SITE, {}).items():
        for text in found.forms or (found.text,):
            reason = unusable(msgid, text) if text else None
            if reason is not None:
                yield Rejection(found, reason, msgid)


@dataclass(frozen=True, slots=True)
class Words:
    """The four gettext functions of templates. Without a catalog they give the source's words.

    What they return is escaped, whatever the environment does: a quote in a translation can't end
    an attribute.
    """

    catalog: Catalog | None
    _known: dict[tuple[str, str], Markup] = field(default_factory=dict, repr=False, compare=False)

    def gettext(self, msgid: str) -> Markup:
        """The words for a message."""
        return self._safe(msgid, self.catalog.gettext(msgid) if self.catalog else msgid)

    def pgettext(self, context: str, msgid: str) -> Markup:
        """The words for a message in a context."""
        return self._safe(
            msgid, self.catalog.gettext(msgid, context=context) if self.catalog else msgid
        )

    def ngettext(self, singular: str, plural: str, number: int) -> Markup:
        """The words for a number of things."""
        return self._plural(singular, plural, number, None)

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> Markup:
        """The words for a number of things in a context."""
        return self._plural(singular, plural, number, context)

    def _plural(self, singular: str, plural: str, number: int, context: str | None) -> Markup:
        source = singular if number == 1 else plural
        if self.catalog is None:
            return escape(source)
        return self._safe(source, self.catalog.ngettext(singular, plural, number, context=context))

    def _safe(self, msgid: str, text: str) -> Markup:
        """The words, escaped; those of every page are looked at one time."""
        known = self._known.get((msgid, text))
        if known is None:
            known = self._known[msgid, text] = escape(msgid if unusable(msgid, text) else text)
        return known
