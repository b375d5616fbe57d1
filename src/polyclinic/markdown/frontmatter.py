"""The front matter of an article: YAML between two lines of hyphens, with lines and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from polyclinic.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The names and indexes that lead to a key, and the line and column it stands at.
Path = tuple[str | int, ...]
Place = tuple[int, int]

_FENCED = re.compile(
    r"\A-{3}[ \t]*\n(?P<yaml>.*?)^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values, the place of each key, and the text that follows."""

    values: Mapping[str, Any]
    places: Mapping[Path, Place]
    body: str
    body_line: int  # the line of the file on which the body begins, from 1
    head: str = ""  # the lines before the body as they stand, readable or not
    closed: bool = True  # whether what began as front matter also ends

    def place(self, *path: str | int) -> Place:
        """The line and column of a key, or of the nearest one that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def split(text: str, shown: str) -> tuple[FrontMatter, list[Diagnostic]]:
    """Take the front matter off an article; broken YAML is a finding and counts as none."""
    match = _FENCED.match(text)
    if match is None:
        return FrontMatter({}, {}, text, 1, _unclosed(text), closed=False), []
    body, line = text[match.end() :], text[: match.end()].count("\n") + 1
    head = match["yaml"]
    try:
        node, values = _read(head)
    except yaml.YAMLError as problem:
        return FrontMatter({}, {}, body, line, head), [_finding(problem, shown)]
    if values is None:
        return FrontMatter({}, {}, body, line, head), []
    if not isinstance(values, dict):
        remedy = "write `title: ...` and the other settings, one a line"
        finding = Diagnostic(
            Severity.ERROR, "the front matter is no list of settings", remedy, shown, 2, 1
        )
        return FrontMatter({}, {}, body, line, head), [finding]
    return FrontMatter(values, dict(_places(node, ())), body, line, head), []


def _unclosed(text: str) -> str:
    """What was begun as front matter and never ended: the lines up to the first empty one."""
    first, _, rest = text.partition("\n")
    return rest.partition("\n\n")[0] if first.rstrip() == "---" else ""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # as PyYAML says to
    """YAML, in which a day that no calendar has is text: whoever reads it names its place."""


def _read(text: str) -> tuple[yaml.Node | None, Any]:
    """The tree of a YAML text, and its value; raises YAMLError."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    except yaml.YAMLError:
        # What is wrong is told in the same words where PyYAML has no parser in C.
        yaml.compose(text, Loader=yaml.SafeLoader)
        raise
    finally:
        loader.dispose()


def _timestamp(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:  # 30 February
        return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _timestamp)


def _finding(problem: yaml.YAMLError, shown: str) -> Diagnostic:
    mark = getattr(problem, "problem_mark", None)
    what = getattr(problem, "problem", None) or "it can't be read"
    line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
    remedy = "check the indentation and the colons; put a text that holds a colon in quotes"
    return Diagnostic(
        Severity.ERROR, f"the front matter is not valid YAML: {what}", remedy, shown, line, column
    )


def _places(node: yaml.Node | None, path: Path) -> Iterator[tuple[Path, Place]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, (key.start_mark.line + 2, key.start_mark.column + 1)
            yield from _places(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), (value.start_mark.line + 2, value.start_mark.column + 1)
            yield from _places(value, (*path, index))
