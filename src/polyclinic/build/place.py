"""Where a site is published: it is written beside the one that readers see, and swapped in whole.

A folder changes places with the new one in a single step of the system, where that can be done
(Linux, and most systems of files); else it is renamed away first, and whoever comes next puts it
back if a build was killed in between. A symbolic link, as some servers follow, is made to lead to a
new folder beside the one that it led to. `build/hold.py` keeps two builds apart.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from polyclinic.build.hold import Hold, fresh
from polyclinic.diagnostic import PolyclinicError, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_EXCHANGE: Final = 2  # RENAME_EXCHANGE of linux/fs.h
_HERE: Final = -100  # AT_FDCWD: paths are as for `open`
# An old kernel, or a system of files that has no such step.
_NO_EXCHANGE: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
_MOUNTS: Final = Path("/proc/self/mountinfo")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


@dataclass(slots=True)
class Place:
    """A place that is held for one build.

    `site` is what readers see, a folder or a link to one; `new` is what to write into, an empty
    folder.
    """

    site: Path
    new: Path
    hold: Hold
    tell: Callable[[str], None]

    @property
    def old(self) -> Path | None:
        """The folder that readers see now, if there is one."""
        there = self.site.resolve()
        return there if there.is_dir() else None

    def publish(self) -> None:
        """Show readers the new site instead of the old one; raises OSError, and leaves that."""
        old = self.old
        if old is not None:
            _keep_hidden(old, self.new)
            self.new.chmod(old.stat().st_mode & 0o7777)
        if self.site.is_symlink():
            self._lead()
        else:
            self._swap()

    def _lead(self) -> None:
        """Make the link lead to the new folder, in the words in which it led to the old one."""
        there = Path(self.site.readlink())
        link = fresh(self.site.parent, f".{self.site.name}.link")
        self.hold.note(link)
        link.symlink_to(there.with_name(self.new.name))
        link.replace(self.site)

    def _swap(self) -> None:
        if not self.site.exists():
            self.new.rename(self.site)
        elif not exchange(self.new, self.site):
            away = fresh(self.site.parent, _old(self.site))
            self.hold.note(away)
            replace(self.new, self.site, away)

    def leave(self) -> None:
        """Remove what is not the site, and let the next build in."""
        try:
            for problem in self.hold.clear(but=self.site.resolve()):
                self.tell(f"a folder of this build is left: {problem}; the next one removes it")
        finally:
            self.hold.release()


@contextmanager
def held(
    site: Path,
    *,
    spare: Iterable[Path] = (),
    wait: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Place]:
    """Hold the place of a site, and mend what a killed build left there.

    No site may take the place of what is to be spared. Without `wait` it must be free at once.
    Raises PolyclinicError where no site can be published.
    """
    site = _last_link(site)
    _need_place(site, spare)
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        hold = Hold.take(site, wait=wait, tell=tell)
    except OSError as problem:
        raise _closed(site.parent, problem) from problem
    place = None
    try:
        recover(site, hold)
        place = _begin(site, hold, tell)
        yield place
    finally:
        if place is None:
            hold.release()
        else:
            place.leave()


def _keep_hidden(old: Path, new: Path) -> None:
    """Files such as .git and .htaccess stay in a site, as `mkdocs build` leaves them."""
    for entry in sorted(old.glob(".*")):
        copy = new / entry.name
        if os.path.lexists(copy):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, copy, symlinks=True)
        else:
            shutil.copy2(entry, copy, follow_symlinks=False)


def recover(site: Path, hold: Hold) -> None:
    """Put back the site that a killed build had renamed away, and remove what it left."""
    names = [name for name in hold.made if name.startswith(_old(site))]
    for name in reversed(names):
        if not os.path.lexists(site) and (site.parent / name).is_dir():
            (site.parent / name).rename(site)
    hold.clear(but=site.resolve())


def _begin(site: Path, hold: Hold, tell: Callable[[str], None]) -> Place:
    there = site.resolve()
    new = fresh(site.parent, f".{site.name}.new")
    if site.is_symlink():
        there.parent.mkdir(parents=True, exist_ok=True)
        new = fresh(there.parent, site.name)
    try:
        hold.note(new)
        new.mkdir()
    except OSError as problem:
        raise _closed(new.parent, problem) from problem
    if there.is_dir():
        _like(new, there)
    return Place(site, new, hold, tell)


def _like(new: Path, old: Path) -> None:
    """Give a folder the owner and the access lists of another one, as far as we may."""
    state = old.stat()
    with contextlib.suppress(OSError):
        os.chown(new, state.st_uid, state.st_gid)
    with contextlib.suppress(OSError):
        shutil.copystat(old, new)
    new.chmod(state.st_mode & 0o7777 | 0o700)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system has none.

    Raises OSError if it has, and the folders can't.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    problem = ctypes.get_errno()
    if problem in _NO_EXCHANGE:
        return False
    raise OSError(problem, os.strerror(problem), str(other))


def replace(new: Path, site: Path, away: Path) -> None:
    """Put a folder in the place of a site, and that elsewhere; raises OSError, with it back."""
    site.rename(away)
    try:
        new.rename(site)
    except BaseException:
        if not os.path.lexists(site):
            away.rename(site)
        raise


def _old(site: Path) -> str:
    return f".{site.name}.old"


def _last_link(site: Path) -> Path:
    """The site's own path; of links that lead to one another, the last. Raises PolyclinicError."""
    for _ in range(40):  # as many as Linux follows
        site = site.absolute()
        site = site.resolve() if site.name == ".." else site.parent.resolve() / site.name
        if not site.is_symlink():
            return site
        there = site.parent / site.readlink()
        if not there.is_symlink():
            return site
        site = there
    message = "the site's folder is a link that leads in a circle"
    raise error(message, "remove the link, or choose another folder with -d", str(site))


def _need_place(site: Path, spare: Iterable[Path]) -> None:
    """A site takes the place of a site or of nothing: PolyclinicError for anything else."""
    there, shown = site.resolve(), str(site)
    inside = next((path for path in spare if path.resolve().is_relative_to(there)), None)
    if inside is not None or site.parent.is_relative_to(there):
        message = f"the site would take the place of {inside or site.parent}, which is no site"
        raise error(message, "give it a folder of its own: site_dir, or -d FOLDER", shown)
    if there.exists() and not there.is_dir():
        message = "the site's folder is a file"
        raise error(message, "remove it, or choose another folder with -d", shown)
    if not site.is_symlink() and there in mounts():
        message = "the folder is a mount point, so no new site can take its place in one step"
        remedy = f"publish to a folder in it, and let the server read that: -d {there / 'site'}"
        raise error(message, remedy, shown)
    if there.is_dir() and _is_other(there):
        message = "the folder holds files, and no page: it is not a site, and would be lost"
        raise error(message, "choose a new or an empty folder with -d, or empty this one", shown)


def _is_other(folder: Path) -> bool:
    """Whether a folder has files, hidden ones aside, and none is a page."""
    names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    pages = any(name.endswith((".html", ".xml")) for name in names)
    return bool(names) and not pages


def mounts() -> set[Path]:
    """Where systems of files are mounted; none where that can't be known."""
    try:
        rows = os.fsdecode(_MOUNTS.read_bytes()).split("\n")
    except OSError:
        return set()
    # The fifth word is the path; its blanks are written as "\\040".
    paths = (row.split(" ")[4] for row in rows if row)
    return {Path(_OCTAL.sub(lambda m: chr(int(m[1], 8)), path)) for path in paths}


def _closed(folder: Path, problem: OSError) -> PolyclinicError:
    reason = problem.strerror or str(problem)
    message = f"the site can't be written: {reason}: a new one is made here, beside the old one"
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        remedy = "make room on the disk; the old site is as it was"
    else:
        remedy = (
            "let this user write in the folder, or choose another one with -d; "
            "the old site is as it was"
        )
    return error(message, remedy, str(folder))
