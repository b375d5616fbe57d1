"""A place that a site is published to is held by one build at a time, and its leftovers are known.

The lock is a file beside the site, locked by `flock`: the system lets go of it when its process
ends, however it ends. The same file names the folders that a build makes, before it makes them; so
what a killed build left is told from a folder of anybody else, whatever it is called. When nothing
of ours is left, the file goes. A name in it that no build gives is not obeyed.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import re
import secrets
import shutil
import stat
import weakref
from typing import TYPE_CHECKING, Final, Self

from polyclinic.diagnostic import PolyclinicError, error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Some systems of files know no locks. Then nothing keeps two builds apart, as without this file.
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


# How the names of what builds make end, by `fresh`.
_OURS: Final = re.compile(r"-[0-9a-f]{8}\Z")


class Hold:
    """A place, held. `made` are the names of what builds made there, as seen from the lock file."""

    def __init__(self, file: Path, handle: int) -> None:
        self.file = file
        self._handle = handle
        self.made = _read(handle)
        _HELD.add(self)

    @classmethod
    def take(
        cls, site: Path, *, wait: bool = True, tell: Callable[[str], None] = lambda _: None
    ) -> Self:
        """Hold a place when it is free. Raises PolyclinicError if it is not, and OSError."""
        file = site.with_name(f".{site.name}.lock")
        while True:
            # Through a link that somebody else laid there, another file would be written into.
            handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
            try:
                _lock(handle, site, wait=wait, tell=tell)
                # Who held it before may have removed the file: a lock on that one keeps nobody out.
                if _is_still(file, handle):
                    return cls(file, handle)
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def note(self, path: Path) -> None:
        """Take note of something that is about to be made; raises OSError."""
        self.made.append(os.path.relpath(path, self.file.parent))
        self._write({"process": os.getpid()})

    def clear(self, but: Path | None = None) -> list[OSError]:
        """Remove what builds made here, and forget what is gone; gives why something stays."""
        problems = []
        for name in list(self.made):
            path = self.file.parent / name
            if not _OURS.search(name) or (but is not None and _same(path, but)):
                continue
            try:
                _remove(path)
            except OSError as problem:
                problems.append(problem)
            else:
                self.made.remove(name)
        return problems

    def release(self) -> None:
        """Let the next build in."""
        if self._handle < 0:
            return
        with contextlib.suppress(OSError):
            if self.made:
                self._write({})
            else:
                self.file.unlink()
        self.close()

    def close(self) -> None:
        """Forget the lock in this process, without a change of what other ones see."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _write(self, whose: dict[str, int]) -> None:
        # Killed between the two, it leaves a torn line, which is not read, and names of long ago,
        # which nobody has again.
        rows = map(json.dumps, [whose, *self.made])
        body = "".join(f"{row}\n" for row in rows).encode()
        if os.pwrite(self._handle, body, 0) < len(body):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.file))
        os.ftruncate(self._handle, len(body))


def fresh(folder: Path, name: str) -> Path:
    """A path in a folder that nothing has."""
    return folder / f"{name}-{secrets.token_hex(4)}"


def _lock(handle: int, site: Path, *, wait: bool, tell: Callable[[str], None]) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not wait:
            raise _busy(site, handle) from None
        tell(f"waiting for another build of {site}{_whose(handle)}")
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError as problem:
        if problem.errno not in _NO_LOCKS:
            raise


def _busy(site: Path, handle: int) -> PolyclinicError:
    message = f"another build is at work on this site{_whose(handle)}"
    return error(message, "wait for its end, leave out --no-wait, or choose -d FOLDER", str(site))


def _whose(handle: int) -> str:
    rows = _rows(handle)
    process = next((row.get("process") for row in rows if isinstance(row, dict)), None)
    return "" if process is None else f" (process {process})"


def _is_still(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _read(handle: int) -> list[str]:
    return list(dict.fromkeys(row for row in _rows(handle) if isinstance(row, str)))


def _rows(handle: int) -> list[object]:
    rows: list[object] = []
    size = os.fstat(handle).st_size
    for line in os.pread(handle, size, 0).decode("utf-8", "replace").split("\n"):
        with contextlib.suppress(ValueError):
            rows.append(json.loads(line))
    return rows


def _same(one: Path, other: Path) -> bool:
    return os.path.normpath(one) == os.path.normpath(other)


def _remove(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(path)
    except PermissionError:  # the site was made read-only
        for folder, _, _ in os.walk(path):
            with contextlib.suppress(OSError):
                os.chmod(folder, stat.S_IRWXU)  # noqa: PTH101 - `walk` gives texts
        shutil.rmtree(path)


# A worker that is forked has the lock as well, and would keep it when its build was killed.
_HELD: weakref.WeakSet[Hold] = weakref.WeakSet()


def _forget() -> None:
    for hold in list(_HELD):
        hold.close()


os.register_at_fork(after_in_child=_forget)
