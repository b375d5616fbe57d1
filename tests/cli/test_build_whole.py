"""`polyclinic build` publishes a whole site or leaves the old one, killed or out of room."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import polyclinic

if TYPE_CHECKING:
    from collections.abc import Mapping

HANDBOOK = Path(__file__).parent.parent / "sites" / "handbook"
SOURCES = Path(polyclinic.__file__).parents[1]
MAIN = "import sys; from polyclinic.cli.main import main; main(sys.argv[1:])"
SAME_DAY = {"SOURCE_DATE_EPOCH": "1795305600", "NO_MKDOCS_2_WARNING": "1"}
# Loaded by Python itself before all else: the build kills itself before its n-th change of a file.
KILLER = """\
import atexit, os, signal, sys
COUNT, LAST = os.environ["COUNT"], int(os.environ["LAST"])
HERE = os.path.dirname(COUNT)
PATHS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree"}
steps = 0

def count(event, arguments):
    global steps
    if event not in PATHS or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return
    path = str(arguments[0])
    # What is removed with a whole folder is named without it.
    if path.startswith("/") and not path.startswith(HERE) or path == COUNT:
        return
    steps += 1
    if steps == LAST:
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
atexit.register(lambda: open(COUNT, "w").write(str(steps)))
"""

Files = dict[str, bytes]


def files(site: Path) -> Files:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def environment(*first: Path, **variables: str) -> Mapping[str, str]:
    return (
        os.environ
        | SAME_DAY
        | variables
        | {"PYTHONPATH": os.pathsep.join(map(str, [*first, SOURCES]))}
    )


def build(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, "build", "-q", *arguments],
        cwd=project, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HANDBOOK, tmp_path / "handbook"))


def word(project: Path, word: str) -> None:
    """Let every page of the site say another word."""
    text = (HANDBOOK / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\nsite_name: " in text
    (project / "mkdocs.yml").write_text(text.replace("site_name: ", f"site_name: {word} ", 1))


# Killed


def killed(project: Path, folder: Path, last: int) -> int | None:
    """A build that kills itself at a step; or how many there are, if it came to its end."""
    (folder / "sitecustomize.py").write_text(KILLER)
    count = project / ".count"
    count.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "build", "-q"],
        cwd=project, env=environment(folder, COUNT=str(count), LAST=str(last)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    return None if done.returncode else int(count.read_text())


@pytest.mark.slow
def test_killed_at_many_moments_the_published_site_is_always_whole(
    project: Path, tmp_path: Path
) -> None:
    whole: dict[str, Files] = {}
    for name in ("Red", "Blue"):
        word(project, name)
        steps = killed(project, tmp_path, 0)
        whole[name] = files(project / "site")
    assert steps
    assert whole["Red"] != whole["Blue"]
    there, seen = "Blue", []
    # What an earlier one left is removed first, so there are more steps than in those two.
    for last in itertools.count(1, steps // 12):
        other = "Red" if there == "Blue" else "Blue"
        word(project, other)
        if killed(project, tmp_path, last):
            break
        now = files(project / "site")
        assert now in (whole[there], whole[other]), f"neither of both at step {last} of {steps}"
        seen.append(now == whole[other])
        there = other if now == whole[other] else there
        leftovers = [path.name for path in project.glob(".site.new-*")]
        assert len(leftovers) <= 1, "what an earlier one left is gone"
    assert set(seen) == {False, True}, "some were killed before the swap, and some after it"
    assert seen == sorted(seen)
    assert build(project).returncode == 0
    assert not list(project.glob(".site*"))


# No room

NO_ROOM = """
import os, shutil, subprocess, sys
from pathlib import Path

disk, main, *rooms = sys.argv[1:]
def mount(*options):
    subprocess.run(["mount", "-t", "tmpfs", *options], check=True)
def build():
    return subprocess.run([sys.executable, "-c", main, "build", "-q", "-d", disk + "/site"],
                          capture_output=True, text=True)
def site():
    return {p: p.read_bytes() for p in Path(disk, "site").rglob("*") if p.is_file()}
mount("-o", "size=64m", "none", disk)
assert build().returncode == 0
before, used = site(), shutil.disk_usage(disk).used
Path("docs/index.md").write_text("# Another home")
for room in rooms:
    mount("-o", f"remount,size={used + int(used * float(room))}", "none", disk)
    done = build()
    assert done.returncode == 1, done.stderr
    assert "the site can't be written: No space left on device" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert site() == before
    assert os.listdir(disk) == ["site"]
mount("-o", "remount,size=64m", "none", disk)
assert build().returncode == 0
assert "Another home" in Path(disk, "site/index.html").read_text()
"""
UNSHARE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]


def may_mount(folder: Path) -> bool:
    """Whether we may mount a file system of our own, that nobody else sees."""
    if shutil.which("unshare") is None:
        return False
    command = [*UNSHARE, "mount", "-t", "tmpfs", "none", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.slow
def test_a_full_disk_leaves_the_site_as_it_was(project: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not may_mount(disk):
        pytest.skip("no file system can be mounted here")
    command = [*UNSHARE, sys.executable, "-c", NO_ROOM, str(disk), MAIN, "0.02", "0.5", "0.95"]
    done = subprocess.run(
        command, cwd=project, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_mount_point_is_refused_before_anything_is_made(project: Path, tmp_path: Path) -> None:
    disk = tmp_path / "a disk"
    disk.mkdir()
    if not may_mount(disk):
        pytest.skip("no file system can be mounted here")
    script = 'mount --bind "$1" "$1" && exec "$2" -c "$3" build -d "$1"'
    command = [*UNSHARE, "sh", "-c", script, "sh", str(disk), sys.executable, MAIN]
    done = subprocess.run(
        command, cwd=project, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"{disk}: the folder is a mount point" in done.stderr
    assert f"-d {disk}/site" in done.stderr


# Two at once

# It says that it is there, and goes on when it may.
WAITS = """
import os
def on_post_build(config):
    print("at the gate", flush=True)
    os.read(os.open("gate", os.O_RDONLY), 1)
"""


def test_of_two_builds_at_once_the_second_waits_or_stops(project: Path) -> None:
    os.mkfifo(project / "gate")
    (project / "waits.py").write_text(WAITS)
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("\nhooks: [waits.py]\n")
    gate = os.open(project / "gate", os.O_RDWR)  # both, so that opening it waits for nobody
    with started(project) as first, started(project, first) as second:
        assert second.stderr
        told = next(line for line in second.stderr if "waiting" in line)
        assert told == f"waiting for another build of {project / 'site'} (process {first.pid})\n"
        stopped = build(project, "--no-wait")
        first.kill()
        first.wait()
        # Nothing holds the second up any more; it comes to the gate, and may go on each time.
        os.write(gate, b"once a language")
        second.communicate()
    os.close(gate)
    assert second.returncode == 0
    assert stopped.returncode == 1
    where = f"{project / 'site'}: another build is at work on this site (process {first.pid})"
    assert where in stopped.stderr
    assert (project / "site" / "index.html").is_file()
    assert not list(project.glob(".site*"))


def started(project: Path, after: subprocess.Popen[str] | None = None) -> subprocess.Popen[str]:
    """A build that has begun, or begins when another one is at the gate."""
    if after is not None:
        assert after.stdout
        assert after.stdout.readline() == "at the gate\n"
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "build", "-q"],
        cwd=project, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
