"""Check boxes that say what they are for.

pymdownx writes `<input type="checkbox"> text`: a screen reader hears "check box" and no more, and a
finger must hit the box itself. Inside a `label` the text names the box, and is a target too
(WCAG 1.3.1, 2.5.8, 4.1.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator

# After inline parsing (20), which writes the text's own elements, and after titles are translated.
TEXTS_READY = 3
_BLOCKS = frozenset({
    "blockquote", "details", "div", "dl", "figure", "ol", "p", "pre", "section", "table", "ul"
})  # fmt: skip


class ChecklistProcessor(Treeprocessor):
    """Puts each box of a task list into one label with its text."""

    def run(self, root: Element) -> None:
        """Label every item that the task list extension has marked."""
        for item in root.iter("li"):
            if "task-list-item" in (item.get("class") or "").split():
                _label(_line(item))


def _line(item: Element) -> Element:
    """Where the box and its text stand: the item, or the paragraph it begins with."""
    loose = len(item) and item[0].tag == "p" and not (item.text or "").strip()
    return item[0] if loose else item


def _label(line: Element) -> None:
    label = Element("label")
    label.text, line.text = line.text, None
    for part in list(_leading(line)):
        line.remove(part)
        label.append(part)
    line.insert(0, label)


def _leading(line: Element) -> Iterator[Element]:
    """The parts of the text before the first block, such as a nested list."""
    for part in line:
        if part.tag in _BLOCKS:
            return
        yield part
