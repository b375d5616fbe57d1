from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import po

if TYPE_CHECKING:
    from pathlib import Path

UTF8 = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
BROKEN = {
    "string not closed": ('msgid "a"\nmsgstr "b\n\n# more\n', "2:8", "not closed"),
    "cut off in a string": ('msgid "a"\nmsgstr "b', "2:8", "not closed"),
    "cut off after msgid": ('msgid "a"\n', "1:1", "the file ends, but the entry of line 1 has no"),
    "cut off in a keyword": ('msgid "a"\nmsgs', "2:1", "neither a comment"),
    "cut off after a keyword": ('msgid "a"\nmsgstr', "2:1", "a keyword without a string"),
    "keyword without a string": ('msgid\nmsgstr "b"\n', "1:1", "a keyword without a string"),
    "two msgid": (
        'msgid "a"\n\nmsgid "b"\nmsgstr ""\n',
        "3:1",
        "the entry of line 1 has no msgstr",
    ),
    "no msgid": ('msgstr "a"\n', "1:1", "msgstr without msgid"),
    "a context only": ('msgctxt "a"\n\n', "1:1", "the entry of line 1 has no msgid"),
    "junk": ('msgid "a"\nmsgstr "b"\n\nhello\n', "4:1", "neither a comment"),
    "text after a string": ('msgid "a"\nmsgstr "say "hello""\n', "2:14", "text after the end"),
    "unknown escape": ('msgid "a"\nmsgstr "C:\\Users"\n', "2:11", r"the escape \U is unknown"),
    "a string alone": ('"a"\n', "1:1", "a string without a keyword"),
    "half obsolete": ('#~ msgid "a"\nmsgstr "b"\n', "2:1", "half obsolete"),
    "wrong form": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n',
        "3:1",
        "msgstr[1] where msgstr[0] belongs",
    ),
    "form without plural": ('msgid "a"\nmsgstr[0] "c"\n', "2:1", "msgstr[0] where msgstr belongs"),
    "plural without form": ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', "3:1", "without a number"),
    "merge conflict": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n',
        "2:1",
        "a merge conflict",
    ),
    "lone carriage returns": ('msgid "a"\rmsgstr "b"\r', "1:1", "lone carriage return"),
}


def fault(content: bytes) -> str:
    with pytest.raises(PolyclinicError) as caught:
        po.parse(content, "fr.po")
    assert caught.value.diagnostic.help
    return str(caught.value)


@pytest.mark.parametrize(("text", "place", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_an_error_with_its_place(text: str, place: str, message: str) -> None:
    said = fault(text.encode())
    assert said.startswith(f"fr.po:{place}: ")
    assert message in said


def test_a_wrong_place_in_a_crlf_file_is_counted_alike() -> None:
    assert fault(b'msgid "a"\r\nmsgstr "b\r\n').startswith("fr.po:2:8: ")


def test_bytes_of_another_charset_are_an_error_with_their_place() -> None:
    content = UTF8.encode() + 'msgid "a"\nmsgstr "é más"\n'.encode("latin-1")
    assert fault(content).startswith("fr.po:5:9: the bytes E9 are not UTF-8")


def test_utf8_that_calls_itself_latin_is_an_error_at_the_header() -> None:
    content = (UTF8.replace("UTF-8", "ISO-8859-1") + 'msgid "a"\nmsgstr "é"\n').encode()
    assert fault(content).startswith(
        "fr.po:2:43: the header says ISO-8859-1, but the text is UTF-8"
    )


@pytest.mark.parametrize("charset", ["CHARSET", "klingon", "rot13", "UTF-16"])
def test_an_unknown_charset_is_an_error(charset: str) -> None:
    content = (UTF8.replace("UTF-8", charset) + 'msgid "a"\nmsgstr "é"\n').encode()
    assert fault(content).startswith(f"fr.po:2:43: the charset “{charset}” is unknown")


def test_utf16_is_an_error() -> None:
    assert "UTF-16" in fault(UTF8.encode("utf-16"))


def test_a_file_cut_inside_a_letter_says_so() -> None:
    assert "cut off" in fault((UTF8 + 'msgid "a"\nmsgstr "é').encode()[:-1])


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolyclinicError, match="cannot be read"):
        po.load(tmp_path / "fr.po")


def test_duplicates_name_both_lines() -> None:
    file = po.parse(b'msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n', "fr.po")
    assert [str(found).split("\n")[0] for found in file.duplicates()] == [
        "fr.po:4:1: the message “a” is defined twice, here and in line 1"
    ]


def test_one_text_in_two_contexts_is_no_duplicate() -> None:
    file = po.parse(b'msgid "a"\nmsgstr "1"\n\nmsgctxt "nav"\nmsgid "a"\nmsgstr "2"\n')
    assert not file.duplicates()


def test_a_letter_the_charset_lacks_is_an_error_not_a_loss() -> None:
    file = po.parse(UTF8.replace("UTF-8", "ISO-8859-1").encode(), "fr.po").with_header("X", "中")
    with pytest.raises(PolyclinicError, match="iso-8859-1 has no letter “中”"):
        po.dump(file)
