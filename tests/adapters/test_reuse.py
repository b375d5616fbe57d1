"""Pages of earlier builds: whatever was changed, a site made with them is the site made anew."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING

import polib
import pytest

from polyclinic.adapters.mkdocs import build_site, engine
from polyclinic.build import companions, pagefind
from polyclinic.build.record import FOLDER
from polyclinic.build.store import Store
from polyclinic.diagnostic import Severity
from small_library import change, copied, translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mkdocs.structure.pages import Page

FRENCH = "locales/fr/LC_MESSAGES"
ARTICLE = "docs/procedures/cryoablation.md"
Files = dict[str, bytes]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return copied(tmp_path / "library")


def site(root: Path, *, cached: bool = True, check: bool = False) -> Files:
    """Every file of the site that is made."""
    folder = root / "site"
    build_site(root / "mkdocs.yml", check=check, cached=cached, site_dir=folder)
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


# What somebody may do


def header(root: Path, name: str, value: str) -> None:
    file = root / FRENCH / "procedures.po"
    catalog = polib.pofile(str(file))
    catalog.metadata[name] = value
    catalog.save()


def obsolete(root: Path) -> None:
    file = root / FRENCH / "procedures.po"
    catalog = polib.pofile(str(file))
    entry = next(e for e in catalog if e.msgid == "Bleeding")
    entry.msgstr = ""
    catalog.save()


def fuzzy(root: Path) -> None:
    file = root / FRENCH / "procedures.po"
    catalog = polib.pofile(str(file))
    next(e for e in catalog if e.msgid == "Nerve damage").flags.append("fuzzy")
    catalog.save()


def without(file: Path, beginning: str) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) < len(lines)
    file.write_text("".join(kept), encoding="utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a translation": lambda root: translate(
        root / FRENCH / "procedures.po", "All your allergies", "Vos allergies, toutes"
    ),
    "a translation taken away": obsolete,
    "a translation in doubt": fuzzy,
    "a translated title": lambda root: translate(
        root / FRENCH / "procedures.po", "Cryoablation", "La cryoablation"
    ),
    "a word of the interface": lambda root: translate(
        root / FRENCH / "site.po", "Print this page", "Imprimer"
    ),
    "the day of a translation": lambda root: header(
        root, "PO-Revision-Date", "2026-01-05 10:00+0000"
    ),
    "a paragraph": lambda root: change(root / ARTICLE, "\n\n## ", "\n\nWe have 4 rooms.\n\n## "),
    "a heading": lambda root: change(root / ARTICLE, "## Risks", "## The risks"),
    "a title": lambda root: change(root / ARTICLE, "title: Cryoablation", "title: Cold ablation"),
    "the topics of an article": lambda root: change(
        root / ARTICLE, "topics: [cancer, ", "topics: ["
    ),
    "a review date": lambda root: change(root / ARTICLE, "2027-05-31", "2027-04-30"),
    "a term": lambda root: change(
        root / "docs/glossary.md", "A fluid that the liver makes.", "A fluid from the liver."
    ),
    "a term in another language": lambda root: translate(
        root / FRENCH / "pages.po",
        "A fluid that the liver makes. It helps the body digest fat.",
        "Un liquide.",
    ),
    "a new article": lambda root: (root / "docs/procedures/new.md").write_text(
        (root / ARTICLE).read_text("utf-8").replace("title: Cryoablation", "title: Another one"),
        "utf-8",
    ),
    "an article withdrawn": lambda root: change(
        root / "docs/topics/bones.md", "type: topic\n", "type: topic\nstatus: withdrawn\n"
    ),
    "an article moved": lambda root: change(
        root / ARTICLE,
        "type: procedure\n",
        "type: procedure\nmoved_from:\n  - procedures/cold.md\n",
    ),
    "a template": lambda root: change(
        root / "overrides/partials/footer.html", "<h2", '<p class="new">New</p>\n<h2'
    ),
    "a style": lambda root: change(root / "overrides/assets/css/title.css", "2rem", "3rem"),
    "a setting": lambda root: change(root / "mkdocs.yml", "site_name: ", "site_name: The "),
    "a country": lambda root: change(root / "mkdocs.yml", 'country: ""', "country: GB"),
    "a setting of Markdown": lambda root: change(
        root / "mkdocs.yml", "  - abbr\n", "  - abbr\n  - smarty\n"
    ),
    "a language less": lambda root: without(root / "mkdocs.yml", "        - { locale: ar"),
}


@pytest.mark.slow
@pytest.mark.parametrize("half", [0, 1])
def test_after_any_edits_a_site_is_what_a_clean_build_makes(library: Path, half: int) -> None:
    site(library)
    names = list(EDITS)
    random.Random(11).shuffle(names)
    for number, name in enumerate(names[half::2], 1):
        EDITS[name](library)
        with_earlier, anew = site(library), site(library, cached=False)
        everywhere = anew.keys() | with_earlier.keys()
        differ = {n for n in everywhere if anew.get(n) != with_earlier.get(n)}
        assert not differ, f"after {names[half::2][:number]}"


def dose(root: Path, number: int) -> None:
    translate(
        root / FRENCH / "procedures.po",
        "Most people return to usual activities in about {2–7 days}.",
        f"La plupart des gens reprennent leurs activités en {{2–{number} days}} environ.",
    )


@pytest.mark.slow
def test_checked_sites_with_companions_and_search_are_what_a_clean_build_makes(
    library: Path,
) -> None:
    site(library, check=True)
    for edit in (
        EDITS["a translation"],
        lambda r: dose(r, 9),
        EDITS["a paragraph"],
        lambda r: dose(r, 7),
    ):
        edit(library)
        with_earlier, anew = (site(library, cached=cached, check=True) for cached in (True, False))
        everywhere = anew.keys() | with_earlier.keys()
        assert not {n for n in everywhere if anew.get(n) != with_earlier.get(n)}


def test_only_companions_and_searches_that_show_a_change_are_made(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    filled, index = companions._filled, pagefind.index

    def counted_page(frame: str, both: str, other: str) -> str:
        asked["pages with two languages"] += 1
        return filled(frame, both, other)

    def counted_index(program: Path, pages: dict[str, str], bundle: Path, tag: str) -> str | None:
        asked[f"search in {tag}"] += 1
        return index(program, pages, bundle, tag)

    monkeypatch.setattr(companions, "_filled", counted_page)
    monkeypatch.setattr(pagefind, "index", counted_index)
    site(library, check=True)
    searches = {"search in en": 1, "search in fr": 1, "search in ar": 1}
    assert asked == {"pages with two languages": 6} | searches
    asked.clear()
    EDITS["a translation"](library)
    site(library, check=True)
    assert asked == {"pages with two languages": 4, "search in fr": 1}


# How much is made anew


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are made."""
    pages: list[str] = []
    populate = engine.Engine._populate

    def noted(self: engine.Engine, page: Page, *rest: object) -> None:
        pages.append(page.url)
        populate(self, page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.Engine, "_populate", noted)
    return pages


def test_where_nothing_has_changed_no_page_is_made(library: Path, made: list[str]) -> None:
    site(library)
    assert made
    made.clear()
    site(library)
    assert made == []


@pytest.mark.parametrize(
    ("edit", "pages"),
    [
        ("a translation", {"fr/procedures/cryoablation/"}),
        (
            "a paragraph",
            {f"{locale}procedures/cryoablation/" for locale in ("", "fr/", "ar/")},
        ),
    ],
)
def test_a_change_makes_the_pages_that_show_it(
    library: Path, made: list[str], edit: str, pages: set[str]
) -> None:
    site(library)
    made.clear()
    EDITS[edit](library)
    site(library)
    assert set(made) == pages


def test_a_page_about_which_something_is_found_is_made_again_to_tell_it(
    library: Path, made: list[str]
) -> None:
    translate(library / FRENCH / "procedures.po", "All your allergies", "Vos [allergies](2)")
    told = [found.message for found in build_site(library / "mkdocs.yml", check=False)]
    made.clear()
    again = [found.message for found in build_site(library / "mkdocs.yml", check=False)]
    assert made == ["fr/procedures/cryoablation/"]
    assert again == told
    assert any("is shown instead" in message for message in told)


TEXT = "{{ page.content | safe }}"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mkdocs.yml", "  - polyclinic:", "  - search\n  - polyclinic:"),
        ("mkdocs.yml", "  - abbr\n", "  - abbr\n  - pymdownx.snippets\n"),
        ("overrides/main.html", TEXT, TEXT + "{{ page.next_page.content }}"),
        ("overrides/main.html", TEXT, TEXT + "{{ build_date_utc }}"),
        ("overrides/main.html", TEXT, "{% set other = page %}" + TEXT),
        ("overrides/main.html", TEXT, TEXT + "{% include page.url ~ 'x' ignore missing %}"),
    ],
    ids=["a plugin", "an extension", "another page", "a clock", "a name", "any template"],
)
def test_what_may_show_anything_is_made_each_time(
    library: Path, made: list[str], file: str, old: str, new: str
) -> None:
    change(library / file, old, new)
    site(library)
    first = list(made)
    made.clear()
    site(library)
    assert made == first


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - polyclinic:", "  - search\n  - polyclinic:", "the plugin material/search"),
        ("  - abbr\n", "  - abbr\n  - pymdownx.snippets\n", "extension pymdownx.snippets"),
    ],
)
def test_what_keeps_pages_from_being_used_again_is_named(
    library: Path, old: str, new: str, said: str
) -> None:
    settings = library / "mkdocs.yml"
    change(settings, old, new)
    name = said.rsplit(" ", 1)[-1].removeprefix("material/")
    lines = enumerate(settings.read_text(encoding="utf-8").splitlines(), 1)
    (line,) = (number for number, text in lines if text.strip() == f"- {name}")
    found = [one for one in build_site(settings, check=False) if said in one.message]
    assert [(one.severity, one.place.rpartition(":")[0]) for one in found] == [
        (Severity.INFO, f"mkdocs.yml:{line}")
    ]
    plain = build_site(settings, check=False, cached=False)
    assert not [one for one in plain if said in one.message]


# What was kept is broken, foreign or not to be written


def pages_db(root: Path) -> Path:
    return root / FOLDER / "pages.db"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"no database"),
        lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda file: file.write_bytes(b""),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["no database", "half of it", "nothing", "a folder"],
)
def test_a_broken_file_of_pages_is_no_harm(library: Path, spoil: Callable[[Path], object]) -> None:
    whole = site(library)
    spoil(pages_db(library))
    assert site(library) == whole
    assert site(library) == whole


def test_a_page_that_somebody_put_there_is_not_shown(library: Path) -> None:
    whole = site(library)
    with sqlite3.connect(pages_db(library)) as base:
        base.execute("UPDATE kept SET body = replace(body, 'Bleeding', 'Nothing')")
    assert site(library) == whole


def test_two_builds_at_once_do_not_wait_for_each_other(library: Path) -> None:
    whole = site(library)
    with sqlite3.connect(pages_db(library), isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert site(library) == whole
        other.execute("ROLLBACK")


def test_texts_nobody_asked_for_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    for build in range(12):
        store = Store.open(file)
        if build == 0:
            store.put("old", b"1")
        store.put("new", b"2")
        store.close()
    store = Store.open(file)
    assert (store.get("old"), store.get("new")) == (None, b"2")
    store.close()
