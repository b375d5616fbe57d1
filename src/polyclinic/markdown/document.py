"""One Markdown text, read for its messages or rendered in a language. No MkDocs is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown import Markdown

from polyclinic.markdown.extension import Lookup, Page, PolyclinicExtension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from polyclinic.markdown.quantity import Renderer


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a page, and what was found on the way."""

    html: str
    page: Page


class Converter:
    """A configured Markdown instance. `extensions` and `configs` are as in mkdocs.yml."""

    def __init__(
        self,
        extensions: Sequence[Any] = (),
        configs: Mapping[str, Mapping[str, Any]] | None = None,
        renderer: Renderer | None = None,
        units: frozenset[str] = frozenset(),
    ) -> None:
        """Make the instance. With no renderer, braces are left to other extensions."""
        self.extension = PolyclinicExtension(renderer, units)
        self.md = Markdown(
            extensions=[*extensions, self.extension],
            extension_configs={k: dict(v) for k, v in (configs or {}).items()},
        )

    def source(self, text: str) -> Rendered:
        """The page in its own language, with its messages and anchors."""
        return self._convert(text, Page())

    def translated(
        self,
        text: str,
        lookup: Lookup,
        anchors: list[dict[str, str]] | None = None,
        renderer: Renderer | None = None,
    ) -> Rendered:
        """The page in another language; `anchors` are its source's, found here if not given.

        With a `renderer` all quantities from now on are as it writes them.
        """
        if anchors is None:
            anchors = self.source(text).page.found_anchors
        return self._convert(text, Page(lookup=lookup, anchors=anchors), renderer)

    def _convert(self, text: str, page: Page, renderer: Renderer | None = None) -> Rendered:
        self.extension.begin(page, renderer)
        self.md.reset()
        return Rendered(self.md.convert(text), page)
