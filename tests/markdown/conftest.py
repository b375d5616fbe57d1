"""What the tests of the engine share: converters, catalogs, and awkward Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic.config import Profile
from polyclinic.i18n.catalog import State, Translation
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.document import Converter

if TYPE_CHECKING:
    from collections.abc import Callable

    from polyclinic.markdown.extension import Lookup

EXTENSIONS = (
    "toc",
    "tables",
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "smarty",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
CONFIGS = {"toc": {"permalink": True}, "pymdownx.tabbed": {"alternate_style": True}}
AWKWARD = Path(__file__).parent / "awkward"


def catalog(entries: dict[str, str]) -> Lookup:
    """A catalog of a few messages; the rest is missing."""

    def lookup(msgid: str, context: str | None) -> Translation:
        del context
        text = entries.get(msgid, "")
        return Translation(text, State.TRANSLATED if text else State.MISSING)

    return lookup


def every(change: Callable[[str], str]) -> Lookup:
    """A catalog that has a translation of every message."""
    return lambda msgid, _context: Translation(change(msgid), State.TRANSLATED)


def awkward_pages() -> list[Path]:
    return sorted(AWKWARD.glob("*.md"))


@pytest.fixture
def converter() -> Converter:
    return Converter(EXTENSIONS, CONFIGS)


@pytest.fixture
def health() -> Converter:
    """A converter that renders quantities, as a health site's does."""
    return Converter(EXTENSIONS, CONFIGS, Wording("en", Profile.GLOBAL, "US"), UNITS)


@pytest.fixture
def msgids(converter: Converter) -> Callable[[str], list[str]]:
    """The messages of a text, without those that extensions write themselves."""

    def read(text: str) -> list[str]:
        messages = converter.source(text).page.messages
        return [m.msgid for m in messages if m.msgid != "Permanent link"]

    return read
