"""An article: its front matter checked against one schema, and its text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.library import lifecycle
from polyclinic.markdown.frontmatter import FrontMatter, Place, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.library.lifecycle import Finding, Move, Withdrawal


class Kind(Enum):
    """What an article is about; each kind has its own required sections."""

    CONDITION = "condition"
    PROCEDURE = "procedure"
    TEST = "test"
    CARE = "care"


class Layout(Enum):
    """A page of the library itself: its file holds an introduction, a template writes the rest."""

    A_Z = "a-z"
    GLOSSARY = "glossary"
    SEARCH = "search"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. The text cites it by its `id`, which stands at `place`."""

    title: str
    publisher: str
    url: str
    id: str = ""
    place: Place = (1, 1)


@dataclass(frozen=True, slots=True)
class Code:
    """What a classification calls the subject: its system is a key of `CODES`."""

    system: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Whether a clinician has read the article; the next or first review must be done by `due`."""

    reviewed: bool
    due: date
    reviewed_on: date | None = None
    role: str = ""
    credential: str = ""
    digest: str = ""  # of what was reviewed


@dataclass(frozen=True, slots=True)
class Named:
    """A topic or another article that the front matter names, and where it does."""

    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file. `path` is relative to the docs folder, `shown` to the project.

    A withdrawn article has no words left, and nothing that its words would need: they can't get
    into a page, a list, a catalog or a check.
    """

    path: str
    shown: str
    title: str
    summary: str
    also_called: tuple[str, ...]
    kind: Kind | None
    sources: tuple[Source, ...]
    review: Review | None
    body: str
    body_line: int
    withdrawal: Withdrawal | None = None
    moved_from: tuple[Move, ...] = ()
    layout: Layout | None = None
    codes: tuple[Code, ...] = ()
    topics: tuple[Named, ...] = ()  # the names of their files
    related: tuple[Named, ...] = ()  # paths below the docs folder

    @property
    def section(self) -> str:
        """The catalog its messages live in."""
        return section_of(self.path)


def section_of(path: str) -> str:
    """The catalog of an article's messages: the first folder, or `pages` at the root."""
    folder, slash, _ = path.partition("/")
    return re.sub(r"[^\w.-]", "-", folder) if slash else "pages"


KNOWN = (
    "title", "summary", "description", "type", "also_called", "codes", "sources", "review",
    "status", "withdrawn", "moved_from", "template", "hide", "search", "tags", "icon", "translate",
    "topics", "related",
)  # fmt: skip
# The classifications an article may name, and what their codes look like: the WHO's ICD-10 and its
# US modification, and the descriptors of the US National Library of Medicine.
CODES = {
    "icd10": re.compile(r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"),
    "mesh": re.compile(r"D\d{6,9}"),
}
_REVIEW = ("status", "reviewed_on", "next_review", "role", "credential", "hash")


def read(text: str, path: str, shown: str, *, health: bool) -> tuple[Article, list[Diagnostic]]:
    """Read an article, and say what is wrong in its front matter.

    With `health` off the front matter of any site will do, and only broken YAML is a finding.
    """
    matter, findings = split(text, shown)
    withdrawal = lifecycle.withdrawal(matter) if health else None
    if withdrawal is not None:
        findings += _check_withdrawn(matter, shown)
        return _withdrawn(matter, withdrawal, path, shown), findings
    if health and not findings:
        findings += list(_check(matter, shown))
    values = matter.values
    article = Article(
        path=path,
        shown=shown,
        title=_text(values.get("title")),
        summary=_text(values.get("summary") or values.get("description")),
        also_called=tuple(_text(name) for name in _list(values.get("also_called")) if name),
        kind=_kind(values.get("type")),
        sources=tuple(_sources(matter)),
        review=_review(values.get("review")),
        body=matter.body,
        body_line=matter.body_line,
        moved_from=lifecycle.moves(matter) if health else (),
        layout=_layout(values.get("type")),
        codes=tuple(_codes(values.get("codes"))),
        topics=_named(matter, "topics"),
        related=_named(matter, "related"),
    )
    return article, findings


def _withdrawn(matter: FrontMatter, withdrawal: Withdrawal, path: str, shown: str) -> Article:
    return Article(
        path=path,
        shown=shown,
        title="",
        summary="",
        also_called=(),
        kind=None,
        sources=(),
        review=None,
        body="",
        body_line=matter.body_line,
        withdrawal=withdrawal,
        moved_from=lifecycle.moves(matter),
    )


def _check_withdrawn(matter: FrontMatter, shown: str) -> Iterator[Diagnostic]:
    """What is wrong in its withdrawal; nobody reads the rest any more."""
    if not matter.closed:
        message, remedy = "the front matter never ends", "write a line of three hyphens after it"
        yield Diagnostic(Severity.ERROR, message, remedy, shown, 1, 1)
    yield from lifecycle.check(matter, _finder(matter, shown))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _named(matter: FrontMatter, name: str) -> tuple[Named, ...]:
    values = enumerate(_list(matter.values.get(name)))
    return tuple(Named(_text(value), *matter.place(name, index)) for index, value in values)


def _kind(value: object) -> Kind | None:
    return next((kind for kind in Kind if kind.value == value), None)


def _layout(value: object) -> Layout | None:
    return next((layout for layout in Layout if layout.value == value), None)


def _sources(matter: FrontMatter) -> Iterator[Source]:
    for index, raw in enumerate(_list(matter.values.get("sources"))):
        if isinstance(raw, Mapping):
            yield _source(raw, matter.place("sources", index, "id"))


def _source(raw: Mapping[str, Any], place: Place = (1, 1)) -> Source:
    title, publisher, url, name = (_text(raw.get(n)) for n in ("title", "publisher", "url", "id"))
    return Source(title, publisher, url, name, place)


def _codes(raw: object) -> Iterator[Code]:
    for system, given in raw.items() if isinstance(raw, Mapping) else ():
        for each in _list(given) if system in CODES else ():
            named = each if isinstance(each, Mapping) else {"code": each}
            yield Code(str(system), _text(named.get("code")), _text(named.get("label")))


def _review(raw: object) -> Review | None:
    due = day(raw.get("next_review")) if isinstance(raw, Mapping) else None
    if due is None or not isinstance(raw, Mapping):
        return None
    return Review(
        raw.get("status") == "reviewed",
        due,
        day(raw.get("reviewed_on")),
        _text(raw.get("role")),
        _text(raw.get("credential")),
        _text(raw.get("hash")),
    )


def day(value: object) -> date | None:
    """A day as YAML gives it, or as people type it in quotes; of a time, its day in UTC."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _DAY.match(value) else None
    except ValueError:
        return None


# Python 3.11 reads more kinds of dates than people do.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def _finder(matter: FrontMatter, shown: str) -> Finding:
    def finding(message: str, remedy: str, *path: str | int) -> Diagnostic:
        return Diagnostic(Severity.ERROR, message, remedy, shown, *matter.place(*path))

    return finding


def _check(matter: FrontMatter, shown: str) -> Iterator[Diagnostic]:
    finding, values = _finder(matter, shown), matter.values
    for name in values:
        if name not in KNOWN:
            near = difflib.get_close_matches(str(name), KNOWN, 1)
            remedy = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(KNOWN)}"
            yield finding(f"an article has no setting {name!r}", remedy, str(name))
    if not _text(values.get("title")):
        yield finding("the article has no title", "write `title: ...` in its front matter")
    yield from lifecycle.check(matter, finding)
    for name in ("also_called", "sources", "topics", "related"):
        if name in values and not isinstance(values[name], list):
            yield finding(f"{name} is not a list", "write one entry a line, after a hyphen", name)
    if "type" in values and _layout(values["type"]) is None:
        yield from _check_article(values, finding)
    elif "review" in values:
        yield from _check_review(values["review"], finding)


def _check_article(values: Mapping[str, Any], finding: Finding) -> Iterator[Diagnostic]:
    if _kind(values["type"]) is None:
        kinds = ", ".join(k.value for k in (*Kind, *Layout))
        yield finding(f"the type {values['type']!r} is not known", f"write one of {kinds}", "type")
    if not _text(values.get("summary")):
        yield finding("the article has no summary", "write one sentence as `summary: ...`", "type")
    for index, raw in enumerate(_list(values.get("sources"))):
        source = _source(raw) if isinstance(raw, Mapping) else Source("", "", "")
        if not (source.title and source.publisher and source.url):
            yield finding(
                "a source needs title, publisher and url", "write all three", "sources", index
            )
    yield from _check_codes(values.get("codes", {}), finding)
    yield from _check_review(values.get("review"), finding)


def _check_codes(raw: object, finding: Finding) -> Iterator[Diagnostic]:
    if not isinstance(raw, Mapping):
        yield finding("codes is not a table", "write `mesh:` or `icd10:` under it", "codes")
        return
    for system, given in raw.items():
        if system not in CODES:
            remedy = f"the classifications are {', '.join(CODES)}"
            yield finding(f"the classification {system!r} is not known", remedy, "codes", system)
        elif not isinstance(given, list):
            remedy = "write one code a line, after a hyphen"
            yield finding(f"the codes of {system} are not a list", remedy, "codes", system)
        else:
            yield from _check_shapes(system, given, finding)


def _check_shapes(system: str, given: list[Any], finding: Finding) -> Iterator[Diagnostic]:
    for index, code in enumerate(_codes({system: given})):
        if not CODES[system].fullmatch(code.value):
            remedy = "look it up again: letters and digits are mixed up, or missing"
            message = f"{code.value!r} is no code of {system}"
            yield finding(message, remedy, "codes", system, index)


def _check_review(raw: object, finding: Finding) -> Iterator[Diagnostic]:
    if not isinstance(raw, Mapping):
        remedy = "write `review:` with `status: unreviewed` and `next_review: 2027-05-31` under it"
        yield finding("the article has no review state", remedy, "review")
        return
    for name in raw:
        if name not in _REVIEW:
            yield finding(
                f"a review has no setting {name!r}",
                f"the settings are {', '.join(_REVIEW)}",
                "review",
                name,
            )
    if raw.get("status") not in ("unreviewed", "reviewed"):
        yield finding(
            "the review's status is not known", "write unreviewed or reviewed", "review", "status"
        )
    for name in ("reviewed_on", "next_review"):
        if name in raw and day(raw[name]) is None:
            message = f"{name} is no date: {raw[name]}"
            yield finding(message, "write it as 2027-05-31", "review", name)
    if "next_review" not in raw:
        yield finding("the review has no due date", "write `next_review: 2027-05-31`", "review")
    if raw.get("status") == "unreviewed" and ("reviewed_on" in raw or "role" in raw):
        yield finding(
            "an unreviewed article names a review",
            "remove its date and reviewer",
            "review",
            "status",
        )
    if raw.get("status") == "reviewed" and not ("reviewed_on" in raw and _text(raw.get("role"))):
        yield finding(
            "the review has no date or no reviewer's role", "write reviewed_on and role", "review"
        )
