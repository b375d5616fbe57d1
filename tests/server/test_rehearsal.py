"""A merge, from a clean clone to the readers: a bare repository, its hook, and nginx under load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import polib
import pytest

from polyclinic.build import publish
from server.clients import Readers
from server.conftest import nginx
from site_fixtures import ARTICLE, ROOT, TODAY

pytestmark = pytest.mark.slow

PATHS = [f"/{page}" for page in ("", "about/", ARTICLE, f"ar/{ARTICLE}", "fr/a-z/", "zh-Hans/")]
PROJECT = ("mkdocs.yml", "docs", "locales", "overrides")
OLD, NEW = "contact@example.org", "desk@example.org"
# The program beside this Python, told where its code is as the tests are.
POLYCLINIC = Path(sys.executable).with_name("polyclinic")


def git(*arguments: str | Path, cwd: Path) -> str:
    """Run git without the settings of whoever tests; gives what it says on standard error."""
    noon = datetime.combine(TODAY, time(12), UTC)
    env = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org",
        "GIT_COMMITTER_NAME": "Editor",
        "GIT_COMMITTER_EMAIL": "editor@example.org",
        "PYTHONPATH": str(ROOT / "src"),
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
    }
    command = ["git", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=env, check=True, capture_output=True, text=True
    ).stderr


def cloned(tmp_path: Path, build: str, command: str) -> Path:
    """A clean clone of the library's repository, whose hook publishes what is pushed."""
    bare, first, clone = (tmp_path / name for name in ("health.git", "first", "clone"))
    first.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, first / name)
    git("init", "--quiet", "--bare", "--initial-branch=main", bare, cwd=tmp_path)
    shutil.copy(ROOT / "scripts/post-receive", bare / "hooks")
    git("config", "polyclinic.folder", tmp_path / "www", cwd=bare)
    git("config", "polyclinic.build", build, cwd=bare)
    git("config", "polyclinic.command", command, cwd=bare)
    git("init", "--quiet", "--initial-branch=main", cwd=first)
    git("add", ".", cwd=first)
    git("commit", "--quiet", "-m", "The library", cwd=first)
    git("push", "--quiet", bare, "main", cwd=first)
    git("clone", "--quiet", bare, clone, cwd=tmp_path)
    return clone


def merge(clone: Path, title: str) -> str:
    """Commit what was changed on a branch, merge it, and push; gives what the hook says."""
    git("checkout", "--quiet", "-b", "change", cwd=clone)
    git("commit", "--quiet", "-a", "-m", title, cwd=clone)
    git("checkout", "--quiet", "main", cwd=clone)
    git("merge", "--quiet", "--no-ff", "-m", f"Merge: {title}", "change", cwd=clone)
    git("branch", "-d", "change", cwd=clone)
    return git("push", "origin", "main", cwd=clone)


def test_a_merge_reaches_the_readers_and_no_request_of_10_000_fails(
    tmp_path: Path,
) -> None:
    clone = cloned(tmp_path, f"{POLYCLINIC} build --strict --quiet", str(POLYCLINIC))
    www = tmp_path / "www"
    with (
        nginx(www, tmp_path / "home") as served,
        Readers(served.port, PATHS, number=4) as readers,
    ):
        assert OLD in served.ask("/about/contact/").body.decode()
        settings = clone / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace(OLD, NEW), encoding="utf-8")
        said = merge(clone, "A new address")
        assert "remote: published 000002-" in said
        for path in ("", "ar/"):
            assert NEW in served.ask(f"/{path}about/contact/").body.decode()

        catalog = clone / "locales/fr/LC_MESSAGES/procedures.po"
        file = polib.pofile(str(catalog))
        (entry,) = [entry for entry in file if "66" in entry.msgstr]
        entry.msgstr = entry.msgstr.replace("66", "96")
        file.save()
        said = merge(clone, "A wrong dose")
        assert "TRN001" in said
        assert "remote: error: the merge is in main, but its site was not built" in said
        latest = publish.releases(www)[1]
        assert latest is not None
        assert latest.number == 2
        assert NEW in served.ask("/about/contact/").body.decode()

        publish.rollback(www)
        assert OLD in served.ask("/about/contact/").body.decode()
        readers.wait_for(max(100, 10_000 - readers.asked))
    assert readers.failed == []
    assert readers.asked >= 10_000


def test_only_the_main_branch_is_published(tmp_path: Path) -> None:
    clone = cloned(tmp_path, build="true", command="echo")
    git("checkout", "--quiet", "-b", "draft", cwd=clone)
    git("commit", "--quiet", "--allow-empty", "-m", "A draft", cwd=clone)
    assert "remote:" not in git("push", "origin", "draft", cwd=clone)
    said = git("push", "origin", "draft:main", cwd=clone)
    assert f"remote: publish {tmp_path / 'www'}" in said
    assert "remote:" not in git("push", "origin", ":draft", cwd=clone)


def test_what_was_pushed_last_is_built(tmp_path: Path) -> None:
    clone = cloned(tmp_path, build="cat docs/index.md", command="true")
    (clone / "docs/index.md").write_text("the newest words")
    git("commit", "--quiet", "-a", "-m", "New words", cwd=clone)
    assert "remote: the newest words" in git("push", "origin", "main", cwd=clone)


def test_without_a_folder_the_hook_says_what_to_set(tmp_path: Path) -> None:
    clone = cloned(tmp_path, build="true", command="true")
    git("config", "--unset", "polyclinic.folder", cwd=tmp_path / "health.git")
    git("commit", "--quiet", "--allow-empty", "-m", "Nothing", cwd=clone)
    said = git("push", "origin", "main", cwd=clone)
    assert "remote: error: nobody said where to publish" in said
    assert "config polyclinic.folder /srv/www/health" in said
