"""What GNU gettext, Babel, polib and translate-toolkit make of our files."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import polib
import pytest
from babel.messages.pofile import read_po
from translate.storage import pypo

from polyclinic.i18n import po
from polyclinic.i18n.merge import merge
from polyclinic.i18n.message import Message
from polyclinic.i18n.template import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from polyclinic.i18n.po import PoEntry, PoFile

MESSAGES = [
    Message("Cryoablation", "heading", ("procedures/cryoablation/",), ("docs/procedures/c.md",)),
    Message("A doctor freezes the tumour with a [thin needle](1).", notes=("(1) #needle",)),
    Message("Call if you have a fever of {38.3 °C = 101 °F}.\nDo not wait.", safety=True),
    Message("%d day", msgid_plural="%d days", references=("my page.html",)),
    Message('Quotes "here", a \\ and a tab\t.'),
    Message("A paragraph that is much longer than the line of any editor used to be. " * 4),
    Message("Was edited by somebody."),
]
LOCALES = ["es", "fr", "pt-BR", "ar", "zh-Hans", "hi", "vi", "uk"]


def translated(file: PoFile) -> PoFile:
    """Translate everything into itself in capitals."""
    entries = (
        entry
        if entry.is_header
        else entry.changed(
            msgstr=entry.msgid.upper() if entry.msgid_plural is None else "",
            msgstr_plural=tuple(entry.msgid.upper() for _ in entry.msgstr_plural),
        )
        for entry in file.entries
    )
    return replace(file, entries=tuple(entries))


def made(locale: str) -> bytes:
    """Make a catalog with all kinds of entries: translated, fuzzy, missing, obsolete."""
    file = translated(merge(None, MESSAGES, locale=locale))
    changed = [*MESSAGES[:-1], Message("Was edited by someone."), Message("New")]
    return po.dump(merge(file, changed, locale=locale))


def content(entries: Iterable[PoEntry]) -> dict[object, object]:
    """Take what a translator would miss if it were gone."""
    return {
        (entry.key, entry.obsolete): replace(
            entry, references=tuple(sorted(entry.references)), line=None, raw=None
        )
        for entry in entries
        if not entry.is_header
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_msgfmt_finds_nothing_wrong(locale: str, gettext_tool: Callable[..., bytes]) -> None:
    gettext_tool("msgfmt", made(locale), options=("--check", "--output-file=/dev/null"))


@pytest.mark.parametrize("options", [(), ("--no-wrap",), ("--sort-output",)])
def test_msgcat_changes_no_content(
    options: tuple[str, ...], gettext_tool: Callable[..., bytes]
) -> None:
    ours = po.parse(made("ar"))
    theirs = po.parse(gettext_tool("msgcat", made("ar"), options=options))
    assert content(theirs.entries) == content(ours.entries)
    assert theirs.headers == ours.headers


def test_new_entries_look_as_msgcat_writes_them(gettext_tool: Callable[..., bytes]) -> None:
    assert gettext_tool("msgcat", made("fr"), options=("--no-wrap",)) == made("fr")


def test_msgmerge_with_our_template_changes_no_content(gettext_tool: Callable[..., bytes]) -> None:
    ours = po.parse(made("fr"))
    changed = [*MESSAGES[:-1], Message("Was edited by someone."), Message("New")]
    pot = po.dump(template(changed))
    options = ("--no-fuzzy-matching", "--previous", "--quiet")
    theirs = po.parse(gettext_tool("msgmerge", made("fr"), pot, options=options))
    assert content(theirs.entries) == content(ours.entries)


def test_a_file_back_from_msgcat_is_not_written_again(gettext_tool: Callable[..., bytes]) -> None:
    wrapped = gettext_tool("msgcat", po.dump(translated(merge(None, MESSAGES, locale="fr"))))
    assert po.dump(merge(po.parse(wrapped), MESSAGES, locale="fr")) == wrapped


@pytest.mark.parametrize("locale", LOCALES)
def test_babel_reads_our_files(locale: str) -> None:
    catalog = read_po(io.BytesIO(made(locale)), abort_invalid=True)
    assert len(catalog) == len(MESSAGES) + 1
    assert len(catalog.obsolete) == 1


def test_polib_reads_our_files() -> None:
    ours = po.parse(made("uk"))
    theirs = polib.pofile(made("uk").decode())
    assert [entry.msgstr for entry in theirs if not entry.obsolete] == [
        entry.msgstr for entry in ours.messages
    ]
    assert len(theirs.obsolete_entries()) == 1
    assert [entry.previous_msgid for entry in theirs.fuzzy_entries()] == ["Was edited by somebody."]


def test_a_file_saved_by_translate_toolkit_keeps_its_content() -> None:
    ours = po.parse(made("ar"))
    store = pypo.pofile(io.BytesIO(made("ar")))
    theirs = po.parse(bytes(store))
    assert content(theirs.entries) == content(ours.entries)


def test_a_file_saved_by_polib_keeps_its_content() -> None:
    ours = po.parse(made("ar"))
    theirs = po.parse(str(polib.pofile(made("ar").decode())).encode())
    assert {entry.key: entry.msgstr for entry in theirs.entries if not entry.is_header} == {
        entry.key: entry.msgstr for entry in ours.entries if not entry.is_header
    }


def test_our_template_starts_a_catalog_for_msginit(gettext_tool: Callable[..., bytes]) -> None:
    pot = po.dump(template(MESSAGES))
    gettext_tool("msgcat", pot)
    assert b"charset=UTF-8" in pot


COMMENTS_WITHIN = b"""\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#~ #. shown on the card
#~ #: docs/a.md
#~ #, fuzzy, python-format
#~ # by hand
#~ #| msgid "%d day ago"
#~ msgid "%d days ago"
#~ msgstr "il y a %d jours"
"""


def test_comments_behind_the_mark_of_an_obsolete_entry_are_read_as_msgcat_reads_them(
    gettext_tool: Callable[..., bytes],
) -> None:
    ours = po.parse(COMMENTS_WITHIN)
    assert po.dump(ours) == COMMENTS_WITHIN
    (entry,) = (entry for entry in ours.entries if not entry.is_header)
    assert (entry.obsolete, entry.fuzzy, entry.references) == (True, True, ("docs/a.md",))
    theirs = po.parse(gettext_tool("msgcat", COMMENTS_WITHIN))
    assert placeless(theirs) == placeless(ours)


def placeless(file: PoFile) -> list[PoEntry]:
    return [
        replace(e, raw=None, line=0, column=0, msgstr_line=0, msgstr_column=0) for e in file.entries
    ]
