"""The pages of the rules, on a site with another theme, and as a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import build_site

if TYPE_CHECKING:
    from pathlib import Path


def turn_on(root: Path) -> None:
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    before = "  - polyclinic\n"
    assert before in text
    config.write_text(text.replace(before, "  - polyclinic:\n      rule_pages: true\n"))


def built(root: Path) -> set[str]:
    files = {path.relative_to(root / "site").as_posix() for path in root.rglob("*.html")}
    return {name for name in files if "TRN001" in name}


def test_a_site_has_none_unless_it_wants_them(
    handbook: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build_site(handbook, caplog)
    assert built(handbook) == set()


@pytest.mark.parametrize(
    ("folders", "file"),
    [
        (True, "contributors/rules/TRN001/index.html"),
        (False, "contributors/rules/TRN001.html"),
    ],
)
def test_any_site_can_have_them_in_its_source_language(
    handbook: Path, caplog: pytest.LogCaptureFixture, folders: bool, file: str
) -> None:
    turn_on(handbook)
    site = build_site(handbook, caplog, use_directory_urls=folders)
    assert built(handbook) == {file}
    assert not any("contributors" in warning for warning in site.warnings)


def test_without_other_languages_too(handbook: Path, caplog: pytest.LogCaptureFixture) -> None:
    turn_on(handbook)
    build_site(handbook, caplog, plugins=[{"polyclinic": {"rule_pages": True}}])
    assert built(handbook) == {"contributors/rules/TRN001/index.html"}
    sitemap = (handbook / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "https://boats.example/contributors/rules/TRN001/" in sitemap
