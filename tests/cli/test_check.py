"""`polyclinic check`: what it does again, and what it only tells again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic.adapters import mkdocs
from polyclinic.check import inspect as checks
from polyclinic.i18n import po

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

WARNED = "# About\n\nA [lost page](lost.md).\n"


@pytest.fixture(autouse=True)
def begun(site: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A health site with catalogs, on a day that does not pass."""
    settings = site / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("  - polyclinic\n", "  - polyclinic:\n      health: true\n")
    settings.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    for article in (site / "docs").rglob("*.md"):
        body = article.read_text(encoding="utf-8")
        article.write_text(f"---\ntitle: {article.stem}\n---\n\n{body}", encoding="utf-8")
    assert run("update").code == 0


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done: the pages made, the findings found out."""
    done: list[str] = []

    def noted(module: Any, name: str) -> None:
        real = getattr(module, name)

        def doing(*arguments: Any, **named: Any) -> Any:
            done.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(module, name, doing)

    noted(mkdocs, "build_site")
    noted(checks, "inspect")
    return done


def test_a_second_check_makes_no_page_and_tells_the_same(run: Run, work: list[str]) -> None:
    first = run("check", "--format", "json")
    assert json.loads(first.out)
    assert work == ["build_site", "inspect"]
    assert run("check", "--format", "json") == first
    assert work == ["build_site", "inspect"]


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("docs/procedures/cryoablation.md", "\nRest for a day.\n"),
        ("locales/es/LC_MESSAGES/procedures.po", '\nmsgid "Rest."\nmsgstr "Descanse."\n'),
        ("mkdocs.yml", "copyright: The clinic\n"),
        ("docs/style.css", "p { color: #fff }\n"),
        ("locales/termbase.tsv", "source\tlocale\tpreferred\tallowed\tforbidden\tnote\n"),
        (".polyclinic-links.json", "{}\n"),
    ],
)
def test_whatever_is_changed_makes_the_pages_new(
    site: Path, run: Run, work: list[str], path: str, more: str
) -> None:
    run("check")
    with (site / path).open("a", encoding="utf-8") as file:
        file.write(more)
    run("check")
    assert work == ["build_site", "inspect"] * 2


@pytest.mark.parametrize(
    "options", [("--select", "ART"), ("-l", "es"), ("--profile", "us"), ("--ignore", "ART")]
)
def test_another_question_is_not_answered_with_the_findings_of_the_first(
    run: Run, work: list[str], options: tuple[str, ...]
) -> None:
    run("check", "--no-site")
    run("check", "--no-site", *options)
    assert work == ["inspect", "inspect"]


def test_the_next_day_is_another_check(
    run: Run, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", "--no-site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 24 * 3600))
    run("check", "--no-site")
    assert work == ["inspect", "inspect"]


@pytest.mark.parametrize("more", ["hooks: [hook.py]\n", "INHERIT: base.yml\n"])
def test_a_site_that_runs_programs_of_its_own_is_made_anew_each_time(
    site: Path, run: Run, work: list[str], more: str
) -> None:
    (site / "hook.py").write_text("", encoding="utf-8")
    (site / "base.yml").write_text("markdown_extensions: [pymdownx.snippets]\n", encoding="utf-8")
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    run("check")
    run("check")
    assert work == ["build_site", "inspect"] * 2


def test_what_mkdocs_says_is_heard_in_each_check(site: Path, run: Run, work: list[str]) -> None:
    (site / "docs" / "about.md").write_text(WARNED, encoding="utf-8")
    first = run("check")
    assert "lost.md" in first.err
    assert run("check").err == first.err
    assert work == ["build_site", "inspect"] * 2


@pytest.mark.parametrize("arguments", [(), ("--no-site",)], ids=["with pages", "without"])
def test_a_catalog_that_was_cut_off_is_told_one_time(
    site: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    run("update")
    catalog = site / "locales/es/LC_MESSAGES/procedures.po"
    catalog.write_bytes(po.dump(po.PoFile(po.load(catalog).entries[:2])))
    said = run("check", *arguments).out
    assert said.count("messages of this section are missing") == 1


def test_no_cache_keeps_nothing_and_finds_the_same(site: Path, run: Run, work: list[str]) -> None:
    fresh = run("check", "--no-cache")
    assert not (site / ".cache").exists()
    assert run("check") == fresh
    assert run("check", "--no-cache") == fresh
    assert work == ["build_site", "inspect"] * 3


def test_a_folder_that_can_not_be_written_to_changes_no_finding(site: Path, run: Run) -> None:
    fresh = run("check", "--no-cache", "--no-site")
    (site / ".cache").write_text("", encoding="utf-8")
    said = run("check", "--no-site")
    assert (said.code, said.out) == (fresh.code, fresh.out)
    assert said.err.count("can't be kept") == 1


def test_harmed_files_change_no_finding(site: Path, run: Run) -> None:
    first = run("check", "--no-site")
    files = list((site / ".cache").rglob("*.cache"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:-2] + b"]}")
    assert run("check", "--no-site") == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "TRN01"), "did you mean"),
        (("--ignore", "REV9"), "no rule has the code REV9"),
        (("--no-cahce",), "--no-cache"),
        (("--format", "jsn"), "Did you mean 'json'?"),
        (("--profile", "glob"), "Did you mean 'global'?"),
        (("--profile", "eu"), "'us', 'uk', 'global'"),
        (
            ("docs/indx.md",),
            "docs/indx.md: there is no such file\n  help: did you mean docs/index.md?",
        ),
        (("docs/index.md", "/none"), "name a file or a folder that is there"),
    ],
)
def test_a_wrong_option_names_the_nearest(run: Run, arguments: tuple[str, ...], said: str) -> None:
    outcome = run("check", "--no-site", *arguments)
    assert outcome.code
    assert said in outcome.err
