"""What earlier checks found, kept beside the project, so that a check only does what is new.

A rule is a pure function of its subject, so its findings are kept under a digest of all that the
subject holds, with a fingerprint of the engine. What can't be read in full, has another
fingerprint or was changed by anybody else is thrown away: then the rules run, as if never before.
A rule that crashed has found nothing out, and nothing is kept of it.

The files are shelves, one for each kind of subject and language. Two checks at once each write
whole files; the last one wins. An entry that some runs in a row had no use for is dropped.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from polyclinic.check.finding import Finding
from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.fingerprint import digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

# Beside mkdocs.yml.
FOLDER: Final = ".cache/polyclinic/check"
# As many runs in a row an entry may be of no use, so that a change can be taken back.
SPARED: Final = 3
# A shelf that no run has written for so long belongs to nobody any more.
_FORGOTTEN: Final = 30 * 24 * 3600


def canonical(value: object) -> str:
    """A text that only equal values have; it holds for the next process too.

    What has no such text, such as an object of another package, gets one of this process alone: it
    is found out anew each time.
    """
    if is_dataclass(value) and not isinstance(value, type):
        value = {f.name: getattr(value, f.name) for f in fields(value)} | {"": type(value)}
    match value:
        case str() | None:
            text = repr(value)
        case Mapping():
            text = ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in value.items())
        case list() | tuple():
            text = ",".join(map(canonical, value))
        case set() | frozenset():
            text = ",".join(sorted(map(canonical, value)))
        case _ if callable(value) and hasattr(value, "__qualname__"):
            text = f"{value.__module__}.{value.__qualname__}"
        case _:
            text = repr(value)
    return f"{type(value).__name__}({text})"


# A page is asked for by several groups of rules, and is read one time.
_LONG: Final = 1000


class Digests:
    """Digests of subjects. What many of them hold, such as the settings, is read one time."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, subject: object, *but: str) -> str:
        """The digest of all fields of a subject but those named."""
        kept = (f for f in fields(subject) if f.name not in but)  # type: ignore[arg-type]
        return digest("\0".join(f"{f.name}={self.part(getattr(subject, f.name))}" for f in kept))

    def part(self, value: object) -> str:
        """The digest of a value that many subjects hold."""
        if isinstance(value, str) and len(value) < _LONG:
            return digest(value)
        known = self._known.get(id(value))
        if known is None:
            # The value is kept as well, so that no other one gets its id.
            known = value, digest(value if isinstance(value, str) else canonical(value))
            self._known[id(value)] = known
        return known[1]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a subject: the codes of the rules that ran, and their findings."""

    ran: frozenset[str] = frozenset()
    found: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    def with_new(self, new: Mapping[str, tuple[Finding, ...]]) -> Known:
        """The same, and what rules found since that ran now."""
        found = {code: findings for code, findings in new.items() if findings}
        return Known(self.ran | new.keys(), {**self.found, **found})


NOTHING: Final = Known()


class _Shelf:
    """The entries of one file. Each holds in how many runs it was not used, and a value.

    The value is a text, or the number of a set of codes with the rows of their findings.
    """

    def __init__(self, name: str, file: Path, engine: str) -> None:
        self.file = file
        self.changed = False
        self.entries: dict[str, list[Any]] = {}
        self.sets: list[frozenset[str]] = []
        self._used: set[str] = set()
        self._key = digest(f"{name} {engine}").encode()
        self._read()

    def _read(self) -> None:
        try:
            seal, _, body = self.file.read_bytes().partition(b"\n")
            if seal == self._seal(body):
                content = json.loads(body)
                self.sets = [frozenset(codes) for codes in content["sets"]]
                self.entries = content["entries"]
        except OSError:
            return

    def _seal(self, body: bytes) -> bytes:
        """The first line: it fits this body, this shelf and this engine alone."""
        return hashlib.blake2b(body, key=self._key, digest_size=32).hexdigest().encode()

    def get(self, key: str) -> Any:  # noqa: ANN401 - what was put there
        entry = self.entries.get(key)
        if entry is None:
            return None
        self._used.add(key)
        return entry[1]

    def put(self, key: str, value: object) -> None:
        self.entries[key] = [0, value]
        self._used.add(key)
        self.changed = True

    def number(self, codes: frozenset[str]) -> int:
        """The number of a set of codes: most entries have the same one."""
        if codes not in self.sets:
            self.sets.append(codes)
        return self.sets.index(codes)

    def grow_old(self) -> None:
        """Count a run for what it did not use, and drop what too many did not."""
        for key in list(self.entries):
            entry = self.entries[key]
            age = 0 if key in self._used else entry[0] + 1
            self.changed = self.changed or age != entry[0]
            entry[0] = age
            if age > SPARED:
                del self.entries[key]

    def write(self) -> None:
        """Put the whole file in the place of the old one; raises OSError."""
        entries = self.entries.values()
        used = sorted({value[0] for _, value in entries if not isinstance(value, str)})
        places = {old: new for new, old in enumerate(used)}
        for entry in entries:
            if not isinstance(entry[1], str):
                entry[1] = (places[entry[1][0]], entry[1][1])
        self.sets = [self.sets[number] for number in used]
        content = {"sets": [sorted(codes) for codes in self.sets], "entries": self.entries}
        body = json.dumps(content, separators=(",", ":")).encode()
        handle, name = tempfile.mkstemp(prefix=".", dir=self.file.parent)
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(self._seal(body) + b"\n" + body)
            Path(name).replace(self.file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


class Cache:
    """The shelves of a project; each is read when it is first asked."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._shelves: dict[str, _Shelf] = {}

    def known(self, shelf: str, key: str) -> Known:
        """What earlier runs found out about a subject."""
        place = self._shelf(shelf)
        value = place.get(key)
        if value is None:
            return NOTHING
        number, rows = value
        found: dict[str, tuple[Finding, ...]] = {}
        for code, *row in rows:
            found[code] = (*found.get(code, ()), Finding(*row))
        return Known(place.sets[number], found)

    def keep(self, shelf: str, key: str, known: Known) -> None:
        """Remember it for the next run."""
        place = self._shelf(shelf)
        rows = [
            (code, *astuple(finding))
            for code, findings in known.found.items()
            for finding in findings
        ]
        place.put(key, (place.number(known.ran), rows))

    def recall(self, shelf: str, key: str) -> str | None:
        """A text that was remembered."""
        value = self._shelf(shelf).get(key)
        return None if value is None else str(value)

    def remember(self, shelf: str, key: str, text: str) -> None:
        """Keep a text for the next run; it must depend on nothing but its key and the engine."""
        self._shelf(shelf).put(key, text)

    def text(self, shelf: str, key: str, make: Callable[[], str]) -> str:
        """The text that was remembered, or else the one that is made now."""
        known = self.recall(shelf, key)
        if known is not None:
            return known
        made = make()
        self.remember(shelf, key, made)
        return made

    def _shelf(self, name: str) -> _Shelf:
        if name not in self._shelves:
            safe = re.sub(r"[^\w-]", "_", name)
            self._shelves[name] = _Shelf(name, self._folder / f"{safe}.cache", fingerprint())
        return self._shelves[name]

    def save(self) -> list[Diagnostic]:
        """Write what is new. Where that can't be done, checks are slower, but right: it is told."""
        for shelf in self._shelves.values():
            shelf.grow_old()
        changed = [shelf for shelf in self._shelves.values() if shelf.changed]
        if not changed:
            return []
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore = self._folder.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            for shelf in changed:
                shelf.write()
            self._sweep()
        except OSError as problem:
            message = f"what was checked can't be kept: {problem.strerror or problem}"
            remedy = "make the folder writable, or use --no-cache; the findings are the same"
            return [Diagnostic(Severity.INFO, message, remedy, FOLDER)]
        return []

    def _sweep(self) -> None:
        """Remove what no run has written for long, such as the shelf of a language that is gone."""
        mine = {shelf.file for shelf in self._shelves.values()}
        for file in self._folder.iterdir():
            old = time.time() - file.lstat().st_mtime > _FORGOTTEN
            if old and file not in mine and not file.is_dir():
                file.unlink(missing_ok=True)
