"""The engine gives what MkDocs' own build gives, letter by letter, on any site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

from polyclinic.adapters.mkdocs import engine
from small_library import change, copied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def made(make: Callable[[Any], object], root: Path) -> dict[str, bytes]:
    """A site made by one of the two, in a folder of the same name."""
    site = root / "site"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    make(config)
    return files(site.rename(root / f"{make.__module__}.site"))


def settings(root: Path, old: str, new: str) -> Path:
    file = root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def same(root: Path) -> None:
    assert made(engine.make, root) == made(build, root)


def test_a_plain_site_is_the_same(handbook: Path) -> None:
    same(handbook)


def test_a_site_with_addresses_of_files_is_the_same(handbook: Path) -> None:
    same(settings(handbook, "site_name:", "use_directory_urls: false\nsite_name:"))


def test_a_site_with_the_search_of_its_theme_is_the_same(handbook: Path) -> None:
    same(settings(handbook, "plugins:\n", "plugins:\n  - search\n"))


def test_a_site_of_one_language_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# One\n\nSee [two](two.md#there).\n", "utf-8")
    (tmp_path / "docs/two.md").write_text("---\ntitle: Two\n---\n\n## There\n\n*You*.\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: One\nplugins: [polyclinic]\n", "utf-8")
    same(tmp_path)


@pytest.mark.slow
def test_a_health_library_is_the_same(tmp_path: Path) -> None:
    same(copied(tmp_path))


@pytest.mark.slow
def test_a_library_with_a_withdrawn_and_a_broken_article_is_the_same(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "docs/about/contact.md", "title:", "status: withdrawn\ntitle:")
    with (root / "docs/glossary.md").open("a", encoding="utf-8") as glossary:
        glossary.write("\n[Gone](nowhere.md).\n")
    same(root)


NASTY = """
import re
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Counts(Extension):
    seen = 0

    def extendMarkdown(self, md):
        class Count(Preprocessor):
            def run(other, lines):
                self.seen += 1
                return [*lines, "", f"page {self.seen} of this parser"]
        md.preprocessors.register(Count(md), "count", 1000)

def makeExtension(**settings):
    return Counts(**settings)
"""


def test_an_extension_of_another_maker_gets_a_parser_for_each_page(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handbook / "counts.py").write_text(NASTY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(handbook))
    text = (handbook / "mkdocs.yml").read_text(encoding="utf-8")
    where = re.search(r"markdown_extensions:\n(\s*)- ", text)
    assert where is not None
    settings(handbook, where[0], f"markdown_extensions:\n{where[1]}- counts\n{where[1]}- ")
    pages = made(engine.make, handbook)
    assert pages == made(build, handbook)
    assert all(b"page 1 of this parser" in html for name, html in pages.items() if "guide" in name)


def test_one_parser_is_made_for_all_pages_of_a_plain_site(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsers: list[Markdown] = []
    begin = Markdown.__init__

    def counted(self: Markdown, **options: Any) -> None:
        parsers.append(self)
        begin(self, **options)

    monkeypatch.setattr(Markdown, "__init__", counted)
    once = len(made(engine.make, handbook)), len(parsers)
    (handbook / "docs/more.md").write_text("# More\n\nAnd more.\n", encoding="utf-8")
    (handbook / f"{engine.__name__}.site").rename(handbook / "first")
    again = len(made(engine.make, handbook)), len(parsers) - once[1]
    assert again[0] > once[0]
    assert again[1] == once[1]
