"""A built site is published on a plain server: releases beside each other, and a link to one.

The folder holds `releases/<number>-<digest>/`, each a whole site, and `current`, a symbolic link to
the one that readers get. The link is replaced by `rename`, so a reader gets the old site or the new
one, never a mixture, and whoever is killed leaves either. Links are relative: the folder may move.

Nothing here asks for the time. A release is named by its number and its content, and a file's time
says its content too: servers make ETags of time and size, and rsync compares nothing else, so
“5 mg” changed to “9 mg” within one second would pass for the same file.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from polyclinic.build import seal
from polyclinic.diagnostic import Diagnostic, Severity, error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

KEEP: Final = 5
RELEASES: Final = "releases"
CURRENT: Final = "current"
# In each release: which one readers got before it. Servers show no such name.
RECORD: Final = ".polyclinic-release"
_LOCK: Final = ".polyclinic-publish"
_NEW_LINK: Final = ".current.new"
_NEW: Final = ".new"
_OLD: Final = ".old-"
_OWN: Final = frozenset({RELEASES, CURRENT, _LOCK, _NEW_LINK})
_NAME: Final = re.compile(r"(?P<number>\d{6,})-(?P<digest>[0-9a-f]{12})")
# A server's own user must be able to read what is published, whatever the umask.
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
# Times are taken from the years 1990 to 2023: a time to come may not be sent as Last-Modified.
_FIRST_TIME, _TIMES = 631_152_000, 2**30
# A link can't be had: across devices, without the right, of too many, or on such a file system.
_NO_LINK: Final = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EACCES})


@dataclass(frozen=True, slots=True, order=True)
class Release:
    """A site as it was published. The greater the number, the later."""

    number: int
    digest: str

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"{self.number:06}-{self.digest}"

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The release of a folder's name; None for any other name."""
        match = _NAME.fullmatch(name)
        return cls(int(match["number"]), match["digest"]) if match else None


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did. `is_new` is false where readers had this very site already."""

    release: Release
    files: int
    changed: int  # files that the release before did not have, or had with other content
    is_new: bool
    removed: tuple[Release, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def publish(
    site: Path, target: Path, keep: int = KEEP, private: Mapping[str, Path] | None = None
) -> Published:
    """Make a release of a built site and switch to it; the last `keep` releases stay.

    `private` names folders of the project in which nothing may be published. Readers get what they
    got before where this raises PolyclinicError.
    """
    _need_site(site)
    with _Place.locked(target, {"the site": site, **(private or {})}, make=True) as place:
        place.clear()
        before = place.current()
        copy = _Copy(site, place.staging, place.folder(before) if before else None)
        digest = copy.make()
        if before and copy.is_same:
            place.clear()
            return Published(before, copy.files, changed=0, is_new=False)
        release = Release(max((r.number for r in place.releases()), default=0) + 1, digest)
        place.add(release, before)
        place.switch(release)
        removed, findings = place.prune(keep)
        return Published(
            release, copy.files, copy.changed, is_new=True, removed=removed, findings=findings
        )


def rollback(target: Path, wanted: str = "") -> tuple[Release, Release | None]:
    """Switch back to the release that readers got before this one, or to a `wanted` one.

    Gives that release and the one left. A release is wanted by its name, its number, or the
    beginning of either part. Raises PolyclinicError.
    """
    with _Place.locked(target, {}, make=False) as place:
        left = place.current()
        release = place.find(wanted) if wanted else place.before(left)
        place.switch(release)
        return release, left


def releases(target: Path) -> tuple[list[Release], Release | None]:
    """The releases in a folder, the latest first, and the current one; raises PolyclinicError."""
    with _told(target):
        place = _Place(target.resolve())
        _need_folder(place.root, str(target), make=False)
        return sorted(place.releases(), reverse=True), place.current()


def digest_of(content: bytes) -> bytes:
    """A name for what a file says."""
    return hashlib.sha256(content).digest()


def time_of(digest: bytes) -> int:
    """The time a published file gets, in seconds since 1970."""
    return _FIRST_TIME + int.from_bytes(digest[:8]) % _TIMES


def _need_site(site: Path) -> None:
    if not site.is_dir():
        raise error("there is no built site", "run `polyclinic build` first", str(site))
    if not seal.is_on(site):
        message = "no build of this site came to its end, so it may be half a site, or unchecked"
        raise error(message, "run `polyclinic build` and publish what it makes", str(site))


@contextlib.contextmanager
def _told(target: Path) -> Iterator[None]:
    """Tell what the system refuses as a person can use it."""
    try:
        yield
    except OSError as problem:
        where = f": {problem.filename}" if problem.filename else ""
        message = f"it can't be published there: {problem.strerror or problem}{where}"
        remedy = "check the room on the disk and the permissions; readers get what they got"
        raise error(message, remedy, str(target)) from problem


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder of the releases, held by one publication alone."""

    root: Path

    @classmethod
    @contextlib.contextmanager
    def locked(cls, target: Path, private: Mapping[str, Path], *, make: bool) -> Iterator[Self]:
        """Hold a folder of releases; it is made if `make`. Raises PolyclinicError."""
        with _told(target):
            root = target.resolve()
            _refuse_private(root, private, str(target))
            _need_folder(root, str(target), make=make)
            with _lock(root, str(target)):
                yield cls(root)

    @property
    def staging(self) -> Path:
        """Where a release is made, before it has its name."""
        return self.root / RELEASES / _NEW

    def folder(self, release: Release) -> Path:
        """Where a release is."""
        return self.root / RELEASES / release.name

    def releases(self) -> list[Release]:
        """All that are here; other folders are somebody else's."""
        found = (Release.named(entry.name) for entry in (self.root / RELEASES).iterdir())
        return [release for release in found if release is not None]

    def current(self) -> Release | None:
        """The release that readers get; None where there is none yet, or the link leads nowhere."""
        link = self.root / CURRENT
        if not link.is_symlink():
            return None
        release = Release.named(link.readlink().name)
        return release if release and self.folder(release).is_dir() else None

    def clear(self) -> None:
        """Remove what a publication that was killed left."""
        for entry in (self.root / RELEASES).iterdir():
            if entry.name == _NEW or entry.name.startswith(_OLD):
                shutil.rmtree(entry)
        (self.root / _NEW_LINK).unlink(missing_ok=True)

    def add(self, release: Release, before: Release | None) -> None:
        """Give the release that was made its name; it is on the disk when this returns."""
        record = json.dumps({"before": before.name if before else None})
        _write(self.staging / RECORD, f"{record}\n".encode())
        _sync(self.staging / RECORD)
        _sync(self.staging)
        self.staging.rename(self.folder(release))
        _sync(self.root / RELEASES)

    def switch(self, release: Release) -> None:
        """Let readers have a release from now on."""
        link = self.root / _NEW_LINK
        link.unlink(missing_ok=True)
        link.symlink_to(f"{RELEASES}/{release.name}")
        link.replace(self.root / CURRENT)
        _sync(self.root)

    def line(self, release: Release | None) -> Iterator[Release]:
        """A release, the one before it, and so on, as readers got them."""
        seen = set[Release]()
        while release is not None and release not in seen and self.folder(release).is_dir():
            seen.add(release)
            yield release
            release = self._recorded(release)

    def _recorded(self, release: Release) -> Release | None:
        try:
            record = json.loads((self.folder(release) / RECORD).read_bytes())
            return Release.named(str(record["before"]))
        except (OSError, ValueError, TypeError, KeyError):  # somebody edited it
            return None

    def before(self, release: Release | None) -> Release:
        """The one to go back to; raises PolyclinicError."""
        earlier = list(self.line(release))[1:]
        if not earlier:
            message = "there is no release before the current one"
            raise error(message, _choice(self.releases()), str(self.root / CURRENT))
        return earlier[0]

    def find(self, wanted: str) -> Release:
        """The one release that a person means; raises PolyclinicError."""
        found = [release for release in self.releases() if _is_meant(release, wanted)]
        if len(found) == 1:
            return found[0]
        known = self.releases()
        near = difflib.get_close_matches(wanted, [r.name for r in known], 1)
        what = "is more than one release" if found else "is no release here"
        remedy = f"did you mean {near[0]}?" if near and not found else _choice(found or known)
        raise error(f"{wanted!r} {what}", remedy, str(self.root / RELEASES))

    def prune(self, keep: int) -> tuple[tuple[Release, ...], tuple[Diagnostic, ...]]:
        """Remove all but `keep` releases: first stay those one can go back to, then the latest.

        The new site is published by now, so what can't be removed is no more than a warning.
        """
        line = list(self.line(self.current()))
        rest = sorted(set(self.releases()) - set(line), reverse=True)
        removed, findings = list[Release](), list[Diagnostic]()
        for release in (*line, *rest)[keep:]:
            try:
                self._remove(release)
                removed.append(release)
            except OSError as problem:
                message = f"the old release can't be removed: {problem.strerror or problem}"
                remedy = "remove it by hand; the new site is published"
                where = str(self.folder(release))
                findings.append(Diagnostic(Severity.WARNING, message, remedy, where))
        return tuple(removed), tuple(findings)

    def _remove(self, release: Release) -> None:
        # No folder with a release's name is ever half a release.
        old = self.root / RELEASES / f"{_OLD}{release.name}"
        self.folder(release).rename(old)
        shutil.rmtree(old)


def _is_meant(release: Release, wanted: str) -> bool:
    # "12" is the twelfth release, and none whose content's digest begins with it.
    if wanted.isdecimal():
        return int(wanted) == release.number
    return release.name.startswith(wanted) or release.digest.startswith(wanted)


def _choice(known: Sequence[Release]) -> str:
    names = ", ".join(release.name for release in sorted(known, reverse=True))
    return f"choose one of {names}" if names else "publish a site first"


def _refuse_private(root: Path, private: Mapping[str, Path], shown: str) -> None:
    for what, path in private.items():
        folder = path.resolve()
        if root == folder or root.is_relative_to(folder):
            remedy = "name a folder outside the project, such as /srv/www/health"
            raise error(f"a site is not published into {what}", remedy, shown)
        if folder.is_relative_to(root / RELEASES) or folder.is_relative_to(root / CURRENT):
            remedy = "publish into a folder that is apart from it"
            raise error(f"{what} lies among the releases themselves", remedy, shown)


def _need_folder(root: Path, shown: str, *, make: bool) -> None:
    """Make sure that a folder holds releases and nothing else; raises PolyclinicError, OSError."""
    if not root.exists() and make:
        if not root.parent.is_dir():
            raise error(f"there is no folder {root.parent}", "make it, or mend the name", shown)
        root.mkdir()
        root.chmod(_FOLDER_MODE)
    if not root.is_dir():
        what = "is no folder" if root.exists() else "there is no such folder"
        raise error(what, "name the folder that you publish to", shown)
    others = sorted({entry.name for entry in root.iterdir()} - _OWN)
    if others:
        message = f"the folder holds other things: {', '.join(others[:3])}"
        remedy = "name a new folder, or one that `polyclinic publish` made"
        raise error(message, remedy, shown)
    if (root / CURRENT).exists() and not (root / CURRENT).is_symlink():
        message, remedy = "it is no link to a release", "move it away, or name a new folder"
        raise error(message, remedy, str(root / CURRENT))
    if not (root / RELEASES).is_dir():
        if not make:
            raise error("nothing was published here", "run `polyclinic publish` first", shown)
        (root / RELEASES).mkdir()
        (root / RELEASES).chmod(_FOLDER_MODE)


@contextlib.contextmanager
def _lock(root: Path, shown: str) -> Iterator[None]:
    """Hold the folder alone; the system lets go of it when the process ends, however it ends."""
    handle = os.open(root / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _FILE_MODE)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as problem:
        os.close(handle)
        message = "somebody else is publishing there"
        raise error(message, "wait until that has ended, and run this again", shown) from problem
    try:
        yield
    finally:
        os.close(handle)


@dataclass(slots=True)
class _Copy:
    """A copy of a site; files that the release before has already are links to those."""

    site: Path
    to: Path
    before: Path | None
    files: int = 0
    changed: int = 0
    _written: list[Path] = field(default_factory=list)
    _folders: list[Path] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether the release before is this very site."""
        if self.before is None or self.changed:
            return False
        there = sum(len(names) for _, _, names in os.walk(self.before))
        return there - (self.before / RECORD).exists() == self.files

    def make(self) -> str:
        """Copy all onto the disk; gives a digest of all. Raises PolyclinicError, OSError."""
        state, whole = _state(self.site), hashlib.sha256()
        self._folder(self.to)
        try:
            for path in _files(self.site):
                name = path.relative_to(self.site)
                whole.update(os.fsencode(name) + b"\0" + self._file(path, name))
        except FileNotFoundError:
            if _state(self.site) == state:
                raise
        if _state(self.site) != state:
            message = "the site was built anew while it was copied"
            raise error(message, "run this again when the build has ended", str(self.site))
        # At the end, so that the system can write many of them in one go.
        for path in (*self._written, *reversed(self._folders)):
            _sync(path)
        return whole.hexdigest()[:12]

    def _file(self, path: Path, name: Path) -> bytes:
        content = path.read_bytes()
        digest = digest_of(content)
        time = time_of(digest)
        self.files += 1
        for parent in reversed(name.parents):
            self._folder(self.to / parent)
        known = self.before / name if self.before else None
        same = known is not None and _is_as_published(known, content, time)
        self.changed += not same
        if known is None or not same or not _linked(known, self.to / name):
            _write(self.to / name, content, time)
            self._written.append(self.to / name)
        return digest

    def _folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir()
            folder.chmod(_FOLDER_MODE)
            self._folders.append(folder)


def _files(folder: Path) -> Iterator[Path]:
    """Every file of a site in a fixed order, but for the build's own; raises PolyclinicError."""
    for path in sorted(folder.iterdir()):
        kind = path.lstat().st_mode
        if stat.S_ISDIR(kind):
            yield from _files(path)
        elif not stat.S_ISREG(kind):
            message = "it is neither a file nor a folder"
            raise error(message, "put the file itself in its place, and build again", str(path))
        elif path.name != seal.NAME:
            yield path


def _state(site: Path) -> tuple[int, int, int] | None:
    """What a build changes that writes into the site, or takes its place."""
    try:
        folder, mark = site.stat(), (site / seal.NAME).stat()
    except FileNotFoundError:
        return None
    return folder.st_ino, mark.st_ino, mark.st_mtime_ns


def _is_as_published(path: Path, content: bytes, time: int) -> bool:
    """Whether a release has a file with this content, as this module wrote it."""
    try:
        found = path.lstat()
        plain = stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == _FILE_MODE
        expected = (len(content), time)
        # It is read again: on a server, files get edited by hand, and disks fail.
        return (
            plain
            and (found.st_size, int(found.st_mtime)) == expected
            and path.read_bytes() == content
        )
    except (FileNotFoundError, NotADirectoryError):
        return False


def _linked(path: Path, place: Path) -> bool:
    """Make a hard link, where the file system has any."""
    try:
        place.hardlink_to(path)
    except OSError as problem:
        if problem.errno in _NO_LINK:
            return False
        raise
    return True


def _write(path: Path, content: bytes, time: int = _FIRST_TIME) -> None:
    path.write_bytes(content)
    path.chmod(_FILE_MODE)
    os.utime(path, (time, time))


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
