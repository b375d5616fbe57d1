from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n.catalog import Catalog, State

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.diagnostic import Diagnostic

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def loaded(folder: Path, locale: str = "fr", **sections: str) -> tuple[Catalog, list[Diagnostic]]:
    """Load a catalog from section files with these bodies."""
    home = folder / locale.replace("-", "_") / "LC_MESSAGES"
    home.mkdir(parents=True)
    for section, body in sections.items():
        (home / f"{section}.po").write_text(HEADER + body, encoding="utf-8")
    return Catalog.load(folder, locale)


def test_a_translation_is_found_in_its_own_section_first(tmp_path: Path) -> None:
    catalog, found = loaded(
        tmp_path,
        procedures='msgid "Cold"\nmsgstr "Froid"\n',
        site='msgid "Cold"\nmsgstr "Rhume"\n',
    )
    assert not found
    assert catalog.lookup("procedures", "Cold").text == "Froid"
    assert catalog.lookup("conditions", "Cold").text == "Rhume"


def test_another_section_is_never_asked(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, procedures='msgid "Cold"\nmsgstr "Froid"\n')
    assert catalog.lookup("conditions", "Cold").state is State.MISSING


def test_the_context_tells_two_texts_apart(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, site='msgctxt "nav"\nmsgid "Cold"\nmsgstr "Rhume"\n')
    assert catalog.lookup("site", "Cold", "nav").text == "Rhume"
    assert catalog.lookup("site", "Cold").state is State.MISSING


def test_a_fuzzy_text_is_never_given_away(tmp_path: Path) -> None:
    catalog, _ = loaded(
        tmp_path,
        procedures='#, fuzzy\nmsgid "Cold"\nmsgstr "Chaud"\n',
        site='msgid "Cold"\nmsgstr "Froid"\n',
    )
    found = catalog.lookup("procedures", "Cold")
    assert (found.state, found.text) == (State.FUZZY, "")


def test_an_empty_entry_leaves_the_word_to_the_site(tmp_path: Path) -> None:
    catalog, _ = loaded(
        tmp_path, procedures='msgid "Cold"\nmsgstr ""\n', site='msgid "Cold"\nmsgstr "Froid"\n'
    )
    assert catalog.lookup("procedures", "Cold").text == "Froid"


def test_an_obsolete_entry_does_not_count(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, site='#~ msgid "Cold"\n#~ msgstr "Froid"\n')
    assert catalog.lookup("site", "Cold").state is State.MISSING


def test_a_translation_knows_its_place(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, site='msgid ""\n"Cold"\nmsgstr "Froid"\n')
    found = catalog.lookup("site", "Cold")
    assert (found.line, found.column) == (8, 9)
    assert found.path == str(tmp_path / "fr/LC_MESSAGES/site.po")


def test_a_broken_file_counts_as_empty_and_the_others_load(tmp_path: Path) -> None:
    catalog, found = loaded(
        tmp_path, procedures='msgid "Cold"\nmsgstr "Fro', site='msgid "Cold"\nmsgstr "Froid"\n'
    )
    assert [(item.line, item.column) for item in found] == [(7, 8)]
    assert catalog.lookup("procedures", "Cold").text == "Froid"


def test_a_duplicate_is_an_error_and_neither_text_is_used(tmp_path: Path) -> None:
    body = 'msgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n\nmsgid "b"\nmsgstr "3"\n'
    catalog, found = loaded(tmp_path, site=body)
    assert ["line 6" in item.message for item in found] == [True]
    assert catalog.lookup("site", "a").state is State.MISSING
    assert catalog.lookup("site", "b").text == "3"


def test_a_language_without_a_folder_is_empty(tmp_path: Path) -> None:
    assert Catalog.load(tmp_path, "fr") == (Catalog.empty("fr"), [])


def test_a_locale_has_its_gettext_name_in_paths(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, "pt-BR", site='msgid "Cold"\nmsgstr "Frio"\n')
    assert catalog.gettext("Cold") == "Frio"


def test_an_unknown_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolyclinicError, match="unknown"):
        Catalog.load(tmp_path, "xx")


PLURAL = 'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d jour"\nmsgstr[1] "%d jours"\n'


def test_a_plural_follows_the_rule_of_the_header(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, site=PLURAL)
    forms = [catalog.ngettext("%d day", "%d days", number) for number in (0, 1, 2)]
    assert forms == ["%d jour", "%d jour", "%d jours"]


def test_a_missing_plural_is_english(tmp_path: Path) -> None:
    catalog, _ = loaded(tmp_path, site='msgid "x"\nmsgstr "y"\n')
    forms = [catalog.ngettext("%d day", "%d days", number) for number in (0, 1, 2)]
    assert forms == ["%d days", "%d day", "%d days"]


def test_gettext_falls_back_to_english() -> None:
    catalog = Catalog.from_entries("fr", {"site": {(None, "Skip"): "", (None, "Menu"): "Carte"}})
    assert (catalog.gettext("Skip"), catalog.gettext("Menu")) == ("Skip", "Carte")


def plural_complaint(folder: Path, locale: str, header: str, body: str = "") -> str:
    home = folder / locale / "LC_MESSAGES"
    home.mkdir(parents=True)
    text = HEADER.replace("nplurals=2; plural=(n > 1);", header) + body
    (home / "site.po").write_text(text, encoding="utf-8")
    return "\n".join(str(item) for item in Catalog.load(folder, locale)[1])


def test_a_plural_header_that_does_not_fit_is_an_error_in_its_line(tmp_path: Path) -> None:
    said = plural_complaint(tmp_path, "uk", "nplurals=2; plural=(n != 1);")
    assert "site.po:4:1: Plural-Forms says 2 forms, but Ukrainian has 3" in said
    assert "nplurals=3" in said


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("nplurals=INTEGER; plural=EXPRESSION;", "cannot be read"),
        ("nplurals=2; plural=(n >;", "cannot be read"),
        ("nplurals=2; plural=n;", "chooses a form that is not there"),
        ("nplurals=2; plural=1/n;", "cannot be read"),
    ],
)
def test_a_plural_rule_that_cannot_work_is_an_error(
    tmp_path: Path, header: str, complaint: str
) -> None:
    assert complaint in plural_complaint(tmp_path, "fr", header)


def test_the_three_forms_of_newer_tools_are_welcome(tmp_path: Path) -> None:
    rule = "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"
    assert not plural_complaint(tmp_path, "es", rule)


def test_an_entry_with_too_few_forms_is_an_error_in_its_line(tmp_path: Path) -> None:
    body = PLURAL.rpartition("msgstr[1]")[0]
    said = plural_complaint(tmp_path, "fr", "nplurals=2; plural=(n > 1);", body)
    assert "site.po:8:1: 1 plural form, but the header says 2" in said
