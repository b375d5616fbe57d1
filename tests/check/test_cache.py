"""What is found is kept: rules run over what is new, and nothing that is wrong gets lost."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic import fingerprint as engine_module
from polyclinic.check import cache as cache_module
from polyclinic.check.cache import FOLDER, SPARED, Cache, canonical
from polyclinic.check.finding import Finding
from polyclinic.check.links import anchors, outline
from polyclinic.check.rule import AnyRule, ArticleRule, PageRule, PairRule, SiteRule
from polyclinic.check.rules import RULES
from polyclinic.check.runner import Subjects, run
from polyclinic.check.specimens import SETTINGS, article, page, site
from polyclinic.check.subjects import ArticleText, Pair, RenderedPage, Site
from polyclinic.config import Options
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from polyclinic.check.report import Report

FRENCH = Pair("fr", "Take 5 mg.", "Prenez 50 mg.", references=("docs/a.md",), path="fr.po", line=9)
OTHER = Pair("fr", "Rest.", "Reposez-vous.", references=("docs/a.md",), path="fr.po", line=12)
HOME = page('<h1 id="top">Home</h1><a href="care/">Care</a>', "")
CARE = page('<h1 id="top">Care</h1><h2 id="risks">Risks</h2>', "care/")


class Counted:
    """A rule that counts what it was asked about; it finds whatever says “50”."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def pair(self, pair: Pair) -> Iterator[Finding]:
        self.asked[pair.msgstr] += 1
        if "50" in pair.msgstr:
            yield Finding("it says 50", "write 5", "50", part="msgstr")

    def page(self, page: RenderedPage) -> Iterator[Finding]:
        self.asked[page.address] += 1
        if "50" in page.html:
            yield Finding("it says 50", "write 5", "50")

    def links(self, site: Site) -> Iterator[Finding]:
        for here in site.focus:
            self.asked[here.address] += 1
            yield Finding(f"{len(outline(here.html).links)} links", "read them", part=here.address)

    def overdue(self, subject: ArticleText) -> Iterator[Finding]:
        self.asked[subject.today.isoformat()] += 1
        if subject.today > date(2026, 12, 31):
            yield Finding("it is late", "hurry")

    def long(self, subject: ArticleText) -> Iterator[Finding]:
        self.asked[subject.article.title] += 1
        yield from ()

    @property
    def total(self) -> int:
        return self.asked.total()


def rule(kind: type[Any], check: Callable[[Any], object], code: str = "TST001", **more: Any) -> Any:
    return kind(code, "counts", Severity.ERROR, check, (), (), **more)


def checked(root: Path, rules: Sequence[AnyRule], subjects: Subjects) -> list[Report]:
    """One run, as a command makes it: it reads what the last one kept, and keeps what it finds."""
    cache = Cache(root)
    found = list(run(rules, subjects, cache=cache))
    assert cache.save() == []
    return found


def shelf(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.cache"


# What is asked again, and what is not.


def test_a_second_check_asks_no_rule_and_finds_the_same(tmp_path: Path) -> None:
    counted, subjects = Counted(), Subjects(pairs=(FRENCH, OTHER), pages=(HOME, CARE))
    rules = (rule(PairRule, counted.pair), rule(PageRule, counted.page, "TST002"))
    first = checked(tmp_path, rules, subjects)
    assert (counted.total, [r.code for r in first]) == (4, ["TST001"])
    assert checked(tmp_path, rules, subjects) == first
    assert counted.total == 4


def test_one_changed_string_is_the_only_one_that_is_asked_about(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(PairRule, counted.pair),)
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, OTHER)))
    changed = replace(FRENCH, msgstr="Prenez 5 mg.")
    assert checked(tmp_path, rules, Subjects(pairs=(changed, OTHER))) == []
    assert counted.asked == {"Prenez 50 mg.": 1, "Reposez-vous.": 1, "Prenez 5 mg.": 1}


def test_an_entry_that_moved_is_not_asked_about_but_told_where_it_is_now(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(PairRule, counted.pair),)
    checked(tmp_path, rules, Subjects(pairs=(FRENCH,)))
    moved = replace(FRENCH, line=70, source_line=69)
    (report,) = checked(tmp_path, rules, Subjects(pairs=(moved,)))
    assert (counted.total, str(report.place)) == (1, "fr.po:70:8")
    assert report.related[0].line == 69


def test_one_changed_page_is_the_only_one_that_is_asked_about(tmp_path: Path) -> None:
    counted = Counted()
    rules: tuple[AnyRule, ...] = (
        rule(PageRule, counted.page),
        rule(SiteRule, counted.links, "TST002", extract=anchors, by_page=True),
    )
    checked(tmp_path, rules, Subjects(pages=(HOME, CARE), site=site(HOME, CARE)))
    assert counted.asked == {"": 2, "care/": 2}
    changed = replace(CARE, html=CARE.html.replace("Risks", "50 risks"))
    found = checked(tmp_path, rules, Subjects(pages=(HOME, changed), site=site(HOME, changed)))
    assert counted.asked == {"": 2, "care/": 4}
    assert [(r.code, r.message) for r in found] == [
        ("TST001", "it says 50"),
        ("TST002", "1 links"),
        ("TST002", "0 links"),
    ]


def test_an_anchor_that_is_gone_makes_links_of_all_pages_new(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(SiteRule, counted.links, extract=anchors, by_page=True),)
    checked(tmp_path, rules, Subjects(site=site(HOME, CARE)))
    changed = replace(CARE, html=CARE.html.replace('id="risks"', 'id="dangers"'))
    checked(tmp_path, rules, Subjects(site=site(HOME, changed)))
    assert counted.asked == {"": 2, "care/": 2}


def test_a_rule_on_the_site_runs_again_when_what_it_extracts_has_changed(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(SiteRule, counted.links, extract=anchors),)
    checked(tmp_path, rules, Subjects(site=site(HOME, CARE)))
    words = replace(CARE, html=CARE.html.replace("Risks", "Dangers"))
    checked(tmp_path, rules, Subjects(site=site(HOME, words)))
    assert counted.asked == {"": 1, "care/": 1}
    checked(tmp_path, rules, Subjects(site=site(HOME, words, files=["new.css"])))
    assert counted.asked == {"": 2, "care/": 2}


def test_a_rule_on_the_site_that_extracts_nothing_runs_each_time(tmp_path: Path) -> None:
    counted = Counted()
    for _ in range(2):
        checked(tmp_path, (rule(SiteRule, counted.links),), Subjects(site=site(HOME, CARE)))
    assert counted.asked == {"": 2, "care/": 2}


@pytest.mark.parametrize(
    "change",
    [
        {"settings": replace(SETTINGS, options=Options(health=True, country="FR"))},
        {"article": article("Text.").article},
        {"locale": "es"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_all_that_a_page_rule_may_read_makes_it_run_again(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    counted = Counted()
    rules = (rule(PageRule, counted.page),)
    checked(tmp_path, rules, Subjects(pages=(HOME,)))
    checked(tmp_path, rules, Subjects(pages=(replace(HOME, **change),)))
    assert counted.total == 2


def test_style_sheets_are_not_shown_to_a_rule_that_does_not_look(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(PageRule, counted.page),)
    checked(tmp_path, rules, Subjects(pages=(HOME,)))
    styled = replace(HOME, styles={"a.css": "p { display: none }"})
    checked(tmp_path, rules, Subjects(pages=(styled,)))
    assert counted.total == 1


@pytest.mark.parametrize("cached", [True, False])
def test_a_rule_that_looks_at_style_sheets_without_saying_so_is_told(
    tmp_path: Path, *, cached: bool
) -> None:
    def looks(page: RenderedPage) -> Iterator[Finding]:
        if "p" in "".join(page.styles.values()):
            yield Finding("it has a paragraph", "write none")

    (report,) = run(
        (rule(PageRule, looks),), Subjects(pages=(HOME,)), cache=Cache(tmp_path) if cached else None
    )
    assert report.code == "CHK001"
    assert "has a `sight`" in report.message


def test_more_rules_are_asked_about_what_some_have_seen(tmp_path: Path) -> None:
    counted = Counted()
    one, two = rule(PairRule, counted.pair), rule(PairRule, counted.pair, "TST002")
    checked(tmp_path, (one,), Subjects(pairs=(FRENCH,)))
    found = checked(tmp_path, (two, one), Subjects(pairs=(FRENCH,)))
    assert [r.code for r in found] == ["TST002", "TST001"]
    assert counted.total == 2
    assert [r.code for r in checked(tmp_path, (one,), Subjects(pairs=(FRENCH,)))] == ["TST001"]


def test_severities_are_told_as_they_are_set_now(tmp_path: Path) -> None:
    checked(tmp_path, (rule(PairRule, Counted().pair, blocks=True),), Subjects(pairs=(FRENCH,)))
    milder = replace(rule(PairRule, Counted().pair), severity=Severity.INFO)
    (report,) = checked(tmp_path, (milder,), Subjects(pairs=(FRENCH,)))
    assert (report.severity, report.blocks) == (Severity.INFO, False)


# The clock.


def test_only_rules_with_a_clock_run_again_the_next_day(tmp_path: Path) -> None:
    timed, timeless = Counted(), Counted()
    rules = (
        rule(ArticleRule, timed.overdue, clock=True),
        rule(ArticleRule, timeless.long, "TST002"),
    )
    today, later = (replace(article("Text."), today=date(year, 11, 22)) for year in (2026, 2027))
    assert checked(tmp_path, rules, Subjects(articles=(today,))) == []
    (report,) = checked(tmp_path, rules, Subjects(articles=(later,)))
    assert report.message == "it is late"
    assert (timed.total, timeless.total) == (2, 1)


@pytest.mark.parametrize("cached", [True, False])
def test_a_rule_that_looks_at_the_clock_without_saying_so_is_told(
    tmp_path: Path, *, cached: bool
) -> None:
    rules = (rule(ArticleRule, Counted().overdue),)
    cache = Cache(tmp_path) if cached else None
    (report,) = run(rules, Subjects(articles=(article("Text."),)), cache=cache)
    assert report.code == "CHK001"
    assert "clock=True" in report.message


def test_every_rule_says_whether_it_looks_at_the_clock() -> None:
    for one in RULES:
        for example in (*one.bad, *one.good):
            subjects = {
                ArticleText: Subjects(articles=(example,)),
                RenderedPage: Subjects(pages=(example,)),
                Site: Subjects(site=example),
            }.get(type(example), Subjects())
            assert "CHK001" not in {report.code for report in run((one,), subjects)}, one.code


def test_every_rule_on_the_site_finds_the_same_in_what_it_extracts(tmp_path: Path) -> None:
    rules = [one for one in RULES if isinstance(one, SiteRule)]
    assert rules
    for one in rules:
        for example in (*one.bad, *one.good):
            fresh = list(run((one,), Subjects(site=example)))
            assert list(run((one,), Subjects(site=example), cache=Cache(tmp_path))) == fresh


# What must never hide a finding.


def test_a_crash_is_not_kept(tmp_path: Path) -> None:
    def crashes(_: Pair) -> Iterator[Finding]:
        raise ValueError("no such unit")

    counted = Counted()
    rules = (rule(PairRule, crashes), rule(PairRule, counted.pair, "TST002"))
    for _ in range(2):
        found = checked(tmp_path, rules, Subjects(pairs=(FRENCH,)))
        assert [r.code for r in found] == ["CHK001", "TST002"]
    assert counted.total == 1
    mended = (rule(PairRule, counted.pair), rules[1])
    found = checked(tmp_path, mended, Subjects(pairs=(FRENCH,)))
    assert [r.code for r in found] == ["TST001", "TST002"]


@pytest.mark.parametrize(
    ("kind", "subjects", "where"),
    [
        (PairRule, Subjects(pairs=(FRENCH,)), "fr.po:9"),
        (PageRule, Subjects(pages=(CARE,)), "care/"),
        (ArticleRule, Subjects(articles=(article("Text."),)), "docs/procedures/cryoablation.md"),
    ],
)
def test_a_crash_names_the_rule_and_what_it_crashed_on(
    kind: type[Any], subjects: Subjects, where: str
) -> None:
    def crashes(_: object) -> Iterator[Finding]:
        raise KeyError("µg")

    (report,) = run((rule(kind, crashes),), subjects)
    assert (report.code, str(report.place)) == ("CHK001", where)
    assert "TST001 failed: KeyError: 'µg'" in report.message


def test_a_crash_on_one_page_of_a_site_names_the_page(tmp_path: Path) -> None:
    def crashes(site: Site) -> Iterator[Finding]:
        for here in site.focus:
            if here.address == "care/":
                raise ValueError("too deep")
            yield Finding("seen", "go on", part=here.address)

    rules = (rule(SiteRule, crashes, extract=anchors, by_page=True),)
    for _ in range(2):
        found = checked(tmp_path, rules, Subjects(site=site(HOME, CARE)))
        assert [(r.code, str(r.place)) for r in found] == [("TST001", ""), ("CHK001", "care/")]


def test_a_page_that_can_not_be_extracted_from_makes_the_rule_meet_it(tmp_path: Path) -> None:
    def fails(_: str) -> str:
        raise ValueError("unreadable")

    rules = (rule(SiteRule, Counted().links, extract=fails),)
    found = checked(tmp_path, rules, Subjects(site=site(HOME, CARE)))
    assert [r.message for r in found] == ["1 links", "0 links"]


def _seal(file: Path) -> bytes:
    return file.read_bytes().partition(b"\n")[0]


def _emptied(file: Path) -> bytes:
    """The same file, its findings taken out by hand."""
    seal, _, body = file.read_bytes().partition(b"\n")
    content = json.loads(body)
    for entry in content["entries"].values():
        entry[1][1] = []
    return seal + b"\n" + json.dumps(content, separators=(",", ":")).encode()


HARM: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _: b"",
    "bytes": lambda _: b"\x00\xff\xfe",
    "json": lambda _: b"{}",
    "lines": lambda _: b"\n\n",
    "cut short": lambda file: file.read_bytes()[:-1],
    "half": lambda file: file.read_bytes()[: len(file.read_bytes()) // 2],
    "longer": lambda file: file.read_bytes() + b" ",
    "one word": lambda file: file.read_bytes().replace(b"it says 50", b"it says 05"),
    "no seal": lambda file: file.read_bytes().partition(b"\n")[2],
    "no entries": lambda file: _seal(file) + b'\n{"sets":[["TST001"]],"entries":{}}',
    "another form": lambda file: _seal(file) + b"\n[]",
    "no findings": _emptied,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_harmed_file_hides_no_finding(tmp_path: Path, harm: Callable[[Path], bytes]) -> None:
    counted, subjects = Counted(), Subjects(pairs=(FRENCH, OTHER))
    rules = (rule(PairRule, counted.pair),)
    first = checked(tmp_path, rules, subjects)
    file = shelf(tmp_path, "pairs-fr")
    harmed = harm(file)
    assert harmed != file.read_bytes()
    file.write_bytes(harmed)
    assert checked(tmp_path, rules, subjects) == first
    assert counted.total == 4
    assert checked(tmp_path, rules, subjects) == first
    assert counted.total == 4


def test_the_file_of_another_shelf_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    counted, spanish = Counted(), replace(FRENCH, locale="es")
    rules = (rule(PairRule, counted.pair),)
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, spanish)))
    shelf(tmp_path, "pairs-fr").write_bytes(shelf(tmp_path, "pairs-es").read_bytes())
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, spanish)))
    assert counted.total == 3


def test_a_folder_in_the_place_of_a_file_is_told_and_hides_nothing(tmp_path: Path) -> None:
    rules, subjects = (rule(PairRule, Counted().pair),), Subjects(pairs=(FRENCH,))
    shelf(tmp_path, "pairs-fr").mkdir(parents=True)
    cache = Cache(tmp_path)
    assert len(list(run(rules, subjects, cache=cache))) == 1
    (told,) = cache.save()
    assert "can't be kept" in told.message


def test_where_nothing_can_be_written_the_check_goes_on_and_says_so_once(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file, no folder", encoding="utf-8")
    cache = Cache(tmp_path)
    pairs, pages = (FRENCH, OTHER), (HOME, CARE)
    rules = (rule(PairRule, Counted().pair), rule(PageRule, Counted().page, "TST002"))
    assert len(list(run(rules, Subjects(pairs=pairs, pages=pages), cache=cache))) == 1
    (told,) = cache.save()
    assert told.severity is Severity.INFO
    assert "--no-cache" in told.help


def test_another_engine_asks_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted()
    rules, subjects = (rule(PairRule, counted.pair),), Subjects(pairs=(FRENCH,))
    checked(tmp_path, rules, subjects)
    monkeypatch.setattr(cache_module, "fingerprint", lambda: "another")
    checked(tmp_path, rules, subjects)
    assert counted.total == 2


def test_the_fingerprint_is_that_of_every_source_and_every_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, packages = tmp_path / "polyclinic", tmp_path / "site-packages"
    (engine / "check").mkdir(parents=True)
    (packages / "lxml-6.0.0.dist-info").mkdir(parents=True)
    (engine / "check" / "units.py").write_text("A = 1\n", encoding="utf-8")
    monkeypatch.setattr(engine_module, "_ENGINE", engine)
    monkeypatch.setattr("sys.path", [str(packages), "/nowhere"])
    known = [engine_module.fingerprint.__wrapped__()]
    (engine / "check" / "units.py").write_text("A = 2\n", encoding="utf-8")
    known.append(engine_module.fingerprint.__wrapped__())
    (packages / "lxml-6.0.0.dist-info").rename(packages / "lxml-6.0.1.dist-info")
    known.append(engine_module.fingerprint.__wrapped__())
    assert len(set(known)) == 3
    assert engine_module.fingerprint.__wrapped__() == known[-1]


# Two at once, and what is no longer used.


def test_two_checks_at_once_leave_a_file_that_can_be_read(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(PairRule, counted.pair),)
    one, two = Cache(tmp_path), Cache(tmp_path)
    first = list(run(rules, Subjects(pairs=(FRENCH,)), cache=one))
    list(run(rules, Subjects(pairs=(FRENCH, OTHER)), cache=two))
    assert two.save() == []
    assert one.save() == []
    assert checked(tmp_path, rules, Subjects(pairs=(FRENCH,))) == first
    assert counted.total == 3
    assert [f.name for f in (tmp_path / FOLDER).iterdir()] == ["pairs-fr.cache"]


def test_what_runs_in_a_row_had_no_use_for_is_dropped(tmp_path: Path) -> None:
    counted = Counted()
    rules = (rule(PairRule, counted.pair),)
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, OTHER)))
    for _ in range(SPARED):
        checked(tmp_path, rules, Subjects(pairs=(FRENCH,)))
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, OTHER)))
    assert counted.total == 2
    for _ in range(SPARED + 1):
        checked(tmp_path, rules, Subjects(pairs=(FRENCH,)))
    size = shelf(tmp_path, "pairs-fr").stat().st_size
    checked(tmp_path, rules, Subjects(pairs=(FRENCH, OTHER)))
    assert counted.total == 3
    assert size < shelf(tmp_path, "pairs-fr").stat().st_size


def test_a_check_with_nothing_new_writes_nothing(tmp_path: Path) -> None:
    rules, subjects = (rule(PairRule, Counted().pair),), Subjects(pairs=(FRENCH,))
    checked(tmp_path, rules, subjects)
    file = shelf(tmp_path, "pairs-fr")
    before = file.stat()
    checked(tmp_path, rules, subjects)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_git_is_told_to_ignore_the_folder(tmp_path: Path) -> None:
    checked(tmp_path, (rule(PairRule, Counted().pair),), Subjects(pairs=(FRENCH,)))
    assert (tmp_path / FOLDER).parent.joinpath(".gitignore").read_text(encoding="utf-8") == "*\n"


# Keys.


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("a", Path("a")),
        (1, "1"),
        (1, True),
        (("a", "b"), ("a,b",)),
        (("a",), ["a"]),
        ({"a": "b"}, {"a": "c"}),
        ({"a": {"b": 1}}, {"a": {"b": 2}}),
        (None, "None"),
        (Severity.ERROR, Severity.INFO),
        (replace(SETTINGS, site_name="A"), replace(SETTINGS, site_name="B")),
        (len, max),
    ],
)
def test_different_values_have_different_keys(one: object, two: object) -> None:
    assert canonical(one) != canonical(two)


def test_the_order_of_a_set_is_in_no_key() -> None:
    names = [f"page-{number}/index.html" for number in range(50)]
    assert canonical(frozenset(names)) == canonical(frozenset(reversed(names)))


def test_a_function_in_the_settings_has_the_same_key_in_every_process() -> None:
    assert " at 0x" not in canonical({"format": canonical, "kind": Pair})
