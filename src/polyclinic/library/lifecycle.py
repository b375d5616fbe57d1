"""What becomes of an article after it was published: it is withdrawn, or it moves.

```yaml
status: withdrawn
withdrawn:
  on: 2026-11-20                    # all three may be left out
  reason: A newer study changed what is known.
  see: procedures/other.md          # an article to read instead, from the docs folder on
moved_from:
  - old/cryo.md                     # a file that was, from the docs folder on
  - old/cryo/                       # or the address that a page had
```
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

from polyclinic.library.addresses import MARKDOWN, address, of_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult

    from polyclinic.diagnostic import Diagnostic
    from polyclinic.markdown.frontmatter import FrontMatter, Place

PUBLISHED, WITHDRAWN = "published", "withdrawn"
_STATES = (PUBLISHED, WITHDRAWN)
_DETAILS = ("on", "reason", "see")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an article was taken down; what is not said is empty."""

    on: date | None = None
    reason: str = ""
    see: str = ""  # the path of another article, from the docs folder on
    place: Place = (1, 1)  # of `see`, or of the nearest setting that is there


@dataclass(frozen=True, slots=True)
class Move:
    """Where an article was before: a file or an address, as its writer put it, and the place."""

    old: str
    line: int
    column: int

    def address(self, *, directory_urls: bool) -> str:
        """The old page's address, as seen from a language's home."""
        path = unquote(self.old.strip()).lstrip("/")
        if path.endswith(MARKDOWN):
            return address(path, directory_urls=directory_urls)
        if path.endswith(".html"):
            return of_file(path)
        return path if path.endswith("/") or not path else f"{path}/"


class Finding(Protocol):
    """Makes the diagnostic of an article; `path` is the key in its front matter."""

    def __call__(self, message: str, remedy: str, *path: str | int) -> Diagnostic:
        """Make it."""
        ...


# A person who takes an article down in a hurry is understood, whatever else the file has wrong.
_SAYS_WITHDRAWN = re.compile(
    r"^status:[ \t]*(?P<quote>['\"]?)withdrawn(?P=quote)[ \t]*(?:#.*)?$",
    re.MULTILINE | re.IGNORECASE,
)


def withdrawal(matter: FrontMatter) -> Withdrawal | None:
    """Whether an article is withdrawn. Where its YAML can't be read, its one line still counts."""
    if not _withdrawn(matter):
        return None
    raw = _details(matter.values.get("withdrawn"))
    on, see = raw.get("on"), raw.get("see")
    return Withdrawal(
        on=on.date() if isinstance(on, datetime) else on if isinstance(on, date) else None,
        reason=" ".join(str(raw.get("reason") or "").split()),
        see=see.strip().lstrip("/") if isinstance(see, str) else "",
        place=matter.place("withdrawn", "see"),
    )


def _withdrawn(matter: FrontMatter) -> bool:
    if not matter.values:
        return _SAYS_WITHDRAWN.search(matter.head) is not None
    state = matter.values.get("status")
    return isinstance(state, str) and state.strip().casefold() == WITHDRAWN


def _details(raw: object) -> dict[str, Any]:
    # To YAML 1.1 the word `on` is a truth value.
    known = raw if isinstance(raw, Mapping) else {}
    return {"on" if name is True else str(name): value for name, value in known.items()}


def moves(matter: FrontMatter) -> tuple[Move, ...]:
    """Where an article was before; entries that lead nowhere are left out."""
    raw = matter.values.get("moved_from")
    return tuple(
        Move(entry, *matter.place("moved_from", index))
        for index, entry in enumerate(raw if isinstance(raw, list) else ())
        if isinstance(entry, str) and not _fault(entry)
    )


def check(matter: FrontMatter, finding: Finding) -> Iterator[Diagnostic]:
    """What is wrong in the settings of this module."""
    yield from _check_state(matter.values, finding)
    yield from _check_moves(matter.values, finding)


def _check_state(values: Mapping[str, Any], finding: Finding) -> Iterator[Diagnostic]:
    state = values.get("status", PUBLISHED)
    said = state.strip().casefold() if isinstance(state, str) else ""
    if said not in _STATES:
        near = difflib.get_close_matches(said, _STATES, 1)
        remedy = f"did you mean {near[0]}?" if near else f"write {' or '.join(_STATES)}"
        yield finding(f"the status {state!r} is not known", remedy, "status")
    if "withdrawn" not in values:
        return
    if said != WITHDRAWN:
        remedy = "write `status: withdrawn`, or remove what stands under `withdrawn:`"
        yield finding(
            "the article says of its withdrawal, but is not withdrawn", remedy, "withdrawn"
        )
    yield from _check_details(values["withdrawn"], finding)


def _check_details(raw: object, finding: Finding) -> Iterator[Diagnostic]:
    if not isinstance(raw, Mapping):
        remedy = "write `on: 2026-11-20`, `reason: ...` or `see: ...` under it, or remove it"
        yield finding("withdrawn is no list of settings", remedy, "withdrawn")
        return
    for name, value in _details(raw).items():
        if name not in _DETAILS:
            near = difflib.get_close_matches(name, _DETAILS, 1)
            remedy = f"did you mean {near[0]}?" if near else f"write {', '.join(_DETAILS)}"
            yield finding(f"withdrawn has no setting {name!r}", remedy, "withdrawn", name)
        elif name == "on" and not isinstance(value, date):
            yield finding("the day is no date", "write it as 2026-11-20", "withdrawn", name)
        elif name != "on" and not (isinstance(value, str) and value.strip()):
            yield finding(f"{name} is no text", "write it, or remove it", "withdrawn", name)


def _check_moves(values: Mapping[str, Any], finding: Finding) -> Iterator[Diagnostic]:
    if "moved_from" not in values:
        return
    raw = values["moved_from"]
    if not isinstance(raw, list):
        remedy = "write one file or address a line, after a hyphen"
        yield finding("moved_from is not a list", remedy, "moved_from")
        return
    for index, entry in enumerate(raw):
        problem = _fault(entry)
        if problem:
            remedy = "write the file, such as old/page.md, or the address, such as old/page/"
            yield finding(f"moved_from: {entry!r} {problem}", remedy, "moved_from", index)


def _fault(entry: object) -> str:
    """Why a page can't have been there, or ""."""
    if not isinstance(entry, str) or not entry.strip():
        return "is no address"
    try:
        parts = urlsplit(entry.strip())
    except ValueError:
        return "is no address"
    return next((reason for wrong, reason in _faults(entry, parts) if wrong), "")


def _faults(entry: str, parts: SplitResult) -> Iterator[tuple[bool, str]]:
    path = unquote(parts.path)
    inner = path.strip("/").split("/") if path.strip("/") else []
    last = path.rsplit("/", 1)[-1]
    yield bool(parts.scheme or parts.netloc), "is on another site"
    yield "#" in entry or "?" in entry, "has more than a path: no server is told what follows"
    yield "\\" in path or not unquote(entry).isprintable(), "has a character that no address has"
    yield bool({"", ".", ".."} & set(inner)), "leads up or nowhere"
    no_page = "." in last and not last.endswith((*MARKDOWN, ".html"))
    yield no_page, "is no page: end the address of a folder with a slash"
