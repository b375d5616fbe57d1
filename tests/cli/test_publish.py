"""`polyclinic publish` and `rollback` on a site that was really built."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from polyclinic.adapters.mkdocs import build_site
from polyclinic.build import seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Outcome


def test_what_was_built_is_published_listed_and_rolled_back(
    site: Path, run: Callable[..., Outcome]
) -> None:
    www = site / "www"
    assert run("build", "--quiet").code == 0
    first = run("publish", str(www))
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("published 000001-")
    assert "Welcome to the clinic" in (www / "current/index.html").read_text(encoding="utf-8")
    assert run("publish", str(www)).out.startswith("nothing has changed: readers have 000001-")
    (site / "docs/index.md").write_text("# The clinic has moved\n")
    run("build", "--quiet")
    second = run("publish", str(www))
    assert second.out.startswith("published 000002-")
    assert [line[:6] for line in run("publish", "--list", str(www)).out.splitlines()] == [
        "000002",
        "000001",
    ]
    back = run("rollback", str(www))
    assert back.out.startswith("readers have 000001-")
    assert "Welcome to the clinic" in (www / "current/index.html").read_text(encoding="utf-8")
    forward = run("rollback", str(www), "2")
    assert forward.out.startswith("readers have 000002-")


def test_only_so_many_releases_stay(site: Path, run: Callable[..., Outcome]) -> None:
    for text in ("one", "two", "three"):
        (site / "docs/index.md").write_text(f"# {text}\n")
        run("build", "--quiet")
        said = run("publish", "--keep", "2", str(site / "www"))
    assert said.out.splitlines()[1].startswith("removed 000001-")
    assert len(run("publish", "--list", str(site / "www")).out.splitlines()) == 2


def test_a_site_elsewhere_can_be_published(site: Path, run: Callable[..., Outcome]) -> None:
    run("build", "--quiet", "-d", "public")
    assert run("publish", "-d", "public", "www").code == 0
    assert (site / "www/current/index.html").is_file()


def test_without_a_build_the_error_says_what_to_do(site: Path, run: Callable[..., Outcome]) -> None:
    said = run("publish", str(site / "www"))
    assert said.code == 1
    assert said.err == (
        f"error: {site}/site: there is no built site\n  help: run `polyclinic build` first\n"
    )


@pytest.mark.parametrize("folder", ["docs", "docs/www", "locales", "site", "site/www"])
def test_a_folder_of_the_project_takes_no_site(
    folder: str, site: Path, run: Callable[..., Outcome]
) -> None:
    run("build", "--quiet")
    said = run("publish", folder)
    assert said.code == 1
    assert "a site is not published into" in said.err
    assert "name a folder outside the project" in said.err
    assert not (site / folder / "releases").exists()


def test_a_site_that_a_broken_build_left_is_not_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("build", "--quiet")
    seal.take_off(site / "site")
    said = run("publish", "www")
    assert said.code == 1
    assert "no build of this site came to its end" in said.err


@pytest.mark.parametrize("arguments", [("publish",), ("publish", "--keep", "0", "www")])
def test_what_is_not_understood_exits_2(
    arguments: tuple[str, ...], site: Path, run: Callable[..., Outcome]
) -> None:
    assert site.is_dir()
    assert run(*arguments).code == 2


def test_nothing_is_listed_where_nothing_was_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    (site / "empty").mkdir()
    assert "nothing was published here" in run("publish", "--list", "empty").err
    assert "nothing was published here" in run("rollback", "empty").err
    assert "there is no such folder" in run("rollback", "nowhere").err
    assert not (site / "nowhere").exists()


# Which build leaves a site that may be published


def mkdocs_build(site: Path, *, strict: bool = False) -> None:
    """What `mkdocs build` does: it clears the folder of the site and writes into it."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    build(load_config(str(site / "mkdocs.yml"), strict=strict))


def test_a_site_of_mkdocs_itself_is_published(site: Path, run: Callable[..., Outcome]) -> None:
    mkdocs_build(site)
    assert run("publish", "www").code == 0


def test_a_site_that_strict_mkdocs_refused_is_not_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    mkdocs_build(site)
    (site / "docs/index.md").write_text("# Welcome\n\n[gone](gone.md)\n")
    with pytest.raises(Abort):
        mkdocs_build(site, strict=True)
    assert (site / "site/index.html").is_file()
    assert "no build of this site came to its end" in run("publish", "www").err


BREAKING = """
def on_post_page(output, page, config):
    if page.file.src_uri == "procedures/cryoablation.md":
        raise RuntimeError("out of memory")
"""


def test_half_a_site_in_the_place_of_a_whole_one_is_not_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    mkdocs_build(site)
    (site / "hook.py").write_text(BREAKING)
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [hook.py]\n", encoding="utf-8")
    with pytest.raises(RuntimeError):
        mkdocs_build(site)
    assert (site / "site/index.html").is_file()
    assert "no build of this site came to its end" in run("publish", "www").err


def test_a_build_that_fails_leaves_the_old_site_to_be_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    run("build", "--quiet")
    (site / "docs/index.md").write_text("# Welcome\n\n[gone](gone.md)\n")
    assert run("build", "--strict").code == 1
    assert run("publish", "www").code == 0


def test_a_site_about_health_that_was_not_checked_is_not_published(
    site: Path, run: Callable[..., Outcome]
) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("- polyclinic", "- polyclinic: { health: true }")
    settings.write_text(text, encoding="utf-8")
    build_site(settings, check=False)
    assert (site / "site/index.html").is_file()
    assert "or unchecked" in run("publish", "www").err


@pytest.mark.parametrize("form", ["nginx", "caddy", "headers"])
def test_the_configuration_of_a_server_is_printed(
    form: str, site: Path, run: Callable[..., Outcome]
) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "site_url does not say where the site is" in run("server", form).err
    settings.write_text(f"site_url: https://health.example.org/\n{text}", encoding="utf-8")
    said = run("server", form)
    assert (said.code, said.err) == (0, "")
    assert "script-src 'self' 'wasm-unsafe-eval'" in said.out
    assert ("/srv/www/health.example.org/current" in said.out) == (form != "headers")


def test_of_a_wrong_server_the_nearest_is_named(site: Path, run: Callable[..., Outcome]) -> None:
    assert site.is_dir()
    assert "Did you mean 'nginx'?" in run("server", "ngnix").err
