from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyclinic.i18n import po
from polyclinic.i18n.po import PoEntry, PoFile

HEADER = """\
# Spanish translations.
# Ana Núñez <ana@example.org>, 2024.
#
msgid ""
msgstr ""
"Project-Id-Version: Polyclinic 1\\n"
"X-Poedit-SourceCharset: UTF-8\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Weblate 5.4\\n"
"""

AWKWARD = {
    "header and one entry": '\nmsgid "Skin"\nmsgstr "Piel"\n',
    "no blank line between entries": 'msgid "a"\nmsgstr "1"\nmsgid "b"\nmsgstr "2"\n',
    "several blank lines, one with spaces": '\n\n   \nmsgid "a"\nmsgstr "1"\n\n\n',
    "no line feed at the end": '\nmsgid "a"\nmsgstr "1"',
    "wrapped as by Poedit": '\nmsgid ""\n"A long "\n"text"\nmsgstr ""\n"Un texto "\n"largo"\n',
    "all kinds of comments": (
        '\n#  translator\n#. note\n#: docs/a.md:12\n#, fuzzy, no-wrap\n#| msgctxt "old"\n'
        '#| msgid "was"\nmsgctxt "nav"\nmsgid "is"\nmsgstr "es"\n'
    ),
    "comments of unknown kinds": '\n#=workflow\n#glued\n#\nmsgid "a"\nmsgstr "1"\n',
    "obsolete with comments and previous text": (
        '\n# keep me\n#, fuzzy\n#~| msgid "older"\n#~ msgctxt "nav"\n#~ msgid "old"\n#~ msgstr ""\n'
        '#~ "viejo"\n'
    ),
    "plural": '\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "día"\nmsgstr[1] "días"\n',
    "tabs": '\nmsgid\t"a\\tb"\nmsgstr "a\tb"\n',
    "line separator inside a string": '\nmsgid "a\u2028b"\nmsgstr "c\u2028d\u0085e"\n',
    "right-to-left marks and isolates": '\nmsgid "a"\nmsgstr "\u200f\u2068b\u2069\u200d"\n',
    "everything on one line": '\nmsgid "a" "b" msgstr "1" "2"\n',
    "comment after the last entry": '\nmsgid "a"\nmsgstr "1"\n\n# the end\n',
    "comment inside an entry": '\nmsgid "a"\n# why here\nmsgstr "1"\n',
    "file names with spaces": '\n#: \u2068my page.md\u2069 b.md\nmsgid "a"\nmsgstr "1"\n',
    "very long line": f'\nmsgid "{"long " * 5000}"\nmsgstr "{"largo " * 5000}"\n',
}


@pytest.mark.parametrize("body", AWKWARD.values(), ids=AWKWARD.keys())
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_a_file_is_written_back_byte_for_byte(body: str, newline: str, bom: bytes) -> None:
    content = bom + (HEADER + body).replace("\n", newline).encode()
    assert po.dump(po.parse(content)) == content


@pytest.mark.parametrize("charset", ["ISO-8859-1", "windows-1252", "UTF-8"])
def test_a_file_keeps_its_charset(charset: str) -> None:
    content = (
        HEADER.replace("UTF-8\\n", f"{charset}\\n") + '\nmsgid "Skin"\nmsgstr "más"\n'
    ).encode(charset)
    file = po.parse(content)
    assert file.messages[0].msgstr == "más"
    assert po.dump(file) == content


def test_a_template_of_other_tools_may_leave_its_charset_open() -> None:
    content = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n'
    assert po.dump(po.parse(content)) == content


def test_a_changed_entry_leaves_its_neighbours_as_they_were() -> None:
    content = (HEADER + '\nmsgid "a"\nmsgstr   "1"\n\nmsgid "b"\nmsgstr   "2"\n').encode()
    file = po.parse(content)
    entries = tuple(e.changed(msgstr="3") if e.msgid == "b" else e for e in file.entries)
    changed = po.dump(replace(file, entries=entries))
    assert changed == content.replace(b'msgstr   "2"', b'msgstr "3"')


def test_an_entry_changed_to_what_it_was_keeps_its_bytes() -> None:
    entry = po.parse(b'msgid "a"\nmsgstr   "1"\n').entries[0]
    assert entry.changed(msgstr="1") is entry


def test_new_entries_take_the_line_ends_of_their_file() -> None:
    file = po.parse(b'msgid ""\r\nmsgstr ""\r\n')
    file = replace(file, entries=(*file.entries, PoEntry("a", "1")))
    assert po.dump(file) == b'msgid ""\r\nmsgstr ""\r\n\r\nmsgid "a"\r\nmsgstr "1"\r\n'


def test_a_header_field_is_set_and_the_others_stay() -> None:
    file = (
        po.parse(HEADER.encode()).with_header("x-generator", "none").with_header("Language", "es")
    )
    assert list(file.headers.items())[-3:] == [
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("x-generator", "none"),
        ("Language", "es"),
    ]
    assert file.header is not None
    assert file.header.translator_comments[0] == "Spanish translations."


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"))
NAME = st.text(st.characters(categories=["L", "N"], include_characters=" ./-_"), min_size=1).filter(
    lambda name: name.strip()
)
FLAGS = st.lists(st.sampled_from(["fuzzy", "no-wrap", "c-format"]), unique=True).map(sorted)


@st.composite
def entries(draw: st.DrawFn) -> PoEntry:
    plural = draw(st.none() | TEXT)
    obsolete = draw(st.booleans())
    return PoEntry(
        msgid=draw(TEXT),
        msgstr=draw(TEXT) if plural is None else "",
        msgctxt=draw(st.none() | TEXT),
        msgid_plural=plural,
        msgstr_plural=() if plural is None else tuple(draw(st.lists(TEXT, min_size=1, max_size=6))),
        translator_comments=tuple(draw(st.lists(st.just("") | LINE.map(lambda line: "c" + line)))),
        extracted=tuple(draw(st.lists(LINE))),
        references=tuple(draw(st.lists(NAME, max_size=3))),
        flags=tuple(sorted(draw(FLAGS), key=lambda flag: flag != "fuzzy")),
        previous_msgctxt=draw(st.none() | TEXT),
        previous_msgid=draw(st.none() | TEXT),
        previous_msgid_plural=draw(st.none() | TEXT),
        obsolete=obsolete,
    )


@given(st.lists(entries(), max_size=5), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_any_entry_survives_being_written_and_read(
    made: list[PoEntry], bom: bool, newline: str
) -> None:
    file = PoFile(tuple(made), bom=bom, newline=newline)
    content = po.dump(file)
    again = po.parse(content)
    assert again.entries == file.entries
    assert po.dump(again) == content


@given(st.lists(entries(), min_size=1, max_size=4), st.data())
def test_what_can_be_read_is_written_back_whatever_stands_between(
    made: list[PoEntry], data: st.DataObject
) -> None:
    gaps = st.sampled_from(["", "\n", "\n \n\t\n", "# c\n\n", "#. n\n", "\r\n"])
    text = "".join(data.draw(gaps) + po.format_entry(entry) for entry in made) + data.draw(gaps)
    content = text.encode()
    assert po.dump(po.parse(content)) == content
