"""One text to translate, as it is found in the English source."""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str | None, str]
"""What gettext tells two entries apart by: the context and the English text."""


@dataclass(frozen=True, slots=True)
class Message:
    r"""A text to translate. `\n` inside `msgid` is a hard line break.

    `notes` are the `#.` lines for the translator, `references` are file names without line numbers,
    `safety` marks text a reader's safety hangs on (disclaimer, urgency cards, quantities).
    """

    msgid: str
    context: str | None = None
    notes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    safety: bool = False
    flags: tuple[str, ...] = ()
    msgid_plural: str | None = None

    @property
    def key(self) -> Key:
        """The context and the English text: two messages with one key share one translation."""
        return (self.context, self.msgid)
