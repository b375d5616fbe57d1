"""A page's HTML as tokens: tags and text, to be compared or counted."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# Attributes whose value a reader sees or hears.
SPOKEN = ("alt", "title", "aria-label", "placeholder")


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag with its attributes, sorted by name; a closing one has a slash and none."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, attribute: str) -> str:
        """Give an attribute's value, "" where there is none."""
        return dict(self.attributes).get(attribute, "")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text with character references resolved, and the open elements it stands in."""

    text: str
    inside: tuple[Tag, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Tag | Text] = []
        self.open: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        token = Tag(tag, tuple(sorted((name, value or "") for name, value in attrs)))
        self.tokens.append(token)
        if tag not in VOID:
            self.open.append(token)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append(Tag(f"/{tag}"))
        names = [token.name for token in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.tokens.append(Text(data, tuple(self.open)))


def tokens(html: str) -> list[Tag | Text]:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


def without_wrapping(html: str) -> list[Tag | str]:
    """Read a page for comparison: a run of white space is one space, wherever it was broken."""
    found: list[Tag | str] = []
    for token in tokens(html):
        if isinstance(token, Tag):
            spoken = ((name, " ".join(value.split())) for name, value in token.attributes)
            found.append(Tag(token.name, tuple(spoken)))
        else:
            text = " ".join(f"|{token.text}|".split())[1:-1]
            found.append(text)
    return [token for token in found if token]
