"""The same files give the same bytes on the same day, wherever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import polyclinic
from small_library import copied

if TYPE_CHECKING:
    from collections.abc import Callable

HANDBOOK = Path(__file__).parent.parent / "sites" / "handbook"
SOURCES = Path(polyclinic.__file__).parents[1]
MAIN = "import sys; from polyclinic.cli.main import main; main(sys.argv[1:])"
# Loaded by Python itself before all else.
BACKWARDS = """\
import os
listdir, scandir = os.listdir, os.scandir

class Entries(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
    def __iter__(self): return self
    def __next__(self):
        if not self: raise StopIteration
        return self.pop(0)

def backwards(*path):
    with scandir(*path) as entries:
        return Entries(sorted(entries, key=lambda entry: entry.name, reverse=True))

os.listdir = lambda *path: sorted(listdir(*path), reverse=True)
os.scandir = backwards
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
"""

# The clock stands still at a time of the day.
CLOCK = """\
import datetime, time

class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(2026, 11, 20, {hour}, 59, {hour}, tzinfo=tz)

datetime.datetime = Clock
time.time = lambda: Clock.now(datetime.timezone.utc).timestamp()
"""


@dataclass(frozen=True)
class Place:
    """Where and how a site is built."""

    folder: str
    umask: int
    variables: dict[str, str] = field(default_factory=dict)
    preload: str = ""


HERE = Place("a", 0o022, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"})
THERE = Place(
    "another/and a much longer name of a folder",
    0o077,
    {
        "PYTHONHASHSEED": "4294967295",
        "TZ": "Pacific/Pago_Pago",
        "LC_ALL": "POSIX",
        "LANGUAGE": "de",
    },
    BACKWARDS,
)


def built(
    root: Path, place: Place, make: Callable[[Path], object], *arguments: str
) -> dict[str, bytes]:
    """The files of a site that is built in a place."""
    project, first = root / place.folder / "project", root / place.folder / "first"
    project.parent.mkdir(parents=True)
    first.mkdir()
    (first / "sitecustomize.py").write_text(place.preload)
    make(project)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    paths = os.pathsep.join([str(first), str(SOURCES), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "build", "-q", *arguments],
        cwd=project,
        env=plain | place.variables | {"PYTHONPATH": paths},
        umask=place.umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = project / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def library(root: Path) -> None:
    root.mkdir()
    copied(root)


def handbook(root: Path) -> None:
    shutil.copytree(HANDBOOK, root)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.mark.parametrize("make", [handbook, pytest.param(library, marks=pytest.mark.slow)])
def test_the_same_files_give_the_same_bytes(
    tmp_path: Path, make: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    here, there = (built(tmp_path, place, make, "--compress") for place in (HERE, THERE))
    assert {"sitemap.xml.gz", "index.html.gz", "index.html.br"} < here.keys()
    assert differing(here, there) == []


@pytest.mark.parametrize("make", [handbook])
def test_without_a_given_date_it_is_the_day_that_counts(
    tmp_path: Path, make: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    early, late = (
        built(tmp_path, Place(name, 0o022, preload=CLOCK.format(hour=hour)), make)
        for name, hour in (("early", 1), ("late", 22))
    )
    assert b"2026-11-20" in early["sitemap.xml"]
    assert differing(early, late) == []
