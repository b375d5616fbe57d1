"""What other tools read: SARIF, JUnit, GitHub's annotations, JSON; against their public schemas."""

from __future__ import annotations

import json
import re
import tarfile
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import fastjsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

from corpus import CACHE, Release, archive
from polyclinic.check import handbook, rule_pages
from polyclinic.check.finding import Finding
from polyclinic.check.render import FORMATS, text
from polyclinic.check.render.places import nowhere
from polyclinic.check.report import Place, Report
from polyclinic.check.rule import PairRule
from polyclinic.check.rules import RULES
from polyclinic.check.runner import Subjects, run
from polyclinic.check.specimens import SETTINGS
from polyclinic.check.subjects import Pair
from polyclinic.cli.main import polyclinic
from polyclinic.diagnostic import Severity
from site_fixtures import ROOT, poison

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Source distributions that hold the public schemas, and where.
SARIF_OM = Release(
    "SARIF", "sarif_om", "1.0.4",
    "cd5f416b3083e00d402a92e449a7ff67af46f11241073eea0461802a3b5aef98", "",
    "sarif-2.1.0-rtm.4.json",
)  # fmt: skip
PYTEST = Release(
    "JUnit", "pytest", "9.0.2",
    "75186651a92bd89611d1d9fc20f0b4345fd827c41ccd5c299a868a05d70edf11", "",
    "testing/example_scripts/junit-10.xsd",
)  # fmt: skip

PAIR = Pair("fr", "Take 5 mg.", "Prenez 50 mg.", references=("docs/a.md",), path="fr.po", line=9)


def member(release: Release) -> bytes:
    """The file of a distribution that `config` names; the test is skipped where it can't be had."""
    try:
        path = archive(release, CACHE)
    except SystemExit as problem:
        pytest.skip(str(problem))
    with tarfile.open(path) as tar:
        found = tar.extractfile(f"{release.stem}/{release.config}")
        assert found is not None
        return found.read()


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    return fastjsonschema.compile(json.loads(member(SARIF_OM)))


@pytest.fixture(scope="module")
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(member(PYTEST)))


def shouts(pair: Pair) -> Iterator[Finding]:
    yield Finding(f"it says {pair.msgstr[7:9]}", "write 5", "50", part="msgstr", other="5")


def crashes(pair: Pair) -> Iterator[Finding]:
    raise ValueError(pair.msgid)


SHOUT = PairRule("TRN001", "shouts", Severity.ERROR, shouts, (PAIR,), (), blocks=True)
CRASH = PairRule("TRN002", "crashes", Severity.ERROR, crashes, (PAIR,), ())
ON_A_PAGE = Report(
    "DSC002", Severity.ERROR, "it is hidden", "show it", Place("fr/a/"), (), True, "docs/a.md"
)
AWKWARD = (
    *run((SHOUT, CRASH), Subjects(pairs=(PAIR, replace(PAIR, msgid="A [link](1) to {0}")))),
    ON_A_PAGE,
    replace(ON_A_PAGE, article="docs/a.md docs/b.md", locale="fr"),
    replace(ON_A_PAGE, article="", place=Place("")),
    replace(ON_A_PAGE, article="", place=Place("about/#x")),
    Report("LNK004", Severity.WARNING, "line\r\nbreak\x00", "", Place("docs/naïve 100%.md", 3)),
    Report("CHK000", Severity.ERROR, "can't be read", "", Place("/srv/elsewhere/a.po", 1, 1)),
    Report("CHK003", Severity.INFO, "nothing", "x", Place("docs/a.md", 1, 2, "a b", 1)),
    Report("ZZZ999", Severity.INFO, "of nobody", "", Place("docs/a.md")),
)


def rows(log: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(log)["runs"][0]["results"]
    return found


# The public schemas


@pytest.mark.slow
def test_sarif_of_awkward_findings_is_valid(sarif_schema: Any) -> None:
    sarif_schema(json.loads(FORMATS["sarif"](AWKWARD, lambda code: f"https://example.org/{code}")))


@pytest.mark.slow
def test_sarif_of_nothing_is_valid(sarif_schema: Any) -> None:
    sarif_schema(json.loads(FORMATS["sarif"]([], nowhere)))


@pytest.mark.slow
def test_the_schema_refuses_what_is_no_sarif(sarif_schema: Any) -> None:
    log = json.loads(FORMATS["sarif"](AWKWARD, nowhere))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(fastjsonschema.JsonSchemaException, match="level"):
        sarif_schema(log)


@pytest.mark.slow
def test_sarif_of_the_library_and_of_a_poisoned_copy_is_valid(
    sarif_schema: Any, tmp_path: Path
) -> None:
    poison(tmp_path)
    article = tmp_path / "docs/procedures/overdue.md"
    comment = (
        "\n<!-- check: ignore REV003 because it is a test -->\n<!-- check: ignore ART002 -->\n"
    )
    article.write_text(article.read_text(encoding="utf-8") + comment, encoding="utf-8")
    codes = {}
    for root in (ROOT, tmp_path):
        arguments = ["check", "--format", "sarif", "-f", str(root / "mkdocs.yml")]
        log = CliRunner().invoke(polyclinic, arguments, standalone_mode=False).stdout
        sarif_schema(json.loads(log))
        codes[root] = {row["ruleId"] for row in rows(log)}
    assert codes[ROOT] == set()
    assert codes[tmp_path] >= {"TRN001", "LNK002", "DSC009", "CHK002", "CHK003"}
    assert "REV003" not in codes[tmp_path]


@pytest.mark.slow
@pytest.mark.parametrize("found", [AWKWARD, ()], ids=["awkward", "nothing"])
def test_junit_is_valid(junit_schema: etree.XMLSchema, found: tuple[Report, ...]) -> None:
    junit_schema.assertValid(etree.fromstring(FORMATS["junit"](found, nowhere)))


# What GitHub's code scanning asks for


def test_each_rule_of_sarif_is_explained() -> None:
    found = [Report(t.code, t.severity, "m", "h", Place("a", 1)) for t in handbook.TOPICS]
    log = json.loads(FORMATS["sarif"](found, lambda code: f"https://example.org/{code}/"))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(t.code for t in handbook.TOPICS)
    for rule in rules:
        assert re.fullmatch(r"[A-Z]\w*", rule["name"])
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert "Why:" in rule["help"]["text"]
        assert "Remedy:" in rule["help"]["markdown"]
        assert rule["helpUri"] == f"https://example.org/{rule['id']}/"
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert rule["properties"]["tags"]


def test_results_name_their_rule_and_a_file_of_the_repository() -> None:
    log = json.loads(FORMATS["sarif"](AWKWARD, nowhere))
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for row in log["runs"][0]["results"]:
        assert rules[row["ruleIndex"]]["id"] == row["ruleId"]
        (location,) = row["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert re.fullmatch(r"[!-~]+", location["physicalLocation"]["artifactLocation"]["uri"])


def artifact(report: Report) -> dict[str, Any]:
    (row,) = rows(FORMATS["sarif"]([report], nowhere))
    found: dict[str, Any] = row["locations"][0]["physicalLocation"]["artifactLocation"]
    return found


def test_a_finding_on_a_page_is_placed_in_its_article() -> None:
    report = ON_A_PAGE
    assert artifact(report) == {"uri": "docs/a.md", "uriBaseId": "%SRCROOT%"}
    (row,) = rows(FORMATS["sarif"]([report], nowhere))
    other = row["relatedLocations"][0]["physicalLocation"]["artifactLocation"]
    assert other == {"uri": "fr/a/index.html", "uriBaseId": "SITE"}
    assert row["message"]["text"] == "/fr/a/: it is hidden. show it"


def test_a_page_without_an_article_is_a_file_of_the_site() -> None:
    home = replace(ON_A_PAGE, article="", place=Place(""))
    assert artifact(home) == {"uri": "index.html", "uriBaseId": "SITE"}


def test_an_address_is_escaped() -> None:
    report = replace(ON_A_PAGE, place=Place("docs/naïve 100%#.md", 3))
    assert artifact(report)["uri"] == "docs/na%C3%AFve%20100%25%23.md"
    outside = replace(report, place=Place("/srv/a b.md", 3))
    assert artifact(outside) == {"uri": "file:///srv/a%20b.md"}


def test_each_of_two_equal_findings_has_a_fingerprint_of_its_own() -> None:
    prints = [
        row["partialFingerprints"] for row in rows(FORMATS["sarif"]([ON_A_PAGE] * 2, nowhere))
    ]
    assert prints[0] != prints[1]
    assert all("primaryLocationLineHash" in each for each in prints)


def test_a_run_with_a_rule_that_failed_was_no_success() -> None:
    successful = [
        json.loads(FORMATS["sarif"](list(run((rule,), Subjects(pairs=(PAIR,)))), nowhere))["runs"][
            0
        ]["invocations"][0]["executionSuccessful"]
        for rule in (SHOUT, CRASH)
    ]
    assert successful == [True, False]


@pytest.mark.parametrize("message", ["50% wrong", "a\r\nb", "::error::x", "a,b:c", "%0A"])
def test_an_annotation_is_one_line_that_leads_back(message: str) -> None:
    line = FORMATS["github"]([replace(ON_A_PAGE, message=message, article="")], nowhere)
    assert "\n" not in line
    assert "\r" not in line
    said = line.split("::", 2)[2].partition("%0Ashow it")[0]
    assert said.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") == message


def test_the_properties_of_an_annotation_end_where_they_should() -> None:
    place = Place("a:b,c%.po", 9, 8, "x" * 20, 3)
    line = FORMATS["github"]([replace(ON_A_PAGE, place=place)], nowhere)
    fields = "file=a%3Ab%2Cc%25.po,line=9,col=8,endColumn=11,title=DSC002"
    assert line == f"::error {fields}::it is hidden%0Ashow it"


def test_an_annotation_of_a_page_stands_at_its_article() -> None:
    line = FORMATS["github"]([ON_A_PAGE], nowhere)
    assert line == "::error file=docs/a.md,line=1,title=DSC002::/fr/a/: it is hidden%0Ashow it"


def test_junit_names_the_home_page_too() -> None:
    suite = ET.fromstring(FORMATS["junit"]([replace(ON_A_PAGE, place=Place(""))], nowhere))
    assert [case.get("name") for case in suite] == ["/"]


def test_json_has_the_fields_that_are_documented_and_no_others() -> None:
    for row in json.loads(FORMATS["json"](AWKWARD, nowhere)):
        assert list(row) == [
            "code", "severity", "message", "help", "place", "related", "blocks", "article",
            "locale", "fingerprint", "url",
        ]  # fmt: skip
        assert list(row["place"]) == ["path", "line", "column", "excerpt", "length"]


# Where the rules are explained


def address(
    *, on: bool = True, site_url: str = "https://example.org/", folders: bool = True
) -> str:
    options = replace(SETTINGS.options, rule_pages=on)
    settings = replace(SETTINGS, options=options, site_url=site_url, use_directory_urls=folders)
    return rule_pages.url(settings, "TRN001")


def test_a_rule_has_an_address_on_a_site_with_these_pages() -> None:
    assert address() == "https://example.org/contributors/rules/TRN001/"
    assert address(folders=False) == "https://example.org/contributors/rules/TRN001.html"
    assert address(site_url="https://a.org/x") == "https://a.org/x/contributors/rules/TRN001/"
    assert [address(on=False), address(site_url="")] == ["", ""]


def test_the_text_says_where_rules_are_explained_one_time() -> None:
    settings = replace(SETTINGS, options=replace(SETTINGS.options, rule_pages=True))
    lines = text.render([ON_A_PAGE, ON_A_PAGE], partial(rule_pages.url, settings)).split("\n")
    where = "DSC002 is explained at https://example.org/contributors/rules/DSC002/"
    assert lines.count(where) == 1
    assert lines[-2] == where


def test_a_fault_of_a_source_is_told_once_with_the_pages_it_is_on() -> None:
    fault = Report(
        "LNK001", Severity.ERROR, "'a.png' leads to no file", "put it there",
        Place("docs/cold.md", 7, 3), blocks=True, article="docs/cold.md",
    )  # fmt: skip
    found = [
        replace(fault, locale=locale, related=(Place(f"{locale}/cold/"),))
        for locale in ("es", "fr", "ar")
    ]
    said = text.render(found)
    assert said.count("docs/cold.md:7:3: error LNK001") == 1
    assert "on 3 pages: /es/cold/, /fr/cold/" in said
    assert "1 error; 3 pages withheld" in said
    assert FORMATS["github"](found).count("::error") == 1
    assert len(json.loads(FORMATS["sarif"](found))["runs"][0]["results"]) == 1


def test_the_text_counts_one_page_as_one() -> None:
    assert text.render([ON_A_PAGE]).endswith("1 page withheld")
    two = [ON_A_PAGE, replace(ON_A_PAGE, article="", place=Place("404.html"))]
    assert text.render(two).endswith("2 errors; 2 pages withheld")


def test_every_code_has_its_page_and_a_row_in_its_family() -> None:
    pages = handbook.pages()
    assert len(pages) == len(handbook.TOPICS) + 2
    for topic in handbook.TOPICS:
        assert f"({topic.code}.md)" in pages["contributors/rules/index.md"]
        assert (
            f'title: "{topic.code}: {topic.title}"' in pages[f"contributors/rules/{topic.code}.md"]
        )
    assert {rule.code for rule in RULES} < {topic.code for topic in handbook.TOPICS}


def test_nothing_on_a_rules_page_is_acted_on_but_its_links() -> None:
    for path, page in handbook.pages().items():
        prose = re.sub(r"(?P<fence>`{3,}).*?(?P=fence)|`[^`\n]*`", "", page, flags=re.DOTALL)
        prose = prose.split("---", 2)[2]  # the front matter is plain text
        assert "<" not in prose.replace("<!--", ""), path
        assert not re.search(r"\{(?! #)", prose), path
