"""What a published style sheet leaves out, and what it must not."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from polyclinic.build.styles import compact

SHEETS = sorted(Path("overrides/assets/css").glob("*.css"))


def meaning(css: str) -> list[Any]:
    """Its tokens, where any white space is as good as any other, and none at the ends."""
    tokens = single(tinycss2.parse_component_value_list(css, skip_comments=True))
    space = ("whitespace", "")
    return tokens[tokens[0] == space : -1 if tokens[-1] == space else None]


def told(token: Any) -> Any:
    for name in ("content", "arguments"):
        if hasattr(token, name):
            kept = [t for t in getattr(token, name) if t.type != "comment"]
            return (token.type, getattr(token, "lower_name", ""), *single(kept))
    return (token.type, "" if token.type == "whitespace" else token.serialize())


def single(tokens: list[Any]) -> list[Any]:
    said = [told(token) for token in tokens]
    return [one for one, before in zip(said, [None, *said], strict=False) if one != before]


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
        ("a { /* why */ color: red }", "a { color: red }"),
        ("a/* */b{}", "a/**/b{}"),
        ("a /* one */ /* two */ b{}", "a b{}"),
        (
            'a::before{content:"/* not a comment */  x"}',
            'a::before{content:"/* not a comment */  x"}',
        ),
        ("a{background:url(x/*y*/z.svg)}",) * 2,
        (
            "a{\n\n    & b {\n        inline-size: calc(1px  +  2px);\n    }\n}",
            "a{\n& b {\ninline-size: calc(1px + 2px);\n}\n}",
        ),
        (
            "@media (width > 40em) { a { color: red } }",
            "@media (width > 40em) { a { color: red } }",
        ),
    ],
)
def test_only_comments_and_indentation_go(css: str, short: str) -> None:
    assert compact(css) == short


def test_it_is_smaller_by_a_quarter_at_least() -> None:
    css = "\n".join(path.read_text(encoding="utf-8") for path in SHEETS)
    assert len(gzip.compress(compact(css).encode())) < 0.75 * len(gzip.compress(css.encode()))
