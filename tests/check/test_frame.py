"""Running, suppressing, selecting and telling: what is the same for all rules."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from polyclinic.check import baseline, suppress
from polyclinic.check.finding import Finding
from polyclinic.check.render import FORMATS, text
from polyclinic.check.report import Place, Report, place_in
from polyclinic.check.rule import CatalogsRule, PairRule
from polyclinic.check.runner import Subjects, run
from polyclinic.check.select import configured, need_known, select
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.diagnostic import PolyclinicError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIR = Pair("fr", "Take 5 mg.", "Prenez 50 mg.", references=("docs/a.md",), path="fr.po", line=9)


def shouts(pair: Pair) -> Iterator[Finding]:
    if "50" in pair.msgstr:
        yield Finding("it says 50", "write 5", "50", part="msgstr", other="5")


def crashes(pair: Pair) -> Iterator[Finding]:
    raise ValueError(pair.msgid)


SHOUT = PairRule("TST001", "shouts", Severity.ERROR, shouts, (PAIR,), (), blocks=True)
CRASH = PairRule("TST002", "crashes", Severity.ERROR, crashes, (PAIR,), ())


def reports(*pairs: Pair, rules: tuple[PairRule, ...] = (SHOUT,)) -> list[Report]:
    return list(run(rules, Subjects(pairs=pairs)))


def test_a_finding_gets_its_rule_and_its_place() -> None:
    (report,) = reports(PAIR)
    assert (report.code, report.severity, report.blocks) == ("TST001", Severity.ERROR, True)
    assert str(report.place) == "fr.po:9:8"
    assert (report.article, report.locale) == ("docs/a.md", "fr")


def test_a_rule_that_crashes_reports_itself_and_the_others_go_on() -> None:
    found = reports(PAIR, rules=(CRASH, SHOUT))
    assert [r.code for r in found] == ["CHK001", "TST001"]
    assert "TST002 failed: ValueError: Take 5 mg." in found[0].message
    assert "--debug" in found[0].help


def test_a_text_too_long_to_compare_is_told_and_not_published() -> None:
    long = replace(PAIR, msgstr="Prenez 50 mg. " * 2000)
    (report,) = reports(long)
    assert (report.code, report.blocks, report.locale) == ("CHK004", True, "fr")
    assert (report.article, str(report.place)) == ("docs/a.md", "fr.po:9")
    assert report.message == "the text has 28,000 letters: no rule compares more than 20,000"


def test_a_long_text_is_compared_up_to_that() -> None:
    assert [r.code for r in reports(replace(PAIR, msgstr="50" * 10_000))] == ["TST001"]


def test_debug_shows_where_a_rule_failed() -> None:
    (report,) = run((CRASH,), Subjects(pairs=(PAIR,)), debug=True)
    assert "Traceback" in report.help


def test_fuzzy_and_missing_translations_are_not_shown_to_rules_on_pairs() -> None:
    assert reports(replace(PAIR, fuzzy=True)) == []
    assert reports(replace(PAIR, msgstr="")) == []


def test_a_rule_on_all_catalogs_names_the_entry() -> None:
    def check(catalogs: Catalogs) -> Iterator[Finding]:
        for pair in catalogs.pairs:
            yield Finding("seen", "look", part=f"{pair.path}:{pair.line}:1")

    rule = CatalogsRule("TST003", "sees", Severity.WARNING, check, (), ())
    (report,) = run((rule,), Subjects(pairs=(PAIR,)))
    assert (str(report.place), report.locale) == ("fr.po:9:1", "fr")


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("check: ignore TST001 because 50 is right here", []),
        ("check: ignore TST001, TRN001 because of both", ["CHK003"]),
        ("check: ignore TST001", ["CHK002"]),
        ("check: ignore TRN001 because of something else", ["TST001", "CHK003"]),
        ("an ordinary comment", ["TST001"]),
    ],
)
def test_a_suppression_needs_a_use_and_a_reason(comment: str, codes: list[str]) -> None:
    found = reports(PAIR)
    silenced = list(suppress.in_text("fr.po", comment, 8, 9))
    assert [r.code for r in suppress.apply(found, silenced)] == codes


def test_a_suppression_on_one_entry_is_none_on_another() -> None:
    silenced = list(suppress.in_text("fr.po", "check: ignore TST001 because x", 1, 3))
    assert [r.code for r in suppress.apply(reports(PAIR), silenced)] == ["TST001", "CHK003"]


def test_a_suppression_in_an_article_is_for_all_of_it() -> None:
    source = "Text.\n\n<!-- check: ignore ART001 because x -->\n\nMore."
    (silenced,) = suppress.in_text("docs/a.md", source)
    assert (silenced.place.line, silenced.last) == (3, 0)
    report = Report("ART001", Severity.WARNING, "m", "h", Place("docs/a.md", 99))
    assert suppress.apply([report], [silenced]) == []


ARTICLE = """\
One.

<!-- check: ignore ART001 here because x -->

!!! warning "Two"

    Three.

    Four.

Five.

<!-- check: ignore ART001 here because y -->
Six,
seven.
Eight.

Nine.

<!-- check: ignore ART001 here because z -->
```
Ten.

Eleven.
```

Twelve.
"""


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("One.", False),
        ("!!! warning", True),
        ("Three.", True),
        ("Four.", True),
        ("Five.", False),
        ("Six,", True),
        ("Eight.", True),
        ("Nine.", False),
        ("Ten.", True),
        ("Eleven.", True),
        ("Twelve.", False),
    ],
)
def test_a_suppression_here_is_for_the_block_that_follows(text: str, *, silent: bool) -> None:
    place = place_in("docs/a.md", ARTICLE, ARTICLE.index(text), len(text))
    report = Report("ART001", Severity.WARNING, "m", "h", place)
    silenced = list(suppress.in_text("docs/a.md", ARTICLE))
    assert [s.reason for s in silenced] == ["x", "y", "z"]
    assert (report not in suppress.apply([report], silenced)) is silent


def test_a_suppression_here_that_finds_nothing_in_its_block_is_told() -> None:
    silenced = list(suppress.in_text("docs/a.md", ARTICLE))
    report = Report("ART001", Severity.WARNING, "m", "h", Place("docs/a.md", 1))
    assert [r.code for r in suppress.apply([report], silenced)] == ["ART001", *["CHK003"] * 3]


def test_a_suppression_here_at_the_end_of_an_article_ends_there() -> None:
    (silenced,) = suppress.in_text(
        "docs/a.md", "One.\n<!-- check: ignore ART001 here because x -->"
    )
    assert (silenced.first, silenced.last) == (2, 2)


def test_codes_select_by_their_beginning() -> None:
    rules = (SHOUT, replace(CRASH, code="REV001"))
    assert [r.code for r in select(rules, ["TST"])] == ["TST001"]
    assert [r.code for r in select(rules, [], ["TST001"])] == ["REV001"]
    assert [r.code for r in select(rules, ["tst,rev"])] == ["TST001", "REV001"]


def test_an_unknown_code_suggests_the_nearest() -> None:
    with pytest.raises(PolyclinicError, match="did you mean TST001"):
        select((SHOUT,), ["TSR001"])


def test_a_baseline_is_silent_about_what_it_knows() -> None:
    old = replace(reports(PAIR)[0], blocks=False)
    known = baseline.load_text(baseline.dump([old]), "file")
    moved = replace(old, place=replace(old.place, line=70))
    assert baseline.new([moved], known) == []
    assert baseline.new([moved, moved], known) == [moved]


def test_what_withholds_a_page_is_in_no_baseline() -> None:
    assert json.loads(baseline.dump(reports(PAIR))) == []


def test_a_broken_baseline_is_a_clear_error(tmp_path: Path) -> None:
    file = tmp_path / baseline.FILE
    file.write_text("{", encoding="utf-8")
    with pytest.raises(PolyclinicError, match="polyclinic baseline"):
        baseline.load(file, baseline.FILE)


def test_the_text_underlines_what_is_meant() -> None:
    report = replace(reports(PAIR)[0], place=place_in("a.md", "one\nTake 50 mg\n", 9, 2))
    lines = text.render([report]).split("\n")
    assert lines[0] == "a.md:2:6: error TST001 it says 50"
    assert lines[1] == "     2 | Take 50 mg"
    assert lines[2] == "         " + "     ^^"
    assert lines[-1] == "1 error; 1 page withheld"


def test_wide_letters_are_underlined_where_they_stand() -> None:
    report = replace(reports(PAIR)[0], place=place_in("a.md", "服用50毫克", 2, 4))
    lines = text.render([report]).split("\n")
    assert lines[2].index("^") == lines[1].index("5") + 2
    assert lines[2].count("^") == 6


def test_json_holds_every_field() -> None:
    (row,) = json.loads(FORMATS["json"](reports(PAIR)))
    assert (row["code"], row["severity"], row["place"]["line"]) == ("TST001", "error", 9)


def test_sarif_names_both_places() -> None:
    log = json.loads(FORMATS["sarif"](reports(PAIR)))
    (result,) = log["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 9, "startColumn": 8, "endColumn": 10}
    assert result["relatedLocations"]
    assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "TST001"


def test_github_commands_escape_what_would_end_them() -> None:
    report = replace(reports(PAIR)[0], message="50% wrong\nhere", place=Place("a:b,c.po", 9, 8))
    (line,) = FORMATS["github"]([report]).split("\n")
    assert line.startswith(
        "::error file=a%3Ab%2Cc.po,line=9,col=8,title=TST001::50%25 wrong%0Ahere"
    )


def test_junit_is_one_case_a_file() -> None:
    found = [*reports(PAIR), replace(reports(PAIR)[0], message="\x00", place=Place("b.po", 1))]
    suite = ET.fromstring(FORMATS["junit"](found))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    assert [case.get("name") for case in suite] == ["b.po", "fr.po"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_say_that_nothing_was_found(form: str) -> None:
    assert FORMATS[form]([]) is not None


def test_a_site_may_be_told_otherwise() -> None:
    (rule,) = configured((SHOUT,), {"TST001": "warning"})
    assert (rule.severity, rule.blocks) == (Severity.WARNING, False)
    assert configured((SHOUT,), {"TST001": "off"}) == []
    assert configured((SHOUT,), {}) == [SHOUT]


def test_settings_for_a_rule_that_does_not_exist_are_refused() -> None:
    with pytest.raises(PolyclinicError, match="TST001"):
        need_known((SHOUT,), ["TST0001"])
