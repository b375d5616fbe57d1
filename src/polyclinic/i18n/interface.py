"""Messages from the site's Jinja templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.extract import extract
from jinja2 import TemplateSyntaxError

from polyclinic.diagnostic import error
from polyclinic.i18n.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
NOTE = "NOTE:"
"""How a translator comment begins: `{# NOTE: shown beside the language switch #}`."""

# A template that cannot be read must be an error, not a language with holes.
_OPTIONS = {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}


def interface_messages(overrides: Path, root: Path | None = None) -> list[Message]:
    """List the messages of all templates in a folder, sorted by file; empty if there is no folder.

    References are paths below `root`, by default the folder that holds `overrides`, which stands in
    for a root that the templates are not below. Raises PolyclinicError for a template with a syntax
    error.
    """
    base = root if root and overrides.is_relative_to(root) else overrides.parent
    paths = sorted(overrides.rglob("*.html"))
    return [message for path in paths for message in template_messages(path, base)]


def template_messages(path: Path, root: Path) -> Iterator[Message]:
    """Yield the messages of one template, in order."""
    reference = path.relative_to(root).as_posix()
    try:
        with path.open("rb") as lines:
            found = list(extract("jinja2.ext:babel_extract", lines, KEYWORDS, [NOTE], _OPTIONS))
    except TemplateSyntaxError as problem:
        message = f"the template cannot be read: {problem.message}"
        raise error(message, "correct the Jinja syntax", str(path), problem.lineno) from problem
    except (OSError, UnicodeError) as problem:
        message = f"the template cannot be read: {problem}"
        raise error(message, "save it as UTF-8 and check its permissions", str(path)) from problem
    for _line, texts, comments, context in found:
        singular, plural = (texts[0], texts[1]) if isinstance(texts, tuple) else (texts, None)
        if singular:
            notes = tuple(comment.removeprefix(NOTE).strip() for comment in comments)
            yield Message(singular, context, notes, (reference,), msgid_plural=plural)
