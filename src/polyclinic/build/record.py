"""What the last build made a site of: a build with nothing to do ends here, without MkDocs.

A record is written when a site is published, and holds for that folder alone. It names all files
that the site was made of, by size, times and digest; the list of the files that were published;
and what was found. So it decides with a few hundred calls of `stat` that there is nothing to do.
What can't be read in full, was changed by anybody else or is another engine's counts as no record.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
import time
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.fingerprint import digest, fingerprint
from polyclinic.library.day import build_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Beside mkdocs.yml.
FOLDER: Final = ".cache/polyclinic/build"
# A file written in the moment in which it was read may have the same times afterwards.
_MOMENT: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was read: size in bytes, times in nanoseconds, inode, digest of its bytes."""

    size: int
    modified: int
    changed: int
    inode: int
    digest: str

    def is_of(self, found: os.stat_result, read: int) -> bool:
        """Whether a file is surely still the one that was read at a time."""
        same = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        settled = max(self.modified, self.changed) + _MOMENT < read
        return settled and same == (self.size, self.modified, self.changed, self.inode)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build is asked for, beside the project's files: `options` are the command's own."""

    config_file: Path
    site_dir: Path | None
    options: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of mkdocs.yml."""
        return self.config_file.resolve().parent

    @property
    def key(self) -> str:
        """A name for this question, its day and this engine."""
        day, epoch = build_date().isoformat(), os.environ.get("SOURCE_DATE_EPOCH", "")
        config, options = self.config_file.resolve(), "\0".join(self.options)
        return digest(f"{config}\0{self.site_dir}\0{options}\0{day}\0{epoch}\0{fingerprint()}")

    @property
    def file(self) -> Path:
        """Where the answer is kept: each folder a site is published to has its own."""
        where = digest(f"{self.config_file.resolve()}\0{self.site_dir}")
        return self.root / FOLDER / f"{where}.record"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build had to say: how many pages there are, what was found, what is withheld.

    `warnings` are those of the site generator itself.
    """

    pages: int
    findings: tuple[Diagnostic, ...] = ()
    withheld: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A build that was published. `sources` are the files and folders it reads."""

    key: str
    sources: tuple[str, ...]
    variables: str
    read: int  # in nanoseconds since 1970
    files: Mapping[str, Stamp]
    site: str
    listing: str
    outcome: Outcome

    def is_true(self) -> bool:
        """Whether all that the site was made of is as it was, and so is the site."""
        if self.variables != variables(self.sources):
            return False
        found = stamps(self.sources, self.files, self.read)
        same = {path: stamp.digest for path, stamp in self.files.items()}
        return {p: s.digest for p, s in found.items()} == same and listing(
            Path(self.site)
        ) == self.listing


def standing(asked: Asked) -> Record | None:
    """The last build, where a new one would say and publish the same."""
    found = _read(asked)
    return found if found is not None and found.is_true() else None


@dataclass(slots=True)
class Recorder:
    """Takes note of a build. Make it before the settings are read; `end` it when all is published.

    Without `begin` nothing is kept: then something may be read that no record knows of.
    """

    asked: Asked
    sources: tuple[str, ...] = ()
    _started: int = field(default_factory=time.time_ns)
    _files: dict[str, Stamp] = field(default_factory=dict)
    _read: int = 0
    _key: str = ""

    def begin(self, sources: Iterable[Path]) -> None:
        """Read the files that the site will be made of, before it is."""
        self.sources = tuple(sorted({str(path.absolute()) for path in sources}))
        self._key, self._read = self.asked.key, time.time_ns()
        known = _read(self.asked)
        self._files = stamps(self.sources, known.files if known else {}, known.read if known else 0)

    def end(self, site: Path, outcome: Outcome) -> None:
        """Keep what was published, unless a file was changed while the site was made of it."""
        now = stamps(self.sources, self._files, self._read)
        written = (max(stamp.modified, stamp.changed) for stamp in now.values())
        if self._key != self.asked.key or now != self._files or max(written) >= self._started:
            return
        content = {
            "key": self._key,
            "sources": self.sources,
            "variables": variables(self.sources),
            "read": self._read,
            "files": {path: astuple(stamp) for path, stamp in self._files.items()},
            "site": str(site.absolute()),
            "listing": listing(site),
            "pages": outcome.pages,
            "findings": [_row(finding) for finding in outcome.findings],
            "withheld": outcome.withheld,
            "warnings": outcome.warnings,
        }
        # Without a record the next build does all again: slower, and as right.
        with contextlib.suppress(OSError):
            _write(self.asked.file, json.dumps(content).encode())


def stamps(sources: Iterable[str], known: Mapping[str, Stamp], read: int) -> dict[str, Stamp]:
    """Every file below the sources; one that is as it was when it was `read` is not read again.

    A source that is not there has an empty digest, so that it is noticed when it comes.
    """
    found: dict[str, Stamp] = {}
    for source in sources:
        there = False
        for path, state in below(source):
            there, old = True, known.get(path)
            kept = old if old is not None and old.is_of(state, read) else None
            found[path] = kept or _stamp(path, state)
        if not there:
            found[source] = Stamp(0, 0, 0, 0, "")
    return found


def listing(site: Path) -> str:
    """A name for what is in a published folder; nothing there has none: ""."""
    rows = [
        f"{path} {state.st_size} {state.st_mtime_ns} {state.st_ino}"
        for path, state in below(str(site.absolute()))
    ]
    return digest("\n".join(sorted(rows))) if rows else ""


def below(source: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file of a folder, or the file itself; links are followed, as MkDocs does."""
    try:
        with os.scandir(source) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from below(entry.path)
                else:
                    with contextlib.suppress(OSError):  # a link that leads nowhere
                        yield entry.path, entry.stat()
    except NotADirectoryError:
        yield source, os.stat(source)  # noqa: PTH116 - these paths are texts, for speed
    except OSError:
        return


def _stamp(path: str, state: os.stat_result) -> Stamp:
    try:
        # To read a pipe would wait for who writes to it.
        content = Path(path).read_bytes() if stat.S_ISREG(state.st_mode) else b""
    except OSError as problem:  # that it can't be read is a state too
        content = str(problem.errno).encode()
    name = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Stamp(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, name)


def variables(sources: Sequence[str]) -> str:
    """The environment, if settings ask for a variable of it; else nothing of it counts."""
    for path in sources:
        if path.endswith((".yml", ".yaml")):
            with contextlib.suppress(OSError):
                if b"!ENV" in Path(path).read_bytes():
                    return digest(repr(sorted(os.environ.items())))
    return ""


def _row(finding: Diagnostic) -> list[Any]:
    severity, *rest = astuple(finding)
    return [severity.value, *rest]


def _seal(body: bytes) -> bytes:
    """The first line of a record: it fits this body and this engine alone."""
    key = fingerprint().encode()[:64]
    return hashlib.blake2b(body, key=key, digest_size=32).hexdigest().encode()


def _read(asked: Asked) -> Record | None:
    try:
        seal, _, body = asked.file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal != _seal(body):
        return None
    content = json.loads(body)
    if content["key"] != asked.key:
        return None
    rows = [(Severity(severity), *rest) for severity, *rest in content["findings"]]
    findings = tuple(Diagnostic(*row) for row in rows)
    return Record(
        content["key"],
        tuple(content["sources"]),
        content["variables"],
        content["read"],
        {path: Stamp(*row) for path, row in content["files"].items()},
        content["site"],
        content["listing"],
        Outcome(content["pages"], findings, tuple(content["withheld"]), tuple(content["warnings"])),
    )


def _write(file: Path, body: bytes) -> None:
    """Put the whole file in the place of the old one; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ignore = file.parent.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(_seal(body) + b"\n" + body)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
