from __future__ import annotations

import difflib
import subprocess
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from polyclinic.i18n import po
from polyclinic.i18n.merge import merge, merge_language
from polyclinic.i18n.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from polyclinic.i18n.po import PoEntry, PoFile

PAGE = [
    "What is cryoablation?",
    "A doctor freezes the tumour with a thin needle.",
    "Most people go home on the same day.",
    "Call us if you have a fever of {38.3 °C = 101 °F}.",
    "Drink water and rest for two days.",
]


def page(*texts: str, name: str = "docs/procedures/cryoablation.md") -> list[Message]:
    return [
        Message(text, notes=("at procedures/cryoablation/",), references=(name,)) for text in texts
    ]


def french(*texts: str) -> PoFile:
    """Make a catalog in which every text is translated as `FR: text`."""
    made = merge(None, page(*texts), locale="fr")
    entries = [
        entry if entry.is_header else entry.changed(msgstr=f"FR: {entry.msgid}")
        for entry in made.entries
    ]
    return reread(po.PoFile(tuple(entries)))


def reread(file: PoFile) -> PoFile:
    return po.parse(po.dump(file))


def entry_of(file: PoFile, msgid: str) -> PoEntry:
    return next(entry for entry in file.entries if entry.msgid == msgid)


def changed_lines(old: PoFile, new: PoFile) -> list[str]:
    before, after = (po.dump(file).decode().split("\n") for file in (old, new))
    return [
        line
        for line in difflib.unified_diff(before, after, lineterm="", n=0)
        if line[0] in "+-" and line[:3] not in {"+++", "---"}
    ]


def test_an_update_without_changes_changes_no_byte() -> None:
    old = french(*PAGE)
    assert po.dump(merge(old, page(*PAGE), locale="fr")) == po.dump(old)


def test_a_catalog_wrapped_by_another_tool_keeps_its_wrapping() -> None:
    text = po.dump(french("One two.")).replace(b'"FR: One two."', b'""\n"FR: One "\n"two."')
    assert po.dump(merge(po.parse(text), page("One two."), locale="fr")) == text


def test_a_new_paragraph_at_the_top_adds_its_own_entry_only() -> None:
    old = french(*PAGE)
    lines = changed_lines(old, merge(old, page("New and short.", *PAGE), locale="fr"))
    assert len(lines) == 5  # the entry's four lines and a blank one: note, file, msgid, msgstr
    assert all(line.startswith("+") for line in lines)


def test_an_edited_paragraph_keeps_its_translation_as_a_fuzzy_one() -> None:
    edited = "A doctor freezes the tumour with a very thin needle."
    new = merge(french(*PAGE), page(PAGE[0], edited, *PAGE[2:]), locale="fr")
    entry = entry_of(new, edited)
    assert entry.fuzzy
    assert entry.msgstr == f"FR: {PAGE[1]}"
    assert entry.previous_msgid == PAGE[1]


def test_a_text_edited_twice_remembers_what_was_translated() -> None:
    twice = french("A doctor freezes the tumour.")
    for text in ("A doctor freezes the tumours.", "The doctor freezes the tumours."):
        twice = reread(merge(twice, page(text), locale="fr"))
    assert entry_of(twice, "The doctor freezes the tumours.").previous_msgid == (
        "A doctor freezes the tumour."
    )


def test_a_text_that_has_gone_becomes_obsolete_and_comes_back_translated() -> None:
    old = french(*PAGE)
    gone = reread(merge(old, page(*PAGE[1:]), locale="fr"))
    assert entry_of(gone, PAGE[0]).obsolete
    back = merge(gone, page(*PAGE), locale="fr")
    assert entry_of(back, PAGE[0]).msgstr == f"FR: {PAGE[0]}"
    assert not entry_of(back, PAGE[0]).obsolete
    assert not entry_of(back, PAGE[0]).fuzzy
    assert po.dump(back) == po.dump(old)


def test_a_text_nobody_translated_goes_without_a_trace() -> None:
    old = merge(None, page(*PAGE), locale="fr")
    assert len(merge(old, page(PAGE[0]), locale="fr").entries) == 2


def test_a_translators_comment_outlives_its_text() -> None:
    old = merge(None, page("Skin"), locale="fr")
    old = po.PoFile((old.entries[0], old.entries[1].changed(translator_comments=("ask Ana",))))
    assert entry_of(merge(old, [], locale="fr"), "Skin").translator_comments == ("ask Ana",)


def test_entries_follow_the_document() -> None:
    new = merge(french(*PAGE), page(*reversed(PAGE)), locale="fr")
    assert [entry.msgid for entry in new.messages] == PAGE[::-1]


def test_new_notes_change_their_own_lines_only() -> None:
    old = french(*PAGE)
    texts = page(*PAGE)
    texts[2] = Message(PAGE[2], notes=("at elsewhere/",), references=texts[2].references)
    lines = changed_lines(old, merge(old, texts, locale="fr"))
    assert lines == ["-#. at procedures/cryoablation/", "+#. at elsewhere/"]


def test_safety_text_is_marked() -> None:
    new = merge(None, [Message("Call an ambulance.", safety=True)], locale="fr")
    assert new.messages[0].extracted == ("safety",)


def test_headers_and_comments_of_other_tools_stay() -> None:
    text = po.dump(french("Skin")).replace(
        b'"Language: fr\\n"', b'"Language: fr\\n"\n"X-Generator: Poedit 3.4\\n"'
    )
    text = text.replace(b'msgid "Skin"', b'msgid "Skin"').replace(b"#. at", b"# Ana: sure?\n#. at")
    new = po.dump(merge(po.parse(text), page("Bone", "Skin"), locale="fr"))
    assert b"X-Generator: Poedit 3.4" in new
    assert b"# Ana: sure?\n#. at" in new


def test_a_text_of_two_pages_is_one_entry_with_both_files() -> None:
    new = merge(None, [*page("Pain", name="b.md"), *page("Pain", name="a.md")], locale="fr")
    assert [entry.references for entry in new.messages] == [("a.md", "b.md")]


def test_a_candidate_of_the_same_page_comes_before_a_better_one_elsewhere() -> None:
    old = french("Drink a lot of water today.")
    there = merge(None, page("Drink a lot of water now, please.", name="other.md"), locale="fr")
    there = po.PoFile(tuple(e if e.is_header else e.changed(msgstr="there") for e in there.entries))
    new = merge(old, page("Drink a lot of water now."), locale="fr", siblings=[there])
    assert new.messages[0].msgstr == "FR: Drink a lot of water today."


def test_the_exact_text_of_another_section_is_a_fuzzy_suggestion() -> None:
    files = {"procedures": french("Pain")}
    sections = {"procedures": page("Pain"), "tests": page("Pain")}
    entry = entry_of(merge_language(files, sections, locale="fr")["tests"], "Pain")
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("FR: Pain", True, None)


def test_a_page_that_moves_to_another_section_stays_translated() -> None:
    files = {"procedures": french(*PAGE)}
    sections: dict[str, Sequence[Message]] = {"procedures": [], "tests": page(*PAGE)}
    new = merge_language(files, sections, locale="fr")
    assert all(entry.translated and not entry.fuzzy for entry in new["tests"].messages)
    assert not new["procedures"].messages


def test_a_text_that_gets_a_plural_keeps_its_translation_as_a_fuzzy_one() -> None:
    new = merge(french("%d day"), [Message("%d day", msgid_plural="%d days")], locale="fr")
    entry = new.messages[0]
    assert entry.fuzzy
    assert entry.msgstr_plural == ("FR: %d day", "FR: %d day")


def test_short_words_that_only_look_alike_are_no_suggestion() -> None:
    new = merge(french("Skin"), page("Bone"), locale="fr")
    assert not new.messages[0].translated


def merged_by_git(folder: Path, base: PoFile, ours: PoFile, theirs: PoFile) -> PoFile:
    paths = []
    for name, file in (("ours", ours), ("base", base), ("theirs", theirs)):
        path = folder / name
        path.write_bytes(po.dump(file))
        paths.append(str(path))
    done = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()
    return po.parse(done.stdout)


def test_branches_that_edit_neighbouring_paragraphs_merge_without_conflict(tmp_path: Path) -> None:
    base = french(*PAGE)
    first = PAGE[1].replace("thin", "hollow")
    second = PAGE[2].replace("Most", "Many")
    ours = merge(base, page(PAGE[0], first, *PAGE[2:]), locale="fr")
    theirs = merge(base, page(*PAGE[:2], second, *PAGE[3:]), locale="fr")
    both = merged_by_git(tmp_path, base, ours, theirs)
    texts = page(PAGE[0], first, second, *PAGE[3:])
    assert not both.duplicates()
    assert po.dump(merge(both, texts, locale="fr")) == po.dump(both)


def test_branches_that_edit_the_first_and_the_last_paragraph_merge_without_conflict(
    tmp_path: Path,
) -> None:
    base = french(*PAGE)
    ours = merge(base, page("What is it?", *PAGE[1:]), locale="fr")
    theirs = merge(base, page(*PAGE[:-1], "Drink water and rest."), locale="fr")
    assert not merged_by_git(tmp_path, base, ours, theirs).duplicates()


TEXTS = st.lists(st.sampled_from([*PAGE, "Skin", "Bone", "Pain and fever."]), unique=True)


@given(TEXTS, TEXTS, TEXTS)
def test_no_translation_is_ever_lost(first: list[str], second: list[str], third: list[str]) -> None:
    file = french(*first)
    for texts in (second, third, first):
        file = reread(merge(file, page(*texts), locale="fr"))
        assert not file.duplicates()
        assert po.dump(merge(file, page(*texts), locale="fr")) == po.dump(file)
    assert {text: entry_of(file, text).msgstr for text in first} == {
        text: f"FR: {text}" for text in first
    }
    assert not any(entry_of(file, text).fuzzy for text in first)
