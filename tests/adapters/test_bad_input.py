"""What is broken is named, with its place and a remedy, and costs no more than itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import Abort

from polyclinic.adapters.mkdocs import build_site as build
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity

from .conftest import build_site

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = "locales/de/LC_MESSAGES/guide.po"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def errors(root: Path) -> list[Diagnostic]:
    found = build(root / "mkdocs.yml")
    return [d for d in found if d.severity is Severity.ERROR]


def refusal(root: Path) -> Diagnostic:
    with pytest.raises(PolyclinicError) as raised:
        build(root / "mkdocs.yml")
    assert raised.value.diagnostic.help
    assert not (root / "site").exists()
    assert not (root / ".site.new").exists()
    return raised.value.diagnostic


BROKEN = {
    "a syntax error": lambda raw: raw.replace(b'msgstr "Segeln"', b"msgstr Segeln"),
    "half a file": lambda raw: raw[: raw.index(b"Segeln") + 3],
    "a wrong charset": lambda raw: raw.replace("früh".encode(), b"fr\xfch"),
    "an unknown charset": lambda raw: raw.replace(b"charset=UTF-8", b"charset=KLINGON"),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_catalog_costs_its_section_alone(handbook: Path, spoil: object) -> None:
    raw = (handbook / GUIDE).read_bytes()
    assert callable(spoil)
    broken = spoil(raw)
    (handbook / GUIDE).write_bytes(broken)
    found = errors(handbook)
    assert len(found) == 1
    assert str(found[0]).startswith(GUIDE + ":")
    assert found[0].line
    assert found[0].help
    # The file is as it was, the page is in its source language, the other languages are built.
    assert (handbook / GUIDE).read_bytes() == broken
    site = handbook / "site"
    assert '<div lang="en"' in (site / "de/guide/sailing/index.html").read_text(encoding="utf-8")
    assert "Bootshandbuch" in (site / "de/index.html").read_text(encoding="utf-8")
    assert "כוונו" in (site / "he/guide/sailing/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_strict_build_publishes_nothing_of_it(handbook: Path, spoil: object) -> None:
    build(handbook / "mkdocs.yml")
    before = {p: p.read_bytes() for p in (handbook / "site").rglob("*.html")}
    assert callable(spoil)
    (handbook / GUIDE).write_bytes(spoil((handbook / GUIDE).read_bytes()))
    assert build(handbook / "mkdocs.yml", strict=True)
    assert {p: p.read_bytes() for p in (handbook / "site").rglob("*.html")} == before
    assert not (handbook / ".site.new").exists()


@pytest.mark.parametrize("change", ["crlf", "bom"])
def test_line_ends_and_byte_order_marks_of_other_systems_are_read(
    handbook: Path, change: str
) -> None:
    raw = (handbook / GUIDE).read_bytes()
    raw = raw.replace(b"\n", b"\r\n") if change == "crlf" else b"\xef\xbb\xbf" + raw
    (handbook / GUIDE).write_bytes(raw)
    assert errors(handbook) == []
    html = (handbook / "site/de/guide/sailing/index.html").read_text(encoding="utf-8")
    assert "Segeln" in html


def test_a_duplicate_entry_names_both_lines(handbook: Path) -> None:
    path = handbook / GUIDE
    entry = '\nmsgid "Then the springs."\nmsgstr "Anders"\n'
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    found = errors(handbook)
    assert len(found) == 1
    assert "line" in found[0].message


def test_plural_headers_that_do_not_fit_are_named(handbook: Path) -> None:
    edit(handbook / GUIDE, "nplurals=2; plural=(n != 1);", "nplurals=5; plural=0;")
    found = build(handbook / "mkdocs.yml")
    assert any("Plural-Forms" in d.message and d.line for d in found)


def test_a_missing_docs_folder_is_one_clear_error(handbook: Path) -> None:
    (handbook / "docs").rename(handbook / "elsewhere")
    assert "docs" in str(refusal(handbook))


def test_a_missing_locales_folder_is_one_clear_error(handbook: Path) -> None:
    (handbook / "locales").rename(handbook / "elsewhere")
    found = refusal(handbook)
    assert found.path == "locales"
    assert "locale add" in found.help


def test_broken_yaml_has_its_line_and_column(handbook: Path) -> None:
    edit(handbook / "mkdocs.yml", "theme:\n  name", "theme:\n name: [\n  name")
    found = refusal(handbook)
    assert (found.path, bool(found.line), bool(found.column)) == ("mkdocs.yml", True, True)


def test_an_unknown_language_is_refused_with_a_suggestion(handbook: Path) -> None:
    edit(handbook / "mkdocs.yml", "locale: he", "locale: xx")
    found = refusal(handbook)
    assert "xx" in str(found)
    assert (found.path, bool(found.line), bool(found.column)) == ("mkdocs.yml", True, True)


def test_an_unknown_setting_suggests_the_nearest(handbook: Path) -> None:
    edit(handbook / "mkdocs.yml", "  - polyclinic\n", "  - polyclinic:\n      locale_dir: x\n")
    assert "locales_dir" in str(refusal(handbook))


def test_two_articles_with_one_address_are_an_error(handbook: Path) -> None:
    (handbook / "docs/guide/mooring").mkdir()
    (handbook / "docs/guide/mooring/index.md").write_text("# Other\n", encoding="utf-8")
    found = errors(handbook)
    assert len(found) == 1
    assert "/guide/mooring/" in found[0].message


def test_an_article_that_is_not_utf_8_is_an_error_with_its_place(handbook: Path) -> None:
    (handbook / "docs/guide/sailing.md").write_bytes(b"# Sailing\n\nOver the \xff sea\n")
    with pytest.raises(PolyclinicError):
        build(handbook / "mkdocs.yml")


def test_broken_front_matter_is_an_error_with_its_place(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edit(handbook / "docs/guide/mooring.md", "title: Mooring", "title: [Mooring")
    found = errors(handbook)
    assert [(d.path, bool(d.line)) for d in found] == [("docs/guide/mooring.md", True)]
    with pytest.raises(Abort):
        build_site(handbook, caplog, strict=True)


def test_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(PolyclinicError, match="there is no such file"):
        build(tmp_path / "mkdocs.yml")
