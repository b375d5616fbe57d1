"""What style sheets say that can hide something, and what they ask of pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import tinycss2

from polyclinic.check import css
from polyclinic.check.cascade import spreads
from polyclinic.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from polyclinic.check.cache import Cache
    from polyclinic.check.css import Declaration, Sheet, StyleRule

# Properties that nothing in `cascade`, `hiding` and `visibility` looks at.
DECORATION: Final = frozenset({
    "align-content", "align-items", "align-self", "accent-color", "appearance",
    "border", "border-block", "border-block-end", "border-block-start", "border-bottom",
    "border-collapse", "border-color", "border-end-end-radius", "border-end-start-radius",
    "border-inline", "border-inline-end", "border-inline-start", "border-left", "border-radius",
    "border-right", "border-spacing", "border-start-end-radius", "border-start-start-radius",
    "border-style", "border-top", "border-width", "box-decoration-break", "box-shadow",
    "break-after", "break-before", "break-inside", "caption-side", "caret-color", "column-gap",
    "cursor", "flex", "flex-basis", "flex-direction", "flex-flow", "flex-grow", "flex-shrink",
    "flex-wrap", "font-family", "font-feature-settings", "font-kerning", "font-style",
    "font-variant", "font-variant-numeric", "font-weight", "gap", "grid-area",
    "grid-auto-columns", "grid-auto-flow", "grid-auto-rows", "grid-column", "grid-gap", "grid-row",
    "grid-template", "grid-template-areas", "grid-template-columns", "grid-template-rows",
    "hyphens", "justify-content", "justify-items", "justify-self", "list-style",
    "list-style-position", "list-style-type", "order", "orphans", "outline", "outline-color",
    "outline-offset", "outline-style", "outline-width", "overflow-wrap", "padding",
    "padding-block", "padding-block-end", "padding-block-start", "padding-bottom",
    "padding-inline", "padding-inline-end", "padding-inline-start", "padding-left",
    "padding-right", "padding-top", "place-items", "place-content", "place-self", "quotes",
    "row-gap", "scroll-behavior", "scroll-margin", "scroll-margin-block-start",
    "scroll-padding-block-start", "scrollbar-gutter", "tab-size", "text-align",
    "text-decoration-color", "text-decoration-skip-ink", "text-decoration-thickness",
    "text-rendering", "text-underline-offset", "text-underline-position", "text-wrap",
    "touch-action", "transition", "transition-duration", "transition-property", "user-select",
    "vertical-align", "white-space", "widows", "word-break",
})  # fmt: skip

_CLASS: Final = re.compile(r"\.(-?[^\W\d][\w-]*)")
_ATTRIBUTE: Final = re.compile(r"\[\s*(?:[\w*]*\|)?([\w-]+)\s*([^\]]*)")
_BRACKETED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|\[[^\[\]]*\]|:[\w-]+\([^()]*\)")
_START: Final = re.compile(r"\^=\s*(?:\"([^\"\\]+)\"|'([^'\\]+)')\s*")


class Styles:
    """The style sheets of a site, as far as they can hide something that a frame has."""

    def __init__(self, styles: Mapping[str, str], cache: Cache | None) -> None:
        self.words: set[str] = set()
        self._texts = styles
        self._facts = {name: _facts(text, cache) for name, text in sorted(styles.items())}
        self.overlays, self.asking, self.tests = (
            tuple(sorted({each for facts in self._facts.values() for each in facts[name]}))
            for name in ("overlays", "asking", "tests")
        )
        self.asked = digest(repr((self.overlays, self.asking, self.tests)))

    @cached_property
    def told(self) -> str:
        """A text that only sheets have that look the same."""
        lines = []
        for name, facts in self._facts.items():
            kept = (rule for rule, parts in facts["rules"] if self._may_match(parts))
            lines += [repr(name), facts["rest"], *kept]
        return digest("\n".join(lines))

    @cached_property
    def shown(self) -> Mapping[str, Sheet]:
        """The sheets by their address."""
        shown = {}
        for name, facts in self._facts.items():
            sheet = plain(css.parse(self._texts[name]))
            rules = zip(sheet.rules, facts["rules"], strict=True)
            kept = tuple(rule for rule, (_, parts) in rules if self._may_match(parts))
            shown[name] = replace(sheet, rules=kept)
        return shown

    def _may_match(self, parts: Sequence[Sequence[str]]) -> bool:
        return any(self.words.issuperset(part) for part in parts)


def plain(sheet: Sheet) -> Sheet:
    """A style sheet without what only decorates."""
    kept = (
        replace(rule, declarations=left)
        for rule in sheet.rules
        if (left := tuple(d for d in rule.declarations if d.name not in DECORATION))
    )
    return replace(sheet, rules=tuple(kept))


def _facts(text: str, cache: Cache | None) -> dict[str, list]:  # type: ignore[type-arg]
    """What must be known of a style sheet before it is read; from the cache if it can be."""

    def made() -> str:
        sheet = plain(css.parse(text))
        layers = _Layers(sheet)
        return json.dumps(
            {
                "rules": [(_told(rule, layers), needed(rule.selector)) for rule in sheet.rules],
                "rest": _rest(sheet, layers),
                "overlays": overlays(sheet),
                "asking": asking(sheet),
                "tests": tests(sheet),
            }
        )

    read: dict[str, list] = json.loads(  # type: ignore[type-arg]
        cache.text("styles", digest(text), made) if cache else made()
    )
    return read


class _Layers(dict[str, str]):
    """The names of layers; those without a name are numbered as they come."""

    def __init__(self, sheet: Sheet) -> None:
        every = (*sheet.layers, *(each.layer for each in sheet.imports))
        nameless = dict.fromkeys(name for layer in every for name in layer if name[:1] == "#")
        super().__init__((name, f"#{number}") for number, name in enumerate(nameless))

    def __missing__(self, name: str) -> str:
        return name


def _told(rule: StyleRule, layers: _Layers) -> str:
    layer = [layers[name] for name in rule.layer]
    return repr((rule.selector, layer, rule.queries, _values(rule.declarations)))


def _values(declared: Iterable[Declaration]) -> list[tuple[str, str, bool]]:
    return [(d.name, tinycss2.serialize(d.tokens), d.important) for d in declared]


def _rest(sheet: Sheet, layers: _Layers) -> str:
    return repr(
        (
            [[layers[name] for name in layer] for layer in sheet.layers],
            [(i.address, [layers[name] for name in i.layer], i.queries) for i in sheet.imports],
            [(f.animation, f.at, _values(f.declarations)) for f in sheet.frames],
            [(name, tinycss2.serialize(tokens)) for name, tokens in sheet.initial],
        )
    )


def needed(selector: str) -> list[list[str]]:
    """For each selector of a list, the classes without which it matches nothing."""
    return [sorted(set(_CLASS.findall(part))) for part in bare(selector).split(",")]


def bare(selector: str) -> str:
    """A list of selectors without what is in brackets; "" where that can't be told apart."""
    left, short = None, selector
    while left != short:
        left, short = short, _BRACKETED.sub("", short)
    return "" if re.search(r"[\\()\[\]\"']", selector if "\\" in selector else short) else short


def overlays(sheet: Sheet) -> list[str]:
    """The selectors of what may be laid over a block."""
    return [rule.selector for rule in sheet.rules if spreads(rule.declarations)]


def asking(sheet: Sheet) -> list[str]:
    """The selectors that ask what is inside an element, or may do so in a hidden way."""
    selectors = (rule.selector for rule in sheet.rules)
    return [each for each in selectors if ":has(" in each.lower() or "\\" in each]


def tests(sheet: Sheet) -> list[str]:
    """What selectors ask of attributes: `name` for the value, `name^=start` for how it begins.

    Whether an attribute is there can always be told.
    """
    found = []
    for rule in sheet.rules:
        for name, rest in _ATTRIBUTE.findall(rule.selector):
            start = _START.fullmatch(rest)
            if start is not None:
                found.append(f"{name.lower()}^={start[1] or start[2]}")
            elif rest:
                found.append(name.lower())
    return found
