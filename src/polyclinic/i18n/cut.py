"""Catalogs that end too early: half a file, cut where an entry ends, is a valid file.

Nothing in it says so. But the entries stand in the order of the documents, and a cut takes the last
ones: a catalog of which just those are missing was cut off, or the documents have grown at the end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from polyclinic.i18n import po
    from polyclinic.i18n.message import Message

_REMEDY = (
    "restore the file from your version control if it was longer; then run `polyclinic update`"
)


def cut_among(
    files: Mapping[str, po.PoFile], messages: Sequence[Message]
) -> Iterator[tuple[str, Diagnostic]]:
    """Which of the catalogs of one section were cut off, by locale.

    What one language lacks and another one has was cut off, or `update` was run for the other
    alone. What all lack is new in the articles. Of a single language nobody can tell: that is for
    information only.
    """
    present = {locale: {entry.key for entry in file.messages} for locale, file in files.items()}
    order = [message.key for message in messages]
    for locale, file in files.items():
        missing = {key for key in order if key not in present[locale]}
        others = [keys for other, keys in present.items() if other != locale]
        found = ends_early(file, messages)
        if found is None:
            continue
        if any(not missing.isdisjoint(keys) for keys in others):
            yield locale, found
        elif not others:
            yield locale, replace(found, severity=Severity.INFO)


def ends_early(file: po.PoFile, messages: Sequence[Message]) -> Diagnostic | None:
    """A warning that a catalog lacks its last entries, or all; or None."""
    return cut_off(file, messages) or (_empty(file) if messages else None)


def _empty(file: po.PoFile) -> Diagnostic | None:
    """A warning for a catalog in which there is nothing but perhaps its header."""
    if file.messages:
        return None
    message = "this catalog has no entries" if file.entries else "this catalog is empty"
    return Diagnostic(Severity.WARNING, message, _REMEDY, file.path, 1, 1)


def cut_off(file: po.PoFile, messages: Sequence[Message]) -> Diagnostic | None:
    """A warning, at the file's last entry, that all messages after it are missing; or None.

    `messages` are those of the section, in the order in which `update` writes them. An empty
    catalog is one that nobody began: no cut leaves a header and nothing else without a trace, but
    a language begins like this.
    """
    present = {entry.key for entry in file.messages}
    order = [message.key for message in messages]
    here = [place for place, key in enumerate(order) if key in present]
    if not here or here[-1] + 1 == len(order) or len(here) != here[-1] + 1:
        return None
    last = file.messages[-1]
    if last.key != order[here[-1]]:
        return None
    count = len(order) - len(here)
    what = "message of this section is" if count == 1 else f"{count} messages of this section are"
    return Diagnostic(
        Severity.WARNING,
        f"the last {what} missing: the file was cut off here, or the articles have grown",
        _REMEDY,
        file.path,
        last.msgstr_line or last.line,
        last.msgstr_column or last.column,
    )
