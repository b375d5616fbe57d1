from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from polyclinic.i18n import po

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Outcome


def test_a_language_may_be_chosen_by_either_of_its_names(
    site: Path, run: Callable[..., Outcome]
) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("pt-BR", "pt_BR"), "utf-8")
    run("update")
    for code in ("pt-BR", "pt_BR"):
        assert "pt_BR" in run("status", "-l", code).out


def test_extract_writes_one_template_for_each_section(
    site: Path, run: Callable[..., Outcome]
) -> None:
    assert run("extract").code == 0
    folder = site / "locales" / "templates"
    assert [path.name for path in sorted(folder.iterdir())] == [
        "pages.pot",
        "procedures.pot",
        "site.pot",
    ]
    assert "0 of them changed" in run("extract").out


def test_extract_removes_the_template_of_a_section_that_is_gone(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("extract")
    (site / "docs/procedures/cryoablation.md").unlink()
    run("extract")
    assert not (site / "locales/templates/procedures.pot").exists()


def test_status_counts_each_section_and_all(site: Path, run: Callable[..., Outcome]) -> None:
    run("update")
    path = site / "locales/es/LC_MESSAGES/pages.po"
    path.write_bytes(path.read_bytes().replace(b'clinic"\nmsgstr ""', b'clinic"\nmsgstr "Hola"'))
    said = run("status", "-l", "es")
    assert said.code == 0
    assert [line.split()[:3] for line in said.out.splitlines()][:2] == [
        ["language", "section", "messages"],
        ["es", "pages", "1/1"],
    ]


@pytest.mark.usefixtures("site")
def test_status_speaks_json(run: Callable[..., Outcome]) -> None:
    languages = json.loads(run("status", "--format", "json").out)
    assert [language["locale"] for language in languages] == ["es", "pt-BR"]
    assert languages[0]["all"]["translated"] == 0


@pytest.mark.usefixtures("site")
def test_status_can_ask_for_a_share(run: Callable[..., Outcome]) -> None:
    assert run("status").code == 0
    assert run("status", "--fail-under", "0").code == 0
    assert run("status", "--fail-under", "1").code == 1


def test_locale_add_makes_catalogs_and_says_what_to_write(
    site: Path, run: Callable[..., Outcome]
) -> None:
    before = (site / "mkdocs.yml").read_bytes()
    said = run("locale", "add", "zh_Hans")
    assert said.code == 0
    assert "- { locale: zh-Hans, name: 简体中文 }" in said.out
    made = po.load(site / "locales/zh_Hans/LC_MESSAGES/procedures.po")
    assert made.headers["Plural-Forms"] == "nplurals=1; plural=0;"
    assert not any(entry.translated for entry in made.messages)
    assert (site / "mkdocs.yml").read_bytes() == before


def test_locale_add_refuses_what_no_language_is_called(
    site: Path, run: Callable[..., Outcome]
) -> None:
    said = run("locale", "add", "pt-BX")
    assert said.code == 2
    assert "pt-BR" in said.err
    assert list((site / "locales").iterdir()) == []


def test_locale_add_refuses_a_language_that_is_there(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    before = (site / "locales/es/LC_MESSAGES/pages.po").read_bytes()
    said = run("locale", "add", "es")
    assert said.code == 1
    assert "is here already" in said.err
    assert (site / "locales/es/LC_MESSAGES/pages.po").read_bytes() == before


def test_locale_add_refuses_the_language_of_the_articles(
    site: Path, run: Callable[..., Outcome]
) -> None:
    assert run("locale", "add", "en").code == 1
    assert list((site / "locales").iterdir()) == []


def test_locale_add_makes_the_locales_folder(site: Path, run: Callable[..., Outcome]) -> None:
    (site / "locales").rmdir()
    assert run("locale", "add", "es").code == 0
    assert (site / "locales/es/LC_MESSAGES/site.po").is_file()


def test_build_makes_every_language(site: Path, run: Callable[..., Outcome]) -> None:
    run("update")
    said = run("build")
    assert said.code == 0, said.err
    for folder in ("", "es", "pt-BR"):
        assert (site / "site" / folder / "procedures/cryoablation/index.html").is_file()


def test_a_strict_build_with_findings_leaves_the_published_site(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("update")
    run("build")
    page = site / "site" / "index.html"
    before = page.stat().st_ino
    path = site / "locales/es/LC_MESSAGES/pages.po"
    path.write_bytes(path.read_bytes()[:-4])
    said = run("build", "--strict")
    assert said.code == 1
    assert "pages.po" in said.err
    assert page.stat().st_ino == before
