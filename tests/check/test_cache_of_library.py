"""On the library itself: whatever is edited, a cache changes no finding, only the work."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyclinic.check.cache import Cache
from polyclinic.check.inspect import inspect
from polyclinic.check.rule import ArticleRule, PageRule, PairRule, SiteRule
from polyclinic.check.rules import RULES
from polyclinic.config import Profile
from polyclinic.library.project import Project
from site_fixtures import ARTICLE, ROOT, TODAY, build_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from polyclinic.check.report import Report
    from polyclinic.check.rule import AnyRule

LOCALES = ("fr", "ar")
KINDS = (PairRule, ArticleRule, PageRule, SiteRule)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library and its pages in three languages; links to the others are dead."""
    root = tmp_path_factory.mktemp("library")
    built = build_library(root / "whole")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "locales").mkdir()
    for file in (ROOT / "locales").glob("*.tsv"):
        shutil.copy(file, root / "locales")
    for locale in LOCALES:
        shutil.copytree(ROOT / "locales" / locale, root / "locales" / locale)
    for prefix in ("", "fr/", "ar/"):
        for name in (f"{prefix}index.html", f"{prefix}{ARTICLE}index.html"):
            (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(built / name, root / "site" / name)
    shutil.copytree(built / "assets", root / "site" / "assets")
    shutil.rmtree(built)
    return root


@pytest.fixture
def copy(library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(library, tmp_path / "copy"))


def found(root: Path, today: date, rules: Iterable[AnyRule] = RULES, **more: Any) -> list[Report]:
    project = Project.load(root / "mkdocs.yml")
    seen = inspect(project, list(rules), LOCALES, today, folder=root / "site", **more)
    return list(seen.reports)


def counting(asked: Counter[str]) -> list[AnyRule]:
    """All rules, each counting under its kind how often it is asked."""

    def counted(rule: AnyRule) -> AnyRule:
        def counting(name: str, check: Any) -> Any:
            def counted_check(subject: Any) -> Any:
                asked[name] += 1
                return check(subject)

            return check and counted_check

        name = type(rule).__name__
        if not isinstance(rule, PageRule):
            return replace(rule, check=counting(name, rule.check))
        return replace(
            rule,
            check=counting(name, rule.check),
            words=counting(name, rule.words),
            sight=counting("sight", rule.sight),
        )

    return [counted(rule) for rule in RULES]


def cached(root: Path, today: date = TODAY) -> Counter[str]:
    """Check, and count what the rules are asked."""
    asked: Counter[str] = Counter()
    cache = Cache(root)
    found(root, today, counting(asked), cache=cache)
    assert cache.save() == []
    return asked


def of_kind(kind: type[Any]) -> int:
    return sum(isinstance(rule, kind) for rule in RULES)


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


# Work.


def test_a_second_check_asks_only_rules_on_all_catalogs(copy: Path) -> None:
    first = cached(copy)
    assert all(first[kind.__name__] for kind in KINDS)
    assert set(cached(copy)) == {"CatalogsRule"}


def test_one_changed_string_asks_rules_about_that_entry_and_that_page(copy: Path) -> None:
    cached(copy)
    edit(copy / "locales/fr/LC_MESSAGES/procedures.po", "Toutes vos allergies", "Vos allergies")
    edit(copy / f"site/fr/{ARTICLE}index.html", "Toutes vos allergies", "Vos allergies")
    asked = cached(copy)
    assert asked["PairRule"] == of_kind(PairRule)
    # What the disclaimer looks like does not hang on a word elsewhere.
    looks_alone = [r for r in RULES if isinstance(r, PageRule) and r.sight and not r.words]
    assert asked["PageRule"] == of_kind(PageRule) - len(looks_alone)
    assert asked["sight"] == asked["ArticleRule"] == 0
    # Those on links, for that page; what other rules on the site look at is as it was.
    assert asked["SiteRule"] == sum(isinstance(r, SiteRule) and r.by_page for r in RULES)


def test_the_next_day_only_the_clock_is_asked(copy: Path) -> None:
    cached(copy)
    asked = cached(copy, TODAY + timedelta(days=1))
    articles = len(list((copy / "docs").rglob("*.md")))
    assert asked["ArticleRule"] == articles * sum(rule.clock for rule in RULES)
    assert asked["PairRule"] == asked["PageRule"] == asked["SiteRule"] == 0


def test_a_term_asks_again_about_the_entries_of_its_language(copy: Path) -> None:
    cached(copy)
    table = copy / "locales/termbase.tsv"
    with table.open("a", encoding="utf-8") as file:
        file.write("tissue\tar\tنسيج\t\t\t\n")
    arabic = cached(copy)["PairRule"]
    with table.open("a", encoding="utf-8") as file:
        file.write("tissue\tvi\tmô\t\t\t\n")
    assert arabic > 0
    assert cached(copy)["PairRule"] == 0


# Findings.

# Words and marks to put in the place of each other: each may make a fault, or mend one.
SWAPS = (
    (r"\d+", "7"),
    (r"\bne\b", ""),
    (r"\bthe\b", "once"),
    (r"mg|°C|%", "kg"),
    (r"</p>", "</p><p>5"),
    (r'id="[^"]*"', 'id="moved"'),
    (r'href="[^"]*"', 'href="no/"'),
    (r"lang=\"\w+", 'lang="vi'),
    (r'class="[^"]*"', 'class="admonition emergency"'),
    (r"data-disclaimer(?:-slot)?=", "data-x="),
    (r"<section\b", "<section hidden"),
    (r"display: *\w+", "display:none"),
    (r'msgstr "', 'msgstr "Je '),
    (r"\n\nmsgid", "\n\n#, fuzzy\nmsgid"),
    (r"\n\n", "\n\n# check: ignore TRN001 because of a test\n"),
    (r"#\. safety", "#. "),
    (r"^", "\n"),
    (r"next_review: \S+", "next_review: 2026-12-24"),
    (r"kind: \w+", "kind: test"),
    (r"\n##", "\n####"),
    (r'country: ""', 'country: "FR"'),
    (r"site_name: \w+", "site_name: Clinic"),
    (r"https://example.org/", "/"),
    (r"\t[^\t]*\t", "\tcryo\t"),
)
FILES = ("site/**/*.html", "locales/*/*/*.po", "docs/**/*.md", "site/**/*.css", "*.yml", "**/*.tsv")


def swapped(root: Path, kind: str, number: int, swap: tuple[str, str]) -> None:
    """Swap one place of one file; files without such a place stay as they are."""
    files = sorted(root.glob(kind))
    file = files[number % len(files)]
    text = file.read_text(encoding="utf-8")
    places = list(re.finditer(swap[0], text))
    if places:
        place = places[number % len(places)]
        new = text[: place.start()] + swap[1] + text[place.end() :]
        file.write_text(new, encoding="utf-8")


edits = st.lists(
    st.tuples(st.sampled_from(FILES), st.integers(0, 5000), st.sampled_from(SWAPS), st.booleans()),
    min_size=4,
    max_size=7,
)


@pytest.mark.slow
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edits)
def test_a_check_with_a_cache_finds_what_one_without_it_finds(
    library: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[Any]
) -> None:
    root = Path(shutil.copytree(library, tmp_path_factory.mktemp("edited") / "copy"))
    today = TODAY
    cached(root)
    for kind, number, swap, next_month in edits:
        swapped(root, kind, number, swap)
        today += timedelta(days=40 * next_month)
        cache = Cache(root)
        assert found(root, today, cache=cache) == found(root, today)
        assert cache.save() == []
    shutil.rmtree(root.parent)


def test_another_profile_is_another_check(copy: Path) -> None:
    cached(copy)
    project = Project.load(copy / "mkdocs.yml")
    options = replace(project.settings.options, profile=Profile.US)
    other = Project(replace(project.settings, options=options))
    asked: Counter[str] = Counter()
    inspect(other, counting(asked), LOCALES, TODAY, folder=copy / "site", cache=Cache(copy))
    assert asked["PageRule"] > 0
