"""`polyclinic build --compress` as a server's owner types it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}


def packed(site: Path) -> dict[str, int]:
    """The compressed copies, and which file on the disk each one is."""
    files = (path for path in site.rglob("*") if path.suffix in {".gz", ".br"})
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in files}


def test_every_text_file_has_its_copies(site: Path, run: Callable[..., object]) -> None:
    run("build", "-q", "--compress")
    texts = [path for path in (site / "site").rglob("*") if path.suffix in TEXTS]
    assert len(texts) > 40
    for text in texts:
        content = text.read_bytes()
        if len(content) > 500:
            assert gzip.decompress(text.with_name(f"{text.name}.gz").read_bytes()) == content
            assert brotli.decompress(text.with_name(f"{text.name}.br").read_bytes()) == content


def test_after_one_change_the_others_are_taken_over(site: Path, run: Callable[..., object]) -> None:
    run("build", "-q", "--compress")
    before = packed(site / "site")
    (site / "docs" / "index.md").write_text("# Welcome back to the clinic\n")
    run("build", "-q", "--compress")
    after = packed(site / "site")
    assert after.keys() == before.keys()
    fresh = {name for name in after if after[name] != before[name]}
    assert "index.html.br" in fresh
    assert not {name for name in fresh if name.startswith("assets/")}


def test_without_it_no_copy_is_left(site: Path, run: Callable[..., object]) -> None:
    run("build", "-q", "--compress")
    run("build", "-q")
    # MkDocs itself makes this one.
    assert packed(site / "site").keys() == {"sitemap.xml.gz"}
