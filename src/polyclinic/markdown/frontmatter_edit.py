"""Change values in an article's front matter, and leave its comments, order and line ends alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A piece of the text, from and to, and what comes in its place.
_Edit = tuple[int, int, str]

_FENCED = re.compile(
    r"\A\ufeff?-{3}[ \t]*(?P<newline>\r?\n)(?P<yaml>.*?)^(?:-{3}|\.{3})[ \t]*\r?$",
    re.DOTALL | re.MULTILINE,
)


def with_values(text: str, name: str, values: Mapping[str, str]) -> str:
    """The file with these values (as YAML) under a name of its front matter.

    Raises ValueError where it is not written as names with plain values.
    """
    match = _FENCED.match(text)
    if match is None:
        raise ValueError("there is no front matter")
    try:
        root = yaml.compose(match["yaml"], Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        raise ValueError("it is not valid YAML") from problem
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise ValueError("it is not one setting a line")
    changed = match["yaml"]
    edits = list(_edits(changed, root, name, values))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        changed = changed[:start] + new.replace("\n", match["newline"]) + changed[end:]
    return text[: match.start("yaml")] + changed + text[match.end("yaml") :]


def _edits(
    text: str, root: yaml.MappingNode, name: str, values: Mapping[str, str]
) -> Iterator[_Edit]:
    block = "".join(f"  {key}: {value}\n" for key, value in values.items())
    found = next(((key, value) for key, value in root.value if key.value == name), None)
    if found is None:
        yield len(text), len(text), f"{name}:\n{block}"
        return
    key, value = found
    if value.start_mark.index < key.end_mark.index:
        raise ValueError(f"{name} stands elsewhere, behind an alias")
    if isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null"):
        yield value.start_mark.index, value.end_mark.index, ""
        after = _line_end(text, value.end_mark.index)
        yield after, after, block
    elif isinstance(value, yaml.MappingNode) and value.value:
        yield from _in_mapping(text, value, values)
    else:
        raise ValueError(f"{name} is not names with values")


def _in_mapping(text: str, node: yaml.MappingNode, values: Mapping[str, str]) -> Iterator[_Edit]:
    known = {key.value: value for key, value in node.value}
    for key, new in values.items():
        if key in known:
            yield _replaced(key, known[key], new)
    added = [(key, value) for key, value in values.items() if key not in known]
    first, last = node.value[0][0], node.value[-1][1]
    if node.flow_style:
        end = last.end_mark.index
        yield end, end, "".join(f", {key}: {value}" for key, value in added)
        return
    indent = " " * first.start_mark.column
    after = _line_end(text, last.end_mark.index)
    yield after, after, "".join(f"{indent}{key}: {value}\n" for key, value in added)


def _replaced(key: str, node: yaml.Node, new: str) -> _Edit:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError(f"{key} is not one value")  # noqa: TRY004 - of the file, not of the caller
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:
        return start, end, f" {new}"
    # The mark after a block of text is on the next line.
    return start, end, f"{new}\n" if node.style in ("|", ">") else new


def _line_end(text: str, index: int) -> int:
    """The start of the line after an index; the index itself where it starts one."""
    if index and text[index - 1] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
