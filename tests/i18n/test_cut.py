"""Half a catalog, cut where an entry ends, is told from a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyclinic.i18n import po
from polyclinic.i18n.cut import cut_off
from polyclinic.library.project import Project

ROOT = Path(__file__).parents[2]
PROJECT = Project.load(ROOT / "mkdocs.yml")
MESSAGES, _ = PROJECT.messages()
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: "-".join(path.parts[-3::2]))
def test_every_cut_between_two_entries_is_found_and_no_whole_catalog_is(path: Path) -> None:
    file, messages = po.load(path), MESSAGES[path.stem]
    assert cut_off(file, messages) is None
    live = [place for place, entry in enumerate(file.entries) if entry in file.messages]
    for place in live[:-1]:
        half = po.PoFile(file.entries[: place + 1], path=str(path))
        found = cut_off(po.parse(po.dump(half), str(path)), messages)
        assert found is not None, file.entries[place].msgid
        assert found.line is not None
        assert "missing" in found.message


def test_what_is_missing_in_the_middle_was_not_cut_off() -> None:
    path = ROOT / "locales/fr/LC_MESSAGES/procedures.po"
    file, messages = po.load(path), MESSAGES["procedures"]
    without = po.PoFile((*file.entries[:5], *file.entries[6:]), path=str(path))
    assert cut_off(without, messages) is None


def test_a_catalog_that_nobody_began_was_not_cut_off() -> None:
    header = po.load(ROOT / "locales/fr/LC_MESSAGES/procedures.po").entries[:1]
    assert cut_off(po.PoFile(header), MESSAGES["procedures"]) is None
    assert cut_off(po.PoFile(()), MESSAGES["procedures"]) is None
