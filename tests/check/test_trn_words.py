"""The rules on words: what they find in each language, and what they leave alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from polyclinic.check import termbase, words
from polyclinic.check.inspect import inspect
from polyclinic.check.rules import (
    RULES,
    trn101_negation,
    trn102_modality,
    trn103_before_after,
    trn104_left_right,
    trn105_terms,
    trn106_english_left,
    trn107_wrong_language,
    trn108_length,
    trn109_two_ways,
    trn110_plural_forms,
    trn111_punctuation,
    trn112_bidi,
    trn113_look_alikes,
)
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.i18n import po
from polyclinic.library.project import Project
from site_fixtures import TODAY

if TYPE_CHECKING:
    from polyclinic.check.rule import PairRule

ROOT = Path(__file__).parents[2]
LOCALES = ("es", "fr", "pt-BR", "ar", "zh-Hans", "hi", "vi", "uk")
PAIR_RULES = (
    trn101_negation.RULE,
    trn102_modality.RULE,
    trn103_before_after.RULE,
    trn104_left_right.RULE,
    trn105_terms.RULE,
    trn106_english_left.RULE,
    trn107_wrong_language.RULE,
    trn108_length.RULE,
    trn110_plural_forms.RULE,
    trn111_punctuation.RULE,
    trn112_bidi.RULE,
    trn113_look_alikes.RULE,
)


def finds(rule: PairRule, locale: str, source: str, translation: str) -> bool:
    return any(rule.check(Pair(locale, source, translation, safety=True)))


@pytest.mark.parametrize("rule", PAIR_RULES, ids=lambda rule: rule.code)
def test_a_bad_example_fires_and_a_good_one_does_not(rule: PairRule) -> None:
    assert all(any(rule.check(pair)) for pair in rule.bad)
    assert not any(any(rule.check(pair)) for pair in rule.good)


def test_every_finding_stands_where_it_says() -> None:
    for rule in PAIR_RULES:
        for pair in rule.bad:
            for finding in rule.check(pair):
                if finding.offset is not None:
                    assert pair.msgstr[finding.offset :].startswith(finding.text)


NEGATED = (
    ("es", "No conduzca.", "Conduzca."),
    ("es", "Evite conducir.", "Procure conducir."),
    ("es", "Nunca conduzca sin ayuda.", "Siempre conduzca con ayuda."),
    ("fr", "Ne conduisez pas.", "Conduisez."),
    ("fr", "N’allez pas au volant.", "Allez au volant."),
    ("fr", "Évitez de conduire.", "Essayez de conduire."),
    ("pt-BR", "Não dirija.", "Dirija."),
    ("pt-BR", "Fique sem dirigir.", "Fique dirigindo."),
    ("ar", "لا تقودوا السيارة.", "قودوا السيارة."),
    ("ar", "تجنبوا القيادة.", "عليكم القيادة."),
    ("ar", "ابقوا بدون قيادة.", "ابقوا مع قيادة."),
    ("zh-Hans", "不要开车。", "要开车。"),
    ("zh-Hans", "请勿开车。", "请特别开车。"),
    ("zh-Hans", "避免开车。", "可以开车，非常好。"),
    ("hi", "गाड़ी न चलाएँ।", "गाड़ी चलाएँ।"),
    ("hi", "गाड़ी मत चलाइए।", "गाड़ी चलाइए।"),
    ("hi", "गाड़ी चलाने से बचें।", "गाड़ी चलाने जाएँ।"),
    ("vi", "Không lái xe.", "Lái xe."),
    ("vi", "Đừng lái xe.", "Hãy lái xe."),
    ("vi", "Bạn chưa được lái xe.", "Bạn được lái xe không?"),
    ("uk", "Не сідайте за кермо.", "Сідайте за кермо."),
    ("uk", "Уникайте кермування.", "Беріться за кермування."),
    ("uk", "Будьте без керма.", "Невідкладно беріться до керма."),
)


@pytest.mark.parametrize(("locale", "right", "wrong"), NEGATED)
def test_a_lost_not_is_found_and_a_kept_one_is_not(locale: str, right: str, wrong: str) -> None:
    assert not finds(trn101_negation.RULE, locale, "Do not drive.", right)
    assert finds(trn101_negation.RULE, locale, "Do not drive.", wrong)


@pytest.mark.parametrize(
    "source",
    ["You cannot drive.", "You can’t drive.", "Never drive.", "Avoid driving.", "Go without it."],
)
def test_english_denies_in_many_ways(source: str) -> None:
    assert finds(trn101_negation.RULE, "es", source, "Conduzca.")


def test_not_only_denies_nothing() -> None:
    assert not finds(
        trn101_negation.RULE, "es", "It is not only for you.", "Es también para otros."
    )


def test_each_sentence_keeps_its_own_not() -> None:
    source = "Do not drive. Do not drink alcohol."
    assert finds(trn101_negation.RULE, "es", source, "No conduzca. Beba alcohol.")
    assert not finds(trn101_negation.RULE, "es", source, "No conduzca ni beba alcohol.")


FORCES = (
    ("You must call.", "es", "Debe llamar.", "Puede llamar."),
    ("You must call.", "uk", "Ви мусите зателефонувати.", "Ви можете зателефонувати."),
    ("You must call.", "zh-Hans", "您必须打电话。", "您可以打电话。"),
    ("You should call.", "hi", "आपको फ़ोन करना चाहिए।", "आप फ़ोन कर सकते हैं।"),
    ("You should call.", "vi", "Bạn nên gọi.", "Bạn có thể gọi."),
    ("You may bleed.", "fr", "Vous pouvez saigner.", "Vous saignez."),
    ("You may bleed.", "ar", "قد تنزفون.", "تنزفون."),
    ("You may bleed.", "pt-BR", "Você pode sangrar.", "Você vai sangrar."),
)


@pytest.mark.parametrize(("source", "locale", "right", "wrong"), FORCES)
def test_must_should_and_may_are_kept(source: str, locale: str, right: str, wrong: str) -> None:
    assert not finds(trn102_modality.RULE, locale, source, right)
    assert finds(trn102_modality.RULE, locale, source, wrong)


def test_force_is_read_in_safety_text_only() -> None:
    assert not any(trn102_modality.check(Pair("es", "You must call.", "Llame.")))


TIMES = (
    ("es", "antes de comer", "después de comer"),
    ("fr", "avant de manger", "après avoir mangé"),
    ("pt-BR", "antes de comer", "depois de comer"),
    ("ar", "قبل الأكل", "بعد الأكل"),
    ("zh-Hans", "饭前", "饭后，前列腺"),
    ("hi", "खाने से पहले", "खाने के बाद"),
    ("vi", "trước khi ăn", "sau khi ăn"),
    ("uk", "перед їжею", "після їжі"),
)


@pytest.mark.parametrize(("locale", "before", "after"), TIMES)
def test_before_and_after_are_not_exchanged(locale: str, before: str, after: str) -> None:
    assert not finds(trn103_before_after.RULE, locale, "before eating", before)
    assert finds(trn103_before_after.RULE, locale, "before eating", after)
    assert not finds(trn103_before_after.RULE, locale, "after eating", after)
    assert finds(trn103_before_after.RULE, locale, "after eating", before)


SIDES = (
    ("es", "riñón izquierdo", "riñón derecho"),
    ("fr", "rein gauche", "rein droit"),
    ("pt-BR", "rim esquerdo", "rim direito"),
    ("ar", "الكلية اليسرى", "الكلية اليمنى"),
    ("zh-Hans", "左肾", "右肾"),
    ("hi", "बायाँ गुर्दा", "दायाँ गुर्दा"),
    ("vi", "thận trái", "thận phải"),
    ("uk", "ліва нирка", "права нирка"),
)


@pytest.mark.parametrize(("locale", "left", "right"), SIDES)
def test_left_and_right_are_not_exchanged(locale: str, left: str, right: str) -> None:
    assert not finds(trn104_left_right.RULE, locale, "left kidney", left)
    assert finds(trn104_left_right.RULE, locale, "left kidney", right)
    assert finds(trn104_left_right.RULE, locale, "pain on the right", left)


@pytest.mark.parametrize("source", ["Call right away.", "Is it right for you?", "Cancer is left."])
def test_not_every_right_is_a_side(source: str) -> None:
    assert not finds(trn104_left_right.RULE, "es", source, "Algo.")


def terms() -> tuple[termbase.Term, ...]:
    return termbase.read((ROOT / "locales/termbase.tsv").read_text(encoding="utf-8"))


def test_the_termbase_has_every_term_in_every_language_one_time() -> None:
    rows = terms()
    assert len({(term.source, term.locale) for term in rows}) == len(rows)
    assert {term.source for term in rows if term.locale == "vi"} == {t.source for t in rows}
    assert len(rows) == len(LOCALES) * len({term.source for term in rows})
    assert all(term.preferred for term in rows)


def test_no_form_of_the_termbase_is_right_and_forbidden() -> None:
    for term in terms():
        tongue = words.language(term.locale)
        forms = [form.replace("*", "") for form in term.right.split("|") if form]
        assert not any(words.find(term.forbidden, tongue, form) for form in forms), term


def test_a_table_without_the_columns_is_no_termbase() -> None:
    with pytest.raises(ValueError, match="source, locale, preferred"):
        termbase.read("term\tfr\n")


SWAPPED = (
    ("vi", "General anesthesia", "Gây mê toàn thân", "Gây tê toàn thân"),
    ("vi", "Local anesthesia", "Gây tê tại chỗ", "Gây mê tại chỗ"),
    ("fr", "An MRI scan", "Une IRM", "Un scanner"),
    ("es", "Blood thinners", "Los anticoagulantes", "Los antiinflamatorios"),
    ("uk", "With aspirin", "З аспірином", "З ібупрофеном"),
    ("ar", "Aspirin and warfarin", "الأسبرين والوارفارين", "الأسبرين والهيبارين"),
    ("pt-BR", "Are you pregnant?", "Está grávida?", "Está embaraçada?"),
    ("zh-Hans", "Kidney", "肾脏", "肝脏"),
    ("hi", "Sedation", "सेडेशन", "एनेस्थीसिया"),
)


@pytest.mark.parametrize(("locale", "source", "right", "wrong"), SWAPPED)
def test_a_term_is_said_as_the_termbase_says(
    locale: str, source: str, right: str, wrong: str
) -> None:
    rule, rows = trn105_terms.RULE, terms()
    assert not list(rule.check(termbase.with_terms(Pair(locale, source, right), rows)))
    assert list(rule.check(termbase.with_terms(Pair(locale, source, wrong), rows)))


OTHERWISE = (
    ("es", "Heat stroke is an emergency.", "El golpe de calor es una emergencia."),
    ("uk", "Heat stroke is an emergency.", "Тепловий удар — це невідкладний стан."),
    ("ar", "Blood clots", "الجلطات الدموية"),
)


@pytest.mark.parametrize(("locale", "source", "right"), OTHERWISE)
def test_a_form_that_is_right_is_no_finding(locale: str, source: str, right: str) -> None:
    pair = termbase.with_terms(Pair(locale, source, right), terms())
    assert not list(trn105_terms.RULE.check(pair))


def test_a_term_is_found_in_its_plural() -> None:
    for source, plural in (("biopsy", "biopsies"), ("rash", "rashes"), ("lung", "lungs")):
        assert termbase.Term(source, "es", "x").in_source(f"Two {plural} in one year.")


def test_an_entry_carries_only_the_terms_that_concern_it() -> None:
    pair = termbase.with_terms(Pair("fr", "Take aspirin.", "Prenez de l’aspirine."), terms())
    assert [term.preferred for term in pair.terms] == ["aspirine"]


@pytest.mark.parametrize("locale", LOCALES)
def test_english_sentences_are_found_in_any_language(locale: str) -> None:
    source = "Ask your care team before you stop it."
    assert finds(trn106_english_left.RULE, locale, source, source)


def test_shared_words_of_two_latin_languages_are_no_english() -> None:
    source = "The final local control"
    assert not finds(trn106_english_left.RULE, "es", source, "El control local final")


OTHER_LANGUAGE = (
    ("es", "Você não pode dirigir com uma dor em seu peito."),
    ("pt-BR", "Usted no puede conducir con los dolores, y su equipo le ayuda."),
    ("fr", "You have pain and it is not the end of your treatment."),
    ("vi", "You have pain and it is not the end of your treatment."),
    ("uk", "Вы можете есть, но это не обязательно."),
    ("zh-Hans", "請問醫生。"),
    ("ar", "Ask the doctor"),
    ("hi", "Спросите врача"),
)


@pytest.mark.parametrize(("locale", "translation"), OTHER_LANGUAGE)
def test_a_text_of_another_language_is_found(locale: str, translation: str) -> None:
    assert finds(trn107_wrong_language.RULE, locale, "Ask the doctor", translation)


@pytest.mark.parametrize("locale", LOCALES)
def test_half_a_translation_is_too_short(locale: str) -> None:
    source = "Call your team if you have a fever. " * 5
    assert finds(trn108_length.RULE, locale, source, "12")


def test_one_heading_has_one_translation() -> None:
    different = (Pair("uk", "Risks", "Ризики"), Pair("uk", "Risks", "Небезпеки"))
    assert len(list(trn109_two_ways.check(Catalogs(different)))) == 1


def test_contexts_may_be_translated_apart() -> None:
    apart = (Pair("uk", "Do", "Робіть", "title"), Pair("uk", "Do", "Зробити", "verb"))
    assert not list(trn109_two_ways.check(Catalogs(apart)))


@pytest.mark.parametrize(("locale", "count"), [("ar", 6), ("uk", 3), ("vi", 1), ("fr", 2)])
def test_a_language_has_its_own_number_of_plural_forms(locale: str, count: int) -> None:
    rule = trn110_plural_forms.RULE
    full = Pair(locale, "day", "x", msgid_plural="days", forms=("x",) * count)
    more = Pair(locale, "day", "x", msgid_plural="days", forms=("x",) * (count + 3))
    assert not list(rule.check(full))
    assert list(rule.check(more))


MARKS = (
    ("fr", "Attention\u00a0: appelez\u202f!", "Attention : appelez !"),
    ("fr", "«\u00a0Oui\u00a0»", "« Oui »"),
    ("es", "¿Le duele? ¡Llame!", "Le duele? Llame!"),
    ("ar", "ألم، حمى؟", "ألم, حمى?"),
    ("zh-Hans", "发烧，疼痛：打电话。", "发烧,疼痛:打电话."),
    ("hi", "फ़ोन करें।", "फ़ोन करें."),
    ("uk", "«Так»", '"Так"'),
    ("vi", "Đau: gọi ngay!", "Đau : gọi ngay !"),
    ("pt-BR", "Ligue: “já”!", 'Ligue : "já"!'),
)


@pytest.mark.parametrize(("locale", "right", "wrong"), MARKS)
def test_marks_are_those_of_the_language(locale: str, right: str, wrong: str) -> None:
    assert not finds(trn111_punctuation.RULE, locale, "Text", right)
    assert finds(trn111_punctuation.RULE, locale, "Text", wrong)


@pytest.mark.parametrize("kept", ["{6 h}", "[a](1)", "<3>a</3>", "%(number)s", "`a: b`", "10:30"])
def test_marks_and_quantities_are_no_punctuation(kept: str) -> None:
    assert not finds(trn111_punctuation.RULE, "fr", kept, f"Voir {kept}.")


@pytest.mark.parametrize("text", ["الرقم 216 445 7050", "الحرارة -5", "درجة 38 °C"])
def test_numbers_that_come_apart_in_arabic_are_found(text: str) -> None:
    assert finds(trn112_bidi.RULE, "ar", "Number", text)
    assert not finds(trn112_bidi.RULE, "ar", "Number", f"\u2066{text}\u2069")


@pytest.mark.parametrize("text", ["من 3 إلى 5", "في 2.5", "{38 °C = 100.4 °F}", "WCAG 2.2 AA"])
def test_numbers_that_hold_together_in_arabic_are_not(text: str) -> None:
    assert not finds(trn112_bidi.RULE, "ar", "Number", f"الرقم {text}")


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u00ad", "\ufeff", "\x07"])
def test_invisible_signs_are_found(sign: str) -> None:
    assert finds(trn113_look_alikes.RULE, "fr", "Dose", f"do{sign}se")
    assert not finds(trn113_look_alikes.RULE, "fr", f"Do{sign}se", f"do{sign}se")


def entries() -> list[Pair]:
    rows = terms()
    return [
        termbase.with_terms(Pair(locale, entry.msgid, entry.msgstr, entry.msgctxt, True), rows)
        for locale in LOCALES
        for path in sorted((ROOT / "locales" / locale.replace("-", "_")).rglob("*.po"))
        for entry in po.load(path, path.name).messages
        if entry.msgstr and not entry.fuzzy
    ]


def test_reviewed_translations_raise_next_to_no_alarm() -> None:
    pairs = entries()
    alarms = [
        (rule.code, pair.locale, pair.msgid)
        for pair in pairs
        for rule in PAIR_RULES
        if any(rule.check(pair))
    ]
    assert len(pairs) > 2500
    assert len(alarms) <= len(pairs) // 200, alarms


def test_a_not_dropped_from_any_entry_is_found() -> None:
    dropped = missed = 0
    for pair in entries():
        tongue = words.language(pair.locale)
        if not words.find("not|cannot|no|never|nobody|without", "en", pair.msgid):
            continue
        dropped += 1
        text = words.without(words.NEGATORS[tongue], tongue, pair.msgstr)
        missed += not finds(trn101_negation.RULE, pair.locale, pair.msgid, text)
    assert dropped > 600
    assert missed <= dropped // 20


def test_the_check_command_knows_the_termbase(tmp_path: Path) -> None:
    """From the termbase on disk to a finding: one letter decides whether the reader is asleep."""
    for name in ("mkdocs.yml", "docs", "locales", "overrides"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    path = tmp_path / "locales/vi/LC_MESSAGES/procedures.po"
    text = path.read_text(encoding="utf-8")
    assert "ây mê toàn thân" in text
    path.write_text(text.replace("ây mê toàn thân", "ây tê toàn thân"), encoding="utf-8")
    project = Project.load(tmp_path / "mkdocs.yml")
    found = inspect(project, RULES, ["vi"], TODAY).reports
    assert "TRN105" in {report.code for report in found}
    (tmp_path / "locales/termbase.tsv").write_text("a\tb\n", encoding="utf-8")
    found = inspect(project, RULES, ["vi"], TODAY).reports
    assert [r.place.path for r in found if r.code == "CHK000"] == ["locales/termbase.tsv"]
