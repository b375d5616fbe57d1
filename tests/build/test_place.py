"""A site is published whole or not at all, whatever happens, and no other folder is touched."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic.build import hold, place
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = os.geteuid() == 0
# The tests start Python without what is installed.
HERE = os.environ | {"PYTHONPATH": str(Path(place.__file__).parents[2])}


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


def fail(site: Path) -> None:
    with place.held(site) as held:
        write(held.new, "two")
        _ = 1 / 0


def test_a_build_that_fails_leaves_the_old_site(site: Path) -> None:
    publish(site, "one")
    with pytest.raises(ZeroDivisionError):
        fail(site)
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
        place.held(tmp_path / "alias" / "site", wait=False).__enter__()


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


@pytest.mark.skipif(not place.mounts() - {Path("/")}, reason="the root alone is mounted")
def test_a_mount_point_is_named_before_anything_is_made() -> None:
    mount = min(place.mounts() - {Path("/")})
    with pytest.raises(PolyclinicError, match="is a mount point") as problem, place.held(mount):
        pass
    assert problem.value.diagnostic.help.endswith(f"-d {mount}/site")


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere, so it is another one meanwhile."""
    if ROOT:
        os.seteuid(65534)
    try:
        yield
    finally:
        if ROOT:
            os.seteuid(0)


@pytest.fixture
def for_all() -> Iterator[Path]:
    """A folder that everybody may look into, as pytest's own may not be."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_place_that_may_not_be_written_to_is_named(for_all: Path) -> None:
    parent = for_all / "www"
    publish(parent / "site", "one")
    parent.chmod(0o555)
    with as_nobody():
        refused(parent / "site", f"{parent}: the site can't be written: Permission denied")
    parent.chmod(0o755)
    assert said(parent / "site") == {"one"}


@pytest.mark.skipif(not ROOT, reason="only root may give a folder away")
def test_somebody_else_may_publish_where_the_folder_is_theirs(for_all: Path) -> None:
    parent = for_all / "www"
    publish(parent / "site", "one")
    for path in (parent, *parent.rglob("*")):
        os.chown(path, 65534, 65534)
    with as_nobody():
        publish(parent / "site", "two")
    assert said(parent / "site") == {"two"}
    assert beside(parent / "site") == []


# Leftovers, and what only looks like them


def test_a_folder_of_somebody_else_is_never_removed(site: Path) -> None:
    mine = [".site.new", ".site.old", ".site.new-0123abcd", ".site.old-0123abcd", "site-0123abcd"]
    for name in mine:
        (site.parent / name).mkdir(parents=True)
    for words in ("one", "two"):
        publish(site, words)
    assert beside(site) == sorted(mine)


def test_a_lock_file_can_not_ask_for_a_folder_that_no_build_made(site: Path) -> None:
    docs = site.parent / "docs"
    docs.mkdir(parents=True)
    (site.parent / ".site.lock").write_text('"docs"\n"../www/docs"\n[1]\n"')
    publish(site, "one")
    assert docs.is_dir()


def test_a_lock_file_that_is_a_link_is_not_written_through(site: Path) -> None:
    site.parent.mkdir()
    (site.parent / "diary.txt").write_text("Dear diary")
    (site.parent / ".site.lock").symlink_to("diary.txt")
    refused(site, "the site can't be written")
    assert (site.parent / "diary.txt").read_text() == "Dear diary"


def test_a_path_that_goes_up_is_followed_first(site: Path) -> None:
    publish(site, "one")
    publish(site / "deep" / "..", "two")
    assert said(site) == {"two"}
    assert beside(site) == []


def test_a_leftover_that_can_not_be_removed_is_told_and_tried_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    told: list[str] = []
    publish(site, "one")
    with monkeypatch.context() as patched:
        patched.setattr(hold, "_remove", refuse)
        with place.held(site, tell=told.append) as held:
            write(held.new, "two")
            held.publish()
    assert said(site) == {"two"}
    assert len(told) == 1
    assert "Operation not permitted" in told[0]
    publish(site, "three")
    assert beside(site) == []


# Several builds


def test_without_waiting_the_second_of_two_builds_stops(site: Path) -> None:
    with place.held(site), pytest.raises(PolyclinicError, match="another build is at work") as busy:
        place.held(site, wait=False).__enter__()
    assert busy.value.diagnostic.path == str(site)
    assert f"process {os.getpid()}" in str(busy.value)


def test_the_second_of_two_builds_waits_for_the_first(site: Path) -> None:
    told: list[str] = []
    waits, order = threading.Event(), []

    def second() -> None:
        def tell(message: str) -> None:
            told.append(message)
            waits.set()

        with place.held(site, tell=tell) as held:
            order.append(said(site))
            write(held.new, "second")
            held.publish()

    with place.held(site) as held:
        other = threading.Thread(target=second)
        other.start()
        waits.wait()
        write(held.new, "first")
        held.publish()
    other.join()
    assert order == [{"first"}]
    assert said(site) == {"second"}
    assert told == [f"waiting for another build of {site} (process {os.getpid()})"]
    assert beside(site) == []


def test_many_builds_at_once_take_turns(site: Path) -> None:
    """The lock file goes and comes between them; a lock on one that went would keep nobody out."""
    inside, most = 0, 0

    def build(number: int) -> None:
        nonlocal inside, most
        for turn in range(10):
            with place.held(site) as held:
                inside += 1
                most = max(most, inside)
                write(held.new, f"{number} {turn}")
                held.publish()
                inside -= 1

    builds = [threading.Thread(target=build, args=[number]) for number in range(4)]
    for thread in builds:
        thread.start()
    for thread in builds:
        thread.join()
    assert most == 1
    assert len(said(site)) == 1
    assert beside(site) == []


HOLDS = """
import os, sys
from pathlib import Path
from polyclinic.build import place
with place.held(Path(sys.argv[1])) as held:
    (held.new / "index.html").write_text("half")
    if "fork" not in sys.argv or os.fork() == 0:
        print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("fork", [[], ["fork"]], ids=["alone", "with a worker that lives on"])
def test_the_lock_of_a_killed_build_holds_up_nobody(site: Path, fork: list[str]) -> None:
    publish(site, "one")
    command = [sys.executable, "-c", HOLDS, str(site), *fork]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=HERE
    ) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == b"held\n"
        killed.kill()
        killed.wait()
        with place.held(site, wait=False) as held:
            write(held.new, "two")
            held.publish()
    assert said(site) == {"two"}
    assert beside(site) == []


# Killed at every step

# It counts what changes files, and kills itself before the step it is told to.
STEPS = """
import os, signal, sys
from pathlib import Path
from polyclinic.build import place
site, last, way = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "open",
           "os.truncate", "os.listdir", "os.scandir", "shutil.rmtree", "fcntl.flock"}
steps = 0
def count(event, arguments):
    global steps
    if event in CHANGES:
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
if way == "two renames":
    place.exchange = lambda *_: False
sys.addaudithook(count)
with place.held(site) as held:
    for name in ("index.html", "style.css", "deep/index.html"):
        (held.new / name).parent.mkdir(exist_ok=True)
        (held.new / name).write_text("two")
    held.publish()
print(steps)
"""


def steps(site: Path, last: int, way: str) -> str | None:
    """A build that is killed at its n-th step, or how many steps one has that goes through."""
    command = [sys.executable, "-S", "-c", STEPS, str(site), str(last), way]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=HERE)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.stdout if done.returncode == 0 else None


@pytest.mark.parametrize("way", ["exchange", "two renames", "link"])
def test_killed_at_any_step_the_site_is_whole(tmp_path: Path, way: str) -> None:
    count = steps(begun(tmp_path / "all", way), -1, way)
    assert count
    seen, away = set[str](), 0
    for last in range(1, int(count) + 1):
        site = begun(tmp_path / str(last), way)
        assert steps(site, last, way) is None
        if way == "two renames" and not site.exists():
            away += 1
            with place.held(site):
                assert said(site) == {"one"}, "the next build puts it back before all else"
        seen |= said(site)
        assert len(said(site)) == 1, f"a mix at step {last}"
        publish(site, "three")
        assert said(site) == {"three"}
        assert leftovers(site) == []
    assert seen == {"one", "two"}
    assert away == (way == "two renames")


def leftovers(site: Path) -> list[str]:
    """What is beside a site, and is neither it nor the folders a link needs."""
    if not site.is_symlink():
        return beside(site)
    folders = {path.name for path in site.resolve().parent.iterdir()}
    others = {*beside(site)} - {"releases", ".site.lock"}
    return sorted(others | folders - {"a", site.readlink().name})


def begun(folder: Path, way: str) -> Path:
    """A place with a site."""
    site = folder / "site"
    if way == "link":
        linked(site, "releases/a")
    publish(site, "one")
    return site
