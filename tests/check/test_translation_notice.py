"""DSC010 and DSC012 on what a notice may claim, in each language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from polyclinic.check.disclaimer_specimen import TRANSLATION, article_page, translated_page
from polyclinic.check.rules import dsc005_language, dsc010_translation_notice, dsc012_review_printed
from polyclinic.check.subjects import RenderedPage
from polyclinic.i18n import locales
from polyclinic.library.article import Review
from polyclinic.library.reviews import TranslationFacts, TranslationReview

REVIEW = TranslationReview("contact.md", date(2026, 11, 1), "Not. a/tr", "ATA (CT)", "ab", ())
RECORDED = TranslationFacts(review=REVIEW)
CHANGED = TranslationFacts(changed_on=date(2024, 2, 29))
BOTH = TranslationFacts(changed_on=date(2024, 2, 29), review=REVIEW)

# What each language says: that it is from English, a review, that there is none, when it changed.
SAID = {
    "es": (
        "Esta página se tradujo del inglés.",
        "Un traductor cualificado revisó esta traducción el {}. Revisión: {}, {}.",
        "Ningún traductor humano cualificado la ha revisado.",
        "Esta traducción se modificó por última vez el {}.",
    ),
    "fr": (
        "Cette page a été traduite de l’anglais.",
        "Un traducteur qualifié a relu cette traduction le {}. Relecture : {}, {}.",
        "Aucun traducteur humain qualifié ne l’a encore vérifiée.",
        "Cette traduction a été modifiée pour la dernière fois le {}.",
    ),
    "pt-BR": (
        "Esta página foi traduzida do inglês.",
        "Um tradutor qualificado revisou esta tradução em {}. Revisão: {}, {}.",
        "Nenhum tradutor humano qualificado a revisou até agora.",
        "Esta tradução foi alterada pela última vez em {}.",
    ),
    "ar": (
        "هذه الصفحة مترجمة من الإنجليزية.",
        "راجع مترجم مؤهل هذه الترجمة بتاريخ {}. المراجِع: {}، {}.",
        "ولم يدققها أي مترجم بشري مؤهل حتى الآن.",
        "آخر تعديل لهذه الترجمة: {}.",
    ),
    "zh-Hans": (
        "本页译自英文。",
        "一名具备资质的译员已于{}审核本译文。审核人：{}，{}。",
        "尚未经具备资质的人工译员检查。",
        "本译文最后修改于{}。",
    ),
    "hi": (
        "इस पेज का अनुवाद अंग्रेज़ी से किया गया है।",
        "एक योग्य अनुवादक ने {} को इस अनुवाद की समीक्षा की। समीक्षक: {}, {}।",
        "किसी योग्य मानव अनुवादक ने अभी तक इसकी जाँच नहीं की है।",
        "इस अनुवाद में आख़िरी बदलाव {} को किया गया था।",
    ),
    "vi": (
        "Trang này được dịch từ tiếng Anh.",
        "Một biên dịch viên có chuyên môn đã duyệt bản dịch này vào ngày {}. Người duyệt: {}, {}.",
        "Chưa có người biên dịch có chuyên môn nào kiểm tra bản dịch.",
        "Bản dịch này được sửa lần cuối vào ngày {}.",
    ),
    "uk": (
        "Цю сторінку перекладено з англійської.",
        "{} кваліфікований перекладач перевірив цей переклад. Хто перевірив: {}, {}.",
        "Жоден кваліфікований перекладач-людина її ще не перевірив.",
        "Цей переклад востаннє змінено {}.",
    ),
}
each = pytest.mark.parametrize("locale", SAID)


def page(locale: str, said: str, facts: TranslationFacts) -> RenderedPage:
    """A page whose notice says this, and leads to its source."""
    specimen = translated_page()
    start = TRANSLATION.index("<p>Esta página se")
    end = TRANSLATION.index("<p><a")
    html = TRANSLATION[:start] + f"<p>{said}</p>\n" + TRANSLATION[end:]
    html = html.replace("Leer esta página en inglés", "English")
    return RenderedPage(
        f"{locale}/contact/", locale, "en", html, MappingProxyType({"site.css": ""}),
        specimen.today, specimen.settings, None, facts,
    )  # fmt: skip


def told(locale: str, said: str, facts: TranslationFacts = TranslationFacts()) -> list[str]:  # noqa: B008 - frozen
    return [f.message for f in dsc010_translation_notice.check(page(locale, said, facts))]


def time(day: date, locale: str) -> str:
    return f'<time datetime="{day}">{locales.format_date_words(day, locale)}</time>'


def reviewed(locale: str) -> str:
    source, done, _, _ = SAID[locale]
    return f"{source} {done.format(time(REVIEW.on, locale), REVIEW.role, REVIEW.credential)}"


def unreviewed(locale: str) -> str:
    source, _, not_done, _ = SAID[locale]
    return f"{source} {not_done}"


def changed(locale: str) -> str:
    return f"{unreviewed(locale)} {SAID[locale][3].format(time(date(2024, 2, 29), locale))}"


@each
def test_a_review_that_is_recorded_may_be_claimed(locale: str) -> None:
    assert told(locale, reviewed(locale), RECORDED) == []


@each
def test_a_review_that_nobody_recorded_may_not(locale: str) -> None:
    found = told(locale, reviewed(locale))
    assert any("the catalog records no review" in message for message in found)


@each
def test_what_is_not_reviewed_says_so_and_when_it_changed(locale: str) -> None:
    assert told(locale, unreviewed(locale)) == []
    assert told(locale, changed(locale), CHANGED) == []


@each
def test_a_page_may_say_less_than_its_record(locale: str) -> None:
    assert told(locale, changed(locale), BOTH) == []


@each
def test_a_claim_beside_its_denial_is_a_claim(locale: str) -> None:
    both = f"{unreviewed(locale)} {reviewed(locale)}"
    assert any("the catalog records no review" in message for message in told(locale, both))


@each
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("2026-11-01", "2026-11-02", "the day on which the translation was reviewed"),
        ("2026", "2025", "the day on which the translation was reviewed"),
        ("ATA (CT)", "ATA", "the reviewer's credential, 'ATA (CT)'"),
        ("Not. a/tr", "Dr", "the reviewer's role, 'Not. a/tr'"),
        ('<time datetime="2026-11-01">', "<time>", "the day on which the translation was reviewed"),
    ],
)
def test_a_claim_says_all_that_its_record_does(locale: str, old: str, new: str, what: str) -> None:
    said = reviewed(locale)
    assert old in said
    assert any(what in message for message in told(locale, said.replace(old, new), RECORDED))


@each
@pytest.mark.parametrize(
    ("said", "what"),
    [
        ('<time datetime="2024-02-29">29.02.2024</time>', "prints '29.02.2024' for"),
        ('<time datetime="2024-02-28">?</time>', "does not print the day on which"),
        ("", "does not print the day on which the translation changed, 2024-02-29"),
    ],
)
def test_the_day_of_the_last_change_is_the_catalogs(locale: str, said: str, what: str) -> None:
    found = told(locale, f"{unreviewed(locale)} {said}", CHANGED)
    assert any(what in message for message in found)


@each
def test_a_day_that_no_catalog_has_is_a_fault(locale: str) -> None:
    assert any("the catalogs have no such day" in m for m in told(locale, changed(locale)))


@each
def test_a_notice_in_another_language_is_a_fault(locale: str) -> None:
    other = "fr" if locale != "fr" else "uk"
    assert any("which language" in message for message in told(locale, unreviewed(other)))


@each
@pytest.mark.parametrize(
    "hiding", ["hidden", 'style="display:none"', 'style="opacity:0"', 'style="font-size:0"']
)
def test_a_hidden_notice_is_a_fault(locale: str, hiding: str) -> None:
    shown = page(locale, unreviewed(locale), TranslationFacts())
    html = shown.html.replace('class="translation-notice"', f'class="translation-notice" {hiding}')
    found = [f.message for f in dsc010_translation_notice.check(replace(shown, html=html))]
    assert any("can't be seen" in message for message in found)


DONE = Review(
    reviewed=True, due=date(2027, 5, 31), reviewed_on=date(2026, 5, 31), role="radiologist",
    credential="MD",
)  # fmt: skip
SENTENCE = (
    "This article has not been reviewed by a clinician.\nThe first",
    (
        'Reviewed on <time datetime="2026-05-31">May 31, 2026</time> by: '
        '<span lang="en">radiologist</span> (<span lang="en">MD</span>). Next'
    ),
)


def test_a_reviewer_may_be_named_in_the_pages_language() -> None:
    shown = article_page(SENTENCE, review=DONE)
    assert not list(dsc012_review_printed.check(shown))
    translated = replace(
        shown,
        html=shown.html.replace(">radiologist<", ">radiologue<"),
        translation=TranslationFacts(role="radiologue"),
    )
    assert not list(dsc012_review_printed.check(translated))
    assert list(dsc012_review_printed.check(replace(translated, translation=TranslationFacts())))


def test_a_reviewers_own_words_may_say_their_language() -> None:
    change = (SENTENCE[0], SENTENCE[1].replace('lang="en"', 'lang="de"'))
    assert not list(dsc005_language.check(article_page(change, review=DONE)))
    other = (SENTENCE[0], SENTENCE[1].replace('"en">radio', '"de">neuro'))
    assert list(dsc005_language.check(article_page(other, review=DONE)))
