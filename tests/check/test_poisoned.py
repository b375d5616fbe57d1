"""Poisoned copies of the library: the right pages are withheld, and only those."""

from __future__ import annotations

import gzip
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polib
import pytest
from mkdocs.exceptions import Abort

from polyclinic.adapters.mkdocs import build_site
from polyclinic.cli.main import main
from polyclinic.diagnostic import Severity
from small_library import CRYO, change, copied, in_all, mkdocs_site, pages, withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path


def dose(root: Path) -> None:
    """A number changed in translation."""
    catalog = polib.pofile(str(root / "locales/fr/LC_MESSAGES/procedures.po"))
    (entry,) = [entry for entry in catalog if "66" in entry.msgstr]
    entry.msgstr = entry.msgstr.replace("66", "96")
    catalog.save()


def unconfirmed(root: Path) -> None:
    """A warning whose translation nobody has confirmed since the source changed."""
    catalog = polib.pofile(str(root / "locales/ar/LC_MESSAGES/procedures.po"))
    entry = next(e for e in catalog if "safety" in e.comment and e.msgstr)
    entry.flags.append("fuzzy")
    catalog.save()


def anchor(root: Path) -> None:
    """A link to a heading that is not there."""
    change(root / "docs/about/contact.md", "(accessibility.md)", "(accessibility.md#nowhere)")


def hidden(root: Path) -> None:
    """A style that hides the disclaimer from French readers alone."""
    styles = root / "overrides/assets/css/disclaimer.css"
    styles.write_text(styles.read_text() + "\n:lang(fr) .disclaimer { display: none; }\n")


def overdue(root: Path) -> None:
    """A review that nobody made in time."""
    article = root / "docs/procedures/cryoablation.md"
    change(article, "next_review: 2027-05-31", "next_review: 2020-01-31")


def level(root: Path) -> None:
    """An emergency that is none for Arabic readers, by the fault of another plugin."""
    (root / "calm.py").write_text(
        "def on_post_page(output, page, config):\n"
        "    arabic = 'lang=\"ar\"' in output[:200]\n"
        "    return output.replace('admonition emergency', 'admonition routine')"
        " if arabic and 'cryo' in page.url else output\n"
    )
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nhooks:\n  - calm.py\n", "utf-8")


def trailing_zero(root: Path) -> None:
    """A dose that is read as its tenfold, in the source."""
    article = root / "docs/procedures/cryoablation.md"
    change(article, "Getting ready takes extra time.", "Take 5.0 mg of warfarin.")


@dataclass(frozen=True)
class Case:
    """A poison, the rule that finds it, and the pages it must cost."""

    poison: Callable[[Path], None]
    code: str
    pages: set[str]
    swallowed: str = ""  # what no reader may see


CASES = (
    Case(dose, "TRN001", {"fr/" + CRYO}, "96 adultes"),
    Case(unconfirmed, "TRN007", {"ar/" + CRYO}),
    Case(anchor, "LNK002", in_all(["about/contact/"]), "#nowhere"),
    Case(hidden, "DSC002", {"fr/" + CRYO}),
    Case(overdue, "REV003", in_all([CRYO])),
    Case(level, "URG005", {"ar/" + CRYO}),
    Case(trailing_zero, "ART009", in_all([CRYO]), "5.0 mg"),
)


@dataclass(frozen=True)
class Built:
    """A poisoned copy, built, and what was found."""

    case: Case
    site: Path
    codes: set[str]


@pytest.fixture(scope="module", autouse=True)
def _same_day() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        yield


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(tmp_path_factory.mktemp("clean"))
    assert [found for found in build_site(root / "mkdocs.yml") if found.code] == []
    return root / "site"


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.poison.__name__)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = copied(tmp_path_factory.mktemp("poisoned"))
    request.param.poison(root)
    found = build_site(root / "mkdocs.yml")
    return Built(request.param, root / "site", {finding.code for finding in found})


def test_a_clean_copy_withholds_nothing(clean: Path) -> None:
    assert withheld(clean) == set()


def test_the_right_pages_are_withheld_and_only_those(built: Built) -> None:
    assert built.case.code in built.codes
    assert withheld(built.site) == built.case.pages


def test_the_poison_reaches_no_reader(built: Built) -> None:
    if built.case.swallowed:
        found = [w for w, html in pages(built.site).items() if built.case.swallowed in html]
        # The pages of the rules show doses that no reader takes for theirs.
        assert not [where for where in found if not where.startswith("contributors/")]


def apart_from_links_to_it(html: str) -> str:
    """A page without what leads to the article: its words and its language may be others.

    Entries of lists go, and tests/build/test_listed.py sees that no others do.
    """
    html = re.sub(r'<li class="jump">.*?</li>\s*', "", html, flags=re.DOTALL)
    html = re.sub(r"\s*<li data-beside=.*?</li>\s*", "", html, flags=re.DOTALL)
    html = re.sub(r'<section class="entries.*?</section>\s*', "", html, flags=re.DOTALL)
    html = re.sub(rf'<link rel="alternate"[^>]*{CRYO}"[^>]*>\n*', "", html)
    html = re.sub(r'<meta property="og:locale:alternate"[^>]*>\n*', "", html)
    return re.sub(r'<a [^>]*cryoablation/"[^>]*>.*?</a>', "", html)


def needs(where: str, held: Collection[str]) -> bool:
    """Whether a page in large print or side by side is made of a withheld one."""
    page, large, _ = where.partition("large-print/")
    article, beside, other = where.partition("with/")
    if beside:
        other = other if other != "en/" else ""
        return article in held or other + CRYO in held
    return bool(large) and page in held


def test_all_other_pages_stay_but_for_what_leads_to_the_withheld(built: Built, clean: Path) -> None:
    before, after = pages(clean), pages(built.site)
    gone = before.keys() - after.keys()
    assert after.keys() == before.keys() - gone
    assert gone == {where for where in before if needs(where, built.case.pages)}
    for where in before.keys() - built.case.pages - gone:
        if CRYO not in "".join(built.case.pages):
            assert before[where] == after[where], where
        assert apart_from_links_to_it(before[where]) == apart_from_links_to_it(after[where]), where


def listed(site: Path) -> set[str]:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == sitemap
    return set(re.findall(r"<loc>https://example.org/(.*?)</loc>", sitemap))


def test_the_sitemap_loses_the_withheld_and_nothing_else(built: Built, clean: Path) -> None:
    assert listed(clean) - listed(built.site) == built.case.pages
    sitemap = (built.site / "sitemap.xml").read_text("utf-8")
    alternates = re.findall(r'href="https://example.org/(.*?)"', sitemap)
    assert not set(alternates) & built.case.pages


def test_no_page_offers_search_engines_a_withheld_one(built: Built) -> None:
    for where, html in pages(built.site).items():
        offered = re.findall(r'<link rel="alternate"[^>]*href="https://example.org/(.*?)"', html)
        assert not set(offered) & built.case.pages, where


def test_a_withheld_page_has_neither_data_nor_a_preview(built: Built) -> None:
    for where in built.case.pages:
        html = pages(built.site)[where]
        assert "application/ld+json" not in html
        assert '"og:' not in html


def test_no_other_version_names_the_language_of_a_withheld_one(built: Built, clean: Path) -> None:
    regions = {"": "en_US", "fr/": "fr_FR", "ar/": "ar_EG"}
    for locale in regions.keys() - {page.removesuffix(CRYO) for page in built.case.pages}:
        offered = set(
            re.findall(r'"og:locale:alternate" content="(.*?)"', pages(built.site)[locale + CRYO])
        )
        held = {code for other, code in regions.items() if other + CRYO in built.case.pages}
        assert offered == set(regions.values()) - held - {regions[locale]}
        assert '"og:locale:alternate"' in pages(clean)[locale + CRYO]


def test_the_withheld_translation_is_the_source_page_with_a_notice(built: Built) -> None:
    for where in built.case.pages:
        html = pages(built.site)[where]
        assert '<meta name="robots" content="noindex">' in html
        if not built.case.pages >= in_all([CRYO]) and CRYO in where:
            assert '<html lang="en" dir="ltr">' in html
            assert f'<link rel="canonical" href="https://example.org/{CRYO}">' in html
            assert "cryoprobe" in html
        else:
            assert "cryoprobe" not in html


def several(root: Path) -> None:
    """Faults in the home page, in an about page, on the page for lost addresses, and in French."""
    dose(root)
    anchor(root)
    change(root / "docs/index.md", "procedures/index.md", "procedures/index.md#nowhere")
    change(root / "overrides/404.html", '{% include "partials/disclaimer-short.html" %}', "")


SEVERAL = {*in_all(["", "about/contact/"]), "fr/" + CRYO, "404.html"}


@pytest.fixture(scope="module")
def worse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(tmp_path_factory.mktemp("worse"))
    several(root)
    return root


def test_several_faults_cost_their_own_pages(worse: Path) -> None:
    build_site(worse / "mkdocs.yml", site_dir=worse / "polyclinic")
    assert withheld(worse / "polyclinic") == SEVERAL


def test_both_commands_publish_the_same_bytes(worse: Path) -> None:
    build_site(worse / "mkdocs.yml", site_dir=worse / "polyclinic")
    site = mkdocs_site(worse)
    names = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    ours = worse / "polyclinic"
    assert names == sorted(p.relative_to(ours) for p in ours.rglob("*") if p.is_file())
    assert [n for n in names if (site / n).read_bytes() != (ours / n).read_bytes()] == []


def test_without_folders_in_addresses_the_same_pages_are_withheld(worse: Path) -> None:
    site = mkdocs_site(worse, use_directory_urls=False)
    contact = in_all(["about/contact.html"])
    assert withheld(site) == {*in_all([""]), *contact, f"fr/{CRYO[:-1]}.html", "404.html"}
    assert 'href="../index.html" hreflang="fr"' in pages(site)["fr/about/contact.html"]


def test_below_a_folder_of_a_server_the_links_of_notices_hold(worse: Path) -> None:
    site = mkdocs_site(worse, site_url="https://clinic.example/health/")
    assert withheld(site) == SEVERAL
    lost = pages(site)["404.html"]
    assert 'href="/health/" hreflang="en"' in lost
    assert "/health/fr/procedures/cryo" not in (site / "sitemap.xml").read_text()


def built_by_command(*arguments: object) -> int | str | None:
    """The exit code of `polyclinic build`."""
    with pytest.raises(SystemExit) as stopped:
        main(["build", *map(str, arguments)])
    return stopped.value.code


def test_the_build_ends_with_what_is_withheld_why_and_what_to_do(
    worse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built_by_command("-f", worse / "mkdocs.yml", "-d", worse / "reported") == 1
    report = capsys.readouterr().err.partition("\nwithheld:\n")[2]
    assert report.startswith(
        "/404.html in en: DSC009\n  404.html: the page has no short disclaimer"
    )
    assert (
        "docs/about/contact.md in all 3 languages: LNK002\n  docs/about/contact.md:19:59: "
        in report
    )
    assert "docs/procedures/cryoablation.md in fr: TRN001\n  locales/fr/LC_MESSAGES/" in report
    assert "Mend what is named above and build again" in report


def test_a_strict_build_publishes_nothing(
    worse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("as it was")
    assert built_by_command("--strict", "-f", worse / "mkdocs.yml", "-d", target) == 1
    assert [file.read_text() for file in target.rglob("*.*")] == ["as it was"]
    report = capsys.readouterr().err
    assert "unsafe, and would be withheld without --strict:\n/404.html in en: DSC009" in report
    assert report.endswith("nothing was published, because of what stands above\n")


@pytest.mark.parametrize("event", ["on_page_context", "on_post_build"])
def test_a_build_that_breaks_off_leaves_no_page_that_was_not_checked(
    tmp_path: Path, event: str
) -> None:
    root = copied(tmp_path)
    dose(root)
    (root / "broken.py").write_text(
        "from mkdocs.plugins import event_priority\n"
        "@event_priority(-150)\n"  # after the pages of all languages, and before our checks
        f"def {event}(*args, config, **more):\n"
        "    i18n = config.plugins['i18n']\n"
        "    if i18n.current_language == 'ar' and not (i18n.building and 'build' in "
        f"{event!r}):\n"
        "        raise RuntimeError('the disk is full')\n"
    )
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\nhooks:\n  - broken.py\n", "utf-8")
    with pytest.raises(RuntimeError):
        mkdocs_site(root)
    assert (root / "site/assets/css/site.css").is_file()
    assert not list((root / "site").rglob("*.html"))


def test_a_build_that_cannot_begin_leaves_the_site_before_it(tmp_path: Path) -> None:
    root = copied(tmp_path)
    site = mkdocs_site(root)
    before = pages(site)
    shutil.rmtree(root / "docs")
    with pytest.raises(Abort, match="configuration"):
        mkdocs_site(root)
    assert pages(site) == before


def test_a_file_that_is_no_text_is_told_once_and_costs_itself_alone(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "docs/about/bad.md").write_bytes(b"# Caf\xe9\n")
    found = build_site(root / "mkdocs.yml", site_dir=root / "site")
    assert [finding.path for finding in found if finding.severity is Severity.ERROR] == [
        "docs/about/bad.md"
    ]
    assert (found[0].line, found[0].column) == (1, 6)
    assert withheld(root / "site") <= in_all(["about/bad/"])
