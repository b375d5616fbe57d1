"""Safety text is translated and confirmed in every language.

The disclaimer, urgency cards and quantities are safety text. An entry that is empty, or marked
fuzzy, is not shown to readers: they get the English text in its place.

Why: a warning in a language the reader does not know is no warning, and a fuzzy one may say what
the source no longer says.

Remedy: translate the entry, or check the suggestion against the source and remove “fuzzy”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import CatalogsRule
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(catalogs: Catalogs) -> Iterator[Finding]:
    """Find safety text that no reader is shown in the language."""
    for pair in catalogs.pairs:
        if not pair.safety:
            continue
        place = f"{pair.path}:{pair.line}:{pair.column}"
        if not pair.msgstr or (pair.forms and not all(pair.forms)):
            yield Finding(
                f"the safety text “{_short(pair.msgid)}” is not translated ({pair.locale})",
                "translate it",
                part=place,
                other=pair.msgid,
            )
        elif pair.fuzzy:
            yield Finding(
                f"the safety text “{_short(pair.msgid)}” is fuzzy ({pair.locale})",
                "check it against the source, correct it, and remove the flag “fuzzy”",
                pair.msgstr,
                part=place,
                other=pair.msgid,
            )


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


_CALL = "Call {emergency} if you cannot breathe."
_APPELEZ = "Appelez le {emergency} si vous ne pouvez pas respirer."

RULE = CatalogsRule(
    "TRN007",
    "safety text is not translated or not confirmed",
    Severity.ERROR,
    check,
    bad=(
        Catalogs((Pair("fr", _CALL, "", safety=True, path="locales/fr/LC_MESSAGES/site.po"),)),
        Catalogs((Pair("fr", _CALL, _APPELEZ, safety=True, fuzzy=True),)),
    ),
    good=(
        Catalogs((Pair("fr", _CALL, _APPELEZ, safety=True),)),
        Catalogs((Pair("fr", "About us", "", safety=False),)),
    ),
    blocks=True,
)
