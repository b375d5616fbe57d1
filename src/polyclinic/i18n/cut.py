"""Catalogs that end too early: half a file, cut where an entry ends, is a valid file.

Nothing in it says so. But the entries stand in the order of the documents, and a cut takes the last
ones: a catalog of which just those are missing was cut off, or the documents have grown at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.i18n import po
    from polyclinic.i18n.message import Message


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
        "restore the file from your version control if it was longer; then run `polyclinic update`",
        file.path,
        last.msgstr_line or last.line,
        last.msgstr_column or last.column,
    )
