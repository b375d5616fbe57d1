"""What a rule found: the fact, the remedy, and where in its subject."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about a subject. The runner adds the code, the severity and the file.

    `text` is the offending text as it stands in the subject, to be underlined; `offset` is where
    it begins in the part that `part` names ("msgstr", "msgid", "body", "html"), or None where it is
    the part as a whole. `other` is the text it disagrees with on the other side.
    """

    message: str
    help: str
    text: str = ""
    offset: int | None = None
    part: str = ""
    other: str = ""
