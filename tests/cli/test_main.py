from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.cli.main import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Outcome


def test_help_lists_every_command(run: Callable[..., Outcome]) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(f"  {name} " in said.out for name in COMMANDS)


@pytest.mark.parametrize("command", [(name,) for name in COMMANDS] + [("locale", "add")], ids=str)
def test_every_command_teaches_by_example(
    command: tuple[str, ...], run: Callable[..., Outcome]
) -> None:
    said = run(*command, "--help")
    assert said.code == 0
    assert f"  polyclinic {' '.join(command)}" in said.out.partition("Example")[2]


def test_the_version_is_printed(run: Callable[..., Outcome]) -> None:
    assert run("--version").out.startswith("polyclinic ")


@pytest.mark.parametrize(
    "arguments", [("translate",), ("update", "--fast"), ("update", "-f", "none.yml")], ids=str
)
def test_a_command_that_is_not_understood_exits_2(
    arguments: tuple[str, ...], run: Callable[..., Outcome]
) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err


@pytest.mark.parametrize(("slip", "meant"), [("chek", "check"), ("updates", "update")])
def test_a_slip_of_the_pen_names_the_nearest_command(
    slip: str, meant: str, run: Callable[..., Outcome]
) -> None:
    said = run(slip)
    assert said.code == 2
    assert f"No such command '{slip}'. Did you mean '{meant}'?" in said.err


@pytest.mark.parametrize("command", ["extract", "update", "status", "build"])
def test_without_articles_there_is_one_clear_error(
    command: str, site: Path, run: Callable[..., Outcome]
) -> None:
    (site / "docs").rename(site / "texts")
    said = run(command)
    assert said.code == 1
    assert "docs" in said.err
    assert "help: " in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", ["extract", "update", "status", "build"])
def test_settings_that_are_no_yaml_are_an_error_with_their_place(
    command: str, site: Path, run: Callable[..., Outcome]
) -> None:
    (site / "mkdocs.yml").write_text("site_name: [\n")
    said = run(command)
    assert said.code == 1
    assert "mkdocs.yml:2:1: " in said.err


def test_the_settings_may_be_elsewhere(
    site: Path, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.parent)
    assert run("update", "-f", str(site / "mkdocs.yml")).code == 0
    assert (site / "locales/es/LC_MESSAGES/procedures.po").is_file()
