"""What a published style sheet leaves out, and what it must not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from polyclinic.build.styles import compact

# Those that Jinja still has to make have its signs in them.
SHEETS = [
    path
    for path in sorted(Path("overrides/assets/css").glob("*.css"))
    if "{%" not in path.read_text(encoding="utf-8")
]


def meaning(css: str) -> list[Any]:
    """What a browser reads: rules, with their selectors and declarations."""
    rules = tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True)
    return [rule_of(rule) for rule in rules]


def rule_of(rule: Any) -> Any:
    if rule.type == "declaration":
        return (rule.lower_name, words(rule.value), rule.important)
    name = rule.at_keyword if rule.type == "at-rule" else ""
    inside = None if rule.content is None else meaning(tinycss2.serialize(rule.content))
    return (name, words(rule.prelude), inside)


def words(tokens: list[Any]) -> list[Any]:
    """Its tokens, where any white space is as good as any other; none at ends and commas."""
    said: list[Any] = [","]
    for token in tokens:
        inside = getattr(token, "arguments", getattr(token, "content", None))
        if isinstance(inside, list):
            said.append((token.type, getattr(token, "lower_name", ""), words(inside)))
        elif token.type == "whitespace":
            said += [" "] if said[-1] not in (" ", ",", ":") else []
        elif token.type != "comment":
            said = said[:-1] if said[-1] == " " and token.serialize() == "," else said
            said.append(token.serialize())
    return said[1:-1] if said[-1] == " " else said[1:]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_it_says_the_same(path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    short = compact(css)
    assert meaning(css) == meaning(short)
    assert compact(short) == short
    assert "/*" not in short


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a { /* why */ color: red }", "a{color:red}"),
        ("a/* */b{}", "a/**/b{}"),
        ("a /* one */ /* two */ b{}", "a b{}"),
        ("a :hover {} a:hover {}", "a :hover{}a:hover{}"),
        ("@layer a, b; @layer a { p :is(i) { top: 0; } }", "@layer a,b;@layer a{p :is(i){top:0}}"),
        ("a > b + c ~ d { e: f }", "a > b + c ~ d{e:f}"),
        ("a { --sign: ; --other: x ; }", "a{--sign: ;--other:x}"),
        ('a { content: "✓" / "" }', 'a{content:"✓" / ""}'),
        (
            'a::before{content:"/* not a comment */  x"}',
            'a::before{content:"/* not a comment */  x"}',
        ),
        ("a{background:url(x/*y*/z.svg)}",) * 2,
        (
            "a{\n\n    & b {\n        inline-size: calc(1px  +  2px);\n    }\n}",
            "a{& b{inline-size:calc(1px + 2px)}}",
        ),
        (
            "@media (width > 40em) and print { a { color: red } }",
            "@media (width > 40em) and print{a{color:red}}",
        ),
    ],
)
def test_only_what_says_nothing_goes(css: str, short: str) -> None:
    assert compact(css) == short
    assert meaning(compact(css)) == meaning(css)


def test_it_is_smaller_by_a_quarter_at_least() -> None:
    css = "\n".join(path.read_text(encoding="utf-8") for path in SHEETS)
    assert len(gzip.compress(compact(css).encode())) < 0.75 * len(gzip.compress(css.encode()))
