"""The library's catalogs: whole, safe, and readable by every other tool."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from babel.messages.pofile import read_po
from translate.storage import factory

from polyclinic.i18n.catalog import Catalog
from polyclinic.library.library import Library
from polyclinic.library.project import Project
from polyclinic.library.translation import lookup_in
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.document import Converter
from site_fixtures import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = Project.load(ROOT / "mkdocs.yml")
CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
every_catalog = pytest.mark.parametrize(
    "path", CATALOGS, ids=lambda p: f"{p.parent.parent.name}-{p.stem}"
)
every_translation = pytest.mark.parametrize("locale", PROJECT.settings.locales)


def test_there_is_a_catalog_for_each_language_and_section() -> None:
    sections, _ = PROJECT.messages()
    assert len(CATALOGS) == len(PROJECT.settings.locales) * len(sections)


@every_translation
def test_a_language_is_wholly_translated_and_nothing_is_rejected(locale: str) -> None:
    settings = PROJECT.settings
    catalog, findings = Catalog.load(settings.locales_dir, locale)
    assert findings == []
    wording = Wording(locale, settings.options.profile, "", catalog)
    names = [name for name in settings.extensions if name != "polyclinic"]
    converter = Converter(names, settings.extension_configs, wording, UNITS)
    library, _ = Library.load(settings)
    for article in library.articles:
        page = converter.translated(article.body, lookup_in(catalog, article.section)).page
        assert page.rejections == []
        assert page.coverage.percent == 100, article.path


@every_catalog
def test_gettext_finds_nothing_wrong(path: Path) -> None:
    run = ["msgfmt", "-c", "-o", "/dev/null", str(path)]
    result = subprocess.run(run, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def forms(entry: polib.POEntry) -> tuple[str, ...]:
    """What an entry says: one text, or one for each plural form."""
    plural = entry.msgstr_plural
    return tuple(plural[number] for number in sorted(plural)) if plural else (entry.msgstr,)


def several(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (str(said),)


@every_catalog
def test_other_libraries_read_the_same_translations(path: Path) -> None:
    ours = {(e.msgctxt, e.msgid): forms(e) for e in polib.pofile(str(path)) if not e.obsolete}
    catalog = read_po(io.BytesIO(path.read_bytes()))
    babel = {(m.context, several(m.id)[0]): several(m.string) for m in catalog if m.id}
    assert babel == ours
    units = [u for u in factory.getobject(str(path)).units if u.source and not u.isobsolete()]
    toolkit = {
        (u.getcontext() or None, str(u.source)): tuple(map(str, u.target.strings))
        if u.hasplural()
        else (str(u.target),)
        for u in units
    }
    assert toolkit == ours


@every_catalog
def test_gettexts_own_tools_change_no_content(path: Path, tmp_path: Path) -> None:
    for tool in (["msgcat", str(path)], ["msgmerge", "-q", str(path), str(path)]):
        other = tmp_path / "other.po"
        other.write_bytes(subprocess.run(tool, capture_output=True, check=True).stdout)
        before = {(e.msgctxt, e.msgid): (forms(e), e.fuzzy) for e in polib.pofile(str(path))}
        after = {(e.msgctxt, e.msgid): (forms(e), e.fuzzy) for e in polib.pofile(str(other))}
        assert after == before


def test_the_catalogs_are_up_to_date(tmp_path: Path) -> None:
    """`polyclinic update` would change nothing."""
    from polyclinic.cli.main import main  # noqa: PLC0415

    for name in ("mkdocs.yml", "docs", "locales", "overrides"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    with pytest.raises(SystemExit) as stopped:
        main(["update", "--check", "-f", str(tmp_path / "mkdocs.yml")])
    assert not stopped.value.code
