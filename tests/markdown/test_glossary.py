"""Terms of the glossary are marked where a section first uses them, in each language's words."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from markdown import Markdown

from polyclinic.i18n.catalog import State, Translation
from polyclinic.markdown.document import Converter
from polyclinic.markdown.extension import Page, PolyclinicExtension
from polyclinic.markdown.glossary import Entries, Marker, Term, Terms, anchors, forms_of
from polyclinic.markdown.presentation import Presentation

EXTENSIONS = ["def_list", "tables", "abbr", "attr_list", "admonition", "footnotes", "md_in_html"]


def page(text: str, *terms: str, presentation: Presentation | None = None) -> Page:
    """A converted page; a term is written as in a glossary, its forms with | between them."""
    return _converted(text, *terms, presentation=presentation)[1]


def _converted(
    text: str, *terms: str, presentation: Presentation | None = None
) -> tuple[str, Page]:
    found = tuple(Term(f"term-{i}", forms_of(term), "…") for i, term in enumerate(terms))
    extension = PolyclinicExtension()
    asked = Page(presentation=presentation, marker=Marker(Terms(found), lambda _: "../glossary/"))
    md = Markdown(extensions=[*EXTENSIONS, extension])
    extension.begin(asked)
    return md.convert(text), asked


def shown(text: str, *terms: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(_converted(text, *terms)[0], create_parent="div")


def marked(text: str, *terms: str) -> list[str]:
    return [link.text_content() for link in shown(text, *terms).xpath("//a[@class='term']")]


def test_a_term_leads_to_its_entry() -> None:
    (link,) = shown("Use a probe here.", "Probe").xpath("//a")
    assert link.get("href") == "../glossary/#term-0"
    assert link.getparent().text_content() == "Use a probe here."


def test_only_its_first_use_in_each_section_is_marked() -> None:
    text = "A probe.\n\n## One\n\nA probe, a probe.\n\n### Part\n\nA probe.\n\n## Two\n\nA probe.\n"
    root = shown(text, "Probe")
    above = [link.xpath("string(preceding::h2[1])") for link in root.xpath("//a")]
    assert above == ["", "One", "Two"]


def test_the_page_knows_its_terms_in_the_order_of_their_first_use() -> None:
    text = "## A\n\nA scan of a tumor.\n\n## B\n\nAnother scan.\n"
    assert [term.name for term in page(text, "Tumor", "Scan", "Pus").terms] == ["Scan", "Tumor"]


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("Two PROBES wait.", "Probe | probes", ["PROBES"]),
        ("A prober probed.", "Probe", []),
        ("A CT-guided, anti-tumor way.", "CT", []),
        ("He may direct it.", "CT", []),
        ("Use ct here.", "CT", []),
        ("A *blood\nclot* forms.", "Blood clot", ["blood\nclot"]),
        ("L'anesthésie locale agit.", "Anesthésie locale", ["anesthésie locale"]),
        ("Une anesthesie agit.", "Anesthésie", []),
        ("Після місцевої анестезії спати.", "Анестезія | анестезії", ["анестезії"]),
        ("комп’ютерна томографія тут", "Комп'ютерна томографія", ["комп’ютерна томографія"]),
        ("先做全身麻醉,再做局部麻醉。", "麻醉", ["麻醉"]),
        ("医生用MRI扫描检查。", "扫描", ["扫描"]),
        ("通过CT或MRI检查。", "CT", ["CT"]),
        ("用磁共振（MRI）影像", "磁共振（MRI） | 磁共振", ["磁共振（MRI）"]),
        ("यहाँ सुई है और सुइयाँ हैं।", "सुई", ["सुई"]),
        ("यहाँ सुईयाँ हैं।", "सुई", []),
        ("gây mê toàn thân và gây tê", "Gây tê", ["gây tê"]),
        ("يبدأ التخدير الموضعي الآن", "التخدير الموضعي", ["التخدير الموضعي"]),
        ("قبل البدء بالتخدير الموضعي هنا", "التخدير الموضعي", ["بالتخدير الموضعي"]),
        ("هذا ورم، والورم صغير", "ورم", ["ورم"]),
        ("كبر الورم هنا", "ورم", ["الورم"]),
        ("وللورم حجم", "الورم", ["وللورم"]),
        ("هذا تورم هنا", "ورم", []),
        ("علاج الالتهاب هنا", "التهاب", ["الالتهاب"]),
    ],
)
def test_words_are_matched_whole_as_their_language_writes_them(
    text: str, term: str, found: list[str]
) -> None:
    assert marked(text, term) == found


def test_the_longest_term_wins() -> None:
    text = "先做全身麻醉,再做麻醉。"
    assert marked(text, "麻醉", "全身麻醉") == ["全身麻醉", "麻醉"]
    assert marked("A blood clot in blood.", "Blood", "Blood clot") == ["blood clot", "blood"]


@pytest.mark.parametrize(
    "text",
    [
        "A [new probe](probe.md) here.",
        "A `probe` here.",
        "## The probe",
        '!!! warning "Mind the probe"\n\n    Here.',
        "Our probe here.\n\n*[Our probe]: something else",
        "| The probe |\n|---|\n| here |",
        'A <a href="x.html">new probe</a> here.',
        '<div lang="fr" markdown="1">Une probe ici.</div>',
        "<p>A probe here.</p>",
        "    A probe here.",
        "- Probe\n- Other",
        "| One |\n|---|\n| Probe |",
        "Probe\n:   A thing.",
        "Here.[^1]\n\n[^1]: A probe there.",
    ],
)
def test_what_leads_elsewhere_or_is_no_prose_stays_as_it_is(text: str) -> None:
    assert marked(text, "Probe") == []


def test_emphasis_and_what_follows_a_mark_stay_in_order() -> None:
    root = shown("One *thin probe* and **one scan** or tumor, then rest.", "Probe", "Scan", "Tumor")
    assert root.text_content().strip() == "One thin probe and one scan or tumor, then rest."
    assert [link.getparent().tag for link in root.xpath("//a")] == ["em", "strong", "p"]


def test_two_terms_in_one_text() -> None:
    assert marked("A probe in a tumor, a probe.", "Probe", "Tumor") == ["probe", "tumor"]


def test_a_page_left_whole_in_english_has_no_marks() -> None:
    extension = PolyclinicExtension()
    marker = Marker(Terms((Term("t", ("probe",), "…"),)), lambda _: "")
    nothing = Translation("", State.MISSING)
    extension.begin(Page(lookup=lambda *_: nothing, marker=marker))
    assert "term" not in Markdown(extensions=[extension]).convert("A probe.")


def test_without_a_term_nothing_is_marked() -> None:
    assert marked("A probe.") == []


def test_ids_come_from_names_and_differ() -> None:
    names = ["CT scan", "Café", "CT scan", "麻醉"]
    assert list(anchors(names)) == ["term-ct-scan", "term-cafe", "term-ct-scan-2", "term-"]


def test_forms_are_told_apart() -> None:
    assert forms_of(" Probe |  thin\n probe || Probe ") == ("Probe", "thin probe")


GLOSSARY = "Zebra | zebras\n:   Striped.\n\nÉclair\n:   Sweet.\n\nApple\n:   Round.\n"


def test_a_glossary_shows_one_form_and_is_in_the_order_of_its_language() -> None:
    looks = Presentation(entries=Entries(("term-z", "term-e", "term-a"), "fr"))
    extension = PolyclinicExtension()
    extension.begin(Page(presentation=looks))
    html = Markdown(extensions=["def_list", extension]).convert(GLOSSARY)
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    assert [(t.text, t.get("id")) for t in root.iter("dt")] == [
        ("Apple", "term-a"), ("Éclair", "term-e"), ("Zebra", "term-z"),
    ]  # fmt: skip
    assert [m.text_content().strip() for m in root.iter("dd")] == ["Round.", "Sweet.", "Striped."]


def test_a_translator_is_told_what_the_forms_are_for() -> None:
    messages = Converter(["def_list"]).source(GLOSSARY).page.messages
    told = {message.msgid: message.notes for message in messages}
    assert any("Forms of one term" in note for note in told["Zebra | zebras"])
    assert not any("Forms of one term" in note for note in told["Apple"])
