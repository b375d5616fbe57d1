"""A site is published whole or not at all, whatever happens meanwhile, and no other folder is touched."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic.build import place
from polyclinic.build.hold import Hold
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = os.geteuid() == 0


def publish(site: Path, words: str) -> None:
    """A site of a page, its style and a folder, each of which says the same words."""
    with place.held(site) as held:
        write(held.new, words)
        held.publish()


def write(folder: Path, words: str) -> None:
    (folder / "deep").mkdir()
    for name in ("index.html", "style.css", "deep/index.html"):
        (folder / name).write_text(words)


def said(site: Path) -> set[str]:
    """What the files of a whole site say; of half a site, KeyError or FileNotFoundError."""
    return {(site / name).read_text() for name in ("index.html", "style.css", "deep/index.html")}


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "www" / "site"


def test_the_first_site_takes_an_empty_place(site: Path) -> None:
    publish(site, "one")
    assert said(site) == {"one"}
    assert beside(site) == []


def test_a_new_site_replaces_all_of_the_old_one(site: Path) -> None:
    publish(site, "one")
    (site / "gone.html").write_text("one")
    publish(site, "two")
    assert said(site) == {"two"}
    assert not (site / "gone.html").exists()
    assert beside(site) == []


def test_a_build_that_fails_leaves_the_old_site(site: Path) -> None:
    publish(site, "one")
    with pytest.raises(ZeroDivisionError), place.held(site) as held:
        write(held.new, "two")
        _ = 1 / 0
    assert said(site) == {"one"}
    assert beside(site) == []


def test_hidden_files_stay_as_mkdocs_leaves_them(site: Path) -> None:
    publish(site, "one")
    (site / ".htaccess").write_text("deny")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: main")
    publish(site, "two")
    assert (site / ".htaccess").read_text() == "deny"
    assert (site / ".git" / "HEAD").read_text() == "ref: main"


def test_the_folder_keeps_its_permissions(site: Path) -> None:
    publish(site, "one")
    site.chmod(0o2750)
    publish(site, "two")
    assert stat.S_IMODE(site.stat().st_mode) == 0o2750


@pytest.mark.skipif(not ROOT, reason="only root may give a folder away")
def test_the_folder_keeps_its_owner(site: Path) -> None:
    publish(site, "one")
    os.chown(site, 12345, 54321)
    publish(site, "two")
    assert (site.stat().st_uid, site.stat().st_gid) == (12345, 54321)


def test_a_site_that_was_made_read_only_is_replaced(site: Path) -> None:
    publish(site, "one")
    for folder in (site / "deep", site):
        folder.chmod(0o555)
    publish(site, "two")
    assert said(site) == {"two"}
    assert stat.S_IMODE(site.stat().st_mode) == 0o555
    assert beside(site) == []
    site.chmod(0o755)


# Readers


def read_all_the_while(site: Path, swaps: Callable[[], None]) -> list[str]:
    """What a reader sees that is no site: a page whose style is missing, or of another build."""
    faults: list[str] = []
    reads, done = 0, threading.Event()
    begun = threading.Event()

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            try:
                page = (site / "index.html").read_text()
                style = (site / "style.css").read_text()
                again = (site / "index.html").read_text()
            except OSError as problem:
                faults.append(str(problem))
                continue
            # Where the page stayed the same, so did its style.
            if page == again != style:
                faults.append(f"{page} with the style of {style}")
            reads += 1
            begun.set()

    reader = threading.Thread(target=read)
    reader.start()
    begun.wait()
    try:
        swaps()
    finally:
        done.set()
        reader.join()
    assert reads
    return faults


@pytest.mark.parametrize("link", [False, True], ids=["folder", "link"])
def test_a_reader_always_finds_a_whole_site(site: Path, link: bool) -> None:
    if link:
        (site.parent / "releases" / "0").mkdir(parents=True)
        site.symlink_to("releases/0")
    publish(site, "build 0")

    def swaps() -> None:
        for number in range(1, 21):
            publish(site, f"build {number}")

    assert read_all_the_while(site, swaps) == []
    assert said(site) == {"build 20"}


# Links


def linked(site: Path, there: str) -> Path:
    """A site that is a link to an older one."""
    site.parent.mkdir(parents=True)
    folder = site.parent / there
    folder.mkdir(parents=True)
    write(folder, "zero")
    site.symlink_to(there)
    return folder


def test_a_link_leads_to_a_new_folder_beside_the_old_one(site: Path) -> None:
    before = linked(site, "releases/2026-01-01")
    publish(site, "one")
    assert said(site) == {"one"}
    assert site.readlink().parent == Path("releases")
    assert said(before) == {"zero"}, "nobody but its maker removes it"


def test_a_link_that_names_its_whole_path_goes_on_to(site: Path, tmp_path: Path) -> None:
    linked(site, str(tmp_path / "elsewhere" / "a"))
    publish(site, "one")
    assert said(site) == {"one"}
    assert site.readlink().parent == tmp_path / "elsewhere"


def test_of_our_own_folders_a_link_keeps_one(site: Path) -> None:
    linked(site, "releases/first")
    for words in ("one", "two", "three"):
        publish(site, words)
    folders = sorted(path.name for path in (site.parent / "releases").iterdir())
    assert folders == sorted(["first", site.readlink().name])
    assert said(site) == {"three"}


def test_the_last_of_several_links_is_changed(site: Path) -> None:
    linked(site, "releases/a")
    (site.parent / "current").symlink_to("site")
    publish(site.parent / "current", "one")
    assert (site.parent / "current").readlink() == Path("site")
    assert said(site) == {"one"}


def test_a_link_that_leads_nowhere_gets_a_site(site: Path) -> None:
    site.parent.mkdir()
    site.symlink_to("releases/a")
    publish(site, "one")
    assert said(site) == {"one"}


def test_a_site_below_a_linked_folder_is_the_same_place(site: Path, tmp_path: Path) -> None:
    site.parent.mkdir()
    (tmp_path / "alias").symlink_to("www")
    with place.held(site), pytest.raises(PolyclinicError, match="another build"):
        held = place.held(tmp_path / "alias" / "site", wait=False)
        held.__enter__()


def test_a_circle_of_links_is_an_error(site: Path) -> None:
    site.parent.mkdir()
    site.symlink_to("other")
    (site.parent / "other").symlink_to("site")
    refused(site, "leads in a circle")


# Places that can't be


def refused(site: Path, why: str, *spare: Path) -> None:
    with pytest.raises(PolyclinicError, match=why) as problem, place.held(site, spare=spare):
        pass
    assert problem.value.diagnostic.help
    assert problem.value.diagnostic.path


def test_no_site_takes_the_place_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "index.html").touch()
    refused(tmp_path, "would take the place of", tmp_path / "mkdocs.yml")
    refused(Path("/"), "would take the place of", tmp_path / "mkdocs.yml")


def test_no_site_takes_the_place_of_other_files(site: Path) -> None:
    site.mkdir(parents=True)
    (site / "holiday.jpg").touch()
    refused(site, "not a site, and would be lost")
    assert (site / "holiday.jpg").exists()


def test_an_empty_folder_is_a_place(site: Path) -> None:
    site.mkdir(parents=True)
    publish(site, "one")
    assert said(site) == {"one"}


def test_a_file_is_no_place(site: Path) -> None:
    site.parent.mkdir()
    site.touch()
    refused(site, "is a file")


def test_a_mount_point_is_named_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PolyclinicError, match="is a mount point") as problem, place.held(Path("/dev/shm")):
        pass
    assert problem.value.diagnostic.help.endswith("-d /dev/shm/site")
